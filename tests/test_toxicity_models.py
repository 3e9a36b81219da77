"""The models of toxicity: reference trajectories, published results, and the facts that follow from their equations."""

import json
import math
import pathlib

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixbarriers.models import hardiansyah2019
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
