"""Bozic 2013 beside our formulas."""

from .. import evidence
from ..models import bozic2013
from . import Result

__all__ = ["RESULTS"]

PATIENTS = {"n1": "two", "n6": "two", "n11": "two", "n20": "shared", "n22": "shared"}
SHARES = {"two": "no shared mutation", "shared": "one shared mutation"}
SMALL, LARGE = 1e9, 1e11


def failure(route, cells, scenario="killing"):
    """Return a function that computes the chance that the treatment fails at so many *cells*, between 0 and 1."""
    return lambda: 1 - float(bozic2013.simulate(scenario, at=[cells]).series[f"eradicated_{route}"][0]) / 100


def lesion(name, scenario="killing"):
    """Return a function that computes the readout *name* for the paper's example, a lesion of a billion cells."""
    return lambda: bozic2013.simulate(scenario).readouts[name]


def patient(name, route):
    burden = evidence.number(f"bozic2013-burden-{name}").value
    return Result(
        id=f"failure-{name}",
        what=f"Chance that two drugs fail in patient {name.upper()}, {SHARES[route]}",
        unit="",
        stated=f"bozic2013-stated-failure-{name}",
        tolerance=0.02,
        ours=failure(route, burden),
        note="the tumour burden is given to two digits",
    )


RESULTS = (
    *(patient(name, route) for name, route in PATIENTS.items()),
    Result(id="failure-shared", what="Lesions of a billion cells in which two drugs with one shared mutation fail", unit="%", stated="bozic2013-stated-failure-shared", tolerance=0.001, ours=lambda: 100 - lesion("eradicated_shared")()),
    Result(id="eradicated-two", what="Lesions of a billion cells that two drugs without shared mutations eradicate", unit="%", stated="bozic2013-stated-eradicated-two", tolerance=0.001, ours=lesion("eradicated_two")),
    Result(id="eradicated-killing", what="Lesions of a billion cells eradicated with one shared mutation, drug that kills", unit="%", stated="bozic2013-stated-eradicated-killing", tolerance=0.02, ours=lesion("eradicated_shared")),
    Result(id="eradicated-blocking", what="The same, drug that stops division", unit="%", stated="bozic2013-stated-eradicated-blocking", tolerance=0.02, ours=lesion("eradicated_shared", "blocking")),
    Result(id="turnover-small", what="Chance that two drugs fail, fast turnover, a billion cells", unit="", stated="bozic2013-stated-turnover-small", tolerance=0.5, ours=failure("two", SMALL, "turnover"), note="simulated by the authors and stated to two decimals, so one digit is left"),
    Result(id="large", what="Chance that two drugs fail, a hundred billion cells", unit="", stated="bozic2013-stated-large", tolerance=0.05, ours=failure("two", LARGE), note="simulated by the authors and stated to two decimals"),
    Result(id="turnover-large", what="Chance that two drugs fail, fast turnover, a hundred billion cells", unit="", stated="bozic2013-stated-turnover-large", tolerance=0.02, reproduces=False, ours=failure("two", LARGE, "turnover"), note="the authors simulated; their formula, which we use, is an approximation"),
    Result(id="escape-one", what="Cells that escape one target before treatment, in a billion", unit="cell", ours=lesion("escape_one")),
    Result(id="escape-two", what="Cells that escape two targets before treatment, in a billion", unit="cell", ours=lesion("escape_two")),
    Result(id="escape-shared", what="Cells that escape two targets with one shared locus before treatment, in a billion", unit="cell", ours=lesion("escape_shared")),
    Result(id="present-two", what="Tumours of a billion cells that hold a cell that escapes two targets", unit="%", ours=lesion("present_two")),
    Result(id="present-shared", what="Tumours of a billion cells that hold a cell that escapes two targets with one shared locus", unit="%", ours=lesion("present_shared")),
    Result(id="half-one", what="Tumour that a drug of constant effect eradicates in half of cases, one target", unit="cell", ours=lesion("half_one")),
    Result(id="half-two", what="The same, two targets", unit="cell", ours=lesion("half_two")),
    Result(id="half-shared", what="The same, two targets with one shared locus", unit="cell", ours=lesion("half_shared")),
)  # fmt: skip
