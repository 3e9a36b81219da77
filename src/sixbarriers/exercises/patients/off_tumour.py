"""Programmes that aim at a cancer of the Human Protein Atlas with two antigens, and cells to tell apart by their density."""

import itertools

from ... import tables, targets
from ...models import affinity
from ..recipe import Recipe

# Chosen, not measured, but for the cancer and the two antigens.
_RANGES = {
    "tumour_density": (4e5, 3e6),
    "normal_density": (5e3, 3e4),
    "car_number": (5e4, 2e5),
    "stain_limit": (5e3, 5e4),
    "most_lysis": (40, 60),
    "steepness": (1, 1.6),
    "borne": (5, 15),
    "wanted": (85, 98),
}
_LABELS = {
    "cancer": ("", ""),
    "first": ("A", ""),
    "second": ("B", ""),
    "tumour_density": ("D_T", "molecules per cell"),
    "normal_density": ("D_H", "molecules per cell"),
    "car_number": ("R", "molecules per cell"),
    "stain_limit": ("", "molecules per cell, below which the stain shows nothing"),
    "most_lysis": ("P", "%"),
    "steepness": ("n", ""),
    "borne": ("", "% of healthy cells"),
    "wanted": ("", "% of tumour cells"),
}
_FEWEST, _LEAST, _TOGETHER = 8, 0.3, 1.04  # patients scored; share of each antigen; of both in sum, so that some must have both
# FAP marks fibroblasts of the tumour's tissue, not the cancer's cells: no gate can ask for both on one cell. And mice lost
# stromal cells of their marrow when it was aimed at (Tran 2013, doi:10.1084/jem.20130110).
_LEFT_OUT = {"FAP"}
_MORE = 3  # healthy tissues that OR marks beyond AND


def _choices():
    """Return the (cancer, first, second) of which enough patients were scored, and not all alike."""
    shares = {}
    for (gene, cancer), counts in tables.tumours().items():
        share = sum(counts[targets.CUTS["Medium"] :]) / sum(counts)
        if gene not in _LEFT_OUT and sum(counts) >= _FEWEST and _LEAST <= share < 1:
            shares.setdefault(cancer, {})[gene] = share
    return [
        (cancer, *pair) for cancer, own in sorted(shares.items()) for pair in itertools.permutations(sorted(own), 2) if sum(own[gene] for gene in pair) >= _TOGETHER
    ]


_CHOICES = _choices()


def _parted(choice):
    """Return whether AND marks some healthy tissue of the atlas, and OR clearly more."""
    either, both = (targets.design(*choice, gate) for gate in ("OR", "AND"))
    return both.hit and len(either.hit) - len(both.hit) >= _MORE


def _complete(drawn, share):
    start = int(share() * len(_CHOICES))
    chosen = next(one for one in _CHOICES[start:] + _CHOICES[:start] if _parted(one))
    found = {**dict(zip(("cancer", "first", "second"), chosen, strict=True)), **drawn}
    return {name: found[name] for name in _LABELS}


def _simulate(parameters, **changes):
    """Return the Run of the affinity window; *changes* are its parameters, or its at=."""
    own = {name: parameters[name] for name in ("tumour_density", "normal_density", "car_number")}
    return affinity.simulate("tight", **{**own, **changes})


recipe = Recipe(_RANGES, _LABELS, _complete, _simulate)
