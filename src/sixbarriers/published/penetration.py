"""Numbers of the penetration model that the text names; classical transport, so nothing is compared with a paper."""

import math

from ..models import penetration
from . import Result

__all__ = ["RESULTS", "largest_radius", "needed_motility"]


def readout(scenario, name, **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: penetration.simulate(scenario, **changes).readouts[name]


def _solved(effectiveness):
    """Return the Thiele modulus at which the *effectiveness*, a share, is reached."""
    low, high = 1e-6, 3 / effectiveness
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        above = 3 * (middle / math.tanh(middle) - 1) / middle**2 > effectiveness
        low, high = (middle, high) if above else (low, middle)
    return low


def needed_motility():
    """Return how many times as motile cells must be for nine tenths of the density at the edge."""
    return (penetration.simulate("open").readouts["thiele"] / _solved(0.9)) ** 2


def largest_radius():
    """Return the radius in µm up to which the mean density is at least half of that at the edge."""
    return _solved(0.5) * penetration.simulate("open").readouts["reach"]


RESULTS = (
    Result(id="reach", what="How far a cell gets before it is lost", unit="µm", ours=readout("open", "reach")),
    Result(id="thiele", what="Thiele modulus", unit="", ours=readout("open", "thiele")),
    Result(id="effectiveness", what="Mean density inside, of that at the edge", unit="%", ours=readout("open", "effectiveness")),
    Result(id="effectiveness-wide", what="The same in a tumour of twice the radius", unit="%", ours=readout("open", "effectiveness", radius=300.0)),
    Result(id="effectiveness-patient", what="The same, if cells are lost as rarely as they attach in the published model", unit="%", ours=readout("patient", "effectiveness")),
    Result(id="kept-shell", what="Arrivals through a wall in which cells are ten times less motile", unit="%", ours=readout("shell", "kept")),
    Result(id="kept-dense", what="Arrivals through a wall in which cells are a hundred times less motile", unit="%", ours=readout("dense", "kept")),
    Result(id="kept-dense-half", what="The same through half the thickness", unit="%", ours=readout("dense", "kept", thickness=25.0)),
    Result(id="mean-open", what="Mean density inside without a wall", unit="%", ours=readout("open", "mean")),
    Result(id="mean-dense", what="Mean density inside a dense wall", unit="%", ours=readout("dense", "mean")),
    Result(id="mean-fast", what="Mean density inside without a wall, for cells three times as fast", unit="%", ours=readout("open", "mean", speed=15.0)),
    Result(id="mean-dense-fast", what="Mean density inside a dense wall, for cells three times as fast", unit="%", ours=readout("dense", "mean", speed=15.0)),
    Result(id="effectiveness-fast", what="Mean density inside, of that at the edge, for cells three times as fast", unit="%", ours=readout("open", "effectiveness", speed=15.0)),
    Result(id="motility-for-nine-tenths", what="Times as motile for nine tenths of the density at the edge", unit="times", ours=needed_motility),
    Result(id="radius-for-half", what="Radius up to which the mean density is half of that at the edge", unit="µm", ours=largest_radius),
)  # fmt: skip
