"""A parameter of a model: a number with unit, range and source that refuses bad values in words."""

import math
import numbers
import re
from dataclasses import dataclass

from . import evidence
from .errors import ModelError, ParameterError, unknown
from .words import say

__all__ = ["Parameter", "choice", "from_evidence"]

_WITH_UNIT = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*$")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """
    A number that a reader may move.

    *value* lies between *low* and *high*, in *unit*; *kind* and *source* say where it comes from, *evidence* names its
    entry in the registry; *scale* is "linear" or "log" and says how a slider runs. A choice has *options*, and its
    number is the place of an option among them, from 0; see :func:`choice`. A slider runs through *whole* numbers alone
    where these are all that counts; of any other value the part behind the point has no effect.
    """

    value: float
    unit: str
    low: float
    high: float
    kind: str
    source: str
    label: str
    symbol: str
    scale: str = "linear"
    evidence: str | None = None
    options: tuple[str, ...] = ()
    whole: bool = False

    def __post_init__(self):
        if self.options and (self.low, self.high, self.value % 1) != (0, len(self.options) - 1, 0):
            raise ModelError(f"{self.label}: with {len(self.options)} options the value must be a whole number from 0 to {len(self.options) - 1}, but is {self.value:g}. Use choice().")
        if not self.low <= self.value <= self.high:
            raise ModelError(
                f"{self.label}: the value {self.value:g} must lie between low {self.low:g} and high {self.high:g}."
            )
        if self.scale == "log" and self.low <= 0:
            raise ModelError(f"{self.label}: a logarithmic slider must start above zero, but low is {self.low:g}.")

    def check(self, name, value):
        """
        Return *value* as a float if this parameter may take it.

        Args:
            name (str): the parameter's name, for the message.
            value (float | str): a number in this parameter's unit, or a text such as "1e7 cell"; of a choice, the name
                of an option or its place.

        Raises:
            ParameterError: not a number, of another unit, out of range, or no option.
        """
        if self.options:
            return self._chosen(name, value)
        if isinstance(value, str):
            value = self._parsed(name, value)
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise ParameterError(
                f"{name} must be a number in {self.unit}, but was {value!r}. Write, for example, {name}={self.value:g}."
            )
        value = float(value)
        if not math.isfinite(value):
            raise ParameterError(f"{name} must be a finite number in {self.unit}, but was {value}. Use a real value.")
        if not self.low <= value <= self.high:
            raise ParameterError(
                f"{name} must lie between {self.low:g} and {self.high:g} {self.unit}, but was {value:g}. "
                f"Choose a value in that range, or widen it first: model.with_range({name!r}, low, high)."
            )
        return value

    def told(self, value):
        """Return *value* in words: the name of an option, or a number as a student would read it."""
        return self.options[int(value)] if self.options else say(value)

    def _chosen(self, name, value):
        """Return the place of an option that is given by its name or its place."""
        if value in self.options:
            return float(self.options.index(value))
        if isinstance(value, bool) or not isinstance(value, numbers.Real) or value not in range(len(self.options)):
            raise ParameterError(unknown(f"choice of {name} ({self.label})", value, self.options))
        return float(value)

    def _parsed(self, name, text):
        match = _WITH_UNIT.match(text)
        if not match:
            raise ParameterError(
                f"{name} must be a number in {self.unit}, but was {text!r}. Write, for example, {name}={self.value:g}."
            )
        amount, unit = match.groups()
        if unit and unit != self.unit:
            raise ParameterError(
                f"{name} is measured in {self.unit}, but was given in {unit!r}. "
                f"Convert it, then write {name}={self.value:g} or {name}='{self.value:g} {self.unit}'."
            )
        return float(amount)


def choice(options, value, *, label, symbol, source, kind):
    """Return the Parameter that is one of the named *options*, *value* unless another is chosen."""
    if value not in options:
        raise ModelError(f"{label}: {unknown('choice', value, options)}")
    place = options.index(value)
    return Parameter(
        value=float(place), unit="", low=0.0, high=len(options) - 1.0, kind=kind, source=source, label=label, symbol=symbol, options=tuple(options)
    )


def from_evidence(key, *, label, symbol, low, high, scale="linear", whole=False):
    """
    Return the Parameter whose value, unit, kind and source are those of the registry's entry *key*.

    Raises:
        EvidenceError: there is no such entry.
    """
    entry = evidence.number(key)
    return Parameter(
        value=float(entry.value),
        unit=entry.unit,
        low=low,
        high=high,
        kind=entry.kind,
        source=entry.source,
        label=label,
        symbol=symbol,
        scale=scale,
        evidence=key,
        whole=whole,
    )
