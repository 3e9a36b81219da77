"""Numbers of the arrival model that the text names; textbook results, so nothing is compared with a paper."""

from ..models import arrival
from . import Result

__all__ = ["RESULTS"]


def readout(name, **changes):
    """Return a function that computes readout *name*."""
    return lambda: arrival.simulate(**changes).readouts[name]


RESULTS = (
    Result(id="within", what="Blind cells that arrive within two days", unit="%", ours=readout("within_here")),
    Result(id="within-day", what="Blind cells that arrive within one day", unit="%", ours=readout("within_here", watch=24.0)),
    Result(id="within-fast", what="Blind cells of twice the speed that arrive within two days", unit="%", ours=readout("within_here", speed=10.0)),
    Result(id="ever", what="Blind cells that ever arrive", unit="%", ours=readout("ever_here")),
    Result(id="ever-wide", what="Blind cells that ever arrive at a tumour of twice the radius", unit="%", ours=readout("ever_here", radius=300.0)),
    Result(id="travel", what="Mean time that a guided cell takes", unit="hour", ours=readout("travel_here")),
    Result(id="travel-straight", what="The same without wandering", unit="hour", ours=readout("straight")),
    Result(id="travel-faint", what="Mean time that a cell with a tenth of the published bias takes", unit="hour", ours=readout("travel_here", bias=0.05)),
    Result(id="travel-faint-straight", what="The same without wandering", unit="hour", ours=readout("straight", bias=0.05)),
    Result(id="travel-fifth", what="Mean time that a cell with a fifth of the published bias takes", unit="hour", ours=readout("travel_here", bias=0.1)),
    Result(id="travel-half", what="Mean time that a cell with half the published bias takes", unit="hour", ours=readout("travel_here", bias=0.25)),
    Result(id="drift", what="Speed towards the tumour", unit="µm/min", ours=readout("drift")),
    Result(id="drift-quarter", what="Speed towards the tumour at half the bias", unit="µm/min", ours=readout("drift", bias=0.25)),
    Result(id="motility", what="Motility", unit="µm²/min", ours=readout("motility")),
    Result(id="reach", what="Reach of the signal", unit="µm", ours=readout("signal_reach")),
    Result(id="signal", what="Signal at the distance to read off, of that at the edge", unit="%", ours=readout("signal_here")),
)  # fmt: skip
