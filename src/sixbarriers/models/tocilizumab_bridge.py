"""
A bridge of the course's own: the patient of hardiansyah2019, given tocilizumab. Illustration, fitted to nothing.

Equations (1) to (8) of hardiansyah2019 with the clearance of IL-6 changed, then the drug; amounts in mg, time in days::

    il6'    = il6_loss (il6_baseline - (1 - receptor_share O) IL-6) + il6_release B C_E
    drug'   = -clearance c - fastest c / (half_fastest + c) - exchange (c - drug_tissue / tissue_volume)
    drug_tissue' = exchange (c - drug_tissue / tissue_volume)

    c = drug / volume;  O = c / (c + affinity);  signal = (1 - O) IL-6

Ours are the coupling, its strength receptor_share and the signal: IL-6 leaves the blood in part with its receptor, and
what holds the receptor, a share O of them, holds that way out too. The strength is set so that a full block gives the
rise that dwivedi2014 finds.
"""

from .. import evidence
from ..functions import both
from ..model import Case, Definition, Dose, Model, Panel, Readout, Scenario, Series, State
from ..parameter import from_evidence
from . import hardiansyah2019

__all__ = ["explore", "model", "simulate"]


def equations(state, p):
    """Return the rates of change: those of hardiansyah2019 with a slower clearance of IL-6, and the drug's in mg/day."""
    into_tissue = p.exchange * (state.concentration - state.drug_tissue / p.tissue_volume)
    return {
        **hardiansyah2019.equations(state, p),
        "il6": p.il6_loss * (p.il6_baseline - (1 - p.receptor_share * state.occupied) * state.il6) + p.il6_release * state.target * state.effector,
        "drug": -p.clearance * state.concentration - p.fastest * state.concentration / (p.half_fastest + state.concentration) - into_tissue,
        "drug_tissue": into_tissue,
    }


def schedule(p):
    """Return the infusions of CAR-T cells and the one of tocilizumab."""
    return (*hardiansyah2019.schedule(p), Dose("drug", p.drug_day, p.drug_dose))


# (label, symbol, low, high); the drug's own rates move by a half either way.
_CHOSEN = {
    "drug_dose": ("tocilizumab", "D_T", 0.0, 800.0),
    "drug_day": ("day of tocilizumab", "t_T", 0.0, 29.0),
    "receptor_share": ("IL-6 that leaves with its receptor", "φ", 0.0, 0.6),
}
_DRUG = {
    "affinity": ("dissociation constant", "K"),
    "clearance": ("clearance", "Cl"),
    "fastest": ("removal with the receptor, at most", "V"),
    "half_fastest": ("half-point of that removal", "K_M"),
    "exchange": ("exchange with tissue", "Q"),
    "volume": ("volume of blood plasma", "V_1"),
    "tissue_volume": ("volume of tissue", "V_2"),
}


def _drug(who):
    """Return {name: Parameter} of what is added to the patient *who*."""
    chosen = {
        name: from_evidence(f"bridge-{who}-drug-day" if name == "drug_day" else f"bridge-{name.replace('_', '-')}", label=label, symbol=symbol, low=low, high=high)
        for name, (label, symbol, low, high) in _CHOSEN.items()
    }
    for name, (label, symbol) in _DRUG.items():
        key = "bridge-affinity" if name == "affinity" else f"frey2010-{name.replace('_', '-')}"
        value = evidence.number(key).value
        chosen[name] = from_evidence(key, label=label, symbol=symbol, low=0.5 * value, high=1.5 * value)
    return chosen


def _patient(who, **changes):
    """Return {name: Parameter} of *who* with the drug; entries named in *changes* replace those of the drug."""
    found = hardiansyah2019.patient(who) | _drug(who)
    for name, key in changes.items():
        label, symbol, low, high = _CHOSEN[name]
        found[name] = from_evidence(key, label=label, symbol=symbol, low=low, high=high)
    return found


_LATE = evidence.number("hardiansyah2019-upn3-end").value
model = Model(
    name="tocilizumab_bridge",
    title="Tocilizumab in a storm (illustration, not fitted)",
    citation="hardiansyah2019",
    time_unit="day",
    until=evidence.number("hardiansyah2019-upn1-end").value,
    states=(
        *hardiansyah2019.STATES,
        State("drug", "tocilizumab in blood", "A_1", "mg", atol=1e-10),
        State("drug_tissue", "tocilizumab in tissue", "A_2", "mg", atol=1e-10),
    ),
    parameters=_patient("upn1"),
    equations=equations,
    definitions=(
        *hardiansyah2019.DEFINITIONS,
        Definition("concentration", "c", lambda state, p: state.drug / p.volume),
        Definition("occupied", "O", lambda state, p: state.concentration / (state.concentration + p.affinity)),
        Definition("signal", "S", lambda state, p: (1 - state.occupied) * state.il6),
    ),
    initial=hardiansyah2019.initial,
    schedule=schedule,
    scenarios={
        "UPN1": Scenario("Patient UPN1, treated", "The storm of UPN1, with tocilizumab as it peaks. Our illustration, fitted to nothing."),
        "UPN1-untreated": Scenario("Patient UPN1, untreated", "The same patient without tocilizumab.", _patient("upn1", drug_dose="bridge-no-dose")),
        "UPN3": Scenario("Patient UPN3, treated", "The later, milder course of UPN3, with tocilizumab just before its peak. Our illustration, fitted to nothing.", _patient("upn3"), _LATE),
        "UPN3-untreated": Scenario("Patient UPN3, untreated", "The same patient without tocilizumab.", _patient("upn3", drug_dose="bridge-no-dose"), _LATE),
    },
    panels=(
        Panel("IL-6 and its signal (illustration)", "pg/mL", "log", floor=0.1),
        Panel("IL-6 receptors blocked (illustration)", "%", "linear", floor=0.0, ceiling=100.0),
        Panel("Cells in blood", "billion cells", "log", floor=1e-4),
    ),
    series=(
        Series("il6_level", "IL-6 in blood", "pg/mL", 0, lambda state, p: state.il6),
        Series("signal", "IL-6 that still signals", "pg/mL", 0, lambda state, p: state.signal),
        Series("occupied", "receptors blocked", "%", 1, lambda state, p: 100 * state.occupied),
        Series("target_cells", "target cells", "billion cells", 2, lambda state, p: state.target),
        Series("car_t", "CAR-T cells", "billion cells", 2, lambda state, p: state.effector + state.memory),
    ),
    readouts=(
        Readout("il6_peak", "IL-6 at its peak", "pg/mL", "peak", "il6_level"),
        Readout("il6_peak_day", "Day of the IL-6 peak", "", "peak_time", "il6_level"),
        Readout("signal_peak", "Signal at its peak", "pg/mL", "peak", "signal"),
        Readout("il6_at_drug", "IL-6 when tocilizumab is given", "pg/mL", "at", "il6_level", "drug_day"),
        Readout("blocked_peak", "Receptors blocked at most", "%", "peak", "occupied"),
        Readout("car_t_peak", "CAR-T cells in blood at their peak", "billion cells", "peak", "car_t"),
    ),
    cases=(
        Case(
            "No tocilizumab: IL-6 peaks on day {il6_peak_day} at {il6_peak} pg/mL, and all of it signals.",
            lambda r, p: p.drug_dose <= 0,
        ),
        Case(
            "Tocilizumab from day {drug_day} on: IL-6 in the blood still climbs, to {il6_peak} pg/mL from {il6_at_drug} when it was given, but what still signals gets no higher than {signal_peak} pg/mL.",
            lambda r, p: both(r.il6_peak > 1.05 * r.il6_at_drug, r.signal_peak < 0.98 * r.il6_peak),
            "IL-6 climbs on, yet the signal falls",
        ),
        Case(
            "Tocilizumab on day {drug_day} comes after the peak of {il6_peak} pg/mL on day {il6_peak_day}: it ends a signal that has already been at its highest.",
            lambda r, p: p.drug_day > r.il6_peak_day,
            "The drug comes after the peak",
        ),
        Case(
            "Tocilizumab on day {drug_day} changes little: IL-6 peaks on day {il6_peak_day} at {il6_peak} pg/mL, and what signals gets as high as {signal_peak} pg/mL.",
            outcome="IL-6 and its signal hardly change",
        ),
    ),
    controls=("drug_day", "drug_dose", "burden", "dose", "receptor_share"),
    assumptions=(
        "This is the course's own illustration. Nothing in it was fitted to a patient given tocilizumab.",
        "Ours: IL-6 leaves the blood in part with its receptor, and a blocked receptor closes that way; the strength is set so that a full block gives the rise of the model of Crohn's disease.",
        "Ours: what harms is the IL-6 that finds a free receptor.",
        "The drug moves as in adults with rheumatoid arthritis.",
        "CAR-T cells do not notice: in these equations IL-6 acts back on nothing, so that is put in, not found.",
    ),
    left_out=(
        "Whether the patient gets better: no fever, no blood pressure, no grade.",
        "IL-1, steroids and the brain: tocilizumab's effect on nerves is not in here, and no other drug is.",
        "Everything that hardiansyah2019 leaves out too.",
    ),
)

simulate = model.simulate
explore = model.explore
