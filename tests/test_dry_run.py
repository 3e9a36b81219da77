"""The documented dry run: the whole flow with made-up students, and what they get back holds no secret."""

import csv
import html
import pathlib
import re
import zipfile

import pytest

from sixbarriers.grading.__main__ import main
from sixbarriers.grading.course import Course
from sixbarriers.grading.rehearse import master_cells

ROOT = pathlib.Path(__file__).parents[1]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the course that the command made."""
    folder = tmp_path_factory.mktemp("dry") / "run"
    assert main(["--course", str(ROOT / "exercises"), "dry-run", "exhaustion", str(folder), "--students", "6"]) == 0
    return Course.at(folder)


def test_the_dry_run_marks_everyone(ran):
    """Right work gets all that checks give and the made-up marks by hand, a blank gets nothing, slips cost their question."""
    with (ran.root / "marks-plain.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["id"]: float(row["score"]) for row in csv.DictReader(file)}

    assert len(scores) == 6
    assert scores["s01"] == scores["s04"] == 28.0
    assert scores["s05"] == 0.0
    assert all(0 < scores[student] < 28.0 for student in ("s02", "s03", "s06"))
    assert {path.name for path in ran.root.glob("marks-*.csv")} == {"marks-canvas.csv", "marks-moodle.csv", "marks-plain.csv"}


def test_feedback_gives_hints_and_no_secret(ran):
    """The pages hold the hint of the slip that was made, and no line that only the master holds."""
    release = {line.strip() for cell in ran.notebook("exhaustion", "release", "exhaustion", "exhaustion.ipynb")["cells"] for line in "".join(cell["source"]).splitlines()}
    checks = [cell for cell in master_cells(ran, "exhaustion") if "BEGIN HIDDEN" in cell["source"]]
    hidden = {line.strip() for cell in checks for line in cell["source"].splitlines()} - release
    answers = {line.strip() for cell in master_cells(ran, "exhaustion") if cell["metadata"]["nbgrader"]["solution"] for line in cell["source"].splitlines()}
    hidden = {line for line in hidden - answers if len(line) > 30}
    pages = {path: html.unescape(re.sub("<[^>]+>", "", path.read_text(encoding="utf-8"))) for path in ran.root.glob("feedback/*/exhaustion/*.html")}

    assert len(hidden) > 30
    assert len(pages) == 6
    assert [(path, line) for path, text in pages.items() for line in hidden if line in text] == []
    assert sum("is not right" in text or "No " in text for text in pages.values()) >= 3


def test_feedback_goes_back_under_the_name_that_came(ran):
    """In the zip for the platform each page is called as the student's file was."""
    with zipfile.ZipFile(ran.root / "canvas.zip") as came, zipfile.ZipFile(ran.root / "feedback.zip") as back:
        assert sorted(back.namelist()) == sorted(name.removesuffix(".ipynb") + ".html" for name in came.namelist())


def test_the_dry_run_touches_no_course(ran, capsys):
    """A folder that holds a course is left as it is."""
    assert main(["--course", str(ROOT / "exercises"), "dry-run", "exhaustion", str(ran.root)]) == 2
    assert "left as it is" in capsys.readouterr().err
