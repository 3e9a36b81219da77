"""A run is drawn the same way each time, and drawing it leaves the learner's matplotlib alone."""

import re

import matplotlib
import numpy
import pytest
from matplotlib.figure import Figure

from sixbarriers.models import carrgo, cartmath, exhaustion_chain
from sixbarriers.plot import picture, plot
from sixbarriers.tables import pbt030_killing


@pytest.fixture(autouse=True)
def no_window():
    """Draw into memory: the machine may have no screen."""
    from matplotlib import pyplot

    pyplot.switch_backend("agg")
    yield
    pyplot.close("all")


@pytest.fixture(scope="module")
def cured():
    """Return a run in which the tumour goes extinct."""
    return cartmath.simulate("HDLM-2")


def test_a_figure_has_one_axes_for_each_panel(cured):
    """Panels are stacked, each with axes of its own."""
    assert len(cured.model.panels) == len(plot(cured).axes)


def test_axes_carry_label_and_unit(cured):
    """A reader can tell what each axis measures, and in what."""
    assert ["Tumour (cell)", "CAR-T cells (cell)"] == [ax.get_ylabel() for ax in plot(cured).axes]


def test_time_is_named_once_at_the_foot():
    """The shared time axis says its unit, that of the scenario."""
    assert ["", "Time (hour)"] == [ax.get_xlabel() for ax in plot(carrgo.simulate("PBT030-2500")).axes]


def test_an_extinct_tumour_is_drawn_at_the_floor(cured):
    """On a logarithmic axis zero cells lie on the panel's floor, not nowhere."""
    line = plot(cured).axes[0].lines[0].get_ydata()

    assert 0 == cured.series["tumour"][-1]
    assert cured.model.panels[0].floor == line[-1] == line.min()


def test_lines_of_a_panel_differ_in_colour_and_dash():
    """Colour alone never tells two lines apart."""
    lines = plot(exhaustion_chain.simulate("chronic")).axes[0].lines[:3]

    assert 3 == len({line.get_color() for line in lines}) == len({str(line._unscaled_dash_pattern) for line in lines})


def test_each_line_is_named_at_its_end(cured):
    """Names stand beside the lines; no legend has to be searched."""
    names = {text.get_text() for ax in plot(cured).axes for text in ax.texts}

    assert {line.label for line in cured.model.series} <= names


def test_names_of_lines_that_end_together_do_not_touch():
    """Where lines meet at the end, their names are moved apart."""
    figure = plot(exhaustion_chain.simulate("rested"))
    figure.draw_without_rendering()
    names = {line.label for line in exhaustion_chain.model.series}
    boxes = [t.get_window_extent() for ax in figure.axes for t in ax.texts if t.get_text() in names]

    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]


def test_the_dose_is_marked(cured):
    """A reader sees when the cells were given."""
    assert "dose" in [text.get_text() for text in plot(cured).axes[0].texts]


def test_taking_something_away_is_not_called_a_dose():
    """A negative dose is named for what it removes."""
    texts = [text.get_text() for text in plot(exhaustion_chain.simulate("rested")).axes[0].texts]

    assert "antigen removed" in texts
    assert "dose" not in texts


def test_given_axes_are_used(cured):
    """A learner may place the panels in a figure of their own."""
    figure = Figure()

    assert figure is plot(cured, axes=figure.subplots(2))


def test_drawing_changes_no_global_style(cured):
    """The learner's own matplotlib settings are as they were."""
    before = dict(matplotlib.rcParams)
    plot(cured)
    picture(cured)

    assert before == dict(matplotlib.rcParams)


def test_a_picture_is_the_same_bytes_each_time(cured):
    """Building the book twice changes no picture."""
    assert picture(cured) == picture(cartmath.simulate("HDLM-2"))


def test_a_picture_ignores_the_learners_style(cured):
    """What somebody set before does not leak into the book."""
    before = picture(cured)
    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "yellow", "lines.linewidth": 9}):
        assert before == picture(cured)


def test_a_picture_has_no_ground_of_its_own(cured):
    """Transparent, it lies on light and dark pages alike."""
    assert not re.search(r"fill: ?(#ffffff|white)", picture(cured))


def test_pictures_can_share_a_page(cured):
    """No two pictures of a page use the same id."""
    ids = [set(re.findall(r' id="([^"]+)"', picture(run))) for run in (cured, cartmath.simulate("RAJI"), carrgo.simulate())]

    assert sum(map(len, ids)) == len(set.union(*ids))


def test_a_picture_refers_only_to_what_it_holds(cured):
    """Every reference inside the picture finds its target."""
    svg = picture(cured)

    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg)) <= set(re.findall(r' id="([^"]+)"', svg))


def test_the_killing_curves_have_four_doses_every_six_hours():
    """The shipped table is complete."""
    curves = pbt030_killing()

    assert [0, 500, 1250, 2500] == list(curves)
    assert all(numpy.array_equal(numpy.arange(0, 133, 6), hours) and 23 == len(index) for hours, index in curves.values())


@pytest.mark.parametrize("plated", [500, 1250, 2500])
def test_the_killing_curves_start_where_the_fits_do(plated):
    """The first reading is the cell index from which the fitted model starts."""
    start = carrgo.model.resolve(f"PBT030-{plated}")["tumour_start"]

    assert pytest.approx(start, abs=1e-4) == pbt030_killing()[plated][1][0]
