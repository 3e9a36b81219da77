"""Write a stated number as text: nothing rounded away, with its unit in words."""

from decimal import Decimal

from .words import say

__all__ = ["stated", "with_unit"]

NBSP = "\u00a0"
# Units in words: alone, and after any number but one.
SPOKEN = {
    "cell": ("cell", "cells"),
    "day": ("day", "days"),
    "hour": ("hour", "hours"),
    "1/day": ("per day", "per day"),
    "1/hour": ("per hour", "per hour"),
    "1/cell": ("per cell", "per cell"),
    "1/(cell day)": ("per cell per day", "per cell per day"),
    "1/time unit": ("per time unit", "per time unit"),
}


def stated(value):
    """Return *value* as text with every digit that it has; from a million on, in words."""
    number = Decimal(repr(float(value)))
    if number == 0:
        return "0"
    if abs(number) >= 1_000_000 or abs(number) < Decimal("0.001"):
        return say(float(value))
    text = f"{number.normalize():,f}"
    return text.replace("-", "\u2212")


def with_unit(text, unit, value):
    """Return a number's *text* followed by its *unit* in words, plural unless *value* is one."""
    if unit in SPOKEN:
        unit = SPOKEN[unit][value != 1]
    elif value == 1 and unit.endswith("s") and " " not in unit:
        unit = unit[:-1]
    return f"{text}{NBSP}{unit}" if unit else text
