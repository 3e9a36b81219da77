"""What an assignment's cells read must be readable where students' code runs."""

import pathlib

import pytest

from sixbarriers.grading import sandbox
from sixbarriers.grading.course import Course
from sixbarriers.grading.rehearse import master_cells
from sixbarriers.grading.session import Session

ROOT = pathlib.Path(__file__).parents[1]
MASTERS = sorted(path.stem for path in ROOT.glob("exercises/source/*/*.ipynb"))


@pytest.mark.parametrize("name", MASTERS)
def test_the_given_cells_run_in_the_sandbox(name):
    """The id, the patient and every worked cell before the first question run in the sandbox, without an error in what they print."""
    with Session(sandbox.Limits()) as session:
        for cell in master_cells(Course(ROOT / "exercises"), name):
            if cell["source"].startswith("## Question"):
                break
            if cell["cell_type"] == "code":
                told = session.run(cell["source"])
                assert [one for one in told["outputs"] if one.get("output_type") == "error"] == []
