"""Roles that print numbers: stated ones with a passport, and ours, computed while the book is built."""

import datetime
import os
from html import escape

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from .. import bibliography, evidence
from ..catalogue import every_model
from ..errors import CourseError
from ..numerals import stated, with_unit
from ..published import computed, deviation, find
from ..words import say

logger = logging.getLogger(__name__)

MODELS = every_model()


class passport(nodes.Inline, nodes.TextElement):
    """A number and, on hover or focus, where it comes from."""


def shown(entry):
    """Return how a registry *entry* reads in text."""
    if entry.of and entry.unit != "%":
        return with_unit(entry.of, entry.unit, 2)
    return with_unit(stated(entry.value), entry.unit, entry.value)


def interval(entry):
    """Return the interval of a registry *entry*, such as "4 to 16 %"; raises CourseError if it has none."""
    if entry.low is None or entry.high is None:
        raise CourseError(f"The entry {entry.id!r} has no interval. Give it 'low' and 'high' in evidence.yml, or use num.")
    return with_unit(f"{stated(entry.low)} to {stated(entry.high)}", entry.unit, entry.high)


def about(entry):
    """Return the lines of an entry's passport."""
    lines = [entry.quantity, evidence.KINDS[entry.kind].capitalize()]
    if entry.population:
        lines.append(entry.population)
    if entry.source != evidence.OWN:
        lines.append(", ".join(part for part in (bibliography.short_citation(entry.source), entry.locator) if part))
    if entry.low is not None and entry.high is not None:
        lines.append(f"{entry.interval or 'range'}: {interval(entry)}")
    lines.append(f"{evidence.SEEN[entry.seen].capitalize()}, {entry.checked:%d %B %Y}")
    return [*lines, *([entry.note] if entry.note else [])]


def origin(parameter):
    """Return the lines of the passport of a *parameter* that is a choice, which has no entry of its own."""
    return [parameter.label, evidence.KINDS[parameter.kind].capitalize(), bibliography.short_citation(parameter.source)]


def _num(text):
    entry = evidence.number(text)
    return shown(entry), about(entry)


def _value(text):
    entry = evidence.number(text)
    return stated(entry.value), about(entry)


def _interval(text):
    entry = evidence.number(text)
    return interval(entry), about(entry)


def _ours(text):
    result = find(text)
    value = computed(text)
    lines = [result.what, "Computed by this course while the book was built"]
    if result.stated:
        entry = evidence.number(result.stated)
        lines.append(f"Stated: {shown(entry)} ({bibliography.short_citation(entry.source)}, {entry.locator}); deviation {say(100 * deviation(text))} %")
    return with_unit(say(value), result.unit, value), [*lines, *([result.note] if result.note else [])]


def _param(text):
    model, scenario, name = (text.split(".", 2) + ["", ""])[:3]
    if model not in MODELS:
        raise CourseError(f"{text!r} should read model.scenario.parameter, with a model among {', '.join(MODELS)}.")
    table = MODELS[model].table(scenario)
    if name not in table:
        raise CourseError(f"{model} has no parameter {name!r}. It has {', '.join(table)}.")
    parameter = table[name]
    return _num(parameter.evidence) if parameter.evidence else (parameter.told(parameter.value), origin(parameter))


PRINTERS = {"num": _num, "value": _value, "interval": _interval, "ours": _ours, "param": _param}


class NumberRole(SphinxRole):
    """Prints one number; an unknown name is an error that points to the line."""

    def run(self):
        try:
            text, lines = PRINTERS[self.name](self.text.strip())
        except CourseError as error:
            message = self.inliner.reporter.error(f"{self.name}: {error}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        serial = self.env.new_serialno("passport")
        return [passport(text, text, lines=lines, serial=serial)], []


def visit_passport(writer, node):
    """Write the number as something that can be focused, described by its passport."""
    key = f"passport-{node['serial']}"
    lines = "".join(f"<span>{escape(line)}</span>" for line in node["lines"])
    writer.body.append(f'<span class="num" tabindex="0" aria-describedby="{key}">{escape(node.astext())}')
    writer.body.append(f'<span class="num-passport" role="tooltip" id="{key}">{lines}</span></span>')
    raise nodes.SkipNode


def today():
    """Return the date of the build: SOURCE_DATE_EPOCH if set, else the machine's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else datetime.date.today()


def check_registry(app):
    """Fail the build on a faulty registry, an unknown source, or a fast-moving number past its review date."""
    try:
        registry = evidence.load()
        known = bibliography.entries()
    except CourseError as error:
        raise ExtensionError(str(error)) from error
    for entry in registry.values():
        if entry.source != evidence.OWN and entry.source not in known:
            logger.warning("evidence.yml, entry %r: the source %r is not in references.bib", entry.id, entry.source)
        if entry.overdue(today()):
            logger.warning("evidence.yml, entry %r: was to be reviewed by %s; check it and set a new date", entry.id, entry.review_by)


def setup(app):
    """Register the roles and the check of the registry."""
    app.add_node(passport, html=(visit_passport, None), latex=(lambda *_: None, lambda *_: None), text=(lambda *_: None, lambda *_: None))
    for name in PRINTERS:
        app.add_role(name, NumberRole())
    app.add_css_file("course.css")
    app.add_js_file("passport.js", loading_method="defer")
    app.connect("builder-inited", check_registry)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
