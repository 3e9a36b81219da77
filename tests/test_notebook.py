"""The explorer in JupyterLab, with a live kernel: the page and Python show and run the same thing."""

import importlib.util
import json
import math
import pathlib
import time

import numpy
import pytest

ROOT = pathlib.Path(__file__).parents[1]
WAIT = 15  # seconds
TOLERANCE = 1e-4  # of each series' largest value

SHOW = """\
import json
from sixbarriers.models import cartmath
explorer = cartmath.explore("RAJI")
explorer"""
READ = "print(json.dumps(explorer.run().parameters))"
SET = """explorer.values = {**explorer.values, "dose": 2e7}"""
CHANGE = """\
def without_killing(state, p):
    rates = cartmath.equations(state, p)
    return {**rates, "tumour": p.growth_rate * state.tumour * (1 - p.inverse_capacity * state.tumour)}

changed = cartmath.model.replace(equations=without_killing).explore("RAJI")
changed"""
COMPARE = """\
print(json.dumps([{name: list(values) for name, values in run.series.items()} for run in (changed.run(), explorer.run())]))"""
CELLS = [SHOW, READ, SET, CHANGE, COMPARE]


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


lab = load(ROOT / "bench" / "lab.py")  # `make bench` drives JupyterLab in the same way


@pytest.fixture(scope="session")
def notebook(browser, tmp_path_factory):
    """Return a page on which JupyterLab has the CELLS open; the page may ask nothing of any other machine."""
    asked, errors = [], []
    with lab.running_lab(tmp_path_factory.mktemp("lab")) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        lab.open_notebook(page, server, "explore.ipynb", CELLS)
        yield page
        context.close()
    assert errors == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []


def show(page, cell):
    """Run a cell that ends with an explorer, and return that explorer's element once it has a chart."""
    lab.run_cell(page, CELLS.index(cell))
    place = page.locator(".jp-Notebook .jp-CodeCell").nth(CELLS.index(cell)).locator('[data-explorer="cartmath"]')
    place.locator("svg path.sb-line").first.wait_for(timeout=1000 * WAIT)
    return place


def printed(page, cell):
    """Run a cell that prints JSON, and return what it printed."""
    return json.loads(lab.output(lab.run_cell(page, CELLS.index(cell))))


def read(place):
    """Return what the explorer in the browser shows."""
    return place.evaluate("el => el.explorer.read()")


def eventually(get, accepted):
    """Return the first value of *get* that is accepted, or the last one before the time is up."""
    deadline = time.monotonic() + WAIT
    while not accepted(found := get()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def slider(place, name):
    return place.locator(f'input[type=range][data-parameter="{name}"]')


def test_a_cell_shows_the_live_explorer(notebook):
    """A cell that ends with an explorer shows sliders, a chart with a line for each series, and the sentence."""
    place = show(notebook, SHOW)
    found = read(place)

    assert slider(place, "dose").is_visible()
    assert place.locator("svg path.sb-line:not(.sb-ghost)").count() == len(found["series"]) == 3
    assert place.locator(".sb-sentence").inner_text() == found["sentence"] != ""
    assert found["scenario"] == "RAJI"


def test_arrow_keys_move_the_slider_and_not_the_notebook(notebook):
    """JupyterLab, which moves between cells by arrow keys, leaves them to a slider that has the focus."""
    dose = slider(show(notebook, SHOW), "dose")
    dose.focus()
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before, cell = int(dose.input_value()), notebook.evaluate(active)
    moves = {}
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"):
        notebook.keyboard.press(key)
        notebook.keyboard.press(key)
        moves[key] = int(dose.input_value()) - before

    assert moves == {"ArrowRight": 2, "ArrowUp": 4, "ArrowLeft": 2, "ArrowDown": 0}
    assert notebook.evaluate(active) == cell
    assert dose.evaluate("el => el === document.activeElement")


def test_python_runs_what_the_reader_chose(notebook):
    """After a slider is moved in the browser, explorer.run() has the very parameters that the browser shows."""
    place = show(notebook, SHOW)
    start = read(place)["parameters"]
    slider(place, "inhibition").focus()
    for _ in range(5):
        notebook.keyboard.press("ArrowRight")
    shown = read(place)["parameters"]
    found = eventually(lambda: printed(notebook, READ), lambda parameters: parameters == shown)

    assert shown["inhibition"] > start["inhibition"]
    assert found == shown


def test_python_moves_the_slider(notebook):
    """Setting explorer.values moves the slider, its number and the picture."""
    place = show(notebook, SHOW)
    before = read(place)
    lab.output(lab.run_cell(notebook, CELLS.index(SET)))
    after = eventually(lambda: read(place), lambda now: now["parameters"]["dose"] == 2e7)
    dose = slider(place, "dose")

    assert after["parameters"] == {**before["parameters"], "dose": 2e7}
    # The range of the dose is logarithmic, from 1e6 to 5e7 cells.
    assert int(dose.input_value()) == round(int(dose.get_attribute("max")) * math.log(20) / math.log(50))
    assert float(place.locator('.sb-field[data-parameter="dose"]').input_value()) == 2e7
    assert after["series"] != before["series"]


def test_a_changed_model_runs_changed(notebook):
    """A model whose killing is switched off in the notebook runs without it in the browser, as it does in Python."""
    show(notebook, SHOW)
    found = read(show(notebook, CHANGE))
    changed, original = printed(notebook, COMPARE)
    p, series = found["parameters"], found["series"]

    for name, values in changed.items():
        assert numpy.max(numpy.abs(numpy.subtract(series[name], values))) <= TOLERANCE * numpy.max(values)
    # With no carrying capacity either, as in this scenario, growth is exponential.
    assert p["inverse_capacity"] == 0
    assert series["tumour"][-1] == pytest.approx(p["tumour_start"] * math.exp(p["growth_rate"] * found["time"][-1]), rel=TOLERANCE)
    assert original["tumour"][-1] < 0.5 * series["tumour"][-1]
