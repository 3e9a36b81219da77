"""A model on a grid: its rules, what its picture shows, and how it is run."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy

from .kernel import compiled_rules, has_numba, new_world, settings
from .translate import translated

__all__ = ["ENTRIES", "Grid", "Layer", "run_grid", "steps_until"]

# What the rules must offer: start(w, p) begins a run; step(w, p, before) takes a step and returns how many are done, which
# may be 0 for a run begun anew; observe(w) writes w.counts, in the order of the states, and w.picture.
ENTRIES = ("start", "step", "observe")


@dataclass(frozen=True)
class Layer:
    """What a site of the picture can show; its place in the layers is its number in the picture."""

    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """
    The rules of a grid model.

    *modules* hold them, in the Python that :mod:`sixbarriers.translate` understands; *arrays* is the world that they
    change, {name: (kind, length)}. The square has *width* sites a side, each *site* wide; a step lasts *step* in the
    model's unit of time. Until the parameter *treated_from* the parameters *treatments* have the model's own values, so
    runs that differ in treatment alone share what came before.
    """

    width: int
    site: str
    step: float
    modules: tuple
    arrays: Mapping[str, tuple[str, int]]
    layers: tuple[Layer, ...]
    treatments: tuple[str, ...] = ()
    treated_from: str = ""

    def javascript(self):
        """Return the JavaScript function that makes the rules."""
        return f"function () {{\n{translated(self.modules, ENTRIES)}\n}}"


def steps_until(model, until):
    """Return how many whole steps a run takes to *until*."""
    return int((until - model.start) / model.grid.step + 1e-9)


def run_grid(model, values, until, at=None):
    """
    Run the rules of *model* and return (times, {state: counts}, pictures).

    Args:
        model (Model): with a grid.
        values (dict[str, float]): every parameter.
        until (float): the end of the run; the last step is the last that fits.
        at (numpy.ndarray | None): times to keep, each by the step at or before it; every step if None.

    Returns:
        tuple: times of shape (n,); each count of shape (n,); pictures of shape (n, width, width), numbers of layers.
    """
    grid = model.grid
    rules, compiled = compiled_rules(grid.modules), has_numba()
    world, p = new_world(grid.arrays, compiled), settings(values, compiled)
    before = settings({name: model.parameters[name].value if name in grid.treatments else value for name, value in values.items()}, compiled)
    last = steps_until(model, until)
    counts = numpy.zeros((last + 1, len(model.states)))
    pictures = numpy.zeros((last + 1, grid.width, grid.width), numpy.uint8)
    done = rules["start"](world, p)
    while True:
        rules["observe"](world)
        counts[done], pictures[done] = world.counts, numpy.reshape(world.picture, (grid.width, grid.width))
        if done == last:
            break
        done = rules["step"](world, p, before)
    time = model.start + grid.step * numpy.arange(last + 1)
    if at is not None:
        kept = numpy.minimum(((at - model.start) / grid.step + 1e-9).astype(int), last)
        time, counts, pictures = at, counts[kept], pictures[kept]
    return time, {state.name: counts[:, k] for k, state in enumerate(model.states)}, pictures
