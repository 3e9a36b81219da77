"""
What a gate makes of two antigens, written once for the target picker's table, its model and the page.

Truths are 0 and 1, so that the same lines pass with numbers, with arrays and with symbols; a gate is its place in GATES.
"""

from .functions import choose, maximum, minimum, sqrt, truth

__all__ = ["GATES", "UNSCORED", "Z", "bounds", "coverage", "f1", "on_cell", "on_tissue", "wilson"]

GATES = ("A", "AND", "OR", "NOT")
UNSCORED = -1
Z = 1.959963984540054  # the normal quantile of a 95 % interval


def coverage(gate, a, b):
    """Return the share of patients that *gate* marks, when two antigens that mark the shares *a* and *b* are independent."""
    return choose(gate, {"A": a, "AND": a * b, "OR": a + b - a * b, "NOT": a * (1 - b)})


def bounds(gate, a, b):
    """Return how low and how high the coverage can be, whatever the dependence; *a* and *b* are (low, high) themselves."""
    least = {"A": a[0], "AND": maximum(0, a[0] + b[0] - 1), "OR": maximum(a[0], b[0]), "NOT": maximum(0, a[0] - b[1])}
    most = {"A": a[1], "AND": minimum(a[1], b[1]), "OR": minimum(1, a[1] + b[1]), "NOT": minimum(a[1], 1 - b[0])}
    return choose(gate, least), choose(gate, most)


def wilson(positive, total, z=Z):
    """Return Wilson's interval (low, high) for *positive* of *total*."""
    share, spread = positive / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / total + spread / (4 * total))
    return maximum(0, middle - half), minimum(1, middle + half)


def f1(coverage, spill):
    """Return the harmonic mean of *coverage* and of the precision coverage / (coverage + spill)."""
    return 2 * coverage / (coverage + spill + 1)


def on_cell(a, b, cut):
    """Return what holds on a type of cell with the levels *a* and *b*, as {name: truth}; an unscored level may be any."""
    sure_a, sure_b = truth(a >= cut), truth(b >= cut)
    has_a, has_b = truth(a > UNSCORED), truth(b > UNSCORED)
    maybe_a, maybe_b = _either(sure_a, 1 - has_a), _either(sure_b, 1 - has_b)
    return {
        "a": sure_a, "both": sure_a * sure_b, "either": _either(sure_a, sure_b), "only_a": sure_a * (1 - sure_b),
        "surely_only_a": sure_a * (1 - maybe_b), "a_perhaps_b": sure_a * maybe_b, "b_perhaps_a": sure_b * maybe_a,
        "has_a": has_a, "has_b": has_b,
    }  # fmt: skip


def on_tissue(gate, some):
    """
    Return three truths of a tissue: marked, marked whatever the missing levels are, both antigens scored.

    The atlas names cell types more or less finely from antigen to antigen, so AND is read on the cell types of either
    antigen and marks a tissue only if both readings do; an antigen without any level there cannot speak against it.

    Args:
        gate (float): a place in GATES.
        some (dict): for each name of :func:`on_cell`, whether it holds on some type of cell.
    """
    read_twice = _either(some["a_perhaps_b"], 1 - some["has_a"]) * _either(some["b_perhaps_a"], 1 - some["has_b"])
    marked = {"A": some["a"], "AND": read_twice * _either(some["has_a"], some["has_b"]), "OR": some["either"], "NOT": some["only_a"]}
    certain = {**marked, "AND": some["both"], "NOT": some["surely_only_a"]}
    both = some["has_a"] * some["has_b"]
    return choose(gate, marked), choose(gate, certain), choose(gate, {"A": some["has_a"], "AND": both, "OR": both, "NOT": both})


def _either(first, second):
    return first + second - first * second
