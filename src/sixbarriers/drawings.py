"""Drawings that a chapter shows and the build makes: measurements that the course ships, and shares as areas."""

import io
import re
from types import SimpleNamespace

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .errors import CourseError, unknown
from .models import kara2024
from .plot import COLOURS, DASHES, INK
from .tables import il13ra2_escape
from .words import say

__all__ = ["DRAWINGS", "drawing"]

BLUE, RED = COLOURS[:2]
_STYLE = {
    "font.size": 10, "axes.labelsize": 10, "axes.titlesize": 10.5, "axes.linewidth": 0.8, "xtick.labelsize": 9.5, "ytick.labelsize": 9.5,
    "svg.hashsalt": "sixbarriers", "svg.fonttype": "none", "font.family": ["DejaVu Sans"], "hatch.linewidth": 0.8,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK),
}  # fmt: skip


def _svg(draw, name, size):
    """Return as SVG text what *draw* puts on an axes of *size* inches; the same bytes each time, *name* apart from others."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.subplots())
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = "<svg" + buffer.getvalue().partition("<svg")[2].replace(INK, "currentColor")
    text = re.sub(r"\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}", re.sub(r'<g id="[^"]*"', "<g", text))
    own = re.sub(r"\W+", "-", name)  # several pictures share a page
    return re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{own}-", text)


def _antigen_loss():
    """Return a picture for each line of glioblastoma cells, and the sentence that says what they show."""
    table = il13ra2_escape()
    pictures = []
    for line, doses in table.items():

        def draw(ax, line=line, doses=doses):
            places, tops = range(len(doses)), []
            for kind, colour, dash, marker in (("positive", BLUE, DASHES[0], "o"), ("negative", RED, DASHES[1], "^")):
                found = [row[kind] for row in doses.values()]
                middle = [cells.mean for cells in found]
                spread = [[cells.mean - cells.low for cells in found], [cells.high - cells.mean for cells in found]]
                ax.errorbar(places, middle, yerr=spread, color=colour, linestyle=dash, marker=marker, markersize=5, linewidth=1.8, elinewidth=1, capsize=2)
                tops.append((middle[0], middle[0] / middle[1], f"{kind}"))
            low, high = sorted(tops)
            ax.annotate(high[2], (0, high[0]), (4, 11), textcoords="offset points", color=INK, fontsize=9)
            # Under a line that falls steeply there is room only at the foot.
            ax.annotate(low[2], (0, low[0] if low[1] < 3 else 110), (4, -13 if low[0] > 1000 and low[1] < 3 else -5), textcoords="offset points", va="top", color=INK, fontsize=9)
            ax.set(yscale="log", ylim=(40, 200000), xlim=(-0.25, len(doses) - 0.75), title=line, xlabel="CAR-T cells added", ylabel="Tumour cells left")
            ax.set_xticks(list(places), [str(dose) for dose in doses])
            ax.spines[["top", "right"]].set_visible(False)

        pictures.append(_svg(draw, f"antigen-loss-{line}", (2.25, 2.7)))
    falls = {line: {kind: doses[0][kind].mean / doses[2500][kind].mean for kind in ("positive", "negative")} for line, doses in table.items()}
    sentence = (
        "Three lines of glioblastoma cells after about a week with CAR-T cells against IL13Rα2, means of two wells; bars reach from one well to the other. "
        f"In PBT030 the positive cells fall {say(falls['PBT030']['positive'])}-fold, while the negative ones rise {say(1 / falls['PBT030']['negative'])}-fold. "
        f"In PBT128, where few cells count as positive, the negative ones fall {say(falls['PBT128']['negative'])}-fold all the same, "
        f"and in PBT138 {say(falls['PBT138']['negative'])}-fold."
    )
    return pictures, sentence


# What the squares show: the title, and where between exclusive and nested the two antigens lie.
_OVERLAPS = (("as exclusive as can be", 0.0), ("by chance", 0.25), ("nested", 1.0))
_SHARE = 0.75


def _squares():
    """Return squares whose areas are the cells with both antigens, one of them, or none, and the sentence to them."""
    pictures, told = [], []
    for title, overlap in _OVERLAPS:
        shares = SimpleNamespace(first_antigen=_SHARE, second_antigen=_SHARE, overlap=overlap)
        covered, both = kara2024.coverage(shares), kara2024.shared(shares)

        def draw(ax, title=title, covered=covered, both=both):
            only = covered - both - (_SHARE - both)
            for x, y, width, height, colour, hatch, label in (
                (0, 0, _SHARE, both / _SHARE, "#8c6399", "", "A and B"),
                (0, both / _SHARE, _SHARE, 1 - both / _SHARE, BLUE, "//", "A only"),
                (_SHARE, 0, 1 - _SHARE, only / (1 - _SHARE), RED, "\\\\", "B only"),
                (_SHARE, only / (1 - _SHARE), 1 - _SHARE, 1 - only / (1 - _SHARE), "none", "", "none"),
            ):
                if width * height < 1e-9:
                    continue
                ax.add_patch(Rectangle((x, y), width, height, facecolor=colour, alpha=0.3, hatch=hatch, edgecolor=INK, linewidth=0))
                ax.add_patch(Rectangle((x, y), width, height, fill=False, edgecolor=INK, linewidth=1))
                tall = width < 0.3 and height > 0.5
                ax.text(x + width / 2, y + height / 2, label, ha="center", va="center", rotation=90 if tall else 0, fontsize=9.5,
                        bbox={"boxstyle": "round,pad=0.15", "facecolor": "none", "edgecolor": "none"})  # fmt: skip
            ax.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal", title=title)
            ax.set_xlabel(f"seen: {say(100 * covered)} %")
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)

        pictures.append(_svg(draw, f"antigen-overlap-{overlap:g}", (2.1, 2.5)))
        told.append(f"{say(100 * covered)} % {'if they are ' if title != 'by chance' else 'if they meet '}{title}")
    sentence = (
        f"Two antigens, A and B, each on {say(100 * _SHARE)} % of the cells; an area is a share of the tumour. "
        f"A CAR that needs either of them sees {told[0]}, {told[1]}, and {told[2]}."
    )
    return pictures, sentence


DRAWINGS = {"antigen-loss": _antigen_loss, "antigen-overlap": _squares}


def drawing(name):
    """
    Return the drawing called *name* as a list of SVG texts to be set side by side, and the sentence that describes it.

    Raises:
        CourseError: there is no such drawing.
    """
    if name not in DRAWINGS:
        raise CourseError(unknown("drawing", name, DRAWINGS))
    return DRAWINGS[name]()
