"""What the build draws from the shipped measurements says what they hold, and needs neither a network nor one colour scheme."""

import re

import pytest

from sixbarriers.drawings import DRAWINGS, drawing
from sixbarriers.errors import CourseError
from sixbarriers.tables import il13ra2_escape

TABLE = il13ra2_escape()


def change(line, kind):
    """Return the cells of *kind* with 2,500 CAR-T cells, of those without."""
    return TABLE[line][2500][kind].mean / TABLE[line][0][kind].mean


def test_positive_cells_fall_and_negative_cells_rise_in_one_line():
    """In PBT030 the positive cells fall 34.5-fold, and the negative ones rise 2.70-fold, as in the authors' counts."""
    assert 1 / change("PBT030", "positive") == pytest.approx(34.5, rel=2e-3)
    assert change("PBT030", "negative") == pytest.approx(2.70, rel=3e-3)


def test_a_gate_is_no_threshold():
    """In PBT128, where few cells count as positive, both kinds fall, and the negative ones further."""
    assert TABLE["PBT128"][0]["positive_percent"] < 10
    assert change("PBT128", "negative") < change("PBT128", "positive") < 1


@pytest.mark.parametrize("line", TABLE)
def test_the_mean_lies_between_the_two_wells(line):
    """Each mean is that of its two wells, to the last digit that the table keeps."""
    for dose in TABLE[line].values():
        for kind in ("positive", "negative"):
            assert dose[kind].mean == pytest.approx((dose[kind].low + dose[kind].high) / 2, abs=0.11)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_the_same_each_time_and_shares_no_ids(name):
    """The same bytes twice; what is referred to within a picture belongs to it alone; ink takes the colour of the text."""
    pictures, sentence = drawing(name)
    ids = [found for picture in pictures for found in set(re.findall(r' id="([^"]+)"', picture))]

    assert drawing(name) == (pictures, sentence)
    assert len(ids) == len(set(ids))
    assert all("currentColor" in picture and "#010203" not in picture for picture in pictures)


def test_the_squares_say_the_coverage_of_the_model():
    """The three squares show complete, chance and nested coverage of two antigens on three quarters of the cells."""
    pictures, sentence = drawing("antigen-overlap")

    assert [re.search(r"seen: ([\d.]+) %", picture)[1] for picture in pictures] == ["100", "93.8", "75"]
    assert all(f"{share} %" in sentence for share in ("100", "93.8", "75"))


def test_an_unknown_drawing_is_named():
    """The error says which drawings there are."""
    with pytest.raises(CourseError, match="antigen-loss"):
        drawing("antigen-los")
