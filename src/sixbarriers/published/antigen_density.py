"""Watanabe 2013 and 2015 beside our density model, and HER2 put on its curve."""

from .. import evidence
from ..models import antigen_density
from . import Result

__all__ = ["RESULTS"]


def stated(key):
    """Return the value of the registry entry *key*."""
    return evidence.number(key).value


def readout(scenario, name, **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: antigen_density.simulate(scenario, **changes).readouts[name]


def half(plateau):
    """Return a function that computes the antigens at half lysis if at most *plateau* per cent are lysed."""
    return lambda: antigen_density.fitted_half(stated("watanabe2013-density-low"), stated("watanabe2013-lysis-low"), plateau)


RESULTS = (
    Result(id="lysis-low", what="Lysis at 240 molecules", unit="%", stated="watanabe2013-lysis-low", tolerance=0.001, ours=readout("cd20", "lysis_normal"), note="fitted to it"),
    Result(id="lysis-high", what="Lysis at 5,172 molecules", unit="%", stated="watanabe2013-lysis-high", tolerance=0.2, ours=readout("cd20", "lysis_tumour"), note="measured between 40 and 60 %; its middle is the most lysis of the model"),
    Result(id="threshold", what="Molecules from which cells are killed", unit="molecules per cell", stated="watanabe2015-lysis", tolerance=0.1, ours=readout("cd20", "threshold"), note="ours: 20 % lysis; published as about 200"),
    Result(id="half", what="Molecules at half lysis", unit="molecules per cell", ours=half(50)),
    Result(id="half-least", what="Molecules at half lysis, if at most 40 % are lysed", unit="molecules per cell", ours=half(40)),
    Result(id="half-most", what="Molecules at half lysis, if at most 60 % are lysed", unit="molecules per cell", ours=half(60)),
    Result(id="cytokine-threshold", what="Molecules from which cytokines flow", unit="molecules per cell", ours=readout("cd20", "cytokine_threshold"), note="ten times the threshold of killing, as published"),
    Result(id="complement-ratio", what="Molecules that complement needs, against the least with which a clone was lysed", unit="times", ours=lambda: stated("watanabe2013-complement") / stated("watanabe2013-density-low")),
    Result(id="her2-ratio", what="HER2 on the line stained 3+ against the line stained 0", unit="times", ours=readout("her2", "ratio")),
    Result(id="her2-tumour", what="Lysis of the line stained 3+", unit="%", ours=readout("her2", "lysis_tumour")),
    Result(id="her2-normal", what="Lysis of the line stained 0", unit="%", ours=readout("her2", "lysis_normal")),
    Result(id="her2-least", what="Lysis of the line with least HER2, also stained 0", unit="%", ours=readout("her2", "lysis_normal", normal_density=stated("larson2010-mda-mb-468"))),
    Result(id="her2-half-normal", what="Lysis of the line stained 0 if half lysis takes 50,000 molecules", unit="%", ours=readout("her2", "lysis_normal", ec50=50000.0)),
    Result(id="her2-half-tumour", what="Lysis of the line stained 3+ if half lysis takes 50,000 molecules", unit="%", ours=readout("her2", "lysis_tumour", ec50=50000.0)),
)  # fmt: skip
