"""Patients of the storm and its blockade around the set fitted to UPN3, each with a make-believe chart of ten days on the ward."""

import dataclasses
import functools
import math
from types import SimpleNamespace

from ...models import hardiansyah2019, tocilizumab_bridge
from ..patient import shares
from ..recipe import Recipe, three_digits

__all__ = ["HOURS", "chart", "recipe"]

HOURS = 240
_SCENARIO, _UNTREATED = "UPN3", "UPN3-untreated"
# Chosen, not measured. The burdens lie well above the threshold, so that each of them has a storm.
_RANGES = {
    "burden": (1.3, 2.3),
    "dose": (0.012, 0.045),
    "expansion_rate": (11.4, 15.4),
    "effector_loss": (1.1, 1.78),
    "memory_formation": (0.05, 0.3),
    "kill_rate": (1.5, 3.2),
    "il6_release": (3600, 8600),
    "receptor_share": (0.3, 0.56),
    "drug_dose": (420, 720),
}
_FIXED = ("il6_loss", "il6_baseline")  # as fitted, but a student needs them
_SMALLER = (0.03, 0.2)  # of the dose
_BEFORE_PEAK = (0.6, 2.4)  # days from tocilizumab to the peak that it would have had
_MODEL = tocilizumab_bridge.model
for _scenario in (_SCENARIO, _UNTREATED):  # wide enough for whoever looks far below the answer
    _MODEL = _MODEL.with_range("burden", 1e-3, 4.0, _scenario).with_range("dose", 1e-4, 0.2, _scenario)
_TABLE = _MODEL.table(_SCENARIO)
_CHANGED = {"smaller_dose": ("", "billion cells")}


def _peak_day(drawn):
    """Return about when IL-6 peaks without tocilizumab: cells that double and double until they kill as fast as they grow."""
    p = SimpleNamespace(**{name: one.value for name, one in _TABLE.items()} | drawn)
    level = (p.expansion_rate * p.burden - p.effector_loss - p.memory_formation) / p.kill_rate
    return 1.2 + math.log(level / p.dose) / hardiansyah2019.growth(None, p)


def _complete(drawn, share):
    drawn["smaller_dose"] = three_digits(drawn["dose"] * (_SMALLER[0] + (_SMALLER[1] - _SMALLER[0]) * share()))
    drawn |= {name: _TABLE[name].value for name in _FIXED}
    drawn["drug_day"] = round(_peak_day(drawn) - _BEFORE_PEAK[0] - (_BEFORE_PEAK[1] - _BEFORE_PEAK[0]) * share(), 1)
    return {name: drawn[name] for name in _LABELS}


@functools.lru_cache(maxsize=64)
def _run(scenario, until, at, values):
    return _MODEL.simulate(scenario, until=until, at=at, **dict(values))


def _simulate(parameters, treated=False, until=60, at=None, **changes):
    """Return the Run of the bridge, without tocilizumab unless *treated*; *changes* are its parameters."""
    known = {name: value for name, value in parameters.items() if name in _TABLE}
    if not treated:
        known["drug_dose"] = 0.0
    scenario = _SCENARIO if treated else _UNTREATED
    values = _MODEL.resolve(scenario, {**known, **changes})
    times = at if at is None else tuple(at) if hasattr(at, "__iter__") else (at,)
    run = _run(scenario, until, times, tuple(values.items()))
    fresh = {name: {key: one.copy() for key, one in getattr(run, name).items()} for name in ("states", "series")}
    return dataclasses.replace(run, time=run.time.copy(), readouts=dict(run.readouts), **fresh)  # whoever changes it changes no other


def chart(patient):
    """
    Return the make-believe vital signs of a patient on the ward, which no model computed: a dict for each of 240 hours.

    The keys are temperature (°C), treated (something that takes the fever away has been given, after fever of CRS),
    low_pressure, vasopressors (how many, vasopressin not counted), flow (oxygen by nasal cannula, L/min) and pressed (a
    machine presses the breath in).
    """
    draw = shares(patient.student_id, "toxicity-chart")

    def hour(low, high):
        return low + math.floor((high - low) * next(draw))

    dry = range(4, hour(10, 22))  # low pressure before any fever: not of CRS
    fever = hour(30, 48)
    drug = fever + hour(24, 54)
    faint = range(fever + hour(5, 16), drug + hour(1, 12))
    drip = range(faint.start + hour(3, 9), faint.stop - hour(2, 8))
    mask = range(fever + hour(12, 22), drug + hour(14, 76))
    most = hour(5, 9)
    phase = next(draw)
    rows = []
    for now in range(HOURS):
        swing = 0.3 * math.sin(2 * math.pi * (now / 24 + phase))
        hot = min((now - fever + 1) / 8, 1) if fever <= now < drug else max(1 - (now - drug) / 5, 0) if now >= drug else 0
        warmth = 38.4 + 1.1 * hot + swing if fever <= now < drug else 36.8 + swing + 1.9 * hot
        along = (now - mask.start + 1) / (len(mask) + 1)
        rows.append({
            "temperature": round(warmth, 1),
            "treated": now >= drug,
            "low_pressure": now in dry or now in faint,
            "vasopressors": int(now in drip),
            "flow": float(max(1, round(most * math.sin(math.pi * along)))) if now in mask else 0.0,
            "pressed": False,
        })  # fmt: skip
    return rows


_ORDER = (
    "burden", "dose", "smaller_dose", "expansion_rate", "effector_loss", "memory_formation", "kill_rate", "il6_release", "il6_loss",
    "il6_baseline", "receptor_share", "drug_dose", "drug_day",
)  # fmt: skip
_LABELS = {name: _CHANGED.get(name) or (_TABLE[name].symbol, _TABLE[name].unit) for name in _ORDER}
recipe = Recipe(_RANGES, _LABELS, _complete, _simulate)
