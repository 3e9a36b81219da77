"""
Dwivedi 2014: what an antibody against IL-6 or its receptor does to IL-6, to its signal and to CRP.

Concentrations in nmol/L, rates per hour, the run in days; S serum, L liver, G gut, P periphery. With ex(x) for what
passes from serum into a tissue, out_of_serum x_S - into_serum x_tissue, in serum::

    IL-6' = k_s - il6_loss IL-6 - r1 - ex_L - ex_G - i       receptor' = soluble_synthesis - soluble_loss R_s
    complex' = r1 - r3 - ex_L - ex_G                                     + shedding CRP - r1 - ex_L - ex_G - b
    buffered' = r3 - ex_L - ex_G                             sgp130' = sgp130_synthesis - sgp130_loss g - r3 - ex_L - ex_G
    CRP' = crp_synthesis - crp_loss CRP - ex_L

in the liver, and without u1, u2 and CRP in the gut::

    IL-6' = ex - r1 - u1 - i      receptor' = ex - r1 - b      complex' = ex + r1 - r3 - u3      buffered' = ex + r3
    sgp130' = ex - r3             membrane receptor' = receptor_synthesis - receptor_loss R - u1 - b_R
    receptor with IL-6' = u1 - u2 - docked_loss RI             gp130' = receptor_synthesis - receptor_loss gp - u2 - u3
    docked' = u2 + u3 - (activation + docked_loss) Q + v       active' = activation Q - active_loss A - v
    pSTAT3' = a                                                CRP' = crp_most pSTAT3 / (crp_half + pSTAT3) / 2 + ex

and of the antibody, with b and i what binds to receptor or to IL-6, and F and X what flows into a tissue::

    free' = -antibody_loss Ab - b - i - F_L - F_G - F_P        bound' = b + i - antibody_loss X - X_L - X_G

r1 is binding of IL-6 to soluble receptor, u1 to membrane receptor; u2 and u3 are docking of the two complexes at
membrane gp130, r3 at soluble gp130. STAT3 is conserved, so what is not active is the rest of ten: 35 of the 37
equations remain. The run starts in the steady state, solved here from the equations.
"""

import functools
from types import SimpleNamespace

import numpy
from scipy.integrate import solve_ivp
from scipy.optimize import root

from .. import evidence
from ..functions import both, choose, minimum, where
from ..model import Case, Dose, Model, Panel, Readout, Scenario, Series, State
from ..parameter import choice, from_evidence
from ._il6_receptor import DEFINITIONS, HOURS, PATIENTS, TARGETS, equations

__all__ = ["CRP_MG", "explore", "model", "simulate", "steady"]

INTERVALS = ("once", "every four weeks", "every two weeks", "every week")
WEEK = 7
END = evidence.number("dwivedi2014-end").value
CRP_MG = evidence.number("dwivedi2014-crp-mass").value / 1000  # mg/L for each nmol/L

# (label, symbol): what the tissues do. Moved from its published value it acts from day 0 on a body in its old balance.
_BODY = {
    "il6_synthesis": ("IL-6 made into serum", "k_6"),
    "healthy_il6_synthesis": ("IL-6 made into serum, healthy", "k_{6H}"),
    "il6_loss": ("loss of IL-6 from serum", "d_6"),
    "gut_il6_synthesis": ("IL-6 made in the gut", "k_{6G}"),
    "healthy_gut_il6_synthesis": ("IL-6 made in the gut, healthy", "k_{6GH}"),
    "gut_il6_loss": ("loss of IL-6 in the gut", "d_{6G}"),
    "soluble_synthesis": ("making of soluble receptor", "k_R"),
    "soluble_loss": ("loss of soluble receptor", "d_R"),
    "shedding": ("receptor shed for each CRP", "h"),
    "sgp130_synthesis": ("making of soluble gp130", "k_g"),
    "sgp130_loss": ("loss of soluble gp130", "d_g"),
    "membrane_on": ("IL-6 binding its receptor", "k_1"),
    "membrane_off": ("IL-6 leaving its receptor", "k_{-1}"),
    "gp130_on": ("binding to gp130", "k_2"),
    "gp130_off": ("leaving gp130", "k_{-2}"),
    "receptor_synthesis": ("making of membrane receptor", "k_m"),
    "receptor_loss": ("loss of membrane receptor", "d_m"),
    "activation": ("activation of the receptor", "k_A"),
    "docked_loss": ("receptor complex taken in", "d_Q"),
    "active_loss": ("active receptor taken in", "d_A"),
    "switch_off": ("switching off, at most", "V_R"),
    "switch_off_half": ("half-point of switching off", "K_R"),
    "stat3": ("STAT3 in a tissue", "S_T"),
    "phosphorylation": ("activation of STAT3", "k_S"),
    "phosphorylation_half": ("half-point of activation", "K_S"),
    "dephosphorylation": ("deactivation of STAT3, at most", "V_S"),
    "dephosphorylation_half": ("half-point of deactivation", "K_D"),
    "crp_synthesis": ("CRP made without IL-6", "k_C"),
    "crp_most": ("CRP made under IL-6, at most", "V_C"),
    "crp_half": ("half-point of making CRP", "K_C"),
    "crp_loss": ("loss of CRP", "d_C"),
    "out_of_serum": ("from serum into a tissue", "k_o"),
    "into_serum": ("from a tissue into serum", "k_i"),
    "antibody_on": ("antibody binding its target", "k_b"),
    "antibody_loss": ("loss of antibody", "d_b"),
    "liver_flow": ("antibody into the liver", "Q_L"),
    "gut_flow": ("antibody into the gut", "Q_G"),
    "periphery_flow": ("antibody into the periphery", "Q_P"),
    "serum_volume": ("volume of serum", "V_0"),
    "liver_volume": ("volume of the liver", "V_L"),
    "gut_volume": ("volume of the gut", "V_G"),
    "periphery_volume": ("volume of the periphery", "V_P"),
    "per_milligram": ("antibody for each mg", "c"),
}
_STATES = {
    "il6": ("IL-6", "I"), "receptor": ("soluble receptor", "R"), "complex": ("IL-6 on soluble receptor", "C"),
    "complex_gp130": ("the same on soluble gp130", "B"), "gp130": ("soluble gp130", "g"), "crp": ("CRP", "P"),
    "antibody": ("free antibody", "Y"), "bound": ("bound antibody", "X"),
    "membrane_receptor": ("membrane receptor", "M"), "membrane_complex": ("IL-6 on membrane receptor", "N"), "membrane_gp130": ("membrane gp130", "G"),
    "docked": ("docked complex", "Q"), "active": ("active receptor", "A"), "pstat3": ("active STAT3", "S"), "bound_membrane": ("antibody on membrane receptor", "Z"),
}  # fmt: skip
_SERUM = ("il6", "receptor", "complex", "complex_gp130", "gp130", "crp", "antibody", "bound")
_LIVER = (*_SERUM[:5], "crp", "membrane_receptor", "membrane_complex", "membrane_gp130", "docked", "active", "pstat3", "antibody", "bound", "bound_membrane")
_GUT = (*_SERUM[:5], "membrane_gp130", "docked", "active", "pstat3", "antibody", "bound")
_ONLY_LIVER = ("membrane_receptor", "membrane_complex", "bound_membrane")


def _state(name, place, letter):
    label, symbol = _STATES[name]
    where = {"": "serum", "_liver": "liver", "_gut": "gut", "_periphery": "periphery"}[place]
    return State(name + ("" if name in _ONLY_LIVER else place), f"{label}, {where}", f"{symbol}_{letter}", "nmol/L", atol=1e-12)


STATES = (
    *(_state(name, "", "S") for name in _SERUM), *(_state(name, "_liver", "L") for name in _LIVER),
    *(_state(name, "_gut", "G") for name in _GUT), _state("antibody", "_periphery", "P"),
)  # fmt: skip


def _body(name):
    label, symbol = _BODY[name]
    value = evidence.number(f"dwivedi2014-{name.replace('_', '-')}").value
    return from_evidence(f"dwivedi2014-{name.replace('_', '-')}", label=label, symbol=symbol, low=0.8 * value, high=1.25 * value)


def _given(target, dose="dwivedi2014-dose", affinity="dwivedi2014-affinity"):
    """Return {name: Parameter} of what is given: against *target*, so much of it, so tight."""
    from_paper = {"source": "dwivedi2014", "kind": "published-model"}
    return {
        "target": choice(TARGETS, target, label="the antibody is against", symbol="τ", **from_paper),
        "dose": from_evidence(dose, label="dose", symbol="D", low=0.0, high=600.0),
        "interval": choice(INTERVALS, INTERVALS[1], label="given", symbol="s", **from_paper),
        "affinity": from_evidence(affinity, label="dissociation constant", symbol="K", low=0.0025, high=1.0, scale="log"),
        "patient": choice(PATIENTS, PATIENTS[0], label="the patient has", symbol="p", **from_paper),
    }


_BASE = _given(TARGETS[0]) | {name: _body(name) for name in _BODY}


@functools.cache
def steady(patient):
    """Return {state: nmol/L} of the steady state without antibody of a *patient*, found by a long run and Newton's method."""
    p = SimpleNamespace(**{name: one.value for name, one in _BASE.items()} | {"patient": PATIENTS.index(patient)})
    names = [one.name for one in STATES]
    moving = [name for name in names if not name.startswith(("antibody", "bound"))]
    rest = dict.fromkeys(names, 0.0)

    def rates(_, y):
        state = SimpleNamespace(**rest, **{}) if y is None else SimpleNamespace(**{**rest, **dict(zip(moving, y, strict=True))})
        for one in DEFINITIONS:
            setattr(state, one.name, one.value(state, p))
        found = equations(state, p)
        return numpy.array([found[name] for name in moving])

    near = solve_ivp(rates, (0, 1000), numpy.full(len(moving), 0.1), "BDF", rtol=1e-6, atol=1e-9).y[:, -1]
    exact = root(lambda y: rates(0, y), near, tol=1e-14).x
    return {**rest, **{name: float(value) for name, value in zip(moving, exact, strict=True)}}


def _starts(name):
    """Return what *name* starts from for each patient."""
    return {patient: steady(patient)[name] for patient in PATIENTS}


def initial(p):
    """Return the steady state of the patient."""
    return {state.name: choose(p.patient, _starts(state.name)) for state in STATES if _starts(state.name)[PATIENTS[0]] != 0}


def schedule(p):
    """Return the injections into serum; those that the interval does not reach fall on the end, where they do nothing."""
    apart = choose(p.interval, dict(zip(INTERVALS, (END, 4.0 * WEEK, 2.0 * WEEK, 1.0 * WEEK), strict=True)))
    return tuple(Dose("antibody", minimum(float(END), k * apart) if k else 0.0, p.per_milligram * p.dose) for k in range(int(END / WEEK)))


def _fold(*names):
    """Return the function for the sum of states as a multiple of its start."""

    def found(state, p):
        before = choose(p.patient, {patient: sum(steady(patient)[name] for name in names) for patient in PATIENTS})
        return sum(getattr(state, name) for name in names) / before

    return found


def _percent(name):
    share = _fold(name)
    return lambda state, p: 100 * share(state, p)


def _occupied(state, p):
    """Return the membrane receptors of the liver that antibody holds, in per cent."""
    return 100 * state.bound_membrane / (state.bound_membrane + state.membrane_receptor + state.membrane_complex)


model = Model(
    name="dwivedi2014",
    title="Blocking IL-6 or its receptor",
    citation="dwivedi2014",
    time_unit="day",
    until=END,
    states=STATES,
    parameters=_BASE,
    equations=equations,
    definitions=DEFINITIONS,
    initial=initial,
    schedule=schedule,
    scenarios={
        "tocilizumab": Scenario("Tocilizumab", "An antibody against the IL-6 receptor, as it was given in a trial in Crohn's disease."),
        "tight-receptor": Scenario("A tighter antibody against the receptor", "It holds on four hundred times longer.", _given(TARGETS[0], "dwivedi2014-tight-dose", "dwivedi2014-tight-affinity")),
        "tight-il6": Scenario("A tight antibody against IL-6", "The same dose, against the messenger itself.", _given(TARGETS[1], "dwivedi2014-tight-dose", "dwivedi2014-tight-affinity")),
    },
    panels=(
        Panel("Level, times its start", "×", "log", floor=0.01),
        Panel("Signal, of its start", "%", "linear", floor=0.0, ceiling=100.0),
        Panel("Free antibody in serum", "nmol/L", "log", floor=0.01),
    ),
    series=(
        Series("serum_il6", "IL-6 in serum", "×", 0, _fold("il6")),
        Series("gut_il6", "IL-6 in the gut", "×", 0, _fold("il6_gut")),
        Series("soluble_receptor", "soluble receptor", "×", 0, lambda state, p: _fold("receptor", "complex", "complex_gp130")(state, p) + choose(p.target, dict(zip(TARGETS, (1.0, 0.0), strict=True))) * state.bound / choose(p.patient, {one: sum(steady(one)[name] for name in ("receptor", "complex", "complex_gp130")) for one in PATIENTS})),
        Series("liver_signal", "pSTAT3, liver", "%", 1, _percent("pstat3_liver")),
        Series("gut_signal", "pSTAT3, gut", "%", 1, _percent("pstat3_gut")),
        Series("crp_share", "CRP", "%", 1, _percent("crp")),
        Series("occupied", "receptors blocked", "%", 1, _occupied),
        Series("free", "free antibody", "nmol/L", 2, lambda state, p: state.antibody),
    ),
    readouts=(
        Readout("il6_peak", "Serum IL-6 at its highest, times its start", "", "peak", "serum_il6"),
        Readout("il6_peak_day", "Day of the highest serum IL-6", "", "peak_time", "serum_il6", show=False),
        Readout("il6_low", "Serum IL-6 at its lowest, times its start", "", "minimum", "serum_il6"),
        Readout("gut_il6_peak", "Gut IL-6 at its highest, times its start", "", "peak", "gut_il6"),
        Readout("receptor_peak", "Soluble receptor at its highest, times its start", "", "peak", "soluble_receptor"),
        Readout("signal_low", "Liver pSTAT3 at its lowest, of its start", "%", "minimum", "liver_signal"),
        Readout("crp_low", "CRP at its lowest, of its start", "%", "minimum", "crp_share"),
        Readout("crp_low_day", "Day of the lowest CRP", "", "minimum_time", "crp_share"),
        Readout("crp_at_end", "CRP at the end, of its start", "%", "final", "crp_share"),
        Readout("suppression", "CRP suppression at the end", "%", "formula", formula=lambda r, p: where(p.dose > 0, 100 - r.crp_at_end, 0)),
    ),
    cases=(
        Case("Without antibody everything stays at its start.", lambda r, p: p.dose <= 0),
        Case(
            "Serum IL-6 rises to {il6_peak} times its start, because what blocks its receptor also keeps it from being taken up; yet the signal in the liver falls to {signal_low} % and CRP to {crp_low} %, and CRP stays down.",
            lambda r, p: both(r.il6_peak > 1.2, r.crp_at_end < 50),
            "IL-6 rises, and CRP falls and stays down",
        ),
        Case(
            "Serum IL-6 rises to {il6_peak} times its start while the signal in the liver falls to {signal_low} %; as the antibody wanes the signal returns, and CRP, {crp_low} % at its lowest, stands at {crp_at_end} % at the end.",
            lambda r, p: both(r.il6_peak > 1.2, r.crp_low < 95),
            "IL-6 rises, and CRP falls but comes back",
        ),
        Case(
            "The antibody holds IL-6 itself: serum IL-6 falls to {il6_low} times its start and CRP stands at {crp_at_end} % at the end.",
            lambda r, p: r.crp_low < 95,
            "IL-6 falls, and CRP with it",
        ),
        Case(
            "Too little antibody: CRP does not fall below {crp_low} % of its start.",
            outcome="CRP hardly falls",
        ),
    ),
    controls=("target", "dose", "interval", "affinity", "patient"),
    assumptions=(
        "Fitted to typical values of Crohn's disease and health, and tried against a trial of tocilizumab in Crohn's disease.",
        "IL-6 is removed with its receptor: what blocks the receptor also blocks that way out.",
        "Only the liver carries the membrane receptor; other tissues answer to IL-6 on the soluble one.",
        "The run starts from the balance without antibody. A rate moved from its published value acts from day 0 on.",
        "Two of the paper's equations follow from the others, because STAT3 is neither made nor lost; they are left out without loss.",
    ),
    left_out=(
        "The storm: IL-6 here is a hundred times lower than in severe cytokine release, and CRP cannot pass 5.8 mg/L. What the model shows is how the antibody works, not how a patient fares.",
        "CAR-T cells, macrophages, IL-1, steroids, nerves: none of them is here.",
        "The authors say themselves that CRP falls less in the model than in the trial.",
        "Some of its levels lie off the patients' it was fitted to: see published against ours.",
    ),
)  # fmt: skip

simulate = model.simulate
explore = model.explore
