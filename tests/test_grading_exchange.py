"""nbgrader's own exchange, as on a JupyterHub: released, fetched, submitted, collected."""

import getpass
import json
import pathlib
import subprocess
import sys

import pytest

from sixbarriers.grading.__main__ import main
from sixbarriers.grading.dryrun import new_course
from sixbarriers.grading.generate import generate

ROOT = pathlib.Path(__file__).parents[1]


@pytest.fixture
def course(tmp_path):
    """Return a course with an exchange of its own, in which the user of this machine is the one student."""
    course = new_course(ROOT / "exercises", tmp_path / "course", [getpass.getuser(), "absent"])
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + f"c.Exchange.root = {str(exchange)!r}\n", encoding="utf-8")
    generate(course, "exhaustion")
    return course


def nbgrader(course, folder, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments, f"--Exchange.root={course.root.parent / 'exchange'}"]
    done = subprocess.run(command, cwd=folder, env=course.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_what_was_submitted_to_the_exchange_is_collected_and_kept(course, tmp_path, capsys):
    """A notebook goes out and comes back through the exchange; its original and its checksum are in the inbox, and who is missing is named."""
    home = tmp_path / "home"
    home.mkdir()
    nbgrader(course, course.root, "release_assignment", "exhaustion")
    nbgrader(course, home, "fetch_assignment", "exhaustion", "--course=six-barriers")
    notebook = home / "exhaustion" / "exhaustion.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("YOUR ANSWER HERE", "My answer."), encoding="utf-8")
    nbgrader(course, home, "submit", "exhaustion", "--course=six-barriers")

    assert main(["--course", str(course.root), "collect", "exhaustion", "exchange"]) == 0
    assert "absent" in capsys.readouterr().out
    came = course.submission("exhaustion", getpass.getuser())
    kept = next((course.root / "inbox" / "exhaustion").rglob("files/*/*.ipynb"))
    assert "My answer." in came.read_text(encoding="utf-8")
    assert kept.read_bytes() == notebook.read_bytes()
    assert json.loads((course.root / "inbox" / "exhaustion" / "notes.json").read_text(encoding="utf-8"))[getpass.getuser()]["flags"] == []
