"""A model, written once: states, parameters, right-hand side, doses, readouts and the sentence that sums it up."""

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from .cloud import Cloud
from .errors import CourseError, ModelError, ParameterError, unknown
from .gridmodel import Grid
from .parameter import Parameter
from .parts import READOUT_KINDS, Case, Category, Definition, Dose, Gauge, Panel, Readout, Reference, Scenario, Series, State

__all__ = ["Case", "Category", "Cloud", "Definition", "Dose", "Gauge", "Model", "Panel", "Readout", "Reference", "Scenario", "Series", "State"]

AXIS_SCALES = ("linear", "log")


@dataclass(frozen=True, kw_only=True, eq=False)  # one model is itself alone, so that what is worked out for it can be kept
class Model:
    """
    A model: everything that the simulation, the page and the chapter need to know of it.

    With states it is integrated: *equations(state, p)* returns the rate of each, *initial(p)* their values at *start*.
    Without states it is a formula model: its series alone are evaluated, and equations, initial and schedule are left
    out. The horizontal variable runs from *start* to *until*; formulas find it by the name *axis*, such as
    ``state.time``, and readers as *time_label* in *time_unit*, whatever it measures. *axis_scale* "log" spreads it
    over powers of ten; that needs a formula model and a start above zero. A formula model with *categories* has names
    along its axis, numbered from 0 to *until*; *flag* says what it means that some of them are marked, such as "vital".
    *credit* says whose data they are and under what licence, where that is not the course's own.

    With a *grid* its rules run step by step in place of equations, and the states are what is counted there. A *cloud* of
    points may stand below the lines of a formula.
    """

    name: str
    title: str
    citation: str
    time_unit: str
    until: float
    states: tuple[State, ...] = ()
    parameters: Mapping[str, Parameter]
    equations: Callable | None = None
    initial: Callable | None = None
    scenarios: Mapping[str, Scenario]
    panels: tuple[Panel, ...]
    series: tuple[Series, ...]
    readouts: tuple[Readout, ...]
    cases: tuple[Case, ...]
    controls: tuple[str, ...]
    assumptions: tuple[str, ...]
    left_out: tuple[str, ...]
    schedule: Callable = lambda p: ()
    references: tuple[Reference, ...] = ()
    time_label: str = "Time"
    start: float = 0.0
    axis: str = "time"
    axis_symbol: str = "t"
    axis_scale: str = "linear"
    definitions: tuple[Definition, ...] = ()
    categories: tuple[Category, ...] = ()
    flag: str = ""
    gauge: Gauge | None = None
    credit: str = ""
    grid: Grid | None = None
    cloud: Cloud | None = None

    def __post_init__(self):
        self._check_axis()
        self._check_names()
        if self.cloud:
            self.cloud.check(self)
        names = [state.name for state in self.states]
        if self.states and not self.grid and (self.equations is None or self.initial is None):
            raise ModelError(f"{self.name}: a model with states needs 'equations' and 'initial', but one is missing. Add it, or leave out the states.")
        for readout in self.readouts:
            if readout.kind not in READOUT_KINDS:
                raise ModelError(f"{self.name}: {unknown('kind of readout', readout.kind, READOUT_KINDS)}")
            if readout.kind != "formula" and readout.of not in names + [line.name for line in self.series]:
                raise ModelError(f"{self.name}, readout {readout.name}: {unknown('state or series', readout.of, names)}")
            if readout.kind == "count" and not (self.categories and isinstance(readout.level, tuple)):
                raise ModelError(f"{self.name}, readout {readout.name}: a count needs a model with categories and a tuple of values to count, but level is {readout.level!r}. Write level=(1,).")
            if readout.kind == "extinction_time" and readout.of not in names:
                raise ModelError(f"{self.name}, readout {readout.name}: only a state goes extinct, but {readout.of} is a series. Use first_below.")
        for state in self.states:
            if state.extinct_below is not None and not state.log:
                raise ModelError(f"{self.name}: only a state with log=True can go extinct, but {state.name} has not. Set log=True.")
        for control in self.controls:
            if control not in self.parameters:
                raise ModelError(f"{self.name}: {unknown('parameter', control, self.parameters)}")
        shown = [readout.name for readout in self.readouts]
        for name in (self.gauge.value, self.gauge.low, self.gauge.high) if self.gauge else ():
            if name not in shown:
                raise ModelError(f"{self.name}, gauge {self.gauge.label!r}: {unknown('readout', name, shown)}")
        levels = shown + list(self.parameters)
        for reference in self.references:
            if isinstance(reference.value, str) and reference.value not in levels:
                raise ModelError(f"{self.name}, reference {reference.label!r}: {unknown('readout or parameter', reference.value, levels)}")
        if not self.cases or self.cases[-1].when is not None:
            raise ModelError(f"{self.name}: the last case must hold for every run; give it no 'when'.")

    def _check_axis(self):
        """Raise ModelError unless the horizontal axis has two ends in order and a scale that fits them."""
        if self.axis_scale not in AXIS_SCALES:
            raise ModelError(f"{self.name}: {unknown('scale of an axis', self.axis_scale, AXIS_SCALES)}")
        if self.axis_scale == "log" and self.states:
            raise ModelError(f"{self.name}: a logarithmic axis is for models without states, but this one has {len(self.states)}. Set axis_scale='linear'.")
        if self.axis_scale == "log" and not self.start > 0:
            raise ModelError(f"{self.name}: a logarithmic axis must start above zero, but start is {self.start:g}. Set start, or axis_scale='linear'.")
        if self.categories and (self.states or (self.start, self.until) != (0, len(self.categories) - 1)):
            raise ModelError(f"{self.name}: {len(self.categories)} categories need a model without states, with start=0 and until={len(self.categories) - 1}, but until is {self.until:g}.")
        for end in [self.until, *(scenario.until for scenario in self.scenarios.values() if scenario.until is not None)]:
            if not -math.inf < self.start < end < math.inf:
                raise ModelError(f"{self.name}: a run must end after its start, but start is {self.start:g} and until {end:g} {self.time_unit}. Move one of them.")

    def _check_names(self):
        """Raise ModelError for a name that would stand for two things in the formulas."""
        named = [self.axis, *(state.name for state in self.states), *(one.name for one in self.definitions)]
        for name in named:
            if not name.isidentifier() or named.count(name) > 1:
                raise ModelError(
                    f"{self.name}: axis, states and definitions need names of their own that Python can read, but {name!r} is "
                    f"{'used twice' if name.isidentifier() else 'no such name'}. Choose another."
                )

    @property
    def kind(self):
        """What the model is: "grid", "tiles", "formula" or "equations"."""
        if self.grid:
            return "grid"
        return "equations" if self.states else "tiles" if self.categories else "formula"

    @property
    def default_scenario(self):
        """The name of the first scenario, the one that runs when none is named."""
        return next(iter(self.scenarios))

    def scenario(self, name=None):
        """Return the Scenario called *name*, the default one if None; raises ParameterError if there is none."""
        name = self.default_scenario if name is None else name
        if name not in self.scenarios:
            raise ParameterError(unknown(f"scenario of {self.name}", name, self.scenarios))
        return self.scenarios[name]

    def table(self, scenario=None):
        """Return {name: Parameter} as *scenario* has them."""
        return {**self.parameters, **self.scenario(scenario).parameters}

    def resolve(self, scenario=None, values=()):
        """
        Return {name: float} for every parameter: those of *scenario*, replaced by the given *values*.

        Raises:
            ParameterError: unknown scenario or parameter, or a value that its parameter refuses.
        """
        table = self.table(scenario)
        values = dict(values)
        for name in values:
            if name not in table:
                raise ParameterError(unknown(f"parameter of {self.name}", name, table))
        return {name: p.check(name, values[name]) if name in values else p.value for name, p in table.items()}

    def end(self, scenario=None, until=None):
        """Return where a run ends; raises ParameterError unless that is a number beyond the start."""
        if until is None:
            own = self.scenario(scenario).until
            return float(self.until if own is None else own)
        if self.categories:
            raise ParameterError(f"{self.name} always covers all of its {len(self.categories)} places, but until was {until!r}. Leave it out.")
        if isinstance(until, bool) or not isinstance(until, int | float) or not self.start < until < math.inf:
            rule = f"a number above {self.start:g}" if self.start else "a positive number"
            raise ParameterError(f"until must be {rule} in {self.time_unit}, but was {until!r}. Try {self.until:g}.")
        return float(until)

    def doses(self, values, until, doses=None):
        """
        Return the Doses of a run, in order of time.

        Args:
            values (dict): every parameter's value.
            until (float): the end of the run.
            doses (Iterable[Dose] | None): what to give in place of the model's own schedule.

        Raises:
            ParameterError: a dose for an unknown state, negative, or outside the run.
        """
        given = self.schedule(SimpleNamespace(**values)) if doses is None else doses
        names = [state.name for state in self.states]
        if doses and not names:
            raise ParameterError(f"{self.name} is a formula without states, so no dose can be given, but doses was {doses!r}. Leave it out.")
        for dose in given:
            if dose.state not in names:
                raise ParameterError(unknown(f"state of {self.name}", dose.state, names))
            if doses is not None and not (isinstance(dose.amount, int | float) and 0 <= dose.amount < math.inf):
                raise ParameterError(
                    f"A dose must be zero or more, but the one for {dose.state} at {dose.time:g} is {dose.amount!r}. "
                    "Give a positive number."
                )
            if not self.start <= dose.time <= until:
                raise ParameterError(
                    f"A dose must fall within the run, from {self.start:g} to {until:g} {self.time_unit}, "
                    f"but was given at {dose.time:g}. Move the dose, or let the run end later with until=."
                )
        return tuple(sorted(given, key=lambda dose: dose.time))

    def replace(self, **changes):
        """Return this model with *changes*, such as ``equations=my_equations``."""
        return dataclasses.replace(self, **changes)

    def with_range(self, name, low, high, scenario=None):
        """Return this model with the range of parameter *name* set to *low* and *high* in *scenario*."""
        scenario = self.default_scenario if scenario is None else scenario
        table = self.table(scenario)
        if name not in table:
            raise ParameterError(unknown(f"parameter of {self.name}", name, table))
        table[name] = dataclasses.replace(table[name], low=float(low), high=float(high))
        changed = dataclasses.replace(self.scenario(scenario), parameters=table)
        return self.replace(scenarios={**self.scenarios, scenario: changed})

    def rates(self, state, p):
        """
        Return the right-hand side as a tuple in the order of the states.

        Args:
            state (SimpleNamespace): the states by name: numbers, arrays or symbols.
            p (SimpleNamespace): the parameters by name.

        Raises:
            ModelError: the equations fail, name something that does not exist, or leave a state out.
        """
        result = self._call(self.equations, "the equations", state, p)
        names = [s.name for s in self.states]
        if not isinstance(result, dict) or sorted(result) != sorted(names):
            raise ModelError(
                f"{self.name}: the equations must return a dictionary with one rate for each of {', '.join(names)}, "
                f"but returned {sorted(result) if isinstance(result, dict) else result!r}."
            )
        return tuple(result[name] for name in names)

    def lines(self, state, p):
        """
        Return {series: value} as a dictionary in the order of the series.

        Args:
            state (SimpleNamespace): the states and the horizontal variable by name: numbers, arrays or symbols.
            p (SimpleNamespace): the parameters by name.

        Raises:
            ModelError: a series fails or names something that does not exist.
        """
        state = self._call(lambda state, p: state, "the definitions", state, p)
        return {line.name: self._call(line.value, f"the series {line.name}", state, p) for line in self.series}

    @functools.cached_property
    def quick(self):
        """The rates and their Jacobian as plain code, for a large model; else None. See :mod:`sixbarriers.quick`."""
        from .quick import is_large, written  # here, because quick builds on this module

        return written(self) if is_large(self) else None

    def _call(self, function, what, state, p):
        """Return *function(state, p)* with the definitions put beside the states; a failure is explained."""
        try:
            return function(self.defined(state, p), p)
        except AttributeError as error:
            raise ModelError(
                f"{self.name}: a name in {what} is not one of the model's ({error}). "
                f"They may use {', '.join(vars(state))}. Parameters: {', '.join(vars(p))}."
            ) from error
        except CourseError:
            raise
        except (TypeError, ValueError) as error:
            raise ModelError(
                f"{self.name}: {what} could not be evaluated ({error}). "
                "Inside a model use exp, log, sqrt, minimum, maximum and where from sixbarriers.functions, and no 'if'."
            ) from error

    def defined(self, state, p):
        """Return the namespace *state* with the definitions added that it lacks."""
        if not self.definitions:
            return state
        found = SimpleNamespace(**vars(state))
        for one in self.definitions:
            if not hasattr(found, one.name):
                setattr(found, one.name, one.value(found, p))
        return found

    def simulate(self, scenario=None, until=None, at=None, doses=None, **parameters):
        """Integrate the model and return a Run; see :func:`sixbarriers.simulate.simulate`."""
        from .simulate import simulate  # here, because simulate builds on this module

        return simulate(self, scenario=scenario, until=until, at=at, doses=doses, **parameters)

    def explore(self, scenario=None, **parameters):
        """Return the live explorer of this model, for a notebook; see :class:`sixbarriers.explorer.Explorer`."""
        from .widget import explorer  # here, so that simulating needs no widgets

        return explorer(self, scenario=scenario, **parameters)
