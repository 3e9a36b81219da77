"""What a model is made of: states, doses, panels, series, readouts, cases and scenarios."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .parameter import Parameter

__all__ = [
    "READOUT_KINDS", "Case", "Category", "Definition", "Dose", "Gauge", "Panel", "Readout", "Reference", "Scenario", "Series", "State",
]  # fmt: skip

READOUT_KINDS = (
    "final", "peak", "peak_time", "minimum", "minimum_time", "at", "first_below", "first_above", "extinction_time",
    "formula", "count",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """
    A quantity that the equations change.

    With *log*, its logarithm is integrated, for quantities that fall by many orders of magnitude; below *extinct_below*
    it is set to zero and stays there until a dose brings it back.
    """

    name: str
    label: str
    symbol: str
    unit: str
    log: bool = False
    extinct_below: float | None = None
    atol: float = 1e-8


@dataclass(frozen=True)
class Category:
    """One place on a horizontal axis of names: what it is called, the *group* it is drawn in, and whether it carries the model's flag."""

    label: str
    group: str = ""
    flag: bool = False


@dataclass(frozen=True)
class Dose:
    """*amount* (in the state's unit) added to *state* at *time* (in the model's unit)."""

    state: str
    time: float
    amount: float


@dataclass(frozen=True)
class Panel:
    """One drawing area; on a log scale, values under *floor* are drawn at its foot."""

    label: str
    unit: str
    scale: str = "linear"
    floor: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True)
class Definition:
    """
    A quantity that the formulas of a model name: *value* computes it from what a series is computed from.

    Later definitions, the equations and the series find it beside the states, by its *name*. In a model with states
    it may not use the horizontal variable, because the equations may not.
    """

    name: str
    symbol: str
    value: Callable


@dataclass(frozen=True)
class Series:
    """
    A line of the picture, computed by *value(state, p)*.

    *state* holds the states, the definitions and the horizontal variable, each by its name, and *p* the parameters. In
    a model without states the series are the model; a *symbol* is then what its formula is printed under. Lines of
    several panels that show the same thing share a *look*, a colour and dash from 0 to 4.

    Over categories the values are places in *levels*, which names them: the first series is drawn as a tile for each
    category (its levels as empty, full, hatched and dotted tiles), the others stand in the table beside it.
    """

    name: str
    label: str
    unit: str
    panel: int
    value: Callable
    symbol: str | None = None
    look: int | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Readout:
    """
    A number read off a run: *kind* of the state or series *of*, or *formula* of earlier readouts and parameters.

    A "count" is of the categories, with *flagged* of those that carry the flag, where the series has one of the values
    in *level*; a sentence prints their names as ``{readout.names}``. The formula of one with a *symbol* is printed.
    """

    name: str
    label: str
    unit: str
    kind: str
    of: str | None = None
    level: str | float | tuple[int, ...] | None = None
    formula: Callable | None = None
    show: bool = True
    flagged: bool = False
    symbol: str | None = None


@dataclass(frozen=True)
class Gauge:
    """A share in per cent, drawn as a bar above the tiles: the readouts that hold it and how far it may be off."""

    label: str
    value: str
    low: str
    high: str
    unit: str = "%"


@dataclass(frozen=True)
class Reference:
    """
    A level to compare with, drawn across *panel*: *value* is a number or names a readout or parameter.

    With None for a panel it is a place on the horizontal axis, marked in every panel.
    """

    label: str
    panel: int | None
    value: str | float


@dataclass(frozen=True)
class Case:
    """
    The sentence for runs in which *when* (of readouts and parameters) holds; None stands for every other run.

    *outcome* is the same in a few words, without numbers: what a reader can choose who predicts before they look.
    """

    sentence: str
    when: Callable | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Scenario:
    """A named setting: other parameters, and where it needs them another end or unit of time."""

    label: str
    note: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    until: float | None = None
    time_unit: str | None = None
