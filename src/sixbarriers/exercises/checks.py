"""
Checks of answers, with hints: what a learner runs below a question, and what marking runs with more behind it.

A check asks for an answer by its name, compares, and passes silently or raises :class:`CheckFailed` with a hint. Where the
answers come from is decided outside: in a notebook from the notebook itself, when marking from the sandbox.
"""

import contextlib
import contextvars
import sys

from ..errors import CourseError
from . import probe
from .patient import patient as draw

__all__ = ["CheckFailed", "Here", "answers_from", "call", "figure", "function", "near", "number", "patient", "require"]

_SOURCE = contextvars.ContextVar("where the answers come from")


class CheckFailed(AssertionError):
    """An answer is not right yet; the message is a hint."""

    def _render_traceback_(self):
        return [f"Not yet: {self}"]


class Here:
    """Answers that stand in a namespace of this process."""

    def __init__(self, names, student_id=None):
        self.names = names
        self._student_id = student_id

    @property
    def student_id(self):
        """The id of the student: as given, or as the notebook says."""
        return self._student_id or self.names.get("student_id")

    def ask(self, what, *arguments):
        """Return what the probe *what* tells about the namespace."""
        return probe.ANSWERS[what](self.names, *arguments)


@contextlib.contextmanager
def answers_from(source):
    """Let the checks within ask *source*: an object with student_id and ask(what, *arguments)."""
    token = _SOURCE.set(source)
    try:
        yield source
    finally:
        _SOURCE.reset(token)


def _source():
    found = _SOURCE.get(None)
    return found if found is not None else Here(sys.modules["__main__"].__dict__)


def patient(assignment="exhaustion"):
    """Return the virtual patient of the student whose answers are checked."""
    try:
        return draw(_source().student_id, assignment)
    except CourseError as error:
        raise CheckFailed(str(error)) from None


def require(condition, hint):
    """Raise CheckFailed with *hint* unless *condition* holds."""
    if not condition:
        raise CheckFailed(hint)


def _as_number(name, told):
    if told.get("missing"):
        raise CheckFailed(f"{name} is not there yet. Fill in the cell above, run it, then run this check again.")
    if str(told.get("raised", "")).startswith("NotImplementedError"):
        raise CheckFailed(f"{name} is not written yet. Fill in the cell above, run it, then run this check again.")
    if "raised" in told:
        raise CheckFailed(f"{name} stops with {told['raised']}")
    if "number" not in told:
        what = "a text" if "text" in told else f"{len(told['numbers'])} numbers" if "numbers" in told else told.get("kind", "something else")
        raise CheckFailed(f"{name} should be one number, but is {what}.")
    found = told["number"]
    require(probe.finite(found), f"{name} should be a finite number, but is {found}.")
    return float(found)


def number(name, unit, low, high):
    """
    Return the answer *name* as a float.

    Raises:
        CheckFailed: it is missing, no number, or outside of what is possible at all, *low* to *high* in *unit*.
    """
    found = _as_number(name, _source().ask("value", name))
    if not low <= found <= high:
        for factor, thing in _UNITS.items():
            if low <= found * factor <= high and factor > 1000:
                raise CheckFailed(f"{name} = {found:g} is too small for {unit}. Did you answer in {thing}? Give it in {unit}.")
        raise CheckFailed(f"{name} = {found:g} cannot be: it lies between {low:g} and {high:g} {unit}. Look at signs and units.")
    return found


# By what a typical slip multiplies the right answer, and the hint for it.
_UNITS = {1e6: "millions", 1e9: "billions"}
_SLIPS = {
    1e-6: "It is a million times too small: give the plain number, not millions.",
    1e6: "It is a million times too large. Look at the powers of ten.",
    1e-3: "It is a thousand times too small. Look at the powers of ten.",
    1e3: "It is a thousand times too large. Look at the powers of ten.",
    100: "It is a hundred times too large: a share is asked for, not per cent.",
    0.01: "It is a hundred times too small: look at per cent and share.",
    24: "It is 24 times too large: days are asked for, not hours.",
    1 / 24: "It is 24 times too small: look at hours and days.",
    2.302585: "Look at the base of your logarithm: log10 is not the natural logarithm (numpy: log).",
    1 / 2.302585: "Look at the base of your logarithm: log10 is not the natural logarithm (numpy: log).",
    1.442695: "Look at the base of your logarithm: log2 is not the natural logarithm (numpy: log).",
    1 / 1.442695: "Look at the base of your logarithm: log2 is not the natural logarithm (numpy: log).",
    -1: "The sign is the wrong way round.",
}


def _close(found, truth, rel):
    return abs(found - truth) <= rel * abs(truth) + 1e-300


def _hint(name, found, truth, rel, mistakes):
    for hint, wrong in mistakes.items():
        if probe.finite(wrong) and _close(found, wrong, min(rel, 0.004)):
            return f"{name} = {found:.6g} is not right. {hint}"
    for factor, hint in _SLIPS.items():
        if truth and _close(found, factor * truth, min(rel, 0.004)):
            return f"{name} = {found:.6g} is not right. {hint}"
    return f"{name} = {found:.6g} is not right for your patient. Are these your own patient's numbers, in the units asked for?"


def near(name, truth, rel, mistakes=None):
    """
    Check the number *name* against *truth* within the share *rel*.

    *mistakes* maps a hint to the number that the mistake would give; common slips of units and logarithms are known.
    """
    found = _as_number(name, _source().ask("value", name))
    if not _close(found, truth, rel):
        raise CheckFailed(_hint(name, found, truth, rel, mistakes or {}))


def call(name, *calls):
    """Return the numbers that the function *name* gives for each dict of arguments; raises CheckFailed if one is none."""
    told = _source().ask("call", name, list(calls))
    found = [_as_number(name if one.get("missing") else f"{name}(...)", one) for one in told]
    require(len(found) == len(calls), f"{name} should be a function: def {name}(...):")
    return found


def function(name, calls, truth, rel, mistakes=None):
    """
    Check that the function *name* agrees with the function *truth* on every dict of arguments in *calls*.

    *mistakes* maps a hint to a function that makes the mistake.
    """
    found = call(name, *calls)
    for arguments, one in zip(calls, found, strict=True):
        right = truth(**arguments)
        if not _close(one, right, rel):
            wrong = {hint: slip(**arguments) for hint, slip in (mistakes or {}).items()}
            raise CheckFailed(_hint(f"{name}(...)", one, right, rel, wrong).replace(" for your patient. Are these your own patient's numbers,", ". Are the terms, signs and arguments as in the equation, and"))


def figure(name):
    """Return what is on the figure *name*, a list of axes as probe.figure() tells them; raises CheckFailed if there is none."""
    told = _source().ask("figure", name)
    if told.get("missing"):
        raise CheckFailed(f"{name} is not there yet. Fill in the cell above, run it, then run this check again.")
    require("axes" in told, f"{name} should be a matplotlib figure, but is {told.get('kind')}. Make one with {name}, axes = plt.subplots(...).")
    require(told["axes"], f"{name} has no axes: nothing is drawn on it.")
    return told["axes"]
