"""A rule table at work: check the inputs, find each sign's grade, and say which rule decided."""

import dataclasses
import math
from dataclasses import dataclass
from numbers import Real

from ..errors import ParameterError, unknown
from ..words import listed, say
from .rules import Amount, Choice, Quantity, amount, holds

__all__ = ["DISCLAIMER", "Contribution", "Result", "Tool"]

DISCLAIMER = "For education: this is not a medical device and must not be used for the care of patients."


@dataclass(frozen=True)
class Contribution:
    """What one sign adds: its *grade* (or points), the *rule* in words, and whether it *decides*."""

    sign: str
    grade: float
    rule: str
    decides: bool


@dataclass(frozen=True)
class Result:
    """The *grade* (a score or an index for tools that have those), its *label*, the deciding *rule* and how it came about."""

    grade: float
    label: str
    rule: str
    contributions: tuple
    ignored: tuple
    sentence: str

    def __str__(self):
        return self.sentence


@dataclass(frozen=True, kw_only=True)
class Tool:
    """
    A published rule table as data.

    Attributes:
        first (tuple): rules that are read in order before any sign; the first that holds decides alone.
        signs (tuple): each gives a grade or points.
        total (str): "worst" takes the highest, "sum" adds.
        says (str): such as "CRS grade {grade}"; the names of inputs stand for their values.
        kind (str): what the tool gives: "grade", "points" or "index".
        levels (tuple): what a total is called, the highest first.
        nothing (str): the deciding rule when no sign adds anything.
        excluded, readings (tuple): what the table leaves out; where its wording needed a reading of ours.
        logarithm (bool): whether the binary logarithm is told too.
        sources (tuple): further sources, each (key of references.bib, what it gave).
        cuts (tuple): the entries of the evidence registry that its numbers come from.
    """

    name: str
    title: str
    about: str
    groups: tuple
    signs: tuple
    says: str
    kind: str
    nothing: str
    source: str
    locator: str
    first: tuple = ()
    total: str = "worst"
    levels: tuple = ()
    conflicts: tuple = ()
    excluded: tuple = ()
    readings: tuple = ()
    logarithm: bool = False
    cuts: tuple = ()
    sources: tuple = ()

    @property
    def inputs(self):
        """{name: Choice or Quantity}, in the order of the form."""
        return {one.name: one for group in self.groups for one in group.inputs}

    def grade(self, **values):
        """
        Return the Result for the inputs given by name; what is not given keeps its default.

        Raises:
            ParameterError: an input is unknown, missing or impossible, or two contradict each other.
        """
        for name in values:
            if name not in self.inputs:
                raise ParameterError(unknown(f"input of {self.name}", name, self.inputs))
        values = {name: {True: "yes", False: "no"}[one] if isinstance(one, bool) else one for name, one in values.items()}
        refused = self.refusals(values)
        if refused:
            raise ParameterError(" ".join(f"{name}: {text}" for name, text in refused.items()))
        return self._judged(self._filled(values))

    def _filled(self, values):
        """Return {input: value} with the defaults of what is missing."""
        return {name: one.default if isinstance(one, Choice) and values.get(name) is None else values.get(name) for name, one in self.inputs.items()}

    def refusals(self, values):
        """Return {input: why it is refused}, empty if all can be graded."""
        filled = self._filled(values)
        found = {}
        for name, one in self.inputs.items():
            if one.asked is not None and not holds(one.asked.words, _comparable(filled)):
                continue
            text = _fault(one, filled[name], _comparable(filled))
            if text:
                found[name] = text
        if not found:
            counting = self._counting(filled)
            found = {one.name: one.text for one in self.conflicts if holds(one.when.words, counting)}
        return found

    def _unasked(self, given):
        return [one for one in self.inputs.values() if one.asked is not None and not holds(one.asked.words, given)]

    def _counting(self, given):
        """Return *given* without what does not count."""
        return given | {one.name: None for one in self._unasked(given)}

    def _judged(self, given):
        """Return the Result of checked values."""
        ignored = [f"{one.label}: {one.unasked}" for one in self._unasked(given) if given[one.name] not in (None, getattr(one, "default", None))]
        values = self._counting(given)
        ignored += [f"{one.label}: {one.ignored}" for one in self.inputs.values() if getattr(one, "ignored", "") and given[one.name] != one.default]
        parts = [_part(sign, values) for sign in self.signs if sign.asked is None or holds(sign.asked.words, values)]
        alone = next((rule for rule in self.first if holds(rule.when.words, values)), None)
        if alone:
            total, deciding = alone.grade, []
            ignored = [f"{sign.label} ({text}): set aside by the deciding rule" for sign, grade, text in parts if grade > 0] + ignored
        else:
            grades = [grade for _, grade, _ in parts]
            total = sum(grades) if self.total == "sum" else max(grades)
            deciding = [sign.name for sign, grade, _ in parts if grade > 0 and (self.total == "sum" or grade == total)]
        level = next((one for one in self.levels if total >= one.at_least), None)
        counted = [f"{sign.label} ({text})" for sign, _, text in parts if sign.name in deciding]
        rule = alone.text if alone else listed(counted) if counted else self.nothing
        if self.total == "sum" and level:
            rule = f"{level.text}; points from {listed(counted)}" if counted else f"{level.text}; {self.nothing}"
        label = self.says.format(grade=say(total), **given) + (f": {level.label}" if level and level.label else "")
        label += f" (log₂ {say(math.log2(total))})" if self.logarithm and total > 0 else ""
        return Result(
            grade=total, label=label, rule=rule,
            contributions=tuple(Contribution(sign.label, grade, text, sign.name in deciding) for sign, grade, text in parts),
            ignored=tuple(ignored),
            sentence=f"{label}. Decided by: {rule}." + (f" Not counted: {'; '.join(ignored)}." if ignored else ""),
        )  # fmt: skip

    def description(self):
        """Return the tool as plain data, from which the page grades."""
        return {
            "name": self.name, "says": self.says, "kind": self.kind, "total": self.total, "nothing": self.nothing, "logarithm": self.logarithm,
            "inputs": [_described(one) for one in self.inputs.values()],
            "first": [_plain(rule) for rule in self.first],
            "signs": [
                {"name": sign.name, "label": sign.label, "otherwise": sign.otherwise, "asked": _plain(sign.asked), "rules": [_plain(rule) for rule in sign.rules]}
                for sign in self.signs
            ],
            "levels": [dataclasses.asdict(level) for level in self.levels],
            "conflicts": [{"name": one.name, "when": one.when.words, "text": one.text} for one in self.conflicts],
        }  # fmt: skip


def _part(sign, values):
    """Return (sign, its grade, the rule in words)."""
    for rule in sign.rules:
        if holds(rule.when.words, values):
            return sign, amount(_plain(rule.grade), values), rule.text
    return sign, 0, sign.otherwise


def _comparable(values):
    """Return *values* with what is not a number or a name left out, so that conditions can be read before all is checked."""
    return {name: value if _is_number(value) or isinstance(value, str) else None for name, value in values.items()}


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def shown(value):
    """Return a value as a message repeats it: 80 for 80.0."""
    return repr(float(value)).removesuffix(".0") if _is_number(value) else str(value)


def _fault(one, value, values):
    """Return why the *value* of an input is refused, or an empty text."""
    words = refusal_words(one)
    if isinstance(one, Choice):
        if value is None:
            return words["missing"]
        return "" if value in one.options else words["unknown"].replace("{value}", shown(value))
    if value is None:
        return "" if one.needed is not None and not holds(one.needed.words, values) else words["missing"]
    if not _is_number(value):
        return words["number"].replace("{value}", shown(value))
    if not one.low <= value <= one.high:
        return words["range"].replace("{value}", shown(value))
    return words["whole"].replace("{value}", shown(value)) if one.whole and value != math.floor(value) else ""


def refusal_words(one):
    """Return what is said when an input is missing, unreadable or impossible; {value} stands for what was received."""
    if isinstance(one, Choice):
        names = ", ".join(one.options)
        return {"missing": f"{one.label} is missing. Choose one of: {names}.", "unknown": f"{one.label} must be one of: {names}; received {{value}}."}
    return {
        "missing": f"{one.label} is missing. Enter a number from {one.range}.",
        "number": f"{one.label} must be a number, received {{value}}. Write it with a point and without its unit.",
        "range": f"{one.label} must lie between {one.low:,g} and {one.high:,g} {one.unit}".rstrip() + f", received {{value}}. {one.hint}",
        "whole": f"{one.label} must be a whole number, received {{value}}. {one.hint}",
    }


def _described(one):
    """Return an input as plain data."""
    found = {"name": one.name, "label": one.label, "asked": _plain(one.asked), "unasked": one.unasked, "words": refusal_words(one)}
    if isinstance(one, Quantity):
        return found | {"low": one.low, "high": one.high, "whole": one.whole, "needed": _plain(one.needed)}
    return found | {"options": list(one.options), "default": one.default, "ignored": one.ignored}


def _plain(part):
    """Return a rule, a condition or an amount as plain data."""
    if part is None or isinstance(part, int | float):
        return part
    if isinstance(part, Amount) or hasattr(part, "words"):
        return part.words
    return {"grade": _plain(part.grade), "when": part.when.words, "text": part.text}
