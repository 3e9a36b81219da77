"""
The bedside rule tables of the toxicity chapter: grades and scores with the rule that decided. Education, not a medical device.

>>> from sixbarriers.bedside import crs
>>> crs.grade(temperature=38.5, hypotension="one vasopressor", oxygen="low flow").grade
3
"""

import importlib

from ..errors import CourseError, unknown

__all__ = ["NAMES", "find"]

# The names that pages use; a module's is the same with underscores.
NAMES = ("crs", "icans", "car-hematotox", "easix")


def find(name):
    """
    Return the Tool called *name*.

    Raises:
        CourseError: there is none; the message lists those there are.
    """
    if name not in NAMES:
        raise CourseError(unknown("bedside tool", name, NAMES))
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}").tool
