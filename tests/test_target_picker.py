"""The target picker as a model: it counts what the table counts, takes names for choices, and shows its tiles in the page."""

import gzip
import json
import pathlib
import random

import matplotlib
import numpy
import pytest

from sixbarriers import gates, targets
from sixbarriers.errors import CourseError
from sixbarriers.functions import choose, equal, truth
from sixbarriers.javascript import compile_model, specification
from sixbarriers.lookup import Table
from sixbarriers.model import Category
from sixbarriers.models import target_picker
from sixbarriers.models.target_picker import model, simulate
from sixbarriers.parameter import choice
from sixbarriers.plot import picture
from sixbarriers.sphinx.explorers import parse_state
from sixbarriers.tex import equations

GOLDEN = json.loads((pathlib.Path(__file__).parent / "fixtures" / "golden" / "targets.json").read_text(encoding="utf-8"))
STATES = ("not marked", "marked", "marked for want of a score", "not scored")


def designs(count):
    """Return so many designs drawn by lot, as (cancer, a, b, gate, cut), each gate among them."""
    source = random.Random("designs")
    pairs = [source.sample(targets.GENES, 2) for _ in range(count)]
    return [(source.choice(targets.CANCERS), a, b, gates.GATES[i % 4], source.choice(list(targets.CUTS))) for i, (a, b) in enumerate(pairs)]


def test_it_counts_what_the_table_counts():
    """Tissues by name, coverage, intervals, bounds and F1 of 200 designs are those of the target picker's table."""
    for cancer, a, b, gate, cut in designs(200):
        run = simulate(cancer=cancer, a=a, b=b, gate=gate, cut=cut)
        found = targets.design(cancer, a, None if gate == "A" else b, gate, cut)
        read = run.readouts

        assert {name: set(run.counted(name)) for name in ("hits", "vital_hits", "unsure")} == {
            "hits": set(found.hit), "vital_hits": set(found.vital_hit), "unsure": set(found.unsure),
        }  # fmt: skip
        assert {one.label for one, state in zip(model.categories, run.series["marked"], strict=True) if state == 3} == set(found.unscored) - set(found.hit)
        assert [read["share"], read["f1"], read["spilled"]] == pytest.approx([found.coverage, found.f1, found.spill], abs=1e-12)
        ends = [read[name] / 100 for name in ("coverage_low", "coverage_high", "bound_low", "bound_high")]
        assert ends == pytest.approx([*found.interval, *found.bounds], abs=1e-12)


@pytest.mark.parametrize("name", [name for name, case in GOLDEN.items() if isinstance(case, dict) and "cancer" in case and case["gate"] != "AND"])
def test_it_gives_the_reference_values(name):
    """Coverage, bounds, spill, F1 and the number of vital tissues of the reference, for every gate that it reads as we do."""
    case = GOLDEN[name]
    read = simulate(cancer=case["cancer"], a=case["A"], gate=case["gate"], cut=float(case["cut"] - 1), **({"b": case["B"]} if case["B"] else {})).readouts

    assert [read["share"], read["spilled"], read["f1"]] == pytest.approx([case["coverage"], case["spill"], case["F1"]], abs=6e-5)
    assert [read["bound_low"] / 100, read["bound_high"] / 100] == pytest.approx([case["cov_lo"], case["cov_hi"]], abs=6e-5)
    assert (read["hits"], read["vital_hits"]) == (case["n_hit"], len(case["vital_hit"]))


@pytest.mark.parametrize("tissues", targets.TISSUE_SETS)
def test_the_spill_counts_the_tissues_that_are_chosen(tissues):
    """Spill and F1 are over all healthy tissues or over the vital ones alone, as in the reference."""
    for scenario, cancer, a, b, gate in (("pancreas-or", "pancreatic cancer", "CEACAM5", "MSLN", "OR"), ("glioma", "glioma", "EGFR", None, "A")):
        run = simulate(scenario, tissues=tissues)
        expected = targets.design(cancer, a, b, gate, tissues=tissues)

        assert run.readouts["spill"] == pytest.approx(100 * expected.spill)
        assert run.readouts["f1"] == pytest.approx(expected.f1)


# Each named design: patients marked, healthy tissues marked, vital ones among them.
NAMED = {
    "pancreas-or": (10 / 11, 13, 6), "pancreas-and": (21 / 44, 2, 2), "stomach": (0.5, 3, 3), "breast": (6 / 11, 14, 3),
    "colorectum": (1.0, 7, 5), "ovary": (15 / 22, 0, 0), "prostate": (1.0, 4, 3), "glioma": (0.75, 22, 8),
}  # fmt: skip


@pytest.mark.parametrize("name", model.scenarios)
def test_a_named_design(name):
    """Each preset marks what the table of designs says of it; AND is read both ways, so the ovary's design marks nothing healthy."""
    read = simulate(name).readouts

    assert (read["share"], read["hits"], read["vital_hits"]) == pytest.approx(NAMED[name])


def test_choices_are_made_by_name_or_place():
    """An option is given by its name or its place; the run keeps the place, and words come back as names."""
    by_name, by_place = simulate(cancer="glioma", gate="NOT"), simulate(cancer=float(targets.CANCERS.index("glioma")), gate=3)

    assert by_name.parameters == by_place.parameters
    assert model.parameters["gate"].told(by_name.parameters["gate"]) == "NOT"
    assert simulate(**by_name.parameters).sentence == by_name.sentence


REFUSED = {
    "no such name": ({"a": "MLSN"}, ["'MLSN'", "choice of a (first antigen)", "Did you mean 'MSLN'"]),
    "another case": ({"gate": "and"}, ["'and'", "Did you mean 'AND'", "A, AND, NOT, OR"]),
    "between two": ({"gate": 1.5}, ["1.5", "choice of gate"]),
    "no such place": ({"cut": 3}, ["3", "choice of cut", "Medium"]),
    "a truth": ({"gate": True}, ["True", "choice of gate"]),
    "an end": ({"until": 10}, ["target_picker", "all of its 49 places", "Leave it out"]),
    "places": ({"at": [0, 1]}, ["all of its 49 places", "[0, 1]", "Leave it out"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_choice_is_refused_in_words(name):
    """The message names the parameter, what was received and what there is."""
    values, words = REFUSED[name]
    with pytest.raises(CourseError) as caught:
        simulate(**values)

    assert [word for word in words if word not in str(caught.value)] == []


def test_an_antigen_is_no_partner_for_itself():
    """With one antigen twice, every gate is that antigen alone, and the sentence says so."""
    alone = simulate(a="MSLN", gate="A")
    for gate in gates.GATES[1:]:
        twice = simulate(a="MSLN", b="MSLN", gate=gate)

        assert twice.readouts == pytest.approx(alone.readouts | {key: twice.readouts[key] for key in twice.readouts if key.startswith("second")})
        assert twice.sentence.startswith("MSLN, which is no partner for itself, marks 75 % of patients with pancreatic cancer")


def test_the_sentence_names_design_cancer_and_vital_tissues():
    """Options and what is counted are named; long lists are counted."""
    assert simulate("pancreas-and").sentence == (
        "CEACAM5 AND MSLN marks 47.7 % of patients with pancreatic cancer and 2 of 49 healthy tissues. Vital among them: colon and rectum."
    )
    assert simulate("ovary").sentence == "MSLN AND MUC16 marks 68.2 % of patients with ovarian cancer and none of 49 healthy tissues."
    assert simulate("glioma", cut="Low", gate="NOT", b="MUC16").sentence.endswith("40 of 49 healthy tissues, 16 of them vital.")


def test_every_outcome_can_happen():
    """Each of the four outcomes to choose from belongs to some of 200 designs."""
    seen = set()
    for cancer, a, b, gate, cut in designs(200):
        read = simulate(cancer=cancer, a=a, b=b, gate=gate, cut=cut).readouts
        seen.add((read["share"] >= 0.5, read["vital_hits"] > 0))

    assert len(seen) == len({case.outcome for case in model.cases}) == 4


def test_a_file_has_the_names():
    """The CSV names tissues and levels; a run tells what a count counts, and refuses what is no count."""
    run = simulate("stomach")
    rows = [line.split(",") for line in run.to_csv().splitlines()]

    assert rows[0] == ["tissue", "marked", "first", "second"]
    assert [row[:2] for row in rows if row[0] == "lung"] == [["lung", "marked"]]
    assert run.counted("hits") == ("lung", "stomach 1", "stomach 2")
    with pytest.raises(CourseError, match="'spill' is not a count of target_picker"):
        run.counted("spill")


def test_all_tissues_are_grouped_from_head_to_foot():
    """49 tissues, each once, brain first, groups in one piece; 21 of them carry the flag."""
    groups = [one.group for one in model.categories]

    assert groups[0] == "brain"
    assert len({one.label for one in model.categories}) == 49
    assert sum(one.flag for one in model.categories) == 21
    assert len(set(groups)) == 1 + sum(a != b for a, b in zip(groups, groups[1:], strict=False)) == 11


def test_what_is_printed_of_it():
    """The equations are shares, coverage, spill and F1; an address names choices, with plus or an encoded space."""
    found = equations(model)

    assert [line.partition(" = ")[0] for line in found] == ["a", "b", "c", "s", "F_1"]
    assert r"a + b - a \, b & \text{OR}" in found[2]
    for query in ("scenario=stomach&cancer=lung+cancer&gate=OR", "scenario=stomach&cancer=lung%20cancer&gate=OR"):
        assert parse_state("target_picker", query) == ("stomach", {"cancer": float(targets.CANCERS.index("lung cancer")), "gate": 2.0})
    with pytest.raises(CourseError, match="'2' is not a choice of gate"):
        parse_state("target_picker", "gate=2")


def test_it_is_drawn_without_scripts():
    """The picture for a page names every tissue, and is the same each time; a notebook gets one figure."""
    matplotlib.use("Agg")
    drawn = picture(simulate("glioma"))

    assert [one.label for one in model.categories if one.label not in drawn] == []
    assert "marked for want of a score" in drawn
    assert drawn == picture(simulate("glioma"))
    assert len(simulate("glioma").plot().axes) == 1
    matplotlib.pyplot.close("all")


def test_its_compiled_form_is_small():
    """With all its tables it takes less than 20 kB gzipped, and scenarios do not repeat the lists."""
    compiled = compile_model(model)

    assert len(gzip.compress(compiled.encode())) < 20_000
    assert json.dumps(specification(model)).count("TACSTD2") == 2


def test_tables_and_truths_work_on_numbers_and_arrays():
    """A table is looked up by numbers and arrays alike, and needs all its indices and whole numbers; truths are 1 and 0."""
    table = Table("small", [[1, 2, 3], [40, 50, 60]], "n")

    assert table(1.0, 2.0) == 60
    assert list(table(numpy.array([0.0, 1.0]), 1)) == [2, 50]
    assert table.javascript() == "[1, 2, 3, 40, 50, 60]", "numbers that lie far apart are listed"
    assert Table("near", [3, 5], "n").javascript() == '"02"'
    assert [truth(2 > 1), truth(equal(1, 2)), choose(1.0, {"no": 5, "yes": 7})] == [1, 0, 7]
    with pytest.raises(TypeError, match="has 2 indices, but was given 1"):
        table(1)
    with pytest.raises(CourseError, match="must hold whole numbers"):
        Table("broken", [0.5], "n")


WRONG = {
    "a state": lambda: model.replace(categories=model.categories[:-1]),
    "a gauge": lambda: model.replace(gauge=model.gauge.__class__("Patients", "covrage", "coverage_low", "coverage_high")),
    "a count": lambda: model.replace(readouts=tuple(one.__class__(**{**vars(one), "level": 1}) if one.name == "hits" else one for one in model.readouts)),
    "a choice": lambda: choice(("one", "two"), "three", label="number", symbol="n", source="ours", kind="illustrative"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_model_that_contradicts_itself_is_refused(name):
    """Ends that do not fit the categories, a bar or a count of nothing, and a choice without its option are told."""
    with pytest.raises(CourseError):
        WRONG[name]()


def tiles(page):
    """Return {tissue: its state in words} as the page draws it."""
    drawn = page.eval_on_selector_all(".sb-tile:has(.sb-tile-name)", "all => all.map((one) => [one.querySelector('.sb-tile-name').textContent, one.dataset.level])")
    return {name: STATES[int(level)] if level else "" for name, level in drawn}


def states(run):
    """Return the same of a run of Python's."""
    return {one.label: STATES[int(state)] for one, state in zip(model.categories, run.series["marked"], strict=True)}


def test_the_page_follows_its_choices(mount):
    """Lists are chosen from by keyboard; tiles, sentence, address and code follow, and the address brings them back."""
    page = mount(model)
    for key, option in (("cancer", "breast cancer"), ("gate", "NOT"), ("b", "MUC16"), ("cut", "Low")):
        page.locator(f"#target_picker-{key}").select_option(option)
    page.wait_for_function("location.hash.endsWith('cut=Low')")
    run = simulate(cancer="breast cancer", gate="NOT", b="MUC16", cut="Low")
    address = page.url

    assert tiles(page) == states(run)
    assert page.locator(".sb-sentence").inner_text() == run.sentence
    assert page.get_by_role("img", name=run.sentence).count() == 1
    assert address.endswith("#target_picker?scenario=pancreas-or&cancer=breast+cancer&gate=NOT&b=MUC16&cut=Low")
    assert page.locator(".sb-actions .sb-count").inner_text() == "4 values changed"
    page.goto("about:blank")
    page.goto(address)
    assert page.evaluate("document.querySelector('[data-explorer]').explorer.read().parameters") == run.parameters
    assert page.locator(".sb-notice").inner_text() == ""


def test_a_script_may_name_choices(mount):
    """What drives the explorer may give names; a name or a place that is none is refused in words, and nothing changes."""
    page = mount(model)
    set_ = "(wanted) => { const {explorer} = document.querySelector('[data-explorer]'); try { explorer.set(wanted); } catch (error) { return error.message; } return explorer.read().sentence; }"

    assert page.evaluate(set_, {"a": "EGFR", "gate": "A", "cancer": "glioma"}) == simulate("glioma").sentence
    assert page.evaluate(set_, {"gate": "and"}) == "gate: “and” is not one of the choices. Choose one of A, AND, OR and NOT."
    assert page.evaluate(set_, {"a": 0.5}).startswith("first antigen: “0.5” is not one of the choices. Choose one of the 28 in the list, for example CEACAM5.")
    assert page.evaluate("document.querySelector('[data-explorer]').explorer.read().sentence") == simulate("glioma").sentence


def test_an_outcome_is_predicted_and_the_tiles_are_empty_until_then(mount):
    """Asked for a prediction, no tile tells; an outcome is chosen, nothing can be drawn, and the gap is told in words."""
    page = mount(model)
    page.get_by_role("button", name="Predict first").click()
    page.wait_for_selector("[data-predict=asked]")

    assert set(tiles(page).values()) == {""}
    assert page.locator(".sb-svg title").text_content().startswith("Empty tiles")
    assert page.locator(".sb-gauge-fill").get_attribute("width") == "0"
    assert page.get_by_text("Draw", exact=False).filter(visible=True).count() == 0
    page.get_by_role("radio", name="Fewer than half of the patients are marked, and no vital tissue").check()
    page.get_by_role("button", name="Run the model").click()
    page.wait_for_function("document.querySelector('.sb-gap').textContent")
    assert tiles(page) == states(simulate())
    assert page.locator(".sb-gap").inner_text().endswith("in the model, at least half of the patients are marked, and vital tissues too.")


@pytest.mark.parametrize("width", [1280, 320])
def test_pinned_runs_leave_their_letter_where_they_mark(mount, width):
    """A tile carries the letters of the pinned runs that mark it, and nothing stands outside the picture."""
    page = mount(model)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("location.hash = 'target_picker?scenario=pancreas-and&pin=stomach(scenario=stomach)&pin=either(scenario=pancreas-or)'")
    page.wait_for_function("[...document.querySelectorAll('.sb-tile-pins')].some((one) => one.textContent === 'A B')")
    found = dict(page.eval_on_selector_all(".sb-tile:has(.sb-tile-name)", "all => all.map((one) => [one.querySelector('.sb-tile-name').textContent, one.querySelector('.sb-tile-pins').textContent])"))
    expected = {one.label: " ".join(letter for letter, run in (("A", simulate("stomach")), ("B", simulate("pancreas-or"))) if one.label in run.counted("hits")) for one in model.categories}
    wide = page.eval_on_selector_all(
        ".sb-svg text", "all => all.filter((one) => one.textContent && one.checkVisibility()).map((one) => [one.textContent, one.getBoundingClientRect(), one.closest('svg').getBoundingClientRect()])"
    )

    assert found == expected
    assert [text for text, own, whole in wide if own["right"] > whole["right"] + 2 or own["left"] < whole["left"] - 2] == []
    names = page.eval_on_selector_all(
        ".sb-tile:has(.sb-tile-name)",
        "all => all.filter((one) => one.querySelector('.sb-tile-name').getBoundingClientRect().right > (one.querySelector('.sb-tile-flag') ?? {getBoundingClientRect: () => ({left: one.querySelector('.sb-tile-box').getBoundingClientRect().right})}).getBoundingClientRect().left).map((one) => one.textContent)",
    )
    assert names == [], "names stand clear of the flag and of the edge"


def test_a_category_is_plain():
    """A category has a name, a group and perhaps the flag."""
    assert Category("lung", "airways", True) == Category(label="lung", group="airways", flag=True)
    assert target_picker.TISSUES[0] == "cerebral cortex"
