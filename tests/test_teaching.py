"""The instructor's pack and the syllabus: minutes, a whole map, links that restore what they say, and nothing of a solution."""

import html
import json
import pathlib
import re

import pytest
import yaml

from sixbarriers import chapters, coursework, teaching
from sixbarriers.errors import CourseError
from sixbarriers.sphinx.explorers import parse_state

ROOT = pathlib.Path(__file__).parents[1]
PACKS = teaching.packs(ROOT)
SET = coursework.assignments(ROOT)
PRACTICE = coursework.practice(ROOT)
COURSES = [name for name in yaml.safe_load((ROOT / "book" / "syllabus.yml").read_text(encoding="utf-8"))]
STATE = re.compile(r'href="(?:\.\./)?([\w-]+)/chapter\.html#(\w+)\?([^"]*)"')


def exercises(folder):
    """Return the exercises of a chapter: those for practice, and the questions of its assignment if it has one."""
    assignment = SET.get(coursework.assignment_of(folder))
    return [*PRACTICE.get(folder, []), *(assignment.questions if assignment else [])]


@pytest.mark.parametrize("folder", chapters.FOLDERS)
def test_the_minutes_add_up(folder):
    """The parts of a session add up to ninety minutes, and each has some."""
    assert sum(slot.minutes for slot in PACKS[folder].plan) == 90
    assert min(slot.minutes for slot in PACKS[folder].plan) >= 5


@pytest.mark.parametrize("folder", chapters.FOLDERS)
def test_every_objective_is_shown_asked_and_practised(folder):
    """Each objective has a step or a display, a question and an exercise."""
    pack = PACKS[folder]
    assert len(pack.objectives) == len(pack.chapter.objectives) >= 5
    missing = [
        (ordinal, what)
        for ordinal, need in pack.objectives.items()
        for what, found in (
            ("step or display", need.steps or need.displays), ("question", need.questions),
            ("exercise", [one for one in exercises(folder) if ordinal in one.objectives]),
        ) if not found
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("folder", chapters.FOLDERS)
def test_no_step_question_or_tool_is_left_out_of_the_map(folder):
    """Each lab step, question and bedside tool of the chapter serves an objective."""
    pack = PACKS[folder]
    steps = {(sheet, title) for need in pack.objectives.values() for sheet, titles in need.steps.items() for title in titles}
    asked = {pack.chapter.question(words) for need in pack.objectives.values() for words in need.questions}
    shown = {name for need in pack.objectives.values() for name in need.displays}

    assert steps == {(sheet, title) for sheet, titles in pack.chapter.sheets.items() for title in titles}
    assert asked == set(range(1, len(pack.chapter.questions) + 1))
    assert {name for name in pack.chapter.displays if name.startswith("bedside")} <= shown


@pytest.mark.parametrize("name", SET)
def test_every_question_of_an_assignment_says_which_objective_it_serves(name):
    """Each names objectives that its chapter has, in words such as "(Second objective.)"."""
    folder = next((one for one in chapters.FOLDERS if coursework.assignment_of(one) == name), None)
    assert folder, f"no chapter has an assignment called {name!r}; see OTHER_NAMES in coursework.py"
    ordinals = set(PACKS[folder].chapter.ordinals)

    assert len(SET[name].questions) >= 5
    assert [question.title for question in SET[name].questions if not question.objectives or not question.objectives <= ordinals] == []


@pytest.mark.parametrize("folder", PRACTICE)
def test_every_practice_exercise_serves_an_objective_of_its_chapter(folder):
    """Each names objectives that its chapter has."""
    ordinals = set(PACKS[folder].chapter.ordinals)

    assert PRACTICE[folder]
    assert [one.title for one in PRACTICE[folder] if not one.objectives or not one.objectives <= ordinals] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("(Third objective.)", "third"), ("(first and second objectives, in words)", "first second"), ("First to third objective", "first second third"),
     ("(First, third, and fifth objectives.)", "first third fifth"), ("the first of all objectives", ""), ("(4 marks)", "")],
)  # fmt: skip
def test_objectives_are_read_from_words(words, found):
    """A text that names objectives names just these."""
    assert chapters.objectives_in(words) == set(found.split())


FAULTS = {
    "minutes": (lambda body: body["plan"][0].update(minutes=9), "add up to 91, not to 90"),
    "no minutes": (lambda body: body["plan"][0].update(minutes="8"), "whole number above nought, received '8'"),
    "step": (lambda body: body["plan"][1]["steps"].update(cartmath=["Take IDO off"]), "'Take IDO off' is not a step of cartmath in exhaustion. Did you mean 'Take IDO away'"),
    "sheet": (lambda body: body["plan"][1]["steps"].update(cartmaths=["X"]), "'cartmaths' is not a lab sheet of exhaustion. Did you mean 'cartmath'"),
    "display": (lambda body: body["plan"][0].update(displays=["figure none.svg"]), "exhaustion shows no 'figure none.svg'"),
    "question": (lambda body: body["plan"][0].update(questions=["Nobody asks"]), "0 questions of exhaustion begin with 'Nobody asks'"),
    "several questions": (lambda body: body["plan"][0].update(questions=["A"]), "3 questions of exhaustion begin with 'A'"),
    "objective": (lambda body: body["objectives"].pop("fifth"), "the chapter has first, second, third, fourth, fifth"),
    "model": (lambda body: body["misconceptions"][0].update(state="cartmaths?dose=1"), "no chapter shows an explorer of 'cartmaths'"),
    "two misconceptions": (lambda body: body["misconceptions"].__delitem__(slice(2, None)), "3 to 5 misconceptions are wanted, but here are 2"),
    "one prompt": (lambda body: body["prompts"].__delitem__(slice(1, None)), "2 to 4 prompts are wanted, but here are 1"),
    "nothing to listen for": (lambda body: body["prompts"][0].update(listen=[]), "'listen' is empty"),
    "unknown word": (lambda body: body.update(notes="x"), "it needs misconceptions, objectives, plan, prompts and nothing else"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_pack_is_refused_in_words(tmp_path, fault):
    """What does not exist or does not add up is named, with the rule."""
    for name in ("chapter.md", "lab.ipynb", "teaching.yml"):
        for folder in ("exhaustion",):
            target = tmp_path / "book" / folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text((ROOT / "book" / folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    for folder in chapters.FOLDERS[:1] + chapters.FOLDERS[2:]:
        (tmp_path / "book" / folder).mkdir(parents=True)
        (tmp_path / "book" / folder / "chapter.md").write_text("# T\n\n*An hour: x.*\n", encoding="utf-8")
    path = tmp_path / "book" / "exhaustion" / "teaching.yml"
    teaching.read(tmp_path, "exhaustion")
    body = yaml.safe_load(path.read_text(encoding="utf-8"))
    spoil, message = FAULTS[fault]
    spoil(body)
    path.write_text(yaml.safe_dump(body, allow_unicode=True, sort_keys=False), encoding="utf-8")

    with pytest.raises(CourseError, match=message):
        teaching.read(tmp_path, "exhaustion")


@pytest.mark.parametrize("course", COURSES)
def test_the_sessions_of_the_syllabus_add_up(course):
    """Each session's parts add up to its minutes, and what they show exists: reading them checks both."""
    found = teaching.sessions(ROOT, course)

    assert found
    assert all(sum(slot.minutes for slot in session.plan) == session.minutes for session in found)


def wanted(site):
    """Return {chapter: {fragment}} of every link of the pack and of the syllabus that sets a model."""
    found = {}
    for path in [*sorted(site.glob("book/*/teach.html")), site / "book" / "syllabus.html"]:
        text = path.read_text(encoding="utf-8")
        for folder, model, query in STATE.findall(text.replace('href="chapter.html', f'href="{path.parent.name}/chapter.html')):
            found.setdefault(folder, set()).add((model, html.unescape(query)))
    return found


FOLLOW = """async (fragment) => {
    const followed = new Promise((done) => addEventListener("hashchange", done, {once: true}));
    location.hash = fragment;
    await followed;
}"""
READ = """(model) => {
    const {scenario, parameters, problem} = document.querySelector(`[data-explorer="${model}"]`).explorer.read();
    return {scenario, parameters, problem};
}"""


def is_restored(read, scenario, values):
    """Return whether what an explorer shows is the state."""
    return read["scenario"] == scenario and all(read["parameters"][name] == pytest.approx(value) for name, value in values.items())


def test_every_link_of_the_pack_restores_its_state(page, site):
    """Followed in a browser, each link to a state or a step sets the model just so, without a complaint."""
    links = wanted(site)
    assert sum(map(len, links.values())) > 60
    wrong = []
    for folder, found in links.items():
        chapter = chapters.read(ROOT, folder)
        text = (ROOT / "book" / folder / "chapter.md").read_text(encoding="utf-8")
        page.goto((site / "book" / folder / "chapter.html").as_uri())
        page.wait_for_load_state("load")
        for model, query in sorted(found):
            page.evaluate(FOLLOW, f"{model}?{query}")
            state = query
            if query.startswith("step="):
                title = chapter.sheets[model][int(query[5:]) - 1]
                state = re.search(rf"- title: {re.escape(title)}\n  state: (.+)", text)[1]
            scenario, values = parse_state(model, state)
            read = page.evaluate(READ, model)
            if read["problem"] or not is_restored(read, scenario, values):
                wrong.append((folder, model, query, read))
    assert wrong == []


def test_the_pack_is_found_but_not_in_the_contents(site):
    """Every page of the pack is reached from the syllabus, and none from the readers' contents or from page to page."""
    syllabus = (site / "book" / "syllabus.html").read_text(encoding="utf-8")
    for folder in chapters.FOLDERS:
        assert f'href="{folder}/teach.html"' in syllabus
        assert (site / "book" / folder / "teach.html").is_file()
    start = (site / "book" / "intro.html").read_text(encoding="utf-8")
    contents, _, article = start.partition("<article>")
    assert 'href="syllabus.html"' in contents
    assert 'href="syllabus.html"' in article
    assert [path.name for path in site.rglob("*.html") if "teach.html" in path.read_text(encoding="utf-8").partition("<article>")[0]] == []


@pytest.mark.parametrize("name", SET)
def test_the_exercise_page_shows_each_question(site, name):
    """Title, time, marks and each question stand on the page in words of their own, with a download of the student version."""
    text = (site / "book" / "exercises.html").read_text(encoding="utf-8")
    fold = re.search(rf'<details class="fold" id="assignment-{name}">.*?</details>', text, re.DOTALL)[0]
    plain = re.sub(r"\W+", "", html.unescape(re.sub(r"<(math|annotation).*?</\1>|<[^>]+>", "", fold, flags=re.DOTALL)))
    for question in SET[name].questions:
        heading = f"Question {question.number} · {question.title} ({question.marks})"
        assert re.sub(r"\W+", "", heading) in plain
        first = re.sub(r"\$[^$]*\$|`", "", question.text.splitlines()[-1])
        longest = max(re.split(r"[$`*\[\]|]", first), key=len)
        assert re.sub(r"\W+", "", longest) in plain
    assert re.sub(r"\W+", "", SET[name].about) in plain
    link = re.search(rf'href="\.\./(_downloads/[^"]+/{name}\.ipynb)"', fold)[1]
    assert (site / link).read_bytes() == (ROOT / "exercises" / "release" / name / f"{name}.ipynb").read_bytes()


@pytest.mark.parametrize("path", sorted(ROOT.glob("exercises/source/*/*.ipynb")), ids=lambda path: path.stem)
def test_no_line_of_a_solution_is_on_the_exercise_page_or_in_the_pack(site, path):
    """No line that only the master holds stands on the page, in a pack or in its source."""
    def lines(name):
        cells = json.loads((ROOT / "exercises" / name / path.stem / path.name).read_text(encoding="utf-8"))["cells"]
        return {line.strip() for cell in cells for line in "".join(cell["source"]).splitlines()}

    only = {line for line in lines("source") - lines("release") if len(line) > 30 and not line.startswith(("import ", "from "))}
    pages = [site / "book" / "exercises.html", site / "book" / "syllabus.html", *site.glob("book/*/teach.html"), *ROOT.glob("book/*/teaching.yml"), *ROOT.glob("book/*.yml")]
    text = "\n".join(html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))) for page in pages)

    assert len(only) > 30
    assert [line for line in only if line in text] == []


def test_the_book_reads_no_master(tmp_path):
    """What the pages show of the assignments is the same where the masters are left out, as in a public archive."""
    for path in ROOT.glob("exercises/release/*/*.ipynb"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True)
        target.write_bytes(path.read_bytes())

    assert coursework.assignments(tmp_path) == SET
