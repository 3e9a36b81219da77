"""Draw what the gates make of two antigens: the patients marked, and the healthy tissues marked."""

import matplotlib

from . import tables
from .plot import COLOURS
from .targets import GATES, design

__all__ = ["designs", "patients", "spoken", "tissues"]

# In the drawings, by letter where the names would not fit.
ORDER = ("A", "B", "OR", "AND", "NOT")


def designs(cancer, a, b, cut="Medium"):
    """Return {column: Design}: either antigen alone, then the three gates, in the order of the drawings."""
    found = {"A": design(cancer, a, cut=cut), "B": design(cancer, b, cut=cut)}
    found |= {gate: design(cancer, a, b, gate, cut) for gate in GATES[1:]}
    return {key: found[key] for key in ORDER}


def spoken(found):
    """Return in one sentence what the *found* designs mark."""
    first, kind = found["A"], "healthy tissues"
    told = [f"{one.name} marks {100 * one.coverage:.0f} % of patients and {len(one.hit)} of {one.count} {kind}" for one in found.values()]
    return f"{first.cancer.capitalize()}, staining at {first.cut} or above: {', '.join(told[:-1])}, and {told[-1]}."


def patients(ax, found):
    """Draw the coverage of each design as a bar, with how far it may be off."""
    ink = matplotlib.rcParams["text.color"]
    for place, one in enumerate(found.values()):
        ax.barh(place, 100 * one.coverage, height=0.5, color=COLOURS[0], alpha=0.55)
        ax.plot([100 * end for end in one.interval], [place, place], color=ink, linewidth=1.1, marker="|", markersize=8)
    ax.set(xlim=(0, 102), xticks=(0, 25, 50, 75, 100), ylim=(len(found) - 0.5, -0.5), xlabel="%", title="Patients marked")
    ax.set_yticks(range(len(found)), [one.name if key in "AB" else f"{one.a}\n{key} {one.b}" for key, one in found.items()])
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)


def tissues(ax, found):
    """Draw a dot where a design marks a tissue: full, or a ring where it counts only because a level is missing."""
    vital = dict(tables.tissues().values())
    rows = sorted({name for one in found.values() for name in one.hit}, key=lambda name: (not vital[name], name))
    ink = matplotlib.rcParams["text.color"]
    for place, one in enumerate(found.values()):
        for line, name in enumerate(rows):
            if name in one.hit:
                full = "none" if name in one.unsure else COLOURS[1]
                ax.plot(place, line, "o", markersize=8, color=COLOURS[1], markerfacecolor=full, markeredgewidth=1.6)
    ax.hlines(range(len(rows)), -0.4, len(found) - 0.6, color=ink, linewidth=0.4, alpha=0.35, zorder=0)
    ax.set(xlim=(-0.5, len(found) - 0.5), ylim=(len(rows) - 0.5, -0.5), title="Healthy tissues marked")
    ax.set_xticks(range(len(found)), [one.name if key in "AB" else key for key, one in found.items()])
    ax.set_yticks(range(len(rows)), [f"{name} ▲" if vital[name] else name for name in rows])
    ax.tick_params(length=0)
    for label, key in zip(ax.get_xticklabels(), found, strict=True):
        label.set_rotation(60 if key in "AB" else 0)
    ax.spines[:].set_visible(False)
