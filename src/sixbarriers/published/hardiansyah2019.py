"""Hardiansyah and Ng 2019 beside our code: peaks read off their figures, and the sweep over burden and dose."""

import functools

import numpy

from ..models import hardiansyah2019
from . import Result

__all__ = ["RESULTS", "burden_for", "printed_memory"]

UPN1, UPN3 = "UPN1", "UPN3"
STORM = 1000.0  # pg/mL, a round number to aim below: no published limit


@functools.cache
def run(who, until=None, **multiples):
    """Return the Run of patient *who*, the parameters named in *multiples* multiplied; infusions as it is named."""
    table = hardiansyah2019.model.table(who)
    values = {name: amount if table[name].options else amount * table[name].value for name, amount in multiples.items()}
    return hardiansyah2019.simulate(who, until=until, **values)


def readout(who, name, **multiples):
    return lambda: run(who, **multiples).readouts[name]


def fold(who, readout_name, of, low=0.5, high=1.0):
    """Return how many times *readout_name* rises as *of* goes from *low* to *high* times its published value."""
    return lambda: run(who, **{of: high}).readouts[readout_name] / run(who, **{of: low}).readouts[readout_name]


def at(who, state, day):
    return lambda: float(hardiansyah2019.simulate(who, until=350, at=[day]).states[state][0])


@functools.cache
def burden_for(who, il6=STORM):
    """Return the burden at which IL-6 peaks at *il6* pg/mL, in billion cells, by bisection."""
    burden = hardiansyah2019.model.table(who)["burden"]
    low, high = burden.low, burden.high
    while high - low > 1e-6 * high:
        middle = (low + high) / 2
        below = hardiansyah2019.simulate(who, burden=middle).readouts["il6_peak"] < il6
        low, high = (middle, high) if below else (low, middle)
    return high


def debulked():
    return 100 * burden_for(UPN1) / hardiansyah2019.model.parameters["burden"].value


def exposure(who):
    """Return the area under the CAR-T cells in blood over 28 days, in billion cells times days."""
    found = hardiansyah2019.simulate(who, until=28)
    return lambda: float(numpy.trapezoid(found.series["car_t"], found.time))


def printed_memory():
    """Return the peak of memory with equation (4) as the supplement prints it: what arises comes from memory cells themselves."""

    def printed(state, p):
        rates = hardiansyah2019.equations(state, p)
        gain = p.memory_formation * (1 - state.antigen_switch)
        return {**rates, "memory": rates["memory"] + gain * (state.memory - state.effector)}

    return float(hardiansyah2019.model.replace(equations=printed).simulate(UPN1).readouts["memory_peak"])


def printed_unit():
    """Return the peak of memory with the switch's half-point as the supplement labels it, 100,000 cells, in billion cells."""
    return hardiansyah2019.simulate(UPN1, switch_half=1e-4).readouts["memory_peak"]


def stated(who, name, what, unit, ours, tolerance, reproduces=True):
    """Return the Result for a number read off a figure, of patient *who*."""
    key = f"{who.lower()}-{name}"
    return Result(
        id=key, what=f"{what}, {who}", unit=unit, ours=ours, stated=f"hardiansyah2019-stated-{key}", tolerance=tolerance,
        reproduces=reproduces, note="read off a figure on a logarithmic axis" if "peak" in name else "read off a figure",
    )  # fmt: skip


CELLS, LEVEL = "billion cells", "pg/mL"
RESULTS = (
    stated(UPN1, "cart-peak", "CAR-T cells at their peak", CELLS, readout(UPN1, "car_t_peak"), 0.25),
    stated(UPN1, "memory-peak", "Memory CAR-T cells at their peak", CELLS, readout(UPN1, "memory_peak"), 0.25),
    stated(UPN1, "il6-peak", "IL-6 at its peak", LEVEL, readout(UPN1, "il6_peak"), 0.25),
    stated(UPN1, "il10-peak", "IL-10 at its peak", LEVEL, readout(UPN1, "il10_peak"), 0.25, reproduces=False),
    stated(UPN1, "ifn-peak", "IFN-γ at its peak", LEVEL, readout(UPN1, "ifn_peak"), 0.25),
    stated(UPN3, "cart-peak", "CAR-T cells at their peak", CELLS, readout(UPN3, "car_t_peak"), 0.25),
    stated(UPN3, "memory-peak", "Memory CAR-T cells at their peak", CELLS, readout(UPN3, "memory_peak"), 0.25),
    stated(UPN3, "il6-peak", "IL-6 at its peak", LEVEL, readout(UPN3, "il6_peak"), 0.25),
    stated(UPN3, "il10-peak", "IL-10 at its peak", LEVEL, readout(UPN3, "il10_peak"), 0.25),
    stated(UPN3, "ifn-peak", "IFN-γ at its peak", LEVEL, readout(UPN3, "ifn_peak"), 0.25),
    stated(UPN1, "burden-day50", "Target cells on day 50", CELLS, at(UPN1, "target", 50.0), 0.1),
    stated(UPN1, "burden-day350", "Target cells on day 350", CELLS, at(UPN1, "target", 350.0), 0.1),
    Result(id="upn3-il6-day", what="Day of the IL-6 peak, UPN3 (the text: days 15 to 23)", unit="days", stated="hardiansyah2019-stated-last-peak-day", tolerance=0.35, ours=readout(UPN3, "il6_peak_day"), note="the text gives a range, here its end"),
    Result(id="upn1-il6-day", what="Day of the IL-6 peak, UPN1 (the text: days 15 to 23)", unit="days", stated="hardiansyah2019-stated-first-peak-day", tolerance=0.35, reproduces=False, ours=readout(UPN1, "il6_peak_day"), note="the text gives a range, here its start"),
    Result(id="upn1-car-t-day", what="Day of the CAR-T peak, UPN1", unit="days", ours=readout(UPN1, "car_t_peak_day")),
    Result(id="upn3-car-t-day", what="Day of the CAR-T peak, UPN3", unit="days", ours=readout(UPN3, "car_t_peak_day")),
    Result(id="upn1-exposure", what="CAR-T cells in blood over 28 days, UPN1", unit="billion cells × days", ours=lambda: exposure(UPN1)()),
    Result(id="upn3-exposure", what="CAR-T cells in blood over 28 days, UPN3", unit="billion cells × days", ours=lambda: exposure(UPN3)()),
    Result(id="upn1-il6", what="IL-6 at its peak, UPN1", unit=LEVEL, ours=readout(UPN1, "il6_peak")),
    Result(id="upn3-il6", what="IL-6 at its peak, UPN3", unit=LEVEL, ours=readout(UPN3, "il6_peak")),
    Result(id="upn1-threshold", what="Target cells needed for expansion, UPN1", unit=CELLS, ours=readout(UPN1, "threshold")),
    Result(id="upn3-threshold", what="Target cells needed for expansion, UPN3", unit=CELLS, ours=readout(UPN3, "threshold")),
    Result(id="upn1-il6-half-burden", what="IL-6 at its peak, UPN1, half the burden", unit=LEVEL, ours=readout(UPN1, "il6_peak", burden=0.5)),
    Result(id="upn1-il6-high-burden", what="IL-6 at its peak, UPN1, one and a half times the burden", unit=LEVEL, ours=readout(UPN1, "il6_peak", burden=1.5)),
    Result(id="upn1-il6-half-dose", what="IL-6 at its peak, UPN1, half the dose", unit=LEVEL, ours=readout(UPN1, "il6_peak", dose=0.5)),
    Result(id="upn1-il6-quarter-dose", what="IL-6 at its peak, UPN1, a quarter of the dose", unit=LEVEL, ours=readout(UPN1, "il6_peak", dose=0.25)),
    Result(id="upn1-fold-burden", what="Fold change of the IL-6 peak from half the burden to the whole, UPN1", unit="", ours=fold(UPN1, "il6_peak", "burden")),
    Result(id="upn1-fold-dose", what="Fold change of the IL-6 peak from half the dose to the whole, UPN1", unit="", ours=fold(UPN1, "il6_peak", "dose")),
    Result(id="upn3-fold-burden", what="Fold change of the IL-6 peak from half to twice the burden, UPN3", unit="", ours=fold(UPN3, "il6_peak", "burden", high=2.0)),
    Result(id="upn3-fold-dose", what="Fold change of the IL-6 peak from half to twice the dose, UPN3", unit="", ours=fold(UPN3, "il6_peak", "dose", high=2.0)),
    Result(id="upn3-fold-ifn", what="Fold change of the IFN-γ peak from half to twice the burden, UPN3", unit="", ours=fold(UPN3, "ifn_peak", "burden", high=2.0)),
    Result(id="upn3-fold-cart", what="Fold change of the CAR-T peak from half to twice the burden, UPN3", unit="", ours=fold(UPN3, "car_t_peak", "burden", high=2.0)),
    Result(id="upn3-il6-double-burden", what="IL-6 at its peak, UPN3, twice the burden", unit=LEVEL, ours=readout(UPN3, "il6_peak", burden=2.0)),
    Result(id="upn3-il6-fourfold-burden", what="IL-6 at its peak, UPN3, four times the burden", unit=LEVEL, ours=readout(UPN3, "il6_peak", burden=4.0)),
    Result(id="upn3-il6-tenfold-dose", what="IL-6 at its peak, UPN3, ten times the dose", unit=LEVEL, ours=readout(UPN3, "il6_peak", dose=10.0)),
    Result(id="upn3-day-tenfold-dose", what="Day of the IL-6 peak, UPN3, ten times the dose", unit="days", ours=readout(UPN3, "il6_peak_day", dose=10.0)),
    Result(id="upn3-earlier", what="Days by which ten times the dose brings the IL-6 peak forward, UPN3", unit="days", ours=lambda: run(UPN3).readouts["il6_peak_day"] - run(UPN3, dose=10.0).readouts["il6_peak_day"]),
    Result(id="upn3-change-tenfold-dose", what="Change of the IL-6 peak with ten times the dose, UPN3", unit="%", ours=lambda: 100 * (fold(UPN3, "il6_peak", "dose", 1.0, 10.0)() - 1)),
    Result(id="upn3-change-quarter-dose", what="Change of the IL-6 peak with a quarter of the dose, UPN3", unit="%", ours=lambda: 100 * (fold(UPN3, "il6_peak", "dose", 1.0, 0.25)() - 1)),
    Result(id="upn3-day-quarter-dose", what="Day of the IL-6 peak, UPN3, a quarter of the dose", unit="days", ours=readout(UPN3, "il6_peak_day", dose=0.25)),
    Result(id="upn3-il6-slow-killing", what="IL-6 at its peak, UPN3, killing halved", unit=LEVEL, ours=readout(UPN3, "il6_peak", kill_rate=0.5)),
    Result(id="upn1-il6-at-once", what="IL-6 at its peak, UPN1, the dose given at once", unit=LEVEL, ours=readout(UPN1, "il6_peak", infusions=1)),
    Result(id="upn1-ifn-no-brake", what="IFN-γ at its peak, UPN1, without the IL-10 brake", unit=LEVEL, ours=lambda: hardiansyah2019.simulate(UPN1, il10_brake_floor=1.0).readouts["ifn_peak"]),
    Result(id="upn1-burden-for-storm", what="Burden at which IL-6 peaks at 1000 pg/mL, UPN1", unit=CELLS, ours=lambda: burden_for(UPN1)),
    Result(id="upn1-debulk", what="The same as a share of the burden, UPN1", unit="%", ours=debulked),
    Result(id="upn3-burden-for-storm", what="Burden at which IL-6 peaks at 1000 pg/mL, UPN3", unit=CELLS, ours=lambda: burden_for(UPN3)),
    Result(id="printed-memory", what="Memory at its peak with the equation as printed, UPN1", unit=CELLS, ours=printed_memory),
    Result(id="printed-unit", what="Memory at its peak with the half-point as labelled, UPN1", unit=CELLS, ours=printed_unit),
)  # fmt: skip
