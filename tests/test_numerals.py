"""Stated numbers are printed whole, with their units in words."""

import pytest

from sixbarriers.numerals import rounded, stated, with_unit

CASES = {
    0: "0", 9: "9", 23.9: "23.9", -0.3: "−0.3", 260000: "260,000", 1e6: "1 million", 1442522: "1.442522 million",
    2.5e10: "25 billion", 7.1224e14: "712.24 trillion", 3.715843e-6: "3.715843 × 10⁻⁶", 0.005: "0.005", -2e-13: "−2 × 10⁻¹³",
}  # fmt: skip


@pytest.mark.parametrize("value", CASES)
def test_no_digit_is_lost(value):
    """The text holds every digit of the number."""
    assert stated(value).replace("\u00a0", " ") == CASES[value]


def test_rounding_keeps_figures():
    """Rounded to figures, not to places."""
    assert rounded(2.53441e5, 4).replace("\u00a0", " ") == "253,400"
    assert rounded(0.00066123, 2) == "6.6\u00a0×\u00a010⁻⁴"


def test_units_are_said_in_words():
    """Rates read as per, counts are plural unless one."""
    assert with_unit("1", "patients", 1) == "1\u00a0patient"
    assert with_unit("2 million", "cell", 2e6) == "2 million\u00a0cells"
    assert with_unit("0.5", "1/(cell day)", 0.5) == "0.5\u00a0per cell per day"
    assert with_unit("3", "", 3) == "3"
