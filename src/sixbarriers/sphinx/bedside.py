"""A bedside tool on a page: its rule table for everyone, and a form that grades, made from the same description."""

import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .. import bedside, bibliography, bundle
from ..bedside.rules import Amount, Choice
from ..bedside.tool import DISCLAIMER
from ..errors import CourseError
from ..evidence import number
from .numbers import about, passport, shown

MARK = "data-bedside="
MOST_RADIOS = 6  # more options stand in a list that opens
VERBS = {"grade": "Grade", "points": "Add up", "index": "Compute"}


class BedsideDirective(SphinxDirective):
    """``{bedside} NAME`` puts the tool of that name on the page."""

    required_arguments = 1

    def run(self):
        try:
            tool = bedside.find(self.arguments[0])
        except CourseError as error:
            raise self.error(f"bedside: {error}") from error
        found = nodes.container(classes=["bedside-cuts", "computed"])
        for key in tool.cuts:
            entry = number(key)
            text = shown(entry)
            line = nodes.paragraph("", f"{entry.quantity[0].upper()}{entry.quantity[1:]}: ")
            line += passport(text, text, lines=about(entry), serial=self.env.new_serialno("passport"))
            found += line
        start, end = _markup(tool)
        if not tool.cuts:
            return [nodes.raw("", start + end, format="html")]
        summary = "<details><summary>Where the numbers come from</summary>"
        return [nodes.raw("", start + summary, format="html"), found, nodes.raw("", "</details>" + end, format="html")]


def _markup(tool):
    """Return the HTML before and after the list of cut-offs."""
    key = f"bedside-{tool.name}"
    groups = "".join(
        f'<fieldset class="bedside-group"><legend>{escape(group.legend)}</legend>'
        f'<div class="bedside-fields">{"".join(_field(tool.name, one) for one in group.inputs)}</div></fieldset>'
        for group in tool.groups
    )
    hint = '<p class="bedside-small">What is already chosen says that nothing is wrong.</p>' if tool.kind == "grade" else ""
    data = json.dumps(tool.description(), ensure_ascii=False).replace("</", "<\\/")
    start = (
        f'<section class="bedside" id="{key}" {MARK}"{tool.name}" aria-labelledby="{key}-title">'
        f'<p class="bedside-title" id="{key}-title">{escape(tool.title)}</p><p class="bedside-about">{escape(tool.about)}</p>'
        f'<p class="bedside-disclaimer">{DISCLAIMER}</p>'
        f'<form novalidate autocomplete="off">{hint}{groups}<p class="bedside-actions"><button type="submit">{VERBS[tool.kind]}</button>'
        '<button type="reset">Start again</button></p></form>'
        '<div class="bedside-status" role="status"></div><div class="bedside-parts scroll"></div>'
        f'<div class="bedside-table">{_rules(tool)}</div>{_notes(tool)}'
    )
    return start, f'<script type="application/json">{data}</script></section>'


def _field(tool, one):
    """Return one input: a number field, radio buttons, or a list that opens."""
    key = f"bedside-{tool}-{one.name}"
    error = f'<p class="bedside-error" id="{key}-error"></p>'
    help_text = f'<span class="bedside-range" id="{key}-help">{escape(one.help)}</span>' if one.help else ""
    described = f"{key}-help {key}-error" if one.help else f"{key}-error"
    if not isinstance(one, Choice):
        unit = one.unit if one.unit.startswith("per ") else f"in {one.unit}"
        return (
            f'<div class="bedside-field" data-input="{one.name}"><label for="{key}">{escape(one.label)}, {escape(unit)}</label>'
            f'<input id="{key}" name="{one.name}" type="text" inputmode="decimal" autocomplete="off" aria-describedby="{key}-range {described}">'
            f'<span class="bedside-range" id="{key}-range">from {escape(one.range)}</span>{help_text}{error}</div>'
        )
    if len(one.options) > MOST_RADIOS:
        options = "".join(f'<option value="{escape(name)}"{" selected" * (name == one.default)}>{escape(text)}</option>' for name, text in one.options.items())
        return (
            f'<div class="bedside-field bedside-wide" data-input="{one.name}"><label for="{key}">{escape(one.label)}</label>'
            f'<select id="{key}" name="{one.name}" autocomplete="off" aria-describedby="{described}">{options}</select>{help_text}{error}</div>'
        )
    options = "".join(
        f'<label><input type="radio" name="{one.name}" value="{escape(name)}" autocomplete="off"{" checked" * (name == one.default)}>{escape(text)}</label>'
        for name, text in one.options.items()
    )
    wide = " bedside-wide" if len(one.options) > 2 else ""
    return (
        f'<fieldset class="bedside-choice{wide}" role="radiogroup" data-input="{one.name}" aria-labelledby="{key}-name" aria-describedby="{described}">'
        f'<legend id="{key}-name">{escape(one.label)}</legend><div class="bedside-options">{options}</div>{help_text}{error}</fieldset>'
    )


def _rules(tool):
    """Return the rules that are read first, and the table of the signs."""
    word = "points" if tool.kind == "points" else "grade"
    first = "".join(f'<li data-rule="{escape(rule.text)}">{escape(rule.text[0].upper() + rule.text[1:])}: {word} {rule.grade}.</li>' for rule in tool.first)
    listed = f'<p>Read first{", in this order" if len(tool.first) > 1 else ""}:</p><ol class="bedside-first">{first}</ol>' if first else ""
    caption = f"The rule table, after {bibliography.short_citation(tool.source)}"
    if any(isinstance(rule.grade, Amount) for sign in tool.signs for rule in sign.rules):
        rows = "".join(f'<tr><td data-rule="{escape(f"{sign.label}: {rule.text}")}">{escape(rule.text)}</td></tr>' for sign in tool.signs for rule in sign.rules)
        return f'{listed}<table class="docutils bedside-rules"><caption>{caption}</caption><thead><tr><th scope="col">Formula</th></tr></thead><tbody>{rows}</tbody></table>'
    grades = sorted({rule.grade for sign in tool.signs for rule in sign.rules} | ({0} if tool.total == "sum" else set()))
    heads = {grade: f"Grade {grade}" if tool.kind != "points" else "1 point" if grade == 1 else f"{grade} points" for grade in grades}
    head = "".join(f'<th scope="col" role="columnheader">{text}</th>' for text in ("Sign", *heads.values()))
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(sign.label)}</th>{"".join(_cell(sign, *one) for one in heads.items())}</tr>' for sign in tool.signs
    )
    levels = "".join(f"<p>{escape(level.text[0].upper() + level.text[1:])}.</p>" for level in tool.levels if level.text)
    total = "The points are added." if tool.total == "sum" else "The worst sign decides."
    return (
        f'{listed}<table class="docutils bedside-rules" role="table"><caption>{caption}. {total}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>{levels}'
    )


def _cell(sign, grade, head):
    """Return the cell of a sign's rule for a grade; on a narrow page it stands below its *head*, and keeps its role by name."""
    texts = [rule.text for rule in sign.rules if rule.grade == grade] or ([sign.otherwise] if grade == 0 else [])
    if not texts:
        return '<td role="cell" class="bedside-none">–</td>'
    return f'<td role="cell" data-head="{head}" data-rule="{escape(f"{sign.label}: {texts[0]}")}">{escape("; or ".join(texts))}</td>'


def _notes(tool):
    """Return what is left out, our readings and the source."""
    named = [(tool.source, tool.locator), *tool.sources]
    source = "; ".join(f'<a href="https://doi.org/{escape(bibliography.doi(key))}">{escape(bibliography.short_citation(key))}</a>, {escape(what)}' for key, what in named)
    lines = [f"Left out on purpose: {escape(', '.join(tool.excluded))}.", *(f"Our reading: {escape(one)}" for one in tool.readings), f"{'Source' if len(named) == 1 else 'Sources'}: {source}."]
    return "".join(f'<p class="bedside-small">{line}</p>' for line in lines)


def write_front_end(app):
    """Write the script and the style sheet that pages with a tool load."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    (static / "bedside.js").write_text(bundle.bedside(), encoding="utf-8")
    (static / "bedside.css").write_text(bundle.bedside_stylesheet(), encoding="utf-8")


def load_front_end(app, pagename, templatename, context, doctree):
    """Let only the pages with a tool load it."""
    if MARK in (context.get("body") or ""):
        app.add_css_file("bedside.css")
        app.add_js_file("bedside.js", loading_method="defer")


def setup(app):
    """Register the directive and the files that it needs."""
    app.add_directive("bedside", BedsideDirective)
    app.connect("builder-inited", write_front_end)
    app.connect("html-page-context", load_front_end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
