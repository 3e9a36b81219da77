"""The table of CAR-T products: what it holds, what it counts, and that its sources exist."""

import re

import pytest

from sixbarriers import bibliography, evidence, products
from sixbarriers.errors import CourseError
from sixbarriers.published import computed

ALL = products.authorisations()


def test_the_count_of_the_registry_is_that_of_the_table():
    """Whoever adds a product has to look at the dated count, and so at its day of review."""
    entry = evidence.number("car-t-products")

    assert entry.value == len(products.products()) == computed("products.total")
    assert entry.review_by > entry.checked


def test_one_product_is_against_a_solid_tumour():
    """The newest entry is the first against a solid tumour."""
    assert [one.name for one in products.first() if one.solid] == ["satricabtagene autoleucel"]
    assert products.first()[-1].solid


def test_each_regulator_is_counted_once_a_product():
    """No product is authorised twice by the same regulator, and the counts add up to the table."""
    pairs = [(one.name, one.regulator) for one in ALL]

    assert len(set(pairs)) == len(pairs) == sum(products.by_regulator().values())
    assert products.by_regulator() == {"FDA": 7, "EC": 7, "NMPA": 9, "CDSCO": 2, "MFDS": 1}


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.brand}-{one.regulator}")
def test_an_entry_is_whole(one):
    """A day, month or year; a source that is in the bibliography; a price with its currency, or neither."""
    assert re.fullmatch(r"20\d\d(-[01]\d(-[0-3]\d)?)?", one.authorised)
    assert one.sources and all(bibliography.entry(key) for key in one.sources)
    assert (one.price is None) == (one.currency == "")


def test_a_product_has_one_name_target_and_cancer():
    """The lines of a product agree in what does not depend on the regulator."""
    for own in products.products().values():
        assert len({(one.brand, one.target, one.cancer, one.solid) for one in own}) == 1


def test_the_count_grows_as_the_chapter_says():
    """Two in 2017, ten when the article was probably written; an unknown day counts as the last of its month."""
    assert [len(products.first(f"{year}-12-31")) for year in (2017, 2020, 2023, 2024)] == [2, 3, 10, 12]
    assert computed("products.at-article") == 10
    assert "Carteyva" not in [one.brand for one in products.first("2021-09-15")]


def test_a_wrong_regulator_is_named():
    """An entry with an unknown regulator is refused with the product, the value and the choices."""
    row = {**{name: "" for name in products.Authorisation.__dataclass_fields__}, "brand": "Newcel", "regulator": "FDB", "sure": "one"}
    with pytest.raises(CourseError, match="Newcel.*FDB"):
        products._read(row)


def test_the_page_dates_and_marks_what_it_shows(site):
    """The table says as of when it holds, stacks the regulators and marks what is less sure."""
    html = (site / "book" / "foundations" / "chapter.html").read_text(encoding="utf-8")

    assert "As far as we found by 28 November 2026" in html
    assert "NMPA\u00a022\u00a0Jun\u00a02026" in html
    assert "EC\u00a0Dec\u00a02020\u00a0†" in html
    assert "brand not found" not in html
