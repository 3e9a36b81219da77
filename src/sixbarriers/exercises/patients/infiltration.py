"""Cells and tumours around the published motility of CAR-T cells, with a wall, a scent and a biopsy of their own."""

from ...models import arrival, penetration
from ..recipe import Recipe

# Chosen, not measured, around the values of the two models.
_RANGES = {
    "speed": (4, 8),
    "persistence": (5, 12),
    "radius": (100, 250),
    "start_distance": (150, 400),
    "watch": (36, 96),
    "bias": (0.04, 0.16),
    "signal_decay": (0.005, 0.05),
    "threshold": (2, 8),
    "loss_rate": (0.03, 0.2),
    "crossing": (0.05, 1),
    "thickness": (20, 100),
}
_BIOPSY = ("in_nest", "in_stroma")
# T cells of an inflamed, an excluded and a desert tumour, in the nests and in the stroma: chosen far apart, no cut-offs.
_KINDS = (((300, 900), (200, 800)), ((2, 20), (400, 1500)), ((1, 5), (3, 15)))
_MODELS = {"arrival": (arrival, "published"), "penetration": (penetration, "open")}


def _labels():
    known = {**penetration.model.table("open"), **arrival.model.table("published")}
    found = {name: (known[name].symbol, known[name].unit) for name in _RANGES if name in known}
    found["threshold"] = ("", "% of the signal at the edge")
    found |= {name: ("", "T cells per mm²") for name in _BIOPSY}
    return {name: found[name] for name in (*_RANGES, *_BIOPSY)}


def _complete(drawn, share):
    ends = _KINDS[int(len(_KINDS) * share())]
    return drawn | {name: float(round(low + (high - low) * share())) for name, (low, high) in zip(_BIOPSY, ends, strict=True)}


def _simulate(parameters, model="arrival", **changes):
    """Return the Run of a *model*, "arrival" or "penetration"; *changes* are its parameters, or its at=."""
    module, scenario = _MODELS[model]
    own = {name: value for name, value in parameters.items() if name in module.model.table(scenario)}
    return module.simulate(scenario, **{**own, **changes})


recipe = Recipe(_RANGES, _labels(), _complete, _simulate)
