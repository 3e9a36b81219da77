"""
Arrival: whether a CAR-T cell finds a tumour by chance, and how soon it gets there if it is guided.

Exact results for a cell that wanders, blindly or with a steady pull towards the tumour, with the motility of a published
model (Luque 2024). A formula without states, over the distance d between the cell and the edge of a tumour of radius R;
the tumour sends out a signal that spreads and decays::

    P_T = 100 R/(R+d) erfc(d / (2 sqrt(60 D T)))   chance that a blind cell arrives within T hours, in per cent (1)
    P_∞ = 100 R/(R+d)                          chance that it ever does                                         (2)
    t   = (d + 2 l ln((R+d)/R) + 2 l² (1/R - 1/(R+d))) / (60 v)    mean time that a guided cell takes, in hours  (3)
    c   = 100 R/(R+d) exp(-d/λ)                signal, in per cent of that at the tumour's edge                 (4)
    D   = s² τ / 3                             motility of cells of speed s that turn every τ                   (5)
    q   = (1 - b) / b                          weight of chance against guidance of bias b                      (6)
    v   = s (1 - min(q, 1)² / 3) / max(q, 1)   speed towards the tumour                                         (7)
    l   = D / v                                length below which wandering outweighs the pull                  (8)
    λ   = sqrt(D_c / k_c)                      how far the signal reaches                                       (9)

The new direction of a guided cell is b times that of the signal plus 1 - b times one drawn at random, both of length one.
Equation (3) is the exact mean for diffusion with a steady pull; of its three terms the first alone is left where the pull
rules, and the last rules where wandering does.
"""

from types import SimpleNamespace

from ..functions import both, erfc, exp, log, maximum, minimum, sqrt
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "formulas", "model", "simulate", "within"]

_DEFINITIONS = (
    Definition("motility", "D", lambda x, p: p.speed**2 * p.persistence / 3),
    Definition("chance", "q", lambda x, p: (1 - p.bias) / p.bias),
    Definition("drift", "v", lambda x, p: p.speed * (1 - minimum(x.chance, 1) ** 2 / 3) / maximum(x.chance, 1)),
    Definition("wander", r"\ell", lambda x, p: x.motility / x.drift),
    Definition("reach", "λ", lambda x, p: sqrt(p.signal_diffusion / p.signal_decay)),
)


def within(x, p):
    """Return the chance that a blind cell arrives within the time, in per cent, equation (1)."""
    return 100 * p.radius / (p.radius + x.distance) * erfc(x.distance / (2 * sqrt(60 * x.motility * p.watch)))


def ever(x, p):
    """Return the chance that a blind cell ever arrives, in per cent, equation (2)."""
    return 100 * p.radius / (p.radius + x.distance)


def travel(x, p):
    """Return the mean time that a guided cell takes, in hours, equation (3)."""
    start = p.radius + x.distance
    return (x.distance + 2 * x.wander * log(start / p.radius) + 2 * x.wander**2 * (1 / p.radius - 1 / start)) / (60 * x.drift)


def signal(x, p):
    """Return the signal in per cent of that at the tumour's edge, equation (4)."""
    return 100 * p.radius / (p.radius + x.distance) * exp(-x.distance / x.reach)


def formulas(distance, p):
    """
    Return a namespace with the *distance* and all that the definitions name.

    Args:
        distance (float): from the cell to the tumour's edge, in µm.
        p (SimpleNamespace): the parameters by name.
    """
    x = SimpleNamespace(distance=distance)
    for one in _DEFINITIONS:
        setattr(x, one.name, one.value(x, p))
    return x


def _there(value):
    """Return a readout's formula: *value* at the distance to read off."""
    return lambda r, p: value(formulas(p.start_distance, p), p)


def _parameter(key, label, symbol, low, high, scale="linear"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


_BASE = {
    "start_distance": _parameter("arrival-distance", "distance to read off", "d_0", 10, 1000),
    "bias": _parameter("luque2024-bias", "bias of guidance", "b", 0.02, 1),
    "radius": _parameter("luque2024-radius", "tumour radius", "R", 50, 500),
    "watch": _parameter("arrival-watch", "time to arrive in", "T", 1, 240, "log"),
    "speed": _parameter("luque2024-speed", "speed of the cells", "s", 1, 15),
    "persistence": _parameter("luque2024-persistence", "time between turns", "τ", 1, 20),
    "signal_diffusion": _parameter("luque2024-signal-diffusion", "diffusion of the signal", "D_c", 100, 10000, "log"),
    "signal_decay": _parameter("luque2024-signal-decay", "decay of the signal", "k_c", 0.001, 0.1, "log"),
}


model = Model(
    name="arrival",
    title="Arrival: blind, or guided",
    citation="luque2024",
    axis="distance",
    axis_symbol="d",
    time_label="Distance from the tumour's edge",
    time_unit="µm",
    start=0.0,
    until=1000.0,
    parameters=_BASE,
    definitions=_DEFINITIONS,
    scenarios={
        "published": Scenario("As published", "Speed, turning and bias of a published model of CAR-T cells around an organoid."),
        "faint": Scenario("Hardly guided", "The bias is a tenth of the published one.", {"bias": _parameter("arrival-bias-faint", "bias of guidance", "b", 0.02, 1)}),
    },
    panels=(
        Panel("Blind: chance to arrive", "%", floor=0.0, ceiling=100.0),
        Panel("Guided: mean time to arrive", "hour", floor=0.0),
        Panel("Signal, of that at the edge", "%", floor=0.0, ceiling=100.0),
    ),
    series=(
        Series("within", "in time", "%", 0, within, symbol="P_T", look=0),
        Series("ever", "ever", "%", 0, ever, symbol=r"P_{\infty}", look=1),
        Series("travel", "guided", "hour", 1, travel, symbol="t", look=2),
        Series("signal", "signal", "%", 2, signal, symbol="c", look=3),
    ),
    readouts=(
        Readout("within_here", "Blind, arrives in time", "%", "formula", formula=_there(within)),
        Readout("ever_here", "Blind, ever arrives", "%", "formula", formula=_there(ever)),
        Readout("travel_here", "Guided, mean time to arrive", "hour", "formula", formula=_there(travel)),
        Readout("drift", "Speed towards the tumour", "µm/min", "formula", formula=_there(lambda x, p: x.drift)),
        Readout("signal_here", "Signal, of that at the edge", "%", "formula", formula=_there(signal)),
        Readout("signal_reach", "Reach of the signal", "µm", "formula", formula=_there(lambda x, p: x.reach)),
        Readout("motility", "Motility", "µm²/min", "formula", formula=_there(lambda x, p: x.motility), show=False),
        Readout("straight", "Time at the mean speed alone", "hour", "formula", formula=_there(lambda x, p: x.distance / (60 * x.drift)), show=False),
    ),
    references=(Reference("read off here", None, "start_distance"),),
    cases=(
        Case(
            "From {start_distance} µm, a blind cell finds the tumour with a chance of {within_here}\u00a0% within {watch} hours, and of {ever_here}\u00a0% in all "
            "eternity. A cell guided with a bias of {bias} always finds it, on average after {travel_here} hours.",
            lambda r, p: both(r.ever_here < 50, r.travel_here <= p.watch),
            "Most blind cells never arrive; guided cells mostly come in time",
        ),
        Case(
            "From {start_distance} µm, a blind cell finds the tumour with a chance of {within_here}\u00a0% within {watch} hours, and of {ever_here}\u00a0% in all "
            "eternity. A cell guided with a bias of {bias} always finds it, but on average only after {travel_here} hours.",
            lambda r, p: both(r.ever_here < 50, r.travel_here > p.watch),
            "Most blind cells never arrive; guided cells mostly come too late",
        ),
        Case(
            "So close, {start_distance} µm away, a blind cell finds the tumour with a chance of {within_here}\u00a0% within {watch} hours, and of {ever_here}\u00a0% "
            "in all eternity. A cell guided with a bias of {bias} always finds it, on average after {travel_here} hours.",
            outcome="Even of blind cells, at least half arrive some day",
        ),
    ),
    controls=("start_distance", "bias", "radius", "watch", "speed", "persistence"),
    assumptions=(
        "A blind cell wanders without bounds in all directions, and the tumour catches whatever touches it.",
        "Its steps are short against the tumour; where they are not, fewer arrive, as the lab shows.",
        "A guided cell feels the direction of the signal wherever it is, as strongly far away as near, and wanders as much as a blind one besides.",
        "The signal comes from the whole tumour, spreads and decays, and is steady.",
        "Speed, turning, bias, radius and signal are those that a published model of CAR-T cells around an organoid uses; distance and time are ours.",
    ),
    left_out=(
        "A threshold below which a cell feels no signal, and receptors that tire.",
        "The way through the blood and the vessel's wall.",
        "Walls and fibres, other cells, and tissue that ends.",
        "Guided cells that swarm, or that call others.",
    ),
)

simulate = model.simulate
explore = model.explore
