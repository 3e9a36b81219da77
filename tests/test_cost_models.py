"""What a cure may cost and what a product costs to make: golden values, published results and facts that must hold."""

import numpy
import pytest

from sixbarriers import evidence, published
from sixbarriers.functions import total
from sixbarriers.javascript import compile_model
from sixbarriers.lookup import Table
from sixbarriers.models import cure_price, making_cost
from sixbarriers.published.cure_price import implied_cure, threshold
from sixbarriers.sphinx.bare import bare_numerals
from sixbarriers.tables import life_table
from sixbarriers.tex import Tex, equations


def lifetime(age, discount, mortality=1.0):
    return cure_price.simulate(age=age, discount=discount, mortality=mortality).readouts["cured_years"]


# Computed elsewhere from the death rates themselves, not from the table of survivors.
@pytest.mark.parametrize(
    ("age", "discount", "mortality", "expected"),
    [(58, 0, 1, 25.0726), (58, 3, 1, 16.8966), (12, 0, 1, 67.5342), (12, 3, 1, 28.6290), (12, 0, 9.1, 40.4095)],
)
def test_years_of_life_agree_with_values_computed_elsewhere(age, discount, mortality, expected):
    """Discounted life expectancy by the shipped table is right to a part in a thousand."""
    assert lifetime(age, discount, mortality) == pytest.approx(expected, rel=1e-3)


def test_the_life_table_is_one():
    """Survivors start at a million, never rise, and nearly all are gone at 110."""
    survivors = life_table()

    assert (len(survivors), survivors[0]) == (111, 1_000_000)
    assert all(a >= b for a, b in zip(survivors, survivors[1:], strict=False))
    assert survivors[-1] < 1000


def test_an_age_between_two_birthdays_lies_between_their_years():
    """Half a year more costs about half of what a year does."""
    assert lifetime(58.5, 3) == pytest.approx((lifetime(58, 3) + lifetime(59, 3)) / 2, rel=1e-3)


@pytest.mark.parametrize("name", [f"{model}.{key}" for model in ("cure_price", "making_cost") for key, result in published.results(model).items() if result.stated])
def test_a_published_number_is_judged_rightly(name):
    """What is called reproduced lies within its tolerance, and what is not lies outside."""
    result = published.find(name)

    assert (abs(published.deviation(name)) <= result.tolerance) is result.reproduces


def test_the_chinese_threshold_needs_the_hidden_denominator():
    """Paid for the 101 of 111 infused, the threshold price is the published one; paid for all, it is a tenth too high."""
    assert threshold(101 / 111) == pytest.approx((71071.39, 59.149), rel=1e-5)
    assert threshold(1.0) == pytest.approx((80342.17, 53.820), rel=1e-4)


def test_months_without_a_cure():
    """Exponential survival of 7.92 against 5.49 months gains 0.167 QALYs, as computed elsewhere."""
    readouts = cure_price.simulate("solid").readouts

    assert readouts["gain"] == pytest.approx(0.16707, rel=2e-3)
    assert readouts["years_gained"] == pytest.approx(0.27844, rel=2e-3)


def test_each_ratio_falls_as_more_are_cured():
    """Along the axis the cost of a QALY never rises, and the price worth paying always does."""
    series = cure_price.simulate().series

    assert numpy.all(numpy.diff(series["drawn"]) <= 0)
    assert numpy.all(numpy.diff(series["worth_line"]) > 0)


@pytest.mark.parametrize(("name", "low", "high"), [("price", 1e5, 5e5), ("age", 20, 75), ("discount", 0, 6), ("usual_cure", 0, 30)])
def test_a_qaly_costs_more(name, low, high):
    """A higher price, a higher age, a higher discount rate and a better rival each make a QALY dearer."""
    cheap, dear = (cure_price.simulate(**{name: float(value)}).readouts["ratio"] for value in (low, high))

    assert cheap < dear


def test_at_the_price_worth_paying_a_qaly_costs_what_is_accepted():
    """The price read off, put in as the price, gives the accepted cost of a QALY."""
    worth = cure_price.simulate(cure=35.0).readouts["worth"]

    assert cure_price.simulate(cure=35.0, price=worth).readouts["ratio"] == pytest.approx(150000, rel=1e-6)


def test_at_the_share_needed_a_qaly_costs_what_is_accepted():
    """The share cured that is read off gives the accepted cost of a QALY."""
    needed = cure_price.simulate().readouts["needed"]

    assert cure_price.simulate(cure=needed).readouts["ratio"] == pytest.approx(150000, rel=2e-3)


def test_who_is_charged_matters_only_if_some_are_not_infused():
    """Paid for those infused, a QALY costs the same whatever their share; paid for all, it costs more."""
    full, part, all_pay = (cure_price.simulate(**settings).readouts["ratio"] for settings in ({}, {"infused": 66.0}, {"infused": 66.0, "charged": 1.0}))

    assert part == pytest.approx(full)
    assert all_pay > 1.3 * full


def test_no_gain_is_told_and_not_divided_by():
    """With as many cured as by usual treatment there is no cost of a QALY, but a sentence."""
    run = cure_price.simulate(cure=10.0)

    assert run.readouts["ratio"] == cure_price.MOST
    assert "nothing is gained" in run.sentence


def test_the_years_of_roth_need_more_than_half_cured():
    """The rebuild meets the published years of life only with more cured than were alive at five years."""
    assert implied_cure(9.5) == pytest.approx(55.06, abs=0.05)
    assert implied_cure(9.5) > evidence.number("zuma1-os-five").value


# Computed elsewhere: cost of a product with lentiviral vector by products a year.
@pytest.mark.parametrize(("batches", "expected"), [(5, 145885.17), (10, 86937.80), (20, 57464.11), (50, 39779.90), (100, 33885.17), (200, 30937.80)])
def test_cost_of_making(batches, expected):
    """The cost of a product agrees with values computed elsewhere."""
    assert making_cost.simulate(batches=float(batches)).readouts["cost_here"] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("vector", "doses"), [("lentiviral", 49.5), ("stable lentiviral line", 105.6), ("gamma-retroviral", 70), ("no virus", 200)])
def test_products_from_a_batch_of_vector(vector, doses):
    """Each way to bring in the gene gives its number of products from a batch."""
    assert making_cost.simulate(vector=vector).readouts["doses"] == pytest.approx(doses)


@pytest.mark.parametrize(("success", "expected"), [(100, 54590.91), (85, 64224.60), (70, 77987.01)])
def test_failures_are_paid_for(success, expected):
    """The cost rises as fewer products pass."""
    assert making_cost.simulate(success=float(success)).readouts["cost_here"] == pytest.approx(expected, rel=1e-6)


def test_the_parts_add_up():
    """Six parts make the whole."""
    found = making_cost.simulate(vector="gamma-retroviral", used=50.0).readouts

    assert sum(found[part] for part in ("site", "labour", "material", "control", "vector_here", "transport")) == pytest.approx(found["cost_here"])


def test_even_free_vector_would_hardly_move_the_price():
    """All that vector costs is less than a twentieth of the list price, and a full site saves three times as much as another vector."""
    assert published.computed("making_cost.free-price") < 5
    assert published.computed("making_cost.filled") > 3 * published.computed("making_cost.saved")


def test_vector_cost_is_where_the_lines_meet():
    """With lentiviral vector made afresh both lines of the picture are one."""
    series = making_cost.simulate().series

    assert series["cost"] == pytest.approx(series["compared"])


def test_a_sum_is_a_loop_on_the_page_and_one_sign_in_print():
    """A total is added up in numbers, compiled to a loop once, and printed as a sum."""
    assert total(3, lambda k: 2.0 * k) == 12.0
    assert total(3, lambda k: Tex("a") * k).text == r"\sum_{k=0}^{3} a \, k"
    assert compile_model(cure_price.model).count("for (let k = 0; k <= 105; k++)") == 2  # the series and one readout
    assert any(r"\sum_{k=0}^{105}" in line for line in equations(cure_price.model))


def test_a_table_is_read_between_its_places():
    """Between two whole places a table gives the straight line that joins them."""
    table = Table("squares", [0, 1, 4, 9], "q")

    assert (table.between(2.0), table.between(2.5)) == (4.0, 6.5)
    assert table.between(numpy.array([0.5, 1.5])) == pytest.approx([0.5, 2.5])


@pytest.mark.parametrize(("text", "bare"), [("In force since 1 January 2026, renewed in 2027.", []), ("England, 2018", []), ("It was 2015 patients of 42.", ["2015", "42"])])
def test_a_date_is_no_bare_numeral(text, bare):
    """A day, month and year may stand in prose; a count that looks like a year may not."""
    assert bare_numerals(text) == bare
