"""
Nothing is told by colour alone, and what is told by colour is told to everyone.

Colour blindness is simulated after Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of
color vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15, 1291-1298, at severity 1.0; distances
between colours are CIEDE2000 (CIE 142-2001).
"""

import itertools

import numpy
import pytest

from sixbarriers.javascript import compile_model
from sixbarriers.model import Case, Model, Panel, Readout, Scenario, Series
from sixbarriers.parameter import Parameter

MODES = ["light", "dark"]
CONTRAST = 3  # of graphics with their ground: WCAG 2.2, success criterion 1.4.11
LEGIBLE = 4.5  # of words: success criterion 1.4.3
CLEAR = 10  # CIEDE2000; one is about the least difference that an eye sees in two fields side by side
# For linear red, green and blue: the tables of the paper for severity 1.0, and sight as most have it.
VISIONS = {
    "trichromacy": numpy.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
WHITE = numpy.array([0.95047, 1.0, 1.08883])


def linear(colour):
    """Return an sRGB colour, in parts of 255, as linear light."""
    share = numpy.asarray(colour, float) / 255
    return numpy.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return the contrast ratio of two sRGB colours, as WCAG defines it."""
    darker, lighter = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour, vision):
    """Return CIELAB of an sRGB colour as somebody with this *vision* sees it."""
    light = numpy.clip(numpy.asarray(VISIONS[vision]) @ linear(colour), 0, 1)
    share = numpy.asarray(TO_XYZ) @ light / WHITE
    x, y, z = numpy.where(share > 216 / 24389, numpy.cbrt(share), (24389 / 27 * share + 16) / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one, other):
    """Return the distance of two colours in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    grey = lambda chroma: numpy.sqrt(chroma**7 / (chroma**7 + 25.0**7))  # noqa: E731 - used twice, in one formula each
    stretch = 1.5 - 0.5 * grey((numpy.hypot(a1, b1) + numpy.hypot(a2, b2)) / 2)
    c1, c2 = numpy.hypot(stretch * a1, b1), numpy.hypot(stretch * a2, b2)
    h1, h2 = (numpy.degrees(numpy.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    middle = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    cos = lambda degrees: numpy.cos(numpy.radians(degrees))  # noqa: E731 - four times in the next line
    t = 1 - 0.17 * cos(middle - 30) + 0.24 * cos(2 * middle) + 0.32 * cos(3 * middle + 6) - 0.20 * cos(4 * middle - 63)
    in_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / numpy.sqrt(20 + (light - 50) ** 2))
    in_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    in_hue = 2 * numpy.sqrt(c1 * c2) * numpy.sin(numpy.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    blue = -2 * grey(chroma) * numpy.sin(numpy.radians(60 * numpy.exp(-(((middle - 275) / 25) ** 2))))
    return float(numpy.sqrt(in_light**2 + in_chroma**2 + in_hue**2 + blue * in_chroma * in_hue))


def distance(one, other):
    """Return how far apart two colours are to whomever they are closest."""
    return min(ciede2000(lab(one, vision), lab(other, vision)) for vision in VISIONS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_that_of_the_standard(one, other, expected):
    """Our CIEDE2000 gives the published test data of Sharma, Wu and Dalal (2005)."""
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


SLOPE = Parameter(value=1.0, unit="", low=0.5, high=2.0, kind="illustrative", source="ours", label="slope", symbol="k")
NAMES = ("one", "two", "three", "four", "five")
FIVE = Model(
    name="lines",
    title="As many lines as a panel can hold",
    citation="ours", time_unit="day", until=10.0,
    parameters={"slope": SLOPE},
    scenarios={"only": Scenario("Only")},
    panels=(Panel("Height", "cm"),),
    series=tuple(Series(name, name, "cm", 0, lambda s, p, k=k: p.slope * k * s.time, f"y_{k}") for k, name in enumerate(NAMES, 1)),
    readouts=(Readout("end", "At the end", "cm", "final", "one"),),
    cases=(Case("At the end it is {end} cm."),),
    controls=("slope",),
    assumptions=(), left_out=(),
)  # fmt: skip
ADD = "document.querySelector('article').insertAdjacentHTML('beforeend', '<div data-explorer=\"lines\"></div>')"
FOLLOW = """async (hash) => {
    const followed = new Promise((done) => addEventListener("hashchange", done, {once: true}));
    location.hash = hash;
    await followed;
}"""
# All lines with what tells them apart, as the browser draws them: colours as [red, green, blue], what is see-through mixed with the paper.
LINES = """(model) => {
    const el = document.querySelector(`[data-explorer="${model}"]`);
    const {spec} = window.sixbarriers.models.find((one) => one.spec.name === model);
    const {problem} = el.explorer.read();
    const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d", {willReadFrequently: true});
    const drawn = (...layers) => {
        for (const [colour, share] of layers) {
            pen.globalAlpha = share;
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
        }
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const paper = [getComputedStyle(el.querySelector(".sb-picture")).backgroundColor, 1];
    const order = spec.panels.flatMap((_, panel) => spec.series.filter((one) => one.panel === panel));
    const words = [...el.querySelectorAll(".sb-svg :is(text, tspan)")].filter((one) => one.textContent && one.checkVisibility())
        .map((one) => [one.textContent, drawn(paper, [getComputedStyle(one).fill, 1])]);
    const look = (one) => `${getComputedStyle(one).stroke} ${getComputedStyle(one).strokeDasharray}`;
    const samples = [...el.querySelectorAll(".sb-svg line.sb-line")].map(look);
    const listed = [...el.querySelectorAll(".sb-sample line")].map((one) => getComputedStyle(one).strokeDasharray);
    const role = (path) => ["default", "pin", "prediction"].find((one) => path.classList.contains(`sb-line-${one}`)) ?? "now";
    const taken = {};
    const lines = [...el.querySelectorAll(".sb-svg path.sb-line")].map((path) => {
        const style = getComputedStyle(path);
        const kind = role(path);
        const count = taken[kind] = (taken[kind] ?? -1) + 1;
        const {panel, label} = order[count % order.length];
        return {
            role: kind, panel, label, empty: !path.getAttribute("d"), layer: kind === "pin" ? `pin ${Math.floor(count / order.length)}` : kind,
            colour: drawn(paper, [style.stroke, style.opacity * style.strokeOpacity]), dash: style.strokeDasharray, width: parseFloat(style.strokeWidth),
            named: kind === "pin" ? listed.includes(style.strokeDasharray) : samples.includes(look(path)),
        };
    });
    const shown = [...el.querySelectorAll(".sb-tile")].filter((one) => one.dataset.level);
    const signs = (tile) => ["hatch", "dot", "ring", "query"].filter((one) => tile.querySelector(`.sb-tile-${one}`).checkVisibility()).join(" ");
    const tiles = shown.map((tile) => [tile.dataset.level, signs(tile)]);
    const names = shown.filter((tile) => tile.querySelector(".sb-tile-name")).map((tile) => [tile.textContent,
        ...[".sb-tile-name", ".sb-tile-box"].map((part) => drawn(paper, [getComputedStyle(tile.querySelector(part)).fill.replace("none", "transparent"), 1]))]);
    return {paper: drawn(paper), words, tiles, names, lines: lines.filter((line) => !line.empty), problem};
}"""
PINS = "slope=1.5&pin=first(slope=0.6)&pin=second(slope=1.3)&pin=third(slope=1.8)"
DEFAULTS = "slope=1.5"
PREDICTED = "slope=1.5&predict=asked"
BEHIND = {"default": (DEFAULTS, 2), "pins": (PINS, 4), "prediction": (PREDICTED, 3)}  # how many layers there are then
PREDICT = """() => {
    const place = document.querySelector("[data-explorer=lines]");
    const choice = place.querySelector(".sb-predict select");
    for (const option of choice.options) {
        choice.value = option.value;
        choice.dispatchEvent(new Event("change"));
        for (const knot of place.querySelectorAll(".sb-knot input")) knot.dispatchEvent(new Event("input"));
    }
    [...place.querySelectorAll(".sb-predict button")].find((one) => one.textContent === "Run the model").click();
}"""


def open_page(page, path, mode, width=1280):
    """Open a page of the book in this colour mode."""
    page.emulate_media(color_scheme=mode, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())


def five_lines(page, chapters, mode, query, width=1280):
    """Return the five lines of a panel, drawn on a page of the book, with what *query* puts behind them."""
    open_page(page, chapters[0], mode, width)
    page.evaluate(ADD)
    page.add_script_tag(content=f"window.sixbarriers.push({compile_model(FIVE)});")
    page.evaluate(FOLLOW, f"lines?{query}")
    page.wait_for_timeout(100)
    if query == PREDICTED:
        page.evaluate(PREDICT)
    found = page.evaluate(LINES, "lines")
    assert found["problem"] == ""
    return found


def told_apart(one, other):
    """Return whether two lines of one panel have forms of their own: another dash, or half as wide again."""
    narrow, wide = sorted((one["width"], other["width"]))
    return one["dash"] != other["dash"] or wide >= 1.5 * narrow


def pairs(found):
    """Return each two lines that stand in one panel."""
    return [(one, other) for one, other in itertools.combinations(found["lines"], 2) if one["panel"] == other["panel"]]


def name(line):
    return f"{line['layer']}, {line['label']}"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("behind", BEHIND)
def test_every_line_stands_out_from_the_paper(page, chapters, mode, behind):
    """The run, the defaults, pinned runs and a prediction have a contrast of 3:1 with their ground, and words 4.5:1, in both colour modes."""
    found = five_lines(page, chapters, mode, BEHIND[behind][0])
    faint = {name(line): round(contrast(line["colour"], found["paper"]), 2) for line in found["lines"]}

    assert len(faint) >= 10
    assert {line: ratio for line, ratio in faint.items() if ratio < CONTRAST} == {}
    assert [text for text, colour in found["words"] if contrast(colour, found["paper"]) < LEGIBLE] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", [1280, 320])
def test_lines_of_a_run_differ_in_form_and_are_named(page, chapters, mode, width):
    """Each two of five lines differ in dash, and by colour to everyone; each has its name beside a piece of it."""
    found = five_lines(page, chapters, mode, "", width)
    alike = [(name(one), name(other)) for one, other in pairs(found) if one["dash"] == other["dash"]]
    unclear = [
        (name(one), name(other), round(distance(one["colour"], other["colour"]), 1))
        for one, other in pairs(found)
        if distance(one["colour"], other["colour"]) < CLEAR
    ]

    assert len(pairs(found)) == 10
    assert alike == []
    assert unclear == []
    assert [name(line) for line in found["lines"] if not line["named"]] == []


@pytest.mark.parametrize("behind", BEHIND)
def test_what_stands_behind_a_run_differs_in_form(page, chapters, behind):
    """Defaults, pinned runs and a prediction differ in dash or weight from every line of another layer."""
    query, layers = BEHIND[behind]
    found = five_lines(page, chapters, "light", query)
    alike = [(name(one), name(other)) for one, other in pairs(found) if one["layer"] != other["layer"] and not told_apart(one, other)]

    assert len({line["layer"] for line in found["lines"]}) == layers
    assert alike == []


@pytest.mark.parametrize("width", [1280, 320])
def test_predictions_are_named(page, chapters, width):
    """Each predicted line says in the picture what it predicts."""
    found = five_lines(page, chapters, "light", PREDICTED, width)

    assert {f"your {one}" for one in NAMES} <= {text for text, _ in found["words"]}


@pytest.mark.parametrize("width", [1280, 320])
def test_pinned_runs_are_named(page, chapters, width):
    """Each pinned line has its letter beside it, with what it shows where there is room, and its dash beside the letter in the table."""
    found = five_lines(page, chapters, "light", PINS, width)
    pinned = [line for line in found["lines"] if line["role"] == "pin"]
    words = [text for text, _ in found["words"]]
    letters = {letter: sum(text.split()[:1] == [letter] for text in words) for letter in "ABC"}

    assert len(pinned) == 15
    assert all(line["named"] for line in pinned)
    assert letters == {"A": 5, "B": 5, "C": 5}
    assert width < 1280 or {f"{letter} {one}" for letter in "ABC" for one in NAMES} <= set(words)


@pytest.mark.parametrize("mode", MODES)
def test_every_explorer_of_the_book_keeps_the_rule(page, chapters, mode):
    """Each two lines of a panel differ in form and each is clear of its ground; tiles of two levels differ in their signs, and their names are legible."""
    seen = 0
    for path in chapters:
        open_page(page, path, mode)
        for model in page.eval_on_selector_all("[data-explorer]", "all => all.map((el) => (el.explorer.read(), el.dataset.explorer))"):
            found = page.evaluate(LINES, model)
            alike = [(name(one), name(other)) for one, other in pairs(found) if not told_apart(one, other) or (one["layer"] == other["layer"] and one["dash"] == other["dash"])]
            signs = dict(found["tiles"])
            seen += bool(found["lines"] or signs)

            assert alike == [], model
            assert [name(line) for line in found["lines"] if contrast(line["colour"], found["paper"]) < CONTRAST] == [], model
            assert len(set(signs.values())) == len(signs), model
            assert [text for text, colour, ground in found["names"] if contrast(colour, ground) < LEGIBLE] == [], model
    assert seen


def test_words_say_what_colours_say(page, pages):
    """A verdict on a claim and on an answer is a word, and a number with a passport has a dotted line under it."""
    verdicts, answers, marks = set(), set(), set()
    for path in pages:
        page.goto(path.as_uri())
        verdicts |= {tuple(one) for one in page.eval_on_selector_all("details.claim", "all => all.map((el) => [el.className, el.querySelector('.claim-verdict').textContent.trim()])")}
        answers |= {tuple(one) for one in page.eval_on_selector_all(".option-right, .option-wrong", "all => all.map((el) => [el.className, el.firstElementChild.textContent.trim()])")}
        marks |= set(page.eval_on_selector_all(".num", "all => all.map((el) => getComputedStyle(el).borderBottomStyle)"))
    first_words = [(kind, said.split(",")[0]) for kind, said in verdicts]

    assert len({kind for kind, _ in first_words}) == len({word for _, word in first_words}) == len(set(first_words)) >= 2
    assert answers == {("option-right", "Yes."), ("option-wrong", "Not quite.")}
    assert marks == {"dotted"}
