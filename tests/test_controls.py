"""The controls follow the state, and cost the browser no more than that."""

import pytest

from sixbarriers.models import carrgo, dwivedi2014, hardiansyah2019

# Notes down each property of a field that a script sets, by what it is and whose it is.
NOTE = """() => {
    window.noted = [];
    for (const [kind, names] of [[HTMLInputElement, ["value", "checked"]], [HTMLSelectElement, ["value", "selectedIndex"]]]) {
        for (const name of names) {
            const { get, set } = Object.getOwnPropertyDescriptor(kind.prototype, name);
            Object.defineProperty(kind.prototype, name, { configurable: true, get, set(value) {
                noted.push(`${this.className.split(" ")[0] || this.type} ${this.dataset.parameter ?? ""}`);
                set.call(this, value);
            } });
        }
    }
}"""


@pytest.mark.parametrize("model", [carrgo.model, dwivedi2014.model], ids=lambda model: model.name)
def test_a_move_sets_the_number_beside_the_slider_and_no_other_field(mount, model):
    """When a field is set, even to what it holds, Chromium may look through all fields of the page: milliseconds in each frame."""
    page = mount(model)
    slider = page.locator(".sb-slider:visible").first
    name = slider.get_attribute("data-parameter")
    page.evaluate(NOTE)
    before = page.input_value(f'.sb-field[data-parameter="{name}"]')
    slider.press("ArrowLeft")
    page.wait_for_function("([name, before]) => document.querySelector(`.sb-field[data-parameter='${name}']`).value !== before", arg=[name, before])
    page.wait_for_function("!document.querySelector('[data-explorer]').explorer.busy")

    assert set(page.evaluate("noted")) == {f"sb-field {name}"}


# Drags every slider in view to and fro, and notes down how tall the explorer is in each picture.
HEIGHTS = """async () => {
    const place = document.querySelector("[data-explorer]");
    const found = [];
    for (const slider of [...place.querySelectorAll(".sb-slider")].filter((one) => one.checkVisibility())) {
        for (const share of [0, 0.3, 0.6, 1, 0.5, 0]) {
            slider.value = share * slider.max;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            found.push(place.getBoundingClientRect().height);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("width", [320, 360])
def test_what_has_needed_room_keeps_it_while_sliders_move(mount, page, width):
    """Sentence and numbers make room for more lines and do not give it back, so that no slider jumps under the hand; a reset does."""
    page.set_viewport_size({"width": width, "height": 900})
    mount(hardiansyah2019.model)
    height = "document.querySelector('[data-explorer]').getBoundingClientRect().height"
    page.wait_for_timeout(400)
    first = page.evaluate(height)
    found = page.evaluate(HEIGHTS)

    assert found == sorted(found)
    assert found[-1] > first
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(400)
    assert page.evaluate(height) == pytest.approx(first, abs=1)
