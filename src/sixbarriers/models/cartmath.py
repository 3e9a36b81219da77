"""
CARTmath (Barros 2021): effector and memory CAR-T cells against a tumour that suppresses them.

Equations (1) to (3) of the chapter; time in days, cells in cells::

    effector' = proliferation_rate E - effector_loss_rate E + reactivation_rate T M - inhibition T E      (1)
    memory'   = memory_formation_rate E - reactivation_rate T M - memory_death_rate M                     (2)
    tumour'   = growth_rate T (1 - inverse_capacity T) - kill_rate E T                                    (3)

Fitted to blood-cancer xenografts in immunodeficient mice, so it carries the suppression half of the barrier only.
"""

from .. import evidence
from ..functions import sqrt
from ..model import Case, Dose, Model, Panel, Readout, Reference, Scenario, Series, State
from ..parameter import from_evidence

__all__ = ["DETECTION", "EXTINCT", "critical_inhibition", "equilibria", "explore", "model", "simulate"]

EXTINCT = evidence.number("barros2021-extinction-rule").value
DETECTION = evidence.number("barros2021-detection-limit").value


def equations(state, p):
    """Return the rates of change, equations (1) to (3), in cell/day."""
    E, M, T = state.effector, state.memory, state.tumour
    return {
        "effector": p.proliferation_rate * E - p.effector_loss_rate * E + p.reactivation_rate * T * M - p.inhibition * T * E,
        "memory": p.memory_formation_rate * E - p.reactivation_rate * T * M - p.memory_death_rate * M,
        "tumour": p.growth_rate * T * (1 - p.inverse_capacity * T) - p.kill_rate * E * T,
    }


def initial(p):
    """Return the cells on day 0: a tumour and no CAR-T cells."""
    return {"tumour": p.tumour_start}


def schedule(p):
    """Return the one infusion: all of the dose enters the effectors."""
    return (Dose("effector", p.dose_day, p.dose),)


def critical_burden(r, p):
    """Return the tumour above which effectors shrink, in cells, with memory in its quasi-steady state."""
    return (p.memory_formation_rate - (p.effector_loss_rate - p.proliferation_rate)) / p.inhibition


def exchange_rate(r, p):
    """Return how many CAR-T cells each killed tumour cell costs."""
    return p.inhibition / p.kill_rate


_LABELS = {
    "proliferation_rate": ("effector proliferation", "φ"),
    "effector_loss_rate": ("effector loss", "ρ"),
    "memory_formation_rate": ("memory formation", "ε"),
    "reactivation_rate": ("memory reactivation", "θ"),
    "inhibition": ("tumour's inhibition of effectors", "α"),
    "memory_death_rate": ("memory death", "μ"),
    "growth_rate": ("tumour growth", "r"),
    "inverse_capacity": ("inverse carrying capacity", "b"),
    "kill_rate": ("killing", "γ"),
    "tumour_start": ("tumour on day 0", "T₀"),
    "dose": ("CAR-T dose", "D"),
    "dose_day": ("day of infusion", "t_D"),
}


def _parameters(prefix, ranges):
    """Return {name: Parameter} from registry entries *prefix*-name, with (low, high, scale) from *ranges*."""
    return {
        name: from_evidence(
            f"{prefix}-{name.replace('_', '-')}", label=_LABELS[name][0], symbol=_LABELS[name][1], low=low, high=high, scale=scale
        )
        for name, (low, high, scale) in ranges.items()
    }


_HDLM2 = _parameters(
    "barros2021-hdlm2",
    {
        "proliferation_rate": (0.2, 0.33, "linear"),
        "effector_loss_rate": (0.3, 0.4, "linear"),
        "memory_formation_rate": (0.09, 0.3, "linear"),
        "reactivation_rate": (6e-7, 6e-5, "log"),
        "inhibition": (4.5e-9, 4.5e-7, "log"),
        "memory_death_rate": (1e-3, 2e-2, "log"),
        "growth_rate": (0.04, 0.08, "linear"),
        "inverse_capacity": (1e-13, 1e-11, "log"),
        "kill_rate": (1e-6, 1e-5, "log"),
        "tumour_start": (8e5, 1e7, "log"),
        "dose": (1e4, 5e6, "log"),
        "dose_day": (14, 70, "linear"),
    },
)
_RAJI = _parameters(
    "barros2021-raji",
    {
        "proliferation_rate": (0.6, 1.0, "linear"),
        "effector_loss_rate": (0.6, 1.0, "linear"),
        "memory_formation_rate": (0.8, 3.2, "linear"),
        "reactivation_rate": (2.3e-5, 2.3e-3, "log"),
        "inhibition": (1.25e-9, 1.25e-7, "log"),
        "memory_death_rate": (1e-7, 1e-5, "log"),
        "growth_rate": (0.4, 0.6, "linear"),
        "inverse_capacity": (0.0, 1e-10, "linear"),
        "kill_rate": (1e-8, 1e-7, "log"),
        "tumour_start": (1e6, 1e7, "log"),
        "dose": (1e6, 5e7, "log"),
        "dose_day": (3, 10, "linear"),
    },
)
_INHIBITION = (1.25e-9, 1.25e-7, "log")
_IDO = {**_RAJI, **_parameters("barros2021-raji-ido", {"inhibition": _INHIBITION})}
_IDO_1MT = {**_RAJI, **_parameters("barros2021-raji-ido-1mt", {"inhibition": _INHIBITION})}
_RAJI_END = evidence.number("barros2021-raji-end").value

model = Model(
    name="cartmath",
    title="CARTmath: a tumour that suppresses CAR-T cells",
    citation="barros2021",
    time_unit="day",
    until=evidence.number("barros2021-hdlm2-end").value,
    states=(
        State("effector", "effector CAR-T cells", "C_T", "cell"),
        State("memory", "memory CAR-T cells", "C_M", "cell"),
        State("tumour", "tumour cells", "T", "cell", log=True, extinct_below=EXTINCT),
    ),
    parameters=_HDLM2,
    equations=equations,
    initial=initial,
    schedule=schedule,
    scenarios={
        "HDLM-2": Scenario("HDLM-2", "Hodgkin lymphoma line in mice, CAR-T cells against CD123."),
        "RAJI": Scenario("RAJI", "Burkitt lymphoma line in mice, CAR-T cells against CD19.", _RAJI, _RAJI_END),
        "RAJI-IDO": Scenario("RAJI with IDO", "The same line given the gene for IDO, an enzyme that uses up tryptophan and makes products that hold T cells back.", _IDO, _RAJI_END),
        "RAJI-IDO-1MT": Scenario("RAJI with IDO and 1-MT", "IDO blocked by its inhibitor 1-methyl-tryptophan.", _IDO_1MT, _RAJI_END),
    },
    panels=(
        Panel("Tumour", "cell", "log", floor=0.1),
        Panel("CAR-T cells", "cell", "linear", floor=0.0),
    ),
    series=(
        Series("tumour", "tumour", "cell", 0, lambda state, p: state.tumour),
        Series("effector", "effector CAR-T", "cell", 1, lambda state, p: state.effector),
        Series("memory", "memory CAR-T", "cell", 1, lambda state, p: state.memory),
    ),
    readouts=(
        Readout("tumour_at_infusion", "Tumour at infusion", "cell", "at", "tumour", "dose_day"),
        Readout("critical_burden", "Critical burden", "cell", "formula", formula=critical_burden),
        Readout("kill_threshold", "Effectors that outweigh growth", "cell", "formula", formula=lambda r, p: p.growth_rate / p.kill_rate, show=False),
        Readout("effector_peak", "Effector peak", "cell", "peak", "effector", show=False),
        Readout("effector_fold", "Effector peak as a multiple of the dose", "", "formula", formula=lambda r, p: r.effector_peak / p.dose),
        Readout("effector_peak_day", "Day of the effector peak", "", "peak_time", "effector"),
        Readout("tumour_minimum", "Smallest tumour after infusion", "cell", "minimum", "tumour"),
        Readout("tumour_minimum_day", "Day of the smallest tumour", "", "minimum_time", "tumour"),
        Readout("tumour_at_end", "Tumour at the end", "cell", "final", "tumour"),
        Readout("extinction_day", "Day on which the tumour is gone", "", "extinction_time", "tumour", show=False),
        Readout("memory_at_end", "Memory CAR-T cells at the end", "cell", "final", "memory"),
        Readout("exchange_rate", "CAR-T cells spent for each tumour cell killed", "", "formula", formula=exchange_rate),
    ),
    cases=(
        Case(
            "The tumour is eradicated: its last cell is gone on day {extinction_day}.",
            lambda r, p: r.extinction_day >= 0,
            "The tumour is eradicated",
        ),
        Case(
            "The CAR-T cells do not shrink the tumour: it grows from {tumour_at_infusion} cells at infusion to {tumour_at_end}, "
            "while the effectors peak at {effector_fold} times the dose.",
            lambda r, p: r.tumour_minimum >= 0.9 * r.tumour_at_infusion,
            "The tumour does not shrink",
        ),
        Case(
            "The tumour shrinks to {tumour_minimum} cells on day {tumour_minimum_day} and is held at {tumour_at_end}, too few to be detected.",
            lambda r, p: r.tumour_at_end < DETECTION,
            "The tumour shrinks and stays too small to be detected",
        ),
        Case(
            "The tumour shrinks to {tumour_minimum} cells on day {tumour_minimum_day} and grows back to {tumour_at_end}.",
            outcome="The tumour shrinks and grows back",
        ),
    ),
    references=(Reference("critical burden", 0, "critical_burden"), Reference("kill threshold", 1, "kill_threshold")),
    controls=("inhibition", "dose", "dose_day", "tumour_start", "memory_formation_rate"),
    assumptions=(
        "Everything is well mixed: every CAR-T cell can meet every tumour cell.",
        "The tumour suppresses effectors in proportion to its size; one rate stands for PD-1, IDO and all the rest.",
        "A tumour below one millionth of a cell counts as gone.",
        "One unit of light in the imaging is taken as one cell.",
    ),
    left_out=(
        "Exhaustion: effectors are lost or inhibited, but never become a lasting exhausted state.",
        "Space: the equations know no mass, no vessels, no walls to cross. Both tumours are blood cancers grown in mice without a full immune system.",
        "In the RAJI sets the death of effectors that the rates imply is negative, so their expansion is partly an artefact of the fit.",
        "Antigen loss, other immune cells, toxicity and differences between animals.",
    ),
)

simulate = model.simulate
explore = model.explore


def critical_inhibition(changed=model, **values):
    """Return the inhibition above which no controlled equilibrium exists (the saddle-node), in 1/(cell day)."""
    p = changed.resolve("HDLM-2", values)
    net_loss = p["effector_loss_rate"] - p["proliferation_rate"]
    return p["reactivation_rate"] / p["memory_death_rate"] * (sqrt(p["memory_formation_rate"]) - sqrt(net_loss)) ** 2


def equilibria(changed=model, **values):
    """
    Return the two equilibria in which tumour and CAR-T cells coexist, the controlled one first.

    Each is (effector, memory, tumour) in cells; an empty tuple says that there is none.
    The quadratic of the paper loses digits in double precision; this form of it does not.
    """
    p = changed.resolve("HDLM-2", values)
    net_loss = p["effector_loss_rate"] - p["proliferation_rate"]
    a = p["inhibition"] * p["reactivation_rate"]
    b = p["reactivation_rate"] * (p["memory_formation_rate"] - net_loss) - p["inhibition"] * p["memory_death_rate"]
    c = net_loss * p["memory_death_rate"]
    discriminant = b * b - 4 * a * c
    if b <= 0 or discriminant < 0:
        return ()
    larger = (b + sqrt(discriminant)) / (2 * a)
    found = []
    for tumour in (c / (a * larger), larger):
        effector = p["growth_rate"] * (1 - p["inverse_capacity"] * tumour) / p["kill_rate"]
        memory = p["memory_formation_rate"] * effector / (p["reactivation_rate"] * tumour + p["memory_death_rate"])
        found.append((effector, memory, tumour))
    return tuple(found)
