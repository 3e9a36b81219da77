"""Numbers of the cost of making a product that the text names; the model is illustrative, and meets two published totals by choice."""

from ..models import making_cost
from . import Result

__all__ = ["RESULTS"]


def readout(name, **changes):
    """Return a function that computes readout *name*."""
    return lambda: making_cost.simulate(**changes).readouts[name]


def filled():
    """Return what a product gets cheaper by if the site makes 100 a year in place of 20."""
    return readout("cost_here")() - readout("cost_here", batches=100.0)()


RESULTS = (
    Result(id="few", what="Cost of a product, 5 a year", unit="EUR", ours=readout("cost_here", batches=5.0)),
    Result(id="small", what="Cost of a product, 20 a year", unit="EUR", stated="ran2020-high", tolerance=0.05, ours=readout("cost_here"), note="the model was set to meet this"),
    Result(id="busy", what="Cost of a product, 100 a year", unit="EUR", ours=readout("cost_here", batches=100.0)),
    Result(id="busiest", what="Cost of a product, 200 a year", unit="EUR", ours=readout("cost_here", batches=200.0)),
    Result(id="tenth", what="The same, as a share of a list price of 320,000 EUR", unit="%", stated="ran2020-low", tolerance=0.05, ours=lambda: 100 * readout("cost_here", batches=200.0)() / making_cost.model.parameters["list_price"].value, note="the model was set to meet this"),
    Result(id="site-small", what="Site, of the cost, 20 a year", unit="%", ours=readout("site_share")),
    Result(id="site-busy", what="Site, of the cost, 100 a year", unit="%", ours=readout("site_share", batches=100.0)),
    Result(id="filled", what="Saved by making 100 a year in place of 20", unit="EUR", ours=filled),
    Result(id="doses", what="Products from a batch of lentiviral vector made afresh", unit="products", ours=readout("doses")),
    Result(id="vector", what="Vector for one product, lentiviral made afresh", unit="EUR", ours=readout("vector_here")),
    Result(id="saved", what="Saved by gamma-retroviral vector", unit="EUR", ours=readout("saved", vector="gamma-retroviral")),
    Result(id="saved-small", what="Saved by gamma-retroviral vector, of the cost, 20 a year", unit="%", ours=readout("saved_share", vector="gamma-retroviral")),
    Result(id="saved-busy", what="Saved by gamma-retroviral vector, of the cost, 100 a year", unit="%", ours=readout("saved_share", vector="gamma-retroviral", batches=100.0)),
    Result(id="saved-price", what="Saved by gamma-retroviral vector, of the list price", unit="%", ours=readout("saved_price", vector="gamma-retroviral")),
    Result(id="saved-stable", what="Saved by a stable lentiviral line", unit="EUR", ours=readout("saved", vector="stable lentiviral line")),
    Result(id="saved-none", what="Saved by doing without a virus", unit="EUR", ours=readout("saved", vector="no virus")),
    Result(id="free-price", what="Saved, of the list price, if vector cost nothing", unit="%", ours=lambda: 100 * readout("vector_here")() / making_cost.model.parameters["list_price"].value),
    Result(id="multiplicity", what="Saved by two particles for a cell in place of five", unit="EUR", ours=lambda: readout("cost_here")() - readout("cost_here", multiplicity=2.0)()),
    Result(id="wasted", what="Saved by gamma-retroviral vector, of the list price, if two fifths of a batch are used", unit="%", ours=readout("saved_price", vector="gamma-retroviral", used=40.0)),
    Result(id="failures", what="Cost of a product if 70 % pass", unit="EUR", ours=readout("cost_here", success=70.0)),
    Result(id="fifty", what="Products a year that bring the cost below 50,000 EUR", unit="products", ours=readout("fifty")),
    Result(id="forty", what="Products a year that bring the cost below 40,000 EUR", unit="products", ours=readout("forty")),
)  # fmt: skip
