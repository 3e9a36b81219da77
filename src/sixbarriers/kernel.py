"""Rules of a grid model, written once as plain functions: compiled by Numba where it is installed, else run as they are."""

import functools
import types
import warnings
from collections import namedtuple

import numpy

__all__ = ["NUMBA_MISSING", "compiled_rules", "new_world", "settings"]

DTYPES = {"byte": numpy.uint8, "int": numpy.int32, "word": numpy.int64, "real": numpy.float64}
NUMBA_MISSING = (
    "Numba is not installed, so a grid model runs as plain Python: the same result, but in minutes instead of seconds. "
    "Install it with: python -m pip install numba"
)


@functools.cache
def compiled_rules(module):
    """
    Return the functions of a *module* of rules by name, compiled together.

    They are compiled when they are first called. Without Numba the plain functions are returned, with a warning.
    """
    plain = {name: one for name, one in vars(module).items() if isinstance(one, types.FunctionType) and one.__module__ == module.__name__}
    try:
        from numba import njit  # here, so that the course can be read and most of it run without it
    except ImportError:
        warnings.warn(NUMBA_MISSING, stacklevel=3)
        return plain
    names = dict(vars(module))
    names |= {name: njit(types.FunctionType(one.__code__, names, name)) for name, one in plain.items()}
    return {name: names[name] for name in plain}


@functools.cache
def _tuple_type(name, fields):
    """Return the named tuple of these fields, one type for one set of fields, as compiled functions want it."""
    return namedtuple(name, fields)


def new_world(arrays):
    """Return a named tuple of zeroed arrays, as *arrays* ({name: (dtype, length)}) has them."""
    return _tuple_type("World", tuple(arrays))(*(numpy.zeros(length, DTYPES[kind]) for kind, length in arrays.values()))


def settings(values):
    """Return the parameters {name: number} as a named tuple of floats."""
    return _tuple_type("Settings", tuple(values))(*(float(value) for value in values.values()))
