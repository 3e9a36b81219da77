"""axe-core finds nothing to mend: on every page of the book and in every state of its explorers."""

import pathlib
import re

import pytest

AXE = pathlib.Path(__file__).parents[1] / ".cache" / "node" / "node_modules" / "axe-core" / "axe.min.js"
# The success criteria of WCAG 2.0 to 2.2 at levels A and AA, and what axe's makers advise beyond them.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colour mode, width, and whether what folds away is open. On pages with explorers each two circumstances meet, so a fault that needs
# two is found; other pages, and the states of an explorer, which are many, meet each circumstance.
READERS = [("light", 1280, True), ("light", 320, False), ("dark", 1280, False), ("dark", 320, True)]
OPPOSITES = [("light", 1280, False, (0, 2)), ("dark", 320, True, (1, 2))]  # and which of STATES
# The one rule that is left out with all folds closed: what is seen there is seen with them open too, in the same colours,
# and this rule takes as long as all others together.
SEEN_OPEN = {"color-contrast": {"enabled": False}}

# Without `preload` axe would fetch the style sheets again, for two rules of level AAA.
RUN = """async ([tags, context, rules]) => {
    const {violations} = await axe.run(context, {runOnly: tags, rules, resultTypes: ["violations"], preload: false});
    return violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
        `${id} at ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim().slice(0, 300)}`));
}"""
# What a reader does in each state, and what shows that the explorer took it.
PREDICT = """(el) => {
    for (const knot of el.querySelectorAll(".sb-knot input")) knot.dispatchEvent(new Event("input"));
    el.querySelector(".sb-outcomes input")?.click();
    [...el.querySelectorAll(".sb-predict button")].find((one) => one.textContent === "Run the model").click();
}"""
MISTAKE = """(el) => {
    for (const field of el.querySelectorAll(".sb-parameter input.sb-field")) {
        field.value = "many";
        field.dispatchEvent(new Event("change", {bubbles: true}));
    }
}"""
STATES = {
    "a prediction asked for": ("asked", "() => {}", "(el) => el.querySelector('.sb-card').dataset.predict === 'asked'"),
    "a prediction made and shown": ("asked", PREDICT, "(el) => el.querySelector('.sb-card').dataset.predict === 'shown'"),
    "three runs pinned, a mistake in a number field": (
        "pinned", MISTAKE,
        "(el) => el.querySelectorAll('.sb-pin-letter').length === 3 && !el.querySelector('.sb-parameter input.sb-field:not([aria-invalid])')",
    ),
}  # fmt: skip
ACT = """(act, took) => [...document.querySelectorAll("[data-explorer]")].flatMap((el) => {
    act(el);
    el.explorer.read();
    return took(el) ? [] : [el.dataset.explorer];
})"""


def called(reader):
    return f"{reader[0]}-{reader[1]}-{'open' if reader[2] else 'closed'}"


@pytest.fixture
def axe(page):
    """Return a page that has axe-core in it."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed. Run the tests with `make test`, or first: python tools/ensure_packages.py")
    page.add_init_script(path=AXE)
    return page


def name(path):
    """Return how a page is called in a message."""
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("reader", READERS, ids=called)
def test_axe_finds_nothing_on_any_page(axe, visit, pages, chapters, reader):
    """Every page is free of faults, light and dark, on a desk and on a phone; one with explorers with its folds closed, too."""
    mode, width, folds = reader
    axe.emulate_media(color_scheme=mode, reduced_motion="reduce")  # a colour on its way is neither of the two
    found = {}
    for path in pages if folds else chapters:
        visit(path, width, folds=folds)
        if faults := axe.evaluate(RUN, [TAGS, "html", {} if folds else SEEN_OPEN]):
            found[name(path)] = faults

    assert found == {}


@pytest.mark.parametrize("reader", OPPOSITES, ids=called)
def test_axe_finds_nothing_in_any_state_of_an_explorer(axe, visit, bring, chapters, reader):
    """Predicting, comparing and making a mistake bring no fault into the explorer of any model."""
    mode, width, folds, states = reader
    axe.emulate_media(color_scheme=mode, reduced_motion="reduce")
    seen, found = set(), {}
    for path in chapters:
        fresh = set(re.findall(r'data-explorer="(\w+)"', path.read_text(encoding="utf-8"))) - seen
        if not fresh:
            continue
        seen |= fresh
        visit(path, width, folds=folds)
        for state, (link, act, took) in (list(STATES.items())[k] for k in states):
            bring(link, folds)
            assert axe.evaluate(f"() => ({ACT})({act}, {took})") == [], f"{name(path)}: these explorers did not take the state “{state}”"
            if faults := axe.evaluate(RUN, [TAGS, {"include": [f'[data-explorer="{model}"]' for model in sorted(fresh)]}, {}]):
                found[name(path), state] = faults

    assert seen
    assert found == {}
