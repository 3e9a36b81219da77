"""What an assignment says about its virtual patients: what is drawn, from which range, and what can be run with it."""

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Recipe", "three_digits"]


def three_digits(value):
    """Return *value* rounded to three significant digits, so that what is printed is exactly what is computed with."""
    return float(f"{value:.3g}")


@dataclass(frozen=True)
class Recipe:
    """
    The patients of one assignment.

    Args:
        ranges: {name: (low, high)} of what is drawn, evenly, in this order; rounded to three significant digits.
        labels: {name: (symbol, unit)} of everything that a patient holds, in the order in which it is printed; "" for none.
        complete: called with the drawn {name: value} and a function that gives the next share of the draw from 0 to below 1;
            returns the patient's whole {name: value}. What is drawn is whole already if it is left out.
        simulate: called with the patient's parameters and keyword changes; returns what the model of the assignment gives.
    """

    ranges: dict
    labels: dict
    complete: Callable = field(default=lambda drawn, share: drawn)
    simulate: Callable | None = None
