"""Long runs: a worker computes them, the page stays alive, and without a worker the page does it by itself."""

import pytest

from sixbarriers import bundle
from sixbarriers.javascript import compile_model, in_order
from sixbarriers.models import cartmath

SIGNATURE = '"equations": function (t, y, p, dy) { '
# Each look at the slope takes as long as hundreds do: a run takes more than a second.
SLOWLY = "for (const end = performance.now() + 0.5; performance.now() < end;); "
# In the worker only, and only at the largest dose.
DYING = f'if (typeof document === "undefined" && p[{in_order(cartmath.model).index("dose")}] > 4e6) setTimeout(() => {{ throw new Error("broken"); }}); '
DRAG = """async ([name, shares]) => {
    const slider = document.querySelector(`.sb-slider[data-parameter="${name}"]`);
    let [longest, before, frames] = [0, performance.now(), 0];
    let counting = true;
    requestAnimationFrame(function next(now) {
        longest = Math.max(longest, now - before);
        before = now;
        frames += 1;
        if (counting) requestAnimationFrame(next);
    });
    for (const share of shares) {
        slider.value = share * slider.max;
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        await new Promise((done) => setTimeout(done, 60));
    }
    slider.dispatchEvent(new Event("change", {bubbles: true}));
    await new Promise((done) => setTimeout(done, 400));
    const busy = document.querySelector(".sb-picture").getAttribute("aria-busy");
    counting = false;
    return {longest, frames, busy, words: document.querySelector(".sb-busy").textContent};
}"""
# The slider is held and moved right after a frame, so that an answer has time to come before the next one.
HOLD = """async (shares) => {
    const slider = document.querySelector('.sb-slider[data-parameter="dose"]');
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (const wanted of shares) {
        await frame();
        slider.value = wanted * slider.max;
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        for (let k = 0; k < 4; k++) await frame();
    }
    return [...document.querySelectorAll(".sb-axes text")].map((tick) => tick.textContent);
}"""
READ = "document.querySelector('[data-explorer]').explorer.read()"
REST = """() => !document.querySelector("[aria-busy]") && document.querySelector(".sb-sentence").textContent !== ''"""
# Whoever lays out the picture asks its parts for what they have: how often, while the answer to a move is on the way.
WAITING = """async () => {
    const asked = Element.prototype.getAttribute;
    let count = 0;
    const slider = document.querySelector('.sb-slider[data-parameter="dose"]');
    const frames = async () => { for (let k = 0; k < 4; k++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); };
    Element.prototype.getAttribute = function (name) {
        count += Number(this.closest(".sb-svg") !== null);
        return asked.call(this, name);
    };
    slider.value = 0.7 * slider.max;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    await frames();
    const [waiting, field] = [count, document.querySelector('.sb-field[data-parameter="dose"]').value];
    const isBehind = document.querySelector("[data-explorer]").explorer.busy;
    while (document.querySelector("[data-explorer]").explorer.busy) await frames();
    await frames();
    return {isBehind, waiting, field, answered: count};
}"""


def opened(page, folder, equations="", compute="", before=""):
    """Open a page with CARTmath whose equations begin with *equations* and return what it compiled to."""
    compiled = compile_model(cartmath.model)
    assert SIGNATURE in compiled
    compiled = compiled.replace(SIGNATURE, SIGNATURE + equations)
    path = folder / "page.html"
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>slow</title><style>{bundle.stylesheet()}</style>{before}'
        f'<div data-explorer="cartmath"{compute and f" data-compute={compute}"}></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compiled});</script><script>{bundle.classic()}</script></html>",
        encoding="utf-8",
    )
    page.goto(path.as_uri())
    page.wait_for_selector(".sb-sentence")
    return compiled


def at_rest(page):
    """Return what stands below the picture once nothing is being computed, and what Python says of the same values."""
    page.wait_for_function(REST, timeout=20_000)
    shown = page.text_content(".sb-sentence")
    found = page.evaluate(READ)
    return shown, cartmath.simulate(found["scenario"], **found["parameters"]).sentence


def test_the_page_stays_alive_while_a_long_run_is_computed(page, tmp_path):
    """Dragged through ten positions, the page keeps its frames, says that it computes, and ends at the newest state."""
    opened(page, tmp_path, SLOWLY)
    found = page.evaluate(DRAG, ["dose", [k / 10 for k in range(1, 10)]])

    assert found["longest"] < 800, found
    assert found["frames"] > 8, found
    assert (found["busy"], found["words"]) == ("true", "Computing…")
    shown, expected = at_rest(page)
    assert shown == expected
    assert page.evaluate(READ)["parameters"]["dose"] == pytest.approx(2.7e6, rel=0.1)


def test_read_answers_at_once_and_fully(page, tmp_path):
    """Asked by a script while the worker still computes, the explorer answers for the newest state at full tolerance, and shows it."""
    opened(page, tmp_path, SLOWLY, "worker")
    first, shown = page.evaluate(f"[{READ}, document.querySelector('.sb-sentence').textContent]")
    expected = cartmath.simulate()

    assert shown == expected.sentence
    assert first["series"]["tumour"][::50] == pytest.approx(expected.states["tumour"][::50], rel=1e-5)
    assert at_rest(page) == (expected.sentence, expected.sentence)


def test_a_quick_answer_moves_no_axis_under_a_held_slider(page, tmp_path):
    """An answer of the worker that is there before the next frame is drawn on the axes in view, as one of the page is."""
    seen = {}
    for place in ("page", "worker"):
        opened(page, tmp_path, "", place)
        page.evaluate(READ)
        page.wait_for_function(REST)
        seen[place] = page.evaluate(HOLD, [1, 0.1])

    assert seen["worker"] == seen["page"]


def test_a_picture_is_drawn_once_for_an_answer(page, tmp_path):
    """While the answer to a move is on the way, the controls follow and the picture in view is not laid out again."""
    opened(page, tmp_path, SLOWLY, "worker")
    at_rest(page)
    before = page.input_value('.sb-field[data-parameter="dose"]')
    found = page.evaluate(WAITING)

    assert found["isBehind"]
    assert found["waiting"] == 0
    assert found["answered"] > 0
    assert found["field"] != before


def test_a_dead_worker_is_told_and_the_page_goes_on(page, tmp_path):
    """When the worker breaks, a sentence says so and the page shows the newest state, computed by itself."""
    opened(page, tmp_path, DYING, "worker")
    page.wait_for_function(REST)
    page.evaluate(DRAG, ["dose", [0.5, 1]])
    page.wait_for_function("document.querySelector('.sb-notice').textContent.includes('in the background has stopped')")

    shown, expected = at_rest(page)
    assert shown == expected
    assert page.evaluate(READ)["parameters"]["dose"] == 5e6


def test_without_workers_the_page_computes(page, tmp_path):
    """Where a browser has no workers, nothing is missing and nothing is said."""
    opened(page, tmp_path, compute="worker", before="<script>delete window.Worker;</script>")
    page.evaluate(DRAG, ["dose", [0.5]])

    shown, expected = at_rest(page)
    assert shown == expected
    assert page.text_content(".sb-notice") == ""


def test_a_notebook_has_a_worker_too(page, tmp_path):
    """The module that a notebook loads makes its worker from itself."""
    module = bundle.module(compile_model(cartmath.model))
    path = tmp_path / "notebook.html"
    path.write_text('<!doctype html><meta charset="utf-8"><title>notebook</title><div id="cell" data-compute="worker"></div>', encoding="utf-8")
    page.goto(path.as_uri())
    found = page.evaluate(
        """async (text) => {
            const {default: widget} = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
            let started = 0;
            window.Worker = class extends window.Worker { constructor(...all) { super(...all); started += 1; } };
            const el = document.querySelector("#cell");
            widget.render({model: {get: () => undefined, set() {}, on() {}, off() {}, save_changes() {}}, el});
            const before = el.querySelector(".sb-sentence").textContent;
            while (!el.querySelector(".sb-sentence").textContent) await new Promise((done) => setTimeout(done, 20));
            return {started, before, after: el.querySelector(".sb-sentence").textContent};
        }""",
        module,
    )

    assert found == {"started": 1, "before": "", "after": cartmath.simulate().sentence}
