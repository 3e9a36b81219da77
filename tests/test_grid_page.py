"""A grid model's explorer: what a reader sees grow, plays back and steers, with or without a mouse, and what no link breaks."""

import math
import random

import pytest

from sixbarriers.models import kather2017

MODEL = kather2017.model
STATES = 8
READY = "() => document.querySelector('.sb-sentence')?.textContent && !document.querySelector('[data-explorer]').explorer.busy"
# The colours that the section shows, and how many sites' worth of pixels each has.
INKS = """() => {
    const canvas = document.querySelector(".sb-section");
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const found = new Map();
    for (const pixel of new Uint32Array(data.buffer)) found.set(pixel, (found.get(pixel) ?? 0) + 1);
    return [...found].map(([pixel, count]) => [[pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255], count]);
}"""
FAULTS = """async (el) => {
    const read = el.explorer.read();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const faults = [];
    const strange = /NaN|Infinity|undefined|null|\\[object/;
    const svg = el.querySelector(".sb-svg");
    const lines = [...svg.querySelectorAll(".sb-line-now")].map((line) => line.getAttribute("d") ?? "");
    if (!lines.length || !lines.every((d) => /^M[\\d.]/.test(d))) faults.push(`lines: ${lines.map((d) => d.slice(0, 20))}`);
    // A notice may quote what a link said.
    const text = [...el.querySelector(".sb-card").children].filter((part) => !part.matches(".sb-notice")).map((part) => part.textContent).join(" ");
    if (strange.test(svg.outerHTML) || strange.test(text)) faults.push("strange words");
    if (!/^The tumour .*\\.$/.test(read.sentence)) faults.push(`the sentence is ${read.sentence}`);
    if (!Object.values(read.series).every((row) => row.length === 181 && row.every(Number.isFinite))) faults.push("a series has gaps");
    if (!document.querySelector(".sb-section").getAttribute("aria-label").includes(read.sentence)) faults.push("the section tells of another run");
    return faults;
}"""


@pytest.fixture
def ready(mount, page):
    """Return a function that opens the explorer, in a state, and waits for its run."""

    def go(query=""):
        mount(MODEL)
        if query:
            page.goto(f"{page.url}#kather2017?{query}")
        page.wait_for_function(READY, timeout=60_000)
        return page

    return go


def shown_day(page):
    return page.locator(".sb-when").inner_text()


def test_the_run_is_seen_and_stays(ready):
    """The run is computed beside the page, its section is drawn in several colours, and sentence, counts and section agree."""
    page = ready("scenario=many-wall")
    run = kather2017.simulate("many-wall")
    colours = page.evaluate(INKS)

    assert page.locator(".sb-sentence").inner_text() == run.sentence
    assert run.sentence in page.locator(".sb-section").get_attribute("aria-label")
    assert shown_day(page) == "day 90"
    assert len(colours) >= 5
    assert sorted(one for one in page.locator(".sb-legend li").all_inner_texts()) == sorted(layer.label for layer in MODEL.grid.layers)


def test_the_page_never_stands_still(ready, page):
    """While a run is computed anew, the page's own thread is never held up for long, and the section changes on the way."""
    ready()
    found = page.evaluate("""() => new Promise((done) => {
        const {explorer} = document.querySelector("[data-explorer]");
        const days = new Set();
        let longest = 0, last = performance.now();
        explorer.set({seed: 9});
        const look = () => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
            days.add(document.querySelector(".sb-when").textContent);
            if (days.size > 1 && !explorer.busy) done({longest, days: days.size});
            else setTimeout(look, 5);
        };
        setTimeout(look, 5);
    })""")

    assert found["longest"] < 400
    assert found["days"] > 5


def test_it_is_played_by_keyboard(ready, page):
    """Play, pause, step and the slider of days work from the keyboard; the buttons say what they do now, and the alternative stays."""
    ready()
    section = page.locator(".sb-section").get_attribute("aria-label")
    page.get_by_role("button", name="Step back").press("Enter")
    assert shown_day(page) == "day 89.5"
    page.get_by_role("button", name="Step", exact=True).press("Space")
    assert shown_day(page) == "day 90"
    page.get_by_role("slider", name="Day in view").press("Home")
    assert shown_day(page) == "day 0"
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_function("() => parseFloat(document.querySelector('.sb-when').textContent.slice(4)) > 5")
    page.get_by_role("button", name="Pause").press("Enter")
    stopped = shown_day(page)
    page.wait_for_timeout(300)

    assert shown_day(page) == stopped
    assert page.get_by_role("button", name="Play").count() == 1
    assert page.get_by_role("slider", name="Day in view").get_attribute("aria-valuetext") == stopped
    assert page.locator(".sb-section").get_attribute("aria-label") == section
    assert page.locator(".sb-playhead line").count() == 1


def test_who_wants_less_motion_sees_the_end(ready, page):
    """With reduced motion nothing moves by itself: the section changes once, when the run is done."""
    page.emulate_media(reduced_motion="reduce")
    ready()
    days = page.evaluate("""() => new Promise((done) => {
        const days = new Set();
        const {explorer} = document.querySelector("[data-explorer]");
        explorer.set({seed: 11});
        const look = setInterval(() => {
            days.add(document.querySelector(".sb-when").textContent);
            if (!explorer.busy) { clearInterval(look); done([...days]); }
        }, 10);
    })""")

    assert days == ["day 90"]


def test_a_new_seed_is_in_the_link(ready, page):
    """New seed draws another run of the same settings, and the address names it."""
    ready("scenario=many-open")
    page.get_by_role("button", name="New seed").click()
    page.wait_for_function(f"() => location.hash.includes('seed=7') && ({READY})()", timeout=60_000)

    assert page.locator(".sb-sentence").inner_text() == kather2017.simulate("many-open", seed=7).sentence


def test_a_prediction_shows_the_tumour_at_the_switch_alone(ready, page, mount):
    """While a prediction is asked for, the section stands at the day of the switch, and nothing plays beyond it."""
    mount(MODEL)
    page.goto(f"{page.url}#kather2017?scenario=many-open&predict=asked")
    page.wait_for_function("() => document.querySelector('.sb-when')?.textContent === 'day 30' && !document.querySelector('[data-explorer]').explorer.busy", timeout=60_000)
    page.get_by_role("slider", name="Day in view").press("End")

    assert shown_day(page) == "day 30"
    assert "gone" not in page.locator(".sb-section").get_attribute("aria-label")
    assert page.get_by_role("button", name="Play").get_attribute("aria-disabled") == "true"
    assert not page.locator(".sb-sentence").is_visible()


def test_it_fits_a_phone(ready, page):
    """At 320 pixels nothing sticks out, and every button can be hit."""
    page.set_viewport_size({"width": 320, "height": 700})
    ready()

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert all(min(one.bounding_box()["width"], one.bounding_box()["height"]) >= 24 for one in page.locator(".sb-transport button, .sb-transport select, .sb-transport input").all())


def test_no_state_and_no_link_breaks_it(ready, page):
    """At corners, at places drawn by lot and after faulty links there is a whole sentence, whole lines and a section that belongs to them."""
    ready()
    source = random.Random("grid fuzz")
    states = []
    for place in range(STATES):
        scenario = source.choice(list(MODEL.scenarios))
        share = (lambda: source.choice([0, 1])) if place % 2 else source.random
        states.append({"scenario": scenario, **{name: p.low + share() * (p.high - p.low) for name, p in MODEL.table(scenario).items()}})
    broken = []
    for state in states:
        page.evaluate("(state) => document.querySelector('[data-explorer]').explorer.set(state)", state)
        faults = page.evaluate(f"() => ({FAULTS})(document.querySelector('[data-explorer]'))")
        broken += [(state, faults)] if faults else []
    for link in ("seed=1e9", "seed=NaN", "scenario=none&seed=3", "kill=%E0%A4%A", "intervention=-1&permeability=<b>", "seed=2.7&predict=maybe"):
        page.evaluate("(link) => { location.hash = `kather2017?${link}`; }", link)
        page.wait_for_timeout(50)
        faults = page.evaluate(f"() => ({FAULTS})(document.querySelector('[data-explorer]'))")
        broken += [(link, faults)] if faults else []

    assert broken == []


# Machado, Oliveira and Fernandes 2009, at full severity, on linear light.
DICHROMACIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def lab(colour, matrix=None):
    """Return a colour of 0 to 255 in CIELAB, as somebody with a dichromacy sees it if *matrix* is given."""
    light = [(one / 255 / 12.92) if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in colour]
    if matrix:
        light = [min(max(sum(m * v for m, v in zip(row, light, strict=True)), 0), 1) for row in matrix]
    r, g, b = light
    xyz = ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_on_the_tissue_can_be_told_apart(ready, page, scheme):
    """Tumour, lymphocytes, stroma and necrosis differ by ten and more in CIELAB for every kind of colour vision; shape and legend tell them too."""
    if scheme == "dark":
        page.add_init_script("addEventListener('DOMContentLoaded', () => { for (const [n, v] of Object.entries({'--pst-color-background': '#14181e', '--pst-color-text-base': '#ced6dd', '--pst-color-surface': '#222832'})) document.documentElement.style.setProperty(n, v); })")
    ready("scenario=many-wall")
    colours = page.evaluate("""() => Object.fromEntries(["empty", "tumour", "lymphocyte", "stroma", "necrosis"].map((name) => {
        const canvas = document.querySelector(`[data-layer="${name}"]`);
        const {data} = canvas.getContext("2d").getImageData(0, 0, 15, 15);
        const sum = [0, 0, 0];
        for (let i = 0; i < data.length; i += 4) for (let k = 0; k < 3; k++) sum[k] += data[i + k] / 225;
        return [name, sum];
    }))""")
    for matrix in (None, *DICHROMACIES.values()):
        seen = {name: lab(colour, matrix) for name, colour in colours.items()}
        names = list(seen)
        close = [(a, b, math.dist(seen[a], seen[b])) for k, a in enumerate(names) for b in names[k + 1 :] if math.dist(seen[a], seen[b]) < 10]
        assert close == []
