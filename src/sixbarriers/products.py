"""The CAR-T products of the world: who authorised which, when, and at what price it came."""

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from .errors import CourseError, unknown

__all__ = ["REGULATORS", "SURE", "Authorisation", "authorisations", "by_regulator", "first", "products"]

REGULATORS = {
    "FDA": "United States (FDA)",
    "EC": "European Union (European Commission)",
    "NMPA": "China (NMPA)",
    "CDSCO": "India (CDSCO)",
    "MFDS": "Korea (MFDS)",
}
SURE = ("several", "one", "month from memory", "not seen by us")


@dataclass(frozen=True, kw_only=True)
class Authorisation:
    """
    One product, authorised for the first time by one regulator.

    *authorised* is a day, a month or a year (2017-08-30, 2018-08, 2025), as far as we know it; *sure* says how many
    sources we saw; *price* is that of the product alone at its launch, or None; *sources* are keys of references.bib.
    """

    brand: str
    name: str
    target: str
    cancer: str
    solid: bool
    regulator: str
    authorised: str
    sure: str
    price: float | None
    currency: str
    price_kind: str
    sources: tuple[str, ...]

    @property
    def order(self):
        """What to sort by: a month or a day that is not known counts as the last."""
        return self.authorised.ljust(10, "~")

    @property
    def year(self):
        """The year of the authorisation."""
        return int(self.authorised[:4])


def _read(row):
    for name, allowed in (("regulator", REGULATORS), ("sure", SURE)):
        if row[name] not in allowed:
            raise CourseError(f"car_t_products.csv, {row['brand']}: {unknown(name, row[name], allowed)}")
    return Authorisation(
        **{
            **row,
            "solid": row["solid"] == "yes",
            "price": float(row["price"]) if row["price"] else None,
            "sources": tuple(row["sources"].split()),
        }
    )


@functools.cache
def authorisations():
    """
    Return every Authorisation of the shipped table, product by product.

    The European Commission, the FDA and the NMPA are covered in full as far as we found; of other regulators only those
    that were the first to authorise a product. Sources: see the table itself and data/README.md.
    """
    text = resources.files("sixbarriers").joinpath("data", "car_t_products.csv").read_text(encoding="utf-8")
    return tuple(_read(row) for row in csv.DictReader(text.splitlines()))


def products():
    """Return {product: its Authorisations, the earliest first}; the products in the order of their first authorisation."""
    found = {}
    for one in authorisations():
        found.setdefault(one.name, []).append(one)
    ordered = {name: tuple(sorted(own, key=lambda one: one.order)) for name, own in found.items()}
    return dict(sorted(ordered.items(), key=lambda item: item[1][0].order))


def first(until=None):
    """Return the first Authorisation of each product, up to the day *until* ("2024-02-22"), if one is given."""
    return tuple(own[0] for own in products().values() if until is None or own[0].order <= until)


def by_regulator():
    """Return {regulator: number of products that it has authorised}, in the order of REGULATORS."""
    return {key: sum(one.regulator == key for one in authorisations()) for key in REGULATORS}
