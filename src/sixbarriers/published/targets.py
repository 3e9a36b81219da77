"""Numbers of the target picker that the text names, computed from the shipped tables."""

import functools

from .. import tables, targets
from . import Result

__all__ = ["RESULTS", "SHUFFLES"]

SHUFFLES = 200
STOMACHS, ABOVE = 37, 18  # stomach cancers, and how many of them lie above each gene's median


def share(*names, **more):
    """Return a function that computes the coverage of a design in per cent."""
    return lambda: 100 * targets.design(*names, **more).coverage


def edge(kind, place, *names, **more):
    """Return a function that computes one end of a design's *kind*, "interval" or "bounds", in per cent."""
    return lambda: 100 * getattr(targets.design(*names, **more), kind)[place]


def hits(*names, **more):
    """Return a function that counts the healthy tissues that a design marks."""
    return lambda: len(targets.design(*names, **more).hit)


def vital(*names, **more):
    """Return a function that counts the vital tissues that a design marks."""
    return lambda: len(targets.design(*names, **more).vital_hit)


def score(*names, **more):
    return lambda: targets.design(*names, **more).f1


@functools.cache
def tested(cancer, a, gate, partners=None):
    """Return the PartnerTest of *a* in *cancer*, made once."""
    return targets.partner_test(cancer, a, gate, shuffles=SHUFFLES, partners=partners)


PANCREAS = ("pancreatic cancer", "CEACAM5", "MSLN")
RARE = ("CD19", "CLDN18", "FAP")
OVARY = ("ovarian cancer", "MSLN", "MUC16", "AND")

RESULTS = (
    Result(id="tissues", what="Healthy tissues in the atlas", unit="healthy tissues", ours=lambda: len(tables.tissues())),
    Result(id="vital", what="Healthy tissues that we call vital", unit="", ours=lambda: sum(one for _, one in tables.tissues().values())),
    Result(id="cell-types", what="Cell types of those tissues", unit="cell types", ours=lambda: len({place for scores in tables.normal_protein().values() for place in scores})),
    Result(id="antigens", what="Antigens in our table", unit="antigens", ours=lambda: len(targets.GENES)),
    Result(id="cancers", what="Cancers in our table", unit="cancers", ours=lambda: len(targets.CANCERS)),
    Result(id="partners", what="Possible partners of one antigen", unit="partners", ours=lambda: len(targets.GENES) - 1),
    Result(id="fewest", what="Fewest patients for an antigen and a cancer", unit="", ours=lambda: min(sum(counts) for counts in tables.tumours().values())),
    Result(id="most", what="Most patients for an antigen and a cancer", unit="patients", ours=lambda: max(sum(counts) for counts in tables.tumours().values())),
    Result(id="her2-low", what="Healthy tissues marked by HER2 at Low", unit="healthy tissues", ours=hits("breast cancer", "ERBB2", cut="Low")),
    Result(id="her2-medium", what="Healthy tissues marked by HER2 at Medium", unit="", ours=hits("breast cancer", "ERBB2")),
    Result(id="her2-high", what="Healthy tissues marked by HER2 at High", unit="", ours=hits("breast cancer", "ERBB2", cut="High")),
    Result(id="her2-coverage", what="Breast cancers marked by HER2 at Medium", unit="%", ours=share("breast cancer", "ERBB2")),
    Result(id="claudin-coverage", what="Stomach cancers marked by CLDN18 at Medium", unit="%", ours=share("stomach cancer", "CLDN18")),
    Result(id="claudin-least", what="The same, lower end of the interval", unit="%", ours=edge("interval", 0, "stomach cancer", "CLDN18")),
    Result(id="claudin-most", what="The same, upper end of the interval", unit="%", ours=edge("interval", 1, "stomach cancer", "CLDN18")),
    Result(id="either-coverage", what="Pancreatic cancers marked by CEACAM5 or MSLN", unit="%", ours=share(*PANCREAS, "OR")),
    Result(id="either-hits", what="Healthy tissues marked by CEACAM5 or MSLN", unit="healthy tissues", ours=hits(*PANCREAS, "OR")),
    Result(id="either-vital", what="Vital tissues marked by CEACAM5 or MSLN", unit="", ours=vital(*PANCREAS, "OR")),
    Result(id="both-coverage", what="Pancreatic cancers marked by CEACAM5 and MSLN", unit="%", ours=share(*PANCREAS, "AND")),
    Result(id="both-hits", what="Healthy tissues marked by CEACAM5 and MSLN", unit="", ours=hits(*PANCREAS, "AND")),
    Result(id="both-least", what="The same coverage at the least, whatever the dependence", unit="%", ours=edge("bounds", 0, *PANCREAS, "AND")),
    Result(id="both-most", what="The same coverage at the most", unit="%", ours=edge("bounds", 1, *PANCREAS, "AND")),
    Result(id="both-widest-low", what="The same with so few patients, at the least", unit="%", ours=edge("interval", 0, *PANCREAS, "AND")),
    Result(id="both-widest-high", what="The same with so few patients, at the most", unit="%", ours=edge("interval", 1, *PANCREAS, "AND")),
    Result(id="ovary-first", what="Tissues marked by MSLN AND MUC16, read on MSLN's cell types", unit="", ours=hits(*OVARY, reading="first")),
    Result(id="ovary-both", what="Tissues marked by MSLN AND MUC16, read both ways", unit="", ours=hits(*OVARY)),
    Result(id="ovary-single", what="F1 of MSLN in ovarian cancer", unit="", ours=score("ovarian cancer", "MSLN")),
    Result(id="ovary-best", what="F1 of MSLN with its best AND partner in ovarian cancer", unit="", ours=lambda: tested("ovarian cancer", "MSLN", "AND").best.f1),
    Result(id="ovary-null", what="Mean best F1 of shuffled partners", unit="", ours=lambda: float(tested("ovarian cancer", "MSLN", "AND").null.mean())),
    Result(id="ovary-share", what="Shuffles that do at least as well", unit="%", ours=lambda: 100 * tested("ovarian cancer", "MSLN", "AND").share),
    Result(id="ovary-unchosen", what="Mean F1 of MSLN AND EPCAM with EPCAM shuffled", unit="", ours=lambda: float(tested("ovarian cancer", "MSLN", "AND", ("EPCAM",)).null.mean())),
    Result(id="ovary-rare", what="Mean best F1 of three shuffled partners that few ovarian cancers carry", unit="", ours=lambda: float(tested("ovarian cancer", "MSLN", "AND", RARE).null.mean())),
    Result(id="glioma-best", what="F1 of EGFR with its best NOT partner in glioma", unit="", ours=lambda: tested("glioma", "EGFR", "NOT").best.f1),
    Result(id="glioma-null", what="Mean best F1 of shuffled partners", unit="", ours=lambda: float(tested("glioma", "EGFR", "NOT").null.mean())),
    Result(id="glioma-share", what="Shuffles that do at least as well", unit="%", ours=lambda: 100 * tested("glioma", "EGFR", "NOT").share),
    Result(id="stomachs", what="Stomach cancers with RNA of all genes", unit="stomach cancers", ours=lambda: STOMACHS),
    Result(id="stomach-together", what="Stomach cancers with much CEACAM5 and much CDH17", unit="%", ours=lambda: 100 * tables.stomach_pairs()["CEACAM5", "CDH17"][1] / STOMACHS),
    Result(id="stomach-chance", what="The same by chance", unit="%", ours=lambda: 100 * (ABOVE / STOMACHS) ** 2),
)  # fmt: skip
