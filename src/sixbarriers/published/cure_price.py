"""Published analyses of what CAR-T cells are worth, beside their own totals and beside our rebuild."""

from .. import evidence
from ..models import cure_price
from . import Result

__all__ = ["RESULTS", "implied_cure", "threshold"]


def _value(key):
    return evidence.number(key).value


def _difference(study, kind, both, apart):
    """Return a stated difference, or the one between two stated totals."""
    if f"{study}-{kind}" in evidence.load():
        return _value(f"{study}-{kind}")
    return _value(f"{study}-{both}") - _value(f"{study}-{apart}")


def ratio(study):
    """Return a function that divides a study's extra cost by the QALYs that it says are gained."""
    return lambda: _difference(study, "extra-cost", "cost-new", "cost-usual") / _difference(study, "gain", "qaly-new", "qaly-usual")


def threshold(charged):
    """
    Return (price, cut in per cent) at which the Chinese analysis of third-line axi-cel would meet what is accepted.

    Args:
        charged (float): the share of patients for whom the price is paid; each dollar off the price saves that much.
    """
    now = _value("china2022-threshold") / (1 - _value("china2022-cut") / 100)
    excess = _value("china2022-extra-cost") - _value("china2022-accepted") * _value("china2022-gain")
    cut = excess / charged
    return now - cut, 100 * cut / now


def infused():
    """Return the share of the patients of ZUMA-1 who were infused."""
    return _value("zuma1-infused") / _value("zuma1-enrolled")


def readout(name, scenario="lymphoma", **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: cure_price.simulate(scenario, **changes).readouts[name]


def implied_cure(years):
    """Return the share cured, in per cent, with which our rebuild for lymphoma gives so many discounted *years* on average."""
    found = cure_price.simulate("lymphoma").readouts
    return 100 * (years - found["new_uncured_years"]) / (found["cured_years"] - found["new_uncured_years"])


def _roth(name):
    return lambda: cure_price.simulate("lymphoma", cure=implied_cure(_value("roth2018-years"))).readouts[name]


_STUDIES = (
    ("whittington2018", "children, United States, against clofarabine"),
    ("lin2018-blinatumomab", "children, United States, against blinatumomab"),
    ("lin2018-clofarabine", "children, United States, against clofarabine alone"),
    ("lin2018-combination", "children, United States, against clofarabine with two drugs"),
    ("thielen2020", "children, Netherlands"),
    ("ribera2020", "children, Spain"),
    ("roth2018", "lymphoma, third line, United States"),
    ("canada2022", "lymphoma, third line, Canada"),
    ("china2022", "lymphoma, third line, China"),
    ("li2023", "lymphoma, second line, China"),
    ("potnis2023", "follicular lymphoma, United States"),
)
_OWN = "our own shared inputs, not the study's"

RESULTS = (
    *(
        Result(id=f"ratio-{study}", what=f"Extra cost over QALYs gained, from the study's own totals: {what}", unit="", stated=f"{study}-icer", ours=ratio(study))
        for study, what in _STUDIES
    ),
    Result(id="threshold", what="Price at which axi-cel would be worth it in China, paid for those infused", unit="USD", stated="china2022-threshold", tolerance=0.005, ours=lambda: threshold(infused())[0]),
    Result(id="threshold-cut", what="Cut of the price for that", unit="%", stated="china2022-cut", tolerance=0.005, ours=lambda: threshold(infused())[1]),
    Result(id="threshold-all", what="The same price, paid for everybody", unit="USD", ours=lambda: threshold(1)[0]),
    Result(id="lin-forty", what="Rebuild: cost of a QALY, axi-cel, 40 % cured", unit="USD", stated="lin2019-axi-forty-icer", tolerance=0.1, reproduces=False, ours=readout("ratio", cure=40.0), note=_OWN),
    Result(id="lin-thirty", what="Rebuild: cost of a QALY, axi-cel, 30 % cured", unit="USD", stated="lin2019-axi-thirty-icer", tolerance=0.1, ours=readout("ratio", cure=30.0), note=f"{_OWN}; that it fits is chance, for the years of life do not"),
    Result(id="lin-years-forty", what="Rebuild: years of life gained, 40 % cured, not discounted", unit="years", stated="lin2019-axi-forty-years", tolerance=0.1, reproduces=False, ours=readout("years_gained", cure=40.0, discount=0.0), note=_OWN),
    Result(id="lin-years-thirty", what="Rebuild: years of life gained, 30 % cured, not discounted", unit="years", stated="lin2019-axi-thirty-years", tolerance=0.1, reproduces=False, ours=readout("years_gained", cure=30.0, discount=0.0), note=_OWN),
    Result(id="tisa-thirtyfive", what="Rebuild: cost of a QALY, tisagenlecleucel, 35 % cured", unit="USD", stated="lin2019-tisa-thirtyfive-icer", tolerance=0.1, reproduces=False, ours=readout("ratio", cure=35.0), note=_OWN),
    Result(id="tisa-twentyfive", what="Rebuild: cost of a QALY, tisagenlecleucel, 25 % cured", unit="USD", stated="lin2019-tisa-twentyfive-icer", tolerance=0.1, ours=readout("ratio", cure=25.0), note=_OWN),
    Result(id="roth-ratio", what="Rebuild: cost of a QALY where the years of life match those of Roth", unit="USD", stated="roth2018-icer", tolerance=0.1, reproduces=False, ours=_roth("ratio"), note=_OWN),
    Result(id="roth-cure", what="Share cured with which the rebuild gives the years of life of Roth", unit="%", ours=lambda: implied_cure(_value("roth2018-years"))),
    Result(id="ratio-twenty", what="Cost of a QALY, 20 % cured", unit="USD", ours=readout("ratio", cure=20.0)),
    Result(id="ratio-thirty", what="Cost of a QALY, 30 % cured", unit="USD", ours=readout("ratio", cure=30.0)),
    Result(id="ratio-forty", what="Cost of a QALY, 40 % cured", unit="USD", ours=readout("ratio", cure=40.0)),
    Result(id="needed", what="Share cured that makes the price worth paying", unit="%", ours=readout("needed")),
    Result(id="worth-forty", what="Price worth paying, 40 % cured", unit="USD", ours=readout("worth")),
    Result(id="worth-thirty", what="Price worth paying, 30 % cured", unit="USD", ours=readout("worth", cure=30.0)),
    Result(id="worth-twenty", what="Price worth paying, 20 % cured", unit="USD", ours=readout("worth", cure=20.0)),
    Result(id="ratio-child", what="Cost of a QALY for a child, 40 % cured", unit="USD", ours=readout("ratio", "leukaemia")),
    Result(id="ratio-all-charged", what="Cost of a QALY if only 66 % are infused and the price is paid for all", unit="USD", ours=readout("ratio", infused=66.0, charged=1.0)),
    Result(id="ratio-zero-discount", what="Cost of a QALY without discounting", unit="USD", ours=readout("ratio", discount=0.0)),
    Result(id="ratio-five-discount", what="Cost of a QALY discounted at 5 %", unit="USD", ours=readout("ratio", discount=5.0)),
    Result(id="solid-gain", what="QALYs gained, stomach cancer, no cure", unit="QALYs", ours=readout("gain", "solid")),
    Result(id="solid-ratio", what="Cost of a QALY, stomach cancer, no cure", unit="USD", ours=readout("ratio", "solid")),
    Result(id="solid-worth", what="Price worth paying, stomach cancer, no cure", unit="USD", ours=readout("worth", "solid")),
    Result(id="solid-needed", what="Share cured that would make a price of 140,000 USD worth paying", unit="%", ours=readout("needed", "solid")),
    Result(id="solid-worth-ten", what="Price worth paying, stomach cancer, a tenth cured", unit="USD", ours=readout("worth", "solid", cure=10.0)),
)  # fmt: skip
