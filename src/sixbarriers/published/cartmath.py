"""Barros 2021 beside our CARTmath."""

import functools
import math

from ..model import Dose
from ..models import cartmath
from . import Result

__all__ = ["RESULTS", "controlling_dose"]

HDLM2, RAJI = "HDLM-2", "RAJI"


@functools.cache
def run(scenario, **changes):
    """Return the Run of *scenario* with *changes* (hashable: keyword numbers)."""
    return cartmath.simulate(scenario, **changes)


@functools.cache
def controlling_dose(scenario, **changes):
    """
    Return the smallest dose that holds the tumour below detection, in cells, by bisection over the dose's range.

    Args:
        scenario (str): a scenario of CARTmath; judged on day 300 as in the paper, for RAJI on day 30.
        **changes (float): parameters to change.
    """
    dose = cartmath.model.table(scenario)["dose"]
    until = 300 if scenario == HDLM2 else 30
    low, high = math.log(dose.low), math.log(dose.high)
    while high - low > 1e-6:
        middle = (low + high) / 2
        found = cartmath.simulate(scenario, until=until, dose=math.exp(middle), **changes)
        low, high = (low, middle) if found.readouts["tumour_at_end"] < cartmath.DETECTION else (middle, high)
    return math.exp(high)


def readout(scenario, name, **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: run(scenario, **changes).readouts[name]


def parameter(name, scenario=HDLM2):
    return cartmath.model.table(scenario)[name].value


@functools.cache
def memory(day, **schedule):
    """Return the memory cells on *day* after doses (day, cells) given as d42=..., d49=...; HDLM-2."""
    doses = [Dose("effector", int(key[1:]), amount) for key, amount in schedule.items()]
    return float(cartmath.simulate(HDLM2, until=300, at=[day], doses=doses).states["memory"][0])


def tumour(scenario, day, **changes):
    return lambda: float(cartmath.simulate(scenario, at=[day], **changes).states["tumour"][0])


def split(interval):
    """Return by how many per cent four doses of half a million, *interval* days apart, raise memory on day 200."""
    spread = memory(200, **{f"d{42 + i * interval}": 5e5 for i in range(4)})
    return 100 * (spread / memory(200, d42=2e6) - 1)


def filled_day():
    """Return when the tumour reaches 99 per cent of its capacity at a dose of 0.2 million."""
    found = cartmath.simulate(HDLM2, dose=2e5)
    capacity = 1 / parameter("inverse_capacity")
    place = int((found.states["tumour"] >= 0.99 * capacity).argmax())
    return float(found.time[place])


def exchange_threshold():
    """Return the controlling dose of the fast-kill limit: CAR-T cells spent on the whole tumour."""
    found = run(HDLM2).readouts
    return found["exchange_rate"] * found["tumour_at_infusion"]


def critical(scenario):
    return readout(scenario, "critical_burden")


LOW = {"dose": 5e5}
# The largest memory formation that leaves RAJI's implied death rate at zero rather than below it.
POSSIBLE = {"memory_formation_rate": parameter("effector_loss_rate", RAJI)}

RESULTS = (
    Result(id="tumour-day42", what="Tumour on day 42", unit="cell", stated="barros2021-stated-tumour-day42", tolerance=0.1, ours=readout(HDLM2, "tumour_at_infusion"), note="stated in round numbers"),
    Result(id="control-effector", what="Effectors at the controlled equilibrium", unit="cell", stated="barros2021-stated-control-effector", ours=lambda: cartmath.equilibria()[0][0]),
    Result(id="control-memory", what="Memory cells at the controlled equilibrium", unit="cell", stated="barros2021-stated-control-memory", ours=lambda: cartmath.equilibria()[0][1]),
    Result(id="control-tumour", what="Tumour at the controlled equilibrium", unit="cell", stated="barros2021-stated-control-tumour", ours=lambda: cartmath.equilibria()[0][2]),
    Result(id="saddle-tumour", what="Tumour at the saddle", unit="cell", stated="barros2021-stated-saddle-tumour", ours=lambda: cartmath.equilibria()[1][2]),
    Result(id="capacity-day", what="Day on which a failing dose lets the tumour fill its capacity", unit="day", stated="barros2021-stated-capacity-day", tolerance=0.1, ours=filled_day, note="ours: 99 % of capacity"),
    Result(id="dose-threshold", what="Smallest controlling dose, 2 million tumour cells", unit="cell", stated="barros2021-stated-dose-threshold", tolerance=0.08, ours=lambda: controlling_dose(HDLM2), note="their search stepped by 20,000 cells"),
    Result(id="dose-sure", what="Smallest controlling dose, 10 million tumour cells", unit="cell", stated="barros2021-stated-dose-sure", tolerance=0.02, ours=lambda: controlling_dose(HDLM2, tumour_start=1e7)),
    Result(id="split-7d", what="Extra memory on day 200, four doses a week apart", unit="%", stated="barros2021-stated-split-7d", tolerance=0.1, ours=lambda: split(7)),
    Result(id="split-14d", what="Extra memory on day 200, four doses a fortnight apart", unit="%", stated="barros2021-stated-split-14d", tolerance=0.1, ours=lambda: split(14)),
    Result(id="split-memory", what="Memory on day 200, doses of 10, 30 and 60 %", unit="cell", stated="barros2021-stated-split-memory", tolerance=0.05, ours=lambda: memory(200, d42=2e5, d43=6e5, d44=1.2e6)),
    Result(id="raji-day14", what="RAJI tumour on day 14", unit="cell", stated="barros2021-stated-raji-day14", tolerance=0.1, ours=tumour(RAJI, 14)),
    Result(id="raji-fold", what="RAJI effectors at their peak", unit="times the dose", stated="barros2021-stated-raji-fold", tolerance=0.05, ours=readout(RAJI, "effector_fold")),
    Result(id="raji-peak-day", what="Day of the RAJI effector peak", unit="day", stated="barros2021-stated-raji-peak-day", tolerance=0.05, ours=readout(RAJI, "effector_peak_day")),
    Result(id="memory-day200", what="Memory on day 200 at a dose of 1.5 million", unit="cell", stated="barros2021-stated-memory-day200", tolerance=0.1, reproduces=False, ours=lambda: memory(200, d42=1.5e6), note="the caption is wrong: the paper's own plot shows about 1.1 million"),
    Result(id="eliminated-day", what="Day on which the tumour is gone at a dose of 1.5 million", unit="day", stated="barros2021-stated-eliminated-day", tolerance=0.1, ours=readout(HDLM2, "extinction_day", dose=1.5e6), note="read from a plot; depends on what counts as gone"),
    Result(id="memory-day300", what="Memory on day 300 at a dose of 1.5 million", unit="cell", ours=lambda: memory(300, d42=1.5e6)),
    Result(id="raji-day7", what="RAJI tumour at infusion", unit="cell", ours=readout(RAJI, "tumour_at_infusion")),
    Result(id="ido-fold", what="Effector peak with IDO", unit="times the dose", ours=readout("RAJI-IDO", "effector_fold")),
    Result(id="mt-fold", what="Effector peak with IDO and 1-MT", unit="times the dose", ours=readout("RAJI-IDO-1MT", "effector_fold")),
    Result(id="ido-day14", what="RAJI tumour with IDO on day 14", unit="cell", ours=tumour("RAJI-IDO", 14)),
    Result(id="mt-day14", what="RAJI tumour with IDO and 1-MT on day 14", unit="cell", ours=tumour("RAJI-IDO-1MT", 14)),
    Result(id="critical-raji", what="Critical burden, RAJI", unit="cell", ours=critical(RAJI)),
    Result(id="critical-ido", what="Critical burden, RAJI with IDO", unit="cell", ours=critical("RAJI-IDO")),
    Result(id="critical-mt", what="Critical burden, RAJI with IDO and 1-MT", unit="cell", ours=critical("RAJI-IDO-1MT")),
    Result(id="inhibition-rise", what="Rise of inhibition with IDO", unit="%", ours=lambda: 100 * (parameter("inhibition", "RAJI-IDO") / parameter("inhibition", RAJI) - 1)),
    Result(id="threshold-raji-day5", what="Controlling dose on day 5, RAJI", unit="cell", ours=lambda: controlling_dose(RAJI, dose_day=5)),
    Result(id="threshold-raji-day7", what="Controlling dose on day 7, RAJI", unit="cell", ours=lambda: controlling_dose(RAJI)),
    Result(id="exchange-rate", what="CAR-T cells spent for each tumour cell killed, HDLM-2", unit="", ours=readout(HDLM2, "exchange_rate")),
    Result(id="exchange-threshold", what="Controlling dose by the exchange rate", unit="cell", ours=exchange_threshold),
    Result(id="threshold-double-inhibition", what="Controlling dose at twice the inhibition", unit="cell", ours=lambda: controlling_dose(HDLM2, inhibition=2 * parameter("inhibition"))),
    Result(id="residual-minimum", what="Smallest tumour at half a million CAR-T cells", unit="cell", ours=readout(HDLM2, "tumour_minimum", **LOW)),
    Result(id="residual-day", what="Day of the smallest tumour at half a million CAR-T cells", unit="day", ours=readout(HDLM2, "tumour_minimum_day", **LOW)),
    Result(id="residual-end", what="Tumour at the end at half a million CAR-T cells", unit="cell", ours=readout(HDLM2, "tumour_at_end", **LOW)),
    Result(id="implied-death-rate", what="Death rate implied by the RAJI set", unit="1/day", ours=lambda: parameter("effector_loss_rate", RAJI) - parameter("memory_formation_rate", RAJI)),
    Result(id="critical-possible", what="Critical burden of RAJI with a death rate of zero", unit="cell", ours=readout(RAJI, "critical_burden", **POSSIBLE)),
    Result(id="fold-possible", what="RAJI effector peak with a death rate of zero", unit="times the dose", ours=readout(RAJI, "effector_fold", **POSSIBLE)),
    Result(id="saddle-node-factor", what="Inhibition at which control ends, as a multiple of HDLM-2's", unit="times", ours=lambda: cartmath.critical_inhibition() / parameter("inhibition")),
)  # fmt: skip
