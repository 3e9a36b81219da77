"""What one run of a model returned: times, states, series, readouts and a sentence."""

import csv
import io
import pathlib
from dataclasses import dataclass

import numpy

from .errors import CourseError, unknown
from .readouts import counted
from .words import say

__all__ = ["Run"]


@dataclass(frozen=True, eq=False)
class Run:
    """
    The outcome of a simulation.

    *time* has shape (n,) in the model's unit of time and never falls; a dose's time stands twice, before and after it.
    *states* and *series* map names to arrays of shape (n,), *readouts* map names to numbers (NaN: did not happen). In a
    model without states *time* is whatever the horizontal axis measures, and *states* is empty; with categories it
    counts them from 0. A grid model has a picture for each time: *pictures* of shape (n, width, width) holds the places of
    its layers, and *grid* is the last of them. *cloud* of shape (count, 2) holds the points of a model with a cloud.
    """

    model: object
    scenario: str
    parameters: dict
    doses: tuple
    time: numpy.ndarray
    states: dict
    series: dict
    readouts: dict
    extinctions: dict
    sentence: str
    pictures: numpy.ndarray | None = None
    cloud: numpy.ndarray | None = None

    def __repr__(self):
        return f"Run of {self.model.name}, scenario {self.scenario}: {self.sentence}"

    def plot(self, axes=None):
        """Draw the run with matplotlib and return the figure; see :func:`sixbarriers.plot.plot`."""
        from .plot import plot  # here, so that simulating needs no plotting

        return plot(self, axes=axes)

    def to_csv(self, path=None):
        """
        Return the series as CSV text, or write it to *path*; what has a name is written by it.

        Raises:
            CourseError: *path* exists already; nothing is overwritten.
        """
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        lines, named = self.model.series, self.model.categories
        units = [(self.model.axis, self.time_unit), *((line.name, line.unit) for line in lines)]
        writer.writerow([name if named else f"{name} ({unit})" for name, unit in units])
        for i, when in enumerate(self.time):
            values = [(self.series[line.name][i], line.levels) for line in lines]
            writer.writerow([named[i].label if named else repr(float(when)), *(levels[int(v)] if levels else repr(float(v)) for v, levels in values)])
        if path is None:
            return buffer.getvalue()
        path = pathlib.Path(path)
        if path.exists():
            raise CourseError(f"{path} exists already and was left as it is. Choose another name or delete the file first.")
        path.write_text(buffer.getvalue(), encoding="utf-8")
        return None

    @property
    def grid(self):
        """The last picture of a grid model, shape (width, width); None for any other model."""
        return None if self.pictures is None else self.pictures[-1]

    @property
    def time_unit(self):
        """The unit of *time*."""
        return self.model.scenario(self.scenario).time_unit or self.model.time_unit

    def counted(self, readout):
        """Return the names of the categories that a *readout* of the kind "count" counts; raises CourseError if there is no such readout."""
        counts = {one.name: one for one in self.model.readouts if one.kind == "count"}
        if readout not in counts:
            raise CourseError(unknown(f"count of {self.model.name}", readout, counts))
        return counted(self.model, counts[readout], self.series)

    def summary(self):
        """Return the readouts that are meant for readers, a line each."""
        return "\n".join(
            f"{r.label}: {say(self.readouts[r.name])} {r.unit}".rstrip() for r in self.model.readouts if r.show
        )
