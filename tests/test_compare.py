"""Runs pinned to compare, and links that bring a state back whole."""

import re

import pytest

from sixbarriers import bundle
from sixbarriers.javascript import compile_model
from sixbarriers.models import cartmath

READ = "document.querySelector('[data-explorer]').explorer.read()"


@pytest.fixture
def lone(page, tmp_path):
    """Return a function that opens the cartmath explorer alone, at a fragment."""
    mounted = tmp_path / "page.html"
    mounted.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>cartmath</title><div data-explorer="cartmath"></div>'
        f"<style>{bundle.stylesheet()}</style>"
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(cartmath.model)});</script>"
        f"<script>{bundle.classic()}</script>",
        encoding="utf-8",
    )

    def open_at(fragment=""):
        page.goto("about:blank")
        page.goto(mounted.as_uri() + fragment)
        page.wait_for_function("document.querySelector('.sb-svg path.sb-line')")
        return page

    return open_at


def pin_three(page):
    for place, (name, dose) in enumerate((("low", 1e6), ("middle, 50 %", 1e7), ("high (top)", 2e7))):
        page.evaluate("d => document.querySelector('[data-explorer]').explorer.set({scenario: 'RAJI', dose: d})", dose)
        page.get_by_role("button", name="Pin this run").click()
        field = page.locator(".sb-compare input").nth(place)
        field.fill(name)
        field.press("Enter")
    page.evaluate("document.querySelector('[data-explorer]').explorer.set({dose: 5e6})")


def test_three_runs_stand_behind_the_present_one(lone):
    """Pinned runs differ in dash, carry a letter each, and a table shows how their readouts differ."""
    page = lone()
    pin_three(page)
    dashes = page.eval_on_selector_all("path.sb-line-pin", "paths => paths.map(p => p.getAttribute('stroke-dasharray'))")
    letters = page.eval_on_selector_all(".sb-name-pin", "texts => texts.map(t => t.textContent[0])")
    table = page.locator(".sb-compare table")

    assert len(set(dashes)) == 3
    assert sorted(set(letters)) == ["A", "B", "C"]
    assert table.locator("tbody tr").count() >= 3
    assert re.search(r"×|−|\+", table.inner_text())


def test_a_fourth_pin_is_refused_in_words(lone):
    """With three runs pinned, a fourth changes nothing and the page says what to do."""
    page = lone()
    pin_three(page)
    page.get_by_role("button", name="Pin this run").click()

    assert len(page.evaluate(READ)["pins"]) == 3
    assert "Remove one" in page.evaluate(READ)["problem"]


def test_removing_a_pin_takes_its_line_and_keeps_the_focus(lone):
    """A removed run is gone from picture and table, and the keyboard is not lost."""
    page = lone()
    pin_three(page)
    page.get_by_role("button", name="Remove run B").click()

    assert [pin["name"] for pin in page.evaluate(READ)["pins"]] == ["low", "high (top)"]
    assert page.locator(".sb-compare th input").count() == 2
    assert page.evaluate("document.activeElement.textContent") == "Pin this run"


def test_the_address_brings_everything_back(lone):
    """The address of a state with pins and a prediction restores exactly that state, in a page that never saw it."""
    page = lone()
    pin_three(page)
    page.wait_for_function("location.hash.split('pin=').length === 4 && location.hash.includes('dose=5e6')")
    before = page.evaluate(READ)
    page = lone(page.evaluate("location.hash") + "&predict=shown")
    after = page.evaluate(READ)

    assert after["predict"] == "shown"
    assert after["problem"] == ""
    assert {key: after[key] for key in ("scenario", "parameters", "pins", "series", "sentence")} == {
        key: before[key] for key in ("scenario", "parameters", "pins", "series", "sentence")
    }


def test_a_link_in_the_text_keeps_the_pins(lone):
    """A reader who follows a link to another state still has the runs they pinned."""
    page = lone()
    pin_three(page)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a href=\"#cartmath?scenario=RAJI&dose=3e7\">link</a>')")
    page.get_by_role("link", name="link").click()
    page.wait_for_function(f"{READ}.parameters.dose === 3e7")

    assert len(page.evaluate(READ)["pins"]) == 3
