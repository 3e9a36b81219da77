"""Write a large model's right-hand side and its Jacobian as plain Python, from the same functions that everything else calls."""

import math
from types import SimpleNamespace

import numpy
import sympy
from sympy.printing.pycode import PythonCodePrinter

__all__ = ["LARGE", "is_large", "written"]

LARGE = 12  # states from which on writing takes less time than it saves


def is_large(model):
    """Return whether *model* is worth writing: many states, none of which is integrated as its logarithm."""
    return len(model.states) >= LARGE and not any(state.log for state in model.states)


def written(model):
    """
    Return (rates, jacobian) of a large *model*, each called with (t, y, p).

    Called with symbols once, the model's equations become straight code in which what recurs is computed once; that
    runs many times faster, and an exact Jacobian spares a stiff solver most of its calls. y and p are lists of floats
    in the order of the states and parameters; rates gives a list, jacobian an array of shape (n, n).

    Raises:
        ModelError: the equations do what symbols cannot follow.
    """
    state = {one.name: sympy.Symbol(f"y{i}", real=True) for i, one in enumerate(model.states)}
    p = {name: sympy.Symbol(f"p{i}", real=True) for i, name in enumerate(model.parameters)}
    rates = [sympy.sympify(rate) for rate in model.rates(SimpleNamespace(**state), SimpleNamespace(**p))]
    slopes = {(i, k): sympy.diff(rate, symbol) for i, rate in enumerate(rates) for k, symbol in enumerate(state.values())}
    slopes = {place: slope for place, slope in slopes.items() if slope != 0}
    head = [f"{', '.join(map(str, symbols.values()))}, = {name}" for symbols, name in ((state, "y"), (p, "p"))]
    size = len(rates)
    rate_lines, rate_values = _shared(rates)
    slope_lines, slope_values = _shared(slopes.values())
    filled = [f"J[{i}, {k}] = {value}" for (i, k), value in zip(slopes, slope_values, strict=True)]
    return (
        _function([*head, *rate_lines, f"return [{', '.join(rate_values)}]"]),
        _function([*head, *slope_lines, f"J = numpy.zeros(({size}, {size}))", *filled, "return J"]),
    )


def _shared(expressions):
    """Return lines that compute what the *expressions* share, and the code of each."""
    printer = PythonCodePrinter({"fully_qualified_modules": True})
    shared, reduced = sympy.cse(list(expressions), symbols=sympy.numbered_symbols("c"))
    return [f"{symbol} = {printer.doprint(part)}" for symbol, part in shared], [printer.doprint(one) for one in reduced]


def _function(lines):
    """Return the function of (t, y, p) with these *lines* as its body."""
    names = {"numpy": numpy, "math": math}
    exec("def written(t, y, p):\n" + "".join(f"    {line}\n" for line in lines), names)  # noqa: S102 - code from our own printer, no text of a user's
    return names["written"]
