"""What a reader takes away from an explorer: its address, its data, its picture and its Python, from a page opened as a file."""

import csv
import importlib
import io
import math
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import matplotlib
import numpy
import pytest
from matplotlib import image

from sixbarriers import bundle
from sixbarriers.javascript import compile_model, specification
from sixbarriers.sphinx.numbers import MODELS

STATES = 3
TOLERANCE = 1e-4  # of each series' largest value, as between page and Python
NO_CLIPBOARD = 'Object.defineProperty(navigator, "clipboard", {value: undefined});'
NOTEBOOK = """
const place = document.querySelector("div");
createRenderer(compiledModel).render({el: place, model: {get() {}, set() {}, on() {}, off() {}, save_changes() {}}});
"""


def random_state(model, source):
    """Return (scenario, values) with two parameters moved along their sliders, or chosen anew."""
    scenario = source.choice(list(model.scenarios))
    values = {}
    for name in source.sample(list(model.controls), 2):
        p = model.table(scenario)[name]
        if p.options:
            values[name] = float(source.choice([place for place in range(len(p.options)) if place != p.value]))
            continue
        low, high = (math.log(p.low), math.log(p.high)) if p.scale == "log" else (p.low, p.high)
        value = low + source.random() * (high - low)
        values[name] = min(max(math.exp(value) if p.scale == "log" else value, p.low), p.high)
    return scenario, values


def mounted(tmp_path, model):
    """Return the address of a page with the explorer of *model* and its style sheet."""
    file = tmp_path / f"{model.name}.html"
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><title>{model.name}</title><style>{bundle.stylesheet()}</style>'
        f'<div data-explorer="{model.name}"></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(model)});</script>"
        f"<script>{bundle.classic()}</script>",
        encoding="utf-8",
    )
    return file.as_uri()


def settle(page, model, scenario, values):
    """Set the explorer, wait until the picture has followed, and return what it reads."""
    found = page.evaluate(
        """([scenario, values]) => new Promise((resolve) => {
            const {explorer} = document.querySelector("[data-explorer]");
            explorer.set({scenario, ...values});
            const found = explorer.read();
            setTimeout(() => resolve(found), 300);
        })""",
        [scenario, model.resolve(scenario, values)],
    )
    assert found["problem"] == ""
    return found


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def unfold(page):
    page.get_by_text("Take it away").click()


def saved(page, name):
    """Return (name, bytes) of the file that the button called *name* saves."""
    with page.expect_download() as caught:
        press(page, name)
    return caught.value.suggested_filename, caught.value.path().read_bytes()


def pasted(page):
    """Return the text on the clipboard, pasted by keyboard into a field of the page's own."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    text = page.locator("#paste").input_value()
    page.evaluate("document.querySelector('#paste').remove()")
    return text


def same(expected, found):
    """Return whether two series agree within the tolerance, or in every word."""
    if any(isinstance(one, str) and not re.match(r"[-\d]", one) for one in expected):
        return list(expected) == list(found)
    expected, found = numpy.array(expected, dtype=float), numpy.array(found, dtype=float)
    return expected.shape == found.shape and float(numpy.max(numpy.abs(expected - found))) <= TOLERANCE * max(float(numpy.max(numpy.abs(expected))), 1e-300)


def executed(code):
    """Return the names that *code* leaves behind."""
    names = {}
    exec(compile(code, "the page's Python", "exec"), names)  # noqa: S102 (our own page wrote it)
    matplotlib.pyplot.close("all")
    return names


def written_value(model, name, value):
    """Return a parameter's value as an address has it."""
    p = model.parameters[name]
    return p.told(value).replace(" ", "+") if p.options else repr(value)


def columns(model, run):
    """Return the series of *run* as a file has them: numbers, or the names of their levels."""
    return [[line.levels[int(v)] for v in run.series[line.name]] if line.levels else run.series[line.name] for line in model.series]


@pytest.fixture(autouse=True)
def no_windows():
    """Draw without a window."""
    before = matplotlib.get_backend()
    matplotlib.use("Agg")
    yield
    matplotlib.use(before)


@pytest.fixture(params=MODELS)
def case(request, page, tmp_path):
    """Return (model, page) with the explorer in view and its files at hand."""
    model = MODELS[request.param]
    page.goto(mounted(tmp_path, model))
    unfold(page)
    return model, page


def test_code_and_data_are_those_of_python(case):
    """In random states the code runs and its run is the page's; the CSV is that of Run.to_csv, header and all."""
    model, page = case
    assert importlib.import_module(f"sixbarriers.models.{model.name}").model is model
    source = random.Random(f"take away {model.name}")
    for _ in range(STATES):
        scenario, values = random_state(model, source)
        found = settle(page, model, scenario, values)
        code = page.locator(".sb-code").inner_text()
        run = executed(code)["run"]
        assert run.scenario == scenario
        assert set(re.findall(r"\b(\w+)=", code)) == set(values)
        assert all(same(run.series[name], found["series"][name]) for name in run.series), (scenario, values)

        name, data = saved(page, "Data (CSV)")
        head, *rows = csv.reader(io.StringIO(data.decode()))
        expected_head, *expected = csv.reader(io.StringIO(run.to_csv()))
        assert name == f"{model.name}-{scenario}.csv"
        assert head == expected_head
        assert all(same(a, b) for a, b in zip(zip(*expected, strict=True), zip(*rows, strict=True), strict=True))


def test_pinned_runs_are_taken_along(case):
    """Pinned runs, one with a name that a spreadsheet would compute, stand in the code and the data under their names."""
    model, page = case
    source = random.Random(f"pins {model.name}")
    pins = {"=low": random_state(model, source), "high": random_state(model, source)}
    written = "&".join(
        f"pin={name.replace('=', '%3D')}({','.join([f'scenario={scenario}', *(f'{key}={written_value(model, key, value)}' for key, value in values.items())])})"
        for name, (scenario, values) in pins.items()
    )
    scenario, values = random_state(model, source)
    page.goto(f"{page.url.partition('#')[0]}#{model.name}?scenario={scenario}&{written}")
    page.wait_for_function("n => document.querySelector('[data-explorer]').explorer.read().pins.length === n", arg=len(pins))
    settle(page, model, scenario, values)
    if model.kind == "grid":
        pytest.skip("tests/test_grid_pins.py pins runs of a grid, which take long")
    if len(model.states) > 12:  # such runs come from the background, the pinned ones after the one in view
        page.wait_for_function("(n) => [...document.querySelectorAll('.sb-svg .sb-line-pin')].filter((one) => one.getAttribute('d')).length >= n", arg=2 * len(model.series))
    names = executed(page.locator(".sb-code").inner_text())
    assert list(names["pinned"]) == list(pins)
    assert [(run.scenario, run.parameters) for run in names["pinned"].values()] == [(s, model.resolve(s, v)) for s, v in pins.values()]

    _, data = saved(page, "Data (CSV)")
    head, *rows = csv.reader(io.StringIO(data.decode()))
    lines = [line.name for line in model.series]
    for name, run in {"this run": names["run"], "'=low": names["pinned"]["=low"], "high": names["pinned"]["high"]}.items():
        own = [row[-len(lines):] for row in rows if row[0] == name]
        assert all(same(expected, column) for expected, column in zip(columns(model, run), zip(*own, strict=True), strict=True))
    units = {run.time_unit for run in (names["run"], *names["pinned"].values())}
    assert head[:2] == (["run", f"{model.axis} ({units.pop()})"] if len(units) == 1 and not model.categories else ["run", model.axis])


def test_the_file_of_code_runs_by_itself(case, tmp_path):
    """The .py file runs in a fresh Python and prints the sentence in view."""
    model, page = case
    found = settle(page, model, *random_state(model, random.Random(f"file {model.name}")))
    name, code = saved(page, "Python (.py)")
    (tmp_path / name).write_bytes(code)
    done = subprocess.run([sys.executable, str(tmp_path / name)], capture_output=True, encoding="utf-8", env={"MPLBACKEND": "Agg", "PYTHONUTF8": "1", "PYTHONPATH": ":".join(sys.path)}, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:4] == found["sentence"].split()[:4]


def test_the_picture_stands_alone(case):
    """The SVG is XML without style sheet or variable and names model, setting, source and limits; the PNG shows it."""
    model, page = case
    scenario, values = random_state(model, random.Random(f"picture {model.name}"))
    found = settle(page, model, scenario, values)
    name, svg = saved(page, "Picture (SVG)")
    words = " ".join(" ".join(ElementTree.fromstring(svg).itertext()).split())
    spec = specification(model)

    assert name == f"{model.name}-{scenario}.svg"
    assert not any(mark in svg.decode() for mark in ("var(", "color-mix(", " class=", " style=", "<style", "href", "NaN", "undefined"))
    table = model.table(scenario)
    for part in (model.title, spec["citation"], found["sentence"], "Six Barriers, teaching model, not for treatment", model.credit or "CC BY 4.0", *(table[key].label for key in values)):
        assert " ".join(part.split()) in words
    for key, value in values.items():
        if table[key].options:
            assert f"{table[key].label} {table[key].told(value)};" in words
            continue
        said = words.partition(f"{table[key].label} ")[2].split()[0].rstrip(";")
        assert float(said) == value

    name, png = saved(page, "Picture (PNG)")
    pixels = image.imread(io.BytesIO(png))
    assert name == f"{model.name}-{scenario}.png"
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert pixels.shape[1] == 1600
    assert numpy.any(pixels[..., :3] < 0.9, axis=2).sum() > 1000


def test_one_state_gives_one_picture(page, tmp_path):
    """A phone in the dark and a desk in the light save the same bytes; forced colours leave no white ink."""
    model = MODELS["cartmath"]
    address = f"{mounted(tmp_path, model)}#cartmath?scenario=RAJI&dose=2e7&pin=low+dose(scenario=RAJI,dose=1e6)"
    found = []
    for width, looks in ((1280, {}), (320, {"color_scheme": "dark"}), (1280, {"color_scheme": "dark", "forced_colors": "active"})):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**looks)
        page.goto("about:blank")
        page.goto(address)
        if looks:
            page.add_style_tag(content=":root { --pst-color-background: #111; --pst-color-text-base: #eee; --pst-color-surface: #222; --pst-color-border: #444; }")
        settle(page, model, "RAJI", {"dose": 2e7})
        unfold(page)
        found.append(saved(page, "Picture (SVG)")[1])

    assert found[0] == found[1]
    assert b"A: low dose (scenario RAJI; CAR-T dose 1e6 cells; all others at their defaults)." in found[0]
    inks = {one.get("fill") for one in ElementTree.fromstring(found[2]).iter() if one.tag.endswith("text")}
    assert inks and inks.isdisjoint({"#fff", "#ffffff"})


@pytest.mark.parametrize("clipboard", [True, False])
def test_a_link_is_copied(page, tmp_path, clipboard):
    """The copied link opens the very state, with or without the browser's clipboard, says so and comes to rest."""
    if not clipboard:
        page.add_init_script(NO_CLIPBOARD)
    model = MODELS["cartmath"]
    address = mounted(tmp_path, model)
    page.goto(address)
    settle(page, model, "RAJI", {"dose": 2e7})
    press(page, "Copy link")
    page.get_by_role("status").get_by_text("Link copied", exact=True).wait_for()
    page.locator(".sb-copyfield").wait_for(state="hidden")
    link = pasted(page)
    page.get_by_text("Link copied", exact=True).wait_for(state="detached", timeout=6000)
    page.goto("about:blank")
    page.goto(link)

    assert link == f"{address}#cartmath?scenario=RAJI&dose=2e7"
    assert page.evaluate('document.querySelector("[data-explorer]").explorer.read().parameters.dose') == 2e7


def test_where_nothing_can_be_copied_the_reader_can(page, tmp_path):
    """Without any way to copy, the link stands selected in a field and words say what to do."""
    page.add_init_script(f"{NO_CLIPBOARD} document.execCommand = () => false;")
    page.goto(mounted(tmp_path, MODELS["cartmath"]))
    press(page, "Copy link")
    page.get_by_text("press Ctrl+C").wait_for()

    field = page.get_by_role("textbox", name="Text to copy")
    assert field.evaluate("(one) => document.activeElement === one && one.readOnly")
    assert field.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)").endswith("#cartmath?scenario=HDLM-2")


def test_an_asked_prediction_hides_the_answer(page, tmp_path):
    """While a prediction is asked for there is nothing to download, but the task can still be shared."""
    address = mounted(tmp_path, MODELS["cartmath"])
    page.goto(address)
    unfold(page)
    page.goto(f"{address}#cartmath?predict=asked")
    page.locator("[data-predict=asked]").wait_for()

    assert page.get_by_role("button", name="Copy link").is_visible()
    assert not page.get_by_text("Take it away").is_visible()
    for name in ("Data (CSV)", "Picture (PNG)", "Python (.py)", "Copy Python"):
        assert page.get_by_role("button", name=name, exact=True).count() == 0


def test_a_notebook_has_no_address(page, tmp_path):
    """In a notebook there is no link to copy; data, picture and code are there."""
    (tmp_path / "cell.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>cell</title><div></div><script type="module">{bundle.module(compile_model(MODELS["cartmath"]))}{NOTEBOOK}</script>',
        encoding="utf-8",
    )
    page.goto((tmp_path / "cell.html").as_uri())
    unfold(page)

    assert page.get_by_role("button", name="Copy link").count() == 0
    assert page.locator(".sb-code").inner_text().startswith("# If you have changed the model")
    assert saved(page, "Data (CSV)")[0] == "cartmath-HDLM-2.csv"
