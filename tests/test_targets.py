"""The target picker gives the reference values, keeps its promises on every design, and refuses bad input in words."""

import json
import pathlib

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixbarriers import tables, targets
from sixbarriers.errors import CourseError

GOLDEN = json.loads((pathlib.Path(__file__).parent / "fixtures" / "golden" / "targets.json").read_text(encoding="utf-8"))
DESIGNS = {name: case for name, case in GOLDEN.items() if isinstance(case, dict) and "cancer" in case}
CUT = {1: "Low", 2: "Medium", 3: "High"}
few = settings(max_examples=60, deadline=None, derandomize=True)
two = st.lists(st.sampled_from(targets.GENES), min_size=2, max_size=2, unique=True)
cancers, cuts = st.sampled_from(targets.CANCERS), st.sampled_from(list(targets.CUTS))


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_gives_the_reference_values(name):
    """Coverage, bounds, spill, precision, F1 and the vital tissues, to the digits given; AND read as the reference did."""
    case = DESIGNS[name]
    found = targets.design(case["cancer"], case["A"], case["B"], case["gate"], CUT[case["cut"]], reading="first")
    names = {tissue: name for tissue, (name, _) in tables.tissues().items()}

    assert found.coverage == pytest.approx(case["coverage"], abs=6e-5)
    assert found.bounds == pytest.approx((case["cov_lo"], case["cov_hi"]), abs=6e-5)
    assert (found.count, len(found.hit)) == (case["n_tissues"], case["n_hit"])
    assert (found.spill, found.precision, found.f1) == pytest.approx((case["spill"], case["precision"], case["F1"]), abs=6e-5)
    assert found.vital_hit == tuple(names[tissue] for tissue in case["vital_hit"])


# The table of designs at the cut Medium: coverage, spill, F1, and how many vital tissues are marked.
TABLE = {
    ("stomach cancer", "CLDN18", None, "A"): (0.50, 0.061, 0.640, 3),
    ("breast cancer", "ERBB2", None, "A"): (0.545, 0.286, 0.596, 3),
    ("colorectal cancer", "CEACAM5", None, "A"): (1.0, 0.143, 0.933, 5),
    ("ovarian cancer", "MSLN", None, "A"): (0.75, 0.163, 0.784, 3),
    ("ovarian cancer", "MSLN", "MUC16", "AND"): (0.682, 0.061, 0.782, 2),
    ("pancreatic cancer", "CEACAM5", "MSLN", "AND"): (0.477, 0.041, 0.629, 2),
    ("pancreatic cancer", "CEACAM5", "MSLN", "OR"): (0.909, 0.265, 0.836, 6),
    ("prostate cancer", "FOLH1", None, "A"): (1.0, 0.082, 0.961, 3),
    ("glioma", "EGFR", None, "A"): (0.75, 0.449, 0.682, 8),
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(str(part) for part in row))
def test_a_row_of_the_table_of_designs(row):
    """Each row of the table is met to three decimals, AND read on the first antigen's cell types."""
    cancer, a, b, gate = row
    found = targets.design(cancer, a, b, gate, reading="first")

    assert (found.coverage, found.spill, found.f1, len(found.vital_hit)) == pytest.approx(TABLE[row], abs=6e-4)


def test_the_cut_decides_how_toxic_her2_looks():
    """HER2 marks 59, 29 or no per cent of healthy tissues at the cuts Low, Medium and High; 14 % of the vital ones at Medium."""
    spills = [targets.design("breast cancer", "ERBB2", cut=cut).spill for cut in targets.CUTS]

    assert spills == pytest.approx([29 / 49, 14 / 49, 0])
    assert targets.design("breast cancer", "ERBB2", tissues="vital").spill == pytest.approx(3 / 21)


def test_reading_both_ways_mends_an_artefact_of_names():
    """MSLN AND MUC16: colon and rectum were marked only because MUC16 was scored on other cell types there, on none of which it stains."""
    first, both = (targets.design("ovarian cancer", "MSLN", "MUC16", "AND", reading=reading) for reading in ("first", "both"))

    assert first.hit == ("colon", "placenta", "rectum")
    assert first.unsure == first.hit
    assert both.hit == ()


@few
@given(cancers, two, cuts)
def test_the_order_of_two_antigens_does_not_matter(cancer, pair, cut):
    """A AND B is B AND A, and A OR B is B OR A."""
    a, b = pair
    for gate in ("AND", "OR"):
        one, other = targets.design(cancer, a, b, gate, cut), targets.design(cancer, b, a, gate, cut)

        assert (one.hit, one.bounds) == (other.hit, other.bounds)
        assert one.coverage == pytest.approx(other.coverage)


@few
@given(cancers, two, cuts)
def test_gates_stand_in_their_order(cancer, pair, cut):
    """AND and NOT mark no more than A where both were scored; OR marks A's and B's tissues; coverage lies within its bounds and interval."""
    a, b = pair
    found = {gate: targets.design(cancer, a, None if gate == "A" else b, gate, cut) for gate in targets.GATES}
    alone = set(found["A"].hit)

    assert set(found["AND"].hit) <= alone | set(found["AND"].unscored)
    assert set(found["NOT"].hit) <= alone
    assert set(found["OR"].hit) == alone | set(targets.design(cancer, b, cut=cut).hit)
    for one in found.values():
        assert one.interval[0] - 1e-12 <= one.bounds[0] <= one.coverage + 1e-12
        assert one.coverage <= one.bounds[1] + 1e-12 <= one.interval[1] + 1e-9
        assert 0 <= one.f1 <= 1


def test_wilson_gives_the_reference_intervals():
    """Nine of twelve and six of twelve, to four decimals."""
    assert targets.wilson(9, 12) == pytest.approx(GOLDEN["wilson_MSLN_ovary_9of12"], abs=5e-5)
    assert targets.wilson(6, 12) == pytest.approx(GOLDEN["wilson_CLDN18_stomach_6of12"], abs=5e-5)
    assert targets.wilson(0, 12)[0] == pytest.approx(0, abs=1e-12)


def test_the_best_single_antigens_are_the_reference_ones():
    """In each cancer of the reference the best single antigen at Medium is met."""
    for row in GOLDEN["screen_by_cancer"]:
        best = max((targets.design(row["cancer"], gene) for gene in targets.GENES), key=lambda one: one.f1)

        assert best.f1 == pytest.approx(row["F1_single"], abs=6e-5)


# The mean over the shuffles of the best F1 of 27 partners, as an independent computation found it (ch3 extras).
NULL = {
    ("ovarian cancer", "MSLN", "AND"): (0.8099, 0.8144), ("ovarian cancer", "MSLN", "NOT"): (0.7925, 0.7910),
    ("pancreatic cancer", "MSLN", "AND"): (0.7925, 0.7946), ("pancreatic cancer", "MSLN", "NOT"): (0.7925, 0.7939),
    ("glioma", "EGFR", "AND"): (0.6589, 0.6667), ("glioma", "EGFR", "NOT"): (0.7224, 0.7125),
    ("stomach cancer", "CLDN18", "AND"): (0.6405, 0.6586), ("stomach cancer", "CLDN18", "NOT"): (0.6405, 0.6519),
}  # fmt: skip


@pytest.mark.parametrize("case", NULL, ids=lambda case: " ".join(case))
def test_the_best_partner_is_no_better_than_a_shuffled_one(case):
    """The best F1 and the mean of the shuffles are the reference's; at least one shuffle in eight does as well."""
    best, null = NULL[case]
    found = targets.partner_test(*case, shuffles=100, reading="first")

    assert found.best.f1 == pytest.approx(best, abs=6e-5)
    assert found.null.mean() == pytest.approx(null, abs=0.005)
    assert found.share > 1 / 8


def test_shuffles_are_repeatable():
    """The same seed gives the same shuffles, another seed others."""
    first, again, other = (targets.partner_test("glioma", "EGFR", "NOT", shuffles=10, seed=seed).null for seed in (1, 1, 2))

    assert numpy.array_equal(first, again)
    assert not numpy.array_equal(first, other)


BAD = {
    "unknown antigen": (("lung cancer", "MLSN"), {}, ["'MLSN'", "antigen", "Did you mean 'MSLN'"]),
    "unknown second antigen": (("lung cancer", "MSLN", "CEA", "AND"), {}, ["'CEA'", "antigen", "CEACAM5"]),
    "unknown cancer": (("pancreas cancer", "MSLN"), {}, ["'pancreas cancer'", "Did you mean 'pancreatic cancer'"]),
    "unknown gate": (("lung cancer", "MSLN", "EGFR", "XOR"), {}, ["'XOR'", "gate", "NOT"]),
    "unknown cut": (("lung cancer", "MSLN"), {"cut": "medium"}, ["'medium'", "Did you mean 'Medium'"]),
    "unknown tissues": (("lung cancer", "MSLN"), {"tissues": "some"}, ["'some'", "all, vital"]),
    "gate without partner": (("lung cancer", "MSLN", None, "AND"), {}, ["AND", "needs a second antigen", "None"]),
    "partner without gate": (("lung cancer", "MSLN", "EGFR"), {}, ["takes one antigen only", "'EGFR'"]),
    "twice the same": (("lung cancer", "MSLN", "MSLN", "OR"), {}, ["must differ", "'MSLN'"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_design_refuses_in_words(name):
    """The message names the thing, the rule, the value received and what to choose instead."""
    arguments, named, words = BAD[name]
    with pytest.raises(CourseError) as caught:
        targets.design(*arguments, **named)

    assert [word for word in words if word not in str(caught.value)] == []


def test_impossible_counts_are_refused():
    """A share of more than all, or of nobody, is refused with the counts."""
    for positive, total in ((5, 4), (0, 0), (-1, 3)):
        with pytest.raises(CourseError, match=f"received {positive} of {total}"):
            targets.wilson(positive, total)


def test_a_design_speaks():
    """The sentence names the design, both shares and the tissues."""
    assert targets.design("pancreatic cancer", "CEACAM5", "MSLN", "AND").sentence == (
        "CEACAM5 AND MSLN marks 48 % of patients with pancreatic cancer and 2 of 49 healthy tissues: colon and rectum."
    )
