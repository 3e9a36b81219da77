"""Published results beside ours: what a paper states, what our code gives, and whether the two agree."""

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from .. import evidence
from ..errors import CourseError, unknown

__all__ = ["MODELS", "Result", "computed", "find", "results"]

MODELS = tuple(sorted(found.name for found in pkgutil.iter_modules(__path__)))


@dataclass(frozen=True, kw_only=True)
class Result:
    """
    One number computed by our code.

    *stated* names the registry entry of the published value, if there is one; *tolerance* is the relative deviation
    up to which it counts as reproduced; with *reproduces* False the paper's value is known not to follow.
    """

    id: str
    what: str
    unit: str
    ours: Callable
    stated: str | None = None
    tolerance: float = 0.01
    reproduces: bool = True
    note: str = ""


@functools.cache
def results(model):
    """Return {id: Result} of the model called *model*; raises CourseError if it has none."""
    if model not in MODELS:
        raise CourseError(unknown("model with published results", model, MODELS))
    found = importlib.import_module(f"sixbarriers.published.{model}").RESULTS
    return {result.id: result for result in found}


def find(name):
    """
    Return the Result called *name*, such as "cartmath.dose-threshold".

    Raises:
        CourseError: no model or no result is called so.
    """
    model, _, key = name.partition(".")
    known = results(model)
    if key not in known:
        raise CourseError(unknown(f"computed result of {model}", key, known))
    return known[key]


@functools.cache
def computed(name):
    """Return the number of the Result called *name*, computed once."""
    return float(find(name).ours())


def deviation(name):
    """Return our relative deviation from the published value, or None if none is stated."""
    result = find(name)
    if result.stated is None:
        return None
    value = evidence.number(result.stated).value
    return (computed(name) - value) / value
