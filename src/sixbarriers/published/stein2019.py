"""Stein 2019 beside our formula."""

import math

from .. import evidence
from ..models import stein2019
from . import Result

__all__ = ["RESULTS"]


def readout(name, scenario="months", **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: stein2019.simulate(scenario, **changes).readouts[name]


def on_day(day):
    """Return a function that computes the typical level on *day*."""
    return lambda: float(stein2019.simulate("years", at=[day]).series["copies"][0])


def tenfold():
    """Return how many days a tenfold rise takes."""
    return readout("doubling")() * math.log2(10)


def doublings():
    """Return how many doublings lead to the peak."""
    return readout("peak_day")() / readout("doubling")()



def spread():
    """Return how many times the peak of a patient at the top of the middle nine tenths exceeds that of one at its foot."""
    nine_tenths = 1.6448536  # standard deviations on either side that hold nine tenths of a normal distribution
    return math.exp(2 * nine_tenths * math.sqrt(evidence.number("stein2019-peak-variance").value))


RESULTS = (
    Result(id="doubling", what="Doubling time", unit="day", stated="stein2019-stated-doubling", tolerance=0.01, ours=readout("doubling")),
    Result(id="fast-half-life", what="Half-life of the fast part", unit="day", stated="stein2019-stated-fast-half-life", tolerance=0.01, ours=readout("fast_half_life")),
    Result(id="slow-half-life", what="Half-life of the slow part", unit="day", stated="stein2019-stated-slow-half-life", tolerance=0.02, ours=readout("slow_half_life"), note="from a rate stated to two digits"),
    Result(id="doublings", what="Doublings from the start to the peak", unit="", ours=doublings),
    Result(id="tenfold", what="Time of a tenfold rise", unit="day", ours=tenfold),
    Result(id="first-level", what="Level at the start, where the line of growth meets day nought", unit="copies/µg", ours=readout("first_level")),
    Result(id="takeover", what="Day from which most of it is the slow part", unit="", ours=readout("takeover")),
    Result(id="month-persistence", what="Day on which the level falls below 1,000 copies", unit="", ours=readout("persistence")),
    Result(id="month-low-persistence", what="The same, with a quarter of the peak", unit="", ours=readout("persistence", peak=6000.0)),
    Result(id="year-persistence", what="Day on which the level falls below 100 copies", unit="", ours=readout("persistence", "years")),
    Result(id="few-persistence", what="The same, with a tenth of the slow part", unit="", ours=readout("persistence", "years", slow_share=0.00079)),
    Result(id="many-persistence", what="The same, with five times the slow part", unit="", ours=readout("persistence", "years", slow_share=0.0395)),
    Result(id="low-persistence", what="The same, with a quarter of the peak", unit="", ours=readout("persistence", "years", peak=6000.0)),
    Result(id="without-slow", what="Day on which the fast part alone would fall below 100 copies", unit="", ours=lambda: 9.3 + math.log(24000 * (1 - 0.0079) / 100) / 0.16),
    Result(id="peak-spread", what="Between the peaks of patients at the foot and at the top of the middle nine tenths", unit="times", ours=spread),
    Result(id="day-28", what="Level on day 28", unit="copies/µg", ours=on_day(28.0)),
    Result(id="day-365", what="Level after a year", unit="copies/µg", ours=on_day(365.0)),
)  # fmt: skip
