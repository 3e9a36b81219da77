"""Tables that a model looks numbers up in: by numbers, by arrays, and by the symbols of the page's version and of LaTeX."""

import json

import numpy
import sympy

from .errors import ModelError
from .tex import Tex

__all__ = ["LookupBase", "Table"]

FIRST, LAST = ord("0"), ord("[")  # one sign a number; beyond lies the backslash, which JSON would double


class LookupBase(sympy.Function):
    """A number looked up at a place among symbols; each Table has its own kind, and only the page's printer knows it.

    The printer finds its method by this name; SymPy looks no further up than classes that end in Base."""

    is_real = True
    table = None


class Table:
    """
    Whole numbers in rows and columns, looked up as ``table(row, column)``.

    Each index is a number, an array of numbers or a symbol, counted from 0, as the values of parameters with options
    are; *symbol* is what LaTeX writes, with the indices below it.
    """

    def __init__(self, name, values, symbol):
        self.name, self.symbol = name, symbol
        self.values = numpy.array(values)
        if not numpy.issubdtype(self.values.dtype, numpy.integer) or not self.values.size:
            raise ModelError(f"The table {name} must hold whole numbers, but holds {self.values.dtype}. Round them, or write a formula.")
        self._kind = type(f"Lookup_{name}", (LookupBase,), {"table": self})

    def __call__(self, *places):
        if len(places) != self.values.ndim:
            raise TypeError(f"the table {self.name} has {self.values.ndim} indices, but was given {len(places)}")
        if any(isinstance(place, Tex) for place in places):
            return Tex(f"{self.symbol}_{{{', '.join(place.text if isinstance(place, Tex) else f'{place:g}' for place in places)}}}")
        if any(isinstance(place, sympy.Basic) for place in places):
            flat = places[0]
            for size, place in zip(self.values.shape[1:], places[1:], strict=True):
                flat = flat * size + place
            return self._kind(flat)
        return self.values[tuple(numpy.asarray(place).astype(int) for place in places)]

    def between(self, place):
        """Return the number at *place* in a table of one row; between two places, on the straight line that joins them."""
        if isinstance(place, Tex):
            return self(place)
        floor = sympy.floor if isinstance(place, sympy.Basic) else numpy.floor
        whole = floor(place)
        return self(whole) + (place - whole) * (self(whole + 1) - self(whole))

    @property
    def constant(self):
        """The JavaScript name of the values, all in one row."""
        return f"table_{self.name}"

    @property
    def _packed(self):
        return int(self.values.max()) - int(self.values.min()) <= LAST - FIRST

    def javascript(self):
        """Return the values as JavaScript: a sign each where they lie close enough together, else a list."""
        row = self.values.ravel().tolist()
        return json.dumps("".join(chr(FIRST + value - min(row)) for value in row) if self._packed else row)

    def access(self, place):
        """Return the JavaScript expression of the value at *place*, itself an expression."""
        return f"({self.constant}.charCodeAt({place}) - {FIRST - int(self.values.min())})" if self._packed else f"{self.constant}[{place}]"
