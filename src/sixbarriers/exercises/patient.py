"""
A virtual patient for each student: the same equations, other numbers, so that a copied answer is wrong.

The draw: SHA-256 of "six-barriers:", the assignment's name, ":" and the student's id (spaces at its ends cut, in small
letters). Each quantity of the assignment's recipe takes the next four bytes as a share of its range. Nothing is stored:
marking draws the same patient again.
"""

import hashlib
import importlib
from dataclasses import dataclass, field

from ..catalogue import names_in
from ..errors import CourseError
from . import patients
from .recipe import Recipe, three_digits

__all__ = ["Patient", "patient", "plain_id", "shares"]


@dataclass(frozen=True)
class Patient:
    """A virtual patient: *student_id* as it was read, *parameters* {name: value}, and the *recipe* it was drawn by."""

    student_id: str
    parameters: dict
    recipe: Recipe = field(compare=False)

    def __getattr__(self, name):
        if not name.startswith("_") and name in self.parameters:
            return self.parameters[name]
        raise AttributeError(f"A patient has no {name!r}. It has: {', '.join(self.parameters)}.")

    def simulate(self, **changes):
        """
        Return what the assignment's model gives for this patient; *changes* are parameters, or what else the model takes.

        Raises:
            CourseError: this assignment has no model to run, or the model refuses a change.
        """
        if self.recipe.simulate is None:
            raise CourseError("This assignment has no simulate(): its answers are computed from the patient's numbers.")
        return self.recipe.simulate(self.parameters, **changes)

    def __repr__(self):
        lines = [f"Patient of {self.student_id}"]
        wide = max(22, *(len(name) for name in self.parameters))
        span = max(3, *(len(symbol) for symbol, _ in self.recipe.labels.values()))
        for name, value in self.parameters.items():
            symbol, unit = self.recipe.labels[name]
            shown = value if isinstance(value, str) else f"{value:g}"
            lines.append(f"  {name:<{wide}} {symbol:<{span}} = {shown:<10} {unit}".rstrip())
        return "\n".join(lines)


def plain_id(student_id):
    """
    Return the id in the one form in which it counts: text without spaces at its ends, in small letters.

    Raises:
        CourseError: there is no id.
    """
    if isinstance(student_id, int) and not isinstance(student_id, bool):
        student_id = str(student_id)
    if not isinstance(student_id, str) or not student_id.strip():
        raise CourseError(f"A student's id is text such as 'ab123', and {student_id!r} is not. Write yours between quotation marks.")
    return student_id.strip().lower()


def shares(student_id, assignment):
    """Yield the twenty-four numbers from 0 to below 1 of the draw for a student and an assignment, always the same."""
    digest = hashlib.sha256(f"six-barriers:{assignment}:{plain_id(student_id)}".encode()).digest()
    digest += hashlib.sha256(digest).digest()
    digest += hashlib.sha256(digest).digest()
    for i in range(0, len(digest), 4):
        yield int.from_bytes(digest[i : i + 4], "big") / 2**32


def _recipe(assignment):
    name = str(assignment).replace("-", "_")
    if name not in names_in(patients):
        known = ", ".join(one.replace("_", "-") for one in names_in(patients))
        raise CourseError(f"There are no patients for an assignment {assignment!r}. The assignments are: {known}.")
    return importlib.import_module(f"{patients.__name__}.{name}").recipe


def patient(student_id, assignment="exhaustion"):
    """
    Return the virtual patient of a student.

    Args:
        student_id (str): the id under which the course knows the student.
        assignment (str): the assignment, such as "off-tumour"; another one has another patient.

    Raises:
        CourseError: there is no id, or no such assignment.
    """
    known, recipe = plain_id(student_id), _recipe(assignment)
    drawing = shares(known, assignment)
    drawn = {name: three_digits(low + (high - low) * next(drawing)) for name, (low, high) in recipe.ranges.items()}
    return Patient(known, recipe.complete(drawn, lambda: next(drawing)), recipe)
