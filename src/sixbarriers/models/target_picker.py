"""
The target picker: how many patients, and how many healthy tissues, a choice of antigens marks.

Nothing is fitted: it counts in a table of the Human Protein Atlas. An antigen stains k of the n patients scored, at the
cut q or above; the atlas scores each antigen on its own patients, so two of them are taken to be independent::

    a   = k_A / n_A,  b = k_B / n_B                                  patients in whom A, and B, stains   (1), (2)
    c   = a,  a b,  a + b - a b  or  a (1 - b)                       coverage, for A, AND, OR and NOT         (3)
    s   = h / 49  or  h_v / 21                                       spill: h tissues marked, h_v vital ones  (4)
    F_1 = 2 c / (c + s + 1)                                          both in one number                       (5)

A healthy tissue is marked if the gate holds on one of its types of cell; gates.py says how, and how far c may be off.
"""

import itertools

from .. import gates, tables, targets
from ..functions import both, choose, equal, truth
from ..lookup import Table
from ..model import Case, Category, Gauge, Model, Panel, Readout, Scenario, Series
from ..parameter import choice

__all__ = ["TISSUES", "explore", "model", "simulate"]

SOURCE = "hpa22"
TISSUES = tuple(tissue for own in tables.systems().values() for tissue in own)
_ALONE = 0  # the place of "A" among the gates
_LEVELS = ("not scored", "not detected", "low", "medium", "high")
_STATES = ("not marked", "marked", "marked for want of a score", "not scored")
_SPARED, _MARKED, _UNSURE, _UNKNOWN = range(len(_STATES))
_MOST_NAMED = 8
_VITAL = sum(tables.tissues()[tissue][1] for tissue in TISSUES)


def _cells():
    """Return for each tissue the levels of all antigens on its types of cell, alike ones once, and rows of nothing up to the longest."""
    places = {place for scores in tables.normal_protein().values() for place in scores}
    found = []
    for tissue in TISSUES:
        own = [place for place in places if place[0] == tissue]
        found.append(sorted({tuple(tables.normal_protein()[gene].get(place, gates.UNSCORED) for gene in targets.GENES) for place in own}))
    most = max(map(len, found))
    return [rows + [(gates.UNSCORED,) * len(targets.GENES)] * (most - len(rows)) for rows in found]


_ROWS = _cells()
# By antigen, tissue and type of cell; the highest of a tissue; and by antigen and cancer, patients who stain and patients scored.
LEVEL = Table("level", [[[row[gene] for row in rows] for rows in _ROWS] for gene in range(len(targets.GENES))], r"\ell")
HIGHEST = Table("highest", LEVEL.values.max(axis=2), r"\hat{\ell}")
POSITIVE = Table(
    "positive",
    [[[sum(tables.tumours()[gene, cancer][cut:]) for cut in targets.CUTS.values()] for cancer in targets.CANCERS] for gene in targets.GENES],
    "k",
)
SCORED = Table("scored", [[sum(tables.tumours()[gene, cancer]) for cancer in targets.CANCERS] for gene in targets.GENES], "n")


def gate(p):
    """Return the gate in use: an antigen is no partner for itself, and then stands alone."""
    return p.gate * (1 - truth(equal(p.a, p.b)))


def marked(x, p):
    """Return the place in _STATES of the tissue x.tissue, written with truths, 1 or 0, alone."""
    cells = [gates.on_cell(LEVEL(p.a, x.tissue, cell), LEVEL(p.b, x.tissue, cell), p.cut + 1) for cell in range(LEVEL.values.shape[2])]
    some = {name: truth(sum(cell[name] for cell in cells) > 0) for name in cells[0]}
    yes, certain, scored = gates.on_tissue(gate(p), some)
    return yes * (_MARKED * certain + _UNSURE * (1 - certain)) + (1 - yes) * (_SPARED * scored + _UNKNOWN * (1 - scored))


def _bounds(r, p, *intervals):
    return gates.bounds(gate(p), *intervals)


def _exact(r, p):
    return _bounds(r, p, (r.first_share, r.first_share), (r.second_share, r.second_share))


def _uncertain(r, p):
    return _bounds(r, p, (r.first_low, r.first_high), (r.second_low, r.second_high))


def _spill(r, p):
    return choose(p.tissues, {"all": r.hits / len(TISSUES), "vital": r.vital_hits / _VITAL})


def _percent(part):
    return lambda r, p: 100 * part(r, p)


def _formula(name, label, unit, formula, symbol=None, show=True):
    return Readout(name, label, unit, "formula", formula=formula, symbol=symbol, show=show)


def _antigen(name, key, symbol):
    """Return the hidden readouts of one antigen: patients positive and scored, their share, and its interval."""
    return (
        _formula(f"{name}_positive", "", "", lambda r, p: POSITIVE(getattr(p, key), p.cancer, p.cut), show=False),
        _formula(f"{name}_scored", "", "", lambda r, p: SCORED(getattr(p, key), p.cancer), show=False),
        _formula(f"{name}_share", "", "", lambda r, p: getattr(r, f"{name}_positive") / getattr(r, f"{name}_scored"), symbol, show=False),
        *(
            _formula(f"{name}_{end}", "", "", lambda r, p, place=place: gates.wilson(getattr(r, f"{name}_positive"), getattr(r, f"{name}_scored"))[place], show=False)
            for place, end in enumerate(("low", "high"))
        ),
    )  # fmt: skip


_READOUTS = (
    *_antigen("first", "a", "a"),
    *_antigen("second", "b", "b"),
    _formula("share", "", "", lambda r, p: gates.coverage(gate(p), r.first_share, r.second_share), "c", show=False),
    _formula("coverage", "Patients marked", "%", lambda r, p: 100 * r.share),
    _formula("coverage_low", "At the least, with so few patients", "%", _percent(lambda r, p: _uncertain(r, p)[0])),
    _formula("coverage_high", "At the most, with so few patients", "%", _percent(lambda r, p: _uncertain(r, p)[1])),
    _formula("bound_low", "At the least, however two antigens meet", "%", _percent(lambda r, p: _exact(r, p)[0])),
    _formula("bound_high", "At the most, however two antigens meet", "%", _percent(lambda r, p: _exact(r, p)[1])),
    Readout("hits", "Healthy tissues marked", "", "count", "marked", (_MARKED, _UNSURE), symbol="h"),
    Readout("vital_hits", "Vital tissues marked", "", "count", "marked", (_MARKED, _UNSURE), flagged=True, symbol="h_v"),
    Readout("unsure", "Marked for want of a score", "", "count", "marked", (_UNSURE,)),
    _formula("spilled", "", "", _spill, "s", show=False),
    _formula("spill", "Spill", "%", lambda r, p: 100 * r.spilled),
    _formula("f1", "F1", "", lambda r, p: gates.f1(r.share, r.spilled), "F_1"),
)

_NAMES = (
    ("{a}, which is no partner for itself,", lambda r, p: both(equal(p.a, p.b), p.gate > _ALONE)),
    ("{a}", lambda r, p: equal(p.gate, _ALONE)),
    ("{a} {gate} {b}", None),
)
_TISSUES_HIT = (
    (f"none of {len(TISSUES)} healthy tissues.", "and no vital tissue", lambda r, p: equal(r.hits, 0)),
    (f"{{hits}} of {len(TISSUES)} healthy tissues, none of them vital.", "and no vital tissue", lambda r, p: equal(r.vital_hits, 0)),
    (f"{{hits}} of {len(TISSUES)} healthy tissues. Vital among them: {{vital_hits.names}}.", "and vital tissues too", lambda r, p: r.vital_hits <= _MOST_NAMED),
    (f"{{hits}} of {len(TISSUES)} healthy tissues, {{vital_hits}} of them vital.", "and vital tissues too", None),
)
_PATIENTS_HIT = (("At least half of the patients are marked", lambda r, p: r.share >= 0.5), ("Fewer than half of the patients are marked", None))


def _together(*conditions):
    """Return the condition that all *conditions* hold that are not None; None if none is left."""
    kept = [one for one in conditions if one]

    def holds(r, p):
        found = kept[0](r, p)
        for one in kept[1:]:
            found = both(found, one(r, p))
        return found

    return holds if kept else None


_CASES = tuple(
    Case(f"{name} marks {{coverage}} % of patients with {{cancer}} and {tissues}", _together(named, hit, enough), f"{patients}, {vital}")
    for (name, named), (tissues, vital, hit), (patients, enough) in itertools.product(_NAMES, _TISSUES_HIT, _PATIENTS_HIT)
)


def _choices(cancer, a, gate="A", b="MSLN"):
    """Return the parameters of a named design."""

    def one(options, value, label, symbol):
        return choice(options, value, label=label, symbol=symbol, source=SOURCE, kind="observational")

    return {
        "cancer": one(targets.CANCERS, cancer, "cancer", "K"),
        "a": one(targets.GENES, a, "first antigen", "A"),
        "gate": one(gates.GATES, gate, "gate", "g"),
        "b": one(targets.GENES, b, "second antigen", "B"),
        "cut": one(tuple(targets.CUTS), "Medium", "stained at least", "q"),
        "tissues": one(targets.TISSUE_SETS, "all", "tissues in the spill", "V"),
    }


_DESIGNS = {
    "pancreas-or": ("Pancreas: either", "Either of two antigens is enough.", "pancreatic cancer", "CEACAM5", "OR"),
    "pancreas-and": ("Pancreas: both", "Both antigens are needed, on the same type of cell.", "pancreatic cancer", "CEACAM5", "AND"),
    "stomach": ("Stomach", "CLDN18, the protein that satri-cel aims at; the stain does not tell its isoforms apart.", "stomach cancer", "CLDN18"),
    "breast": ("Breast", "ERBB2, which is HER2.", "breast cancer", "ERBB2"),
    "colorectum": ("Colorectum", "CEACAM5, the protein of the CEA test.", "colorectal cancer", "CEACAM5"),
    "ovary": ("Ovary", "Mesothelin (MSLN) and MUC16, which is CA-125.", "ovarian cancer", "MSLN", "AND", "MUC16"),
    "prostate": ("Prostate", "FOLH1, which is PSMA.", "prostate cancer", "FOLH1"),
    "glioma": ("Glioma", "EGFR as it is, not its shortened form EGFRvIII.", "glioma", "EGFR"),
}

model = Model(
    name="target_picker",
    title="Target picker",
    citation=SOURCE,
    credit="Data: Human Protein Atlas, proteinatlas.org, CC BY-SA 3.0; what is derived from them carries the same licence.",
    axis="tissue",
    axis_symbol="x",
    time_label="Healthy tissue",
    time_unit="",
    until=len(TISSUES) - 1,
    categories=tuple(
        Category(tables.tissues()[tissue][0], system, tables.tissues()[tissue][1]) for system, own in tables.systems().items() for tissue in own
    ),
    flag="vital",
    gauge=Gauge("Patients marked", "coverage", "coverage_low", "coverage_high"),
    parameters=_choices("pancreatic cancer", "CEACAM5", "OR"),
    scenarios={name: Scenario(label, note, _choices(*design)) for name, (label, note, *design) in _DESIGNS.items()},
    panels=(Panel("Healthy tissues", ""),),
    series=(
        Series("marked", "the design", "", 0, marked, levels=_STATES),
        Series("first", "first antigen’s stain", "", 0, lambda x, p: HIGHEST(p.a, x.tissue) + 1, levels=_LEVELS),
        Series("second", "second antigen’s stain", "", 0, lambda x, p: HIGHEST(p.b, x.tissue) + 1, levels=_LEVELS),
    ),
    readouts=_READOUTS,
    cases=_CASES,
    controls=("cancer", "a", "gate", "b", "cut", "tissues"),
    assumptions=(
        "An antigen counts as present where the atlas scored its stain at the cut or above, and a tissue as marked if one of its types of cell is.",
        "Two antigens are independent in patients: the atlas scores each on its own. How they meet may move the coverage within its bounds.",
        "A gate reads both antigens on the same type of cell, and a level that is missing counts against the design.",
        "AND is read on the cell types of either antigen and marks a tissue only if both readings do, because the atlas names cell types unevenly.",
        "Which tissues are vital is our choice: those in which damage threatens life within days or weeks.",
    ),
    left_out=(
        "How many molecules a cell carries: a stain that is not detected can still be enough for a CAR-T cell.",
        "Where in the cell the protein lies; the stain is not of the surface alone.",
        "Differences between the cells of one tumour, and what a tumour does to escape.",
        "How well a tissue bears the attack, and whether CAR-T cells reach it.",
        "Tissues that were not sampled, such as the mesothelium, on which mesothelin sits.",
    ),
)

simulate = model.simulate
explore = model.explore
