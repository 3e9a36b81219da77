"""A cloud of points beside the lines of a formula model: each a draw of what is uncertain, in a plane of two quantities."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy

from .errors import ModelError, unknown

__all__ = ["Cloud", "points"]


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """
    *count* points, drawn below the panels of a formula model.

    *across* and *up* compute the place of point k, counted from 0, as ``across(k, state, p)``: *state* holds the
    definitions, which must not use the horizontal variable, and *p* the parameters. *slope* names the parameter that is
    the slope of a line through the origin; points on it or below it are *under*, drawn filled, the others *over*,
    drawn as crosses. *title* says what a point is, *line* what the line is.
    """

    title: str
    count: int
    across: Callable
    across_label: str
    across_unit: str
    up: Callable
    up_label: str
    up_unit: str
    slope: str
    line: str
    under: str
    over: str

    def check(self, model):
        """Raise ModelError unless *model* is a formula with the parameter of the line, and there are points."""
        if model.kind != "formula":
            raise ModelError(f"{model.name}: a cloud is for models without states and categories, but this one is of the kind {model.kind}. Leave it out.")
        if self.slope not in model.parameters:
            raise ModelError(f"{model.name}, cloud: {unknown('parameter', self.slope, model.parameters)}")
        if self.count < 1:
            raise ModelError(f"{model.name}: a cloud needs points, but count is {self.count!r}. Give a whole number above 0.")

    def at(self, model, place, p):
        """Return the two coordinates of the point at *place*: a number, an array or a symbol."""
        state = model.defined(SimpleNamespace(), p)
        return self.across(place, state, p), self.up(place, state, p)

    def is_under(self, found, slope):
        """Return for each of the points *found*, shape (count, 2), whether it lies on or below the line of that *slope*."""
        return found[:, 1] <= slope * found[:, 0]


def points(model, values):
    """
    Return the points of the cloud of *model* at the parameters *values*, shape (count, 2); None without a cloud.

    Raises:
        ModelError: a point has no place.
    """
    if model.cloud is None:
        return None
    place = numpy.arange(model.cloud.count)
    found = [numpy.asarray(one, dtype=float) + numpy.zeros(len(place)) for one in model.cloud.at(model, place, SimpleNamespace(**values))]
    if not numpy.all(numpy.isfinite(found)):
        raise ModelError(f"{model.name}: a point of the cloud has no place. Move the parameters towards their published values.")
    return numpy.column_stack(found)
