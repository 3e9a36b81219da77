"""Draw a run with matplotlib: one axis a panel of its model, one line a series, each named at its end."""

import io
import math
import re
import textwrap

import matplotlib
import numpy
from matplotlib import ticker
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from .words import say

__all__ = ["COLOURS", "DASHES", "GREY", "INK", "picture", "plot"]

COLOURS = ("#557af1", "#f14172", "#328059", "#8c6399", "#af7d00")
DASHES = ("solid", (0, (5, 2)), (0, (1.2, 1.6)), (0, (7, 2, 1.5, 2)), (0, (3, 2)))
ROW = 14.0  # points between the labels of two lines
GREY = "#7b7b7b"  # above 4:1 on white and on a dark page: one picture serves both themes
INK = "#010203"  # becomes the colour of the text around, light or dark
_STYLE = {"font.size": 10, "axes.labelsize": 10, "axes.linewidth": 0.8, "xtick.labelsize": 9, "ytick.labelsize": 9}


def plot(run, axes=None):
    """
    Draw *run* and return the matplotlib Figure.

    Args:
        run (Run): what to draw.
        axes (Sequence[Axes] | None): one axes for each panel of the model; a new figure with them if None. A model
            with categories has one.
    """
    panels = run.model.panels
    with matplotlib.rc_context(_STYLE):
        if axes is None:
            from matplotlib import pyplot  # here, so that pictures for pages need no window

            axes = _axes(run, pyplot.figure(figsize=_size(run.model), dpi=100, layout="constrained"))
            if "inline" in matplotlib.get_backend():
                pyplot.close()  # or a notebook would show the figure twice, as open and as returned
        axes = list(numpy.ravel(axes))
        if run.model.categories:
            from . import tileplot  # here, because it builds on this module

            tileplot.draw(run, axes[0])
            return axes[0].figure
        for index, (panel, ax) in enumerate(zip(panels, axes, strict=True)):
            _panel(run, index, panel, ax)
        axes[-1].set_xlabel(_with_unit(run.model.time_label, run.time_unit))
        axes[0].figure.align_ylabels(axes)
    return axes[0].figure


def picture(run):
    """Return *run* drawn as SVG text: transparent, legible on light and dark pages, the same bytes each time."""
    style = {**_STYLE, "svg.hashsalt": "sixbarriers", "svg.fonttype": "none", "font.family": ["DejaVu Sans"], "path.simplify_threshold": 0.3}
    # Words on tinted tiles need all the contrast that there is: the ink of the text around, whatever its mode.
    ink = INK if run.model.categories else GREY
    style |= dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), ink)
    with matplotlib.rc_context(style):
        figure = Figure(figsize=_size(run.model), layout="constrained")
        FigureCanvasSVG(figure)
        plot(run, axes=_axes(run, figure))
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    svg = re.sub(r"\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}", "<svg" + buffer.getvalue().partition("<svg")[2].replace(INK, "currentColor"))
    # Several pictures may share a page: what is referred to gets a name of its own, the rest none.
    own = re.sub(r"\W+", "-", f"{run.model.name}-{run.scenario}")
    return re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{own}-", re.sub(r'<g id="[^"]*"', "<g", svg))


def _size(model):
    return (9.5, 4.4) if model.grid else (7, 5.0 if model.categories else 0.7 + 1.9 * len(model.panels) + (3.2 if model.cloud else 0))


def _axes(run, figure):
    """Return one axes for each panel, stacked in a *figure*; a grid model's last picture stands beside them, a cloud below."""
    count = len(run.model.panels)
    if run.model.cloud:
        from . import cloudplot  # here, because few models need it

        *axes, below = [figure.add_subplot(count + 1, 1, place + 1) for place in range(count + 1)]
        cloudplot.draw(run, below)
        return axes
    if not run.model.grid:
        return figure.subplots(count, sharex=True)
    from . import gridplot  # here, because few models need it

    mesh = figure.add_gridspec(count, 2, width_ratios=(1, 1.05))
    axes = [figure.add_subplot(mesh[0, 1])]
    axes += [figure.add_subplot(mesh[row, 1], sharex=axes[0]) for row in range(1, count)]
    gridplot.draw(run, figure.add_subplot(mesh[:, 0]))
    return axes


def _with_unit(label, unit):
    return f"{label} ({unit})" if unit and unit.lower() != label.lower() else label


def _broken(label):
    """Return a *label* too long for the height of a panel on two lines."""
    return textwrap.fill(label, math.ceil(len(label) / 2) + 3) if len(label) > 40 else label


def _panel(run, index, panel, ax):
    """Draw the lines of one *panel* and what belongs to it."""
    lines = [line for line in run.model.series if line.panel == index]
    values = [run.series[line.name] for line in lines]
    low, high = _limits(panel, values)
    ax.set(xscale=run.model.axis_scale, yscale=panel.scale, ylim=(low, high), xlim=(run.time[0], run.time[-1]), ylabel=_broken(_with_unit(panel.label, panel.unit)))
    looks = [i if line.look is None else line.look for i, line in enumerate(lines)]
    for look, line, y in zip(looks, lines, values, strict=True):
        ax.plot(run.time, numpy.maximum(y, low), color=COLOURS[look % 5], linestyle=DASHES[look % 5], linewidth=2, label=line.label, clip_on=False)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis="y", color=GREY, alpha=0.25, linewidth=0.6)
    if run.model.axis_scale == "log":
        ax.xaxis.set_minor_locator(ticker.NullLocator())
    if panel.scale == "log":
        ax.yaxis.set_major_locator(ticker.LogLocator(numticks=6))
        ax.yaxis.set_minor_locator(ticker.NullLocator())
    else:
        ax.yaxis.set_major_locator(ticker.MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        ax.yaxis.set_major_formatter(lambda value, _: say(value))
    for time, what in {dose.time: "dose" if dose.amount > 0 else f"{dose.state} removed" for dose in run.doses if dose.amount}.items():
        ax.axvline(time, color=GREY, linewidth=1, linestyle=(0, (2, 2)), zorder=0)
        if index == 0:
            ax.annotate(what, (time, 1), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points", ha="center", color=GREY, fontsize=9)
    _name_lines(ax, lines, looks, [min(max(float(y[-1]), low), high) for y in values])


def _limits(panel, values):
    """Return the lowest and highest value that the axis of *panel* shows."""
    low, high = min(float(y.min()) for y in values), max(float(y.max()) for y in values)
    if panel.scale == "log":
        floor = panel.floor or max(high, 1.0) / 1e12
        low = max(floor, 10 ** math.floor(math.log10(max(low, floor))))
        return low, max(10 * low, panel.ceiling or 0, 10 ** math.ceil(math.log10(max(high, floor))))
    low = min(0.0, low) if panel.floor is None else panel.floor
    return low, panel.ceiling if panel.ceiling and high <= panel.ceiling else max(1.06 * high, low + 1e-9)


def _name_lines(ax, lines, looks, ends):
    """Write the name of each line at its end, moved apart as little as their order and the axis allow."""
    points = [y * 72 / ax.figure.dpi for _, y in ax.transData.transform([(ax.get_xlim()[1], end) for end in ends])]
    order = sorted(range(len(ends)), key=points.__getitem__)
    placed, room = list(points), -math.inf
    for i in order:
        placed[i], room = max(points[i], room), max(points[i], room) + ROW
    room = ax.bbox.y1 * 72 / ax.figure.dpi
    for i in reversed(order):
        placed[i], room = min(placed[i], room), min(placed[i], room) - ROW
        ax.annotate(
            lines[i].label, (1, ends[i]), (8, placed[i] - points[i]), xycoords=("axes fraction", "data"),
            textcoords="offset points", color=COLOURS[looks[i] % 5], va="center", annotation_clip=False,
        )  # fmt: skip
