"""Read numbers and a sentence off a run, by rules that the page follows too."""

import math
import re
from types import SimpleNamespace

import numpy

from .words import listed, say

__all__ = ["counted", "read", "sentence"]


def read(model, time, states, series, extinctions, values, first_dose):
    """
    Return {readout: float} for one run; NaN stands for what did not happen.

    Args:
        model (Model): whose readouts are wanted.
        time (numpy.ndarray): times, never falling; shape (n,).
        states (dict[str, numpy.ndarray]): each of shape (n,).
        series (dict[str, numpy.ndarray]): each of shape (n,).
        extinctions (dict[str, list[float]]): when each state went extinct.
        values (dict[str, float]): the parameters.
        first_dose (float): when the first dose was given, the start of the run if none was.
    """
    log_axis = model.axis_scale == "log"
    if log_axis:  # read off as it is drawn: along the logarithm
        time, first_dose = numpy.log(time), _log(first_dose)
    in_logs = {state.name for state in model.states if state.log}
    parameters = SimpleNamespace(**values)
    found = {}
    for readout in model.readouts:
        if readout.kind == "formula":
            found[readout.name] = float(readout.formula(SimpleNamespace(**found), parameters))
            continue
        if readout.kind == "count":
            found[readout.name] = float(len(counted(model, readout, series)))
            continue
        line = states[readout.of] if readout.of in states else series[readout.of]
        level = values[readout.level] if isinstance(readout.level, str) else readout.level
        logs = readout.of in in_logs
        if log_axis and readout.kind == "at":
            level = _log(level)
        if readout.kind == "extinction_time":
            gone = extinctions[readout.of]
            found[readout.name] = gone[-1] if gone and line[-1] == 0 else math.nan
        elif readout.kind in ("first_below", "first_above"):
            found[readout.name] = _first(time, line, level, readout.kind == "first_below", first_dose, logs)
        else:
            found[readout.name] = _simple(readout.kind, time, line, level, logs, first_dose)
        if log_axis and (readout.kind.startswith("first") or readout.kind.endswith("_time")):
            found[readout.name] = math.exp(found[readout.name])
    return found


def counted(model, readout, series):
    """Return the labels of the categories that a *readout* of the kind "count" counts."""
    pairs = zip(model.categories, series[readout.of], strict=True)
    return tuple(one.label for one, value in pairs if value in readout.level and (one.flag or not readout.flagged))


def _log(value):
    """Return the logarithm of one number exactly as numpy takes it of a whole axis; NaN where there is none."""
    return float(numpy.log(value)) if value > 0 else math.nan


def _simple(kind, time, line, level, logs, first_dose):
    if kind == "final":
        return float(line[-1])
    if kind == "at":
        return _at(time, line, level, logs)
    since = _since(time, first_dose)
    when, value = _extreme(time[since:], line[since:], kind.startswith("peak"), logs)
    return when if kind.endswith("_time") else value


def _since(time, first_dose):
    """Return the place of the first dose, after it: extremes and crossings are what the treatment led to."""
    place = max(numpy.searchsorted(time, first_dose), numpy.searchsorted(time, first_dose, side="right") - 1)
    return int(min(place, len(time) - 1))


def _extreme(time, line, highest, logs):
    """Return time and value of the largest (smallest) point, refined by the parabola through its neighbours."""
    i = int(numpy.argmax(line) if highest else numpy.argmin(line))
    found = float(time[i]), float(line[i])
    if not 0 < i < len(line) - 1 or line[i] == 0:
        return found
    left, right = time[i] - time[i - 1], time[i + 1] - time[i]
    y = line[i - 1 : i + 2]
    if not (left > 0 and right > 0) or (logs and not numpy.all(y > 0)):
        return found
    y = numpy.log(y) if logs else y
    rise, fall = (y[1] - y[0]) / left, (y[2] - y[1]) / right
    bend, slope = (fall - rise) / (left + right), (rise * right + fall * left) / (left + right)
    if bend == 0 or (bend < 0) != highest or not -left <= -slope / (2 * bend) <= right:
        return found
    top = y[1] - slope * slope / (4 * bend)
    value = math.exp(top) if logs else top
    # A kink can push the parabola through zero, where the curve itself never goes.
    return (float(time[i] - slope / (2 * bend)), float(value)) if (value > 0) == (line[i] > 0) else found


def _between(t, t0, t1, y0, y1, logs):
    share = (t - t0) / (t1 - t0)
    if logs and y0 > 0 and y1 > 0:
        return float(y0 * (y1 / y0) ** share)
    return float(y0 + (y1 - y0) * share)


def _at(time, line, when, logs):
    if not time[0] <= when <= time[-1]:
        return math.nan
    i = int(numpy.searchsorted(time, when, side="right")) - 1
    if time[i] == when:
        return float(line[i])
    return _between(when, time[i], time[i + 1], line[i], line[i + 1], logs)


def _first(time, line, level, below, first_dose, logs):
    hit = (line <= level) if below else (line >= level)
    start = _since(time, first_dose)
    after = numpy.flatnonzero(hit[start:])
    if not after.size:
        return math.nan
    i = start + int(after[0])
    if i == start or time[i] == time[i - 1]:
        return float(time[i])
    if logs and line[i] > 0 and line[i - 1] > 0 and level > 0:
        share = math.log(level / line[i - 1]) / math.log(line[i] / line[i - 1])
    else:
        share = (level - line[i - 1]) / (line[i] - line[i - 1])
    return float(time[i - 1] + (time[i] - time[i - 1]) * share)


def sentence(model, readouts, values, series=None):
    """
    Return the sentence of the first case that holds.

    Its placeholders are filled with readouts and parameters in words; ``{readout.names}`` with what a count counts, for
    which the *series* are needed.
    """
    r, p = SimpleNamespace(**readouts), SimpleNamespace(**values)
    case = next(case for case in model.cases if case.when is None or bool(case.when(r, p)))
    counts = {one.name: one for one in model.readouts if one.kind == "count"}

    def filled(match):
        name, names = match.groups()
        if names:
            return listed(counted(model, counts[name], series))
        return say(readouts[name]) if name in readouts else model.parameters[name].told(values[name])

    return re.sub(r"\{(\w+)(\.names)?\}", filled, case.sentence)
