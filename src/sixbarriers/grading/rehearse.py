"""
Rehearse an assignment with its own master, in this process: the master earns all, the blank nothing, slips are caught.

Only the instructor's own code runs here. What a student handed in goes through the sandbox, never through this.
"""

import contextlib
import io
import json

import yaml
from matplotlib import pyplot

from ..exercises.checks import Here
from .errors import GradingError
from .generate import release_notebook, tests
from .marking import run_check

__all__ = ["play", "selftest", "slips"]


def play(cells, student, names=None):
    """
    Run the code cells that are no checks, in order; return their namespace and {cell id: error} of those that failed.

    *cells* are dicts with "source" as text; *student*, if given, is the id that the notebook names.
    """
    pyplot.switch_backend("agg")  # never a window, and nothing that programs started later would inherit
    pyplot.close("all")  # it counts what earlier notebooks drew, and complains of too many
    names, failed = names if names is not None else {"__name__": "notebook"}, {}
    for cell in cells:
        marks = cell["metadata"]["nbgrader"]
        if cell["cell_type"] != "code" or (marks["grade"] and not marks["solution"]):
            continue
        source = f"student_id = {student!r}" if cell["id"] == "patient-id" and student else cell["source"]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(source, f"<{cell['id']}>", "exec"), names)  # noqa: S102
        except Exception as error:
            failed[cell["id"]] = error
    return names, failed


def master_cells(course, assignment):
    """Return the master's cells, each source as one text."""
    cells = json.loads(course.master(assignment).read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells]


def slips(course, assignment):
    """Return a list of (cell id, slip) from slips.yml, where each slip has "name", "source", "loses" and "hint"."""
    cells = {cell["id"]: cell["source"] for cell in master_cells(course, assignment)}
    found = []
    for key, listed in yaml.safe_load((course.master(assignment).parent / "slips.yml").read_text(encoding="utf-8")).items():
        for one in listed:
            source = one.get("answer") or cells[key].replace(one["instead"], one["by"])
            if source == cells[key]:
                raise GradingError(f"slips.yml, {key}, {one['slip']!r}: the text to replace does not stand in the answer.")
            found.append((key, {"name": one["slip"], "source": source, "loses": one["loses"], "hint": one["hint"]}))
    return found


def selftest(course, assignment, student="example"):
    """Return a list of complaints about an assignment, empty if it can be trusted."""
    checks, wrong = tests(course, assignment), []
    names, failed = play(master_cells(course, assignment), student)
    wrong += [f"master: cell {key} fails: {error}" for key, error in failed.items()]
    for key, source in checks.items():
        hint = run_check(source, Here(names, student))
        if hint:
            wrong.append(f"master: {key} is not content: {hint}")
    released = release_notebook(course, assignment)["cells"]
    blank, failed = play(released, student)
    answers = {cell["id"] for cell in released if cell["metadata"]["nbgrader"]["solution"]}
    wrong += [f"blank: cell {key} fails: {error}" for key, error in failed.items() if key not in answers]
    wrong += [f"blank: {key} is content" for key, source in checks.items() if not run_check(source, Here(blank, student))]
    for key, slip in slips(course, assignment):
        copy = dict(names)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(slip["source"], f"<{key}>", "exec"), copy)  # noqa: S102
        except Exception as error:
            wrong.append(f"{key}, {slip['name']}: fails: {error}")
            continue
        hint = run_check(checks[slip["loses"]], Here(copy, student))
        if hint is None:
            wrong.append(f"{key}, {slip['name']}: not caught by {slip['loses']}")
        elif slip["hint"] not in hint:
            wrong.append(f"{key}, {slip['name']}: the hint does not say {slip['hint']!r}: {hint}")
    return wrong
