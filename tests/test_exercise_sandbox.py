"""What an assignment's cells read must be readable where students' code runs."""

import pathlib

from sixbarriers.grading import sandbox
from sixbarriers.grading.course import Course
from sixbarriers.grading.rehearse import master_cells
from sixbarriers.grading.session import Session

ROOT = pathlib.Path(__file__).parents[1]
MASTERS = sorted(path.stem for path in ROOT.glob("exercises/source/*/*.ipynb"))


def test_the_given_cells_run_in_the_sandbox():
    """The id, the patient and every worked cell before the first question run in the sandbox, without an error in what they print."""
    wrong = {}
    with Session(sandbox.Limits()) as session:  # one for all: what cannot be read by one of them cannot be read at all
        for name in MASTERS:
            for cell in master_cells(Course(ROOT / "exercises"), name):
                if cell["source"].startswith("## Question"):
                    break
                if cell["cell_type"] == "code":
                    told = session.run(cell["source"])
                    wrong |= {f"{name}, {cell['id']}": one for one in told["outputs"] if one.get("output_type") == "error"}

    assert len(MASTERS) >= 8
    assert wrong == {}
