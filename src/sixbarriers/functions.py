"""Mathematics that works on numbers, arrays, the symbols of the page's version and the ones that write LaTeX."""

import functools

import numpy
import sympy
from scipy import special

from .tex import SUM, Tex, cases, written

__all__ = ["both", "choose", "equal", "erfc", "exp", "log", "maximum", "minimum", "sinh_ratio", "sqrt", "tanh", "total", "truth", "where"]


def _apply(name, numeric, symbolic, *values):
    if any(isinstance(value, Tex) for value in values):
        return written(name, *values)
    if any(isinstance(value, sympy.Basic) for value in values):
        return symbolic(*values)
    return numeric(*values)


def exp(x):
    """Return e to the power *x*."""
    return _apply("exp", numpy.exp, sympy.exp, x)


def log(x):
    """Return the natural logarithm of *x*."""
    return _apply("log", numpy.log, sympy.log, x)


def sqrt(x):
    """Return the square root of *x*."""
    return _apply("sqrt", numpy.sqrt, sympy.sqrt, x)


def tanh(x):
    """Return the hyperbolic tangent of *x*."""
    return _apply("tanh", numpy.tanh, sympy.tanh, x)


def sinh_ratio(a, b):
    """Return sinh(*a*) / sinh(*b*) for positive *b*; unlike the two alone it cannot overflow while *a* is at most *b*."""
    return _apply("sinh_ratio", _sinh_ratio, _sinh_ratio_of_symbols, a, b)


def erfc(x):
    """Return the complementary error function of *x*: twice the chance that a standard normal value exceeds √2 *x*."""
    return _apply("erfc", special.erfc, sympy.erfc, x)


def minimum(a, b):
    """Return the smaller of *a* and *b*."""
    return _apply("minimum", numpy.minimum, sympy.Min, a, b)


def maximum(a, b):
    """Return the larger of *a* and *b*."""
    return _apply("maximum", numpy.maximum, sympy.Max, a, b)


def both(first, second):
    """Return whether *first* and *second* hold together."""
    return _apply("both", numpy.logical_and, sympy.And, first, second)


def equal(first, second):
    """Return whether *first* and *second* are the same; ``==`` would compare the symbols themselves."""
    return _apply("equal", numpy.equal, sympy.Eq, first, second)


def choose(place, choices):
    """
    Return the value of *choices* at *place*.

    Args:
        place (float): 0 for the first, such as the value of a parameter with options.
        choices (dict): {name: value} in the order of the options.
    """
    values = list(choices.values())
    if isinstance(place, Tex):
        return cases(choices)
    if isinstance(place, sympy.Basic):
        return sympy.Piecewise(*((value, sympy.Eq(place, i)) for i, value in enumerate(values[:-1])), (values[-1], True))
    return values[int(place)]


def total(last, term):
    """
    Return the sum of *term(k)* for k from 0 to *last*, a fixed whole number.

    The page sums in a loop, LaTeX writes one sum; in the equations of a model with states, which are differentiated, it
    cannot stand.
    """
    first = term(0)
    if isinstance(first, Tex):
        return Tex(rf"\sum_{{k=0}}^{{{last}}} {term(Tex('k')).text}", SUM)
    if isinstance(first, sympy.Basic):
        return _summed(term(INDEX), last)
    return sum(term(k) for k in range(last + 1))


INDEX = sympy.Symbol("k", integer=True, nonnegative=True)


class TotalBase(sympy.Function):
    """A sum among symbols: its arguments are the symbols of *term*, apart from INDEX, so that nothing is taken out of the loop."""

    is_real = True
    term = last = None


@functools.cache
def _summed(term, last):
    """Return the sum of the expression *term* over INDEX; the same sum is the same symbol, so that it is computed once."""
    kind = type("Total_of", (TotalBase,), {"term": term, "last": last})
    return kind(*sorted(term.free_symbols - {INDEX}, key=str))


def where(condition, yes, no):
    """Return *yes* where *condition* holds, else *no*; use it in place of ``if`` inside a model."""
    return _apply("where", _choose, _piecewise, condition, yes, no)


def truth(condition):
    """Return 1 where *condition* holds, else 0; among many conditions it is far quicker to compile than :func:`where`."""
    return _apply("truth", lambda held: numpy.multiply(held, 1), Truth, condition)


class Truth(sympy.Function):
    """The number of a condition among symbols; only the page's printer looks inside."""

    is_real = is_integer = is_nonnegative = True


def _sinh_ratio(a, b):
    return numpy.exp(a - b) * numpy.expm1(-2 * a) / numpy.expm1(-2 * b)


def _sinh_ratio_of_symbols(a, b):
    return sympy.exp(a - b) * (1 - sympy.exp(-2 * a)) / (1 - sympy.exp(-2 * b))


def _choose(condition, yes, no):
    return numpy.where(condition, yes, no)[()]


def _piecewise(condition, yes, no):
    return sympy.Piecewise((yes, condition), (no, True))
