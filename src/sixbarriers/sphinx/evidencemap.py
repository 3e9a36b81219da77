"""The evidence map: which strategy answers which barrier, what was seen, by which kind of study, and with what harm."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList

from .. import bibliography, evidence
from ..errors import CourseError, unknown
from .bare import bare_numerals
from .models import ModelDirective

BARRIERS = {
    "exhaustion": "Suppression", "antigen-escape": "Escape", "off-tumour": "Off-tumour harm",
    "infiltration": "Getting in", "toxicity": "Toxicity", "cost": "Cost",
}  # fmt: skip
RELATIONS = {"answers": "Answers", "leaves": "Leaves open", "raises": "Raises"}
IN_PATIENTS = ("randomised-trial", "single-arm-trial", "observational")
ROLE = re.compile(r"\{(num|value|interval|cite:t|cite)\}`([^`]+)`")
SCRIPTS = ("chooser.js", "evidence-map.js")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One strategy as one study tested it; *n* is the id of a number, or words where none was read."""

    id: str
    strategy: str
    where: str
    answers: list
    kind: str
    year: int
    n: str
    effect: str
    harm: str
    source: list
    leaves: tuple = ()
    raises: tuple = ()
    conflict: str = ""

    @property
    def classes(self):
        """Return the words by which the script on the page chooses."""
        found = [f"kind-{self.kind}", f"year-{self.year}", *(f"answers-{barrier}" for barrier in self.answers)]
        return [*found, "in-conflict"] if self.conflict else found


def read(text):
    """
    Return the rows of a map file, in their order.

    Raises:
        CourseError: an entry breaks a rule; the message names the entry, the rule, the value and the next step.
    """
    rows = []
    for place, fields in enumerate(yaml.safe_load(text) or [], start=1):
        name = fields.get("id", f"number {place}") if isinstance(fields, dict) else f"number {place}"
        where = f"evidence map, entry {name!r}"
        try:
            row = Row(**fields)
        except TypeError as error:
            raise CourseError(f"{where}: {error}. Its fields are {', '.join(Row.__dataclass_fields__)}.") from error
        if row.id in {other.id for other in rows}:
            raise CourseError(f"{where}: the id stands twice. Give each entry an id of its own.")
        _check(row, where)
        rows.append(row)
    return rows


def _check(row, where):
    if row.kind not in evidence.KINDS:
        raise CourseError(f"{where}: {unknown('kind of evidence', row.kind, evidence.KINDS)}")
    if isinstance(row.year, bool) or not isinstance(row.year, int):
        raise CourseError(f"{where}: 'year' must be a whole number such as 2025, received {row.year!r}.")
    seen = []
    for relation in RELATIONS:
        for barrier in getattr(row, relation):
            if barrier not in BARRIERS:
                raise CourseError(f"{where}, {relation}: {unknown('barrier', barrier, BARRIERS)}")
            seen.append(barrier)
    if not row.answers:
        raise CourseError(f"{where}: 'answers' is empty. Name at least one of {', '.join(BARRIERS)}.")
    if len(seen) != len(set(seen)):
        raise CourseError(f"{where}: a barrier stands under two of {', '.join(RELATIONS)}: {', '.join(seen)}. Keep one.")
    if not row.source:
        raise CourseError(f"{where}: 'source' is empty. Name a key of references.bib.")
    for key in row.source:
        _known(bibliography.entry, key, where)
    for text in (row.effect, row.harm, row.conflict, row.n):
        for role, key in ROLE.findall(text):
            for one in key.split(","):
                _known(bibliography.entry if role.startswith("cite") else evidence.number, one.strip(), where)
    for text in (row.strategy, row.where, row.effect, row.harm, row.conflict):
        bare = bare_numerals(ROLE.sub("", text))
        if bare:
            raise CourseError(f"{where}: the bare numeral {bare[0]!r}. Print it by its id, as {{num}}`id`, or write it as a word.")
    if row.n not in evidence.load() and bare_numerals(row.n):
        raise CourseError(f"{where}: 'n' is {row.n!r}, neither the id of a number nor words. Add the number to evidence.yml.")
    if row.kind in IN_PATIENTS and not any(role == "num" for role, _ in ROLE.findall(row.effect)):
        raise CourseError(f"{where}: a {evidence.KINDS[row.kind]} needs a size of its effect. Print one in 'effect', as {{num}}`id`.")


def _known(find, key, where):
    try:
        find(key)
    except CourseError as error:
        raise CourseError(f"{where}: {error}") from error


class EvidenceMapDirective(ModelDirective):
    """``{evidence-map} map.yml``: a matrix of strategies and barriers, and below it the table with what was seen."""

    option_spec = {}

    def run(self):
        path = Path(self.env.doc2path(self.env.docname)).parent / self.arguments[0]
        if not path.is_file():
            raise self.error(f"evidence-map: there is no file {self.arguments[0]!r} beside this page. Add it, or mend the name.")
        self.env.note_dependency(str(path))
        try:
            rows = read(path.read_text(encoding="utf-8"))
        except CourseError as error:
            raise self.error(str(error)) from error
        return [
            nodes.container("", self._matrix(rows), classes=["evidence-matrix-box"]),
            nodes.container("", self._table(rows), classes=["evidence-map-box"]),
        ]

    def _matrix(self, rows):
        cells = []
        for row in rows:
            link = nodes.reference("", row.strategy, refuri=f"#map-{row.id}", internal=True)
            cells.append([[link], *(self._relation(row, barrier) for barrier in BARRIERS)])
        table = self.table(("Strategy", *BARRIERS.values()), cells, ("evidence-matrix",))
        table.insert(0, nodes.title("", "What each strategy answers, leaves open or raises"))
        return table

    def _relation(self, row, barrier):
        found = next((name for name in RELATIONS if barrier in getattr(row, name)), "")
        words = {"answers": "answers", "leaves": "leaves", "raises": "raises", "": "–"}[found]
        return [nodes.inline("", words, classes=[f"map-{found or 'none'}"])]

    def _table(self, rows):
        table = self.table(("Strategy and barriers", "Evidence", "What was seen", "Harm"), [["", "", "", ""] for _ in rows], ("evidence-map",))
        table.insert(0, nodes.title("", "What was seen, in whom, and at what price in harm"))
        body = next(iter(table.findall(nodes.tbody)))
        for row, line in zip(rows, body.children, strict=True):
            line["ids"], line["classes"] = [f"map-{row.id}"], row.classes
            for cell, text in zip(line.children, self._texts(row), strict=True):
                cell.clear()
                self.state.nested_parse(StringList(text.splitlines(), source=f"map.yml:{row.id}"), self.content_offset, cell)
        return table

    def _texts(self, row):
        """Return the four cells of a *row*, in Markdown."""
        barriers = [
            f"{words}: {', '.join(BARRIERS[barrier].lower() for barrier in getattr(row, name))}."
            for name, words in RELATIONS.items() if getattr(row, name)
        ]  # fmt: skip
        n = f"{{num}}`{row.n}`" if row.n in evidence.load() else row.n
        cites = " ".join(f"{{cite:t}}`{key}`" for key in row.source)
        kind = evidence.KINDS[row.kind]
        return (
            "\n\n".join([f"**{row.strategy}**", row.where, *barriers]),
            f"{kind[0].upper()}{kind[1:]}, {row.year}.\n\n{n}\n\n{cites}",
            row.effect + (f"\n\n**Reports differ.** {row.conflict}" if row.conflict else ""),
            row.harm,
        )


def load_script(app, pagename, templatename, context, doctree):
    """Let only a page that has a map load the filter."""
    if "evidence-map-box" in (context.get("body") or ""):
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def setup(app):
    """Register the directive and its script."""
    app.add_directive("evidence-map", EvidenceMapDirective)
    app.connect("html-page-context", load_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
