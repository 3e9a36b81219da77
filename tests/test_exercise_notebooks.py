"""The assignments under nbval, in a kernel as a learner's: masters run whole; student versions fail where an answer is missing, and nowhere else."""

import ast
import json
import os
import pathlib
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from sixbarriers.grading.course import Course
from sixbarriers.grading.generate import release_notebook
from sixbarriers.grading.rehearse import master_cells

ROOT = pathlib.Path(__file__).parents[1]
COURSE = Course.at(ROOT / "exercises")
NAMES = COURSE.assignments()
COLOUR = re.compile(r"(?:\x1b|#x1B)\[[0-9;]*m")
MISSING, UNKNOWN, HINT = "NotImplementedError", "NameError", "Not yet"


def nbval(folder, notebooks):
    """
    Run all *notebooks*, {name: dict}, in one pytest, a kernel each, and return {name: [what cell 0 fails with, cell 1 ...]}.

    What a cell that passes fails with is "". Plug-ins that pytest would load by itself are left out: they take longer than a kernel.
    """
    for name, notebook in notebooks.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "nbval.plugin", "--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout", "60"]
    command += ["-q", "-p", "no:cacheprovider", "--rootdir", str(folder), "--junitxml", str(folder / "found.xml"), str(folder)]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout[-4000:] + done.stderr[-4000:]  # 1: there were failures, which is for the tests to judge
    found = {}
    for case in ElementTree.parse(folder / "found.xml").iter("testcase"):
        found.setdefault(case.get("classname").removesuffix(".ipynb"), {})[int(case.get("name").split()[-1])] = last_words(case)
    return {name: [told for _, told in sorted(cells.items())] for name, cells in found.items()}


def last_words(case):
    """Return the last line of the traceback that a test case ends with, or "" if it passed."""
    complaint = next((one for one in case if one.tag in ("failure", "error")), None)
    lines = [] if complaint is None else [line for line in COLOUR.sub("", complaint.text).splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def code(cells):
    return [cell for cell in cells if cell["cell_type"] == "code"]


def kind(cell):
    """Return what nbgrader takes a cell for: "answer", "check" or "given"."""
    marks = cell["metadata"]["nbgrader"]
    return "answer" if marks["solution"] else "check" if marks["grade"] else "given"


def names(statement, context):
    """Return the names that a statement reads (ast.Load) or binds (ast.Store)."""
    return {one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, context)}


def foretold(cells, unknown):
    """
    Return what each code cell of a student version must fail with, "" for a cell that must pass.

    An answer cell reaches its NotImplementedError, unless that stands inside a function, which nothing calls yet. A check
    gives its hint. Any cell stops at a statement that needs one of the *unknown* names; what it would have bound from there
    on is unknown as well, and so is a function that needs one.
    """
    unknown, found = set(unknown), []
    for cell in code(cells):
        told = HINT if kind(cell) == "check" else ""
        for statement in [] if told else ast.parse(cell["source"]).body:
            needs = names(statement, ast.Load) & unknown
            if isinstance(statement, ast.FunctionDef):
                unknown |= {statement.name} if told or needs else set()
            elif not told:
                told = UNKNOWN if needs else MISSING if isinstance(statement, ast.Raise) else ""
            if told == UNKNOWN:
                unknown |= names(statement, ast.Store)
        found.append(told)
    return found, unknown


def with_id(notebook):
    """Return the student version as it stands once its reader has written an id."""
    cells = [{**cell, "source": 'student_id = "example"'} if cell["id"] == "patient-id" else cell for cell in notebook["cells"]]
    return {**notebook, "cells": cells}


@pytest.fixture(scope="module")
def masters(tmp_path_factory):
    """Return what the cells of every master fail with."""
    return nbval(tmp_path_factory.mktemp("masters"), {name: COURSE.notebook(name, COURSE.master(name)) for name in NAMES})


@pytest.fixture(scope="module")
def blanks(tmp_path_factory):
    """Return what the cells of every student version fail with: "<name>-untouched", and "<name>-begun" with an id and no answer."""
    released = {name: release_notebook(COURSE, name) for name in NAMES}
    wanted = {f"{name}-untouched": one for name, one in released.items()} | {f"{name}-begun": with_id(one) for name, one in released.items()}
    return nbval(tmp_path_factory.mktemp("blanks"), wanted)


@pytest.mark.parametrize("name", NAMES)
def test_a_master_runs_whole(masters, name):
    """Every cell of a master passes, its answers and its checks with their hidden halves alike."""
    cells = code(master_cells(COURSE, name))

    assert {cell["id"]: told for cell, told in zip(cells, masters[name], strict=True) if told} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_version_with_an_id_fails_where_an_answer_is_missing(blanks, name):
    """With an id and nothing else, what fails are the answers with NotImplementedError and the checks with a hint; each given cell passes."""
    cells = code(with_id(release_notebook(COURSE, name))["cells"])
    told = {cell["id"]: words.split(":")[0] for cell, words in zip(cells, blanks[f"{name}-begun"], strict=True)}
    wanted, _ = foretold(cells, set())

    assert told == dict(zip(told, wanted, strict=True))
    assert [cell["id"] for cell in cells if kind(cell) == "given" and told[cell["id"]]] == []
    assert [cell["id"] for cell in cells if kind(cell) == "check" and not told[cell["id"]]] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_version_fails_besides_only_for_want_of_the_id(blanks, name):
    """Untouched, what fails more are the cells that need the id, or what was to be drawn with it; NameError names just that."""
    cells = code(release_notebook(COURSE, name)["cells"])
    wanted, unknown = foretold(cells, {"student_id"})
    told = {cell["id"]: words for cell, words in zip(cells, blanks[f"{name}-untouched"], strict=True)}
    unnamed = [words for words in told.values() if words.startswith(UNKNOWN) and words.split("'")[1] not in unknown]

    assert {key: words.split(":")[0] for key, words in told.items()} == dict(zip(told, wanted, strict=True))
    assert unnamed == []
    assert told["patient-id"].startswith(MISSING) and any(words.startswith(UNKNOWN) for words in told.values())
