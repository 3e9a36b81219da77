"""Errors that say what is wrong, the rule, the value received and the next step."""

import difflib

__all__ = ["CourseError", "EvidenceError", "ModelError", "ParameterError", "unknown"]


class CourseError(ValueError):
    """Something the course cannot accept; the message is written for a student."""


class EvidenceError(CourseError):
    """The evidence registry lacks an entry or holds a faulty one."""


class ModelError(CourseError):
    """A model is described or changed in a way that cannot be run."""


class ParameterError(CourseError):
    """A value given to a model is not one that the model can use."""


def unknown(thing, name, known):
    """
    Return one sentence saying that *name* is no *thing*, and what is.

    Args:
        thing (str): what was looked for, such as "scenario of cartmath".
        name (object): what was received.
        known (Iterable[str]): the names that exist.
    """
    known = sorted(known)
    written = {one.lower(): one for one in known}
    near = difflib.get_close_matches(str(name).lower(), written, n=1)
    hint = f" Did you mean {written[near[0]]!r}?" if near else ""
    listed = ", ".join(known[:30]) + (", ..." if len(known) > 30 else "")
    return f"{name!r} is not a {thing}.{hint} Choose one of: {listed}."
