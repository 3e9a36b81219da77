"""From a master: the student version, by nbgrader; and the tests, which stay here."""

import json
import subprocess
import sys
import zipfile

from .errors import GradingError

__all__ = ["generate", "tests"]


def nbgrader(course, *arguments):
    """Run a command of nbgrader in the course; raises GradingError with its last words."""
    command = [sys.executable, "-m", "nbgrader", *arguments, f"--CourseDirectory.db_url={course.db_url}"]
    done = subprocess.run(command, cwd=course.root, env=course.environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        words = [line for line in done.stderr.splitlines() if line.strip()]
        raise GradingError(f"nbgrader {arguments[0]} did not succeed:\n" + "\n".join(words[-8:]))
    return done.stderr


def generate(course, assignment):
    """Write release/<assignment>/ and handout/<assignment>.zip from the master, and enter its questions into the gradebook."""
    course.master(assignment)
    nbgrader(course, "generate_assignment", assignment, "--create", "--force")
    path = course.release(assignment)
    text = path.read_text(encoding="utf-8")
    for word in ("BEGIN SOLUTION", "BEGIN HIDDEN", "Rubric"):
        if word in text:
            path.unlink()
            raise GradingError(f"The student version of {assignment} would have held {word!r}, so it was removed. Look at the markers in the master.")
    handout = course.root / "handout" / f"{assignment}.zip"
    handout.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(handout, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{assignment}/{assignment}.ipynb"), text)
    return path


def tests(course, assignment):
    """Return {grade_id: source} of the master's test cells, hidden parts included."""
    master = json.loads(course.master(assignment).read_text(encoding="utf-8"))
    found = {}
    for cell in master["cells"]:
        marks = cell["metadata"]["nbgrader"]
        if cell["cell_type"] == "code" and marks["grade"] and not marks["solution"]:
            found[marks["grade_id"]] = "".join(cell["source"])
    return found


def release_notebook(course, assignment):
    """Return the student version as a dict, each cell's source as one text."""
    release = json.loads(course.release(assignment).read_text(encoding="utf-8"))
    for cell in release["cells"]:
        cell["source"] = "".join(cell["source"])
    return release
