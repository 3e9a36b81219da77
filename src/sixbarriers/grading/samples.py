"""Made-up submissions from an assignment's own master: for the dry run and for tests."""

import copy
import json
import re

from .generate import release_notebook
from .rehearse import master_cells

__all__ = ["answers", "submission"]

_MARKERS = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def answers(course, assignment):
    """Return {cell id: source} of the master's answers, without the markers."""
    found = {}
    for cell in master_cells(course, assignment):
        if cell["metadata"]["nbgrader"]["solution"]:
            found[cell["id"]] = _MARKERS.sub("", cell["source"]).strip()
    return found


def submission(course, assignment, student, given):
    """Return the student version with the answers *given* {cell id: source}, as the notebook of *student*."""
    notebook = copy.deepcopy(release_notebook(course, assignment))
    for cell in notebook["cells"]:
        if cell["id"] == "patient-id":
            cell["source"] = f'student_id = "{student}"'
        elif cell["id"] in given:
            cell["source"] = given[cell["id"]]
    return notebook


def write(path, notebook):
    """Write a notebook, or bytes as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook if isinstance(notebook, bytes) else json.dumps(notebook, indent=1).encode())
