"""Numbers of the exhaustion timeline that the text names; nothing is published, so nothing is compared."""

from ..models import exhaustion_chain
from . import Result

__all__ = ["RESULTS"]


def rested(name, **changes):
    """Return a function that computes readout *name* of the rested scenario."""
    return lambda: exhaustion_chain.simulate("rested", **changes).readouts[name]


RESULTS = (
    Result(id="early-rest", what="Cells that make IL-2 at the end, antigen removed early", unit="%", ours=rested("il2_at_end")),
    Result(id="late-rest", what="Cells that make IL-2 at the end, antigen removed late", unit="%", ours=rested("il2_at_end", removal_time=3.0)),
    Result(id="early-lost", what="Cells past return, antigen removed early", unit="%", ours=rested("lost_at_end")),
    Result(id="late-lost", what="Cells past return, antigen removed late", unit="%", ours=rested("lost_at_end", removal_time=3.0)),
)
