"""Predict first: drawn or chosen with mouse, touch or keyboard, hidden until run, kept on the device until cleared."""

import json
import re

import pytest

from sixbarriers import bundle
from sixbarriers.javascript import compile_model
from sixbarriers.models import carrgo, cartmath, exhaustion_chain
from sixbarriers.words import say

RAJI = "scenario=RAJI&predict=asked"
ANSWER = """() => [...document.querySelectorAll("path.sb-line-now, .sb-gone, .sb-readouts dd, .sb-sentence, .sb-data td, [role=status]:not(.sb-notice)")]
    .map((one) => one.getAttribute("d") || one.textContent).filter(Boolean)"""
DRAWN = "document.querySelector('path.sb-line-prediction[d^=M]')?.getAttribute('d') ?? ''"
NOTEBOOK = """
const place = document.querySelector("div");
widget.render({el: place, model: {get() {}, set() {}, on() {}, off() {}, save_changes() {}}});
"""


@pytest.fixture
def opened(mount):
    """Return a function that opens the explorer of a model alone, at the words of a link."""

    def open_at(model, query=RAJI):
        page = mount(model)
        address = page.url
        page.goto("about:blank")
        page.goto(f"{address}#{model.name}?{query}")
        page.wait_for_selector(".sb-pad" if "asked" in query else ".sb-predict", state="attached")
        page.wait_for_timeout(100)
        return page

    return open_at


def spots(page, shares):
    """Return the pixels of (share of the width, share of the height) within the axes that are drawn on."""
    box = page.locator(".sb-pad").bounding_box()
    edge = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.sb-pad')).getPropertyValue('--sb-margin'))")
    width, height = box["width"] - 2 * edge, box["height"] - 2 * edge
    return [(box["x"] + edge + x * width, box["y"] + edge + y * height) for x, y in shares]


def draw(page, *shares):
    """Draw through *shares* with the mouse, in one stroke."""
    first, *others = spots(page, shares)
    page.mouse.move(*first)
    page.mouse.down()
    for spot in others:
        page.mouse.move(*spot, steps=8)
    page.mouse.up()
    page.wait_for_timeout(100)


def run_it(page):
    """Press Run and return the words on the gap."""
    page.get_by_role("button", name="Run the model").click()
    page.wait_for_function("document.querySelector('.sb-gap').textContent")
    return page.locator(".sb-gap").inner_text()


def ends(page):
    """Return where the drawn line begins and ends, as shares of the width of the axes."""
    points = [float(pair.split()[0]) for pair in re.split("[ML]", page.evaluate(DRAWN))[1:]]
    left, right = page.evaluate("['x1', 'x2'].map((one) => Number(document.querySelector('.sb-axis').getAttribute(one)))")
    return [(x - left) / (right - left) for x in (points[0], points[-1])]


def kept(page, series="tumour"):
    """Return the newest curve that the device holds."""
    return json.loads(page.evaluate("localStorage.getItem(localStorage.key(0))"))[0]["curves"][series]


@pytest.mark.parametrize("module", [cartmath, carrgo, exhaustion_chain], ids=lambda m: m.model.name)
@pytest.mark.parametrize("way", ["a link", "the button"])
def test_nothing_tells_the_answer_before_it_is_run(opened, module, way):
    """Opened by a link or set anew while asked, no text, picture, table, name or description holds the answer."""
    model = module.model
    scenario = list(model.scenarios)[-1]
    page = opened(model, f"scenario={scenario}" + "&predict=asked" * (way == "a link"))
    if way == "the button":
        page.get_by_role("button", name="Predict first").click()
        page.locator(".sb-presets input").first.check(force=True)
        scenario = next(iter(model.scenarios))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.wait_for_timeout(400)
    run = model.simulate(scenario)
    parts = page.evaluate(ANSWER)
    document = page.evaluate("document.querySelector('[data-explorer]').outerHTML")
    settings = {say(value) for value in run.parameters.values()}
    told = [say(run.readouts[one.name]) for one in model.readouts if one.show]
    telling = {text for text in told if len(text) > 3 and text not in settings}

    assert page.locator(".sb-svg title").text_content().startswith("Empty axes")
    assert run.sentence not in document
    if way == "a link":
        assert parts == []
        assert [text for text in telling if re.search(rf"\b{re.escape(text)}\b", document)] == []
    else:
        assert page.locator(".sb-line-now[d^=M]").count() == 0
        assert [text for text in telling if page.get_by_text(text, exact=True).filter(visible=True).count()] == []


def test_a_curve_drawn_with_the_mouse_is_shown_with_the_result(opened):
    """The line follows the pointer while it is drawn; run, both lines are there and a sentence tells the gap."""
    page = opened(cartmath.model)
    first, *others = spots(page, [(0, 0.4), (0.5, 0.2), (1, 0.6)])
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*others[0], steps=8)
    page.wait_for_timeout(100)
    half = ends(page)
    page.mouse.move(*others[1], steps=8)
    page.mouse.up()
    page.wait_for_timeout(100)
    whole, line = ends(page), page.evaluate(DRAWN)
    gap = run_it(page)

    assert half == pytest.approx([0, 0.5], abs=0.03)
    assert whole == pytest.approx([0, 1], abs=0.001)
    assert page.evaluate(DRAWN) == line, "the axes on which it was drawn stay"
    assert page.locator(".sb-line-now[d^=M]").count() == 3
    assert page.locator(".sb-name-prediction:visible").all_text_contents() == ["your prediction"]
    assert re.fullmatch(r"Your “tumour” curve ends at [\d,]+ cells, the model’s at 940 million: ([\d,]+|over a million) times higher\.( The two part most around day \d+\.)?", gap)
    assert "predict=shown" in page.url


def test_a_second_stroke_corrects_the_first(opened):
    """Drawing again over a part changes that part alone."""
    page = opened(cartmath.model)
    draw(page, (0, 0.5), (1, 0.5))
    before = kept(page)
    draw(page, (0.4, 0.2), (0.6, 0.2))
    after = kept(page)
    moved = [i for i in range(41) if before[i] != after[i]]

    assert moved == list(range(16, 25))


def test_an_outcome_can_be_chosen(opened):
    """A right choice is called so; a wrong one stands beside what the model says."""
    page = opened(cartmath.model)
    page.get_by_role("radio", name="The tumour does not shrink").check()
    right = run_it(page)
    page.get_by_role("button", name="Predict again").click()
    page.get_by_role("radio", name="The tumour is eradicated").check()
    wrong = run_it(page)

    assert right == "You called it: the tumour does not shrink."
    assert wrong == "You expected that the tumour is eradicated; in the model, the tumour does not shrink."


def test_a_finger_draws_without_scrolling(browser, tmp_path):
    """On a phone a drag within the axes draws and the page stays; elsewhere on the picture it scrolls."""
    place = tmp_path / "page.html"
    place.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>cartmath</title>'
        f'<style>{bundle.stylesheet()}</style><div data-explorer="cartmath"></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(cartmath.model)});</script>"
        f"<script>{bundle.classic()}</script>",
        encoding="utf-8",
    )
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{place.as_uri()}#cartmath?{RAJI}")
    page.wait_for_timeout(400)
    page.evaluate("document.querySelector('.sb-picture').scrollIntoView({block: 'center'})")
    before = page.evaluate("scrollY")
    session = context.new_cdp_session(page)
    path = spots(page, [(x / 10, 0.2 + 0.06 * x) for x in range(11)])
    for kind, spot in (("touchStart", path[0]), *(("touchMove", one) for one in path[1:]), ("touchEnd", None)):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if spot is None else [{"x": spot[0], "y": spot[1]}]})
    page.wait_for_timeout(200)
    drawn = kept(page)
    stayed = page.evaluate("scrollY") == before
    styles = page.evaluate("['.sb-pad', '.sb-picture', '.sb-veil'].map((one) => getComputedStyle(document.querySelector(one)).touchAction)")
    page.get_by_role("button", name="Run the model").click()
    page.wait_for_function("document.querySelector('.sb-gap').textContent")
    after = page.evaluate("getComputedStyle(document.querySelector('.sb-pad').parentElement).display")
    context.close()

    assert len(drawn) == 41
    assert drawn == sorted(drawn, reverse=True)
    assert stayed
    assert styles == ["none", "auto", "auto"]
    assert after == "none"


def test_the_keyboard_alone_is_enough(opened):
    """From the invitation to the gap with Tab, arrows, Enter and Space; every slider says its value in words."""
    page = opened(cartmath.model, "scenario=RAJI")
    page.get_by_role("button", name="Predict first").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Your prediction"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.value")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    page.keyboard.press("Tab")
    page.wait_for_timeout(50)
    untouched = page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    page.keyboard.press("ArrowUp")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Home")
    page.wait_for_timeout(100)
    named = page.evaluate("['aria-label', 'aria-valuetext'].map((one) => document.activeElement.getAttribute(one))")
    drawn = ends(page)
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run the model"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.sb-gap').textContent")

    assert chosen == "The tumour does not shrink"
    assert untouched == "not drawn yet"
    assert named == ["tumour on day 7.5", "none left"]
    assert drawn == pytest.approx([0, 1], abs=0.001)
    assert page.locator(".sb-gap").inner_text().startswith("You called it: the tumour does not shrink. Your “tumour” curve ends at ")
    assert page.evaluate("document.activeElement.className") == "sb-predict"


def test_it_says_why_it_does_not_run(opened):
    """Without a prediction, Run is marked as disabled, says what is missing, and leads there instead of running."""
    page = opened(cartmath.model)
    button = page.get_by_role("button", name="Run the model")
    describes = button.get_attribute("aria-describedby")
    button.click(force=True)

    assert button.get_attribute("aria-disabled") == "true"
    assert page.locator(f"#{describes}").inner_text() == "Choose an outcome or draw a curve first."
    assert page.evaluate("document.activeElement.type") == "radio"
    assert page.locator(".sb-card").get_attribute("data-predict") == "asked"


def test_a_reload_keeps_it_and_a_button_clears_it(opened):
    """Asked or shown, a reload brings curve, choice and gap back at any width; cleared, nothing is left on the device."""
    page = opened(cartmath.model)
    draw(page, (0, 0.5), (0.5, 0.9), (1, 0.3))
    page.get_by_role("radio", name="The tumour is eradicated").check()
    asked = page.evaluate(DRAWN)
    page.reload()
    page.wait_for_function(DRAWN)
    reloaded = page.evaluate(DRAWN), page.get_by_role("radio", name="The tumour is eradicated").is_checked()
    gap = run_it(page)
    page.wait_for_function("location.hash.includes('predict=shown')")
    page.set_viewport_size({"width": 400, "height": 900})
    page.reload()
    page.wait_for_function("document.querySelector('.sb-gap')?.textContent")
    again = page.locator(".sb-gap").inner_text(), ends(page)
    page.get_by_role("button", name="Clear prediction").click()
    page.wait_for_function("localStorage.length === 0")
    cleared = page.evaluate("localStorage.length"), page.evaluate(DRAWN), page.evaluate("document.activeElement.textContent")

    assert reloaded == (asked, True)
    assert again == (gap, pytest.approx([0, 1], abs=0.005))
    assert cleared == (0, "", "Predict first")


def test_each_setting_keeps_its_own_prediction(opened):
    """Asked at another setting, the reader starts anew; back at the first, the first prediction is there."""
    page = opened(cartmath.model)
    page.get_by_role("radio", name="The tumour is eradicated").check()
    first = run_it(page)
    page.evaluate("location.hash = '#cartmath?scenario=HDLM-2&predict=asked'")
    page.wait_for_timeout(300)
    fresh = page.locator(".sb-outcomes :checked").count()
    page.get_by_role("button", name="Not now").click()
    page.evaluate("location.hash = '#cartmath?scenario=RAJI'")
    page.get_by_role("button", name="Show your prediction").click()
    page.wait_for_function("document.querySelector('.sb-gap').textContent")

    assert fresh == 0
    assert page.locator(".sb-gap").inner_text() == first


def test_the_gap_follows_the_sliders(opened):
    """At other settings the gap is told anew and says so; a button leads back."""
    page = opened(cartmath.model)
    draw(page, (0, 0.5), (1, 0.5))
    page.get_by_role("radio", name="The tumour is eradicated").check()
    first = run_it(page)
    page.evaluate("document.querySelector('[data-explorer]').explorer.set({dose: 5e7})")
    page.wait_for_timeout(300)
    moved = page.locator(".sb-gap").inner_text()
    page.get_by_role("button", name="Back to those settings").click()
    page.wait_for_timeout(300)

    assert moved.startswith("Your prediction was made for other settings. ")
    assert moved.count("Your “tumour” curve ends at") == 1
    assert page.locator(".sb-gap").inner_text() == first
    assert not page.get_by_role("button", name="Back to those settings").is_visible()


def test_empty_axes_stand_still_while_a_slider_moves(opened):
    """However long a slider is dragged, the axes to draw on do not run away."""
    page = opened(cartmath.model)
    ticks = "[...document.querySelectorAll('.sb-axes .sb-tick')].map((one) => one.textContent).join()"
    slider = page.locator(".sb-controls .sb-slider").nth(1)
    seen = []
    for value in (130, 131, 130, 131, 130, 131):
        slider.evaluate("(one, value) => { one.value = value; one.dispatchEvent(new Event('input', {bubbles: true})); }", value)
        page.wait_for_timeout(60)
        seen.append(page.evaluate(ticks))

    assert set(seen) == {seen[0]}


def test_curves_in_another_panel(opened):
    """A press on a veiled panel, or the list, chooses what is drawn, in its own panel; each curve drawn gets its words."""
    page = opened(exhaustion_chain.model, "predict=asked")
    draw(page, (0, 0.2), (1, 0.2))
    top = page.locator(".sb-pad").bounding_box()["y"]
    page.locator(".sb-veil").click()
    assert page.get_by_role("combobox", name="Curve to draw").input_value() == "pd1"
    draw(page, (0, 0.8), (1, 0.1))
    lower = page.locator(".sb-pad").bounding_box()["y"]
    gap = run_it(page)
    names = page.locator(".sb-name-prediction:visible").all_text_contents()

    assert lower > top + 100
    assert gap.count("Your “IL-2, killing” curve") == gap.count("Your “PD-1” curve") == 1
    assert sorted(names) == ["your IL-2, killing", "your PD-1"]


def test_a_link_to_a_shown_prediction_shows_the_answer_to_others(opened):
    """On a device that holds no prediction, predict=shown is the answer with an invitation."""
    page = opened(cartmath.model, "scenario=RAJI&predict=shown")

    assert page.locator(".sb-sentence").inner_text() == cartmath.simulate("RAJI").sentence
    assert page.get_by_role("button", name="Predict first").is_visible()


@pytest.mark.parametrize("junk", ["{", "[null]", json.dumps([{"scenario": "RAJI", "values": {"dose": "<b>"}, "curves": {}}])])
def test_junk_in_the_store_is_passed_over(opened, junk):
    """Foreign or broken data in the device's store neither show nor harm."""
    page = opened(cartmath.model)
    page.get_by_role("radio", name="The tumour is eradicated").check()
    assert page.evaluate("localStorage.length") == 1
    page.evaluate("junk => localStorage.setItem(localStorage.key(0), junk)", junk)
    page.reload()
    page.wait_for_timeout(200)

    assert page.locator(".sb-outcomes :checked").count() == 0
    assert page.get_by_role("button", name="Run the model").get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_result_draws_itself_only_where_motion_is_welcome(opened, motion):
    """Run, the line appears from left to right, unless the reader prefers reduced motion."""
    page = opened(cartmath.model)
    page.emulate_media(reduced_motion=motion)
    page.get_by_role("radio", name="The tumour is eradicated").check()
    run_it(page)
    moving = page.evaluate("document.getAnimations().filter((one) => one.animationName === 'sb-reveal').length")

    assert (moving > 0) == (motion == "no-preference")


def test_it_works_in_a_notebook(page, tmp_path):
    """Without an address the prediction is kept under the model’s name, and a new cell brings it back."""
    script = bundle.module(compile_model(cartmath.model)).replace("export default ", "const widget = ") + NOTEBOOK
    place = tmp_path / "cell.html"
    place.write_text(f'<!doctype html><meta charset="utf-8"><title>cell</title><style>{bundle.stylesheet()}</style><div></div><script type="module">{script}</script>', encoding="utf-8")
    page.goto(place.as_uri())
    page.get_by_role("button", name="Predict first").click()
    page.wait_for_timeout(200)
    draw(page, (0, 0.4), (1, 0.4))
    gap = run_it(page)
    keys = page.evaluate("Object.keys(localStorage)")
    page.reload()
    page.wait_for_function("document.querySelector('.sb-gap')?.textContent")

    assert keys == ["sixbarriers cartmath predictions"]
    assert page.locator(".sb-gap").inner_text() == gap
