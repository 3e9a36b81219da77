"""
Circuits: a CAR that is always there against one that a sensor calls up.

A construct of this course, fitted to nothing; what is grounded is that a loose sensor which calls up a tight CAR told
cells with a hundredfold difference in HER2 apart (Hernandez-Lopez 2021). A formula without states, over the antigens D
of the target cell::

    k_1 = 100 D / (D + K_1)                        killing by a CAR that is always there, in per cent      (1)
    k_2 = 100 D / (D + K_2)                        by one of lower affinity                                (2)
    k_3 = 100 a D / (a D + K_1)                    by the first, in the amount a that the sensor allows    (3)
    a   = ℓ + (1 - ℓ) D^m / (D^m + K_s^m)          what leaks, and what the sensor calls up                (4)
"""

from ..functions import both, log
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "model", "needed_steepness", "simulate"]


def needed_steepness(low, high, ratio):
    """Return the steepness (Hill's n) with which a response rises from the share *low* to *high* over *ratio* in antigens."""
    return float(log(high / (1 - high) * (1 - low) / low) / log(ratio))


def always(x, p):
    """Return killing by a CAR that is always there, equation (1)."""
    return x.antigens / (x.antigens + p.car_half)


def tuned(x, p):
    """Return killing by a CAR of lower affinity, equation (2)."""
    return x.antigens / (x.antigens + p.tuned_half)


def called(x, p):
    """Return the amount of CAR that the sensor allows, equation (4)."""
    sensed = x.antigens**p.sensor_steepness / (x.antigens**p.sensor_steepness + p.sensor_half**p.sensor_steepness)
    return p.leak + (1 - p.leak) * sensed


def two_step(x, p):
    """Return killing by the CAR that the sensor calls up, equation (3)."""
    return x.called * x.antigens / (x.called * x.antigens + p.car_half)


def _percent(share):
    return lambda x, p: 100 * share(x, p)


def _parameter(key, label, symbol, low, high, scale="log"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


_BASE = {
    "tumour_density": _parameter("affinity-tumour-density", "antigens on the tumour cell", "D_T", 1e3, 1e7),
    "normal_density": _parameter("affinity-normal-density", "antigens on the healthy cell", "D_H", 1e2, 1e6),
    "leak": _parameter("circuit-leak", "leak", "ℓ", 0, 0.3, "linear"),
    "sensor_steepness": _parameter("circuit-sensor-steepness", "steepness of the sensor", "m", 1, 4, "linear"),
    "sensor_half": _parameter("circuit-sensor-half", "antigens at half sensing", "K_s", 1e4, 1e7),
    "car_half": _parameter("circuit-car-half", "antigens at half killing", "K_1", 1e3, 1e6),
    "tuned_half": _parameter("circuit-tuned-half", "antigens at half killing, tuned", "K_2", 1e3, 1e6),
}


def _edges(name, words):
    """Return the readouts that measure how steep the line *name* is: its ends, hidden, and Hill's n between them."""
    return (
        Readout(f"{name}_low", f"A tenth killed at, {words}", "molecules per cell", "first_above", name, 10.0, show=False),
        Readout(f"{name}_high", f"Nine tenths killed at, {words}", "molecules per cell", "first_above", name, 90.0, show=False),
        Readout(
            f"{name}_steepness", f"Steepness, {words}", "", "formula",
            formula=lambda r, p: log(81) / log(getattr(r, f"{name}_high") / getattr(r, f"{name}_low")),
        ),
    )  # fmt: skip


model = Model(
    name="circuit",
    title="A CAR on call (illustrative)",
    citation="hernandezlopez2021",
    axis="antigens",
    axis_symbol="D",
    axis_scale="log",
    time_label="Antigens on the target cell",
    time_unit="molecules per cell",
    start=1e2,
    until=1e8,
    parameters=_BASE,
    scenarios={
        "called": Scenario("Sensor and CAR", "A loose sensor calls up a tight CAR."),
        "leaky": Scenario(
            "A leaky circuit", "A fifth of the CAR is there without any antigen.",
            {"leak": _parameter("circuit-large-leak", "leak", "ℓ", 0, 0.3, "linear")},
        ),
        "steep": Scenario(
            "A steeper sensor", "The sensor itself answers more sharply.",
            {"sensor_steepness": _parameter("circuit-steep-sensor", "steepness of the sensor", "m", 1, 4, "linear")},
        ),
    },
    panels=(
        Panel("Target cells killed", "%", floor=0.0, ceiling=100.0),
        Panel("CAR on the cell, of its most", "%", floor=0.0, ceiling=100.0),
    ),
    series=(
        Series("always", "always there", "%", 0, _percent(always), symbol="k_1"),
        Series("tuned", "lower affinity", "%", 0, _percent(tuned), symbol="k_2"),
        Series("two_step", "on call", "%", 0, _percent(two_step), symbol="k_3"),
        Series("amount", "on call", "%", 1, lambda x, p: 100 * x.called, look=2),
    ),
    definitions=(Definition("called", "a", called),),
    readouts=(
        Readout("always_tumour", "Tumour cells killed, always there", "%", "at", "always", "tumour_density"),
        Readout("always_normal", "Healthy cells killed, always there", "%", "at", "always", "normal_density"),
        Readout("two_step_tumour", "Tumour cells killed, on call", "%", "at", "two_step", "tumour_density"),
        Readout("two_step_normal", "Healthy cells killed, on call", "%", "at", "two_step", "normal_density"),
        Readout("tuned_tumour", "Tumour cells killed, lower affinity", "%", "at", "tuned", "tumour_density", show=False),
        Readout("tuned_normal", "Healthy cells killed, lower affinity", "%", "at", "tuned", "normal_density", show=False),
        *_edges("always", "always there"),
        *_edges("two_step", "on call"),
    ),
    references=(Reference("healthy", None, "normal_density"), Reference("tumour", None, "tumour_density")),
    cases=(
        Case(
            "On call, {two_step_normal} % of healthy cells are killed, against {always_normal} % when the CAR is always there, but "
            "only {two_step_tumour} % of tumour cells: too much has been given up.",
            lambda r, p: r.two_step_tumour < 50,
            "Both cells are mostly spared",
        ),
        Case(
            "On call, {two_step_tumour} % of tumour cells and {two_step_normal} % of healthy cells are killed, against "
            "{always_tumour} % and {always_normal} % when the CAR is always there: the circuit hardly protects.",
            lambda r, p: both(r.two_step_tumour >= 50, r.two_step_normal > 0.5 * r.always_normal),
            "The circuit hardly protects the healthy cell",
        ),
        Case(
            "On call, {two_step_tumour} % of tumour cells and {two_step_normal} % of healthy cells are killed, against "
            "{always_tumour} % and {always_normal} % when the CAR is always there.",
            outcome="The circuit spares the healthy cell and still kills the tumour cell",
        ),
    ),
    controls=("tumour_density", "normal_density", "leak", "sensor_steepness", "sensor_half"),
    assumptions=(
        "Every value is illustrative; only the shape of the circuit, a loose sensor before a tight CAR, is taken from experiments.",
        "Sensor and CAR see the same antigen on the same cell.",
        "Killing is in proportion to CAR times antigen as long as both are scarce.",
    ),
    left_out=(
        "A more sensitive CAR: the tight one is taken to need far more antigen than the CAR of the CD20 experiment; "
        "were it as sensitive, the circuit would spare far fewer healthy cells.",
        "Time: a cell that has been armed stays armed for hours, and can carry its CAR to a healthy neighbour.",
        "Two different antigens, for which the same circuit is an AND gate.",
        "Differences from cell to cell, and the CAR-T cell's own fate.",
    ),
)

simulate = model.simulate
explore = model.explore
