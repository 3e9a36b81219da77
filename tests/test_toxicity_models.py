"""The models of toxicity: reference trajectories, published results, and the facts that follow from their equations."""

import json
import math
import pathlib
from types import SimpleNamespace

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixbarriers import quick
from sixbarriers.models import dwivedi2014, hardiansyah2019, tocilizumab_bridge
from sixbarriers.published import computed

GOLDEN = pathlib.Path(__file__).parent / "fixtures" / "golden"
few = settings(max_examples=15, deadline=None, derandomize=True)


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def settings_of(model):
    """Return a strategy of (scenario, values): any place along any slider."""

    def values(scenario):
        found = {}
        for name, p in model.table(scenario).items():
            if p.options:
                found[name] = st.integers(0, int(p.high))
            elif p.scale == "log":
                found[name] = st.floats(math.log(p.low), math.log(p.high)).map(lambda x, p=p: min(max(math.exp(x), p.low), p.high))
            else:
                found[name] = st.floats(p.low, p.high)
        return st.tuples(st.just(scenario), st.fixed_dictionaries(found))

    return st.sampled_from(list(model.scenarios)).flatmap(values)


CASES = golden("hardiansyah2019")["patients"]


@pytest.mark.parametrize("who", CASES)
def test_hardiansyah_follows_the_reference_trajectory(who):
    """Every cell and cytokine of both patients is met to 1e-5 over a year, small numbers included."""
    rows = CASES[who]["trajectory"]
    run = hardiansyah2019.simulate(who, until=350, at=[float(day) for day in rows])
    found = numpy.array([run.states[state.name] for state in hardiansyah2019.model.states]).T

    assert found == pytest.approx(numpy.array(list(rows.values())), rel=1e-5)


SWEEP = {name: one for name, one in golden("hardiansyah2019")["sweep"].items() if name not in ("UPN1|B0x2", "UPN1|B0x10")}
READOUTS = {"CART_max": "car_t_peak", "IL6_max": "il6_peak", "IL10_max": "il10_peak", "IFN_max": "ifn_peak"}


@pytest.mark.parametrize("name", SWEEP)
def test_hardiansyah_meets_the_reference_sweep(name):
    """Peaks at other burdens and doses are met to half a per cent; the reference read its own off a grid."""
    who, change = name.split("|")
    of, factor = change.split("x")
    parameter = {"B0": "burden", "dose": "dose"}[of]
    value = float(factor) * hardiansyah2019.model.table(who)[parameter].value
    found = hardiansyah2019.simulate(who, **{parameter: value}).readouts

    assert [found[READOUTS[key]] for key in READOUTS] == pytest.approx([SWEEP[name][key] for key in READOUTS], rel=5e-3)


HARDIANSYAH = {
    "upn1-il6": 2747.56, "upn3-il6": 49.310, "upn1-car-t-day": 3.825, "upn3-car-t-day": 27.205, "upn1-exposure": 14.592, "upn3-exposure": 1.0682,
    "upn1-threshold": 1.42723, "upn3-threshold": 0.108333, "upn1-il6-half-burden": 189.84, "upn1-il6-high-burden": 10716.0,
    "upn1-il6-quarter-dose": 2724.7, "upn1-fold-burden": 14.5, "upn1-fold-dose": 1.006, "upn3-fold-burden": 20.0, "upn3-fold-ifn": 16.5, "upn3-fold-cart": 6.368,
    "upn3-fold-dose": 0.993, "upn3-il6-double-burden": 225.0, "upn3-il6-fourfold-burden": 1145.6, "upn3-il6-tenfold-dose": 50.54, "upn3-day-tenfold-dose": 12.03,
    "upn3-earlier": 7.2, "upn3-day-quarter-dose": 23.39, "upn3-il6-slow-killing": 98.1, "upn1-il6-at-once": 2733.0, "upn1-ifn-no-brake": 1073.2,
    "upn1-burden-for-storm": 3.0755, "upn1-debulk": 74.3, "upn3-burden-for-storm": 3.523,
}  # fmt: skip


@pytest.mark.parametrize("name", HARDIANSYAH)
def test_our_number_of_hardiansyah_stays_what_the_text_says(name):
    """Numbers in the text were found independently and are met to half a per cent."""
    assert computed(f"hardiansyah2019.{name}") == pytest.approx(HARDIANSYAH[name], rel=5e-3)


def test_the_supplement_as_printed_has_no_memory():
    """With the gain of memory as printed none ever arises, and with the half-point in cells too little by ten thousand."""
    assert computed("hardiansyah2019.printed-memory") == pytest.approx(0, abs=1e-12)
    assert computed("hardiansyah2019.printed-unit") == pytest.approx(7.7e-7, rel=0.01)


@few
@given(settings_of(hardiansyah2019.model))
def test_no_cell_and_no_cytokine_is_negative(chosen):
    """Wherever the sliders stand, every state is a number and none falls below zero."""
    run = hardiansyah2019.simulate(chosen[0], **chosen[1])

    assert all(numpy.all(numpy.isfinite(line)) and numpy.all(line >= 0) for line in run.states.values())


@pytest.mark.parametrize("who", ["UPN1", "UPN3"])
def test_the_storm_rises_with_burden(who):
    """At every dose the IL-6 peak rises with the burden, all along its slider."""
    table = hardiansyah2019.model.table(who)
    burdens = numpy.geomspace(table["burden"].low, table["burden"].high, 7)
    for dose in (table["dose"].low, table["dose"].value, table["dose"].high):
        peaks = [hardiansyah2019.simulate(who, burden=burden, dose=dose).readouts["il6_peak"] for burden in burdens]

        assert peaks == sorted(peaks)


@pytest.mark.parametrize("who", ["UPN1", "UPN3"])
def test_without_car_t_cells_nothing_happens(who):
    """With no dose the target cells follow their exponential and the cytokines stay where they were."""
    run = hardiansyah2019.simulate(who, doses=[])
    p = run.parameters

    assert run.states["target"] == pytest.approx(p["burden"] * numpy.exp((p["target_growth"] - p["target_death"]) * run.time), rel=1e-8)
    for name in ("il6", "il10", "ifn"):
        assert run.states[name] == pytest.approx(numpy.full_like(run.time, p[f"{name}_baseline"]), rel=1e-12)


def test_car_t_cells_are_conserved_when_none_is_born_or_dies():
    """With every birth and death off, the four pools of CAR-T cells add up to the dose."""
    names = ("expansion_rate", "effector_loss", "memory_growth", "memory_death")
    still = hardiansyah2019.model
    for name in names:
        still = still.with_range(name, 0, 100)
    # Not quite nought: the threshold divides by the expansion rate.
    run = still.simulate("UPN1", at=[0.5, 1.5, 3, 30], **dict.fromkeys(names, 1e-15))
    total = sum(run.states[name] for name in ("effector", "effector_tissue", "memory", "memory_tissue"))

    assert total == pytest.approx([0.11, 0.44, 1.1, 1.1], rel=1e-9)


def test_memory_fades_at_its_slow_rate():
    """Between days 100 and 350 memory decays at the small eigenvalue of its two pools, 0.0083206 a day, at their fixed ratio."""
    run = hardiansyah2019.simulate("UPN1", until=350, at=[100, 350])
    first, last = run.states["memory"]

    assert math.log(first / last) / 250 == pytest.approx(0.0083206, rel=1e-4)
    assert run.states["memory_tissue"][1] / last == pytest.approx(76.78 / (1.84 - 0.0083206), rel=1e-4)


@few
@given(st.floats(0.5, 1.5), st.floats(0.5, 1.5))
def test_il6_follows_its_release(first, second):
    """What IL-6 rises above its baseline is proportional to its release."""
    release = hardiansyah2019.model.parameters["il6_release"].value
    rises = [hardiansyah2019.simulate("UPN1", il6_release=release * by).states["il6"] - 1.7 for by in (first, second)]

    assert rises[0] * second == pytest.approx(rises[1] * first, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("who", "half", "whole"), [("UPN1", 0.279, 2.182), ("UPN3", 0.1284, 0.3244)])
def test_early_growth_is_the_eigenvalue(who, half, whole):
    """The growth at the start is the larger eigenvalue of the two effector pools, and falls to nought at the threshold."""
    burden = hardiansyah2019.model.table(who)["burden"].value
    found = [hardiansyah2019.simulate(who, burden=burden * by).readouts["growth"] for by in (0.5, 1)]
    needed = hardiansyah2019.simulate(who).readouts["threshold"]
    wide = hardiansyah2019.model.with_range("burden", 0.01, 10, who)

    assert found == pytest.approx([half, whole], rel=2e-3)
    assert wide.simulate(who, burden=needed).readouts["growth"] == pytest.approx(0, abs=1e-10)


DWIVEDI = golden("dwivedi2014")
OURS = {"IL6": "il6", "GIL6": "il6_gut", "sR": "receptor", "CRP": "crp", "GpS": "pstat3_gut", "LpS": "pstat3_liver", "Ab": "antibody"}
GIVEN = {
    "IL6R Kd1nM 560mg q4w": {}, "IL6R Kd1nM 560mg q2w": {"interval": "every two weeks"},
    "IL6R Kd2.5pM 200mg q4w": {"affinity": 0.0025, "dose": 200}, "IL6R Kd2.5pM 500mg q4w": {"affinity": 0.0025, "dose": 500},
}  # fmt: skip


@pytest.mark.parametrize("name", DWIVEDI["cases"])
def test_dwivedi_follows_the_reference_trajectory(name):
    """IL-6, receptor, CRP, STAT3 and antibody are met to two parts in a thousand, before and after each dose."""
    rows = {float(hour): row for hour, row in DWIVEDI["cases"][name].items()}
    run = dwivedi2014.simulate(at=[hour / 24 for hour in rows], **GIVEN[name])
    for key, state in OURS.items():
        expected = numpy.array([row[key] for row in rows.values()])
        # The reference holds an antibody of which nothing is left to its own tolerance only.
        assert run.states[state] == pytest.approx(expected, rel=2e-3, abs=2e-3 * expected.max())


@pytest.mark.parametrize(("patient", "name"), [("Crohn's disease", "steady_CD"), ("healthy", "steady_HV")])
def test_the_start_is_the_published_steady_state(patient, name):
    """Solved from the equations, the start is the one that the authors deposited, and without antibody nothing moves."""
    found, wanted = dwivedi2014.steady(patient), DWIVEDI[name]
    run = dwivedi2014.simulate(dose=0, patient=patient)

    pairs = {"IL6": "il6", "C": "complex", "sR": "receptor", "CRP": "crp", "g": "gp130", "LRa": "active_liver", "LpS": "pstat3_liver", "GpS": "pstat3_gut", "GIL6": "il6_gut"}
    assert [found[ours] for ours in pairs.values()] == pytest.approx([wanted[theirs] for theirs in pairs], rel=1e-7)
    assert wanted["LS"] + wanted["LpS"] == pytest.approx(10)
    for state, line in run.states.items():
        assert line == pytest.approx(numpy.full_like(line, found[state]), rel=1e-8, abs=1e-12)


SUPPRESSION = [f"{target}|Kd2.5pM|{dose}mg" for target in ("IL6R", "IL6") for dose in (200, 275, 300, 500)]


@pytest.mark.parametrize("name", SUPPRESSION)
def test_dwivedi_suppresses_crp_as_the_reference_does(name):
    """Suppression in week 12 is met to a twentieth of a point of per cent, at the cliff too."""
    target, _, dose = name.split("|")
    run = dwivedi2014.simulate(at=[84.0], target={"IL6R": 0, "IL6": 1}[target], affinity=0.0025, dose=float(dose[:-2]))

    assert run.readouts["suppression"] == pytest.approx(DWIVEDI["CRP_suppression_wk12_percent"][name], abs=0.05)


def test_blocking_the_receptor_lifts_il6_and_lowers_its_signal():
    """After one dose of tocilizumab IL-6 rises 1.71-fold in serum and 2.19-fold in the gut while pSTAT3 and CRP fall."""
    found = dwivedi2014.simulate(interval="once").readouts

    assert (found["il6_peak"], found["gut_il6_peak"]) == pytest.approx((1.706, 2.19), rel=2e-3)
    assert (found["signal_low"], found["crp_low"]) == pytest.approx((63.3, 77.0), abs=0.1)


@pytest.mark.parametrize("target", dwivedi2014.model.parameters["target"].options)
def test_antibody_that_is_not_lost_adds_up_to_the_dose(target):
    """With no loss of antibody, free and bound antibody of all places add up to the dose at all times."""
    still = dwivedi2014.model.with_range("antibody_loss", 0, 1)
    run = still.simulate(target=target, interval="once", dose=300, antibody_loss=0.0, at=[0.01, 1, 28, 84])
    total = sum(line for name, line in run.states.items() if name.startswith(("antibody", "bound")))

    assert total == pytest.approx(numpy.full(4, 703.8), rel=1e-6)


def test_no_il6_lifts_crp_past_its_ceiling():
    """CRP stays below 5.76 mg/L, the ceiling that saturated STAT3 sets, however much IL-6 is made."""
    much = dwivedi2014.model.with_range("il6_synthesis", 0, 100)
    run = much.simulate(dose=0, il6_synthesis=63.0)

    assert computed("dwivedi2014.crp-ceiling") == pytest.approx(5.758, abs=1e-3)
    assert 5.6 < run.states["crp"].max() * dwivedi2014.CRP_MG < 5.758


def test_a_large_model_written_out_is_the_model():
    """The plain code of a large model gives the rates that its functions give, and its Jacobian their differences."""
    model = dwivedi2014.model
    values = model.resolve("tight-receptor")
    names = [one.name for one in model.states]
    y = [1.3 * dwivedi2014.steady("Crohn's disease")[name] + 0.1 for name in names]
    p = [values[name] for name in model.parameters]
    rates, jacobian = quick.written(model)
    plain = model.rates(SimpleNamespace(**dict(zip(names, y, strict=True))), SimpleNamespace(**values))
    steps = [1e-6 * value for value in y]
    differences = [
        (numpy.array(rates(0, [v + step * (i == k) for i, v in enumerate(y)], p)) - numpy.array(rates(0, [v - step * (i == k) for i, v in enumerate(y)], p))) / (2 * step)
        for k, step in enumerate(steps)
    ]  # fmt: skip

    assert rates(0, y, p) == pytest.approx(plain, rel=1e-10)
    assert jacobian(0, y, p) == pytest.approx(numpy.array(differences).T, rel=1e-5, abs=1e-4)


BRIDGE = golden("bridge5c")["cases"]
TREATED = {"UPN1|none": ("UPN1-untreated", {}), "UPN1|day3": ("UPN1", {}), "UPN3|none": ("UPN3-untreated", {}), "UPN3|day17": ("UPN3", {})}


@pytest.mark.parametrize("name", BRIDGE)
def test_the_bridge_meets_its_reference(name):
    """Peak of IL-6 and both areas over sixty days are met to half a per cent."""
    scenario, values = TREATED[name]
    run = tocilizumab_bridge.simulate(scenario, until=60, **values)
    found = [run.readouts["il6_peak"], *(numpy.trapezoid(run.series[key], run.time) for key in ("il6_level", "signal"))]

    assert found == pytest.approx([BRIDGE[name][key] for key in ("IL6_max", "AUC_IL6", "AUC_signal")], rel=5e-3)


@pytest.mark.parametrize("who", ["UPN1", "UPN3"])
def test_the_bridge_without_drug_is_the_patient(who):
    """With no tocilizumab the bridge is hardiansyah2019, and with it cells and other cytokines do not notice."""
    end = hardiansyah2019.model.end(who)
    alone = hardiansyah2019.simulate(who, at=[1, 4, 20, end])
    for scenario in (who, f"{who}-untreated"):
        run = tocilizumab_bridge.simulate(scenario, at=[1, 4, 20, end])
        for name in alone.states:
            if name != "il6" or scenario != who:
                assert run.states[name] == pytest.approx(alone.states[name], rel=1e-5, abs=1e-9)


def test_tocilizumab_lifts_il6_and_lowers_the_signal():
    """The sooner and the more drug, the higher IL-6 and the smaller the area under what still signals."""
    doses = [tocilizumab_bridge.simulate("UPN1", drug_dose=mg) for mg in (0, 80, 560)]
    levels = [run.readouts["il6_peak"] for run in doses]
    signals = [numpy.trapezoid(run.series["signal"], run.time) for run in doses]

    assert levels == sorted(levels)
    assert signals == sorted(signals, reverse=True)


@pytest.mark.parametrize("day", [5e-324, 1e-300, 1.0000000000000002])
def test_a_dose_within_round_off_of_another_is_no_trouble(day):
    """Tocilizumab given a sliver of time after the CAR-T cells gives what it gives at the same time."""
    runs = [tocilizumab_bridge.simulate("UPN1", drug_day=when, at=[5, 30]) for when in (day, round(day))]

    for name in runs[0].states:
        assert runs[0].states[name] == pytest.approx(runs[1].states[name], rel=1e-6)


@few
@given(settings_of(tocilizumab_bridge.model))
def test_the_bridge_is_never_negative(chosen):
    """Wherever the sliders stand, every state and line is a number, none negative, and no more receptors are blocked than there are."""
    run = tocilizumab_bridge.simulate(chosen[0], **chosen[1])

    assert all(numpy.all(numpy.isfinite(line)) and numpy.all(line >= 0) for line in [*run.states.values(), *run.series.values()])
    assert numpy.all(run.series["occupied"] <= 100)


def test_the_bridge_says_everywhere_that_it_is_ours():
    """Title, panels, assumptions and the kinds of its own numbers call the bridge an illustration."""
    model = tocilizumab_bridge.model

    assert "illustration, not fitted" in model.title
    assert all("illustration" in panel.label for panel in model.panels[:2])
    assert {model.parameters[name].kind for name in ("receptor_share", "affinity", "drug_day", "drug_dose")} == {"illustrative"}
