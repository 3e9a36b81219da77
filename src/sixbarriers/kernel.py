"""Run the rules of a grid model: written once as plain functions, compiled by Numba where it is installed."""

import functools
import hashlib
import importlib.util
import inspect
import os
import types
import warnings

import numpy

__all__ = ["NUMBA_MISSING", "cache_folder", "compiled_rules", "has_numba", "new_world", "settings"]

DTYPES = {"byte": numpy.uint8, "int": numpy.int32, "word": numpy.int64, "real": numpy.float64}
NUMBA_MISSING = (
    "Numba is not installed, so a grid model runs as plain Python: the same numbers, but some fifty times slower. "
    "Install it with: python -m pip install numba"
)


def has_numba():
    """Return whether rules can be compiled here."""
    return importlib.util.find_spec("numba") is not None


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
    if not has_numba():
        warnings.warn(NUMBA_MISSING, stacklevel=4)
        return plain
    from numba import config, njit  # here, so that the course can be read, and most of it run, without it

    before, config.CACHE_DIR = config.CACHE_DIR, config.CACHE_DIR or cache_folder(modules)
    try:
        names |= {name: njit(types.FunctionType(one.__code__, names, name), cache=bool(config.CACHE_DIR)) for name, one in plain.items()}
    finally:
        config.CACHE_DIR = before
    return {name: names[name] for name in plain}


def cache_folder(modules):
    """
    Return a folder of the user's for what is compiled from *modules*, or "" where none can be written.

    Its name holds their text, because Numba looks for changes in a function's own file alone.
    """
    text = "".join(inspect.getsource(module) for module in modules)
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(home, "sixbarriers", hashlib.sha256(text.encode()).hexdigest()[:16])
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError:
        return ""
    return folder if os.access(folder, os.W_OK) else ""


def _record(fields):
    """Return one zeroed record whose fields compiled rules read by name."""
    return numpy.zeros(1, numpy.dtype(fields, align=True)).view(numpy.recarray)[0]


def new_world(arrays, compiled=True):
    """
    Return a world of zeroed flat arrays by name; for rules that are not *compiled*, of lists, which plain Python reads faster.

    Args:
        arrays (dict): {name: (kind, length)}; the kinds are those of DTYPES.
        compiled (bool): whether compiled rules will change it.
    """
    if not compiled:
        return types.SimpleNamespace(**{name: [0] * length for name, (_, length) in arrays.items()})
    return _record([(name, DTYPES[kind], (length,)) for name, (kind, length) in arrays.items()])


def settings(values, compiled=True):
    """Return the parameters {name: number} by name, for rules that are *compiled* or not."""
    if not compiled:
        return types.SimpleNamespace(**values)
    record = _record([(name, numpy.float64) for name in values])
    for name, value in values.items():
        record[name] = value
    return record
