"""
Look at answers in a namespace and tell them in plain JSON: numbers, lists, text, nothing that could act.

The same functions run in the learner's notebook and, when marking, inside the sandbox with the student's code; what they
return crosses the border as text, so a cleverly made object arrives as the number that it claims to be, or not at all.
"""

import math
import numbers

__all__ = ["ANSWERS", "call", "figure", "value"]

_MOST = 20_000  # numbers in one answer
_LINE = 4_000  # points of one line of a figure
_LINES = 20  # lines of one axes, and as many segments of hlines and vlines


def plain(found):
    """Return {"number": float}, {"numbers": [float]}, {"text": str} or {"kind": name of the type} for any object."""
    if found is None or isinstance(found, bool):
        return {"kind": "None" if found is None else "bool"}
    if isinstance(found, str):
        return {"text": found[:2_000]}
    try:
        if isinstance(found, numbers.Real) or getattr(found, "shape", None) == ():
            return {"number": float(found)}
        if isinstance(found, (list, tuple)) or hasattr(found, "__array__"):
            listed = [float(one) for one in list(found)[:_MOST]]
            return {"number": listed[0]} if len(listed) == 1 else {"numbers": listed}
    except (TypeError, ValueError, OverflowError):
        pass
    return {"kind": type(found).__name__[:60]}


def value(names, name):
    """Return plain() of the variable *name* in the namespace *names*, or {"missing": True}."""
    return plain(names[name]) if name in names else {"missing": True}


def call(names, name, calls):
    """Return for each dict of arguments in *calls* what the function *name* returns, or {"raised": text}."""
    if name not in names:
        return [{"missing": True}]
    function = names[name]
    if not callable(function):
        return [{"kind": type(function).__name__}]
    found = []
    for arguments in calls:
        try:
            found.append(plain(function(**arguments)))
        except Exception as error:  # whatever a student's function raises is an answer about it
            found.append({"raised": f"{type(error).__name__}: {error}"[:300]})
    return found


def _line(x, y, label):
    """Return a line in plain JSON; a long one is thinned evenly and keeps its ends."""
    return {"x": _thin(list(x)), "y": _thin(list(y)), "label": str(label)[:200]}


def _thin(data):
    last, count = len(data) - 1, min(len(data), _LINE)
    return [float(data[i if len(data) == count else round(i * last / (count - 1))]) for i in range(count)]


def _lines(one):
    """Return the lines of an axes, then each segment of what hlines() and vlines() drew on it, as a line of its own."""
    found = [_line(line.get_xdata(), line.get_ydata(), line.get_label()) for line in one.get_lines()[:_LINES]]
    for drawn in one.collections[:_LINES]:
        if hasattr(drawn, "get_segments"):
            found += [_line(segment[:, 0], segment[:, 1], drawn.get_label()) for segment in drawn.get_segments()[:_LINES]]
    return found[: 2 * _LINES]


def figure(names, name):
    """Return what is on the matplotlib figure *name*: for each axes its labels, scales, texts and lines."""
    if name not in names:
        return {"missing": True}
    drawn = names[name]
    if not hasattr(drawn, "axes") or not hasattr(drawn, "get_axes"):
        return {"kind": type(drawn).__name__}
    axes = []
    for one in drawn.axes[:12]:
        legend = one.get_legend()
        axes.append({
            "x_label": str(one.get_xlabel())[:200], "y_label": str(one.get_ylabel())[:200], "title": str(one.get_title())[:200],
            "x_scale": one.get_xscale(), "y_scale": one.get_yscale(), "lines": _lines(one),
            "legend": [text.get_text()[:200] for text in legend.get_texts()] if legend else [],
        })  # fmt: skip
    return {"axes": axes}


ANSWERS = {"value": value, "call": call, "figure": figure}


def finite(number):
    """Return whether *number* is a real, finite number."""
    return isinstance(number, (int, float)) and not isinstance(number, bool) and math.isfinite(number)
