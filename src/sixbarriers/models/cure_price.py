"""
What a year in good health costs when a treatment cures some and not others: a mixture-cure model.

A share c of those who are infused is cured and lives on by a real life table; the others die at a constant rate. Every
input but the table and the prices is a round number of ours, the same for all settings. With S(x) survivors at age x::

    L   = sum over k of ((l_k + l_k+1) / 2) / (1 + r)^(k + 1/2),  l_k = (S(a + k) / S(a))^m     years of the cured   (1)
    U_1 = 1 / (12 ln 2 / T_1 + ln(1 + r)),  U_0 the same with T_0                             years of the others  (2), (3)
    Y_i = c_i L + (1 - c_i) U_i                                                              years on average     (4), (5)
    Q   = f (q L (c_1 - c_0) + u ((1 - c_1) U_1 - (1 - c_0) U_0))                            QALYs gained         (6)
    C   = g P + f (h_1 - h_0 + w (Y_1 - Y_0))                                                extra cost           (7)
    K   = C / Q                                                                              cost of a QALY       (8)
    V   = (W Q - C) / g + P                                                                  price worth paying   (9)

Years to come count less by the rate r; f is the share infused, and g the share for whom the price is paid.
"""

from types import SimpleNamespace

from ..functions import choose, log, maximum, minimum, total, where
from ..lookup import Table
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import choice, from_evidence
from ..tables import life_table

__all__ = ["MOST", "explore", "model", "simulate"]

LAST = 105  # years that the youngest can still live by the table
MOST = 1e6  # a QALY that costs more, or is not gained at all, is drawn at this height
LEAST = 1e4
SURVIVORS = Table("survivors", [*life_table(), *[0] * 80], "S")
_WHO = ("those infused", "all who wait for cells")


def alive(k, p):
    """Return the share of the cured who are alive after *k* years."""
    return (SURVIVORS.between(p.age + k) / SURVIVORS.between(p.age)) ** p.mortality


def cured_years(x, p):
    """Return the years of the cured, equation (1)."""
    return total(LAST, lambda k: (alive(k, p) + alive(k + 1, p)) / 2 / (1 + p.discount / 100) ** (k + 0.5))


def _years(median):
    """Return the function that computes the years of those who are not cured, equations (2) and (3)."""
    return lambda x, p: 1 / (12 * log(2) / getattr(p, median) + log(1 + p.discount / 100))


def new_years(x, p):
    """Return the years of those infused, equation (4)."""
    return x.cure / 100 * x.cured_years + (1 - x.cure / 100) * x.new_uncured_years


def usual_years(x, p):
    """Return the years with usual treatment, equation (5)."""
    return p.usual_cure / 100 * x.cured_years + (1 - p.usual_cure / 100) * x.usual_uncured_years


def gain(x, p):
    """Return the QALYs gained, equation (6)."""
    cured = p.utility * x.cured_years * (x.cure / 100 - p.usual_cure / 100)
    others = p.ill_utility * ((1 - x.cure / 100) * x.new_uncured_years - (1 - p.usual_cure / 100) * x.usual_uncured_years)
    return p.infused / 100 * (cured + others)


def paid(p):
    """Return the share of patients for whom the price is paid."""
    return choose(p.charged, {_WHO[0]: p.infused / 100, _WHO[1]: 1})


def extra_cost(x, p):
    """Return the extra cost, equation (7)."""
    return paid(p) * p.price + p.infused / 100 * (p.hospital_cost - p.usual_cost + p.yearly_cost * (x.new_years - x.usual_years))


def worth(x, p):
    """Return the price at which a QALY costs just what is accepted, equation (9)."""
    return (p.accepted * x.gain - x.extra_cost) / paid(p) + p.price


def _drawn(x, p):
    """Return the cost of a QALY within what can be drawn; where nothing is gained, the most."""
    some = x.gain > 1e-6
    return where(some, minimum(maximum(x.extra_cost / where(some, x.gain, 1), LEAST), MOST), MOST)


_DEFINITIONS = (
    Definition("cured_years", "L", cured_years),
    Definition("new_uncured_years", "U_1", _years("new_median")),
    Definition("usual_uncured_years", "U_0", _years("usual_median")),
    Definition("new_years", "Y_1", new_years),
    Definition("usual_years", "Y_0", usual_years),
    Definition("gain", "Q", gain),
    Definition("extra_cost", "C", extra_cost),
    Definition("ratio", "K", lambda x, p: x.extra_cost / x.gain),
    Definition("worth", "V", worth),
)


def _at_reader(name):
    """Return the formula of a readout: what the equations call *name*, at the cure share that the reader chose."""
    value = next(one.value for one in _DEFINITIONS if one.name == name)
    return lambda r, p: value(SimpleNamespace(**{**vars(r), "cure": p.cure}), p)


def _readout(name, label, unit, show=True):
    return Readout(name, label, unit, "formula", formula=_at_reader(name), show=show)


def _parameter(key, label, symbol, low, high, scale="linear"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


_TABLE = {
    "cure": ("cured, of those infused", "c_1", 0, 70),
    "price": ("price of the product", "P", 20000, 600000),
    "infused": ("infused, of those who wait for cells", "f", 50, 100),
    "age": ("age", "a", 5, 80),
    "discount": ("discount rate", "r", 0, 6),
    "utility": ("quality of life when cured", "q", 0.5, 1),
    "accepted": ("accepted for a QALY", "W", 20000, 300000),
    "usual_cure": ("cured by usual treatment", "c_0", 0, 40),
    "new_median": ("median survival when not cured, CAR-T", "T_1", 3, 36),
    "usual_median": ("median survival when not cured, usual", "T_0", 3, 36),
    "ill_utility": ("quality of life when not cured", "u", 0.2, 0.8),
    "mortality": ("death rate of the cured, times the table's", "m", 1, 10),
    "hospital_cost": ("hospital and other costs of CAR-T", "h_1", 0, 300000),
    "usual_cost": ("cost of usual treatment", "h_0", 0, 400000),
    "yearly_cost": ("care for a year of life", "w", 0, 50000),
}


def _parameters(prefix, *names):
    return {name: _parameter(f"{prefix}-{name.replace('_', '-')}", *_TABLE[name]) for name in names}


_BASE = {
    **_parameters("cure-price", *_TABLE),
    "charged": choice(_WHO, _WHO[0], label="price paid for", symbol="g", source="ours", kind="illustrative"),
}

model = Model(
    name="cure_price",
    title="What a cure may cost (illustrative inputs)",
    citation="hmd2015",
    credit="Death rates: Human Mortality Database, mortality.org, CC BY 4.0",
    axis="cure",
    axis_symbol="c_1",
    time_label="Cured, of those infused",
    time_unit="%",
    start=0.0,
    until=70.0,
    parameters=_BASE,
    definitions=_DEFINITIONS,
    scenarios={
        "lymphoma": Scenario("Lymphoma", "Third treatment of large B-cell lymphoma, in the United States."),
        "leukaemia": Scenario(
            "Leukaemia", "A child with B-cell leukaemia that has come back, in the United States.",
            _parameters("cure-price-leukaemia", "age", "price", "usual_cost", "mortality"),
        ),
        "solid": Scenario(
            "Stomach cancer", "Months instead of a cure: median survival as with satri-cel and its control, at an invented price.",
            _parameters("cure-price-solid", "cure", "usual_cure", "price", "accepted", "new_median", "usual_median", "ill_utility", "hospital_cost", "usual_cost", "yearly_cost"),
        ),
    },
    panels=(
        Panel("Cost of a QALY gained", "USD", scale="log", floor=LEAST, ceiling=MOST),
        Panel("Price just worth paying", "USD", floor=0.0),
    ),
    series=(
        Series("drawn", "cost of a QALY", "USD", 0, _drawn),
        Series("worth_line", "price worth paying", "USD", 1, lambda x, p: x.worth),
    ),
    readouts=(
        _readout("cured_years", "Years of life of the cured, discounted", "years"),
        _readout("new_uncured_years", "", "", False),
        _readout("usual_uncured_years", "", "", False),
        _readout("new_years", "", "", False),
        _readout("usual_years", "", "", False),
        Readout("years_gained", "Years of life gained, discounted", "years", "formula", formula=lambda r, p: p.infused / 100 * (r.new_years - r.usual_years)),
        _readout("gain", "QALYs gained", "QALYs"),
        _readout("extra_cost", "Extra cost", "USD"),
        Readout("ratio", "Cost of a QALY gained", "USD", "at", "drawn", "cure"),
        Readout("worth", "Price just worth paying", "USD", "formula", formula=lambda r, p: maximum(_at_reader("worth")(r, p), 0)),
        Readout("needed", "Cured share that makes the price worth paying", "%", "first_below", "drawn", "accepted"),
    ),
    references=(
        Reference("accepted", 0, "accepted"),
        Reference("price", 1, "price"),
        Reference("read off here", None, "cure"),
    ),
    cases=(
        Case(
            "With {cure} % cured nothing is gained over usual treatment, so no price is worth paying.",
            lambda r, p: r.gain <= 1e-6,
            "Nothing is gained",
        ),
        Case(
            "With {cure} % cured, a QALY costs {ratio} USD, below the {accepted} USD accepted. The product would be worth up to {worth} USD.",
            lambda r, p: r.extra_cost <= p.accepted * r.gain,
            "A QALY costs less than is accepted",
        ),
        Case(
            "With {cure} % cured, a QALY costs {ratio} USD or more: far beyond the {accepted} USD accepted. At {worth} USD the product would be worth its price.",
            lambda r, p: r.extra_cost >= MOST * r.gain,
            "A QALY costs a million or more",
        ),
        Case(
            "With {cure} % cured, a QALY costs {ratio} USD, above the {accepted} USD accepted. At {worth} USD the product would be worth its price.",
            outcome="A QALY costs more than is accepted",
        ),
    ),
    controls=("cure", "price", "infused", "charged", "age", "discount", "utility", "accepted", "usual_cure"),
    assumptions=(
        "The inputs are round numbers of ours, not those of any published analysis; prices and the life table are real.",
        "Who is cured lives by the life table, at a death rate raised a little; everybody else dies at a constant rate.",
        "The cured share counts those infused; who waits for cells in vain has usual treatment, at its cost and with its success.",
        "Health and money of later years are discounted at the same rate.",
    ),
    left_out=(
        "Uncertainty: the cured share was hardly known when the first analyses were made; the next model of the chapter draws it.",
        "Lost work and care by the family, which a societal view would count.",
        "Further treatment after failure, transplants, late harm, and rebates agreed in secret.",
        "Whether patients can get there at all: a treatment may be worth its price and still be out of reach.",
    ),
)

simulate = model.simulate
explore = model.explore
