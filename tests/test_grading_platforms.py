"""Files from and for learning platforms, and the refusals of the instructor's commands."""

import csv
import json
import shutil
import subprocess
import sys
import warnings
import zipfile

import pytest

from sixbarriers.grading import sandbox
from sixbarriers.grading.__main__ import main
from sixbarriers.grading.course import Course
from sixbarriers.grading.errors import GradingError
from sixbarriers.grading.export import CANVAS, MOODLE, export
from sixbarriers.grading.intake import collect
from sixbarriers.grading.names import whose

ROSTER = {
    "ab123": {"id": "ab123", "first_name": "Ada", "last_name": "Byron, Countess", "email": "ada@example.org", "lms_id": "1001"},
    "cd4": {"id": "cd4", "first_name": "=SUM(A1)", "last_name": "O'Neil", "email": "c@example.org", "lms_id": "1002"},
    "gone": {"id": "gone", "first_name": "Gone", "last_name": "Missing", "email": "", "lms_id": "1003"},
}


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("byronada_1001_98765_exhaustion.ipynb", ("ab123", False)),
        ("byronada_LATE_1001_98765_exhaustion-2.ipynb", ("ab123", True)),
        ("Ada Byron_1001_assignsubmission_file_/exhaustion.ipynb", ("ab123", False)),
        ("Ada Byron_1001_assignsubmission_file_exhaustion.ipynb", ("ab123", False)),
        ("ab123.ipynb", ("ab123", False)),
        ("AB123/exhaustion/exhaustion.ipynb", ("ab123", False)),
        ("cd4_my work.ipynb", ("cd4", False)),
        ("byronada_9999_98765_exhaustion.ipynb", (None, False)),
        ("ab1234.ipynb", (None, False)),
    ],
)
def test_a_file_finds_its_owner(name, owner):
    """Names of Canvas, of Moodle and of our own lead to the student, and no other name does."""
    assert whose(name, ROSTER)[:2] == owner


def test_the_newest_attempt_counts():
    """Canvas numbers later attempts; the place among a student's files follows."""
    places = [whose(f"x_1001_5_exhaustion{end}.ipynb", ROSTER)[2] for end in ("", "-1", "-2", "-10")]

    assert places == sorted(places)
    assert len(set(places)) == 4


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return a small course with a roster, and a gradebook of which only the marks are made up."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    (tmp_path / "source" / "exhaustion").mkdir(parents=True)
    (tmp_path / "source" / "exhaustion" / "exhaustion.ipynb").write_text("{}", encoding="utf-8")
    with (tmp_path / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "first_name", "last_name", "email", "lms_id"])
        writer.writeheader()
        writer.writerows(ROSTER.values())
    marks = {"ab123": 27.5, "cd4": 30.0}
    found = [
        {**row, "score": marks.get(student, 0.0), "most": 30.0, "waiting": 0, "status": "marked" if student in marks else "missing", "flags": []}
        for student, row in ROSTER.items()
    ]
    monkeypatch.setattr("sixbarriers.grading.export.rows", lambda *_: found)
    return Course.at(tmp_path), found


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_finds_the_columns_that_it_needs(course):
    """Student and ID come first, both SIS columns next, then Section and the numbered assignment; no formula survives."""
    course, _ = course
    export(course, "exhaustion", "canvas", course.root / "c.csv", title="Exhaustion (12345)")
    head, *rows = table(course.root / "c.csv")

    assert head == [*CANVAS, "Exhaustion (12345)"] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Exhaustion (12345)"]
    assert rows[0] == ["Byron, Countess, Ada", "1001", "", "ab123", "", "27.5"]
    assert {len(row) for row in rows} == {6}
    assert rows[2][-1] == "0"


def test_moodle_finds_the_columns_that_it_needs(course):
    """Identifier is "Participant" and a number; Grade and Last modified (grade) are there: without one Moodle refuses the sheet."""
    course, _ = course
    export(course, "exhaustion", "moodle", course.root / "m.csv")
    head, *rows = table(course.root / "m.csv")

    assert head == list(MOODLE)
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(head)
    assert [row[0] for row in rows] == ["Participant 1001", "Participant 1002", "Participant 1003"]
    assert rows[1][1].startswith("'=")
    assert [row[head.index("Grade")] for row in rows] == ["27.5", "30", "0"]


def test_the_platforms_own_sheet_is_filled_in(course):
    """Every other column, row and order of the sheet stays; a student whom we do not know keeps what is there."""
    course, _ = course
    sheet = course.root / "sheet.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Other (1)", "Exhaustion (12345)"],
            ["    Points Possible", "", "", "", "", "5", "30"],
            ["O'Neil, C", "1002", "77", "cd4", "A", "3", ""],
            ["Else, Somebody", "5", "78", "e", "A", "4", "11"],
        ])  # fmt: skip
    export(course, "exhaustion", "canvas", course.root / "c.csv", sheet=sheet, title="Exhaustion (12345)")
    rows = table(course.root / "c.csv")

    assert rows[2] == ["O'Neil, C", "1002", "77", "cd4", "A", "3", "30"]
    assert rows[3][-1] == "11"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",5,30", ",5,20"), encoding="utf-8")
    with pytest.raises(GradingError, match="worth 20 points, but here 30"):
        export(course, "exhaustion", "canvas", course.root / "d.csv", sheet=sheet, title="Exhaustion (12345)")


def test_marks_are_not_exported_too_early_nor_over_a_file(course):
    """While marks by hand are missing, or where the file exists, nothing is written and the message says so."""
    course, found = course
    found[0]["waiting"] = 2
    with pytest.raises(GradingError, match="1 submissions wait for marks by hand"):
        export(course, "exhaustion", "plain", course.root / "p.csv")
    assert not (course.root / "p.csv").exists()
    export(course, "exhaustion", "plain", course.root / "p.csv", anyway=True)
    with pytest.raises(GradingError, match="exists already"):
        export(course, "exhaustion", "plain", course.root / "p.csv", anyway=True)


def test_a_folder_is_collected_and_a_link_in_it_is_not_followed(course):
    """From a folder too, originals are kept; a link is refused, so nobody hands in somebody else's file."""
    course, _ = course
    source = course.root / "came"
    (source / "ab123").mkdir(parents=True)
    (source / "ab123" / "exhaustion.ipynb").write_text("one", encoding="utf-8")
    (source / "cd4.ipynb").symlink_to(source / "ab123" / "exhaustion.ipynb")
    rows = {row["file"]: row["what"] for row in collect(course, "exhaustion", source)}

    assert rows["ab123/exhaustion.ipynb"] == "collected"
    assert rows["cd4.ipynb"] == "refused: a link"
    assert course.submission("exhaustion", "ab123").read_text(encoding="utf-8") == "one"
    assert not course.submission("exhaustion", "cd4").exists()


def test_a_twisted_zip_is_collected_all_the_same(course):
    """Names that stand twice, are too long, or are a folder and a file at once stop nothing, and every original is kept."""
    course, _ = course
    with zipfile.ZipFile(course.root / "z.zip", "w") as made:
        for name in ("ab123.ipynb", "ab123.ipynb", "cd4", "cd4/exhaustion.ipynb", "n" * 400 + ".ipynb", "C:evil.ipynb", "a/../../evil"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # zipfile minds the double name
                made.writestr(zipfile.ZipInfo(name, (1980, 0, 0, 0, 0, 0)) if name == "cd4" else name, name)
    rows = collect(course, "exhaustion", course.root / "z.zip")
    folder = next((course.root / "inbox" / "exhaustion").glob("2*"))

    assert len((folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()) == 5
    assert sum(row["what"].startswith("refused") for row in rows) == 2
    assert course.submission("exhaustion", "cd4").read_text(encoding="utf-8") == "cd4/exhaustion.ipynb"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["generate", "nothing"], "There is no assignment 'nothing'"),
        (["autograde", "exhaustion"], "no student version yet"),
        (["collect", "exhaustion", "nowhere.zip"], "does not exist"),
        (["export", "exhaustion", "canvas", "out.csv"], "Name its column as Canvas does"),
    ],
)
def test_a_command_that_cannot_go_on_says_what_to_do(course, capsys, arguments, words):
    """A mistake ends with code 2 and a sentence, never with a traceback."""
    assert main(["--course", str(course[0].root), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_no_course_is_said_in_words(tmp_path, capsys):
    """In a folder without a course the command says how to name one."""
    assert main(["--course", str(tmp_path), "generate", "exhaustion"]) == 2
    assert "nbgrader_config.py is missing" in capsys.readouterr().err


def test_without_a_sandbox_marking_is_refused(monkeypatch):
    """Without bubblewrap no student's code runs: the message says why, what to install and what accepting the risk would mean."""
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, *rest, **more: None if name == "bwrap" else real(name, *rest, **more))
    with pytest.raises(GradingError, match=r"there is no program bwrap[\s\S]*--accept-no-sandbox"):
        sandbox.check()


def test_a_sandbox_that_does_not_start_is_refused(monkeypatch, tmp_path):
    """Where bubblewrap is there but user namespaces are not allowed, marking is refused with bubblewrap's own words."""
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(GradingError, match="No permissions to create new namespace"):
        sandbox.check()


def test_the_sandbox_is_one(tmp_path):
    """Inside: nobody without rights, own process, network and user namespaces, a read-only system, no trace of the grader's folder."""
    code = "import os, json; print(json.dumps([os.getuid(), [os.readlink(f'/proc/self/ns/{n}') for n in ('pid', 'net', 'user', 'ipc')], open('/proc/self/status').read(), os.path.exists('%s'), os.access('/usr', os.W_OK), [n for n in os.listdir('/proc') if n.isdigit()]]))"
    done = subprocess.run(sandbox.argv([sys.executable, "-c", code % tmp_path], sandbox.Limits()), capture_output=True, text=True, check=False)
    user, inside, status, seen, writable, processes = json.loads(done.stdout)
    import os

    assert user == 65534
    assert all(one != os.readlink(f"/proc/self/ns/{name}") for one, name in zip(inside, ("pid", "net", "user", "ipc"), strict=True))
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    assert (seen, writable) == (False, False)
    assert len(processes) < 5
