"""Draw a run over categories with matplotlib: a tile for each, in columns of groups, and a share as a bar above them."""

import itertools

import matplotlib
from matplotlib.patches import Rectangle

from .plot import COLOURS

__all__ = ["draw"]

COLUMNS, GUTTER, TILE = 4, 0.02, 0.86
HEADING, BELOW = 1.05, 0.45  # of a group, in tiles
BLUE, RED = COLOURS[:2]


def _columns(heights):
    """Return the column of each of the *heights*, in their order, so that the highest column is low."""
    limit = max(sum(heights) / COLUMNS, *heights)
    while True:
        found, column, used = [], 0, 0.0
        for height in heights:
            if used + height > limit + 1e-9:
                column, used = column + 1, 0.0
            used += height
            found.append(column)
        if column < COLUMNS:
            return found
        limit *= 1.01


def _tile(ax, place, width, level, label, flag):
    """Draw one tile; what tells its *level* is fill, sign and colour together."""
    ink = matplotlib.rcParams["text.color"]
    x, y = place
    looks = {
        0: {"facecolor": ink, "alpha": 0.07},
        1: {"facecolor": RED, "alpha": 0.4 if flag else 0.25},
        2: {"facecolor": "none", "edgecolor": RED, "hatch": "////", "alpha": 0.4, "linewidth": 0},
    }
    if level in looks:
        ax.add_patch(Rectangle((x, y), width, TILE, **looks[level]))
    if level in (1, 2, 3):
        edge = {"edgecolor": ink, "linestyle": (0, (1.5, 2))} if level == 3 else {"edgecolor": RED}
        ax.add_patch(Rectangle((x, y), width, TILE, fill=False, linewidth=1, **edge))
    if level in (1, 2):
        ax.plot(x + 0.015, y + TILE / 2, "o", markersize=5.5, color=RED, markerfacecolor=RED if level == 1 else "none", markeredgewidth=1.4)
    if level == 3:
        ax.text(x + 0.015, y + TILE / 2, "?", ha="center", va="center", fontsize=8.5)
    if flag:
        ax.plot(x + width - 0.014, y + TILE / 2, "^", markersize=4.5, color=ink)
    ax.text(x + 0.03, y + TILE / 2, label, va="center", fontsize=8.5)


def _key(ax, model, y):
    """Write beside a sample what each level and the flag mean."""
    ink, x = matplotlib.rcParams["text.color"], 0.0
    for level, words in enumerate(model.series[0].levels[1:], 1):
        _tile(ax, (x, y), 0.03, level, "", False)
        ax.text(x + 0.04, y + TILE / 2, words, va="center", fontsize=8.5)
        x += 0.075 + 0.0128 * len(words)
    ax.plot(x + 0.01, y + TILE / 2, "^", markersize=4.5, color=ink)
    ax.text(x + 0.027, y + TILE / 2, model.flag, va="center", fontsize=8.5)


def _bar(ax, gauge, readouts):
    """Draw the share as a bar with how far it may be off; return the height that this takes, in tiles."""
    ink = matplotlib.rcParams["text.color"]
    value, low, high = (readouts[name] / 100 for name in (gauge.value, gauge.low, gauge.high))
    ax.text(0, 0.5, gauge.label, va="center", fontsize=9.5, weight="bold")
    ax.add_patch(Rectangle((0, 1.2), 1, 0.75, fill=False, edgecolor=ink, linewidth=0.8))
    ax.add_patch(Rectangle((0, 1.2), value, 0.75, facecolor=BLUE, alpha=0.55))
    ax.plot([low, high], [1.575, 1.575], color=ink, linewidth=1.2, marker="|", markersize=7)
    for share, side in ((0, "left"), (0.5, "center"), (1, "right")):
        ax.text(share, 2.45, f"{100 * share:g}" + (f" {gauge.unit}" if share == 1 else ""), ha=side, va="center", fontsize=8.5)
    return 3.3


def draw(run, ax):
    """Draw *run* on the axes *ax*, which is emptied of its frame."""
    model = run.model
    top = _bar(ax, model.gauge, run.readouts) if model.gauge else 0.0
    ax.text(0, top + 0.5, model.panels[0].label, va="center", fontsize=9.5, weight="bold")
    _key(ax, model, top + 1.1)
    top += 2.6
    groups = [(name, list(own)) for name, own in itertools.groupby(enumerate(model.categories), key=lambda pair: pair[1].group)]
    heights = [HEADING + len(own) + BELOW for _, own in groups]
    width = (1 - (COLUMNS - 1) * GUTTER) / COLUMNS
    feet = [top] * COLUMNS
    for (name, own), column, height in zip(groups, _columns(heights), heights, strict=True):
        x, y = column * (width + GUTTER), feet[column]
        ax.text(x, y + 0.55, name[:1].upper() + name[1:], va="center", fontsize=8.5, weight="bold")
        for row, (index, one) in enumerate(own):
            _tile(ax, (x, y + HEADING + row), width, int(run.series[model.series[0].name][index]), one.label, one.flag)
        feet[column] += height
    ax.set(xlim=(-0.002, 1.002), ylim=(max(feet), 0))
    ax.set_axis_off()
