"""
CARRGO (Sahoo 2020): cancer cells against CAR-T cells that proliferate, or exhaust, on contact.

Equations (4) and (5) of the chapter::

    tumour'   = growth_rate X (1 - X / carrying_capacity) - kill_rate X Y      (4)
    effector' = net_expansion X Y - effector_death_rate Y                      (5)

Only net_expansion may be negative: then meeting cancer cells costs CAR-T cells, and exhaustion wins.
With growth_rate, carrying_capacity and kill_rate at 1 these are the scaled equations, A = effector_death_rate and
B = net_expansion, with time counted in units of 1 / growth rate.
"""

from scipy.optimize import brentq

from .. import evidence
from ..errors import ParameterError
from ..model import Case, Model, Panel, Readout, Reference, Scenario, Series, State
from ..parameter import from_evidence

__all__ = ["boundary", "explore", "model", "simulate", "survivors"]


def equations(state, p):
    """Return the rates of change, equations (4) and (5)."""
    X, Y = state.tumour, state.effector
    return {
        "tumour": p.growth_rate * X * (1 - X / p.carrying_capacity) - p.kill_rate * X * Y,
        "effector": p.net_expansion * X * Y - p.effector_death_rate * Y,
    }


def initial(p):
    """Return the cells at the start; CAR-T cells are there from the beginning."""
    return {"tumour": p.tumour_start, "effector": p.effector_start}


_TABLE = {
    "growth_rate": ("tumour growth", "ρ", 0.2, 3.0),
    "carrying_capacity": ("carrying capacity", "K", 0.5, 2.0),
    "kill_rate": ("killing", "κ₁", 0.2, 3.0),
    "net_expansion": ("net expansion on contact", "κ₂", -0.8, 2.0),
    "effector_death_rate": ("effector death", "θ", 0.0, 0.3),
    "tumour_start": ("tumour at the start", "X₀", 0.05, 0.95),
    "effector_start": ("CAR-T cells at the start", "Y₀", 0.2, 3.0),
}
# Fitted lines span decades, so their sliders run from a fifth to five times the fitted value.
_SPAN = 5.0
_FITTED_LEAST = {"effector_death_rate": 0.2, "net_expansion": 0.2}


def _parameters(prefix, fitted=False):
    """Return {name: Parameter} from registry entries *prefix*-name."""
    found = {}
    for name, (label, symbol, low, high) in _TABLE.items():
        key = f"{prefix}-{name.replace('_', '-')}"
        if fitted:
            value = evidence.number(key).value
            low, high = value / _SPAN, max(value * _SPAN, _FITTED_LEAST.get(name, 0.0))
            low = 0.0 if name == "effector_death_rate" else (-high if name == "net_expansion" else low)
        found[name] = from_evidence(key, label=label, symbol=symbol, low=low, high=high)
    return found


def _line(dose):
    return Scenario(
        f"PBT030, {dose} CAR-T cells",
        f"Glioblastoma cells from a patient, {dose} CAR-T cells against IL13Rα2 added; the authors' fit.",
        _parameters(f"brummer2022-pbt030-{dose}", fitted=True),
        evidence.number("brummer2022-end").value,
        "hour",
    )


model = Model(
    name="carrgo",
    title="CARRGO: killing against exhaustion",
    citation="sahoo2020",
    time_label="Time",
    time_unit="1/growth rate",
    until=60.0,
    states=(
        State("tumour", "cancer cells", "X", "of capacity", log=True, extinct_below=1e-100),  # no cell, but a number
        State("effector", "CAR-T cells", "Y", "times the kill threshold", atol=1e-12),
    ),
    parameters=_parameters("sahoo2020-relapse"),
    equations=equations,
    initial=initial,
    scenarios={
        "exhaustion": Scenario("Exhaustion wins", "Each meeting costs CAR-T cells."),
        "proliferation": Scenario("Proliferation wins", "Each meeting feeds CAR-T cells.", _parameters("sahoo2020-success")),
        "stalemate": Scenario("Stalemate", "CAR-T cells feed on the tumour and die without it.", _parameters("sahoo2020-coexistence")),
        "PBT030-2500": _line(2500),
        "PBT030-1250": _line(1250),
        "PBT030-500": _line(500),
    },
    panels=(
        Panel("Cancer cells", "of capacity", "linear", floor=0.0),
        Panel("CAR-T cells", "times the kill threshold", "linear", floor=0.0),
    ),
    series=(
        Series("tumour", "cancer cells", "of capacity", 0, lambda state, p: state.tumour / p.carrying_capacity),
        Series("effector", "CAR-T cells", "times the kill threshold", 1, lambda state, p: state.effector * p.kill_rate / p.growth_rate),
    ),
    readouts=(
        Readout("tumour_minimum", "Fewest cancer cells", "of capacity", "minimum", "tumour", show=False),
        Readout("tumour_minimum_time", "Time of fewest cancer cells", "", "minimum_time", "tumour"),
        Readout("tumour_at_end", "Cancer cells at the end", "", "final", "tumour", show=False),
        Readout("final_effector", "CAR-T cells at the end", "", "final", "effector", show=False),
        Readout("regression", "Deepest regression", "%", "formula", formula=lambda r, p: 100 * (1 - r.tumour_minimum / p.tumour_start)),
        Readout("end_of_start", "Cancer cells at the end, of the start", "%", "formula", formula=lambda r, p: 100 * r.tumour_at_end / p.tumour_start),
        Readout("effector_at_end", "CAR-T cells at the end, of the start", "%", "formula", formula=lambda r, p: 100 * r.final_effector / p.effector_start),
    ),
    cases=(
        Case(
            "The cancer cells never fall more than a twentieth below the start, and end at {end_of_start} % of it.",
            lambda r, p: r.regression < 5,
            "The cancer cells do not shrink",
        ),
        Case(
            "The cancer cells are wiped out, and {effector_at_end} % of the CAR-T cells are left.",
            lambda r, p: r.end_of_start < 0.5,
            "The cancer cells are wiped out",
        ),
        Case(
            "The cancer cells shrink by {regression} % by time {tumour_minimum_time} and then grow back.",
            lambda r, p: 100 - r.end_of_start < 0.5 * r.regression,
            "The cancer cells shrink, then grow back",
        ),
        Case(
            "The cancer cells shrink by up to {regression} % and have not grown back by the end: {end_of_start} % of the start is left.",
            outcome="The cancer cells shrink and do not grow back",
        ),
    ),
    references=(Reference("kill threshold", 1, 1.0),),
    controls=("net_expansion", "effector_start", "tumour_start", "effector_death_rate"),
    assumptions=(
        "Cells are well mixed, as on the floor of a culture dish.",
        "One number, the net expansion, adds up proliferation and exhaustion at every meeting.",
        "Every cancer cell carries the target, and every CAR-T cell kills at the same rate.",
    ),
    left_out=(
        "Exhaustion as a state: cells do not remember how long they have met antigen.",
        "Vessels, walls, suppressor cells and supply from the blood: the data are a dish.",
        "The fitted rates are not unique: several sets describe one curve equally well.",
    ),
)

simulate = model.simulate
explore = model.explore


def boundary(tumour, net_expansion):
    """
    Return the CAR-T cells that just cure a scaled tumour when they exhaust (effector_death_rate 0).

    Exact: the separatrix x = 1 - y / (1 - β) + β / (1 - β) y^(1/β), with β = -net_expansion, solved for y above 1.

    Args:
        tumour (float): cancer cells at the start, of capacity, between 0 and 1.
        net_expansion (float): between -1 and 0.

    Raises:
        ParameterError: a value outside its range.
    """
    if not 0 < tumour < 1:
        raise ParameterError(f"tumour must lie between 0 and 1 (of capacity), but was {tumour}. Choose, say, 0.5.")
    if not -1 < net_expansion < 0:
        raise ParameterError(f"net_expansion must lie between -1 and 0 for this boundary, but was {net_expansion}. Choose, say, -0.2.")
    beta = -net_expansion
    return brentq(lambda y: 1 - y / (1 - beta) + beta / (1 - beta) * y ** (1 / beta) - tumour, 1.0, 3.0, xtol=1e-14)


def orbit(effector, tumour_start, effector_start, net_expansion):
    """Return the scaled cancer cells at which an orbit passes *effector* CAR-T cells (effector_death_rate 0); exact."""
    b = net_expansion
    constant = (tumour_start - 1 + effector_start / (1 + b)) * effector_start ** (1 / b)
    return 1 - effector / (1 + b) + constant * effector ** (-1 / b)


def survivors(tumour_start, effector_start, net_expansion):
    """Return the scaled CAR-T cells left when proliferation wins and the last cancer cell is gone; exact."""
    return brentq(lambda y: orbit(y, tumour_start, effector_start, net_expansion), max(1.0, effector_start), 50.0, xtol=1e-14)
