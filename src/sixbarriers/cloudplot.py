"""Draw the cloud of a run with matplotlib: points on either side of a line through the origin."""

from matplotlib import ticker

from .plot import COLOURS, GREY
from .words import say

__all__ = ["draw"]

UNDER, OVER = COLOURS[:2]


def draw(run, ax):
    """Draw the cloud of *run* on the axes *ax*, and say how many points lie on each side of the line."""
    cloud, (across, up) = run.model.cloud, run.cloud.T
    slope = run.parameters[cloud.slope]
    under = cloud.is_under(run.cloud, slope)
    ax.plot(across[~under], up[~under], "x", color=OVER, markersize=5, label=f"{cloud.over}: {int((~under).sum())}")
    ax.plot(across[under], up[under], "o", color=UNDER, markersize=4.5, label=f"{cloud.under}: {int(under.sum())}")
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.axvline(0, color=GREY, linewidth=0.8)
    left, right = min(0.0, 1.06 * across.min()), max(0.0, 1.06 * across.max())
    ax.set(
        xlim=(left, right if right > left else left + 1), ylim=(min(0.0, 1.06 * up.min()), max(1e-9, 1.3 * up.max())),
        xlabel=cloud.across_label, ylabel=f"{cloud.up_label} ({cloud.up_unit})",
    )  # fmt: skip
    ax.axline((0, 0), slope=slope, color=GREY, linestyle="dashed", linewidth=1.2, label=f"{cloud.line}: {say(slope)}")
    ax.yaxis.set_major_locator(ticker.MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(lambda value, _: say(value))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9, title=cloud.title, title_fontsize=9, alignment="left")
