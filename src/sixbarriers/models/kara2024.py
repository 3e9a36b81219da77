"""
Kara 2024: a solid tumour in which only some cells carry the target, CAR-T cells, and bystander immune cells.

Equations (1) to (4) of the chapter, then the killing rates that they name; volumes in mm³ of tissue, time in days::

    positive'  = positive_growth P (1 - (P + N) / capacity) - D_C P - D_P P                                       (1)
    negative'  = negative_growth N (1 - (P + N) / capacity) - D_N N                                               (2)
    car_t'     = car_t_recruitment ln(immune_capacity / (B + C)) R(D_C) C - car_t_decay C - car_t_loss P C         (3)
    bystander' = inflow + bystander_recruitment ln(immune_capacity / (B + C)) R(D_P) C - bystander_decay B
                 - min(bystander_loss (P + N), 10 B)                                                              (4)

    D_C = car_t_killing C^l / (s P^l + C^l), D_P and D_N alike with bystander_killing, B and P or N;  R(D) = D² / (k + D²)

A tumour cell counts as positive if it carries at least one of the CAR's targets. With one target their share is that of
the first antigen; with two it is that of the union, which the course adds. The minimum in (4) is the course's too: the
authors' loss goes on when no bystander is left, and takes B below zero. It acts only where that would happen.
"""

from .. import evidence
from ..functions import both, log, maximum, minimum
from ..model import Case, Definition, Dose, Model, Panel, Readout, Reference, Scenario, Series, State
from ..parameter import from_evidence

__all__ = ["PARTIAL", "RESPONSE", "WITHOUT_BYSTANDERS", "coverage", "explore", "model", "simulate"]

START = evidence.number("kara2024-start").value
RESPONSE = evidence.number("kara2024-response-limit").value
PARTIAL = evidence.number("kara2024-partial-limit").value
LARGE = evidence.number("kara2024-large").value
FASTEST_LOSS = evidence.number("kara2024-fastest-loss").value
GONE = 1e-9  # mm³, a thousandth of a cell: only a tumour of which the CAR misses nothing starts below it


def killing(ceiling, immune, tumour, p):
    """Return the killing rate of *immune* on *tumour* volume: a switch that depends on their ratio, in 1/day."""
    return ceiling * immune**p.steepness / (p.half_ratio * tumour**p.steepness + immune**p.steepness)


def recruited(kills, p):
    """Return how far the killing rate *kills* calls further cells in, from 0 to 1."""
    return kills**2 / (p.recruitment_trigger + kills**2)


def equations(state, p):
    """Return the rates of change, equations (1) to (4), in mm³/day."""
    P, N, C, B = state.positive, state.negative, state.car_t, state.bystander
    return {
        "positive": p.positive_growth * P * (1 - (P + N) / p.capacity) - state.car_t_kills * P - state.kills_positive * P,
        "negative": p.negative_growth * N * (1 - (P + N) / p.capacity) - state.kills_negative * N,
        "car_t": p.car_t_recruitment * log(p.immune_capacity / (B + C)) * recruited(state.car_t_kills, p) * C
        - p.car_t_decay * C - p.car_t_loss * P * C,
        "bystander": p.inflow + p.bystander_recruitment * log(p.immune_capacity / (B + C)) * recruited(state.kills_positive, p) * C
        - p.bystander_decay * B - minimum(p.bystander_loss * (P + N), FASTEST_LOSS * B),
    }  # fmt: skip


def shared(p):
    """Return the share of tumour cells that carry both antigens, from as few as possible to as many as possible."""
    fewest = maximum(0, p.first_antigen + p.second_antigen - 1)
    return fewest + p.overlap * (minimum(p.first_antigen, p.second_antigen) - fewest)


def coverage(p):
    """Return the share of tumour cells that carry at least one of the two antigens."""
    return p.first_antigen + p.second_antigen - shared(p)


def initial(p):
    """Return the volumes on day three: the tumour split by coverage, no CAR-T cells, a trace of bystanders."""
    covered = coverage(p)
    return {"positive": covered * p.tumour_start, "negative": (1 - covered) * p.tumour_start, "bystander": p.bystander_start}


def schedule(p):
    """Return the two infusions, each of the whole dose."""
    return (Dose("car_t", p.first_day, p.dose), Dose("car_t", p.second_day, p.dose))


# (label, symbol, low, high). The authors drew their wider virtual cohort from a quarter to one and a half times each
# fitted rate; the sliders of those that they drew so span the same.
_CHOSEN = {
    "first_antigen": ("cells with the first antigen", "f_A", 0.1, 1.0),
    "second_antigen": ("cells with the second antigen", "f_B", 0.0, 1.0),
    "overlap": ("overlap of the two, from exclusive to nested", "o", 0.0, 1.0),
    "dose": ("CAR-T dose, given twice", "D", 0.0, 0.5),
    "bystander_killing": ("bystander killing", "d_B", 0.0, 0.5),
    "negative_growth": ("growth of antigen-negative cells", "r_2", 0.14, 0.28),
    "positive_growth": ("growth of antigen-positive cells", "r_1", 0.13, 0.24),
    "capacity": ("carrying capacity", "K_1", 1000.0, 9000.0),
    "tumour_start": ("tumour on day three", "T_0", 20.0, 200.0),
    "bystander_start": ("bystanders on day three", "B_0", 0.001, 1.0),
    "first_day": ("day of the first infusion", "t_1", 4.0, 10.0),
    "second_day": ("day of the second infusion", "t_2", 4.0, 14.0),
}
_DRAWN = {
    "steepness": ("steepness of killing", "l"),
    "car_t_killing": ("killing by CAR-T cells", "d_C"),
    "car_t_recruitment": ("CAR-T recruitment", "μ_C"),
    "half_ratio": ("half-point of killing", "s"),
    "car_t_decay": ("CAR-T decay", "γ_C"),
    "recruitment_trigger": ("trigger of recruitment", "k"),
    "car_t_loss": ("CAR-T loss on contact", "ω_C"),
    "immune_capacity": ("immune cells at which recruitment stops", "K_2"),
    "bystander_recruitment": ("bystander recruitment", "μ_B"),
    "inflow": ("bystander inflow", "b"),
    "bystander_decay": ("bystander decay", "γ_B"),
    "bystander_loss": ("bystander loss to the tumour", "ω_B"),
}
# The authors' variant without bystanders is these same equations with every rate of theirs at zero: B then rests at
# the trace that its logarithm holds in their code. Beyond the sliders, so the tests widen the ranges.
WITHOUT_BYSTANDERS = {
    "bystander_killing": 0.0, "bystander_recruitment": 0.0, "inflow": 0.0, "bystander_decay": 0.0, "bystander_loss": 0.0,
    "bystander_start": evidence.number("kara2024-inflow").value,
}  # fmt: skip


def _key(name):
    return f"kara2024-{name.replace('_', '-')}"


def _parameters(**given):
    """Return {name: Parameter} of the registry entries named in *given*, with the ranges that they have here."""
    return {
        name: from_evidence(key, label=_CHOSEN[name][0], symbol=_CHOSEN[name][1], low=_CHOSEN[name][2], high=_CHOSEN[name][3])
        for name, key in given.items()
    }


def _drawn(name):
    label, symbol = _DRAWN[name]
    value = evidence.number(_key(name)).value
    return from_evidence(_key(name), label=label, symbol=symbol, low=0.25 * value, high=1.5 * value)


_BASE = _parameters(**{name: _key(name) for name in _CHOSEN}) | {name: _drawn(name) for name in _DRAWN}
_ALONE = _parameters(bystander_killing="kara2024-no-bystander-killing")


def _percent(share):
    return lambda r, p: 100 * share(p)


model = Model(
    name="kara2024",
    title="A tumour that the CAR sees in part",
    citation="kara2024",
    time_unit="day",
    start=START,
    until=evidence.number("kara2024-end").value,
    states=(
        State("positive", "antigen-positive tumour", "P", "mm³", log=True, extinct_below=GONE),
        State("negative", "antigen-negative tumour", "N", "mm³", log=True, extinct_below=GONE),
        State("car_t", "CAR-T cells", "C", "mm³", log=True),
        State("bystander", "bystander immune cells", "B", "mm³", log=True),
    ),
    parameters=_BASE,
    equations=equations,
    definitions=(
        Definition("car_t_kills", "D_C", lambda state, p: killing(p.car_t_killing, state.car_t, state.positive, p)),
        Definition("kills_positive", "D_P", lambda state, p: killing(p.bystander_killing, state.bystander, state.positive, p)),
        Definition("kills_negative", "D_N", lambda state, p: killing(p.bystander_killing, state.bystander, state.negative, p)),
    ),
    initial=initial,
    schedule=schedule,
    scenarios={
        "car-t": Scenario("CAR-T cells alone", "Bystanders do not kill; what the CAR does not see is left alone.", _ALONE),
        "bystanders": Scenario("CAR-T cells and bystanders", "The killing calls other immune cells in, which need no CAR; fitted to mice that were given cyclophosphamide too."),
        "untreated": Scenario("Untreated", "No CAR-T cells, and bystanders do not kill.", _ALONE | _parameters(dose="kara2024-no-dose")),
    },
    panels=(
        Panel("Tumour", "mm³", "log", floor=0.01),
        Panel("Immune cells", "mm³", "log", floor=0.01),
    ),
    series=(
        Series("tumour", "whole tumour", "mm³", 0, lambda state, p: state.positive + state.negative),
        Series("positive", "antigen-positive", "mm³", 0, lambda state, p: state.positive),
        Series("negative", "antigen-negative", "mm³", 0, lambda state, p: state.negative),
        Series("car_t", "CAR-T cells", "mm³", 1, lambda state, p: state.car_t),
        Series("bystander", "bystanders", "mm³", 1, lambda state, p: state.bystander),
    ),
    references=(Reference("response", 0, RESPONSE), Reference("partial response", 0, PARTIAL)),
    readouts=(
        Readout("shared", "Cells with both antigens", "%", "formula", formula=_percent(shared)),
        Readout("coverage", "Cells that the CAR sees", "%", "formula", formula=_percent(coverage)),
        Readout("tumour_at_end", "Tumour at the end", "mm³", "final", "tumour"),
        Readout("negative_at_end", "Of it antigen-negative", "mm³", "final", "negative"),
        Readout("tumour_minimum", "Smallest tumour after the first dose", "mm³", "minimum", "tumour"),
        Readout("tumour_minimum_day", "Day of the smallest tumour", "", "minimum_time", "tumour"),
        Readout("large_day", f"Day on which it reaches {LARGE:g} mm³", "", "first_above", "tumour", level=LARGE),
        Readout("car_t_peak", "CAR-T cells at their peak", "mm³", "peak", "car_t"),
        Readout("positive_at_end", "Antigen-positive at the end", "mm³", "final", "positive", show=False),
    ),
    cases=(
        Case(
            "Untreated, the tumour grows to {tumour_at_end} mm³ by the end; {negative_at_end} mm³ of it carry no target.",
            lambda r, p: p.dose <= 0,
        ),
        Case(
            f"The tumour responds: {{tumour_at_end}} mm³ are left at the end, below the authors' limit of {RESPONSE:g} mm³.",
            lambda r, p: r.tumour_at_end < RESPONSE,
            "Hardly any tumour is left: a response",
        ),
        Case(
            f"The tumour responds in part: {{tumour_at_end}} mm³ are left at the end, between the authors' limits of {RESPONSE:g} and {PARTIAL:g} mm³.",
            lambda r, p: r.tumour_at_end < PARTIAL,
            "A small tumour is left: a partial response",
        ),
        Case(
            "It escapes: the CAR-T cells clear what they see, but {negative_at_end} mm³ of antigen-negative tumour stand at the end.",
            lambda r, p: both(r.negative_at_end > PARTIAL, r.positive_at_end < 0.2 * r.negative_at_end),
            "Antigen-negative cells grow back: escape",
        ),
        Case(
            "The CAR-T cells expand to {car_t_peak} mm³, yet {tumour_at_end} mm³ of tumour stand at the end, {positive_at_end} mm³ of it with the target.",
            lambda r, p: r.car_t_peak > 5 * p.dose,
            "The CAR-T cells expand, yet much tumour is left",
        ),
        Case(
            "The CAR-T cells do not take hold: the tumour grows to {tumour_at_end} mm³, {positive_at_end} mm³ of it with the target.",
            outcome="The CAR-T cells are too few and do not take hold",
        ),
    ),
    controls=("first_antigen", "second_antigen", "overlap", "dose", "bystander_killing", "negative_growth"),
    assumptions=(
        "A cell either carries a target or not; any target will do, and both are killed through equally well.",
        "Killing depends on the ratio of immune cells to tumour, so a response is a switch.",
        "Bystanders kill every tumour cell, and are called in by what they kill among the antigen-positive ones.",
        "Mouse tumours of known mixture; the limits of response are the authors'.",
        "Ours: two antigens, their overlap, and a floor under the loss of bystanders.",
    ),
    left_out=(
        "New loss: no cell loses its antigen or changes its density during the run.",
        "Density: a cell with few antigen molecules counts as fully positive.",
        "Space, vessels, exhaustion and toxicity. Volumes of immune cells are not literal: they exceed the tumour many times.",
        "No mouse was measured as late as day thirty: what stands there is a forecast.",
        "The drug that the mice with bystanders were given too: its effect is counted as the bystanders'.",
    ),
)

simulate = model.simulate
explore = model.explore
