"""Patients of Stein's curve around the fitted medians; each comes with a made-up clinic and a span of years to count products in."""

import math

from ...models import stein2019
from ..recipe import Recipe, three_digits

# Chosen, not measured: those of the curve lie around the medians of the fit, those of the clinic are made up.
_RANGES = {
    "fold": (1500, 9000),
    "peak_time": (7.5, 12.5),
    "peak": (12000, 45000),
    "fast_decline": (0.12, 0.22),
    "slow_share": (0.004, 0.015),
    "slow_decline": (0.002, 0.006),
    "weekly_loss": (0.02, 0.06),
    "failed_batches": (0.03, 0.12),
    "remission": (0.6, 0.9),
}
_CURVE = ("fold", "peak_time", "peak", "fast_decline", "slow_share", "slow_decline", "counted_level")
_LEVEL = (0.35, 0.75)  # of the slow part at the peak, so that it is the slow part that lasts
_LABELS = {name: (one.symbol.replace("_{max}", "max"), one.unit) for name, one in stein2019.model.parameters.items() if name in _CURVE} | {
    "early_sample": ("", "day"),
    "late_sample": ("", "day"),
    "making_weeks": ("", "weeks from the collection to the infusion"),
    "weekly_loss": ("", "of those who wait, in each week"),
    "failed_batches": ("", "of those who waited to the end"),
    "remission": ("", "of those infused, after three months"),
    "first_year": ("", ""),
    "last_year": ("", ""),
}


def _complete(drawn, share):
    low, high = _LEVEL
    drawn["counted_level"] = three_digits(drawn["slow_share"] * drawn["peak"] * (low + (high - low) * share()))
    # Two blood samples on either side of the bend: the day from which most of the level is the slow part.
    bend = drawn["peak_time"] + math.log(1 / drawn["slow_share"] - 1) / (drawn["fast_decline"] - drawn["slow_decline"])
    drawn["early_sample"] = float(int(bend - 3 - 6 * share()))
    drawn["late_sample"] = float(int(bend + 8 + 12 * share()))
    drawn["making_weeks"] = float(3 + int(4 * share()))
    drawn["first_year"] = float(2017 + int(5 * share()))
    drawn["last_year"] = float(2022 + int(5 * share()))
    return {name: drawn[name] for name in _LABELS}


recipe = Recipe(_RANGES, _LABELS, _complete)
