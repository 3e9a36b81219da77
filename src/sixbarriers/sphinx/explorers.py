"""The explorer directive, and links in the text that set an explorer to a state."""

import re
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from .. import bundle
from ..errors import CourseError, unknown
from ..javascript import compile_model
from ..plot import picture
from .numbers import MODELS

LINK = re.compile(r"^(?P<text>.+?)\s*<(?P<model>\w+)(?:\?(?P<query>[^>]*))?>$", re.DOTALL)
MARK = "data-explorer="
PIN = re.compile(r"[^()]*\((?P<setting>[^()]*)\)")
MOST_PINS = 3


def model_named(name):
    """Return the model called *name*; raises CourseError if there is none."""
    if name not in MODELS:
        raise CourseError(unknown("model", name, MODELS))
    return MODELS[name]


def parse_state(name, query):
    """
    Return (scenario, {parameter: value}) of a state written as in an address.

    Args:
        name (str): the model.
        query (str): such as "scenario=RAJI&dose=1e7"; runs to compare with follow as "pin=low dose(scenario=RAJI,dose=1e6)".

    Raises:
        CourseError: an unknown scenario or parameter, a value out of range, or a pin that cannot be read.
    """
    model = model_named(name)
    words = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    pins = [text for key, text in words if key == "pin"]
    if len(pins) > MOST_PINS:
        raise CourseError(f"at most {MOST_PINS} runs can be pinned, but here are {len(pins)}. Leave some out.")
    for text in pins:
        match = PIN.fullmatch(text)
        if not match:
            raise CourseError(f"a pin is written as pin=name(scenario=...,parameter=...), received {text!r}.")
        parse_state(name, match["setting"].replace(",", "&"))
    values = {key: text for key, text in words if key != "pin"}
    scenario = values.pop("scenario", model.default_scenario)
    named = {key for key, parameter in model.table(scenario).items() if parameter.options}
    found = model.resolve(scenario, {key: text if key in named else _number(key, text) for key, text in values.items()})
    return scenario, {key: found[key] for key in values}


def _number(key, text):
    try:
        return float(text)
    except ValueError:
        raise CourseError(f"{key} must be a number, but was {text!r}.") from None


class ExplorerDirective(SphinxDirective):
    """``{explorer} model`` puts a live explorer on the page, with a picture and a sentence for readers without scripts."""

    required_arguments = 1
    option_spec = {"scenario": lambda text: text.strip(), "state": lambda text: text.strip()}

    def run(self):
        try:
            model = model_named(self.arguments[0])
            query = self.options.get("state", "")
            if "scenario" in self.options:
                query = f"scenario={self.options['scenario']}" + (f"&{query}" if query else "")
            scenario, values = parse_state(model.name, query)
            run = model.simulate(scenario, **values)
            compiled = compile_model(model)
        except CourseError as error:
            raise self.error(f"explorer: {error}") from error
        state = f' data-state="{escape(query)}"' if query else ""
        markup = (
            f'<div class="sb-explorer" {MARK}"{model.name}"{state} style="{_size(model)}">'
            f'<figure class="sb-still"><noscript>{picture(run)}</noscript>'
            f"<figcaption>{escape(run.sentence)}</figcaption></figure></div>\n"
            f"<script>(window.sixbarriers = window.sixbarriers || []).push({_inline(compiled)});</script>"
        )
        return [nodes.raw("", markup, format="html")]


def _size(model):
    """Return the counts from which the style sheet reserves the explorer's height."""
    shown = sum(readout.show for readout in model.readouts)
    tiles = "--tiles:1;" if model.categories else "--field:1;" if model.grid else "--cloud:1;" if model.cloud else ""
    return f"{tiles}--panels:{len(model.panels)};--controls:{len(model.controls)};--readouts:{shown};--presets:1"


def _inline(script):
    """Return *script* safe to stand inside a script element."""
    return script.replace("</", "<\\/")


class StateRole(SphinxRole):
    """A link that sets an explorer of the page: ``{state}`text <model?scenario=...&parameter=...>```."""

    def run(self):
        match = LINK.match(self.text)
        try:
            if not match:
                raise CourseError(f"write it as text <model?scenario=...&parameter=...>, received {self.text!r}.")
            parse_state(match["model"], match["query"] or "")
        except (CourseError, ValueError) as error:
            message = self.inliner.reporter.error(f"state: {error}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        address = f"#{match['model']}" + (f"?{match['query']}" if match["query"] else "")
        return [nodes.reference(self.rawtext, match["text"], refuri=address, internal=True, classes=["state"])], []


def write_front_end(app):
    """Write the script and the style sheet that pages with an explorer load."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    (static / "explorer.js").write_text(bundle.classic(), encoding="utf-8")
    (static / "explorer.css").write_text(bundle.stylesheet(), encoding="utf-8")


def load_front_end(app, pagename, templatename, context, doctree):
    """Let only the pages with an explorer load it."""
    if MARK in (context.get("body") or ""):
        app.add_css_file("explorer.css")
        app.add_js_file("explorer.js", loading_method="defer")


def setup(app):
    """Register the directive, the role and the files that they need."""
    app.add_directive("explorer", ExplorerDirective)
    app.add_role("state", StateRole())
    app.connect("builder-inited", write_front_end)
    app.connect("html-page-context", load_front_end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
