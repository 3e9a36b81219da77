"""
A virtual patient for each student: the same equations, other numbers, so that a copied answer is wrong.

The draw: SHA-256 of "six-barriers:", the assignment's name, ":" and the student's id (spaces at its ends cut, in small
letters). Each parameter takes the next four bytes as a share of its range and is rounded to three significant digits,
so that what is printed is exactly what is computed with. Nothing is stored: marking draws the same patient again.
"""

import hashlib
import math
from dataclasses import dataclass

from ..errors import CourseError
from ..models import cartmath

__all__ = ["Patient", "patient", "plain_id", "shares"]

_SCENARIO = "HDLM-2"
# Chosen, not measured: around the set fitted to HDLM-2, where the tumour at infusion is large and a dose decides.
_RANGES = {
    "effector_loss_rate": (0.33, 0.36),
    "proliferation_rate": (0.26, 0.29),
    "memory_formation_rate": (0.15, 0.21),
    "inhibition": (1.6e-8, 2.6e-8),
    "kill_rate": (1.2e-6, 3.6e-6),
    "growth_rate": (0.045, 0.065),
    "inverse_capacity": (2e-9, 9e-9),
    "tumour_start": (1.8e6, 3.4e6),
    "dose_day": (34, 46),
}
# Their tumours fill up sooner than a mouse's fitted one, so that the capacity shows before the infusion.
_MODEL = cartmath.model.with_range("inverse_capacity", 1e-13, 1e-8, _SCENARIO)
_DOSE = (2.2, 3.4)  # of the dose that the exchange rate asks for


def _three(value):
    return float(f"{value:.3g}")


@dataclass(frozen=True)
class Patient:
    """A virtual patient: *student_id* as it was read, *parameters* {name: value} of CARTmath in days and cells."""

    student_id: str
    parameters: dict

    def __getattr__(self, name):
        if not name.startswith("_") and name in self.parameters:
            return self.parameters[name]
        raise AttributeError(f"A patient has no {name!r}. It has: {', '.join(self.parameters)}.")

    def simulate(self, **changes):
        """Return the Run of this patient; *changes* are parameters of CARTmath, or its until= and at=."""
        return _MODEL.simulate(_SCENARIO, **{**self.parameters, **changes})

    def __repr__(self):
        lines = [f"Patient of {self.student_id}"]
        table = _MODEL.table(_SCENARIO)
        for name, value in self.parameters.items():
            lines.append(f"  {name:<22} {table[name].symbol:<3} = {value:<10g} {table[name].unit}")
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
    """Yield the sixteen numbers from 0 to below 1 of the draw for a student and an assignment, always the same."""
    digest = hashlib.sha256(f"six-barriers:{assignment}:{plain_id(student_id)}".encode()).digest()
    digest += hashlib.sha256(digest).digest()
    for i in range(0, len(digest), 4):
        yield int.from_bytes(digest[i : i + 4], "big") / 2**32


def patient(student_id, assignment="exhaustion"):
    """
    Return the virtual patient of a student.

    Args:
        student_id (str): the id under which the course knows the student.
        assignment (str): the assignment; another one has another patient.

    Raises:
        CourseError: there is no id.
    """
    known = plain_id(student_id)
    drawing = shares(known, assignment)
    drawn = {name: _three(low + (high - low) * next(drawing)) for name, (low, high) in _RANGES.items()}
    drawn["dose_day"] = float(round(drawn["dose_day"]))
    growth = drawn["tumour_start"] * math.exp(drawn["growth_rate"] * drawn["dose_day"])
    burden = growth / (1 + drawn["inverse_capacity"] * (growth - drawn["tumour_start"]))
    wanted = drawn["inhibition"] / drawn["kill_rate"] * burden
    drawn["dose"] = _three(wanted * (_DOSE[0] + (_DOSE[1] - _DOSE[0]) * next(drawing)))
    standard = {name: one.value for name, one in _MODEL.table(_SCENARIO).items()}
    return Patient(known, {name: drawn.get(name, value) for name, value in standard.items()})
