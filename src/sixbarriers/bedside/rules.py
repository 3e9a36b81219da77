"""What a rule table is made of: conditions, amounts and inputs, as data that Python and the page read alike."""

from dataclasses import dataclass

from ..errors import ModelError, unknown

__all__ = ["Amount", "Choice", "Condition", "Conflict", "Group", "Level", "Quantity", "Rule", "Sign", "amount", "holds", "switch"]

_COMPARE = {
    "at least": lambda one, other: one >= other,
    "above": lambda one, other: one > other,
    "at most": lambda one, other: one <= other,
    "below": lambda one, other: one < other,
}


@dataclass(frozen=True)
class Condition:
    """A condition on the inputs; its words are plain lists, such as ["at least", "temperature", 38]. Join them with & | ~."""

    words: list

    def __and__(self, other):
        return Condition(["all", self.words, other.words])

    def __or__(self, other):
        return Condition(["any", self.words, other.words])

    def __invert__(self):
        return Condition(["not", self.words])


@dataclass(frozen=True)
class Amount:
    """What a formula computes from the inputs, such as ["over", "ldh", "platelets"]."""

    words: list

    def __mul__(self, other):
        return Amount(["times", self.words, _words(other)])

    def __truediv__(self, other):
        return Amount(["over", self.words, _words(other)])


def _words(part):
    return part.words if isinstance(part, Amount) else part.name


def holds(words, values):
    """Return whether a condition holds for {input: value}; a value that is missing fulfils no comparison."""
    kind, *rest = words
    if kind == "all":
        return all(holds(one, values) for one in rest)
    if kind == "any":
        return any(holds(one, values) for one in rest)
    if kind == "not":
        return not holds(rest[0], values)
    value = values[rest[0]]
    if kind == "is":
        return value in rest[1]
    return value is not None and _COMPARE[kind](value, rest[1])


def amount(words, values):
    """Return the number that *words* stand for: a number itself, an input, a product or a quotient."""
    if isinstance(words, str):
        return values[words]
    if not isinstance(words, list):
        return words
    one, other = (amount(part, values) for part in words[1:])
    return one * other if words[0] == "times" else one / other


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """
    An input that is chosen by name.

    Attributes:
        options (dict): the names and what the page shows for them.
        default (str | None): what holds if nothing is said; None if something must be said.
        asked (Condition | None): when the input counts at all; None for always.
        unasked (str): why it does not count otherwise.
        ignored (str): for what the rules never count: why not.
    """

    name: str
    label: str
    options: dict
    default: str | None = None
    asked: Condition | None = None
    unasked: str = ""
    ignored: str = ""
    help: str = ""

    def one_of(self, *options):
        """Return the condition that the input is one of these *options*."""
        for option in options:
            if option not in self.options:
                raise ModelError(unknown(f"option of {self.name}", option, self.options))
        return Condition(["is", self.name, list(options)])


def switch(name, label, **fields):
    """Return a choice between no, the default, and yes."""
    return Choice(name=name, label=label, options={"no": "No", "yes": "Yes"}, default="no", **fields)


@dataclass(frozen=True, kw_only=True, eq=False)
class Quantity:
    """
    An input that is a number.

    Attributes:
        low, high (float): outside this range the value is refused as impossible.
        whole (bool): whether it must be a whole number.
        needed (Condition | None): when it may not be missing; None for whenever it counts.
        hint (str): the next step for who entered an impossible value.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    whole: bool = False
    asked: Condition | None = None
    unasked: str = ""
    needed: Condition | None = None
    hint: str = "Check the value and its unit."
    help: str = ""

    def __ge__(self, cut):
        return Condition(["at least", self.name, cut])

    def __gt__(self, cut):
        return Condition(["above", self.name, cut])

    def __le__(self, cut):
        return Condition(["at most", self.name, cut])

    def __lt__(self, cut):
        return Condition(["below", self.name, cut])

    def __mul__(self, other):
        return Amount(["times", self.name, _words(other)])

    def __truediv__(self, other):
        return Amount(["over", self.name, _words(other)])

    @property
    def range(self):
        """The allowed range in words."""
        return f"{self.low:,g} to {self.high:,g} {self.unit}".strip()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of the table: *grade* (or points, or an Amount) holds when *when* does; *text* says so."""

    grade: object
    when: Condition
    text: str


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One sign of the patient: the first of its *rules* that holds gives its grade, none of them gives 0."""

    name: str
    label: str
    rules: tuple
    otherwise: str
    asked: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Level:
    """What a grade or sum of at least *at_least* is called, and the rule that says so."""

    at_least: float
    label: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Two inputs that cannot both be true; *text* is said at the input *name*."""

    name: str
    when: Condition
    text: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Inputs that belong together, under a *legend*."""

    legend: str
    inputs: tuple
