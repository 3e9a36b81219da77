"""How sure it is that a cure is worth its price, as our model has it; a published interval stands beside ours in the text."""

import numpy

from ..models import cost_acceptability
from . import Result

__all__ = ["RESULTS", "ratio_interval"]


def readout(name, scenario="lymphoma", **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: cost_acceptability.simulate(scenario, **changes).readouts[name]


def ratio_interval(share, **changes):
    """Return a function that computes the cost of a QALY below which that *share* of the draws lies, in per cent."""

    def value():
        across, up = cost_acceptability.simulate("lymphoma", **changes).cloud.T
        return float(numpy.percentile(up / across, share))

    return value


RESULTS = (
    Result(id="lymphoma", what="Draws in which the price is worth paying, lymphoma, of 100", unit="", ours=readout("probability")),
    Result(id="low", what="Cured share, lower end of the 95 % interval of 31 % of 101 patients", unit="%", ours=readout("low")),
    Result(id="high", what="Cured share, upper end of the same", unit="%", ours=readout("high")),
    Result(id="half", what="Accepted for a QALY from which half of the draws are worth paying", unit="USD", ours=readout("half")),
    Result(id="most", what="The same for 95 of 100 draws", unit="USD", ours=readout("most")),
    Result(id="more-patients", what="Draws in which the price is worth paying, ten times the patients, of 100", unit="", ours=readout("probability", patients=1010.0)),
    Result(id="more-patients-richer", what="The same, 180,000 USD accepted for a QALY, of 100", unit="", ours=readout("probability", patients=1010.0, accepted=180000.0)),
    Result(id="more-patients-most", what="Accepted for a QALY from which 95 of 100 draws are worth paying, ten times the patients", unit="USD", ours=readout("most", patients=1010.0)),
    Result(id="forty", what="Draws in which the price is worth paying, 40 % cured, of 100", unit="", ours=readout("probability", cure=40.0)),
    Result(id="more-cured", what="Draws in which the price is worth paying, 36 % cured, of 100", unit="", ours=readout("probability", cure=36.0)),
    Result(id="cheaper", what="Draws in which a price of 250,000 USD is worth paying, of 100", unit="", ours=readout("probability", price=250000.0)),
    Result(id="solid", what="Draws in which the price is worth paying, stomach cancer, 30 patients, of 100", unit="", ours=readout("probability", "solid")),
    Result(id="solid-low", what="Cured share, lower end of the 95 % interval of 30 % of 30 patients", unit="%", ours=readout("low", "solid")),
    Result(id="solid-high", what="Cured share, upper end of the same", unit="%", ours=readout("high", "solid")),
    Result(id="solid-more", what="The same with 300 patients", unit="", ours=readout("probability", "solid", patients=300.0)),
    Result(id="ratio-low", what="Cost of a QALY, 40 % cured, lower end of the 95 % interval of the draws", unit="USD", ours=ratio_interval(2.5, cure=40.0)),
    Result(id="ratio-high", what="Cost of a QALY, 40 % cured, upper end of the 95 % interval of the draws", unit="USD", ours=ratio_interval(97.5, cure=40.0)),
)  # fmt: skip
