"""The bedside tools on a page: filled in, read, refused, by mouse, keyboard and screen reader, offline."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from sixbarriers import bedside
from sixbarriers.bedside.tool import DISCLAIMER

ROOT = pathlib.Path(__file__).parents[1]
GOLDEN = json.loads((ROOT / "tests" / "fixtures" / "golden" / "grading.json").read_text(encoding="utf-8"))
OF = {"crs": "crs", "crs_device": "crs", "icans_adult": "icans", "icans_child": "icans", "hematotox": "car-hematotox", "easix": "easix"}
AXE = ROOT / ".cache" / "node" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
    const {violations} = await axe.run("html", {runOnly: tags, resultTypes: ["violations"], preload: false});
    return violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} at ${target.join(" ")}: ${failureSummary.slice(0, 300)}`));
}"""
CONF = """
project = "Fixture"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "sixbarriers.sphinx"]
bibtex_bibfiles = ["book/references.bib"]
root_doc = "book/toxicity/chapter"
language = "en"
html_theme = "sixbarriers"
html_math_renderer = "mathml"
exclude_patterns = ["src"]
"""
PAGES = {
    "chapter": "# At the bedside\n\n" + "".join(f"## The tool {name}\n\n```{{bedside}} {name}\n```\n\n" for name in bedside.NAMES),
    "plain": "---\norphan: true\n---\n\n# A page without a tool\n",
    "wrong": "---\norphan: true\n---\n\n# A page with a mistake\n\n```{bedside} ican\n```\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return the folder of a small book, built once: every tool, none, and a mistake; and what the build said, its exit code first."""
    folder = tmp_path_factory.mktemp("bedside")
    place = folder / "book" / "toxicity"
    place.mkdir(parents=True)
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    (folder / "book" / "claims.yml").write_text("{}\n", encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in PAGES.items():
        (place / f"{name}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "--keep-going", str(folder), str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False)
    return folder / "out" / "book" / "toxicity", f"{done.returncode} {done.stderr}"


@pytest.fixture(scope="module")
def built(book):
    """Return the folder of the built pages."""
    return book[0]


@pytest.fixture
def tool(page, built):
    """Return a function that opens the chapter and returns the place of a tool."""
    page.goto((built / "chapter.html").as_uri())
    return lambda name: page.locator(f"[data-bedside={name}]")


def status(place):
    return place.locator(".bedside-status").inner_text()


def fill(place, **values):
    for name, value in values.items():
        place.locator(f"input[name={name}]").fill(str(value))


def grade(place):
    place.locator("button[type=submit]").click()


def test_a_patient_is_graded_with_the_deciding_rule(tool):
    """The result shows the grade, the rule that decided, what each sign adds and what was not counted."""
    crs = tool("crs")
    fill(crs, temperature="38.5")
    crs.get_by_role("radio", name="one vasopressor", exact=True).check()
    crs.get_by_role("combobox", name="Oxygen").select_option("low flow")
    crs.get_by_role("radiogroup", name="Liver, kidney").get_by_label("Yes").check()
    grade(crs)

    assert status(crs).split("\n\n") == [
        "CRS grade 3",
        "Decided by: Low blood pressure (one vasopressor, with or without vasopressin).",
        "Not counted: Liver, kidney or clotting values are abnormal: organ toxicity does not enter the grade of CRS.",
    ]
    rows = crs.locator(".bedside-parts tbody tr").all_inner_texts()
    assert [row.split("\t")[2:] for row in rows] == [["1", "–"], ["3", "yes"], ["2", "–"]]
    assert crs.locator(".bedside-table td.bedside-decides").all_inner_texts() == ["one vasopressor, with or without vasopressin"]


@pytest.mark.parametrize(
    ("name", "values", "label"),
    [
        ("icans", {"ice": 8}, "ICANS grade 1"),
        ("car-hematotox", {"platelets": 110, "neutrophils": 950, "haemoglobin": 10.1, "crp": 4.2, "ferritin": 540}, "CAR-HEMATOTOX 3 of 7 points: high risk"),
        ("easix", {"ldh": 600, "creatinine": 2.0, "platelets": 50}, "EASIX 24 (log₂ 4.58)"),
    ],
)  # fmt: skip
def test_every_tool_answers(tool, name, values, label):
    """Filled in, each tool gives what Python gives."""
    place = tool(name)
    fill(place, **values)
    grade(place)

    assert place.locator(".bedside-grade").inner_text() == label == bedside.find(name).grade(**values).label


ENTER = """([name, values]) => {
    const place = document.querySelector(`[data-bedside="${name}"]`), form = place.querySelector("form");
    form.reset();
    for (const [key, value] of Object.entries(values)) form.elements.namedItem(key).value = value;
    form.dispatchEvent(new Event("change"));
    form.requestSubmit();
    return place.querySelector(".bedside-status").textContent;
}"""


def test_every_reference_case_entered_into_the_form_gets_its_grade(page, tool):
    """The form hands each value to the rules under its name: what it says is Python's sentence."""
    count = 0
    for kind, name in OF.items():
        place, python = tool(name), bedside.find(name)
        assert place.count() == 1
        for case in GOLDEN[kind]:
            said = page.evaluate(ENTER, [name, case["input"]])
            count += 1

            assert said == python.grade(**case["input"]).sentence.replace(". Decided", "Decided").replace(". Not counted", ".Not counted")
    assert count == 86


def test_the_result_is_announced(tool):
    """Grade, deciding rule and what was not counted stand in a polite live region; the tables do not."""
    crs = tool("crs")
    fill(crs, temperature="36.8")
    crs.get_by_role("radio", name="one vasopressor", exact=True).check()
    grade(crs)
    region = crs.get_by_role("status")

    assert "CRS grade 0: no CRS by this table" in region.inner_text()
    assert "Not counted: Low blood pressure" in region.inner_text()
    assert region.locator("table").count() == 0
    assert crs.locator(".bedside-first .bedside-decides").all_inner_texts() == [
        "There is no fever of 38 °C or more, nor was there one of CRS before treatment, and without it nothing else counts: grade 0."
    ]


def test_an_impossible_value_is_refused_beside_its_field(tool):
    """The field is marked and described by the refusal, takes the focus, and no grade is shown."""
    crs = tool("crs")
    fill(crs, temperature="80")
    grade(crs)
    field = crs.locator("input[name=temperature]")
    described = field.evaluate("(el) => el.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' ')")

    assert field.get_attribute("aria-invalid") == "true"
    assert described == "from 25 to 45 °C Temperature must lie between 25 and 45 °C, received 80. Check the value; it is wanted in degrees Celsius."
    assert field.evaluate("(el) => el === document.activeElement")
    assert status(crs) == "Not graded. Please mend: Temperature."
    assert crs.locator(".bedside-grade, .bedside-parts table, .bedside-rules .bedside-decides").count() == 0

    fill(crs, temperature="38.5")
    field.blur()

    assert field.get_attribute("aria-invalid") is None
    assert crs.locator(".bedside-grade").inner_text() == "CRS grade 1"


@pytest.mark.parametrize(("typed", "said"), [("", "is missing"), ("38,5", "must be a number, received 38,5"), ("hot", "received hot")])
def test_what_is_missing_or_no_number_is_refused(tool, typed, said):
    """Nothing, a comma and a word are refused in words that repeat what was typed."""
    crs = tool("crs")
    fill(crs, temperature=typed)
    grade(crs)

    assert said in crs.locator("[data-input=temperature] .bedside-error").inner_text()


def test_a_contradiction_is_refused_at_its_choice(tool):
    """A score beside 'cannot be taken' is refused at the choice, which is marked and takes the focus."""
    icans = tool("icans")
    fill(icans, ice=5)
    group = icans.get_by_role("radiogroup", name="The score cannot be taken")
    group.get_by_label("Yes").check()
    grade(icans)

    assert group.get_attribute("aria-invalid") == "true"
    assert "exclude each other" in group.inner_text()
    assert group.evaluate("(el) => el.contains(document.activeElement)")


def test_only_what_counts_is_asked(tool):
    """The flow is asked of a nasal cannula alone, and CAPD takes the place of ICE."""
    crs, icans = tool("crs"), tool("icans")
    flow = crs.locator("input[name=flow]")
    assert flow.is_hidden()
    crs.get_by_role("combobox", name="Oxygen").select_option("nasal cannula")
    assert flow.is_visible()
    fill(crs, temperature=38.5, flow="6.1")
    grade(crs)
    assert crs.locator(".bedside-grade").inner_text() == "CRS grade 3"
    fill(crs, flow=6)
    assert crs.locator(".bedside-grade").inner_text() == "CRS grade 2"

    assert icans.locator("input[name=capd]").is_hidden()
    icans.get_by_role("radio", name="CAPD").check()
    assert icans.locator("input[name=capd]").is_visible()
    assert icans.locator("input[name=ice]").is_hidden()


def test_what_may_not_be_missing_is_told_beforehand(tool):
    """A screen reader hears which numbers are required, and that death from CRS asks for no temperature."""
    crs = tool("crs")
    field = crs.locator("input[name=temperature]")
    assert field.get_attribute("aria-required") == "true"
    crs.get_by_role("radiogroup", name="Death").get_by_label("Yes").check()
    assert field.get_attribute("aria-required") == "false"
    grade(crs)
    assert crs.locator(".bedside-grade").inner_text() == "CRS grade 5"


def test_a_half_typed_value_is_not_complained_of(tool):
    """While a value is typed no field is marked, and no old grade stands beside it."""
    crs = tool("crs")
    fill(crs, temperature="38.5")
    grade(crs)
    fill(crs, temperature="3")

    assert status(crs) == "Not graded yet."
    assert crs.locator("[aria-invalid]").count() == 0
    crs.locator("input[name=temperature]").blur()
    assert crs.locator("[aria-invalid]").count() == 1


def test_the_keyboard_suffices(page, tool):
    """From the first field on, Tab, arrows and Enter fill in, grade and start again."""
    crs = tool("crs")
    crs.locator("input[name=temperature]").focus()
    page.keyboard.type("39")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "hypotension"
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("CPAP")
    page.keyboard.press("Enter")
    crs.locator("input[name=temperature]").focus()
    page.keyboard.press("Enter")
    assert crs.locator(".bedside-grade").inner_text() == "CRS grade 4"

    crs.locator("button[type=reset]").focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('[data-bedside=crs] .bedside-status').textContent === ''")
    assert crs.locator("input[name=temperature]").input_value() == ""
    assert crs.get_by_role("combobox", name="Oxygen").input_value() == "none"


def test_nothing_is_kept(page, tool):
    """Neither the address nor the storage holds anything, and a reload empties the form."""
    crs = tool("crs")
    address = page.url
    fill(crs, temperature="39")
    grade(crs)

    assert page.url == address
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.reload()
    assert crs.locator("input[name=temperature]").input_value() == ""


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(page, built, mode, width):
    """Empty, graded and refused, the page is free of faults, and does not scroll sideways."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed. Run the tests with `make test`, or first: python tools/ensure_packages.py")
    page.add_init_script(path=AXE)
    page.emulate_media(color_scheme=mode, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((built / "chapter.html").as_uri())
    crs, icans = (page.locator(f"[data-bedside={name}]") for name in ("crs", "icans"))
    found = {"empty": page.evaluate(RUN, TAGS)}
    fill(crs, temperature="39")
    crs.get_by_role("radio", name="one vasopressor", exact=True).check()
    grade(crs)
    fill(icans, ice=5)
    icans.get_by_role("radiogroup", name="The score cannot be taken").get_by_label("Yes").check()
    grade(icans)
    grade(page.locator("[data-bedside=car-hematotox]"))
    page.evaluate("document.querySelectorAll('.bedside details').forEach((fold) => { fold.open = true; })")
    found["graded and refused"] = page.evaluate(RUN, TAGS)

    assert found == {"empty": [], "graded and refused": []}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_targets_are_large_enough(page, built):
    """Whatever is pressed is at least 24 px wide and high, a radio button together with its label."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto((built / "chapter.html").as_uri())
    small = page.evaluate("""() => [...document.querySelectorAll(".bedside :is(input[type=text], select, button, .bedside-options label, summary)")]
        .map((el) => [el.textContent.slice(0, 20), el.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)""")

    assert small == []


def test_forced_colours_keep_the_deciding_rule_apart(page, tool):
    """Where the reader's colours rule, the deciding sign and rule are outlined and named, not told by a ground that is gone."""
    page.emulate_media(forced_colors="active")
    crs = tool("crs")
    fill(crs, temperature="39")
    grade(crs)
    outlines = crs.locator(".bedside-decides").evaluate_all("(all) => all.map((el) => getComputedStyle(el).outlineStyle)")

    assert outlines == ["solid", "solid"]
    assert crs.locator("tr.bedside-decides td").last.inner_text() == "yes"


@pytest.mark.parametrize("width", [1280, 320])
def test_the_rule_table_is_a_table_at_every_width(page, built, width):
    """Where its rows are set below each other, it still has rows, headers and cells for a screen reader."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((built / "chapter.html").as_uri())
    table = page.locator("[data-bedside=crs] .bedside-table").get_by_role("table")

    assert table.get_by_role("row").count() == (4 if width == 1280 else 3)
    assert table.get_by_role("rowheader").all_inner_texts() == ["Fever", "Low blood pressure", "Oxygen"]
    assert table.get_by_role("cell", name="38 °C or more").count() == 1


def test_without_scripts_the_rule_table_stands_alone(browser, built):
    """Readers without JavaScript see every rule, the disclaimer and the source, but no form that does nothing; so does paper."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "chapter.html").as_uri())
    shown = [(place.locator("form").is_visible(), place.locator(".bedside-table").is_visible()) for place in page.locator("[data-bedside]").all()]
    words = page.locator("[data-bedside=crs]").inner_text()
    context.close()
    paper = browser.new_page()
    paper.goto((built / "chapter.html").as_uri())
    paper.emulate_media(media="print")
    printed = [(place.locator("form").is_visible(), place.locator(".bedside-table").is_visible()) for place in paper.locator("[data-bedside]").all()]
    paper.close()

    assert shown == printed == [(False, True)] * len(bedside.NAMES)
    assert DISCLAIMER in words
    for sign in bedside.find("crs").signs:
        assert all(rule.text in words for rule in sign.rules)
    assert "Lee 2019" in words


def test_only_pages_with_a_tool_load_its_script(built):
    """A page without a tool asks for neither script nor style sheet."""
    assert all(name in (built / "chapter.html").read_text(encoding="utf-8") for name in ("bedside.js", "bedside.css"))
    assert not re.search(r"bedside\.(js|css)", (built / "plain.html").read_text(encoding="utf-8"))


def test_an_unknown_tool_fails_the_build_at_its_line(book):
    """The failure, the only one of the book, names near tools and points into the page."""
    code, said = book[1].split(" ", 1)

    assert code != "0"
    assert "wrong.md:7: ERROR: bedside: 'ican' is not a bedside tool. Did you mean 'icans'?" in said
    # Claims of chapters that the small book cuts short have no place in it.
    assert said.count("ERROR") == 1
    assert [line for line in said.splitlines() if "WARNING" in line and "has no place in the book" not in line] == []
