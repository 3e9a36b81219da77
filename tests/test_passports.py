"""The honest-model box: each parameter's passport, what is left out, and that the model is for teaching."""

import pytest

from sixbarriers.catalogue import every_model
from sixbarriers.javascript import short_citation

PASSPORTS = """() => [...document.querySelectorAll(".sb-passport")].map((one) =>
    ["name", "value", "kind", "source"].map((part) => one.querySelector(`.sb-${part}`).textContent.trim()))"""



def bare(words):
    """Return *words* without what stands between the parts of a unit."""
    return words.replace(" ", "").replace("·", "")


@pytest.mark.parametrize("model", every_model().values(), ids=lambda model: model.name)
def test_each_parameter_has_its_passport_and_what_is_left_out_is_said(mount, model):
    """Opened, the box gives for every parameter its name, value, unit, kind and source, and all that the model leaves out."""
    page = mount(model)
    page.locator("summary", has_text="About this model").click()
    page.wait_for_selector(".sb-passport")
    found = page.evaluate(PASSPORTS)
    parameters = model.table(model.default_scenario).values()

    assert len(found) == len(parameters)
    for parameter in parameters:
        (value, kind, source), *_ = [rest for name, *rest in found if name.startswith(parameter.label)]
        assert value and kind and source
        assert bare(parameter.unit) in bare(value)
        assert source in ("this course", parameter.source, short_citation(parameter.source))
    said = page.locator(".sb-about li").all_text_contents()
    assert model.left_out and set(model.left_out) <= set(said)
    assert "teaching" in page.text_content(".sb-teaching").lower()
