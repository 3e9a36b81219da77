"""
One target or two (Bozic 2013): escape cells that a tumour holds before any treatment, and what they cost.

A branching process in closed form, so a model without states: its formulas run over M, the tumour's cells. A locus is a
position of the genome at which one mutation lets a cell escape: n1 of them target 1 alone, n2 target 2 alone, n12 both.
Cells divide at rate b and grow on balance at rate r before treatment, b_T and -δ in treatment; u is the mutation rate::

    s     = r / b,  s_T = -δ / b_T          chance that a cell's line survives, and its value in treatment       (1, 2)
    c     = 1/s - 1/s_T,  μ = u/s ln(M s),  k = 2 n1 n2 + n12 (n1 + n2)                                          (3 to 5)
    X     = M (n12 μ + (n1 n2 + n12 (n1 + n2 - n12) / 2) μ²)         escape cells before treatment, on average   (6)
    P_pre = 1 - exp(M u n12 ln s / (1 - s)) exp(M u² k ln s ln(M s) / (s (1 - s)))       one at least is there   (7 to 9)
    P_erad = exp(-M u n12) exp(M u n12 s/s_T) exp(M u² c (...)) exp(-M u² k s/s_T²)       none survives treatment (10 to 14)

The four factors of the last are the paper's: escape in one step or in two, before treatment or during it, and surviving.
Two separate targets have n12 = 0; one target has n1 = n2 = 0 and its own loci in the place of n12, as in the paper.
"""

from types import SimpleNamespace

from ..functions import exp, log, where
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "formulas", "model", "simulate"]


def escape_cells(x, p):
    """Return the escape cells that a tumour holds before treatment, on average, equation (6)."""
    n1, n2, n12 = p.loci_first, p.loci_second, p.loci_shared
    return x.tumour_cells * (n12 * x.share + (n1 * n2 + n12 * (n1 + n2 - n12) / 2) * x.share**2)


def second_before(x, p):
    """Return the chance that no cell that escapes in two steps arises before treatment and survives, equation (12)."""
    M, u, s, c = x.tumour_cells, p.mutation_rate, x.survival, x.excess
    first, second = p.loci_second + p.loci_shared, p.loci_first + p.loci_shared
    return exp(
        M * u**2 * c * (p.loci_first * first * log(1 / (s * M) + u * first * c) + p.loci_second * second * log(1 / (s * M) + u * second * c))
    )


_DEFINITIONS = (
    Definition("survival", "s", lambda x, p: p.growth_rate / p.division_rate),
    Definition("treated_survival", "s_T", lambda x, p: -p.decline_rate / p.treated_division_rate),
    Definition("excess", "c", lambda x, p: 1 / x.survival - 1 / x.treated_survival),
    Definition("share", "μ", lambda x, p: p.mutation_rate / x.survival * log(x.tumour_cells * x.survival)),
    Definition("paths", "k", lambda x, p: 2 * p.loci_first * p.loci_second + p.loci_shared * (p.loci_first + p.loci_second)),
    Definition("escape", "X", escape_cells),
    Definition("no_first", "p_1", lambda x, p: exp(x.tumour_cells * p.mutation_rate * p.loci_shared * log(x.survival) / (1 - x.survival))),
    Definition(
        "no_second", "p_2",
        lambda x, p: exp(
            x.tumour_cells * p.mutation_rate**2 * x.paths * log(x.survival) * log(x.tumour_cells * x.survival) / (x.survival * (1 - x.survival))
        ),
    ),
    Definition("present", r"P_{\text{pre}}", lambda x, p: 1 - x.no_first * x.no_second),
    Definition("first_before", r"p_{1\uparrow}", lambda x, p: exp(-x.tumour_cells * p.mutation_rate * p.loci_shared)),
    Definition(
        "first_during", r"p_{1\downarrow}",
        lambda x, p: exp(x.tumour_cells * p.mutation_rate * p.loci_shared * x.survival / x.treated_survival),
    ),
    Definition("second_before", r"p_{2\uparrow}", second_before),
    Definition(
        "second_during", r"p_{2\downarrow}",
        lambda x, p: exp(-x.tumour_cells * p.mutation_rate**2 * x.paths * x.survival / x.treated_survival**2),
    ),
    Definition("eradicated", r"P_{\text{erad}}", lambda x, p: x.first_before * x.first_during * x.second_before * x.second_during),
)  # fmt: skip


def formulas(cells, p):
    """Return all that the equations name, from ``survival`` to ``eradicated``, for a tumour of so many *cells*."""
    x = SimpleNamespace(tumour_cells=cells)
    for one in _DEFINITIONS:
        setattr(x, one.name, one.value(x, p))
    return x


# The three kinds of line, and the loci that each counts.
_ROUTES = {
    "one": ("one target", lambda p: {"loci_first": 0, "loci_second": 0, "loci_shared": p.loci_first}),
    "two": ("two targets", lambda p: {"loci_shared": 0}),
    "shared": ("two with shared loci", lambda p: {}),
}
# A number so small that it is told as none, in cells or per cent.
_NONE = 1e-9


def _along(name, key, cells, p):
    """Return what the equations call *name* for a tumour of so many *cells*, with the loci of one kind of line."""
    return getattr(formulas(cells, SimpleNamespace(**{**vars(p), **_ROUTES[key][1](p)})), name)


def _series(name, panel):
    """Return the three lines of one panel, in per cent."""

    def line(key):
        return lambda x, p: 100 * _along(name, key, x.tumour_cells, p)

    return tuple(Series(f"{name}_{key}", label, "%", panel, line(key), look=look) for look, (key, (label, _)) in enumerate(_ROUTES.items()))


def _readouts(name, label, unit, factor=1, show=True):
    """Return what the equations call *name* at the tumour size to read off, for each kind of line."""

    def at_size(key):
        def value(r, p):
            found = factor * _along(name, key, p.tumour_size, p)
            return where(found < _NONE, 0, found)

        return value

    return tuple(
        Readout(f"{name}_{key}", f"{label}, {words}", unit, "formula", formula=at_size(key), show=show)
        for key, (words, _) in _ROUTES.items()
    )


_TABLE = {
    "tumour_size": ("tumour size to read off", "M_0", 1e6, 1e12, "log"),
    "loci_first": ("loci that escape target 1", "n_1", 5, 500, "log"),
    "loci_second": ("loci that escape target 2", "n_2", 5, 500, "log"),
    "loci_shared": ("shared loci that escape both", "n_{12}", 0, 5, "linear"),
    "mutation_rate": ("mutation rate of a locus", "u", 1e-10, 1e-6, "log"),
    "division_rate": ("cell division", "b", 0.07, 0.28, "log"),
    "growth_rate": ("net growth before treatment", "r", 0.005, 0.02, "log"),
    "treated_division_rate": ("cell division in treatment", "b_T", 0.05, 1.0, "log"),
    "decline_rate": ("net decline in treatment", "δ", 0.01, 0.07, "log"),
}


def _parameters(prefix, names, **ranges):
    """Return {name: Parameter} from registry entries *prefix*-name; *ranges* replace (low, high)."""
    found = {}
    for name in names:
        label, symbol, low, high, scale = _TABLE[name]
        low, high = ranges.get(name, (low, high))
        found[name] = from_evidence(f"{prefix}-{name.replace('_', '-')}", label=label, symbol=symbol, low=low, high=high, scale=scale)
    return found


_BASE = _parameters("bozic2013", _TABLE)
# Where cells divide daily, mutations pile up: beyond this rate the formulas would count more escape cells than cells.
_TURNOVER = {
    **_parameters("bozic2013-turnover", ("division_rate", "treated_division_rate"), division_rate=(0.28, 1.0)),
    **_parameters("bozic2013", ("mutation_rate",), mutation_rate=(1e-10, 1e-7)),
}


model = Model(
    name="bozic2013",
    title="One target or two: escape that is already there",
    citation="bozic2013",
    axis="tumour_cells",
    axis_symbol="M",
    axis_scale="log",
    time_label="Tumour size",
    time_unit="cell",
    start=1e6,
    until=1e12,
    parameters=_BASE,
    definitions=_DEFINITIONS,
    scenarios={
        "killing": Scenario("The drug kills", "As fitted to melanoma: in treatment sensitive cells die faster."),
        "blocking": Scenario(
            "The drug stops division", "Sensitive cells decline as fast, because they divide less.",
            _parameters("bozic2013-blocking", ("treated_division_rate",)),
        ),
        "turnover": Scenario("Fast turnover", "Cells divide once a day and nearly as many die; growth and decline are the same.", _TURNOVER),
    },
    panels=(
        Panel("Before treatment: an escape cell is there", "%", floor=0.0, ceiling=100.0),
        Panel("After a drug of steady effect: eradicated", "%", floor=0.0, ceiling=100.0),
    ),
    series=(*_series("present", 0), *_series("eradicated", 1)),
    readouts=(
        *_readouts("escape", "Escape cells", "on average"),
        *_readouts("present", "An escape cell is there", "%", 100, show=False),
        *_readouts("eradicated", "Eradicated", "%", 100),
        *(
            Readout(f"half_{key}", f"Half are eradicated at, {words}", "cell", "first_below", f"eradicated_{key}", 50.0, show=False)
            for key, (words, _) in _ROUTES.items()
        ),
    ),
    cases=(
        Case(
            "Of tumours of {tumour_size} cells, {present_one}\u00a0% hold a cell that escapes one target before any treatment; "
            "a second target brings that down to {present_two}\u00a0%, or to {present_shared}\u00a0% with {loci_shared} shared loci.",
            lambda r, p: r.present_one < 50,
            "Most tumours hold no cell that escapes even one target",
        ),
        Case(
            "Of tumours of {tumour_size} cells, {present_one}\u00a0% hold a cell that escapes one target before any treatment. "
            "A second target brings that down to {present_two}\u00a0%, and with {loci_shared} shared loci to {present_shared}\u00a0%.",
            lambda r, p: r.present_shared < 50,
            "A second target protects most tumours, shared loci or not",
        ),
        Case(
            "Of tumours of {tumour_size} cells, {present_one}\u00a0% hold a cell that escapes one target before any treatment. "
            "A second target brings that down to {present_two}\u00a0%, but with {loci_shared} shared loci it is {present_shared}\u00a0%.",
            lambda r, p: r.present_two < 50,
            "A second target protects most tumours, unless the targets share a way to escape",
        ),
        Case(
            "Of tumours of {tumour_size} cells, {present_one}\u00a0% hold a cell that escapes one target before any treatment. "
            "Even a second target leaves {present_two}\u00a0%, and {present_shared}\u00a0% with {loci_shared} shared loci.",
            outcome="Even with two separate targets most tumours hold a cell that escapes both",
        ),
    ),
    references=(Reference("read off here", None, "tumour_size"),),
    controls=("tumour_size", "loci_first", "loci_second", "loci_shared", "mutation_rate"),
    assumptions=(
        "A tumour grows from one sensitive cell at constant rates of division and death; escape costs a cell nothing.",
        "A locus escapes by one mutation, at the same rate for each, and never mutates back.",
        "Mutations are rare: the formulas hold while mutation rate times loci is far below one.",
        "One target has the loci of target 1, with none shared.",
        "The lower panel assumes a treatment that acts at one rate on every sensitive cell, as a drug may.",
    ),
    left_out=(
        "CAR-T cells: the authors say themselves that their results do not readily apply to immune therapies, and name CARs against CD19. "
        "Only what is said of the time before treatment does not depend on the therapy.",
        "Escape without a mutation: antigen hidden, trimmed from the surface, silenced or made at low density.",
        "The second copy of a gene: one mutation is taken to be enough, where a cell with two copies may need two.",
        "Space and supply: a real tumour does not grow at one rate throughout.",
        "A cost of escape, stem cells, and more than two targets.",
    ),
)

simulate = model.simulate
explore = model.explore
