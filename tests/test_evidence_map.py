"""The evidence map: which strategy answers which barrier, whole without scripts, and narrowed with them."""

import pathlib

import pytest

from sixbarriers import evidence
from sixbarriers.errors import CourseError
from sixbarriers.sphinx.evidencemap import BARRIERS, ROLE, read

ROOT = pathlib.Path(__file__).parents[1]
PAGE = "book/breaking-through/chapter.html"
SHOWN = "[...document.querySelectorAll('table.evidence-map tbody tr')].filter((one) => one.checkVisibility()).map((one) => one.id.slice(4))"
LINES = "[...document.querySelectorAll('table.evidence-matrix tbody tr')].filter((one) => one.checkVisibility()).map((one) => one.querySelector('a').hash.slice(5))"
GOOD = """
- id: one
  strategy: "A strategy"
  where: "Somewhere."
  answers: [exhaustion]
  leaves: [cost]
  kind: single-arm-trial
  year: 2025
  n: qi2025-randomised
  effect: "{num}`qi2025-orr-satri-cel` responded."
  harm: "Some."
  source: [qi2025]
"""


def rows():
    """Return the rows of the map in the book."""
    return read((ROOT / "book" / "breaking-through" / "map.yml").read_text(encoding="utf-8"))


def test_each_barrier_is_answered_by_some_strategy():
    """No barrier is left without a row, and none has only mice."""
    for barrier in BARRIERS:
        assert [row for row in rows() if barrier in row.answers and row.kind != "animal"], barrier


def test_each_row_has_a_source_for_its_numbers():
    """What a row prints of its effect comes from a source that the row names, or cites beside it."""
    for row in rows():
        cited = {key for role, keys in ROLE.findall(row.effect + row.harm + row.conflict) if role.startswith("cite") for key in keys.split(",")}
        numbers = [evidence.number(key) for role, key in ROLE.findall(row.effect + row.harm) if not role.startswith("cite")]
        others = {number.source for number in numbers} - {*row.source, *cited, "qi2025"}  # the trial by lot is the yardstick of others

        assert row.source, row.id
        assert not others, row.id


def test_a_row_claims_no_better_kind_of_study_than_its_numbers():
    """A row is a randomised trial only if the size of its effect comes from one."""
    for row in rows():
        kinds = {evidence.number(key).kind for role, key in ROLE.findall(row.effect) if role == "num"}
        assert not kinds or row.kind in kinds, row.id


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: single-arm-trial", "kind: hearsay", "kind of evidence"),
        ("answers: [exhaustion]", "answers: [boredom]", "boredom"),
        ("answers: [exhaustion]", "answers: []", "'answers' is empty"),
        ("leaves: [cost]", "leaves: [exhaustion]", "stands under two"),
        ("source: [qi2025]", "source: []", "'source' is empty"),
        ("source: [qi2025]", "source: [nobody1999]", "nobody1999"),
        ("year: 2025", 'year: "lately"', "whole number"),
        ("{num}`qi2025-orr-satri-cel` responded", "{num}`qi2025-joy` responded", "qi2025-joy"),
        ("{num}`qi2025-orr-satri-cel` responded", "22 % responded", "bare numeral '22'"),
        ("{num}`qi2025-orr-satri-cel` responded", "Many responded", "size of its effect"),
        ("n: qi2025-randomised", 'n: "156 patients"', "neither the id of a number nor words"),
        ('harm: "Some."', "", "harm"),
    ],
)
def test_a_faulty_entry_is_named(old, new, said):
    """The message names the entry and what is wrong with it; without the fault the entry is read."""
    assert [row.id for row in read(GOOD)] == ["one"]
    with pytest.raises(CourseError) as caught:
        read(GOOD.replace(old, new))
    assert "entry 'one'" in str(caught.value)
    assert said in str(caught.value)


def test_an_id_stands_once():
    """Two entries of one id are refused, for the links of the matrix would lead to one of them only."""
    with pytest.raises(CourseError, match="stands twice"):
        read(GOOD + GOOD)


def test_the_map_is_whole_without_scripts(browser, site):
    """A reader without scripts has every row in both tables, a caption on each, and no control that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / PAGE).as_uri())

    for name in ("evidence-map", "evidence-matrix"):
        assert page.locator(f"table.{name} tbody tr:visible").count() == len(rows())
        assert page.locator(f"table.{name} caption").count() == 1
    for row in rows():
        assert page.locator(f"#map-{row.id}").count() == 1
        assert page.locator(f"table.evidence-matrix a[href='#map-{row.id}']").count() == 1
    assert page.locator(".ledger-bar, table.evidence-matrix button").count() == 0
    context.close()


def test_the_map_can_be_narrowed(page, site):
    """Barrier, kind, year and disagreement leave what fits all of them, in both tables, and the count says how many."""
    page.goto((site / PAGE).as_uri())
    known = rows()

    def expect(wanted):
        wanted = [row.id for row in wanted]
        assert wanted
        assert page.evaluate(SHOWN) == page.evaluate(LINES) == wanted
        assert page.locator(".ledger-bar [role=status]").text_content() == f"{len(wanted)} of {len(known)} shown"

    expect(known)
    page.get_by_label("Kind of evidence").select_option("kind-randomised-trial")
    expect([row for row in known if row.kind == "randomised-trial"])
    page.get_by_role("button", name="Show all").click()
    expect(known)
    page.get_by_label("Answers").select_option("answers-antigen-escape")
    page.get_by_label("Since").select_option("2024")
    expect([row for row in known if "antigen-escape" in row.answers and row.year >= 2024])
    page.get_by_label("only where reports differ").check()
    expect([row for row in known if "antigen-escape" in row.answers and row.year >= 2024 and row.conflict])


def test_the_heads_of_the_matrix_choose_a_barrier(page, site):
    """A head is a button that chooses its barrier, says so to a screen reader, and lets go when pressed again."""
    page.goto((site / PAGE).as_uri())
    for barrier, words in BARRIERS.items():
        button = page.locator("table.evidence-matrix").get_by_role("button", name=words)
        button.focus()
        page.keyboard.press("Enter")

        assert button.get_attribute("aria-pressed") == "true"
        assert page.evaluate(SHOWN) == [row.id for row in rows() if barrier in row.answers]
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-pressed") == "false"
        assert len(page.evaluate(SHOWN)) == len(rows())
