"""What the grid of tumour, lymphocytes and stroma gives over a few seeds; the paper's bars could not be read, so none is compared."""

import functools
from statistics import median

from ..models import kather2017
from . import Result

__all__ = ["RESULTS", "SEEDS"]

SEEDS = (1, 2, 3, 4, 5, 6, 7, 8)


@functools.cache
def runs(scenario):
    """Return the readouts of one run of *scenario* for each seed; runs of one seed share their tumour until the switch."""
    return tuple(kather2017.simulate(scenario, seed=seed).readouts for seed in SEEDS)


def middle(scenario, readout="fold"):
    """Return a function that computes the median of a *readout* over the seeds."""
    return lambda: median(one[readout] for one in runs(scenario))


def slowed():
    """Return in how many pairs of one seed stroma slows a tumour that few lymphocytes attack."""
    return sum(wall["fold"] < bare["fold"] for wall, bare in zip(runs("few-wall"), runs("few-open"), strict=True))


RESULTS = (
    Result(id="seeds", what="Seeds compared", unit="", ours=lambda: len(SEEDS)),
    Result(id="few-open", what="Tumour at the end, few lymphocytes and little stroma (median)", unit="times", ours=middle("few-open")),
    Result(id="few-wall", what="Tumour at the end, few lymphocytes and much stroma (median)", unit="times", ours=middle("few-wall")),
    Result(id="many-open", what="Tumour at the end, many lymphocytes and little stroma (median)", unit="times", ours=middle("many-open")),
    Result(id="many-wall", what="Tumour at the end, many lymphocytes and much stroma (median)", unit="times", ours=middle("many-wall")),
    Result(id="opened", what="Tumour at the end, many lymphocytes and a wall with gaps (median)", unit="times", ours=middle("opened")),
    Result(id="blind", what="Tumour at the end, many lymphocytes without guidance (median)", unit="times", ours=middle("blind")),
    Result(id="wall-inside", what="Lymphocytes inside the tumour, many and much stroma (median)", unit="", ours=middle("many-wall", "inside")),
    Result(id="wall-around", what="Lymphocytes farther away, many and much stroma (median)", unit="", ours=middle("many-wall", "around")),
    Result(id="slowed-pairs", what="Pairs in which stroma slows a tumour that few attack", unit="", ours=slowed),
)  # fmt: skip
