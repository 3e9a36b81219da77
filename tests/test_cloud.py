"""A cloud of points beside the lines of a formula: the same in Python and in the page, drawn, listed and taken away."""

import csv
import dataclasses
import io
import json
import pathlib
import random
import subprocess
from types import SimpleNamespace

import numpy
import pytest
from scipy.special import expit, ndtr, ndtri
from scipy.stats import binomtest

from sixbarriers import evidence
from sixbarriers.errors import ModelError
from sixbarriers.functions import total
from sixbarriers.javascript import compile_model
from sixbarriers.models import bozic2013, cost_acceptability, cure_price
from sixbarriers.models.cost_acceptability import model
from sixbarriers.plot import picture
from sixbarriers.published import computed

ROOT = pathlib.Path(__file__).parents[1]


def random_sets(count=300):
    """Return settings drawn along the sliders, every fifth at corners of the ranges."""
    source, found = random.Random("cloud"), []
    for i in range(count):
        scenario = source.choice(list(model.scenarios))
        table, values = model.table(scenario), {}
        for name, p in table.items():
            share = source.choice([0.0, 1.0]) if i % 5 == 0 else source.random()
            values[name] = float(round(share * p.high)) if p.options else p.low + share * (p.high - p.low)
        found.append({"scenario": scenario, "values": values})
    return found


def definitions(**changes):
    """Return what the equations name, and the parameters, at a setting."""
    p = SimpleNamespace(**model.resolve(None, changes))
    return model.defined(SimpleNamespace(), p), p


def exact(levels, **changes):
    """Return the probability, in per cent, that the price is worth paying: endlessly many draws, integrated without sampling."""
    x, p = definitions(**changes)
    z = numpy.linspace(-6, 6, 6001)
    weight = numpy.exp(-(z**2) / 2)
    share = expit(x.log_odds + x.spread * z)
    net = numpy.outer(levels, x.gain_without + x.gain_of_cure * share) - (x.cost_without + x.cost_of_cure * share)
    return 100 * (ndtr(net / (p.infused / 100 * p.hospital_cost * p.cost_spread / 100)) * weight).sum(axis=1) / weight.sum()


def test_node_and_python_place_every_point_alike(node, tmp_path):
    """In 300 random settings each of the hundred points lies where Python puts it, to a part in a thousand million."""
    sets = random_sets()
    (tmp_path / "model.mjs").write_text(f"export const compiled = {compile_model(model)};\n", encoding="utf-8")
    script = f"""
        import {{ cloudPoints }} from {json.dumps((ROOT / "src/sixbarriers/explorer/cloud.js").as_uri())};
        import {{ compiled }} from "./model.mjs";
        const found = {json.dumps([one["values"] for one in sets])}.map((values) => cloudPoints(compiled, values));
        process.stdout.write(JSON.stringify(found));
    """
    (tmp_path / "run.mjs").write_text(script, encoding="utf-8")
    done = subprocess.run([node, str(tmp_path / "run.mjs")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for one, found in zip(sets, json.loads(done.stdout), strict=True):
        expected = model.simulate(one["scenario"], **one["values"]).cloud
        assert numpy.column_stack([found["x"], found["y"]]) == pytest.approx(expected, rel=1e-9, abs=1e-9 * numpy.abs(expected).max())


@pytest.mark.parametrize("accepted", [50000.0, 150000.0, 250000.0])
def test_the_curve_counts_the_points_below_the_line(accepted):
    """What the curve says at a level is the number of points on or below the line of that slope."""
    run = model.simulate(accepted=accepted)

    assert model.cloud.is_under(run.cloud, accepted).sum() == run.readouts["probability"] == pytest.approx(model.simulate(at=[accepted]).series["acceptable"][0])


def test_the_draws_are_a_hundred_equally_likely_ones():
    """Each uncertain input takes the middles of a hundred equal parts of its distribution once; each tenth of one meets each tenth of the other once."""
    expected = numpy.round(1000 * ndtri((numpy.arange(100) + 0.5) / 100))
    cure, cost = cost_acceptability.CURE.values, cost_acceptability.COST.values

    assert numpy.array_equal(cure, expected)
    assert numpy.array_equal(numpy.sort(cost), expected)
    assert len(set(zip(numpy.arange(100) // 10, numpy.searchsorted(expected, cost) // 10, strict=True))) == 100
    assert abs(numpy.corrcoef(cure, cost)[0, 1]) < 0.02


@pytest.mark.parametrize("changes", [{}, {"patients": 1000.0}, {"cost_spread": 10.0}, {"price": 200000.0}, {"cure": 50.0, "patients": 40.0}])
def test_a_hundred_draws_are_enough(changes):
    """The curve lies within three points of the exact probability, integrated without drawing."""
    run = model.simulate(**changes)

    assert numpy.max(numpy.abs(run.series["acceptable"] - exact(run.time, **changes))) < 3


def test_it_is_the_model_above():
    """At the share observed, gain and extra cost are those of cure_price at that share, whatever else is set."""
    changes = {"cure": 37.0, "age": 30.0, "usual_cure": 5.0, "infused": 80.0, "charged": "all who wait for cells", "new_median": 9.0}
    mine, other = model.simulate(**changes).readouts, cure_price.simulate(**changes).readouts

    assert (mine["gain"], mine["extra_cost"]) == pytest.approx((other["gain"], other["extra_cost"]), rel=1e-12)


@pytest.mark.parametrize(("count", "patients"), [(31, 101), (40, 101), (9, 30), (310, 1010)])
def test_the_interval_is_one_that_a_trial_would_print(count, patients):
    """The interval of the cured share agrees with the exact one of Clopper and Pearson within two points at each end."""
    stated = binomtest(count, patients).proportion_ci(0.95, method="exact")
    found = model.simulate(cure=100 * count / patients, patients=float(patients)).readouts

    assert (found["low"], found["high"]) == pytest.approx((100 * stated.low, 100 * stated.high), abs=2)


def test_a_published_interval_is_wider():
    """Fewer things are uncertain here than in Lin 2019: of a QALY at 40 % cured our interval is narrower, and overlaps theirs."""
    stated = evidence.number("lin2019-axi-forty-icer")
    low, high = computed("cost_acceptability.ratio-low"), computed("cost_acceptability.ratio-high")

    assert (low, high) == pytest.approx((84700, 151200), rel=5e-3)
    assert low < stated.value < high
    assert high - low < stated.high - stated.low


def test_more_patients_make_the_curve_steeper_and_do_not_move_its_middle():
    """With ten times the patients the stretch from 5 to 95 draws shrinks by more than half, while the level of half the draws stays."""
    few, many = model.simulate(), model.simulate(patients=1010.0)

    def stretch(run):
        return numpy.ptp(run.time[(run.series["acceptable"] > 5) & (run.series["acceptable"] < 95)])

    assert stretch(many) < 0.5 * stretch(few)
    assert many.readouts["half"] == pytest.approx(few.readouts["half"], rel=0.02)


def test_a_cloud_that_does_not_fit_is_refused():
    """A cloud needs a formula, a slope among the parameters and at least one point; the error says so."""
    with pytest.raises(ModelError, match="slope_of_hope"):
        model.replace(cloud=dataclasses.replace(model.cloud, slope="slope_of_hope"))
    with pytest.raises(ModelError, match="needs points"):
        model.replace(cloud=dataclasses.replace(model.cloud, count=0))
    with pytest.raises(ModelError, match="has no place"):
        model.replace(cloud=dataclasses.replace(model.cloud, up=lambda k, x, p: k * numpy.nan)).simulate()
    assert bozic2013.simulate().cloud is None


def test_a_sum_within_a_sum_is_computed_once():
    """The page works out a sum that stands inside another before the loop, and both come out as in Python."""
    inner = lambda x: total(3, lambda k: x * k)  # noqa: E731 - as a model writes it
    code = compile_model(bozic2013.model.replace(series=tuple(
        one.__class__(one.name, one.label, one.unit, one.panel, lambda x, p: total(9, lambda k: inner(x.tumour_cells) + k)) for one in bozic2013.model.series
    )))  # fmt: skip

    assert "const inner0" in code
    assert total(9, lambda k: inner(2.0) + k) == 10 * 12 + 45


def test_the_still_picture_shows_the_plane():
    """Without scripts a reader sees both axes of the plane and how many draws lie on each side."""
    drawn = picture(model.simulate())

    for words in ("QALYs gained", "Extra cost (USD)", f"worth paying: {computed('cost_acceptability.lymphoma'):.0f}"):
        assert words in drawn


# What is seen of the plane: marks on each side, what the legend says of them, and the marks outside the picture.
SEEN = """() => {
    const el = document.querySelector("[data-explorer]");
    el.explorer.read();
    const count = (side) => (el.querySelector(`.sb-cloud > .sb-cloud-${side}`)?.getAttribute("d").match(side === "over" ? /M[^M]*M/g : /M/g) ?? []).length;
    const frame = el.querySelector(".sb-svg").getBoundingClientRect();
    const outside = [...el.querySelectorAll(".sb-cloud > *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
    }).length;
    return {under: count("under"), over: count("over"), legend: [...el.querySelectorAll(".sb-cloud .sb-legend")].map((one) => one.textContent), outside};
}"""


def test_the_page_draws_every_point_on_its_side(mount):
    """The page's dots and crosses are Python's points below and above the line, and its legend counts them."""
    page = mount(model)
    for changes in ({}, {"cure": 20.0}, {"accepted": 300000.0}, {"usual_cure": 40.0, "cure": 30.0}, {"scenario": "leukaemia", "price": 20000.0}):
        settings = {"scenario": "lymphoma", **changes}
        run = model.simulate(**settings)
        page.evaluate("(wanted) => document.querySelector('[data-explorer]').explorer.set(wanted)", {"scenario": run.scenario, **run.parameters})
        count = int(run.readouts["probability"])
        found = page.evaluate(SEEN)

        assert (found["under"], found["over"], found["outside"]) == (count, 100 - count, 0), settings
        assert found["legend"] == [f"worth paying: {count}", f"not worth it: {100 - count}"]


def test_nothing_is_seen_before_a_prediction(mount):
    """While a prediction is asked for, the plane stands empty."""
    page = mount(model)
    page.get_by_role("button", name="Predict first").click()
    page.wait_for_selector("[data-predict=asked]")
    found = page.evaluate(SEEN)

    assert (found["under"], found["over"], found["legend"]) == (0, 0, [])


def test_the_points_can_be_read_and_taken_away(mount):
    """The table and the file hold every point of the run in view, with its side."""
    page = mount(model)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.wait_for_selector(".sb-data-cloud tbody tr:nth-child(100)")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Points (CSV)").click()
    head, *rows = csv.reader(io.StringIO(pathlib.Path(saved.value.path()).read_text(encoding="utf-8")))
    with page.expect_download() as drawn:
        page.get_by_role("button", name="Picture (SVG)").click()
    picture_text = pathlib.Path(drawn.value.path()).read_text(encoding="utf-8")
    run = model.simulate()

    assert f"worth paying: {run.readouts['probability']:.0f}" in picture_text
    assert "QALYs gained" in picture_text
    assert saved.value.suggested_filename == "cost_acceptability-lymphoma.points.csv"
    assert head == ["draw", "QALYs gained (QALYs)", "Extra cost (USD)", "side"]
    assert numpy.array([row[1:3] for row in rows], dtype=float) == pytest.approx(run.cloud, rel=1e-9)
    assert [row[3] == "worth paying" for row in rows] == list(model.cloud.is_under(run.cloud, 150000))
