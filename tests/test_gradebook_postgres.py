"""The gradebook in PostgreSQL: a server of its own on the loopback address, and the same marks as in a file."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

import pytest

from sixbarriers.grading import autograde, samples
from sixbarriers.grading.course import Course
from sixbarriers.grading.dryrun import new_course
from sixbarriers.grading.export import export
from sixbarriers.grading.feedback import feedback
from sixbarriers.grading.generate import generate
from sixbarriers.grading.gradebook import Book

ROOT = pathlib.Path(__file__).parents[1]


@pytest.fixture(scope="module")
def server():
    """Return the address of a fresh database, reached by TCP on 127.0.0.1 with a password."""
    found = subprocess.run([sys.executable, str(ROOT / "tools" / "ensure_grading.py")], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    programs = pathlib.Path(found.stdout.strip())
    folder = pathlib.Path(tempfile.mkdtemp(prefix="gradebook-"))
    (folder / "password").write_text("only here", encoding="utf-8")
    drop = []
    if os.geteuid() == 0:  # the server refuses to be root
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres", "postgres")
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command):
        done = subprocess.run([*drop, *map(str, command)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 0, done.stderr

    data = folder / "data"
    run(programs / "initdb", "-D", data, "-U", "marker", "--auth=scram-sha-256", "--pwfile", folder / "password", "-E", "UTF8", "--no-sync")
    run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -F", "start")
    yield f"postgresql+psycopg2://marker:only%20here@127.0.0.1:{port}/postgres"
    run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


def marked(course):
    """Hand in two submissions, mark them, give marks by hand, write the marks; return them as text."""
    generate(course, "exhaustion")
    right = samples.answers(course, "exhaustion")
    given = {key: right[key] for key in ("burden", "critical", "judge")}
    for student, answers in (("example", given), ("ab123", {**given, "critical": "critical_burden = 1e7"})):
        samples.write(course.submission("exhaustion", student), samples.submission(course, "exhaustion", student, answers))
    autograde.autograde(course, "exhaustion", jobs=2, say=lambda text: None)
    with Book(course) as book:
        book.hand_mark("exhaustion", "example", "judge", 5)
        book.hand_mark("exhaustion", "ab123", "judge", 3.5)
    feedback(course, "exhaustion")
    export(course, "exhaustion", "plain", course.root / "marks.csv")
    return (course.root / "marks.csv").read_text(encoding="utf-8")


def test_postgresql_gives_the_marks_that_a_file_gives(server, tmp_path):
    """Generated, marked, marked by hand, fed back and exported: the same table from PostgreSQL as from SQLite."""
    plain = new_course(ROOT / "exercises", tmp_path / "file", ["example", "ab123", "absent"])
    other = new_course(ROOT / "exercises", tmp_path / "server", ["example", "ab123", "absent"])
    other = Course.at(other.root, server)

    assert marked(other) == marked(plain)
    assert not (other.root / "gradebook.db").exists()
    assert "example,Ada,Okafor,marked,12,30," in (other.root / "marks.csv").read_text(encoding="utf-8")
