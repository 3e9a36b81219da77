"""Tables at the back of the book: every number, a card for each model, and the state of the build."""

import datetime
import importlib.metadata
import json
import os
import platform
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .. import __version__, bibliography, claims, evidence
from ..catalogue import every_model
from .models import ModelDirective
from .numbers import interval, shown

PACKAGES = ("jupyter-book", "sphinx", "numpy", "scipy", "sympy", "matplotlib", "anywidget", "ipywidgets", "nbval")
TIMES = Path("_build") / "times.json"


class RegistryDirective(ModelDirective):
    """``{registry} folder``: the numbers of one chapter, or with "shared" those that chapters share."""

    def run(self):
        folder = self.arguments[0]
        entries = evidence.by_folder().get("book" if folder == "shared" else folder)
        if not entries:
            raise self.error(f"registry: the folder {folder!r} has no evidence.yml. Choose one of: {', '.join(sorted(evidence.by_folder()))}, or shared.")
        rows = [
            [
                entry.quantity + (f". {entry.population}" if entry.population else ""), _value(entry),
                evidence.KINDS[entry.kind], self._source(entry),
                f"{evidence.SEEN[entry.seen]}, {entry.checked:%d %B %Y}" + (f"; again by {entry.review_by:%d %B %Y}" if entry.review_by else ""), entry.note,
            ]
            for entry in entries.values()
        ]  # fmt: skip
        heads = ("What", "Value", "Kind", "Source", "How and when we read it", "Note")
        return [nodes.container("", self.table(heads, rows, ("registry",)), classes=["registry-box"])]

    def _source(self, entry):
        return bibliography.short_citation(entry.source) + (f", {entry.locator}" if entry.locator else "")


def _value(entry):
    """Return the value of an *entry*, with its interval if it has one."""
    return shown(entry) + (f" ({interval(entry)})" if entry.low is not None and entry.high is not None else "")


class ModelCardsDirective(SphinxDirective):
    """``{model-cards}``: what each model is, whose, what it assumes and leaves out."""

    def run(self):
        return [self._card(model) for model in sorted(every_model().values(), key=lambda model: model.title.lower())]

    def _card(self, model):
        section = nodes.section("", nodes.title("", model.title), ids=[nodes.make_id(f"model-{model.name}")], names=[])
        facts = [
            ("Name in Python", f"sixbarriers.models.{model.name}"),
            ("Source", bibliography.short_citation(model.citation)),
            ("Kinds of its parameters", ", ".join(sorted({evidence.KINDS[one.kind] for one in model.parameters.values()}))),
            ("Scenarios", "; ".join(scenario.label for scenario in model.scenarios.values())),
            ("Sliders", "; ".join(model.parameters[name].label for name in model.controls)),
        ]
        section += nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", nodes.strong("", f"{name}: "), nodes.Text(text))) for name, text in facts))
        for title, lines in (("It assumes", model.assumptions), ("It leaves out", model.left_out)):
            section += nodes.paragraph("", "", nodes.strong("", title))
            section += nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", line)) for line in lines))
        return section


class StatusDirective(ModelDirective):
    """``{status}``: what this build was made of, and when; the date comes by argument, so that a build can be repeated."""

    required_arguments = 0

    def run(self):
        stamp = os.environ.get("SOURCE_DATE_EPOCH")
        day = f"{datetime.datetime.fromtimestamp(int(stamp), datetime.UTC):%d %B %Y}" if stamp else "not given to this build"
        numbers = evidence.load().values()
        due = min((entry.review_by for entry in numbers if entry.review_by), default=None)
        rows = [
            ["Course", __version__], ["Date of the build", day], ["Python", platform.python_version()],
            *([name, importlib.metadata.version(name)] for name in PACKAGES),
            ["Numbers in the registry", f"{len(numbers)}, of them {sum(entry.seen == 'full-text' for entry in numbers)} read in the full text, {sum(entry.seen == 'not-seen' for entry in numbers)} not seen by us"],
            ["Claims of the article", str(len(claims.load()))], ["Models", str(len(every_model()))], ["Works cited", str(len(bibliography.entries()))],
            ["Next fact to be looked at again", f"{due:%d %B %Y}" if due else "none"],
        ]  # fmt: skip
        return [self.table(("What", "State"), rows), *self._times()]

    def _times(self):
        """Return how long the labs took when they were last timed on this machine, if they were."""
        path = Path(self.env.srcdir, TIMES)
        if not path.is_file():
            return [nodes.paragraph("", "The labs were not timed for this build.")]
        times = json.loads(path.read_text(encoding="utf-8"))
        return [self.table(("Lab", "Seconds to run from top to bottom"), [[name, f"{seconds:.0f}"] for name, seconds in sorted(times.items())])]


def setup(app):
    """Register the directives."""
    for name, directive in {"registry": RegistryDirective, "model-cards": ModelCardsDirective, "status": StatusDirective}.items():
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
