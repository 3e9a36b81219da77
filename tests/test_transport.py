"""Guidance and transport: the closed formulas against independent numbers, and the functions that they need."""

import itertools
import json
import subprocess
from types import SimpleNamespace

import numpy
import pytest
from scipy import special
from scipy.linalg import solve_banded

from sixbarriers import bundle
from sixbarriers.functions import erfc, sinh_ratio, tanh, where
from sixbarriers.models import arrival, penetration
from sixbarriers.published import computed
from sixbarriers.tex import Tex

DRIFT = {0.1: 0.07407407407407407, 0.25: 2 / 9, 0.5: 2 / 3, 0.75: 0.962962962962963, 0.9: 0.9958847736625515, 1.0: 1.0}
THIELE = {0.1: 0.9993339676197086, 0.5: 0.9837204824319175, 1.0: 0.9391058564979944, 2.0: 0.8059720810913222, 5.0: 0.4800544823892116, 10.0: 0.27000000123669216}
HITS = {(150, 24): 0.3797314326899668, (150, 48): 0.4142965376093233, (300, 24): 0.18009712486913998, (300, 48): 0.22166851403400972, (450, 24): 0.08958161668722006, (450, 48): 0.1290007338608966}
SIGNAL = {0: 0.06825894921626952, 50: 0.04191427567211101, 150: 0.01873065279871996, 250: 0.00941664903473665, 500: 0.0021318102059117053}
UPTAKE = {"open": 158940, "shell": 48506.9, "dense": 6102.95}


@pytest.mark.parametrize("bias", DRIFT)
def test_the_drift_is_that_of_the_biased_walk(bias):
    """The mean speed towards the tumour, computed elsewhere, is met for weak and strong guidance."""
    assert arrival.simulate(bias=bias).readouts["drift"] == pytest.approx(5 * DRIFT[bias], rel=1e-12)


def test_the_drift_is_the_mean_of_drawn_directions():
    """A million directions drawn at random and mixed with the signal's give the same speed."""
    drawn = numpy.random.default_rng(4).normal(size=(1_000_000, 3))
    drawn /= numpy.linalg.norm(drawn, axis=1)[:, None]
    for bias in (0.25, 0.6):
        mixed = (1 - bias) * drawn + bias * numpy.array([0.0, 0.0, 1.0])
        mean = 5 * float((mixed[:, 2] / numpy.linalg.norm(mixed, axis=1)).mean())

        assert arrival.simulate(bias=bias).readouts["drift"] == pytest.approx(mean, abs=0.01)


@pytest.mark.parametrize(("distance", "hours"), HITS)
def test_the_chance_to_arrive_is_the_golden_one(distance, hours):
    """Smoluchowski's formula, computed elsewhere, is met at three distances and two times."""
    found = arrival.simulate(start_distance=float(distance), watch=float(hours)).readouts["within_here"]

    assert found == pytest.approx(100 * HITS[distance, hours], rel=1e-12)


def test_the_signal_is_the_golden_one():
    """Outside of the tumour the signal falls off as the solved field does, relative to the edge."""
    run = arrival.simulate(at=list(map(float, SIGNAL)))

    assert run.series["signal"] == pytest.approx(100 * numpy.array(list(SIGNAL.values())) / SIGNAL[0], rel=1e-9)


def test_a_blind_cell_does_worse_the_longer_the_way_and_never_better_than_the_ratio():
    """The chance falls with distance, rises with time and stays below the chance in all eternity."""
    run, longer = arrival.simulate(), arrival.simulate(watch=96.0)

    assert numpy.all(numpy.diff(run.series["within"]) < 0)
    assert numpy.all(longer.series["within"][1:] > run.series["within"][1:])
    assert numpy.all(run.series["within"][1:] < run.series["ever"][1:])


def mean_times(bias, far=20000.0, cells=40000):
    """Return places and mean hours to arrive of a finite-volume solution of the backward equation, with a wall far away."""
    found = arrival.formulas(0.0, SimpleNamespace(**{name: one.value for name, one in arrival.model.parameters.items()} | {"bias": bias}))
    faces = numpy.linspace(150, far, cells + 1)
    places, width = (faces[:-1] + faces[1:]) / 2, faces[1] - faces[0]

    def weight(r):
        return r**2 * numpy.exp(-(r - 150) / found.wander)

    between = weight(faces[1:-1]) / width
    bands = numpy.zeros((3, cells))
    bands[0, 1:], bands[2, :-1] = between, between
    bands[1, :-1] -= between
    bands[1, 1:] -= between
    bands[1, 0] -= weight(faces[0]) / (width / 2)
    return places, solve_banded((1, 1), bands, -weight(places) * width / found.motility) / 60


@pytest.mark.parametrize("bias", [0.05, 0.1, 0.5])
def test_the_mean_time_is_that_of_the_solved_equation(bias):
    """For a feeble and a strong pull the closed mean time agrees with a numerical solution near the tumour."""
    places, hours = mean_times(bias, far=20000.0 if bias < 0.5 else 2000.0)
    chosen = numpy.flatnonzero(places < 1100)[::20]
    exact = arrival.simulate(bias=bias, at=(places[chosen] - 150).tolist()).series["travel"]

    assert exact == pytest.approx(hours[chosen], rel=2e-3, abs=1e-3)


def test_a_strong_pull_leaves_the_time_of_the_straight_way():
    """Guided perfectly, a cell takes hardly longer than the way divided by its speed; guided feebly, many times as long."""
    strong, feeble = (arrival.simulate(bias=bias).readouts for bias in (1.0, 0.05))

    assert strong["travel_here"] / strong["straight"] == pytest.approx(1, abs=0.15)
    assert feeble["travel_here"] > 10 * feeble["straight"]


def test_more_guidance_is_never_slower():
    """The mean time falls with the bias, at the distance to read off."""
    times = [arrival.simulate(bias=bias).readouts["travel_here"] for bias in (0.02, 0.05, 0.1, 0.25, 0.5, 1.0)]

    assert times == sorted(times, reverse=True)


def test_at_the_edge_a_cell_has_arrived():
    """From no distance the chance is one, the time nought and the signal whole."""
    at_edge = {name: line[0] for name, line in arrival.simulate().series.items()}

    assert at_edge == pytest.approx({"within": 100, "ever": 100, "travel": 0, "signal": 100})


@pytest.mark.parametrize("modulus", THIELE)
def test_the_effectiveness_is_the_golden_one(modulus):
    """The textbook's curve of effectiveness against the Thiele modulus is met."""
    loss = 0.05
    p = SimpleNamespace(radius=100.0, loss_rate=loss, speed=1.0, persistence=3 * loss * (100 / modulus) ** 2, thickness=10.0, crossing=1.0, outer_radius=600.0)
    found = penetration.solution(p)

    assert found.thiele == pytest.approx(modulus, rel=1e-12)
    assert found.effectiveness == pytest.approx(THIELE[modulus], rel=1e-9)


@pytest.mark.parametrize("scenario", UPTAKE)
def test_the_uptake_through_the_shell_is_the_golden_one(scenario):
    """Inside, shell and outside in series give the uptake that was computed elsewhere."""
    assert penetration.simulate(scenario).readouts["uptake"] == pytest.approx(UPTAKE[scenario], rel=1e-5)


def grid_solution(values, cells=6000):
    """Return places and density in per cent of a finite-volume solution in radius, with nothing of the closed formula in it."""
    motility = values["speed"] ** 2 * values["persistence"] / 3
    faces = numpy.linspace(0, values["outer_radius"], cells + 1)
    places = (faces[:-1] + faces[1:]) / 2
    width = faces[1]
    inside = places < values["radius"]
    shell = ~inside & (places < values["radius"] + values["thickness"])
    local = numpy.where(shell, motility * values["crossing"], motility)
    between = 2 / (1 / local[1:] + 1 / local[:-1]) * faces[1:-1] ** 2 / width
    at_rim = local[-1] * faces[-1] ** 2 / (width / 2)
    lost = numpy.where(inside, values["loss_rate"], 0) * (faces[1:] ** 3 - faces[:-1] ** 3) / 3
    bands = numpy.zeros((3, cells))
    bands[0, 1:], bands[2, :-1] = -between, -between
    bands[1] = lost
    bands[1, :-1] += between
    bands[1, 1:] += between
    bands[1, -1] += at_rim
    given = numpy.zeros(cells)
    given[-1] = 100 * at_rim
    return places, solve_banded((1, 1), bands, given)


@pytest.mark.parametrize("scenario", ["open", "shell", "dense", "patient"])
def test_the_closed_density_is_the_numerical_one(scenario):
    """Along the whole radius the formula agrees with a fine grid to a thousandth of the density far outside."""
    values = {name: one.value for name, one in penetration.model.table(scenario).items()}
    places, found = grid_solution(values)
    chosen = places > 1
    exact = penetration.simulate(scenario, at=places[chosen].tolist()).series["density"]

    assert exact == pytest.approx(found[chosen], abs=0.1)


def test_the_density_is_whole_at_both_borders():
    """Where tumour, shell and outside meet, the density does not jump."""
    for scenario, border in itertools.product(("open", "shell", "dense"), (150.0, 200.0)):
        before, after = penetration.simulate(scenario, at=[border - 1e-6, border + 1e-6]).series["density"]

        assert before == pytest.approx(after, abs=1e-4)


def test_a_denser_or_thicker_wall_keeps_more_out():
    """Arrivals fall with the wall's thickness and density, and a wall that is none costs nothing."""
    kept = [penetration.simulate(crossing=f).readouts["kept"] for f in (1.0, 0.3, 0.1, 0.03, 0.01)]
    by_thickness = [penetration.simulate("dense", thickness=h).readouts["kept"] for h in (0.0, 10.0, 50.0, 150.0)]

    assert kept[0] == pytest.approx(100)
    assert by_thickness[0] == pytest.approx(100)
    assert kept == sorted(kept, reverse=True)
    assert by_thickness == sorted(by_thickness, reverse=True)


def test_speed_raises_the_share_that_the_wall_lets_through_only_a_little():
    """Twice the speed: more arrive in all, and the share grows, but by less than a third."""
    usual, fast = (penetration.simulate("shell", speed=speed).readouts for speed in (5.0, 10.0))

    assert fast["uptake"] > 2 * usual["uptake"]
    assert 1 < fast["kept"] / usual["kept"] < 4 / 3


def test_no_corner_of_the_sliders_overflows():
    """At every corner of the ranges each line is a number between nought and a hundred."""
    table = penetration.model.parameters
    names = list(table)
    for corner in itertools.product(*((one.low, one.high) for one in table.values())):
        run = penetration.simulate(**dict(zip(names, corner, strict=True)))
        for line in run.series.values():
            assert numpy.all(numpy.isfinite(line))
            assert line.min() >= 0
            assert line.max() <= 100 + 1e-9


def test_the_exercises_have_the_answers_that_were_found_elsewhere():
    """Motility for nine tenths, the radius for a half, and what two shells leave."""
    assert computed("penetration.thiele") == pytest.approx(5.196, abs=5e-4)
    assert computed("penetration.effectiveness") == pytest.approx(46.6, abs=0.05)
    assert computed("penetration.motility-for-nine-tenths") == pytest.approx(15.4, abs=0.06)
    assert computed("penetration.radius-for-half") == pytest.approx(136.6, abs=0.05)
    assert computed("penetration.kept-dense") == pytest.approx(3.84, abs=0.005)
    assert computed("penetration.kept-shell") == pytest.approx(30.5, abs=0.05)
    assert computed("arrival.drift") / computed("arrival.drift-quarter") == pytest.approx(3)


def test_a_ratio_of_sines_does_not_overflow():
    """Far beyond where sinh ends the ratio is still right, and for small numbers it is the plain one."""
    assert sinh_ratio(900.0, 1000.0) == pytest.approx(numpy.exp(-100), rel=1e-12)
    assert sinh_ratio(0.2, 0.5) == pytest.approx(numpy.sinh(0.2) / numpy.sinh(0.5), rel=1e-14)
    assert sinh_ratio(numpy.array([0.0, 1.0]), 1.0).tolist() == [0.0, 1.0]


def test_the_functions_are_printed():
    """LaTeX names them as textbooks do, and a choice within a choice continues the list."""
    x, y = Tex("x"), Tex("y")

    assert tanh(x).text == r"\tanh\left(x\right)"
    assert erfc(x / 2).text == r"\operatorname{erfc}\left(\frac{x}{2}\right)"
    assert sinh_ratio(x, y).text == r"\frac{\sinh\left(x\right)}{\sinh\left(y\right)}"
    assert where(x < 1, x, where(x < 2, y, 3)).text == r"\begin{cases} x & \text{if } x < 1 \\ y & \text{if } x < 2 \\ 3 & \text{otherwise} \end{cases}"


def test_the_page_has_the_same_error_function(node, tmp_path):
    """From deep below nought to where it vanishes, JavaScript's copy agrees with SciPy to twelve digits."""
    places = numpy.concatenate([numpy.linspace(-6, 6, 241), [0.0, 2.0, 1.9999999, 10.0, 26.0, 40.0]]).tolist()
    (tmp_path / "erfc.mjs").write_text(f"{bundle.alone('erfc.js')}\nprocess.stdout.write(JSON.stringify({json.dumps(places)}.map(erfc)));\n", encoding="utf-8")
    done = subprocess.run([node, str(tmp_path / "erfc.mjs")], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == pytest.approx(special.erfc(places).tolist(), rel=1e-12, abs=1e-300)
