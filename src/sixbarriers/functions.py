"""Mathematics that works on numbers, arrays and the symbols from which the page's version is compiled."""

import numpy
import sympy

__all__ = ["both", "exp", "log", "maximum", "minimum", "sqrt", "where"]


def _symbolic(*values):
    return any(isinstance(value, sympy.Basic) for value in values)


def exp(x):
    """Return e to the power *x*."""
    return sympy.exp(x) if _symbolic(x) else numpy.exp(x)


def log(x):
    """Return the natural logarithm of *x*."""
    return sympy.log(x) if _symbolic(x) else numpy.log(x)


def sqrt(x):
    """Return the square root of *x*."""
    return sympy.sqrt(x) if _symbolic(x) else numpy.sqrt(x)


def minimum(a, b):
    """Return the smaller of *a* and *b*."""
    return sympy.Min(a, b) if _symbolic(a, b) else numpy.minimum(a, b)


def maximum(a, b):
    """Return the larger of *a* and *b*."""
    return sympy.Max(a, b) if _symbolic(a, b) else numpy.maximum(a, b)


def both(first, second):
    """Return whether *first* and *second* hold together."""
    return sympy.And(first, second) if _symbolic(first, second) else numpy.logical_and(first, second)


def where(condition, yes, no):
    """Return *yes* where *condition* holds, else *no*; use it in place of ``if`` inside a model."""
    if _symbolic(condition, yes, no):
        return sympy.Piecewise((yes, condition), (no, True))
    return numpy.where(condition, yes, no)[()]
