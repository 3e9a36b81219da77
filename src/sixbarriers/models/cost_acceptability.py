"""
How sure one can be that a cure is worth its price: the cost-effectiveness plane and the acceptability curve.

The model of cure_price with two inputs uncertain: the share cured, as far as a trial of n patients tells, and the costs
of treatment beside the product. A hundred draws stand for both, at the middles of a hundred equally likely parts: z_k
and y_k are the normal quantiles there, in thousandths, in two orders: each tenth of the one meets each tenth of the other
once. With L, U_1, U_0, Y_0 and g as in cure_price, and λ along the axis::

    A   = sum over k of [λ Q_k >= C_k]                          draws of 100 in which the price is worth paying  (1)
    θ   = ln(c / (100 - c)),  s = 1 / sqrt(n c/100 (1 - c/100))     log odds of the cured share, and its spread  (2, 3)
    c_k = 1 / (1 + exp(-(θ + s z_k)))                               the cured share in draw k           (within 1)
    Q_k = Q_0 + Q_1 c_k,  C_k = C_0 + C_1 c_k + f h_1 v y_k         QALYs gained and extra cost in draw k

The range of c_k that holds 95 of 100 draws is the trial's own 95 % interval, from log odds (Wald's).
"""

from types import SimpleNamespace

from ..cloud import Cloud
from ..functions import exp, log, sqrt, total, truth
from ..lookup import Table
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence
from . import cure_price

__all__ = ["DRAWS", "explore", "model", "simulate"]

DRAWS = 100
WIDTH = 1.959964  # 95 % of a normal distribution lies within so many standard deviations
# Normal quantiles at 0.5, 1.5, ... 49.5 per cent, in thousandths; the upper half mirrors them.
_LOWER = (
    -2576, -2170, -1960, -1812, -1695, -1598, -1514, -1440, -1372, -1311, -1254, -1200, -1150, -1103, -1058, -1015, -974, -935, -896, -860,
    -824, -789, -755, -722, -690, -659, -628, -598, -568, -539, -510, -482, -454, -426, -399, -372, -345, -319, -292, -266,
    -240, -215, -189, -164, -138, -113, -88, -63, -38, -13,
)  # fmt: skip
_QUANTILES = [*_LOWER, *(-one for one in reversed(_LOWER))]
# The order of the costs: each tenth of them meets each tenth of the shares once. Of 6000 such orders, the one whose curve
# lies nearest to that of endlessly many draws.
_ORDER = (
    47, 52, 24, 63, 36, 9, 89, 94, 16, 74, 82, 44, 70, 95, 38, 10, 53, 0, 62, 22,
    33, 77, 90, 54, 84, 68, 8, 15, 27, 46, 29, 59, 41, 65, 13, 85, 97, 78, 7, 37,
    49, 86, 1, 91, 75, 50, 69, 30, 25, 17, 48, 19, 72, 39, 6, 67, 55, 80, 98, 23,
    51, 26, 64, 79, 92, 43, 5, 14, 34, 88, 42, 58, 71, 4, 81, 32, 21, 99, 60, 18,
    45, 3, 35, 76, 11, 56, 93, 83, 61, 28, 12, 31, 96, 57, 2, 20, 87, 73, 40, 66,
)  # fmt: skip
CURE = Table("cure_quantiles", _QUANTILES, "z")
COST = Table("cost_quantiles", [_QUANTILES[place] for place in _ORDER], "y")


def share(x, deviation):
    """Return the cured share so many standard deviations from the one observed, on the scale of log odds."""
    return 1 / (1 + exp(-(x.log_odds + x.spread * deviation)))


def drawn_gain(k, x, p):
    """Return the QALYs gained in draw *k*."""
    return x.gain_without + x.gain_of_cure * share(x, CURE(k) / 1000)


def drawn_cost(k, x, p):
    """Return the extra cost in draw *k*."""
    beside = p.infused / 100 * p.hospital_cost * p.cost_spread / 100 * COST(k) / 1000
    return x.cost_without + x.cost_of_cure * share(x, CURE(k) / 1000) + beside


def worth(level, x, p):
    """Return how many of the draws are worth the price where *level* is accepted for a QALY, equation (1)."""
    return total(DRAWS - 1, lambda k: truth(level * drawn_gain(k, x, p) >= drawn_cost(k, x, p)))


def gain_without(x, p):
    """Return the QALYs gained if the new treatment cured nobody."""
    ill = p.ill_utility * (x.new_uncured_years - (1 - p.usual_cure / 100) * x.usual_uncured_years)
    return p.infused / 100 * (ill - p.utility * p.usual_cure / 100 * x.cured_years)


def cost_without(x, p):
    """Return the extra cost if the new treatment cured nobody."""
    return cure_price.paid(p) * p.price + p.infused / 100 * (
        p.hospital_cost - p.usual_cost + p.yearly_cost * (x.new_uncured_years - x.usual_years)
    )


_SHARED = [one for one in cure_price.model.definitions if one.name in ("cured_years", "new_uncured_years", "usual_uncured_years", "usual_years")]
_DEFINITIONS = (
    Definition("log_odds", "θ", lambda x, p: log(p.cure / (100 - p.cure))),
    Definition("spread", "s", lambda x, p: 1 / sqrt(p.patients * (p.cure / 100) * (1 - p.cure / 100))),
    *_SHARED,
    Definition("gain_without", "Q_0", gain_without),
    Definition("gain_of_cure", "Q_1", lambda x, p: p.infused / 100 * (p.utility * x.cured_years - p.ill_utility * x.new_uncured_years)),
    Definition("cost_without", "C_0", cost_without),
    Definition("cost_of_cure", "C_1", lambda x, p: p.infused / 100 * p.yearly_cost * (x.cured_years - x.new_uncured_years)),
)  # fmt: skip


def _readout(name, label, unit, value, show=True):
    """Return a readout that *value(x, p)* computes from the definitions."""

    def formula(r, p):
        return value(model.defined(SimpleNamespace(), p), p)

    return Readout(name, label, unit, "formula", formula=formula, show=show)


def _middle(base, slope):
    """Return the function that computes gain or cost at the share observed."""
    return lambda x, p: getattr(x, base) + getattr(x, slope) * p.cure / 100


def _uncertain(cure_key, patients_key):
    return {
        "cure": from_evidence(cure_key, label="cured, of those watched", symbol="c", low=5, high=70),
        "patients": from_evidence(patients_key, label="patients watched", symbol="n", low=20, high=2000, scale="log"),
    }


def _as_in(scenario):
    """Return what a scenario of cure_price sets, apart from the share cured."""
    return {name: one for name, one in cure_price.model.scenario(scenario).parameters.items() if name != "cure"}


model = Model(
    name="cost_acceptability",
    title="How sure is it that a cure is worth its price? (illustrative inputs)",
    citation="hmd2015",
    credit="Death rates: Human Mortality Database, mortality.org, CC BY 4.0",
    axis="level",
    axis_symbol="λ",
    time_label="Accepted for a QALY",
    time_unit="USD",
    start=0.0,
    until=300000.0,
    parameters={
        **cure_price.model.parameters,
        **_uncertain("zuma1-ongoing", "zuma1-infused"),
        "cost_spread": from_evidence("cost-acceptability-cost-spread", label="uncertainty of costs beside the product", symbol="v", low=0, high=30),
    },
    definitions=_DEFINITIONS,
    scenarios={
        "lymphoma": Scenario("Lymphoma", "Cured: as many as were still in response after a median of five years, of 101 patients. All other inputs as in the model above."),
        "leukaemia": Scenario(
            "Leukaemia", "A child, in the United States; share and size of the trial are invented.",
            {**_as_in("leukaemia"), **_uncertain("cost-acceptability-leukaemia-cure", "cost-acceptability-leukaemia-patients")},
        ),
        "solid": Scenario(
            "Stomach cancer, a hope", "Invented: a small trial in which some are cured, at an invented price.",
            {**_as_in("solid"), **_uncertain("cost-acceptability-solid-cure", "cost-acceptability-solid-patients")},
        ),
    },
    panels=(Panel("Draws worth the price", "%", floor=0.0, ceiling=100.0),),
    series=(Series("acceptable", "worth paying", "%", 0, lambda x, p: worth(x.level, x, p), symbol="A"),),
    cloud=Cloud(
        title="each mark a draw",
        count=DRAWS,
        across=drawn_gain, across_label="QALYs gained", across_unit="QALYs",
        up=drawn_cost, up_label="Extra cost", up_unit="USD",
        slope="accepted", line="accepted", under="worth paying", over="not worth it",
    ),
    readouts=(
        _readout("probability", "Draws in which the price is worth paying", "%", lambda x, p: worth(p.accepted, x, p)),
        _readout("low", "Cured share, lower end of the 95 % interval", "%", lambda x, p: 100 * share(x, -WIDTH)),
        _readout("high", "Cured share, upper end of the 95 % interval", "%", lambda x, p: 100 * share(x, WIDTH)),
        _readout("gain", "QALYs gained at the share observed", "QALYs", _middle("gain_without", "gain_of_cure")),
        _readout("extra_cost", "Extra cost at the share observed", "USD", _middle("cost_without", "cost_of_cure")),
        Readout("half", "Worth paying in half of the draws from", "USD", "first_above", "acceptable", 50.0),
        Readout("most", "Worth paying in 95 of 100 draws from", "USD", "first_above", "acceptable", 95.0),
    ),
    references=(Reference("accepted", None, "accepted"),),
    cases=(
        Case(
            "In {probability} of 100 draws the price is worth paying at {accepted} USD for a QALY: as far as these two uncertainties go, it is.",
            lambda r, p: r.probability >= 95,
            "Nearly all draws say: worth paying",
        ),
        Case(
            "In {probability} of 100 draws the price is worth paying at {accepted} USD for a QALY: as far as these two uncertainties go, it is not.",
            lambda r, p: r.probability <= 5,
            "Nearly all draws say: not worth it",
        ),
        Case(
            "In {probability} of 100 draws the price is worth paying at {accepted} USD for a QALY: {patients} patients, and a cured share between "
            "{low} and {high} %, do not settle it.",
            outcome="The draws do not agree",
        ),
    ),
    controls=("cure", "patients", "accepted", "price", "infused", "age", "discount", "utility", "cost_spread"),
    assumptions=(
        "Only two inputs are uncertain: the share cured, by the number of patients watched, and the costs beside the product, by an illustrative spread.",
        "The log odds of the share are normal, with the spread that so many patients give; the costs are normal too; neither tells of the other.",
        "A hundred fixed draws stand for all: one mark is one per cent, and the same settings give the same marks.",
        "All else as in the model of what a cure may cost.",
    ),
    left_out=(
        "What else is uncertain: who is cured by the usual treatment, quality of life, how long the cured live, and how the model itself is built.",
        "Whether who still responds is cured, and whether the patients of the trial are like those who come: no number of patients watched tells that.",
        "What it costs to be wrong: the curve counts the draws in which the price is worth paying, not by how much.",
        "Whether to pay now or wait for more patients, which asks what the waiting costs.",
    ),
)

simulate = model.simulate
explore = model.explore
