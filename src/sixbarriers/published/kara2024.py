"""Kara 2024 beside ours: runs of the authors' stored table, and what the chapter says of the model."""

import functools
import math

from .. import evidence
from ..models import kara2024
from . import Result

__all__ = ["RESULTS"]

ALONE, BOTH = "car-t", "bystanders"
SHARES, LOWEST_SHARE, HIGHEST_SHARE = 85, 0.1, 0.95


@functools.cache
def run(scenario, **changes):
    """Return the Run of *scenario* with *changes* (hashable: keyword numbers)."""
    return kara2024.simulate(scenario, **changes)


def readout(scenario, name, **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: run(scenario, **changes).readouts[name]


def end(scenario, **changes):
    return readout(scenario, "tumour_at_end", **changes)


def smallest(works, low, high, steps=22):
    """Return by halving the smallest value between *low* and *high* that *works*; all larger ones must."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (low, middle) if works(middle) else (middle, high)
    return high


def least_dose(positive):
    """Return the smallest dose that leaves no more than the limit of a partial response, in mm³."""
    return smallest(lambda dose: end(BOTH, first_antigen=positive, dose=dose)() < kara2024.PARTIAL, 0.005, 0.2)


def least_killing(limit, positive=0.75):
    """Return the smallest bystander killing that leaves no more than *limit* mm³, in 1/day."""
    return smallest(lambda kills: end(BOTH, first_antigen=positive, bystander_killing=kills)() < limit, 0.0, 0.5)


def share(k):
    """Return the share number *k* of the authors' grid, from nought."""
    return LOWEST_SHARE + k * (HIGHEST_SHARE - LOWEST_SHARE) / (SHARES - 1)


def stored(name, what, k, dose, **more):
    """Return the Result of one setting of the authors' table: share number *k* and *dose*."""
    ours = end(BOTH, first_antigen=share(k), dose=dose)
    return Result(id=name, what=what, unit="mm³", stated=f"kara2024-stated-{name}", tolerance=0.05, ours=ours, **more)


def later():
    """Return by how many days a second, independent target delays the mark, in the model."""
    return readout(ALONE, "large_day", second_antigen=0.75)() - readout(ALONE, "large_day")()


def later_by_formula():
    """Return the same delay by the formula: the logarithm of the ratio of what is missed, over its growth rate."""
    seen, union = 0.75, 0.9375
    return math.log((1 - seen) / (1 - union)) / kara2024.model.parameters["negative_growth"].value


RESULTS = (
    stored("few", "Tumour on day 30, 10 % positive, dose 0.3 mm³", 0, 0.3),
    stored("half", "Tumour on day 30, 46.43 % positive, dose 0.3 mm³", 36, 0.3),
    stored("most", "Tumour on day 30, 70.71 % positive, dose 0.3 mm³", 60, 0.3),
    stored("nearly-all", "Tumour on day 30, 82.86 % positive, dose 0.3 mm³", 72, 0.3),
    stored("small-dose", "Tumour on day 30, 70.71 % positive, dose 0.05 mm³", 60, 0.05),
    stored("at-the-switch", "Tumour on day 30, 95 % positive, dose 0.1 mm³", 84, 0.1, reproduces=False, note="close to the dose that fails"),
    Result(id="alone-end", what="Tumour on day 30, CAR-T cells alone", unit="mm³", ours=end(ALONE)),
    Result(id="alone-end-90", what="Tumour on day 30, CAR-T cells alone, nine cells in ten positive", unit="mm³", ours=end(ALONE, first_antigen=0.9)),
    Result(id="alone-end-99", what="Tumour on day 30, CAR-T cells alone, 99 in 100 positive", unit="mm³", ours=end(ALONE, first_antigen=0.99)),
    Result(id="alone-end-100", what="Tumour on day 30, CAR-T cells alone, every cell positive", unit="mm³", ours=end(ALONE, first_antigen=1.0)),
    Result(id="untreated-end", what="Tumour on day 30, untreated", unit="mm³", ours=end("untreated")),
    Result(id="car-t-peak", what="CAR-T cells at their peak, CAR-T cells alone", unit="mm³", ours=readout(ALONE, "car_t_peak")),
    Result(id="union", what="Cells with one of two independent antigens", unit="%", ours=readout(ALONE, "coverage", second_antigen=0.75)),
    Result(id="one-target-day", what="Day on which the tumour reaches the mark, one target", unit="days", ours=readout(ALONE, "large_day")),
    Result(id="two-target-day", what="Day on which the tumour reaches the mark, two independent targets", unit="days", ours=readout(ALONE, "large_day", second_antigen=0.75)),
    Result(id="delay", what="Delay by a second, independent target", unit="days", ours=later),
    Result(id="delay-formula", what="Delay by the formula", unit="days", ours=later_by_formula),
    Result(id="bystander-end", what="Tumour on day 30 with bystanders", unit="mm³", ours=end(BOTH)),
    Result(id="high-dose-end", what="Tumour on day 30 with bystanders and five times the dose", unit="mm³", ours=end(BOTH, dose=0.5)),
    Result(id="more-killing-end", what="Tumour on day 30 with bystander killing raised by a third", unit="mm³", ours=end(BOTH, bystander_killing=0.4)),
    Result(id="slow-bystanders-end", what="Tumour on day 30, bystanders that kill a tenth a day", unit="mm³", ours=end(BOTH, bystander_killing=0.1)),
    Result(id="slow-bystanders-high-dose-end", what="The same with five times the dose", unit="mm³", ours=end(BOTH, bystander_killing=0.1, dose=0.5)),
    Result(id="hinge-end", what="Tumour on day 30 when bystanders kill as fast as the negative cells grow", unit="mm³", ours=end(BOTH, bystander_killing=0.21)),
    Result(id="killing-for-response", what="Bystander killing that just gives a response", unit="1/day", ours=lambda: least_killing(kara2024.RESPONSE)),
    Result(id="least-dose-30", what="Smallest dose that takes hold, 30 % positive", unit="mm³", ours=lambda: least_dose(0.3)),
    Result(id="least-dose-90", what="Smallest dose that takes hold, 90 % positive", unit="mm³", ours=lambda: least_dose(0.9)),
    Result(id="mark", what="Mark by which delays are compared", unit="mm³", ours=lambda: evidence.number("kara2024-large").value),
)  # fmt: skip
