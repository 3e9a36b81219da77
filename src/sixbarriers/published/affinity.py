"""Numbers of the affinity window that the text names; the model is illustrative, so nothing is compared."""

from ..models import affinity
from . import Result

__all__ = ["RESULTS"]


def readout(scenario, name, **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: affinity.simulate(scenario, **changes).readouts[name]


def kills(name, scenario, words):
    """Return the two results of one binder: tumour cells and healthy cells killed."""
    return tuple(
        Result(id=f"{name}-{cell}", what=f"{cell.capitalize()} cells killed, {words}", unit="%", ours=readout(scenario, f"kill_{key}"))
        for cell, key in (("tumour", "tumour"), ("healthy", "normal"))
    )


RESULTS = (
    *kills("tight", "tight", "tight binder"),
    *kills("tuned", "tuned", "tuned binder"),
    *kills("loose", "loose", "loose binder"),
    Result(id="best-constant", what="Dissociation constant of the widest window", unit="nM", ours=readout("tight", "best_constant")),
    Result(id="best-window", what="Widest window", unit="%", ours=readout("tight", "best_window")),
    Result(id="safe-constant", what="Dissociation constant from which fewer than a tenth of healthy cells are killed", unit="nM", ours=readout("tight", "safe_constant")),
    Result(id="poor-tumour", what="Tumour cells killed by the tuned binder if they carry three hundredths of the antigen", unit="%", ours=readout("tuned", "kill_tumour", tumour_density=3e4)),
    Result(id="poor-tumour-tight", what="Tumour cells killed by the tight binder if they carry three hundredths of the antigen", unit="%", ours=readout("tight", "kill_tumour", tumour_density=3e4)),
)  # fmt: skip
