"""
Hardiansyah and Ng 2019: CAR-T cells meet target cells in the blood, multiply, and set cytokines free.

Equations (1) to (8) of the chapter, then what they name; cells in 10⁹, cytokines in pg/mL, time in days::

    target'          = (target_growth - target_death) B - kill_rate C_E B                                        (1)
    effector'        = expansion_rate C_E B - effector_loss C_E - to_tissue C_E + from_tissue T_E
                       - memory_formation C_E (1 - f_B) + memory_activation C_M f_B                              (2)
    effector_tissue' = to_tissue C_E - from_tissue T_E                                                           (3)
    memory'          = (memory_growth - memory_death) C_M - to_tissue C_M + from_tissue T_M
                       + memory_formation C_E (1 - f_B) - memory_activation C_M f_B                              (4)
    memory_tissue'   = to_tissue C_M - from_tissue T_M                                                           (5)
    il6'             = il6_loss (il6_baseline - IL-6) + il6_release B C_E                                        (6)
    il10'            = il10_loss (il10_baseline - IL-10) + il10_release B C_E                                    (7)
    ifn'             = ifn_loss (ifn_baseline - IFN-γ) + ifn_release B C_E F_I                                   (8)

    f_B = B / (B + switch_half);  F_I = brake_floor + (1 - brake_floor) brake_half / (IL-10 + brake_half)

Four slips of the supplement had to be put right. (a) The gain of memory is printed with memory cells in place of
effectors, so that none would ever arise. (b) switch_half is printed as 100,000 cells/mL; the figure is met only by
100,000 of the model's own billion cells, and the switch f_B then stays at nought. (c) The units of memory_formation and
brake_half are misprinted. (d) The cytokine baselines stand in no table; they were read off a figure.
"""

from .. import evidence
from ..functions import choose, sqrt
from ..model import Case, Definition, Dose, Model, Panel, Readout, Reference, Scenario, Series, State
from ..parameter import choice, from_evidence

__all__ = ["DEFINITIONS", "STATES", "equations", "explore", "initial", "model", "patient", "schedule", "simulate"]

INFUSIONS = ("over three days", "all at once")
SHARES = {0: evidence.number("hardiansyah2019-first-share").value, 1: evidence.number("hardiansyah2019-second-share").value, 2: evidence.number("hardiansyah2019-third-share").value}


def equations(state, p):
    """Return the rates of change, equations (1) to (8), in billion cells or pg/mL a day."""
    B, CE, TE, CM, TM = state.target, state.effector, state.effector_tissue, state.memory, state.memory_tissue
    formed = p.memory_formation * CE * (1 - state.antigen_switch)
    woken = p.memory_activation * CM * state.antigen_switch
    return {
        "target": (p.target_growth - p.target_death) * B - p.kill_rate * CE * B,
        "effector": p.expansion_rate * CE * B - p.effector_loss * CE - p.to_tissue * CE + p.from_tissue * TE - formed + woken,
        "effector_tissue": p.to_tissue * CE - p.from_tissue * TE,
        "memory": (p.memory_growth - p.memory_death) * CM - p.to_tissue * CM + p.from_tissue * TM + formed - woken,
        "memory_tissue": p.to_tissue * CM - p.from_tissue * TM,
        "il6": p.il6_loss * (p.il6_baseline - state.il6) + p.il6_release * B * CE,
        "il10": p.il10_loss * (p.il10_baseline - state.il10) + p.il10_release * B * CE,
        "ifn": p.ifn_loss * (p.ifn_baseline - state.ifn) + p.ifn_release * B * CE * state.brake,
    }


def initial(p):
    """Return the start: target cells, cytokines at their baseline, no CAR-T cells."""
    return {"target": p.burden, "il6": p.il6_baseline, "il10": p.il10_baseline, "ifn": p.ifn_baseline}


def schedule(p):
    """Return the infusions: a tenth, three tenths and the rest on days 0, 1 and 2, or everything on day 0."""
    at_once = dict(zip(SHARES, (1.0, 0.0, 0.0), strict=True))
    return tuple(
        Dose("effector", float(day), p.dose * choose(p.infusions, dict(zip(INFUSIONS, (share, at_once[day]), strict=True))))
        for day, share in SHARES.items()
    )  # fmt: skip


def threshold(r, p):
    """Return the burden above which CAR-T cells multiply faster than they are lost, in billion cells."""
    return (p.effector_loss + p.memory_formation) / p.expansion_rate


def growth(r, p):
    """Return the rate at which CAR-T cells in blood and tissue first grow together, in 1/day; below the threshold it is negative."""
    alone = p.expansion_rate * p.burden - p.effector_loss - p.memory_formation
    into, back = p.to_tissue, p.from_tissue
    return (alone - into - back + sqrt((alone - into + back) ** 2 + 4 * into * back)) / 2


# (label, symbol, low, high as multiples of the published value).
_SHARED = {
    "target_growth": ("growth of target cells", "r_B", 0.5, 1.5),
    "target_death": ("natural death of target cells", "d_B", 0.5, 1.5),
    "memory_growth": ("growth of memory cells", "r_M", 0.5, 1.5),
    "memory_death": ("death of memory cells", "d_M", 0.5, 1.5),
    "memory_activation": ("memory cells woken by antigen", "a_M", 0.5, 1.5),
    "to_tissue": ("CAR-T cells from blood to tissue", "k_{in}", 0.5, 1.5),
    "from_tissue": ("CAR-T cells from tissue to blood", "k_{out}", 0.5, 1.5),
    "switch_half": ("half-point of the antigen switch", "h", 1e-9, 10.0),
    "il6_loss": ("loss of IL-6", "d_6", 0.5, 1.5),
    "il10_loss": ("loss of IL-10", "d_{10}", 0.5, 1.5),
    "ifn_loss": ("loss of IFN-γ", "d_I", 0.5, 1.5),
    "il10_brake_floor": ("IFN-γ release left under IL-10", "a_G", 0.2 / 0.59, 1 / 0.59),
    "il10_brake_half": ("half-point of the IL-10 brake", "b_G", 0.5, 1.5),
}
_FITTED = {
    "kill_rate": ("killing by CAR-T cells", "k_{BC}", 0.25, 4.0),
    "expansion_rate": ("expansion on meeting antigen", "r_E", 0.75, 1.25),
    "effector_loss": ("loss of effector CAR-T cells", "d_E", 0.75, 1.25),
    "memory_formation": ("memory formation", "a_E", 0.25, 4.0),
    "il6_release": ("IL-6 set free", "P_6", 0.5, 1.5),
    "il10_release": ("IL-10 set free", "P_{10}", 0.5, 1.5),
    "ifn_release": ("IFN-γ set free", "P_I", 0.5, 1.5),
    "il6_baseline": ("IL-6 at baseline", "b_6", 0.5, 1.5),
    "il10_baseline": ("IL-10 at baseline", "b_{10}", 0.5, 1.5),
    "ifn_baseline": ("IFN-γ at baseline", "b_I", 0.5, 1.5),
}
_LOGARITHMIC = ("burden", "dose", "kill_rate", "memory_formation", "switch_half")
# Above one and a half times its burden UPN1's first bolus alone would set tens of thousands of pg/mL free.
_HIGHEST = {"upn1": 1.5, "upn3": 4.0}


def _parameter(key, name, label, symbol, low, high):
    value = evidence.number(key).value
    return from_evidence(key, label=label, symbol=symbol, low=low * value, high=high * value, scale="log" if name in _LOGARITHMIC else "linear")


def patient(who):
    """Return {name: Parameter} of the patient *who*, "upn1" or "upn3": what was fitted to him, then what both share."""
    own = {
        "burden": ("target cells before treatment", "B_0", 0.25, _HIGHEST[who]),
        "dose": ("CAR-T dose", "D", 0.1, 10.0),
        **_FITTED,
    }
    infusions = choice(INFUSIONS, INFUSIONS[0], label="the dose is given", symbol="s", source="hardiansyah2019", kind="published-model")
    found = {name: _parameter(f"hardiansyah2019-{who}-{name.replace('_', '-')}", name, *own[name]) for name in own}
    shared = {name: _parameter(f"hardiansyah2019-{name.replace('_', '-')}", name, *_SHARED[name]) for name in _SHARED}
    return {**found, "infusions": infusions, **shared}


STATES = (
    State("target", "target cells", "B", "billion cells", atol=1e-14),
    State("effector", "effector CAR-T cells in blood", "C_E", "billion cells", atol=1e-14),
    State("effector_tissue", "effector CAR-T cells in tissue", "T_E", "billion cells", atol=1e-14),
    State("memory", "memory CAR-T cells in blood", "C_M", "billion cells", atol=1e-14),
    State("memory_tissue", "memory CAR-T cells in tissue", "T_M", "billion cells", atol=1e-14),
    State("il6", "IL-6", "I_6", "pg/mL"),
    State("il10", "IL-10", "I_{10}", "pg/mL"),
    State("ifn", "IFN-γ", "I_γ", "pg/mL"),
)
DEFINITIONS = (
    Definition("antigen_switch", "f_B", lambda state, p: state.target / (state.target + p.switch_half)),
    Definition("brake", "F_I", lambda state, p: p.il10_brake_floor + (1 - p.il10_brake_floor) * p.il10_brake_half / (state.il10 + p.il10_brake_half)),
)

model = Model(
    name="hardiansyah2019",
    title="What drives the cytokine storm: burden or dose?",
    citation="hardiansyah2019",
    time_unit="day",
    until=evidence.number("hardiansyah2019-upn1-end").value,
    states=STATES,
    parameters=patient("upn1"),
    equations=equations,
    definitions=DEFINITIONS,
    initial=initial,
    schedule=schedule,
    scenarios={
        "UPN1": Scenario("Patient UPN1", "Chronic lymphocytic leukaemia, many target cells, a large dose: a storm within days."),
        "UPN3": Scenario("Patient UPN3", "The same disease with fewer target cells and a dose many times smaller: a mild course, and late.", patient("upn3"), evidence.number("hardiansyah2019-upn3-end").value),
    },
    panels=(
        Panel("Cells in blood", "billion cells", "log", floor=1e-4),
        Panel("Cytokines in blood", "pg/mL", "log", floor=0.1),
    ),
    series=(
        Series("target", "target cells", "billion cells", 0, lambda state, p: state.target),
        Series("car_t", "CAR-T cells", "billion cells", 0, lambda state, p: state.effector + state.memory),
        Series("memory", "of them memory", "billion cells", 0, lambda state, p: state.memory),
        Series("il6", "IL-6", "pg/mL", 1, lambda state, p: state.il6),
        Series("il10", "IL-10", "pg/mL", 1, lambda state, p: state.il10),
        Series("ifn", "IFN-γ", "pg/mL", 1, lambda state, p: state.ifn),
    ),
    references=(Reference("needed to expand", 0, "threshold"),),
    readouts=(
        Readout("threshold", "Target cells needed for CAR-T cells to expand", "billion cells", "formula", formula=threshold),
        Readout("growth", "CAR-T growth at the start", "1/day", "formula", formula=growth),
        Readout("car_t_peak", "CAR-T cells in blood at their peak", "billion cells", "peak", "car_t"),
        Readout("car_t_peak_day", "Day of that peak", "", "peak_time", "car_t"),
        Readout("il6_peak", "IL-6 at its peak", "pg/mL", "peak", "il6"),
        Readout("il6_peak_day", "Day of the IL-6 peak", "", "peak_time", "il6"),
        Readout("il6_fold", "IL-6 peak as a multiple of its baseline", "", "formula", formula=lambda r, p: r.il6_peak / p.il6_baseline),
        Readout("il10_peak", "IL-10 at its peak", "pg/mL", "peak", "il10"),
        Readout("ifn_peak", "IFN-γ at its peak", "pg/mL", "peak", "ifn"),
        Readout("memory_peak", "Memory CAR-T cells in blood at their peak", "billion cells", "peak", "memory", show=False),
        Readout("target_at_end", "Target cells left at the end", "billion cells", "final", "target"),
    ),
    cases=(
        Case(
            "There are fewer target cells than the {threshold} billion that CAR-T cells need to expand, so IL-6 peaks at only {il6_peak} pg/mL, {il6_fold} times its baseline.",
            lambda r, p: p.burden <= r.threshold,
            "The CAR-T cells do not expand, and IL-6 rises little",
        ),
        Case(
            "The CAR-T cells expand to {car_t_peak} billion in blood, and IL-6 peaks on day {il6_peak_day} at {il6_peak} pg/mL, {il6_fold} times its baseline: a storm.",
            lambda r, p: r.il6_fold >= 1000,
            "IL-6 rises more than a thousandfold",
        ),
        Case(
            "The CAR-T cells expand to {car_t_peak} billion in blood, and IL-6 peaks on day {il6_peak_day} at {il6_peak} pg/mL, {il6_fold} times its baseline.",
            lambda r, p: r.il6_fold >= 100,
            "IL-6 rises more than a hundredfold",
        ),
        Case(
            "The CAR-T cells expand to {car_t_peak} billion in blood, yet IL-6 peaks on day {il6_peak_day} at only {il6_peak} pg/mL, {il6_fold} times its baseline.",
            outcome="IL-6 rises less than a hundredfold",
        ),
    ),
    controls=("burden", "dose", "infusions", "expansion_rate", "kill_rate"),
    assumptions=(
        "Each meeting of a CAR-T cell and a target cell in the blood makes CAR-T cells multiply and sets cytokines free.",
        "Fitted to two patients with leukaemia, some rates known no better than to two fifths: a sketch of two courses, not a forecast for a third.",
        "Four slips of the paper's supplement are put right: memory arises from effectors; the half-point of the switch is in the model's own unit; two unit labels; baselines read off a figure.",
        "With that half-point the antigen switch is never thrown, so memory cells are not woken again.",
    ),
    left_out=(
        "Where the IL-6 comes from: macrophages make most of it, here one rate stands for them, and there is no IL-1 and no adrenaline.",
        "Grades: a cytokine level is not a grade of cytokine release syndrome, which is read off the patient.",
        "Feedback: cytokines act on nothing here but IL-10 on IFN-γ. No fever, no nerves, no drug.",
        "Solid tumours: the target cells swim in the blood, where every CAR-T cell can meet them.",
        "Above these sliders the model's first infusion alone would set implausible amounts free, so they end there.",
    ),
)

simulate = model.simulate
explore = model.explore
