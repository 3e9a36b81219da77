"""The models give the reference trajectories, made elsewhere with tight tolerances."""

import json
import pathlib

import numpy
import pytest

from sixbarriers.model import Dose
from sixbarriers.models import bozic2013, affinity, antigen_density, carrgo, cartmath, circuit, exhaustion_chain, kara2024

GOLDEN = pathlib.Path(__file__).parent / "fixtures" / "golden"
RELATIVE = 1e-5


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


CARTMATH = golden("cartmath")["trajectories"]
SCENARIO = {"fig3b_RAJI": "RAJI", "untreated_RAJI": "RAJI", "fig3d_RAJI_IDO_1MT": "RAJI-IDO-1MT"}


@pytest.mark.parametrize("name", CARTMATH)
def test_cartmath_follows_the_reference_trajectory(name):
    """Every reference value above one cell is met to 1e-5, doses and challenges included."""
    case = CARTMATH[name]
    rows = numpy.array(case["rows_t_CT_CM_T"])
    doses = [Dose("effector", *dose) for dose in case["doses"]] + [Dose("tumour", *dose) for dose in case["challenges"]]
    run = cartmath.simulate(SCENARIO.get(name, "HDLM-2"), until=case["t_end"], at=rows[:, 0], doses=doses, tumour_start=case["T0"])
    for state, expected in zip(("effector", "memory", "tumour"), rows[:, 1:].T, strict=True):
        large = expected > 1

        assert run.states[state][large] == pytest.approx(expected[large], rel=RELATIVE)


@pytest.mark.parametrize("name", [name for name, case in CARTMATH.items() if case["extinction_days"]])
def test_cartmath_goes_extinct_when_the_reference_does(name):
    """The day on which the tumour falls below the extinction rule is met to a thousandth of a day."""
    case = CARTMATH[name]
    doses = [Dose("effector", *dose) for dose in case["doses"]] + [Dose("tumour", *dose) for dose in case["challenges"]]
    run = cartmath.simulate("HDLM-2", until=case["t_end"], doses=doses, tumour_start=case["T0"])

    assert run.extinctions["tumour"] == pytest.approx(case["extinction_days"], abs=1e-3)


@pytest.mark.parametrize("name", golden("carrgo")["cases"])
def test_carrgo_follows_the_reference_trajectory(name):
    """The scaled cases are met to 1e-5 of each value."""
    case = golden("carrgo")["cases"][name]
    run = carrgo.simulate(
        at=case["t"], net_expansion=case["B"], effector_death_rate=case["A"], tumour_start=case["x0"], effector_start=case["y0"]
    )

    assert run.states["tumour"] == pytest.approx(case["x"], rel=RELATIVE)
    assert run.states["effector"] == pytest.approx(case["y"], rel=RELATIVE)


CHAIN = {
    "w0_a1": {},
    "w0.05_a1": {"blockade": 0.05},
    "stop_antigen_d14_w0.1": {"removal_time": 14.0, "rest_recovery": 0.1},
}


@pytest.mark.parametrize("name", CHAIN)
def test_exhaustion_chain_follows_the_reference_trajectory(name):
    """The linear chain is met to 1e-8 absolute, also after antigen is removed."""
    data = golden("exhaustion_chain")
    case = data["runs"][name]
    model = exhaustion_chain.model.with_range("removal_time", 0, 60)
    settings = {"removal_time": 60.0, "rest_recovery": 0.0, "exhaustion_rate": data["k"], **CHAIN[name]}
    run = model.simulate(until=60, at=case["t"], **settings)
    states = [run.states[key] for key in ("functional", "il2_lost", "tnf_lost", "terminal")]

    # The reference itself is good to about 1e-10.
    assert numpy.array(states) == pytest.approx(numpy.array(case["S"]), abs=1e-8)


KARA = golden("kara2024")


def without_bystanders():
    """Return Kara's model as the authors' variant without bystanders needs it: ranges that hold its zeros."""
    model = kara2024.model
    for name in kara2024.WITHOUT_BYSTANDERS:
        model = model.with_range(name, 0.0, model.table("bystanders")[name].high, "bystanders")
    return model


VARIANTS = {"TsTr": {"dose": 0.0}, "TsTrC": {}}


@pytest.mark.parametrize("name", KARA["runs"])
def test_kara_follows_the_reference_trajectory(name):
    """One set of equations gives the authors' variants untreated and without bystanders, to 1e-5 of each volume."""
    variant, _, share = name.partition("_sp")
    rows = numpy.array(KARA["runs"][name]["rows"])
    settings = {**kara2024.WITHOUT_BYSTANDERS, **VARIANTS[variant], "first_antigen": float(share)}
    run = without_bystanders().simulate("bystanders", at=rows[:, 0], **settings)
    for state, expected in zip(("positive", "negative", "car_t"), rows[:, 1:].T, strict=True):
        assert run.states[state] == pytest.approx(expected, rel=RELATIVE)


@pytest.mark.parametrize(("share", "kills", "expected"), [
    (float(share), float(kills), value) for share in ("0.75", "0.9") for kills, value in KARA[f"dB_sweep_sp{share}"].items()
])  # fmt: skip
def test_kara_with_bystanders_ends_where_the_reference_does(share, kills, expected):
    """The tumour on day 30 is met to 1e-5 over a sweep of bystander killing."""
    run = kara2024.simulate("bystanders", first_antigen=share, bystander_killing=kills)

    assert run.readouts["tumour_at_end"] == pytest.approx(expected, rel=RELATIVE)


DENSITY = golden("density_affinity")


def test_density_is_anchored_as_the_reference_is():
    """The half-point, its range, lysis at 5,172 molecules, the two thresholds and the ratio to complement are the reference's."""
    run = antigen_density.simulate("cd20")

    assert antigen_density.fitted_half(240, 22.8, 50) == pytest.approx(DENSITY["watanabe_EC50_lysis_n1"], rel=1e-12)
    assert [antigen_density.fitted_half(240, 22.8, most) for most in (40, 60)] == pytest.approx(DENSITY["EC50_range_for_plateau_40_60"], rel=1e-12)
    assert run.readouts["lysis_tumour"] == pytest.approx(DENSITY["watanabe_pred_lysis_at_5172"], rel=1e-4)
    assert run.readouts["threshold"] == pytest.approx(DENSITY["watanabe_density_for_20pct_lysis"], rel=1e-4)
    assert run.readouts["cytokine_threshold"] == pytest.approx(DENSITY["watanabe_cytokine_threshold_10x"], rel=1e-4)


def test_affinity_gives_the_reference_window():
    """Killing of both cells at five binders, the widest window and the binder that spares nine healthy cells in ten."""
    for constant, (tumour, normal, window) in DENSITY["proofreading_kill_tumour1e6_normal1e4_window"].items():
        read = affinity.simulate("tight", dissociation_constant=float(constant)).readouts

        assert [read["kill_tumour"], read["kill_normal"], read["window_here"]] == pytest.approx([100 * tumour, 100 * normal, 100 * window], abs=0.011)
    read = affinity.simulate("tight").readouts
    assert read["best_window"] == pytest.approx(100 * DENSITY["best_window"], abs=1e-3)
    assert read["best_constant"] == pytest.approx(DENSITY["KD_nM_best_window"], rel=0.01)  # the reference stepped along a grid
    assert read["safe_constant"] == pytest.approx(DENSITY["KD_nM_where_normal_kill_is_10pct"], rel=1e-3)


CIRCUITS = {
    "constitutive": ("called", {}, "always"), "tuned_single": ("called", {}, "tuned"), "two_step": ("called", {}, "two_step"),
    "two_step_noleak": ("called", {"leak": 0.0}, "two_step"), "two_step_leak20": ("leaky", {}, "two_step"),
    "two_step_nsyn2": ("steep", {}, "two_step"),
}  # fmt: skip


@pytest.mark.parametrize("name", CIRCUITS)
def test_a_circuit_gives_the_reference_response(name):
    """Killing at ten thousand and at a million antigens to four decimals; the steepness to one per cent."""
    scenario, values, line = CIRCUITS[name]
    case = DENSITY[name]
    run = circuit.simulate(scenario, at=[1e4, 1e6], **values)

    assert run.series[line] == pytest.approx([100 * case["kill_1e4"], 100 * case["kill_1e6"]], abs=0.006)
    if line != "tuned":
        assert circuit.simulate(scenario, **values).readouts[f"{line}_steepness"] == pytest.approx(case["n_eff"], rel=0.01)


def test_the_steepness_that_a_hundredfold_needs():
    """Hill's n for a rise from 10 to 90 and from 1 to 99 per cent over a hundredfold, in closed form."""
    assert circuit.needed_steepness(0.1, 0.9, 100) == pytest.approx(DENSITY["hill_n_for_10_90_over_100x"], rel=1e-12)
    assert circuit.needed_steepness(0.01, 0.99, 100) == pytest.approx(DENSITY["hill_n_for_1_99_over_100x"], rel=1e-12)


BOZIC = golden("bozic2013")
EXACT = 1e-9


@pytest.mark.parametrize("route", ["one", "two", "shared"])
def test_bozic2013_gives_the_reference_chances_of_failure(route):
    """The chance that treatment fails is met to 1e-9 at every tumour size of the reference."""
    rows = sorted(BOZIC["failure"], key=lambda row: row["cells"])
    run = bozic2013.simulate(at=[row["cells"] for row in rows])

    assert 1 - run.series[f"eradicated_{route}"] / 100 == pytest.approx([row[route] for row in rows], rel=EXACT)


@pytest.mark.parametrize("name", BOZIC["at_1e9"])
def test_bozic2013_gives_the_reference_numbers_of_a_billion_cells(name):
    """Escape cells, the chance that one is there and the chance of eradication are met to 1e-9."""
    assert bozic2013.simulate().readouts[name] == pytest.approx(BOZIC["at_1e9"][name], rel=EXACT)


def test_bozic2013_gives_the_reference_numbers_of_other_drugs_and_turnover():
    """Rates written as net growth and decline are those of the reference, which writes births and deaths."""
    fast = bozic2013.simulate("turnover", at=[1e9, 1e11]).series["eradicated_two"]

    assert bozic2013.simulate("blocking").readouts["eradicated_shared"] == pytest.approx(BOZIC["blocking_eradicated_shared_at_1e9"], rel=EXACT)
    assert 1 - fast / 100 == pytest.approx(list(BOZIC["turnover_failure_two"].values()), rel=EXACT)


@pytest.mark.parametrize("route", BOZIC["half"])
def test_bozic2013_crosses_a_half_where_the_reference_does(route):
    """Read between the points of the logarithmic axis, the crossing is met to a part in ten thousand."""
    assert bozic2013.simulate().readouts[f"half_{route}"] == pytest.approx(BOZIC["half"][route], rel=1e-4)


def test_bozic2013_meets_every_patient_of_the_papers_table():
    """All 22 rows are met to 0.006, which is what burdens of two digits leave open."""
    for _, cells, shared, two in BOZIC["paper_table1_patient_cells_shared_two"]:
        series = bozic2013.simulate(at=[cells]).series
        found = [1 - series[f"eradicated_{route}"][0] / 100 for route in ("one", "shared", "two")]

        assert found == pytest.approx([1, shared, two], abs=6e-3)
