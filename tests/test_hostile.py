"""A batch of broken and hostile submissions: nothing stops it, no mark is wrong, nothing gets out, nothing is lost."""

import copy
import hashlib
import importlib.util
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import zipfile

import nbformat
import psutil
import pytest
from nbconvert import HTMLExporter

from sixbarriers.grading import autograde, samples
from sixbarriers.grading.dryrun import new_course
from sixbarriers.grading.generate import generate
from sixbarriers.grading.gradebook import Book
from sixbarriers.grading.intake import collect
from sixbarriers.grading.sandbox import Limits

ROOT = pathlib.Path(__file__).parents[1]
LIMITS = Limits(cell=6.0, total=90.0, memory=1 << 30, all_memory=3 << 30)
_spec = importlib.util.spec_from_file_location("hostile_batch", pathlib.Path(__file__).with_name("hostile_batch.py"))
hostile = importlib.util.module_from_spec(_spec)
sys.modules["hostile_batch"] = hostile
_spec.loader.exec_module(hostile)
CASES = hostile.cases()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course in which every case was collected from a zip as Canvas makes it, and marked by two lanes."""
    course = new_course(ROOT / "exercises", tmp_path_factory.mktemp("course"), [*CASES, "absent"])
    generate(course, "exhaustion")
    right = samples.answers(course, "exhaustion")
    given = {key: right[key] for key in ("burden", "critical", "rate")}
    archive = course.root / "canvas.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for number, (student, case) in enumerate(CASES.items()):
            notebook = samples.submission(course, "exhaustion", student, {} if case.change is None else given)
            changed = case.change(copy.deepcopy(notebook)) if case.change else notebook
            late = "LATE_" if case.name == "late" else ""
            made.writestr(f"{student}x_{late}{2001 + number}_{700 + number}_{case.file}", changed if isinstance(changed, bytes) else json.dumps(changed))
        made.writestr("../../evil.ipynb", "{}")
        made.writestr("stranger_99999_1_exhaustion.ipynb", "{}")
    rows = collect(course, "exhaustion", archive)
    reports = autograde.autograde(course, "exhaustion", jobs=2, limits=LIMITS, say=lambda text: None)
    return course, rows, reports


@pytest.mark.parametrize("student", CASES, ids=[case.name for case in CASES.values()])
def test_a_submission_gets_the_mark_that_it_should(course, student):
    """Whatever was handed in: the automatic marks are those expected, and what is odd is told to a human."""
    _, _, reports = course
    case, report = CASES[student], reports[student]

    assert report["status"] == ("unreadable" if case.auto is None else "marked"), report
    assert report.get("auto") == case.auto, report
    assert case.flag in "; ".join(report["flags"]), report


def test_nobody_is_lost(course):
    """Everyone of the roster has a row: marked, unreadable or missing; a file of nobody's and a refused path are listed."""
    _, rows, reports = course
    found = {row["student"]: row["what"] for row in rows}

    assert set(reports) == set(CASES)
    assert found["absent"] == "missing"
    assert {row["what"] for row in rows if not row["student"]} == {"refused: a path that leads outside", "nobody of the roster: look at it by hand"}


def test_an_honest_student_is_not_flagged(course):
    """An ordinary submission raises no flag: a flag means something."""
    _, _, reports = course

    assert reports["h00"]["flags"] == []


def outputs(course, name):
    student = next(key for key, case in CASES.items() if case.name == name)
    return (course.root / "autograded" / student / "exhaustion" / "exhaustion.ipynb").read_text(encoding="utf-8")


def test_students_code_sees_neither_masters_nor_others_nor_the_gradebook(course):
    """A search of all that is visible finds no gradebook, no notebook, no roster and no slips, and no name of the grader's."""
    assert "FOUND 0 [] []" in outputs(course[0], "reads-others")


def test_students_code_reaches_no_network_and_writes_nothing_outside(course):
    """No connection opens, and no file appears where it should not."""
    assert "CONNECTED" not in outputs(course[0], "network").replace("print('CONNECTED')", "")
    assert "OSError" in outputs(course[0], "writes-outside") or "PermissionError" in outputs(course[0], "writes-outside")
    assert [place for place in ("/tmp/pwned-outside", "/srv/pwned", "/usr/pwned", "/etc/pwned") if os.path.exists(place)] == []
    assert list(course[0].root.rglob("pwned*")) == []


def test_nothing_runs_in_the_markers_browser(course):
    """Scripts that a student displays or writes are shown as text: they would act with the marker's rights on the marking page."""
    for name in ("script-in-output", "script-in-text"):
        notebook = nbformat.reads(outputs(course[0], name), as_version=4)
        page = HTMLExporter(template_name="basic").from_notebook_node(notebook)[0]

        assert "fetch" in page
        assert "<script>fetch" not in page
        assert 'href="javascript' not in page


def test_limits_hold(course):
    """Processes, memory and disk end at their limits, and a flood of output leaves a small notebook."""
    assert "stopped at" in outputs(course[0], "forks").replace("print('stopped at', n)", "")
    assert "held" in outputs(course[0], "memory").replace("print('held', n)", "")
    assert "full" in outputs(course[0], "disk").replace("print('full', error.errno)", "")
    assert len(outputs(course[0], "flood")) < 400_000


def test_no_process_stays_behind(course):
    """What a submission started is gone when it is marked."""
    left = [one for one in psutil.process_iter(["cmdline"]) if (one.info["cmdline"] or [])[:2] == ["sleep", str(hostile.SLEEPER)]]

    assert left == []


def test_originals_are_kept_byte_for_byte(course):
    """The zip and each file in it stand in the inbox with right checksums, and cannot be written by accident."""
    folder = next((course[0].root / "inbox" / "exhaustion").glob("2*"))
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()

    assert (folder / "original.zip").read_bytes() == (course[0].root / "canvas.zip").read_bytes()
    assert len(lines) == len(CASES) + 1
    for line in lines:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert not (folder / name).stat().st_mode & 0o222


def test_marks_by_hand_and_a_resubmission(course):
    """A newer submission lowers the automatic mark to what it deserves; a mark given by hand stays, shown for review."""
    course = course[0]
    with Book(course) as book:
        book.hand_mark("exhaustion", "h00", "judge", 4.0)
    notebook = json.loads(course.submission("exhaustion", "h00").read_text(encoding="utf-8"))
    wrong = hostile.both(hostile.WRONG, hostile.drop("critical-check"))(notebook)
    again = course.root / "again.zip"
    with zipfile.ZipFile(again, "w") as made:
        made.writestr("x_2001_9001_exhaustion-1.ipynb", json.dumps(wrong))
    collect(course, "exhaustion", again, now=time.time() + 60)
    reports = autograde.autograde(course, "exhaustion", jobs=1, limits=LIMITS, only={"h00"}, say=lambda text: None)

    assert reports["h00"]["auto"] == 8.0
    with Book(course) as book:
        grade = book.book.find_grade("judge", "exhaustion", "exhaustion", "h00")
        assert (grade.manual_score, grade.needs_manual_grade) == (4.0, True)
    assert len(list((course.root / "submitted_old" / "h00").rglob("exhaustion.ipynb"))) == 1


def test_a_kill_in_the_middle_loses_nothing(course):
    """Killed while marking, the same command goes on with what is left, and the marks are the same."""
    course = course[0]
    some = [student for student, case in CASES.items() if case.name in ("honest", "edited-check", "wrong-kernel", "stripped", "nan", "asks")][1:]
    before = {student: json.loads(course.report("exhaustion", student).read_text(encoding="utf-8")) for student in some}
    for student in some:
        course.report("exhaustion", student).unlink()
    command = [sys.executable, "-m", "sixbarriers.grading", "--course", str(course.root), "autograde", "exhaustion", "--jobs", "1", "--only", *some]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 60
    while not any(course.report("exhaustion", student).is_file() for student in some) and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = [student for student in some if course.report("exhaustion", student).is_file()]
    reports = autograde.autograde(course, "exhaustion", jobs=2, limits=LIMITS, only=set(some), say=lambda text: None)

    assert 0 < len(done) < len(some)
    assert set(reports) == set(some) - set(done)
    for student in some:
        assert json.loads(course.report("exhaustion", student).read_text(encoding="utf-8"))["auto"] == before[student]["auto"]
