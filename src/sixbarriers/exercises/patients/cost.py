"""No patients but files on a payer's desk: a treatment that cures some, an abstract, a treatment without cures, and a clean room."""

from ...models import cure_price, making_cost
from ..recipe import Recipe, three_digits

__all__ = ["CASE", "UNIT", "recipe"]

CASE = ("age", "price", "infused", "cure", "usual_cure", "new_median", "usual_median", "discount", "utility", "ill_utility", "mortality", "hospital_cost", "usual_cost", "yearly_cost", "accepted")
UNIT = ("batches", "success", "used", "multiplicity", "site_cost")
# Chosen, not measured: the share that must be cured lies within what the model draws, and the clean room has room to fill.
_RANGES = {
    "age": (35, 66),
    "price": (290_000, 440_000),
    "infused": (66, 94),
    "cure": (24, 42),
    "accepted": (115_000, 195_000),
    "study_gain": (1.6, 3.4),
    "study_price": (150_000, 320_000),
    "months_new": (7.5, 14),
    "months_gained": (1.4, 4.2),
    "batches": (16, 24),
    "success": (86, 99),
    "used": (60, 95),
    "multiplicity": (4, 5.5),
    "site_cost": (480_000, 640_000),
}
_ACCEPTED_THERE = 30_000.0
_ENROLLED = 120.0
_INFUSED = (0.7, 0.92)  # of those enrolled
_CUT = (0.4, 0.68)  # of the price, if it is paid for those infused
_TABLES = cure_price.model.table("lymphoma") | making_cost.model.table("hospital")
_OWN = {
    "study_extra_cost": ("", "USD a patient enrolled"),
    "study_gain": ("", "QALYs a patient enrolled"),
    "study_accepted": ("", "USD for a QALY"),
    "study_price": ("", "USD, today's price"),
    "study_enrolled": ("", "patients"),
    "study_infused": ("", "patients"),
    "months_new": ("T_1", "months, median survival"),
    "months_usual": ("T_0", "months, median survival"),
}
_LABELS = {name: (_TABLES[name].symbol, _TABLES[name].unit) for name in CASE} | _OWN | {name: (_TABLES[name].symbol, _TABLES[name].unit) for name in UNIT}


def _complete(drawn, share):
    drawn["age"], drawn["batches"] = (float(round(drawn[name])) for name in ("age", "batches"))
    infused = float(round(_ENROLLED * (_INFUSED[0] + (_INFUSED[1] - _INFUSED[0]) * share())))
    cut = drawn["study_price"] * (_CUT[0] + (_CUT[1] - _CUT[0]) * share())
    drawn |= {"study_accepted": _ACCEPTED_THERE, "study_enrolled": _ENROLLED, "study_infused": infused}
    drawn["study_extra_cost"] = float(round(_ACCEPTED_THERE * drawn["study_gain"] + cut * infused / _ENROLLED, -2))
    drawn["months_usual"] = three_digits(drawn["months_new"] - drawn.pop("months_gained"))
    return {name: drawn.get(name, _TABLES[name].value if name in _TABLES else None) for name in _LABELS}


recipe = Recipe(_RANGES, _LABELS, _complete)
