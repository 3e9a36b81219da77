"""
Penetration: how deep CAR-T cells get into a round tumour before they are lost, with a shell of stroma around it.

Classical transport, exactly solved; the motility is that of a published model of CAR-T cells around an organoid (Luque
2024), the rest is a construct of this course. A formula without states, over the distance r from the centre of a tumour
of radius R. Cells wander blindly, are lost at rate k inside the tumour, and cross a shell of thickness h, in which their
motility D is f times as large; at the distance R_o their density is kept at 100 %::

    n   = n_R R/r sinh(φ r/R) / sinh φ                inside the tumour                                    (1)
          n_R + 100 j/f (1/R - 1/r)                   in the shell
          100 - 100 j (1/r - 1/R_o)                   outside of it
    D   = s² τ / 3                                    motility of cells of speed s that turn every τ       (2)
    φ   = R sqrt(k/D)                                 Thiele modulus                                       (3)
    a   = R (φ/tanh φ - 1)                            size of a perfect trap as greedy as the tumour        (4)
    j   = 1 / (1/a + (1/R - 1/(R+h))/f + 1/(R+h) - 1/R_o)       arrivals, divided by 4π D                  (5)
    n_R = 100 j / a                                   density at the tumour's edge                         (6)
    η   = 3 (φ/tanh φ - 1) / φ²                       effectiveness: mean density inside against the edge  (7)
"""

import math
from types import SimpleNamespace

from ..functions import both, sinh_ratio, sqrt, tanh, where
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "model", "simulate", "solution"]


def arrivals(x, p, crossing):
    """Return j of equation (5) for a shell in which motility is *crossing* times as large."""
    outer = p.radius + p.thickness
    return 1 / (1 / x.trap + (1 / p.radius - 1 / outer) / crossing + 1 / outer - 1 / p.outer_radius)


_DEFINITIONS = (
    Definition("motility", "D", lambda x, p: p.speed**2 * p.persistence / 3),
    Definition("thiele", "φ", lambda x, p: p.radius * sqrt(p.loss_rate / x.motility)),
    Definition("trap", "a", lambda x, p: p.radius * (x.thiele / tanh(x.thiele) - 1)),
    Definition("flow", "j", lambda x, p: arrivals(x, p, p.crossing)),
    Definition("edge", "n_R", lambda x, p: 100 * x.flow / x.trap),
    Definition("effectiveness", "η", lambda x, p: 3 * (x.thiele / tanh(x.thiele) - 1) / x.thiele**2),
)


def solution(p):
    """
    Return what the equations name, from ``motility`` to ``effectiveness``, as a namespace.

    Args:
        p (SimpleNamespace): the parameters by name, lengths in µm, times in minutes.
    """
    x = SimpleNamespace()
    for one in _DEFINITIONS:
        setattr(x, one.name, one.value(x, p))
    return x


def density(x, p, flow, edge, crossing):
    """Return the density at ``x.place`` in per cent, equation (1)."""
    inside = edge * p.radius / x.place * sinh_ratio(x.thiele * x.place / p.radius, x.thiele)
    shell = edge + 100 * flow / crossing * (1 / p.radius - 1 / x.place)
    outside = 100 - 100 * flow * (1 / x.place - 1 / p.outer_radius)
    return where(x.place < p.radius, inside, where(x.place < p.radius + p.thickness, shell, outside))


def opened(x, p):
    """Return the density with the same shell, opened so far that it no longer holds cells back."""
    flow = arrivals(x, p, 1)
    return density(x, p, flow, 100 * flow / x.trap, 1)


def uptake(r, p):
    """Return how many cells the tumour takes up a minute, if outside there is one per cubic micrometre."""
    x = solution(p)
    return 4 * math.pi * x.motility * x.flow


def kept(r, p):
    """Return the uptake as a share of that with the shell opened, in per cent."""
    x = solution(p)
    return 100 * x.flow / arrivals(x, p, 1)


def mean_density(r, p):
    """Return the mean density inside the tumour, in per cent of that far outside."""
    x = solution(p)
    return x.edge * x.effectiveness


def _parameter(key, label, symbol, low, high, scale="linear"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


def _crossing(key):
    """Return the parameter that says how well cells move in the shell, from the registry."""
    return {"crossing": _parameter(key, "motility in the wall, as a share", "f", 0.01, 1, "log")}


def _loss(key):
    """Return the parameter that says how soon cells are lost, from the registry."""
    return {"loss_rate": _parameter(key, "loss inside the tumour", "k", 0.001, 0.3, "log")}


_BASE = {
    "radius": _parameter("luque2024-radius", "tumour radius", "R", 50, 400),
    **_loss("penetration-loss"),
    **_crossing("penetration-crossing-open"),
    "thickness": _parameter("penetration-thickness", "thickness of the wall", "h", 0, 150),
    "speed": _parameter("luque2024-speed", "speed of the cells", "s", 1, 15),
    "persistence": _parameter("luque2024-persistence", "time between turns", "τ", 1, 20),
    "outer_radius": _parameter("penetration-outer-radius", "distance at which density is kept", "R_o", 600, 2000),
}


model = Model(
    name="penetration",
    title="Penetration: how deep cells get before they are lost",
    citation="luque2024",
    axis="place",
    axis_symbol="r",
    time_label="Distance from the tumour's centre",
    time_unit="µm",
    start=1.0,
    until=600.0,
    parameters=_BASE,
    definitions=_DEFINITIONS,
    scenarios={
        "open": Scenario("No wall", "The wall is there, but cells move in it as they do elsewhere."),
        "shell": Scenario("A wall", "In the wall cells are ten times less motile.", _crossing("penetration-crossing-shell")),
        "dense": Scenario("A dense wall", "In the wall cells are a hundred times less motile.", _crossing("penetration-crossing-dense")),
        "patient": Scenario(
            "Lost more slowly", "No wall, and cells are held up only as often as the published model lets them attach.", _loss("luque2024-attachment"),
        ),
    },
    panels=(Panel("Density of CAR-T cells", "%", floor=0.0, ceiling=100.0),),
    series=(
        Series("density", "CAR-T cells", "%", 0, lambda x, p: density(x, p, x.flow, x.edge, p.crossing), symbol="n"),
        Series("opened", "wall opened", "%", 0, opened),
    ),
    readouts=(
        Readout("mean", "Mean density inside", "%", "formula", formula=mean_density),
        Readout("kept", "Arrivals, of those with the wall opened", "%", "formula", formula=kept),
        Readout("effectiveness", "Mean density inside, of that at the edge", "%", "formula", formula=lambda r, p: 100 * solution(p).effectiveness),
        Readout("reach", "How far a cell gets before it is lost", "µm", "formula", formula=lambda r, p: sqrt(solution(p).motility / p.loss_rate)),
        Readout("thiele", "Thiele modulus", "", "formula", formula=lambda r, p: solution(p).thiele),
        Readout("edge", "Density at the tumour's edge", "%", "formula", formula=lambda r, p: solution(p).edge, show=False),
        Readout("uptake", "Uptake at one cell per µm³ outside", "µm³/min", "formula", formula=uptake, show=False),
        Readout("rim", "Outside of the wall", "µm", "formula", formula=lambda r, p: p.radius + p.thickness, show=False),
    ),
    references=(Reference("tumour", None, "radius"), Reference("", None, "rim")),
    cases=(
        Case(
            "The wall lets {kept}\u00a0% of the cells through that would come without it, and inside the tumour their density is "
            "{mean}\u00a0% of that far away. A cell gets about {reach} µm deep before it is lost.",
            lambda r, p: r.kept < 50,
            "The wall keeps most cells out",
        ),
        Case(
            "The wall costs little: {kept}\u00a0% of the cells come that would come without it. But they crowd at the edge: inside, their mean density is "
            "{effectiveness}\u00a0% of that at the edge, because a cell gets only about {reach} µm deep before it is lost.",
            lambda r, p: both(r.kept >= 50, r.effectiveness < 50),
            "Most cells get in, and crowd at the edge",
        ),
        Case(
            "The wall costs little, and cells fill the tumour: their mean density is {effectiveness}\u00a0% of that at the edge, "
            "and a cell gets about {reach} µm deep before it is lost.",
            outcome="Most cells get in, and fill the tumour",
        ),
    ),
    controls=("radius", "loss_rate", "crossing", "thickness", "speed", "persistence"),
    assumptions=(
        "The tumour is a ball, the wall a shell around it, and cells come evenly from all sides, from a distance at which their density is kept.",
        "Cells wander without guidance, and all that happens is steady: as many arrive as are lost.",
        "A cell inside is lost at one rate, whether it kills, is held up or dies; this rate is ours, and so are the wall and the distance.",
        "Speed, turning and tumour radius are those that a published model of CAR-T cells around an organoid uses.",
    ),
    left_out=(
        "Vessels: in a body cells come out of the blood, inside the tumour as well as around it.",
        "Guidance, crowding, and cells that multiply where they meet their antigen.",
        "That a tumour grows, shrinks and changes its wall.",
        "Fibres that lead cells along the wall: here the wall only slows them.",
    ),
)

simulate = model.simulate
explore = model.explore
