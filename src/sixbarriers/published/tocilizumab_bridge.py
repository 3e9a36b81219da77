"""What the bridge gives: our own numbers, of an illustration that was fitted to nothing."""

import functools

import numpy

from ..models import tocilizumab_bridge
from . import Result

__all__ = ["RESULTS"]

END = 60.0  # days over which areas are taken


@functools.cache
def run(scenario, **changes):
    """Return the Run of *scenario* with *changes* (hashable: keyword numbers)."""
    return tocilizumab_bridge.simulate(scenario, until=END, **changes)


def peak(scenario, name, **changes):
    return lambda: run(scenario, **changes).readouts[name]


def area(scenario, name, **changes):
    found = run(scenario, **changes)
    return float(numpy.trapezoid(found.series[name], found.time))


def change(who, what, **changes):
    """Return by how many per cent the drug changes *what* of a patient, the peak of IL-6 or the area under a series."""

    def found():
        value = (lambda scenario, **c: run(scenario, **c).readouts[what]) if what.endswith("peak") else functools.partial(area, name=what)
        return 100 * (value(who, **changes) / value(f"{who}-untreated") - 1)

    return found


RESULTS = tuple(
    one
    for who in ("UPN1", "UPN3")
    for one in (
        Result(id=f"{who.lower()}-il6", what=f"IL-6 at its peak, {who}, treated", unit="pg/mL", ours=peak(who, "il6_peak")),
        Result(id=f"{who.lower()}-il6-untreated", what=f"IL-6 at its peak, {who}, untreated", unit="pg/mL", ours=peak(f"{who}-untreated", "il6_peak")),
        Result(id=f"{who.lower()}-signal-day0", what=f"Signal at its peak, {who}, drug on day 0", unit="pg/mL", ours=peak(who, "signal_peak", drug_day=0.0)),
        Result(id=f"{who.lower()}-il6-change", what=f"Change of the IL-6 peak by the drug, {who}", unit="%", ours=change(who, "il6_peak")),
        Result(id=f"{who.lower()}-signal-change", what=f"Change of the area under the signal by the drug, {who}", unit="%", ours=change(who, "signal")),
    )
)
