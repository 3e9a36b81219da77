"""One equation, three places: the page's version of each model agrees with Python."""

import json
import math
import pathlib
import random
import subprocess

import numpy
import pytest

from sixbarriers import bundle
from sixbarriers.catalogue import every_model
from sixbarriers.javascript import compile_model

ROOT = pathlib.Path(__file__).parents[1]
MODELS = {name: model for name, model in every_model().items() if model.kind != "grid"}  # those agree site by site: test_grid.py
SETS = {"formula": 300, "equations": 120, "many equations": 30}  # a run with equations takes ten times as long, with many a hundred times
MANY_STATES = 12
EVERY = 5  # times compared: each fifth point of the grid
TOLERANCE = 1e-4  # of each state's largest value
EXACT = 1e-9  # of the largest value of its unit, for formulas, which nobody integrates


def tolerance(model):
    """Return how far the page's lines may lie from Python's."""
    return TOLERANCE if model.states else EXACT


def random_sets(model):
    """Return settings drawn evenly along the sliders, the corners of the ranges among them."""
    source = random.Random(f"parity {model.name}")
    found = []
    for i in range(SETS["many equations" if len(model.states) >= MANY_STATES else "equations" if model.states else "formula"]):
        scenario = source.choice(list(model.scenarios))
        values = {}
        for name, p in model.table(scenario).items():
            share = source.choice([0.0, 1.0]) if i % 10 == 0 else source.random()
            if p.options:
                values[name] = float(round(share * p.high))
                continue
            low, high = (math.log(p.low), math.log(p.high)) if p.scale == "log" else (p.low, p.high)
            value = low + share * (high - low)
            values[name] = min(max(math.exp(value) if p.scale == "log" else value, p.low), p.high)
        found.append({"scenario": scenario, "until": model.end(scenario), "values": values})
    return found


@pytest.fixture(scope="module", params=MODELS)
def case(request):
    """Return (model, settings, Python's runs)."""
    model = MODELS[request.param]
    sets = random_sets(model)
    return model, sets, [model.simulate(one["scenario"], **one["values"]) for one in sets]


def largest(model, lines, name):
    """Return the largest value to which a line is compared: its own, or among formulas, which may differ by little, of its unit."""
    units = {line.name: line.unit for line in model.series}
    beside = [name] if model.states else [other for other in units if units[other] == units[name]]
    return max(float(numpy.max(numpy.abs(lines[other]))) for other in beside)


def worst(model, lines, name, found):
    """Return the largest difference at each fifth time, relative to the largest value; infinite if anything is missing."""
    found = numpy.array(found, dtype=float)
    if not numpy.all(numpy.isfinite(found)):
        return math.inf
    return float(numpy.max(numpy.abs(lines[name][::EVERY] - found)) / max(largest(model, lines, name), 1e-300))


def same_readout(model, run, readout, found):
    """Return whether a readout agrees; a time may differ where the curve is flat, as long as its value does not."""
    expected = run.readouts[readout.name]
    if found is None or math.isnan(expected):
        return found is None and math.isnan(expected)
    if found == pytest.approx(expected, rel=1e-3, abs=1e-6):
        return True
    if readout.kind not in ("peak_time", "minimum_time"):
        return False
    line = {**run.series, **run.states}[readout.of]
    # After the first dose: at a doubled time numpy takes one of the two, so the very dose is left to the test above.
    there, here = (numpy.interp(when, run.time, line) for when in (found, expected))
    return there == pytest.approx(here, rel=1e-4)


def test_node_and_python_agree(case, node, tmp_path):
    """
    Every state of 300 random settings, 30 of a model with many states, agrees to 1e-4 of its maximum, with its readouts and the kind of sentence; so does
    every line of a model without states, to 1e-9.
    """
    model, sets, runs = case
    (tmp_path / "model.mjs").write_text(f"export const compiled = {compile_model(model)};\n", encoding="utf-8")
    (tmp_path / "sets.json").write_text(json.dumps(sets), encoding="utf-8")
    script = ROOT / "tests" / "js" / "run_sets.mjs"
    command = [node, str(script), str(tmp_path / "model.mjs"), str(tmp_path / "sets.json"), str(EVERY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    off = []
    for one, run, js in zip(sets, runs, found, strict=True):
        lines = run.states or run.series
        for name in lines:
            if worst(model, lines, name, js["lines"][name]) > tolerance(model):
                off.append((one["scenario"], name, worst(model, lines, name, js["lines"][name]), one["values"]))
        for readout in model.readouts:
            if not same_readout(model, run, readout, js["readouts"][readout.name]):
                off.append((one["scenario"], readout.name, run.readouts[readout.name], js["readouts"][readout.name]))
        if js["sentence"].split()[:4] != run.sentence.split()[:4]:
            off.append((one["scenario"], "sentence", run.sentence, js["sentence"]))

    assert off == []


def test_chromium_and_python_agree(case, page, tmp_path):
    """The explorer in a real browser, set to the same settings, reads the same series."""
    model, sets, runs = case
    mounted = tmp_path / "page.html"
    mounted.write_text(
        f'<!doctype html><meta charset="utf-8"><title>{model.name}</title><div data-explorer="{model.name}"></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(model)});</script>"
        f"<script>{bundle.classic()}</script>",
        encoding="utf-8",
    )
    page.goto(mounted.as_uri())
    found = page.evaluate(
        """([sets, every]) => sets.map(({scenario, values}) => {
            const explorer = document.querySelector("[data-explorer]").explorer;
            explorer.set({scenario, ...values});
            const {series} = explorer.read();
            return Object.fromEntries(Object.entries(series).map(([name, row]) => [name, row.filter((_, i) => i % every === 0)]));
        })""",
        [sets, EVERY],
    )
    off = [
        (one["scenario"], name, worst(model, run.series, name, js[name]))
        for one, run, js in zip(sets, runs, found, strict=True)
        for name in run.series
        if worst(model, run.series, name, js[name]) > tolerance(model)
    ]

    assert off == []
