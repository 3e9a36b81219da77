"""The kinetics after the infusion: the reference values, and what follows from the formula."""

import json
import pathlib
from types import SimpleNamespace

import numpy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq

from sixbarriers.models import stein2019
from sixbarriers.published import computed

GOLDEN = json.loads((pathlib.Path(__file__).parent / "fixtures" / "golden" / "stein2019.json").read_text(encoding="utf-8"))
RANGES = {name: (one.low, one.high) for name, one in stein2019.model.parameters.items()}
SETTINGS = st.fixed_dictionaries({name: st.floats(low, high) for name, (low, high) in RANGES.items()})


def test_the_level_is_the_reference_at_every_time():
    """Made elsewhere from the two cases of the paper, before the peak and after it: met to nine digits."""
    days = [float(day) for day in GOLDEN["conc"]]
    run = stein2019.simulate("years", at=days)

    assert run.series["copies"] == pytest.approx(list(GOLDEN["conc"].values()), rel=1e-9)


@pytest.mark.parametrize(("readout", "key"), [
    ("doubling", "doubling_d"), ("first_level", "R0"), ("fast_half_life", "half_alpha"), ("slow_half_life", "half_beta"), ("exposure", "AUC0_28"),
])  # fmt: skip
def test_a_readout_is_the_reference(readout, key):
    """Times, start and exposure follow from the parameters as the reference has them."""
    assert stein2019.simulate().readouts[readout] == pytest.approx(GOLDEN[key], rel=1e-9)


def test_a_thousand_copies_last_until_day_thirty():
    """The level falls to a thousand copies on day 30.33, as the specification found."""
    assert stein2019.simulate().readouts["persistence"] == pytest.approx(30.33, abs=0.005)


# Newton's way is the longest where the slow part is small and hardly declines.
LONG_WAY = {"fold": 30.0, "peak_time": 3.0, "peak": 20114.0, "fast_decline": 0.8, "slow_share": 0.0005, "slow_decline": 0.00058, "counted_level": 10.0}


@settings(max_examples=60, deadline=None)
@given(SETTINGS)
@example(LONG_WAY)
def test_the_day_of_the_last_copies_is_the_root(values):
    """Newton's steps end where the level is the one that counts, over the whole range of the sliders."""
    p = SimpleNamespace(**values)
    found = stein2019.simulate(**values).readouts["persistence"]
    slowest = p.peak_time + numpy.log(p.peak / p.counted_level) / p.slow_decline + 1  # if all of it were the slow part
    days = brentq(lambda t: numpy.log(stein2019.level(t, p) / p.counted_level), p.peak_time, slowest)

    assert found == pytest.approx(days, rel=1e-6)


@settings(max_examples=20, deadline=None)
@given(SETTINGS)
def test_the_exposure_is_the_area(values):
    """The closed form is the integral of the level over four weeks."""
    p = SimpleNamespace(**values)
    parts = [quad(lambda t: float(stein2019.level(t, p)), *ends, epsrel=1e-10)[0] for ends in ((0, p.peak_time), (p.peak_time, 28))]

    assert stein2019.exposure(p) == pytest.approx(sum(parts), rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(SETTINGS)
def test_the_level_rises_to_the_peak_and_falls_from_it(values):
    """Up to the day of the peak it only rises, afterwards it only falls, and there it has the peak's level."""
    p = SimpleNamespace(**values)
    before = stein2019.level(numpy.linspace(0, p.peak_time, 50), p)
    after = stein2019.level(numpy.linspace(p.peak_time, 730, 50), p)

    assert (numpy.diff(before) > 0).all()
    assert (numpy.diff(after) < 0).all()
    assert before[-1] == pytest.approx(p.peak)


def test_the_fall_is_the_two_straight_lines():
    """Soon after the peak the level halves in the first half-life, after a year in the last one."""
    run = stein2019.simulate("years", at=[10.0, 10 + 4.332169878, 400.0, 400 + 216.6084939])
    early, later, year, beyond = run.series["copies"]

    assert later / early == pytest.approx(0.5, abs=0.01)
    assert beyond / year == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize(("changes", "words"), [
    ({}, "100 copies last until day 209"), ({"slow_share": 0.00079}, "before the slow part"), ({"slow_share": 0.0395, "slow_decline": 0.0005}, "carries it past the end"),
])  # fmt: skip
def test_the_sentence_tells_how_the_cells_last(changes, words):
    """Gone with the fast part, gone later, or still there: each run is told as what it is."""
    assert words in stein2019.simulate("years", **changes).sentence


def test_what_lasts_hangs_on_a_share_that_the_peak_does_not_show():
    """A tenth of the slow share leaves the first three weeks within seven per cent, and ends the presence far sooner."""
    days = numpy.linspace(0, 21, 22)
    typical, few = (stein2019.simulate("years", at=days, **changes).series["copies"] for changes in ({}, {"slow_share": 0.00079}))

    assert few == pytest.approx(typical, rel=0.07)
    assert computed("stein2019.few-persistence") < computed("stein2019.year-persistence") / 4


# What the chapter prints, found independently of the library.
OURS = {
    "doublings": 11.929, "tenfold": 2.5898, "takeover": 40.122, "year-persistence": 209.22, "few-persistence": 44.708, "many-persistence": 712.17,
    "low-persistence": 38.374, "without-slow": 43.504, "peak-spread": 14.19,
}  # fmt: skip


@pytest.mark.parametrize("name", OURS)
def test_our_number_stays_what_the_text_says(name):
    """A change of a number is a change of the text."""
    assert computed(f"stein2019.{name}") == pytest.approx(OURS[name], rel=1e-3)
