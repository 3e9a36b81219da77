"""
Affinity: how tightly a CAR may bind, so that it sees the tumour and overlooks the healthy cell.

A construct of this course, fitted to nothing; what is grounded is the finding that CARs of lower affinity spared cells
with little antigen (Liu 2015). A formula without states, over the dissociation constant K_D. Bonds form between the
receptors and the antigens of two cells that touch, and a bond counts if it outlasts N steps of proofreading::

    k = 100 S^h / (S^h + S_50^h)                  targets killed in per cent                               (1)
    s = R + D_T + κ K_D                                                                                    (2)
    B = 2 R D_T / (s + sqrt(s² - 4 R D_T))        bonds between R receptors and D_T antigens               (3)
    S = B / (1 + K_D / K_p)^N                     bonds that last: a loose one lasts less often            (4)

The healthy cell follows the same formulas with D_H in the place of D_T.
"""

from ..functions import both, sqrt
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "killing", "model", "simulate"]


def room(antigens, x, p):
    """Return s, from which the bonds follow: receptors, antigens and the cost of dissociation together, equation (2)."""
    return p.car_number + antigens + p.contact * x.kd


def bonds(antigens, total, p):
    """Return the bonds B between the CAR-T cell and a target with so many *antigens*, equation (3)."""
    return 2 * p.car_number * antigens / (total + sqrt(total**2 - 4 * p.car_number * antigens))


def lasting(formed, x, p):
    """Return how many of the *formed* bonds outlast the proofreading, equation (4)."""
    return formed / (1 + x.kd / p.proofreading) ** p.steps


def killed(signal, p):
    """Return the share of targets that so many lasting bonds kill, equation (1)."""
    return signal**p.cooperativity / (signal**p.cooperativity + p.half_signal**p.cooperativity)


def killing(antigens, x, p):
    """Return the share of targets with so many *antigens* that are killed."""
    return killed(lasting(bonds(antigens, room(antigens, x, p), p), x, p), p)


def _parameter(key, label, symbol, low, high, scale="log"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


def _binder(key):
    """Return the parameter that names the binder to read off, from the registry."""
    return {"dissociation_constant": _parameter(key, "dissociation constant to read off", "K", 0.1, 1e4)}


_BASE = {
    **_binder("liu2015-4d5"),
    "tumour_density": _parameter("affinity-tumour-density", "antigens on the tumour cell", "D_T", 1e3, 1e7),
    "normal_density": _parameter("affinity-normal-density", "antigens on the healthy cell", "D_H", 1e2, 1e6),
    "car_number": _parameter("affinity-car-number", "receptors on the CAR-T cell", "R", 1e4, 1e6),
    "contact": _parameter("affinity-contact", "cost of dissociation", "κ", 10, 1000),
    "proofreading": _parameter("affinity-proofreading", "proofreading", "K_p", 100, 1e4),
    "steps": _parameter("affinity-steps", "steps of proofreading", "N", 0, 5, "linear"),
    "half_signal": _parameter("affinity-half-signal", "lasting bonds for half killing", "S_{50}", 300, 30000),
    "cooperativity": _parameter("affinity-cooperativity", "steepness of killing", "h", 1, 4, "linear"),
}


model = Model(
    name="affinity",
    title="The affinity window (illustrative)",
    citation="liu2015",
    axis="kd",
    axis_symbol="K_D",
    axis_scale="log",
    time_label="Dissociation constant, tight to loose",
    time_unit="nM",
    start=0.1,
    until=1e4,
    parameters=_BASE,
    scenarios={
        "tight": Scenario("Tight: 4D5", "The binding site of trastuzumab."),
        "tuned": Scenario("Tuned: 4D5-5", "A mutant that lets go sooner.", _binder("liu2015-4d5-5")),
        "loose": Scenario("Loose: 4D5-3", "The loosest of the panel.", _binder("liu2015-4d5-3")),
    },
    panels=(
        Panel("Target cells killed", "%", floor=0.0, ceiling=100.0),
        Panel("Window: tumour less healthy", "%", floor=0.0, ceiling=100.0),
    ),
    series=(
        Series("tumour", "tumour cell", "%", 0, lambda x, p: 100 * killed(x.lasting, p), symbol="k", look=1),
        Series("normal", "healthy cell", "%", 0, lambda x, p: 100 * killing(p.normal_density, x, p), look=0),
        Series("window", "window", "%", 1, lambda x, p: 100 * (killed(x.lasting, p) - killing(p.normal_density, x, p)), look=2),
    ),
    definitions=(
        Definition("room", "s", lambda x, p: room(p.tumour_density, x, p)),
        Definition("bonds", "B", lambda x, p: bonds(p.tumour_density, x.room, p)),
        Definition("lasting", "S", lambda x, p: lasting(x.bonds, x, p)),
    ),
    readouts=(
        Readout("kill_tumour", "Tumour cells killed", "%", "at", "tumour", "dissociation_constant"),
        Readout("kill_normal", "Healthy cells killed", "%", "at", "normal", "dissociation_constant"),
        Readout("window_here", "Window", "%", "at", "window", "dissociation_constant"),
        Readout("best_window", "Widest window", "%", "peak", "window"),
        Readout("best_constant", "Widest window at", "nM", "peak_time", "window"),
        Readout("safe_constant", "Fewer than a tenth of healthy cells killed from", "nM", "first_below", "normal", 10.0, show=False),
    ),
    references=(Reference("this CAR", None, "dissociation_constant"),),
    cases=(
        Case(
            "At {dissociation_constant} nM the CAR sees neither cell well: {kill_tumour} % of tumour cells are killed and "
            "{kill_normal} % of healthy cells. The widest window lies at {best_constant} nM.",
            lambda r, p: r.kill_tumour < 50,
            "Both cells are overlooked",
        ),
        Case(
            "At {dissociation_constant} nM the CAR does not tell the cells apart: {kill_tumour} % of tumour cells are killed and "
            "{kill_normal} % of healthy cells. The widest window lies at {best_constant} nM.",
            lambda r, p: both(r.kill_tumour >= 50, r.kill_normal > 50),
            "Both cells are killed",
        ),
        Case(
            "At {dissociation_constant} nM {kill_tumour} % of tumour cells are killed and {kill_normal} % of healthy cells: "
            "a window of {window_here}, of at most {best_window} at {best_constant} nM.",
            outcome="The tumour cell is killed and the healthy cell mostly spared",
        ),
    ),
    controls=("dissociation_constant", "tumour_density", "normal_density", "car_number"),
    assumptions=(
        "Every value is illustrative, except the three dissociation constants, which belong to published binders and are given from memory.",
        "A bond must outlast a number of equal steps before it counts; how fast bonds form is the same for all binders.",
        "The bonds of one contact are in balance, and each receptor holds one antigen at most.",
    ),
    left_out=(
        "A best affinity for killing itself: here tighter is never worse for the tumour cell.",
        "The CAR's tails, its number over time, tonic signalling and exhaustion.",
        "Differences from cell to cell: real tumours hold cells with little antigen, which a loose CAR leaves alive.",
    ),
)

simulate = model.simulate
explore = model.explore
