"""
What it costs to make a CAR-T product, over the products that a site makes in a year.

Illustrative: no published account gives all parts. They are chosen so that the whole meets two published totals, that of
a small academic unit and that of one used to the full; the titres of vector were measured. A formula without states::

    D   = y v z / (m n)  (lentiviral; else fixed)      products from a batch of vector            (1)
    V   = B / (e D)                                    vector for one product                     (2)
    K   = (A / N + h w + M + q + V + l) / s            cost of one product that passes            (3)
    K_L = the same with lentiviral vector made afresh  to compare with                            (4)
"""

from types import SimpleNamespace

from ..functions import choose, equal, where
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import choice, from_evidence

__all__ = ["VECTORS", "explore", "model", "simulate"]

VECTORS = ("lentiviral", "stable lentiviral line", "gamma-retroviral", "no virus")


def _lentiviral(p, titre):
    return titre * p.volume * p.recovery / 100 / (p.multiplicity * p.cells)


def doses(x, p):
    """Return the products from a batch of vector, equation (1)."""
    amounts = (_lentiviral(p, p.titre), _lentiviral(p, p.stable_titre), p.retroviral_doses, p.plasmid_doses)
    return choose(p.vector, dict(zip(VECTORS, amounts, strict=True)))


def vector_cost(x, p):
    """Return the cost of vector for one product begun, equation (2)."""
    batch = choose(p.vector, dict(zip(VECTORS, (p.lentiviral_batch, p.stable_batch, p.retroviral_batch, p.plasmid_batch), strict=True)))
    return batch / (p.used / 100 * x.doses)


def lentiviral_cost(x, p):
    """Return the cost of vector for one product begun with lentiviral vector made afresh."""
    return p.lentiviral_batch / (p.used / 100 * _lentiviral(p, p.titre))


def running(p):
    """Return what every product costs beside site and vector."""
    return p.staff_hours * p.wage + p.materials + p.quality + p.logistics


def _cost(vector):
    """Return the function that computes the cost of one product that passes, equations (3) and (4)."""
    return lambda x, p: (p.site_cost / x.batches + running(p) + getattr(x, vector)) / (p.success / 100)


_DEFINITIONS = (
    Definition("doses", "D", doses),
    Definition("vector_cost", "V", vector_cost),
    Definition("fresh_cost", "V_L", lentiviral_cost),
)


def _here(p):
    """Return what the equations name, at the number of batches that the reader chose."""
    x = SimpleNamespace(batches=p.batches)
    for one in _DEFINITIONS:
        setattr(x, one.name, one.value(x, p))
    return x


def _part(name, label, value, show=True):
    """Return the readout of one part of the cost, for a product that passes."""
    return Readout(name, label, "EUR", "formula", formula=lambda r, p: value(_here(p), p) / (p.success / 100), show=show)


def _saved(r, p):
    """Return what the chosen vector saves; nothing, and no round-off, where it is the one to compare with."""
    x = _here(p)
    return where(equal(p.vector, 0), 0, (x.fresh_cost - x.vector_cost) / (p.success / 100))


_TABLE = {
    "batches": ("products a year to read off", "N", 5, 300, "log"),
    "success": ("products that pass", "s", 60, 100, "linear"),
    "staff_hours": ("hours of staff a product", "h", 30, 200, "linear"),
    "used": ("vector used before it expires", "e", 20, 100, "linear"),
    "multiplicity": ("vector particles for a cell", "m", 1, 10, "linear"),
    "site_cost": ("site, a year", "A", 1e5, 2e6, "log"),
    "wage": ("an hour of staff", "w", 10, 100, "linear"),
    "materials": ("materials", "M", 1000, 20000, "log"),
    "quality": ("quality control", "q", 500, 10000, "log"),
    "logistics": ("transport", "l", 100, 10000, "log"),
    "titre": ("titre, made afresh", "y", 1e6, 1e8, "log"),
    "stable_titre": ("titre, stable line", "y_s", 1e6, 1e8, "log"),
    "volume": ("volume of a batch", "v", 1000, 50000, "log"),
    "recovery": ("left after purification", "z", 10, 60, "linear"),
    "cells": ("cells to transduce", "n", 2e7, 1e9, "log"),
    "lentiviral_batch": ("lentiviral batch", "B_L", 1e5, 1e6, "log"),
    "stable_batch": ("lentiviral batch, stable line", "B_S", 1e5, 1e6, "log"),
    "retroviral_batch": ("gamma-retroviral batch", "B_R", 5e4, 1e6, "log"),
    "plasmid_batch": ("batch without virus", "B_P", 5e4, 1e6, "log"),
    "retroviral_doses": ("products from a gamma-retroviral batch", "D_R", 10, 500, "log"),
    "plasmid_doses": ("products from a batch without virus", "D_P", 10, 1000, "log"),
    "list_price": ("list price to compare with", "P", 50000, 500000, "linear"),
}

model = Model(
    name="making_cost",
    title="What it costs to make a product (illustrative)",
    citation="ran2020",
    axis="batches",
    axis_symbol="N",
    axis_scale="log",
    time_label="Products a year at one site",
    time_unit="batches",
    start=5.0,
    until=300.0,
    parameters={
        **{
            name: from_evidence(f"making-{name.replace('_', '-')}", label=label, symbol=symbol, low=low, high=high, scale=scale)
            for name, (label, symbol, low, high, scale) in _TABLE.items()
        },
        "vector": choice(VECTORS, VECTORS[0], label="gene brought in by", symbol="B", source="ours", kind="illustrative"),
    },
    definitions=_DEFINITIONS,
    scenarios={"hospital": Scenario("A hospital's own unit", "A small academic site in Europe.")},
    panels=(
        Panel("Cost of a product", "EUR", floor=0.0),
        Panel("Its parts", "EUR", floor=0.0),
    ),
    series=(
        Series("cost", "with this vector", "EUR", 0, _cost("vector_cost"), symbol="K"),
        Series("compared", "lentiviral, made afresh", "EUR", 0, _cost("fresh_cost"), symbol="K_L"),
        Series("site_line", "site", "EUR", 1, lambda x, p: p.site_cost / x.batches / (p.success / 100), look=2),
        Series("vector_line", "vector", "EUR", 1, lambda x, p: x.vector_cost / (p.success / 100), look=3),
        Series("running_line", "all else", "EUR", 1, lambda x, p: running(p) / (p.success / 100), look=4),
    ),
    readouts=(
        _part("cost_here", "Cost of a product", lambda x, p: p.site_cost / x.batches + running(p) + x.vector_cost),
        _part("site", "Site", lambda x, p: p.site_cost / x.batches),
        _part("labour", "Staff", lambda x, p: p.staff_hours * p.wage),
        _part("material", "Materials", lambda x, p: p.materials),
        _part("control", "Quality control", lambda x, p: p.quality),
        _part("vector_here", "Vector", lambda x, p: x.vector_cost),
        _part("transport", "Transport", lambda x, p: p.logistics),
        Readout("doses", "Products from a batch of vector", "products", "formula", formula=lambda r, p: _here(p).doses),
        Readout("saved", "Saved against lentiviral vector made afresh", "EUR", "formula", formula=_saved),
        Readout("saved_share", "Saved, of the cost", "%", "formula", formula=lambda r, p: 100 * r.saved / (r.cost_here + r.saved)),
        Readout("saved_price", "Saved, of the list price", "%", "formula", formula=lambda r, p: 100 * r.saved / p.list_price),
        Readout("site_share", "Site, of the cost", "%", "formula", formula=lambda r, p: 100 * r.site / r.cost_here, show=False),
        Readout("fifty", "Products a year that bring the cost below 50,000 EUR", "batches", "first_below", "cost", 50000.0),
        Readout("forty", "Products a year that bring the cost below 40,000 EUR", "batches", "first_below", "cost", 40000.0, show=False),
    ),
    references=(Reference("read off here", None, "batches"),),
    cases=(
        Case(
            "At {batches} products a year one costs {cost_here} EUR, of which the site is {site} EUR and the vector {vector_here} EUR.",
            lambda r, p: equal(p.vector, 0),
            "Vector made afresh, the costliest way",
        ),
        Case(
            "At {batches} products a year one costs {cost_here} EUR, of which the site is {site} EUR. The other vector saves {saved} EUR, "
            "which is {saved_share} % of the cost but {saved_price} % of a list price of {list_price} EUR.",
            lambda r, p: r.saved_price < 10,
            "The other vector saves less than a tenth of the list price",
        ),
        Case(
            "At {batches} products a year one costs {cost_here} EUR, of which the site is {site} EUR. The other vector saves {saved} EUR, "
            "{saved_share} % of the cost and {saved_price} % of a list price of {list_price} EUR.",
            outcome="The other vector saves a tenth of the list price or more",
        ),
    ),
    controls=("batches", "vector", "success", "staff_hours", "used", "multiplicity"),
    assumptions=(
        "The site costs the same whether it stands idle or works; staff, materials and tests come anew with each product.",
        "A product that fails is made again at full cost.",
        "The costs of a batch of vector are guesses, for no published number was found; the two lentiviral titres were measured.",
    ),
    left_out=(
        "Price: what is asked for a product is not what it costs to make; research, trials, failures, sales and profit lie between.",
        "A site that is full: beyond some number of products another clean room is needed.",
        "Development of the vector, its approval and the change of a vector in a product already approved, which needs new proof.",
        "Safety: the vectors differ in where they insert, which no cost here reflects.",
    ),
)

simulate = model.simulate
explore = model.explore
