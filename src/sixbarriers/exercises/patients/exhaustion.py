"""Patients of CARTmath around the set fitted to HDLM-2, where the tumour at infusion is large and a dose decides."""

import math

from ...models import cartmath
from ..recipe import Recipe, three_digits

_SCENARIO = "HDLM-2"
# Chosen, not measured.
_RANGES = {
    "effector_loss_rate": (0.33, 0.36),
    "proliferation_rate": (0.26, 0.29),
    "memory_formation_rate": (0.15, 0.21),
    "inhibition": (1.6e-8, 2.6e-8),
    "kill_rate": (1.2e-6, 3.6e-6),
    "growth_rate": (0.045, 0.065),
    "inverse_capacity": (2e-9, 9e-9),
    "tumour_start": (1.8e6, 3.4e6),
    "dose_day": (34, 46),
}
# Their tumours fill up sooner than a mouse's fitted one, so that the capacity shows before the infusion.
_MODEL = cartmath.model.with_range("inverse_capacity", 1e-13, 1e-8, _SCENARIO)
_TABLE = _MODEL.table(_SCENARIO)
_DOSE = (2.2, 3.4)  # of the dose that the exchange rate asks for


def _complete(drawn, share):
    drawn["dose_day"] = float(round(drawn["dose_day"]))
    growth = drawn["tumour_start"] * math.exp(drawn["growth_rate"] * drawn["dose_day"])
    burden = growth / (1 + drawn["inverse_capacity"] * (growth - drawn["tumour_start"]))
    wanted = drawn["inhibition"] / drawn["kill_rate"] * burden
    drawn["dose"] = three_digits(wanted * (_DOSE[0] + (_DOSE[1] - _DOSE[0]) * share()))
    return {name: drawn.get(name, one.value) for name, one in _TABLE.items()}


def _simulate(parameters, **changes):
    """Return the Run of CARTmath; *changes* are its parameters, or its until= and at=."""
    return _MODEL.simulate(_SCENARIO, **{**parameters, **changes})


recipe = Recipe(_RANGES, {name: (one.symbol, one.unit) for name, one in _TABLE.items()}, _complete, _simulate)
