"""The instructor's key: the master worked for one student, with every check and the rubric."""

import json

from ..exercises.patient import patient
from .autograde import _warm
from .course import write_whole
from .sandbox import Limits
from .session import Session

__all__ = ["make_key"]


def make_key(course, assignment, student):
    """Write keys/<assignment>-<student>.ipynb, run with *student*'s patient; return its path. It is not for students."""
    notebook = json.loads(course.master(assignment).read_text(encoding="utf-8"))
    known = patient(student, assignment).student_id
    _warm(course)
    with Session(Limits(), sandboxed=False) as session:  # the master is the instructor's own code
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            if cell["id"] == "patient-id":
                cell["source"] = f'student_id = "{known}"'
            if cell["cell_type"] == "code":
                cell["outputs"] = session.run(cell["source"])["outputs"]
    notebook["cells"].insert(0, {"cell_type": "markdown", "id": "key", "metadata": {}, "source": f"**Key for the patient of {known!r}. Not for students.**"})
    path = course.root / "keys" / f"{assignment}-{known}.ipynb"
    write_whole(path, json.dumps(notebook, indent=1) + "\n")
    return path
