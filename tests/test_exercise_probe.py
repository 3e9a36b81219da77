"""What the probe tells about a figure: all of a long line, and lines however they were drawn."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from sixbarriers.exercises import probe


@pytest.fixture
def panel():
    """Return the axes of a figure with one panel."""
    return Figure().subplots()


def told(panel):
    """Return the lines that the probe tells of the figure of *panel*."""
    return probe.figure({"figure": panel.figure}, "figure")["axes"][0]["lines"]


@pytest.mark.parametrize("points", [4001, 6000, 50_001])
def test_a_long_line_is_thinned_evenly(panel, points):
    """A line of more points than the probe tells keeps its first and its last point, and its gaps are even."""
    x = np.linspace(0, 365, points)
    panel.plot(x, 2 * x)
    (line,) = told(panel)

    assert len(line["x"]) == len(line["y"]) == 4000
    assert (line["x"][0], line["x"][-1]) == (0, 365)
    assert np.allclose(line["y"], 2 * np.array(line["x"]))
    assert np.diff(line["x"]).max() < 365 / 3999 + 365 / (points - 1)


@pytest.mark.parametrize("points", [0, 1, 2, 4000])
def test_a_short_line_is_told_whole(panel, points):
    """A line of no more points than the probe tells is told point by point."""
    x = np.arange(points)
    panel.plot(x, -x)

    assert told(panel) == [{"x": list(map(float, x)), "y": list(map(float, -x)), "label": "_child0"}]


def test_hlines_and_vlines_are_lines(panel):
    """What hlines() and vlines() draw is told after the lines, each segment with its two points and the label."""
    panel.plot([1, 2, 3], [1, 4, 9])
    panel.hlines(5, 0, 10, label="level")
    panel.vlines([2, 3], 0, 9)
    curve, level, *upright = told(panel)

    assert len(curve["x"]) == 3
    assert level == {"x": [0, 10], "y": [5, 5], "label": "level"}
    assert [(line["x"], line["y"]) for line in upright] == [([2, 2], [0, 9]), ([3, 3], [0, 9])]


def test_a_filled_band_is_no_line(panel):
    """What is filled is not taken for a line."""
    panel.fill_between([0, 1], [0, 0], [1, 1])

    assert told(panel) == []
