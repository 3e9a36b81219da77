"""Directives that print what a model owns: equations, parameters, assumptions, and published results beside ours."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .. import bibliography, evidence, published
from ..errors import CourseError
from ..numerals import SPOKEN, rounded, stated
from ..tex import equations
from ..words import say
from .explorers import model_named
from .numbers import about, origin, passport, shown


class ModelDirective(SphinxDirective):
    """Base: finds the model named in the argument and turns our errors into errors at the line."""

    required_arguments = 1
    option_spec = {"scenario": lambda text: text.strip()}

    def run(self):
        try:
            return self.show(model_named(self.arguments[0]))
        except CourseError as error:
            raise self.error(f"{self.name}: {error}") from error

    def number(self, entry):
        """Return a passport node for a registry *entry*."""
        return passport("", shown(entry), lines=about(entry), serial=self.env.new_serialno("passport"))

    def table(self, heads, rows, classes=()):
        """Return a table; each cell is a text or a list of inline nodes."""
        group = nodes.tgroup(cols=len(heads))
        group.extend(nodes.colspec(colwidth=1) for _ in heads)
        head, body = nodes.thead(), nodes.tbody()
        head += self.row(heads)
        body.extend(self.row(row) for row in rows)
        group += [head, body]
        return nodes.table("", group, classes=["computed", *classes])

    def row(self, cells):
        row = nodes.row()
        for cell in cells:
            content = [nodes.Text(cell)] if isinstance(cell, str) else cell
            row += nodes.entry("", nodes.paragraph("", "", *content))
        return row


class EquationsDirective(ModelDirective):
    """``{equations} model``: its right-hand side, written out from the code, each equation numbered."""

    def show(self, model):
        domain = self.env.get_domain("math")
        found = []
        for place, latex in enumerate(equations(model), start=1):
            label = f"{model.name}-{place}"
            node = nodes.math_block(latex, latex, label=label, nowrap=False, docname=self.env.docname, ids=[nodes.make_id(f"equation-{label}")])
            node["number"] = None
            self.set_source_info(node)
            domain.note_equation(self.env.docname, label, location=node)
            node["number"] = domain.get_equation_number_for(label)
            found.append(node)
        return found


class ParametersDirective(ModelDirective):
    """``{parameters} model``: symbol, meaning, value and unit with passport, range, kind and source."""

    def show(self, model):
        rows = []
        for parameter in model.table(self.options.get("scenario")).values():
            entry = None if parameter.options else evidence.number(parameter.evidence)
            value = parameter.told(parameter.value) if parameter.options else stated(parameter.value)
            unit = SPOKEN.get(parameter.unit, (parameter.unit,))[-1]
            source = [nodes.Text(bibliography.short_citation(parameter.source) + (f", {entry.locator}" if entry and entry.locator else ""))]
            rows.append(
                [
                    [nodes.math("", parameter.symbol)], parameter.label,
                    [passport("", value, lines=about(entry) if entry else origin(parameter), serial=self.env.new_serialno("passport"))],
                    unit, _range(parameter), evidence.KINDS[parameter.kind], source,
                ]
            )  # fmt: skip
        return [self.table(("Symbol", "Meaning", "Value", "Unit", "Slider", "Kind", "Source"), rows, ("parameters",))]


def _range(parameter):
    """Return what a *parameter* may be, in words: its range, or its options if they are few."""
    if not parameter.options:
        return f"{say(parameter.low)} to {say(parameter.high)}"
    few = len(parameter.options) <= 5
    return ", ".join(parameter.options) if few else f"one of {len(parameter.options)}: {parameter.options[0]} to {parameter.options[-1]}"


class ReproductionDirective(ModelDirective):
    """``{reproduction} model``: each published number, ours, the deviation and the verdict, computed in the build."""

    def show(self, model):
        rows = []
        for result in published.results(model.name).values():
            if result.stated is None:
                continue
            name = f"{model.name}.{result.id}"
            entry = evidence.number(result.stated)
            off = published.deviation(name)
            holds = abs(off) <= result.tolerance
            if holds != result.reproduces:
                raise CourseError(
                    f"{name} deviates by {100 * off:.3g} % from the published value, which {'holds' if holds else 'breaks'} the "
                    f"tolerance of {100 * result.tolerance:g} %, but is marked as {'reproducing' if result.reproduces else 'not reproducing'}."
                )
            verdict = "reproduced" if holds else "not reproduced"
            rows.append(
                [
                    result.what + (f" ({result.note})" if result.note else ""), [self.number(entry)],
                    rounded(published.computed(name), 5) + ("\u00a0%" if result.unit == "%" else ""),
                    f"{_deviation(off)} (±\u00a0{rounded(100 * result.tolerance, 2)})", verdict,
                ]
            )  # fmt: skip
        return [self.table(("Result", "Published", "Ours", "Deviation in % (allowed)", "Verdict"), rows, ("reproduction",))]


def _deviation(share):
    """Return a relative deviation in per cent, as text."""
    return "0.00" if abs(share) < 5e-5 else f"{'+' if share > 0 else '−'}{rounded(abs(100 * share), 2)}"


class LeftOutDirective(ModelDirective):
    """``{leftout} model``: what the model assumes, and what it leaves out."""

    def show(self, model):
        found = []
        for title, lines in (("It assumes", model.assumptions), ("It leaves out", model.left_out)):
            found.append(nodes.paragraph("", "", nodes.strong("", title)))
            found.append(nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", line)) for line in lines)))
        return [nodes.container("", *found, classes=["leftout", "computed"])]


def setup(app):
    """Register the directives."""
    for name, directive in {
        "equations": EquationsDirective, "parameters": ParametersDirective, "reproduction": ReproductionDirective, "leftout": LeftOutDirective,
    }.items():  # fmt: skip
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
