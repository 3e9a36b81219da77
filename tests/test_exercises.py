"""The exercises for marking: masters, student versions, slips and hints; what students draw; what does not leak."""

import io
import json
import os
import pathlib
import re
import subprocess
import tarfile
import zipfile

import pytest

from sixbarriers.errors import CourseError
from sixbarriers.exercises import patient
from sixbarriers.exercises.checks import Here
from sixbarriers.exercises.patient import shares
from sixbarriers.grading import generate as generating
from sixbarriers.grading import rehearse, samples
from sixbarriers.grading.dryrun import new_course
from sixbarriers.grading.generate import generate, release_notebook
from sixbarriers.grading.marking import run_check

ROOT = pathlib.Path(__file__).parents[1]
MASTERS = sorted(path.stem for path in ROOT.glob("exercises/source/*/*.ipynb"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course with every assignment's student version, and students of the roster "example" and "ab123"."""
    course = new_course(ROOT / "exercises", tmp_path_factory.mktemp("course"), ["example", "ab123"])
    for name in MASTERS:
        generate(course, name)
    return course


@pytest.mark.parametrize("student", ["example", "ab123"])
@pytest.mark.parametrize("name", MASTERS)
def test_an_assignment_can_be_trusted(course, name, student):
    """The master earns all, the blank nothing and fails only in its answers, and each typical slip loses its check with a fitting hint."""
    assert rehearse.selftest(course, name, student) == []


def test_a_rehearsal_leaves_the_environment_as_it_was(course):
    """What is started after a rehearsal, such as the kernel of a lab, inherits nothing from it."""
    before = dict(os.environ)
    rehearse.play(release_notebook(course, "exhaustion")["cells"], "example")

    assert {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"} == {name: value for name, value in before.items() if name != "PYTEST_CURRENT_TEST"}


@pytest.mark.parametrize("name", MASTERS)
def test_each_question_knows_three_slips(course, name):
    """Every automatically marked question has three typical wrong answers or more that are known to be caught."""
    slips = rehearse.slips(course, name)
    counts = {key: sum(one == key for one, _ in slips) for key, _ in slips}
    asked = [cell["id"] for cell in rehearse.master_cells(course, name) if cell["metadata"]["nbgrader"]["solution"] and cell["cell_type"] == "code" and cell["id"] != "patient-id"]

    assert sorted(counts) == sorted(asked)
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("name", MASTERS)
def test_the_blank_says_what_to_do(course, name):
    """A check on an untouched notebook says that the answer is not there yet, not merely False."""
    names, _ = rehearse.play(release_notebook(course, name)["cells"], "example")
    hints = [run_check(source, Here(names, "example")) for source in generating.tests(course, name).values()]

    assert [hint for hint in hints if "Fill in the cell above" not in (hint or "")] == []


@pytest.mark.parametrize("name", MASTERS)
def test_an_assignment_has_the_size_that_is_promised(course, name):
    """Five to eight questions, a free text and a plot marked by hand, and the marks that the title states."""
    cells = rehearse.master_cells(course, name)
    marks = [cell["metadata"]["nbgrader"] for cell in cells]
    points = sum(mark.get("points", 0) for mark in marks if mark["grade"])
    stated = int(re.search(r"(\d+) marks", cells[0]["source"])[1])

    assert points == stated
    assert 5 <= sum(cell["source"].startswith("## Question") for cell in cells) <= 8
    assert any(cell["cell_type"] == "markdown" and mark["grade"] for cell, mark in zip(cells, marks, strict=True))
    assert any("figure" in cell["source"] and mark["grade"] and mark["solution"] for cell, mark in zip(cells, marks, strict=True))


def secrets(course, name):
    """Return lines that only a master holds: of its answers, of its hidden tests and of its rubric."""
    given = {line.strip() for cell in release_notebook(course, name)["cells"] for line in cell["source"].splitlines()}
    found = {line.strip() for cell in rehearse.master_cells(course, name) for line in cell["source"].splitlines()}
    plain = {"run = me.simulate()", "return grown"}
    return {line for line in found - given if len(line) > 30 and line not in plain and not line.startswith(("import ", "from "))}


@pytest.mark.parametrize("name", MASTERS)
def test_the_student_version_holds_no_secret(course, name):
    """No line of an answer, of a hidden test or of the rubric is in the student version or its zip, nor a word that marks one."""
    text = "\n".join(text for _, text in readable(course.root / "handout" / f"{name}.zip"))
    assert course.release(name).read_text(encoding="utf-8") in text
    assert [path.name for path in course.release(name).parent.iterdir()] == [f"{name}.ipynb"]
    lines = secrets(course, name)

    assert len(lines) > 30
    assert [line for line in lines if json.dumps(line)[1:-1] in text] == []
    assert "BEGIN HIDDEN" not in text and "BEGIN SOLUTION" not in text and "Rubric" not in text


def readable(path):
    """Yield (name, text) of a file and of what is packed inside it."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path.name}/{name}", archive.read(name).decode("utf-8", "replace")
    yield path.name, data.decode("utf-8", "replace")


@pytest.mark.parametrize("name", MASTERS)
def test_the_built_site_holds_no_secret(course, site, name):
    """No page, source, search index or download of the book holds a line of an answer, of a hidden test or of the rubric."""
    lines = secrets(course, name)
    written = {form for line in lines for form in (line, json.dumps(line)[1:-1], line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))}
    pattern = re.compile("|".join(re.escape(form) for form in sorted(written)))
    leaks = [(name, found[0]) for path in sorted(site.rglob("*")) if path.is_file() for name, text in readable(path) if (found := pattern.search(text))]

    assert pattern.search(course.master(name).read_text(encoding="utf-8"))
    assert leaks == []
    assert [path for path in site.rglob("*") if "slips" in path.name or "roster" in path.name] == []


@pytest.mark.parametrize("name", MASTERS)
def test_the_committed_student_version_is_the_masters(course, name):
    """The student version that Binder opens is what the master gives today."""
    committed = json.loads((ROOT / "exercises" / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))

    assert committed == json.loads(course.release(name).read_text(encoding="utf-8"))


def test_the_guide_names_every_assignment():
    """An instructor reads of each assignment in the guide."""
    guide = (ROOT / "exercises" / "README.md").read_text(encoding="utf-8")

    assert [name for name in MASTERS if f"`{name}`" not in guide] == []


def test_an_archive_of_the_project_holds_no_master():
    """What git packs for a public download leaves the masters out."""
    packed = subprocess.run(["git", "archive", "--worktree-attributes", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        names = archive.getnames()

    assert [name for name in names if name.startswith("exercises/source")] == []
    assert "exercises/README.md" in names


def test_the_package_holds_no_secret(course):
    """What learners install, the package with its data, holds no line of a master."""
    lines = set().union(*(secrets(course, name) for name in MASTERS))
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))

    assert [line for line in lines if line in text] == []


@pytest.mark.parametrize("name", MASTERS)
def test_a_patient_depends_on_the_student_alone(name):
    """The same id gives the same patient, however it is typed; another id gives another, and another assignment draws anew."""
    assert patient(" AB123 ", name) == patient("ab123", name)
    assert patient("ab123", name).parameters != patient("ab124", name).parameters
    assert list(shares("ab123", name)) != list(shares("ab123", "another"))


@pytest.mark.parametrize("name", MASTERS)
def test_a_copied_notebook_loses_most_of_its_marks(course, name):
    """The answers of another student's patient, handed in under an own id, earn less than half of the marks given by machine."""
    names, _ = rehearse.play(rehearse.master_cells(course, name), "somebody else")
    points = {cell["id"]: cell["metadata"]["nbgrader"]["points"] for cell in rehearse.master_cells(course, name) if cell["id"] in generating.tests(course, name)}
    kept = sum(points[key] for key, source in generating.tests(course, name).items() if not run_check(source, Here(names, "ab123")))

    assert kept < sum(points.values()) / 2


def test_an_assignment_without_patients_is_refused_in_words():
    """A name that is no assignment's is refused, with those that there are."""
    with pytest.raises(CourseError, match="no patients for an assignment 'exhausted'. The assignments are: .*exhaustion"):
        patient("ab123", "exhausted")


def test_no_two_patients_of_a_large_class_share_an_answer():
    """Among a thousand students hardly any two have critical burdens within the tolerance of one question; a copied number is wrong."""
    burdens = sorted((p.memory_formation_rate - p.effector_loss_rate + p.proliferation_rate) / p.inhibition for p in (patient(f"s{i}") for i in range(1000)))
    mine = burdens[::50]
    shared = [sum(abs(other / one - 1) < 0.005 for other in burdens) - 1 for one in mine]

    assert sum(shared) / len(shared) / 1000 < 0.02
    assert min(burdens) > 1e6


@pytest.mark.parametrize("wrong", ["", "   ", None, 3.5, True])
def test_an_id_that_is_none_is_refused_in_words(wrong):
    """Without an id there is no patient, and the message says what an id is."""
    with pytest.raises(CourseError, match="id is text"):
        patient(wrong)


def test_samples_are_the_masters_answers(course):
    """The made-up right submission holds each answer without its markers."""
    assert "###" not in "".join(samples.answers(course, "exhaustion").values())
