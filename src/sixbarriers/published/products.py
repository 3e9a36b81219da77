"""Numbers of the product table that the text names, counted while the book is built."""

from .. import products
from . import Result

__all__ = ["RESULTS"]

# When the article counted nine, by our dating: after the product of November 2023, before that of February 2024.
ARTICLE = "2024-02-22"


def target(name):
    """Return a function that counts the products against *name*."""
    return lambda: sum(one.target == name for one in products.first())


def regulator(name):
    """Return a function that counts the products that regulator *name* has authorised."""
    return lambda: products.by_regulator()[name]


def count(**more):
    """Return a function that counts the products whose fields have the values in *more*."""
    return lambda: sum(all(getattr(one, key) == value for key, value in more.items()) for one in products.first())


RESULTS = (
    Result(id="total", what="CAR-T products with a national authorisation", unit="", stated="car-t-products", tolerance=0, ours=count()),
    Result(id="blood", what="Of these, against cancers of the blood", unit="", ours=count(solid=False)),
    Result(id="solid", what="Of these, against solid tumours", unit="", ours=count(solid=True)),
    Result(id="cd19", what="Products against CD19", unit="", ours=target("CD19")),
    Result(id="bcma", what="Products against BCMA", unit="", ours=target("BCMA")),
    Result(id="fda", what="Products authorised by the FDA", unit="", ours=regulator("FDA")),
    Result(id="ec", what="Products authorised by the European Commission", unit="", ours=regulator("EC")),
    Result(id="nmpa", what="Products authorised by the NMPA", unit="", ours=regulator("NMPA")),
    Result(id="at-article", what="Products by our count when the article was probably written", unit="", ours=lambda: len(products.first(ARTICLE))),
)  # fmt: skip
