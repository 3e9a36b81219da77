"""A model, written once: states, parameters, right-hand side, doses, readouts and the sentence that sums it up."""

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from .errors import ModelError, ParameterError, unknown
from .parameter import Parameter
from .parts import READOUT_KINDS, Case, Definition, Dose, Panel, Readout, Reference, Scenario, Series, State

__all__ = ["Case", "Definition", "Dose", "Model", "Panel", "Readout", "Reference", "Scenario", "Series", "State"]

@dataclass(frozen=True, kw_only=True)
class Model:
    """A model: everything that the simulation, the page and the chapter need to know of it."""

    name: str
    title: str
    citation: str
    time_unit: str
    until: float
    states: tuple[State, ...]
    parameters: Mapping[str, Parameter]
    equations: Callable
    initial: Callable
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

    def __post_init__(self):
        names = [state.name for state in self.states]
        for readout in self.readouts:
            if readout.kind not in READOUT_KINDS:
                raise ModelError(f"{self.name}: {unknown('kind of readout', readout.kind, READOUT_KINDS)}")
            if readout.kind != "formula" and readout.of not in names + [line.name for line in self.series]:
                raise ModelError(f"{self.name}, readout {readout.name}: {unknown('state or series', readout.of, names)}")
        for state in self.states:
            if state.extinct_below is not None and not state.log:
                raise ModelError(f"{self.name}: only a state with log=True can go extinct, but {state.name} has not. Set log=True.")
        for control in self.controls:
            if control not in self.parameters:
                raise ModelError(f"{self.name}: {unknown('parameter', control, self.parameters)}")
        levels = [readout.name for readout in self.readouts] + list(self.parameters)
        for reference in self.references:
            if isinstance(reference.value, str) and reference.value not in levels:
                raise ModelError(f"{self.name}, reference {reference.label!r}: {unknown('readout or parameter', reference.value, levels)}")
        if not self.cases or self.cases[-1].when is not None:
            raise ModelError(f"{self.name}: the last case must hold for every run; give it no 'when'.")

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
        """Return when a run ends; raises ParameterError unless that is a positive number."""
        if until is None:
            return float(self.scenario(scenario).until or self.until)
        if isinstance(until, bool) or not isinstance(until, int | float) or not 0 < until < math.inf:
            raise ParameterError(f"until must be a positive number in {self.time_unit}, but was {until!r}. Try {self.until:g}.")
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
        for dose in given:
            if dose.state not in names:
                raise ParameterError(unknown(f"state of {self.name}", dose.state, names))
            if doses is not None and not (isinstance(dose.amount, int | float) and 0 <= dose.amount < math.inf):
                raise ParameterError(
                    f"A dose must be zero or more, but the one for {dose.state} at {dose.time:g} is {dose.amount!r}. "
                    "Give a positive number."
                )
            if not 0 <= dose.time <= until:
                raise ParameterError(
                    f"A dose must fall within the run, from 0 to {until:g} {self.time_unit}, "
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
        try:
            result = self.equations(state, p)
        except AttributeError as error:
            raise ModelError(
                f"{self.name}: the equations use a name that the model does not have ({error}). "
                f"States: {', '.join(vars(state))}. Parameters: {', '.join(vars(p))}."
            ) from error
        except TypeError as error:
            raise ModelError(
                f"{self.name}: the equations could not be evaluated ({error}). "
                "Inside a model use exp, log, sqrt, minimum, maximum and where from sixbarriers.functions, and no 'if'."
            ) from error
        names = [s.name for s in self.states]
        if not isinstance(result, dict) or sorted(result) != sorted(names):
            raise ModelError(
                f"{self.name}: the equations must return a dictionary with one rate for each of {', '.join(names)}, "
                f"but returned {sorted(result) if isinstance(result, dict) else result!r}."
            )
        return tuple(result[name] for name in names)

    def simulate(self, scenario=None, until=None, at=None, doses=None, **parameters):
        """Integrate the model and return a Run; see :func:`sixbarriers.simulate.simulate`."""
        from .simulate import simulate  # here, because simulate builds on this module

        return simulate(self, scenario=scenario, until=until, at=at, doses=doses, **parameters)

    def explore(self, scenario=None, **parameters):
        """Return the live explorer of this model, for a notebook; see :class:`sixbarriers.explorer.Explorer`."""
        from .widget import explorer  # here, so that simulating needs no widgets

        return explorer(self, scenario=scenario, **parameters)
