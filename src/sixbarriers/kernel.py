"""Run the rules of a grid model: written once as plain functions, compiled by Numba where it is installed."""

import functools
import types
import warnings

import numpy

__all__ = ["NUMBA_MISSING", "compiled_rules", "new_world", "settings"]

DTYPES = {"byte": numpy.uint8, "int": numpy.int32, "word": numpy.int64, "real": numpy.float64}
NUMBA_MISSING = (
    "Numba is not installed, so a grid model runs as plain Python: the same numbers, but after minutes instead of seconds. "
    "Install it with: python -m pip install numba"
)


@functools.cache
def compiled_rules(modules):
    """
    Return {name: function} of the rules in *modules*, which are compiled when they are first called.

    Without Numba the plain functions are returned, with a warning.

    Args:
        modules (tuple[module]): each using only itself and those before it.
    """
    names = {name: one for module in modules for name, one in vars(module).items()}
    plain = {name: one for name, one in names.items() if isinstance(one, types.FunctionType)}
    try:
        from numba import njit  # here, so that the course can be read and most of it run without it
    except ImportError:
        warnings.warn(NUMBA_MISSING, stacklevel=3)
        return plain
    names |= {name: njit(types.FunctionType(one.__code__, names, name)) for name, one in plain.items()}
    return {name: names[name] for name in plain}


def _record(fields):
    """Return one zeroed record whose fields are read by name, in plain Python and in compiled rules alike."""
    return numpy.zeros(1, numpy.dtype(fields, align=True)).view(numpy.recarray)[0]


def new_world(arrays):
    """Return a record of zeroed flat arrays, as *arrays* ({name: (kind, length)}) has them; kinds are those of DTYPES."""
    return _record([(name, DTYPES[kind], (length,)) for name, (kind, length) in arrays.items()])


def settings(values):
    """Return the parameters {name: number} as a record of floats."""
    record = _record([(name, numpy.float64) for name in values])
    for name, value in values.items():
        record[name] = value
    return record
