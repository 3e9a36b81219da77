"""Write a stated number as text: nothing rounded away, with its unit in words."""

from decimal import Decimal

__all__ = ["rounded", "stated", "with_unit"]

NBSP = "\u00a0"
MINUS = "\u2212"
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
WORDS = {6: "million", 9: "billion", 12: "trillion"}
# Units in words: alone, and after any number but one.
SPOKEN = {
    "cell": ("cell", "cells"),
    "day": ("day", "days"),
    "hour": ("hour", "hours"),
    "1/day": ("per day", "per day"),
    "1/hour": ("per hour", "per hour"),
    "1/cell": ("per cell", "per cell"),
    "1/(cell day)": ("per cell per day", "per cell per day"),
    "1/division": ("per division", "per division"),
    "1/time unit": ("per time unit", "per time unit"),
    "1/exposure unit": ("per exposure unit", "per exposure unit"),
}


def _digits(number):
    return f"{number.normalize():,f}".replace("-", MINUS)


def stated(value):
    """Return *value* as text with every digit that it has: in words from a million on, as a power of ten below a thousandth."""
    number = Decimal(repr(float(value)))
    if number == 0:
        return "0"
    power = number.adjusted()
    if power < -3 or power >= 15:
        return f"{_digits(number.scaleb(-power))}{NBSP}×{NBSP}10{str(power).translate(SUPERSCRIPT)}"
    if power >= 6:
        step = power - power % 3
        return f"{_digits(number.scaleb(-step))}{NBSP}{WORDS[step]}"
    return _digits(number)


def rounded(value, figures):
    """Return *value* rounded to so many significant *figures*, as text."""
    return stated(float(f"{value:.{figures}g}"))


def with_unit(text, unit, value):
    """Return a number's *text* followed by its *unit* in words, plural unless *value* is one."""
    if unit in SPOKEN:
        unit = SPOKEN[unit][value != 1]
    elif value == 1 and unit.endswith("s") and " " not in unit:
        unit = unit[:-1]
    return f"{text}{NBSP}{unit}" if unit else text
