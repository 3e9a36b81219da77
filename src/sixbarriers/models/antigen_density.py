"""
Antigen density: how many antigens a cell may carry before CAR-T cells kill it.

A formula without states. Lysis rises with the antigens D of the target cell and levels off; cytokines follow the same
curve at more antigens. Equations (1) and (2) of the chapter::

    L = P / (1 + (K / D)^n)            lysis in per cent, at most P, half of that at K antigens               (1)
    C = 100 / (1 + (c K / D)^n)        cytokine release in per cent of its most, at c times the antigens      (2)

K is our fit to a published pair: 22.8 % lysis at 240 molecules of CD20 and 40 to 60 % at 5,172 or more (Watanabe 2013).
"""

from ..functions import both
from ..model import Case, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "fitted_half", "model", "simulate", "threshold"]


def fitted_half(density, lysis, plateau):
    """Return the antigens at half lysis that make *lysis* per cent out of *plateau* at *density*, for a steepness of one."""
    return density * (plateau / lysis - 1)


def threshold(p):
    """Return the antigens at which lysis reaches the level that counts as killing."""
    return p.ec50 / (p.plateau / p.killing_level - 1) ** (1 / p.steepness)


def lysis(x, p):
    """Return lysis in per cent, equation (1)."""
    return p.plateau / (1 + (p.ec50 / x.antigens) ** p.steepness)


def cytokine(x, p):
    """Return cytokine release in per cent of its most, equation (2)."""
    return 100 / (1 + (p.cytokine_ratio * p.ec50 / x.antigens) ** p.steepness)


def _parameter(key, label, symbol, low, high, scale="linear"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


def _densities(tumour, normal):
    """Return the two parameters that name cells to compare, from the registry."""
    return {
        "tumour_density": _parameter(tumour, "antigens on the tumour cell", "D_T", 1e2, 1e7, "log"),
        "normal_density": _parameter(normal, "antigens on the healthy cell", "D_H", 1e1, 1e6, "log"),
    }


_BASE = {
    **_densities("watanabe2013-density-high", "watanabe2013-density-low"),
    "ec50": _parameter("density-ec50", "antigens at half lysis", "K", 50, 50000, "log"),
    "plateau": _parameter("density-plateau", "most lysis", "P", 30, 100),
    "steepness": _parameter("density-steepness", "steepness", "n", 0.5, 4),
    "cytokine_ratio": _parameter("watanabe2015-cytokine", "antigens for cytokines, as a multiple", "c", 1, 30, "log"),
    "killing_level": _parameter("density-threshold", "lysis that counts as killing", "L_0", 5, 25),
}


model = Model(
    name="antigen_density",
    title="Antigen density: how little is enough",
    citation="watanabe2015",
    axis="antigens",
    axis_symbol="D",
    axis_scale="log",
    time_label="Antigens on the target cell",
    time_unit="molecules per cell",
    start=10.0,
    until=1e7,
    parameters=_BASE,
    scenarios={
        "cd20": Scenario("CD20, as measured", "The clones with most and with least CD20 stand for a tumour and a healthy cell."),
        "her2": Scenario(
            "HER2, stained 3+ and 0", "A breast cancer line stained 3+ and one stained 0, put on the curve for CD20: an extrapolation.",
            _densities("larson2010-bt474", "larson2010-mda-mb-231"),
        ),
    },
    panels=(
        Panel("Target cells killed", "%", floor=0.0, ceiling=100.0),
        Panel("Cytokine release, of its most", "%", floor=0.0, ceiling=100.0),
    ),
    series=(
        Series("lysis", "killed", "%", 0, lysis, symbol="L"),
        Series("cytokine", "cytokines", "%", 1, cytokine, symbol="C"),
    ),
    readouts=(
        Readout("lysis_tumour", "Tumour cells killed", "%", "at", "lysis", "tumour_density"),
        Readout("lysis_normal", "Healthy cells killed", "%", "at", "lysis", "normal_density"),
        Readout("threshold", "Killing begins at", "molecules per cell", "formula", formula=lambda r, p: threshold(p)),
        Readout("cytokine_threshold", "Cytokines begin at", "molecules per cell", "formula", formula=lambda r, p: p.cytokine_ratio * threshold(p)),
        Readout("cytokine_normal", "Cytokines at the healthy cell, of their most", "%", "at", "cytokine", "normal_density"),
        Readout("ratio", "Antigens, tumour to healthy", "times", "formula", formula=lambda r, p: p.tumour_density / p.normal_density),
    ),
    references=(
        Reference("counts as killing", 0, "killing_level"),
        Reference("healthy", None, "normal_density"),
        Reference("tumour", None, "tumour_density"),
    ),
    cases=(
        Case(
            "Even of the tumour cells, with {tumour_density} antigens, only {lysis_tumour} % are killed. Killing begins at {threshold} antigens.",
            lambda r, p: r.lysis_tumour < p.killing_level,
            "Neither cell is killed: the tumour carries too little antigen",
        ),
        Case(
            "Of tumour cells with {tumour_density} antigens {lysis_tumour} % are killed, of healthy cells with {normal_density} nearly as "
            "many, {lysis_normal} %. That the tumour carries {ratio} times as much does not protect the healthy cell.",
            lambda r, p: both(r.lysis_normal >= p.killing_level, r.lysis_normal > 0.8 * r.lysis_tumour),
            "The healthy cell is killed nearly as well as the tumour cell",
        ),
        Case(
            "Of tumour cells with {tumour_density} antigens {lysis_tumour} % are killed, of healthy cells with {normal_density} still "
            "{lysis_normal} %. Killing begins at {threshold} antigens, cytokines at {cytokine_threshold}.",
            lambda r, p: r.lysis_normal >= p.killing_level,
            "The healthy cell is killed too, though clearly less",
        ),
        Case(
            "Of tumour cells with {tumour_density} antigens {lysis_tumour} % are killed; healthy cells with {normal_density} lie below "
            "the line, at {lysis_normal} %. Killing begins at {threshold} antigens.",
            outcome="The tumour cell is killed and the healthy cell is spared",
        ),
    ),
    controls=("tumour_density", "normal_density", "ec50", "plateau", "steepness", "cytokine_ratio"),
    assumptions=(
        "One curve describes all targets; its half-point comes from one measured pair, with the most lysis set to the middle of its range.",
        "A steepness of one: the two points cannot tell it.",
        "Cytokines follow the same curve, shifted by the ratio of the two published thresholds.",
    ),
    left_out=(
        "Everything but the number of antigens: the receptor's design and number, its affinity, where the antigen sits, the contact.",
        "Time and numbers: ten CAR-T cells met each target, for one short test.",
        "Help and hindrance in the body: suppression, exhaustion, and what a healthy cell can bear.",
    ),
)

simulate = model.simulate
explore = model.explore
