"""Models without states, and runs that start at another time than zero."""

import matplotlib
import numpy
import pytest
from matplotlib.figure import Figure

from sixbarriers import bundle
from sixbarriers.functions import log, minimum, where
from sixbarriers.javascript import compile_model, specification
from sixbarriers.model import Case, Definition, Dose, Model, Panel, Readout, Scenario, Series
from sixbarriers.models import bozic2013, carrgo, cartmath
from sixbarriers.parameter import Parameter
from sixbarriers.plot import picture, plot
from sixbarriers.tex import equations

HALF = Parameter(value=1000.0, unit="molecule", low=10.0, high=1e5, kind="illustrative", source="ours", label="half", symbol="K", scale="log")
DOSE_RESPONSE = Model(
    name="response", title="Response", citation="barros2021", axis="antigens", axis_symbol="A", axis_scale="log",
    time_label="Antigens on a cell", time_unit="molecule", start=10.0, until=1e5,
    parameters={"half": HALF}, scenarios={"only": Scenario("Only")},
    definitions=(Definition("ratio", "q", lambda x, p: x.antigens / p.half),),
    panels=(Panel("Killed", "%"),),
    series=(Series("killed", "killed", "%", 0, lambda x, p: 100 * x.ratio / (1 + x.ratio), symbol="k"),),
    readouts=(
        Readout("at_half", "Killed at the half", "%", "at", "killed", "half"),
        Readout("enough", "Enough for three quarters", "molecule", "first_above", "killed", 75.0),
        Readout("most", "Most killed", "%", "peak", "killed"),
        Readout("most_at", "Most killed at", "molecule", "peak_time", "killed"),
        Readout("end", "Killed at the end", "%", "final", "killed"),
    ),
    cases=(Case("{end} % are killed."),), controls=("half",), assumptions=(), left_out=(),
)  # fmt: skip


def test_a_formula_is_evaluated_along_its_axis():
    """A run holds the axis under time, the lines under series, and no states."""
    run = DOSE_RESPONSE.simulate(half=500.0)

    assert (run.states, run.doses, run.extinctions) == ({}, (), {})
    assert run.series["killed"] == pytest.approx(100 * run.time / (run.time + 500))
    assert (run.time[0], run.time[-1], len(run.time)) == (10.0, 1e5, 401)


def test_every_power_of_ten_gets_the_same_number_of_points():
    """On a logarithmic axis the ratio of neighbours is constant."""
    ratio = numpy.diff(numpy.log(DOSE_RESPONSE.simulate().time))

    assert ratio == pytest.approx(numpy.full(400, numpy.log(1e4) / 400), rel=1e-9)


def test_a_formula_is_evaluated_exactly_where_asked():
    """Places asked for are kept as they are, one alone too."""
    run = DOSE_RESPONSE.simulate(at=[1000.0])

    assert (run.time.tolist(), run.series["killed"].tolist()) == ([1000.0], [50.0])


def test_what_is_read_between_points_is_read_along_the_logarithm():
    """Values and crossings lie where the formula has them, to the square of the points' distance."""
    found = DOSE_RESPONSE.simulate().readouts

    assert found["at_half"] == pytest.approx(50, rel=1e-5)
    assert found["enough"] == pytest.approx(3000, rel=1e-4)
    assert found["most"] == found["end"] == pytest.approx(100 * 1e5 / (1e5 + 1000))
    assert found["most_at"] == pytest.approx(1e5)


def test_a_peak_is_found_between_the_points_of_a_logarithmic_axis():
    """The parabola through three points lies along the logarithm too."""
    hump = DOSE_RESPONSE.replace(
        definitions=(), series=(Series("hump", "hump", "", 0, lambda x, p: -(log(x.antigens / p.half) ** 2)),),
        readouts=(Readout("top", "Top", "molecule", "peak_time", "hump"), Readout("end", "End", "", "peak", "hump")),
    )  # fmt: skip
    found = hump.simulate(half=1234.5).readouts

    assert found["top"] == pytest.approx(1234.5, rel=1e-9)
    assert found["end"] == pytest.approx(0, abs=1e-9)


def test_a_linear_axis_has_even_points_from_its_start():
    """A formula model may have a linear axis that starts anywhere, below zero too."""
    model = DOSE_RESPONSE.replace(axis_scale="linear", start=-5.0, until=15.0, readouts=(), cases=(Case("Done."),))

    assert model.simulate().time == pytest.approx(numpy.linspace(-5, 15, 401))


def test_a_constant_formula_is_a_line():
    """A series that does not depend on the axis has a value everywhere."""
    flat = DOSE_RESPONSE.replace(definitions=(), series=(Series("flat", "flat", "", 0, lambda x, p: p.half),), readouts=(), cases=(Case("Done."),))

    assert set(flat.simulate().series["flat"].tolist()) == {1000.0}


def test_the_table_of_a_run_is_headed_by_the_axis():
    """The first column of the CSV names what the axis measures."""
    assert DOSE_RESPONSE.simulate(at=[1000.0]).to_csv() == "antigens (molecule),killed (%)\n1000.0,50.0\n"


def test_the_page_gets_the_axis():
    """The compiled model knows where its axis starts, what it is called and how it is spread."""
    spec = specification(DOSE_RESPONSE)

    assert (spec["start"], spec["until"], spec["axis"], spec["axis_scale"], spec["states"]) == (10.0, 1e5, "antigens", "log", [])
    assert specification(cartmath.model)["axis_scale"] == "linear"
    assert "out[0] = " in compile_model(DOSE_RESPONSE)


def test_formulas_are_printed_with_the_definitions_that_they_name():
    """The lines with a symbol come first, then the definitions; nothing is written out twice."""
    assert equations(DOSE_RESPONSE) == [r"k = \frac{100 \, q}{1 + q}", r"q = \frac{A}{K}"]


def test_functions_of_a_formula_are_printed():
    """Choice, limits and logarithms become LaTeX as they become JavaScript."""
    model = DOSE_RESPONSE.replace(
        definitions=(), readouts=(), cases=(Case("Done."),),
        series=(Series("it", "it", "", 0, lambda x, p: where(x.antigens < p.half, log(x.antigens), -minimum(x.antigens, 2) / 3), symbol="y"),),
    )  # fmt: skip

    assert equations(model) == [
        r"y = \begin{cases} \ln\left(A\right) & \text{if } A < K \\ -\frac{\min\left(A, 2\right)}{3} & \text{otherwise} \end{cases}"
    ]


def test_the_picture_has_a_logarithmic_axis_with_its_label_and_unit():
    """matplotlib draws what the page draws, between the same ends."""
    ax = plot(DOSE_RESPONSE.simulate(), axes=[Figure().add_subplot()]).axes[0]

    assert (ax.get_xscale(), ax.get_xlim(), ax.get_xlabel()) == ("log", (10.0, 1e5), "Antigens on a cell (molecule)")


def test_a_picture_of_a_formula_is_the_same_bytes_each_time():
    """Building the book twice changes no picture."""
    before = dict(matplotlib.rcParams)

    assert picture(bozic2013.simulate()) == picture(bozic2013.simulate())
    assert before == dict(matplotlib.rcParams)


def test_lines_that_share_a_look_are_drawn_alike():
    """The same kind of line has one colour and dash in every panel."""
    axes = plot(bozic2013.simulate(), axes=Figure().subplots(2)).axes
    looks = [[(line.get_color(), str(line._unscaled_dash_pattern)) for line in ax.lines] for ax in axes]

    assert looks[0] == looks[1]
    assert len(set(looks[0])) == 3


def test_a_later_start_is_the_same_run_later():
    """Equations that do not know the time give the same states from another start."""
    usual, later = carrgo.model.simulate(), carrgo.model.replace(start=100.0, until=160.0).simulate()

    assert later.time == pytest.approx(usual.time + 100)
    for name, values in usual.states.items():
        assert later.states[name] == pytest.approx(values, rel=1e-7, abs=1e-12)


def test_doses_at_and_after_a_later_start_are_given():
    """A dose at the start is in it, its time stands twice after the start, and none may come before."""
    model = cartmath.model.replace(start=10.0)
    run = model.simulate(until=30, at=[10, 12, 20], doses=[Dose("effector", 10, 1e6), Dose("effector", 12, 1e6)])
    usual = cartmath.simulate(until=20, at=[0, 2, 10], doses=[Dose("effector", 0, 1e6), Dose("effector", 2, 1e6)])

    assert run.states["effector"] == pytest.approx(usual.states["effector"], rel=1e-7)
    with pytest.raises(ValueError, match="within the run, from 10 to 30 day"):
        model.simulate(until=30, doses=[Dose("effector", 9, 1e6)])


def test_definitions_serve_equations_too():
    """A definition stands beside the states in the equations, in Python, on the page and in print."""
    named = carrgo.model.replace(
        definitions=(Definition("room", "F", lambda state, p: 1 - state.tumour / p.carrying_capacity),),
        equations=lambda state, p: {
            **carrgo.equations(state, p),
            "tumour": p.growth_rate * state.tumour * state.room - p.kill_rate * state.tumour * state.effector,
        },
    )

    assert named.simulate().states["tumour"] == pytest.approx(carrgo.simulate().states["tumour"], rel=1e-9)
    assert equations(named)[-1] == r"F = 1 - \frac{X}{K}"
    assert r"ρ \, X \, F" in equations(named)[0]
    assert "p[" in compile_model(named)


def test_a_series_may_use_the_time_of_a_model_with_states():
    """The horizontal variable stands beside the states, by its name."""
    clock = carrgo.model.replace(series=(Series("clock", "clock", "", 0, lambda state, p: 2 * state.time + 0 * state.tumour),), readouts=(), cases=(Case("Done."),))
    run = clock.simulate()

    assert run.series["clock"] == pytest.approx(2 * run.time)
    assert "out[0] = 2*t;" in compile_model(clock)


@pytest.fixture
def mounted(page, tmp_path):
    """Return a page that shows the explorer of Bozic 2013 alone."""
    path = tmp_path / "page.html"
    path.write_text(
        '<!doctype html><meta charset="utf-8"><title>alone</title><div data-explorer="bozic2013"></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(bozic2013.model)});</script>"
        f"<script>{bundle.classic()}</script>",
        encoding="utf-8",
    )
    page.goto(path.as_uri())
    page.wait_for_selector(".sb-line-now")
    return page


def test_the_place_to_read_off_follows_its_slider(mounted):
    """A reference without a panel is marked on the logarithmic axis: each power of ten moves it as far."""
    place = """cells => {
        const el = document.querySelector("[data-explorer]");
        el.explorer.set({tumour_size: cells});
        el.explorer.read();
        return Number(/translate\\(([-.0-9]+)/.exec(el.querySelector(".sb-reference").getAttribute("transform"))[1]);
    }"""
    places = [mounted.evaluate(place, cells) for cells in (1e6, 1e8, 1e10, 1e12)]

    assert numpy.diff(places) == pytest.approx([(places[-1] - places[0]) / 3] * 3, abs=0.2)
    assert mounted.locator(".sb-reference line").count() == len(bozic2013.model.panels)


def test_columns_of_one_name_are_told_apart(mounted):
    """Where panels have lines of one name, the table names the panels above them."""
    mounted.get_by_text("The data as a table").click()
    mounted.locator(".sb-data thead tr").first.wait_for()
    heads = mounted.locator(".sb-data thead tr").first.locator("th").all_inner_texts()

    assert heads == [panel.label for panel in bozic2013.model.panels]
    assert mounted.locator(".sb-data tbody tr").count() == 19


def test_the_cursor_reads_a_logarithmic_axis(mounted):
    """In the middle of the axis stands the geometric mean of its ends."""
    box = mounted.locator(".sb-svg").bounding_box()
    ticks = [tick.bounding_box() for tick in mounted.locator(".sb-axes text", has_text="10⁹").all()]
    mounted.mouse.move(ticks[0]["x"] + ticks[0]["width"] / 2, box["y"] + box["height"] / 3)
    shown = mounted.locator(".sb-cursor text").last.text_content()

    lead, power = shown.split("×10") if "×" in shown else ("1", shown.removeprefix("10"))
    value = float(lead) * 10 ** int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))
    assert value == pytest.approx(1e9, rel=0.05)
