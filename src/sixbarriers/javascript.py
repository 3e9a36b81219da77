"""Compile a model for the page: call its own Python with symbols, print what comes back as JavaScript."""

import dataclasses
import functools
import json
from types import SimpleNamespace

import sympy
from sympy.printing.jscode import JavascriptCodePrinter

from . import bundle
from .bibliography import short_citation
from .errors import ModelError
from .functions import INDEX, TotalBase
from .lookup import LookupBase
from .numerals import SPOKEN

__all__ = ["compile_model", "specification"]


class _Printer(JavascriptCodePrinter):
    """Prints a symbol by the place of its value, and small powers as products."""

    def __init__(self, places):
        super().__init__({"user_functions": {"Min": "Math.min", "Max": "Math.max"}})
        self.places = places

    def _print_Symbol(self, symbol):
        return self.places.get(symbol.name, symbol.name)

    def _print_Pow(self, power):
        if power.exp in (2, 3):
            # In brackets, because it may stand below a fraction bar: a/(x*x).
            return f"({'*'.join([self.parenthesize(power.base, 100)] * int(power.exp))})"
        return super()._print_Pow(power)

    def _print_Truth(self, truth):
        return f"({self._print(truth.args[0])} ? 1 : 0)"

    def _print_erfc(self, erfc):
        return f"erfc({self._print(erfc.args[0])})"

    def _print_TotalBase(self, total):
        # A function of its own, because the sum stands inside an expression; a sum within it is the same each time.
        inner = {one: sympy.Symbol(f"inner{i}") for i, one in enumerate(sorted(total.term.atoms(TotalBase), key=str))}
        shared, (term,) = sympy.cse([total.term.xreplace(inner)], symbols=sympy.numbered_symbols("s"))
        once, each, moving = "", "", {INDEX}
        for name, part in [*((name, one) for one, name in inner.items()), *shared]:
            if name not in inner.values() and part.free_symbols & moving:
                moving.add(name)
                each += f"const {name} = {self._print(part)}; "
            else:
                once += f"const {name} = {self._print(part)}; "
        loop = f"for (let {INDEX} = 0; {INDEX} <= {total.last}; {INDEX}++) {{ {each}sum += {self._print(term)}; }}"
        return f"(function () {{ {once}let sum = 0; {loop} return sum; }})()"

    def _print_LookupBase(self, lookup):
        return lookup.table.access(self._print(lookup.args[0]))


def _terms(expressions):
    """Return what the sums among *expressions* add up, and the sums within those."""
    found = [total.term for one in expressions for total in one.atoms(TotalBase)]
    return [*found, *(_terms(found) if found else [])]


def _constants(expressions):
    """Return statements that hold the tables in which *expressions* look things up, and what JavaScript has no function for."""
    within = _terms(expressions)
    used = {atom.table.constant: atom.table for one in [*expressions, *within] for atom in one.atoms(LookupBase)}
    tables = "".join(f"const {name} = {table.javascript()}; " for name, table in sorted(used.items()))
    return tables + (bundle.alone("erfc.js") if any(one.has(sympy.erfc) for one in [*expressions, *within]) else "")


def _symbols(prefix, names):
    return {name: sympy.Symbol(f"{prefix}_{name}", real=True) for name in names}


def in_order(model):
    """Return the names of the parameters as the page numbers and shows them: the controls first."""
    return [*model.controls, *(name for name in model.parameters if name not in model.controls)]


class _Writer:
    """Writes functions of one model; a state, parameter or readout is a symbol with a place in an array."""

    def __init__(self, model):
        self.model = model
        self.states = _symbols("state", [state.name for state in model.states])
        self.parameters = _symbols("parameter", in_order(model))
        self.readouts = _symbols("readout", [readout.name for readout in model.readouts])
        places = {symbol.name: f"y[{i}]" for i, symbol in enumerate(self.states.values())}
        places |= {symbol.name: f"p[{i}]" for i, symbol in enumerate(self.parameters.values())}
        self.axis = sympy.Symbol(f"axis_{model.axis}", real=True)
        places[self.axis.name] = "t"
        self.by_place = places
        self.by_name = {s.name: f"r.{n}" for n, s in self.readouts.items()} | {s.name: f"p.{n}" for n, s in self.parameters.items()}

    def namespaces(self):
        """Return the states and the parameters as namespaces of symbols."""
        return SimpleNamespace(**self.states), SimpleNamespace(**self.parameters)

    def assign(self, targets, expressions):
        """Return statements that assign the *expressions*, shared parts computed once."""
        tables, shared, lines = self._parts(targets, expressions)
        return tables + " ".join([*(line for _, _, line in shared), *lines])

    def along(self, targets, expressions):
        """Return the same as two texts: what depends on parameters alone, and what changes along a run."""
        moving = {self.axis, *self.states.values()}
        tables, shared, lines = self._parts(targets, expressions, moving)
        still, changing = [], []
        for symbol, needs, line in shared:
            if needs & moving:
                moving.add(symbol)
            (changing if needs & moving else still).append(line)
        return tables + " ".join(still), " ".join([*changing, *lines])

    def _parts(self, targets, expressions, moving=None):
        """Return the tables, the shared parts as (symbol, symbols in it, statement), and the assignments."""
        printer, expressions = _Printer(self.by_place), [sympy.sympify(e) for e in expressions]
        # A sum that stands in one place only gets a name, too, if it need not be computed everywhere: it is asked for once more.
        sums = {one for e in expressions for one in e.atoms(TotalBase) if moving and not one.free_symbols & moving}
        shared, reduced = sympy.cse([*expressions, *sorted(sums, key=lambda one: (str(one), str(one.term)))], symbols=sympy.numbered_symbols("c"))
        lines = [f"{target} = {printer.doprint(part)};" for target, part in zip(targets, reduced[: len(expressions)], strict=True)]
        return _constants(expressions), [(symbol, part.free_symbols, f"const {symbol} = {printer.doprint(part)};") for symbol, part in shared], lines

    def expression(self, value, places):
        """Return *value* as one JavaScript expression."""
        if value is None or value is True or value == sympy.true:
            return "true"
        if value is False or value == sympy.false:
            return "false"
        return _Printer(places).doprint(sympy.sympify(value))

    def function(self, value):
        """Return the body of a function of readouts and parameters that returns *value*."""
        return f"{_constants([sympy.sympify(value)])}return {self.expression(value, self.by_name)};"


@functools.cache
def compile_model(model):
    """
    Return the JavaScript expression of an object that the page's solver runs: the model's data and its functions; made once.

    Args:
        model (Model): whose right-hand side, schedule, series, formulas and cases are called with symbols.

    Raises:
        ModelError: a function of the model does what symbols cannot follow, such as ``if`` or a NumPy function.
    """
    writer = _Writer(model)
    try:
        functions = _functions(model, writer)
    except (TypeError, AttributeError) as error:
        raise ModelError(
            f"{model.name} could not be compiled for the page ({error}). "
            "Inside a model use exp, log, sqrt, minimum, maximum and where from sixbarriers.functions, and no 'if'."
        ) from error
    parts = [f'"spec": {json.dumps(specification(model), ensure_ascii=False)}']
    parts += [f'"{name}": {body}' for name, body in functions.items()]
    return "{\n" + ",\n".join(parts) + "\n}"


def _functions(model, writer):
    state, p = writer.namespaces()
    names = list(writer.states)
    symbols = list(writer.states.values())
    rates = [sympy.sympify(rate) for rate in model.rates(state, p)] if names and not model.grid else []
    places = [(i * len(names) + j, sympy.diff(rate, symbol)) for i, rate in enumerate(rates) for j, symbol in enumerate(symbols)]
    # The page clears the matrix first, so what is always zero need not be written.
    jacobian = {f"J[{place}]": slope for place, slope in places if slope != 0}
    start = model.initial(p) if model.initial else {}
    doses = ", ".join(
        f"{{state: {names.index(d.state)}, time: {writer.expression(d.time, writer.by_place)}, amount: {writer.expression(d.amount, writer.by_place)}}}"
        for d in model.schedule(p)
    )
    series = model.lines(SimpleNamespace(**writer.states, **{model.axis: writer.axis}), p).values()
    still, changing = writer.along([f"out[{i}]" for i in range(len(series))], series)
    r = SimpleNamespace(**writer.readouts)
    formulas = ", ".join(
        f'"{readout.name}": function (r, p) {{ {writer.function(readout.formula(r, p))} }}'
        for readout in model.readouts
        if readout.kind == "formula"
    )
    cases = ", ".join(
        f"function (r, p) {{ return {writer.expression(case.when and case.when(r, p), writer.by_name)}; }}" for case in model.cases
    )
    size = len(names) if rates else 0
    return {
        "initial": "function (p) { return ["
        + ", ".join(writer.expression(start.get(name, 0), writer.by_place) for name in names)
        + "]; }",
        "equations": f"function (t, y, p, dy) {{ {writer.assign([f'dy[{i}]' for i in range(size)], rates)} }}",
        "jacobian": f"function (t, y, p, J) {{ {writer.assign(list(jacobian), list(jacobian.values()))} }}",
        "schedule": f"function (p) {{ return [{doses}]; }}",
        "series": f"function (p) {{ {still} return function (t, y, out) {{ {changing} }}; }}",
        "formulas": f"{{{formulas}}}",
        "cases": f"[{cases}]",
        **({"rules": model.grid.javascript()} if model.grid else {}),
        **({"cloud": f"function (k, p, out) {{ {writer.assign(['out[0]', 'out[1]'], model.cloud.at(model, INDEX, p))} }}"} if model.cloud else {}),
    }


def _unit(unit):
    """Return a unit as the page's words want it: plural where it is counted, factors parted by a dot."""
    return SPOKEN[unit][1] if unit in ("cell", "day", "hour") else unit.replace(" day)", "·day)").replace(" hour)", "·hour)")


def _parameter(name, parameter, main):
    return {
        "name": name, "label": parameter.label, "symbol": parameter.symbol, "unit": _unit(parameter.unit),
        "value": parameter.value, "low": parameter.low, "high": parameter.high, "scale": parameter.scale,
        "kind": parameter.kind, "source": parameter.source, "citation": short_citation(parameter.source), "main": main,
        **({"options": parameter.options} if parameter.options else {}),
        **({"whole": True} if parameter.whole else {}),
    }  # fmt: skip


def _own(parameter, base):
    """Return what a scenario says of a *parameter*; of a choice its value alone, unless its options differ too."""
    return {"value": parameter["value"]} if {**parameter, "value": None} == {**base, "value": None} and "options" in base else parameter


def _places(model):
    """Return the names along the horizontal axis, and that they are drawn as tiles."""
    return {
        "kind": "tiles", "flag": model.flag, "gauge": model.gauge and dataclasses.asdict(model.gauge),
        "categories": [{"label": one.label, "group": one.group, **({"flag": True} if one.flag else {})} for one in model.categories],
    }  # fmt: skip


def _grid(grid):
    """Return what the page needs to run and draw a grid besides its rules."""
    return {
        "kind": "grid",
        "grid": {
            "width": grid.width, "site": grid.site, "step": grid.step, "arrays": {name: list(one) for name, one in grid.arrays.items()},
            "layers": [{"name": one.name, "label": one.label} for one in grid.layers],
            "treatments": list(grid.treatments), "treated_from": grid.treated_from,
        },
    }  # fmt: skip


def _cloud(cloud):
    """Return what the page needs to draw a cloud besides its formulas."""
    return {
        "title": cloud.title, "count": cloud.count, "slope": cloud.slope, "line": cloud.line, "under": cloud.under, "over": cloud.over,
        "across": {"label": cloud.across_label, "unit": _unit(cloud.across_unit)}, "up": {"label": cloud.up_label, "unit": _unit(cloud.up_unit)},
    }  # fmt: skip


def specification(model):
    """Return the model's data (no functions) as plain dictionaries, the part that a page keeps as JSON."""
    return {
        "name": model.name,
        "title": model.title,
        "citation": short_citation(model.citation),
        "time": {"label": model.time_label, "unit": _unit(model.time_unit)},
        "start": model.start,
        "until": model.until,
        "axis": model.axis,
        "axis_scale": model.axis_scale,
        "autonomous": True,
        "states": [
            {"name": s.name, "label": s.label, "symbol": s.symbol, "unit": _unit(s.unit), "log": s.log, "extinct_below": s.extinct_below, "atol": s.atol}
            for s in model.states
        ],
        "panels": [{"label": q.label, "unit": _unit(q.unit), "scale": q.scale, "floor": q.floor, "ceiling": q.ceiling} for q in model.panels],
        "series": [{"name": s.name, "label": s.label, "unit": _unit(s.unit), "panel": s.panel, "look": s.look, **({"levels": s.levels} if s.levels else {})} for s in model.series],
        "parameters": [_parameter(name, model.parameters[name], name in model.controls) for name in in_order(model)],
        "scenarios": [
            {
                "name": name, "label": scenario.label, "note": scenario.note,
                "until": model.end(name), "time_unit": _unit(scenario.time_unit or model.time_unit),
                "parameters": {
                    key: _own(*(_parameter(key, table[key], key in model.controls) for table in (scenario.parameters, model.parameters)))
                    for key in scenario.parameters
                },
            }
            for name, scenario in model.scenarios.items()
        ],
        "default_scenario": model.default_scenario,
        "readouts": [
            {"name": q.name, "label": q.label, "unit": _unit(q.unit), "kind": q.kind, "of": q.of, "level": q.level, "show": q.show, **({"flagged": True} if q.flagged else {})}
            for q in model.readouts
        ],
        "references": [{"label": q.label, "panel": q.panel, "value": q.value} for q in model.references],
        "sentences": [case.sentence for case in model.cases],
        "outcomes": [case.outcome for case in model.cases],
        **(_places(model) if model.categories else {}),
        **(_grid(model.grid) if model.grid else {}),
        **({"cloud": _cloud(model.cloud)} if model.cloud else {}),
        **({"credit": model.credit} if model.credit else {}),
        "assumptions": list(model.assumptions),
        "left_out": list(model.left_out),
    }  # fmt: skip
