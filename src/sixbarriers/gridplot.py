"""Draw the last picture of a grid model with matplotlib: a colour for each layer, named below."""

import numpy
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch

__all__ = ["COLOURS", "draw"]

# Legible on white and on a dark page.
COLOURS = {
    "empty": "none", "tumour": "#e0707f", "lymphocyte": "#2457c5", "exhausted": "#8fb8f0", "stroma": "#b8862f", "necrosis": "#6b6b6b",
}  # fmt: skip
FRAME = "#7b7b7b"


def draw(run, ax):
    """Draw the last picture of *run* on the axes *ax*."""
    layers = run.model.grid.layers
    palette = numpy.array([to_rgba(COLOURS[layer.name]) for layer in layers])
    ax.imshow(palette[run.grid], interpolation="none", extent=(0, run.model.grid.width, run.model.grid.width, 0))
    ax.set(xticks=[], yticks=[], title=f"{run.model.time_unit} {run.time[-1]:g}")
    ax.spines[:].set_color(FRAME)
    shown = [Patch(facecolor=COLOURS[layer.name], label=layer.label) for layer in layers if COLOURS[layer.name] != "none"]
    ax.legend(handles=shown, loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=2, frameon=False, fontsize=9)
