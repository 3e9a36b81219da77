"""The controls follow the state, and cost the browser no more than that."""

import pytest

from sixbarriers.models import carrgo, dwivedi2014

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
