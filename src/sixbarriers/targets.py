"""
The target picker: how many tumours a choice of antigens marks, and how many healthy tissues it marks as well.

Nothing is fitted. Coverage is the share of patients whose tumour stains at the cut or above; spill is the share of
healthy tissues in which some cell type does. A gate reads two antigens on the same cell type::

    A          A stains
    A AND B    both stain                 coverage  a b            between max(0, a + b - 1) and min(a, b)
    A OR B     at least one stains                  a + b - a b            max(a, b) and min(1, a + b)
    A NOT B    A stains and B does not              a (1 - b)              max(0, a - b) and min(a, 1 - b)

The atlas scores each antigen on its own patients, so how two antigens go together is not known: the coverage assumes
independence, the bounds (Frechet's) hold whatever the truth. Data: Human Protein Atlas, version 22; see data/README.md.
"""

import functools
from dataclasses import dataclass

import numpy

from . import gates, tables
from .errors import CourseError, unknown
from .gates import GATES, UNSCORED
from .words import listed

__all__ = ["CANCERS", "CUTS", "GATES", "GENES", "Design", "PartnerTest", "best_partner", "design", "levels", "partner_test", "wilson"]

CUTS = {"Low": 1, "Medium": 2, "High": 3}
TISSUE_SETS = ("all", "vital")
READINGS = ("both", "first")
GENES = tuple(sorted(tables.normal_protein()))
CANCERS = tuple(sorted({cancer for _, cancer in tables.tumours()}))
_PLACES = sorted({place for scores in tables.normal_protein().values() for place in scores})
_TISSUES = tuple(sorted({tissue for tissue, _ in _PLACES}))
_STARTS = [next(i for i, place in enumerate(_PLACES) if place[0] == tissue) for tissue in _TISSUES]
_VITAL = numpy.array([tables.tissues()[tissue][1] for tissue in _TISSUES])


@dataclass(frozen=True)
class Design:
    """
    What one choice of antigens and gate does.

    *coverage* is a share of patients; *interval* says how far it may be off with so few patients (from Wilson's 95 %
    intervals, and for two antigens whatever their dependence), *bounds* how far their dependence alone may move it.
    *hit* names the healthy tissues marked, *vital_hit* the vital ones among them, *unsure* those counted only because
    one antigen was not scored where the other stains, and *unscored* those in which an antigen was not scored at all.
    """

    cancer: str
    a: str
    b: str | None
    gate: str
    cut: str
    tissues: str
    coverage: float
    interval: tuple
    bounds: tuple
    hit: tuple
    vital_hit: tuple
    unsure: tuple
    unscored: tuple
    count: int

    @property
    def spill(self):
        """The share of healthy tissues marked."""
        return len(self.hit) / self.count

    @property
    def precision(self):
        """Coverage against coverage and spill together; 0 if nothing at all is marked."""
        return self.coverage / (self.coverage + self.spill) if self.coverage + self.spill > 0 else 0.0

    @property
    def f1(self):
        """The harmonic mean of coverage and precision, between 0 and 1: one number for a trade-off, at one price for both sides."""
        return gates.f1(self.coverage, self.spill)

    @property
    def name(self):
        """The design as it is written: "CEACAM5", "CEACAM5 AND MSLN"."""
        return self.a if self.gate == "A" else f"{self.a} {self.gate} {self.b}"

    @property
    def sentence(self):
        """One sentence that says what the design marks."""
        kind = "vital healthy tissues" if self.tissues == "vital" else "healthy tissues"
        places = f": {listed(self.hit)}" if 0 < len(self.hit) <= 8 else ""
        return f"{self.name} marks {100 * self.coverage:.0f} % of patients with {self.cancer} and {len(self.hit)} of {self.count} {kind}{places}."


@dataclass(frozen=True, eq=False)
class PartnerTest:
    """
    Whether the best of many partners is better than chance.

    *best* is the Design with the best partner, *single* the Design without one, *null* the best F1 of each shuffle (an
    array) and *share* the share of shuffles that do at least as well.
    """

    best: Design
    single: Design
    null: numpy.ndarray
    share: float


def wilson(positive, total, z=gates.Z):
    """
    Return Wilson's interval (low, high) for a share.

    Args:
        positive (int): how many had it.
        total (int): out of how many, at least one.
        z (float): the normal quantile; the default gives 95 %.

    Raises:
        CourseError: the counts make no share.
    """
    if not 0 <= positive <= total or total < 1:
        raise CourseError(f"A share needs 0 <= positive <= total and total >= 1, but received {positive} of {total}. Check the counts.")
    low, high = gates.wilson(positive, total, z)
    return float(low), float(high)


def levels(gene, tissue=None):
    """
    Return the staining of healthy cells as {(tissue, cell type): level}, or {cell type: level} within one *tissue*.

    Raises:
        CourseError: an unknown gene or tissue.
    """
    scores = tables.normal_protein()[_known("target antigen", gene, GENES)]
    if tissue is None:
        return scores
    _known("healthy tissue", tissue, _TISSUES)
    return {cell: level for (place, cell), level in scores.items() if place == tissue}


def design(cancer, a, b=None, gate="A", cut="Medium", tissues="all", reading="both"):
    """
    Return the Design that *gate* makes of the antigens *a* and *b* in *cancer*.

    Where one antigen was not scored on a cell type on which the other stains, the cell type counts against the design.
    The atlas names cell types more or less finely from antigen to antigen, so an AND gate is read twice, on the cell
    types of either antigen, and a tissue is marked only if both readings mark it.

    Args:
        cancer (str): one of CANCERS.
        a (str): the first antigen, one of GENES.
        b (str | None): the second antigen; not for the gate "A".
        gate (str): one of GATES.
        cut (str): the staining from which on an antigen counts as present: one of CUTS.
        tissues (str): "all" healthy tissues, or only the "vital" ones.
        reading (str): "first" reads an AND gate on the cell types of the first antigen alone.

    Raises:
        CourseError: an unknown name, a gate without its second antigen, or a second antigen without a gate.
    """
    for thing, value, known in (("cancer", cancer, CANCERS), ("gate", gate, GATES), ("cut", cut, CUTS), ("set of tissues", tissues, TISSUE_SETS), ("reading", reading, READINGS)):
        _known(thing, value, known)
    _known("target antigen", a, GENES)
    if (gate == "A") != (b is None):
        need = "takes one antigen only" if gate == "A" else "needs a second antigen"
        raise CourseError(f"The gate {gate} {need}, but b was {b!r}. Choose a gate of {', '.join(GATES)} and an antigen to match.")
    if b is not None and _known("target antigen", b, GENES) == a:
        raise CourseError(f"The two antigens must differ, but both were {a!r}. Choose another second antigen.")
    # A gate for one antigen alone does not look at the second: any will do.
    counts, place = [_patients(cancer, gene, cut) for gene in (a, b or a)], GATES.index(gate)
    hit, unsure, unscored = _marked(_scores(a), _scores(b or a), gate, CUTS[cut], reading)
    among = _VITAL if tissues == "vital" else numpy.ones(len(_TISSUES), bool)
    shares = [k / n for k, n in counts]
    return Design(
        cancer=cancer, a=a, b=b, gate=gate, cut=cut, tissues=tissues, coverage=gates.coverage(place, *shares),
        interval=tuple(map(float, gates.bounds(place, *(wilson(*count) for count in counts)))),
        bounds=tuple(map(float, gates.bounds(place, *((share, share) for share in shares)))), hit=_names(hit & among), vital_hit=_names(hit & _VITAL), unsure=_names(unsure & among),
        unscored=_names(unscored & among), count=int(among.sum()),
    )  # fmt: skip


def best_partner(cancer, a, gate, cut="Medium", reading="both", partners=None):
    """Return the Design with the partner of *a* that gives the highest F1; the first in the alphabet if several do."""
    found = [design(cancer, a, b, gate, cut, reading=reading) for b in _partners(a, partners)]
    return max(found, key=lambda one: one.f1)


def partner_test(cancer, a, gate, shuffles=200, seed=1, cut="Medium", reading="both", partners=None):
    """
    Return a PartnerTest: is the best partner of *a* better than the best of as many partners without meaning?

    In each shuffle every partner keeps its staining of tumours and its levels in healthy tissue, but the levels are
    dealt anew among the cell types on which it was scored; then the best partner is picked again.

    Args:
        cancer (str): one of CANCERS.
        a (str): the antigen that is to have a partner.
        gate (str): "AND", "OR" or "NOT".
        shuffles (int): how many times to shuffle.
        seed (int): makes the shuffles the same each time.
        cut (str): one of CUTS.
        reading (str): as for :func:`design`.
        partners (Iterable[str] | None): the antigens to choose from; all others if None.

    Raises:
        CourseError: an unknown name, or no partner to choose from.
    """
    best = best_partner(cancer, a, gate, cut, reading, partners)
    source, share = numpy.random.default_rng(seed), _share(cancer, a, cut)
    offered = [(_scores(b), gates.coverage(GATES.index(gate), share, _share(cancer, b, cut))) for b in _partners(a, partners)]
    null = numpy.empty(shuffles)
    for turn in range(shuffles):
        null[turn] = max(
            gates.f1(coverage, _marked(_scores(a), _dealt(scores, source), gate, CUTS[cut], reading)[0].mean()) for scores, coverage in offered
        )
    return PartnerTest(best, design(cancer, a, cut=cut), null, float(numpy.mean(null >= best.f1 - 1e-12)))


def _partners(a, wanted):
    """Return the partners of *a* to choose from, in the order of the alphabet."""
    found = [_known("target antigen", b, GENES) for b in GENES if b != a] if wanted is None else sorted({_known("target antigen", b, GENES) for b in wanted} - {a})
    if not found:
        raise CourseError(f"A test of partners needs at least one antigen other than {a}, but partners was {wanted!r}. Name some, such as partners=('EPCAM',).")
    return found


def _known(thing, value, known):
    if value not in known:
        raise CourseError(unknown(thing, value, known))
    return value


def _patients(cancer, gene, cut):
    """Return (patients whose tumour stains at *cut* or above, patients scored)."""
    counts = tables.tumours()[gene, cancer]
    return sum(counts[CUTS[cut] :]), sum(counts)


def _share(cancer, gene, cut):
    positive, total = _patients(cancer, gene, cut)
    return positive / total


@functools.cache
def _scores(gene):
    """Return the levels of *gene* on every cell type of the atlas as an array, UNSCORED where there is none."""
    scores = tables.normal_protein()[gene]
    return numpy.array([scores.get(place, UNSCORED) for place in _PLACES])


def _dealt(scores, source):
    dealt, scored = scores.copy(), scores != UNSCORED
    dealt[scored] = source.permutation(scores[scored])
    return dealt


def _marked(a, b, gate, cut, reading):
    """Return three arrays over the tissues: marked; marked only because a level is missing; without any level of an antigen."""
    some = {name: numpy.maximum.reduceat(truths, _STARTS) for name, truths in gates.on_cell(a, b, cut).items()}
    marked, certain, scored = gates.on_tissue(GATES.index(gate), some)
    if gate == "AND" and reading == "first":
        marked = some["a_perhaps_b"]
    return marked > 0, marked > certain, scored == 0


def _names(truths):
    return tuple(tables.tissues()[tissue][0] for tissue, true in zip(_TISSUES, truths, strict=True) if true)
