"""Run a model: integrate its states with SciPy, doses exact, or evaluate its formulas."""

import math
from types import SimpleNamespace

import numpy
from scipy.integrate import solve_ivp

from .cloud import points
from .errors import ModelError, ParameterError
from .gridmodel import run_grid
from .readouts import read, sentence
from .run import Run

__all__ = ["grid", "simulate"]

POINTS = 400
FEWEST = 24
RTOL = 1e-10
SLIVER = 1e-12
LARGE_RTOL = 1e-8  # for models whose many states make each step dear


def grid(until, dose_times, start=0.0, scale="linear"):
    """
    Return the times at which a run is kept, the same in Python and in the page.

    Points lie close together just after a dose; a dose's time stands twice, before and after it. On a logarithmic
    axis, which has no doses, every power of ten gets the same number of points.

    Args:
        until (float): the end of the run.
        dose_times (Iterable[float]): when doses are given.
        start (float): the start of the run.
        scale (str): "linear" or "log", the scale of the axis.

    Returns:
        list[numpy.ndarray]: one array of times for each stretch between doses.
    """
    if scale == "log":
        powers = math.log(start) + (math.log(until) - math.log(start)) * (numpy.arange(POINTS + 1) / POINTS)
        return [numpy.concatenate(([start], numpy.exp(powers[1:-1]), [until]))]
    inside = sorted({time for time in dose_times if start < time < until})
    edges = [float(start), *inside, float(until)]
    stretches = []
    for begin, end in zip(edges, edges[1:], strict=False):
        count = max(FEWEST, round_half_up(POINTS * (end - begin) / (until - start)))
        share = numpy.arange(count + 1) / count
        stretch = begin + (end - begin) * (share**2 if begin in dose_times else share)
        stretch[-1] = end  # rounding must not carry the last point past the next dose
        stretches.append(stretch)
    return stretches


def round_half_up(value):
    """Return *value* rounded to a whole number as JavaScript's Math.round does."""
    return math.floor(value + 0.5)


class _Coordinates:
    """The quantities that are integrated: a state, or its logarithm where the state asks for that."""

    def __init__(self, model, values):
        self.model, self.p = model, SimpleNamespace(**values)
        self.names = [state.name for state in model.states]
        self.log = [state.log for state in model.states]
        self.floor = [state.extinct_below for state in model.states]
        self.alive = [True] * len(self.names)
        self.numbers = [values[name] for name in model.parameters]

    @property
    def jacobian(self):
        """The exact Jacobian of a large model, as the solver calls it; else None, and the solver finds it by differences."""
        return self.model.quick and (lambda t, z: self.model.quick[1](t, z.tolist(), self.numbers))

    def inward(self, y):
        """Return the coordinates of the states *y*, noting which of them are extinct."""
        self.alive = [not log or (value > 0 and value >= (floor or 0)) for log, floor, value in zip(self.log, self.floor, y, strict=True)]
        return [math.log(v) if log and alive else (0.0 if log else v) for v, log, alive in zip(y, self.log, self.alive, strict=True)]

    def outward(self, z):
        """Return the states at the coordinates *z* (one column a time)."""
        return numpy.array(
            [
                (numpy.exp(row) if alive else numpy.zeros_like(row)) if log else row
                for row, log, alive in zip(z, self.log, self.alive, strict=True)
            ]
        )

    def rates(self, t, z):
        """Return the rate of change of the coordinates *z*."""
        if self.model.quick:
            return self.model.quick[0](t, z.tolist(), self.numbers)
        y = [
            (math.exp(min(v, 700.0)) if alive else 0.0) if log else v
            for v, log, alive in zip(z, self.log, self.alive, strict=True)
        ]
        rates = self.model.rates(SimpleNamespace(**dict(zip(self.names, y, strict=True))), self.p)
        return [
            (rate / value if alive else 0.0) if log else rate
            for rate, value, log, alive in zip(rates, y, self.log, self.alive, strict=True)
        ]

    def events(self):
        """Return one terminal event for each living state that can go extinct."""
        found = []
        for i, floor in enumerate(self.floor):
            if floor is not None and self.log[i] and self.alive[i]:

                def crossing(_, z, i=i, level=math.log(floor)):
                    return z[i] - level

                crossing.terminal, crossing.direction, crossing.index = True, -1, i
                found.append(crossing)
        return found


def _stretch(coordinates, y, times, extinctions):
    """Return the states (one column a time) at *times* and at their end, from *y*, stopping exactly at extinctions."""
    model = coordinates.model
    columns = numpy.empty((len(y), len(times)))
    atol = [1e-12 if state.log else state.atol for state in model.states]
    start, done = times[0], 0
    if times[-1] - start <= SLIVER * max(1.0, abs(times[-1])):  # nothing can happen between two doses so close
        columns[:] = numpy.array(y)[:, None]
        return columns, numpy.array(y)
    while True:
        z = coordinates.inward(y)
        events = coordinates.events()
        rtol = LARGE_RTOL if model.quick else RTOL
        solution = solve_ivp(
            coordinates.rates, (start, times[-1]), z, "LSODA", dense_output=True, events=events, rtol=rtol, atol=atol, jac=coordinates.jacobian
        )
        if solution.status == -1 or not numpy.all(numpy.isfinite(solution.y)):
            raise ModelError(
                f"{model.name} could not be solved near {solution.t[-1]:g} {model.time_unit}: {solution.message} "
                "Move the parameters towards their published values."
            )
        ended = solution.status == 0
        reached = len(times) if ended else int(numpy.searchsorted(times, solution.t[-1]))
        if reached > done:
            columns[:, done:reached] = coordinates.outward(solution.sol(times[done:reached]))
        y = coordinates.outward(solution.y[:, -1:])[:, 0]
        if ended:
            return columns, y
        for event, when in zip(events, solution.t_events, strict=True):
            if when.size:
                y[event.index] = 0.0
                extinctions[coordinates.names[event.index]].append(float(when[-1]))
        start, done = solution.t[-1], reached


def simulate(model, scenario=None, until=None, at=None, doses=None, **parameters):
    """
    Run *model*, integrating its states or evaluating its formulas, and return its Run.

    Args:
        model (Model): what to run.
        scenario (str | None): the name of a scenario; the model's first one if None.
        until (float | None): where the run ends, in the unit of the horizontal axis; the scenario's own end if None.
        at (Sequence[float] | None): the times to keep, from the model's start to *until*, rising; a time of a dose shows
            the state after it. In a formula model these are values of whatever its axis measures.
        doses (Sequence[Dose] | None): what to give, in place of the model's own schedule.
        **parameters (float): values that replace those of the scenario, each in its parameter's unit.

    Raises:
        ParameterError: a scenario, parameter, value, time or dose that the model refuses.
        ModelError: the equations or formulas are faulty, cannot be solved or have no value somewhere.
    """
    scenario = model.default_scenario if scenario is None else scenario
    values = model.resolve(scenario, parameters)
    end = model.end(scenario, until)
    given = tuple(dose for dose in model.doses(values, end, doses) if dose.time < end)
    if at is not None:
        if model.categories:
            raise ParameterError(f"{model.name} always covers all of its {len(model.categories)} places, but at was {at!r}. Leave it out.")
        at = _times(at, model.start, end)
    extinctions = {state.name: [] for state in model.states}
    pictures = None
    if model.grid:
        time, states, pictures = run_grid(model, values, end, at)
    elif model.states:
        time, states = _integrated(model, values, at, end, given, extinctions)
    elif model.categories:
        time, states = numpy.arange(len(model.categories), dtype=float), {}
    else:
        time, states = at if at is not None else grid(end, (), model.start, model.axis_scale)[0], {}
    series = _lines(model, values, time, states)
    first = min((dose.time for dose in given), default=model.start)
    readouts = read(model, time, states, series, extinctions, values, first)
    return Run(
        model=model, scenario=scenario, parameters=values, doses=given, time=time, states=states, series=series,
        readouts=readouts, extinctions=extinctions, sentence=sentence(model, readouts, values, series),
        pictures=pictures, cloud=points(model, values),
    )  # fmt: skip


def _integrated(model, values, at, end, given, extinctions):
    """Return the times of a run and {state: values}; the times of extinctions are added to *extinctions*."""
    coordinates = _Coordinates(model, values)
    start = model.initial(SimpleNamespace(**values))
    y = numpy.array([float(start.get(name, 0.0)) for name in coordinates.names])
    stretches = _cut(at, model.start, end, given) if at is not None else grid(end, [dose.time for dose in given], model.start)
    times, columns = [], []
    for stretch in stretches:
        for dose in given:
            if dose.time == stretch[0]:
                place = coordinates.names.index(dose.state)
                y[place] = max(0.0, y[place] + float(dose.amount))
        block, y = _stretch(coordinates, y, stretch, extinctions)
        times.append(stretch)
        columns.append(block)
    time, block = numpy.concatenate(times), numpy.concatenate(columns, axis=1)
    if at is not None:
        keep = numpy.searchsorted(time, at, side="right") - 1
        time, block = time[keep], block[:, keep]
    return time, {state.name: _without_round_off(row, state) for state, row in zip(model.states, block, strict=True)}


def _lines(model, values, time, states):
    """Return {series: values} along *time*; raises ModelError where a formula model has no value."""
    namespace = SimpleNamespace(**states, **{model.axis: time})
    with numpy.errstate(**({} if model.states else {"all": "ignore"})):
        lines = model.lines(namespace, SimpleNamespace(**values))
    series = {name: numpy.asarray(line, dtype=float) + numpy.zeros_like(time) for name, line in lines.items()}
    for one in model.series:
        bad = numpy.flatnonzero(~numpy.isfinite(series[one.name]))
        if bad.size and not model.states:
            raise ModelError(
                f"{model.name}: the series {one.name} has no value at {time[bad[0]]:g} {model.time_unit}, where it is {series[one.name][bad[0]]}. "
                "Move the parameters towards their published values, or the ends of the axis."
            )
    return series


def _without_round_off(row, state):
    """Return *row* with negative round-off shown as zero; anything larger is left to be seen."""
    allowed = -max(100 * state.atol, 1e-9 * max(0.0, float(row.max())))
    return numpy.where((row < 0) & (row > allowed), 0.0, row)


def _times(at, start, end):
    times = numpy.asarray(at, dtype=float)
    if times.ndim != 1 or not times.size or not numpy.all(numpy.isfinite(times)):
        raise ParameterError(f"at must be a list of times, but was {at!r}. Write, for example, at=[0, 1, 2].")
    if times[0] < start or times[-1] > end or numpy.any(numpy.diff(times) < 0):
        raise ParameterError(f"The times in at must rise from {start:g} to at most {end:g}, but were {times[0]:g} to {times[-1]:g}. Sort them or set until=.")
    return times


def _cut(at, start, end, doses):
    """Return the times *at* as stretches between doses, each with its own start and end."""
    edges = [start, *sorted({dose.time for dose in doses if dose.time > start}), end]
    return [
        numpy.concatenate(([begin], at[(at > begin) & (at < stop)], [stop]))
        for begin, stop in zip(edges, edges[1:], strict=False)
    ]
