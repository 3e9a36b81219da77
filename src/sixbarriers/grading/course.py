"""Where things are in a course of nbgrader: masters, student versions, submissions, marks."""

import csv
import json
import os
import pathlib
import sys
from dataclasses import dataclass

from ..exercises.patient import plain_id
from .errors import GradingError

__all__ = ["Course", "write_whole"]

ROSTER = ("id", "first_name", "last_name", "email", "lms_id")


def write_whole(path, data):
    """Write text or bytes to *path* so that at any moment there is the old file or the new one, never a part."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(data.encode() if isinstance(data, str) else data)
    os.replace(draft, path)


@dataclass(frozen=True)
class Course:
    """The course in *root*, the folder with nbgrader_config.py; *db* is an address of a gradebook, or "" for a file there."""

    root: pathlib.Path
    db: str = ""

    @classmethod
    def at(cls, root, db=""):
        """Return the course in *root*; raises GradingError if there is none."""
        root = pathlib.Path(root).absolute()
        if not (root / "nbgrader_config.py").is_file():
            raise GradingError(f"{root} holds no course: nbgrader_config.py is missing. Name the folder: --course path/to/exercises")
        return cls(root, db)

    @property
    def db_url(self):
        """The address of the gradebook."""
        return self.db or f"sqlite:///{self.root / 'gradebook.db'}"

    def assignments(self):
        """Return the names of the assignments that have a master."""
        return sorted(path.parent.name for path in self.root.glob("source/*/*.ipynb") if path.stem == path.parent.name)

    def master(self, assignment):
        """Return the path of the master; raises GradingError if there is none."""
        path = self.root / "source" / assignment / f"{assignment}.ipynb"
        if not path.is_file():
            raise GradingError(f"There is no assignment {assignment!r}. There are: {', '.join(self.assignments()) or 'none'}.")
        return path

    def release(self, assignment):
        """Return the path of the student version; raises GradingError if it was not generated."""
        path = self.root / "release" / assignment / f"{assignment}.ipynb"
        if not path.is_file():
            raise GradingError(f"{assignment} has no student version yet. Make it: python -m sixbarriers.grading generate {assignment}")
        return path

    def notebook(self, assignment, *parts):
        """Return the notebook as read from a path below the course."""
        return json.loads(pathlib.Path(self.root, *parts).read_text(encoding="utf-8"))

    def submission(self, assignment, student):
        """Return where a student's collected notebook stands."""
        return self.root / "submitted" / student / assignment / f"{assignment}.ipynb"

    def report(self, assignment, student):
        """Return where the report on one submission stands."""
        return self.root / "reports" / assignment / f"{student}.json"

    def roster(self):
        """
        Return {id: row} of roster.csv, rows as dicts with the columns of ROSTER.

        Raises:
            GradingError: a column or an id is missing or an id stands twice.
        """
        path = self.root / "roster.csv"
        if not path.is_file():
            raise GradingError(f"{path} is missing: a line for each student with the columns {', '.join(ROSTER)}. roster.example.csv shows how.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        found = {}
        for number, row in enumerate(rows, 2):
            if set(ROSTER) - set(row):
                raise GradingError(f"roster.csv lacks the column {', '.join(sorted(set(ROSTER) - set(row)))}. It needs: {', '.join(ROSTER)}.")
            student = (row["id"] or "").strip()
            if not student or "/" in student or "+" in student or student.startswith("."):
                raise GradingError(f"roster.csv, line {number}: {student!r} cannot be an id. Use letters, digits, - and _.")
            if plain_id(student) in {plain_id(one) for one in found}:
                raise GradingError(f"roster.csv, line {number}: the id {student!r} stands twice.")
            found[student] = {name: (row[name] or "").strip() for name in ROSTER}
        return found

    def environment(self):
        """Return the environment for nbgrader's own commands: it looks for its tools on the PATH."""
        here = pathlib.Path(sys.executable).parent
        source = pathlib.Path(__file__).parents[2]
        paths = os.pathsep.join(one for one in (str(source), os.environ.get("PYTHONPATH", "")) if one)
        return {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONPATH": paths}
