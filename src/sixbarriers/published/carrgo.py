"""Sahoo 2020 and Brummer 2022 beside our CARRGO."""

import math

import numpy

from ..models import carrgo
from . import Result

__all__ = ["RESULTS"]


def readout(scenario, name):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: carrgo.simulate(scenario).readouts[name]


def coexistence():
    """Return (tumour, effector) of the stalemate's equilibrium."""
    p = carrgo.model.resolve("stalemate")
    tumour = p["effector_death_rate"] / p["net_expansion"]
    return tumour, p["growth_rate"] / p["kill_rate"] * (1 - tumour / p["carrying_capacity"])


def period():
    """Return the period of small swings about the stalemate's equilibrium, from the eigenvalues there."""
    p = carrgo.model.resolve("stalemate")
    tumour, effector = coexistence()
    jacobian = [
        [p["growth_rate"] * (1 - 2 * tumour / p["carrying_capacity"]) - p["kill_rate"] * effector, -p["kill_rate"] * tumour],
        [p["net_expansion"] * effector, p["net_expansion"] * tumour - p["effector_death_rate"]],
    ]
    return 2 * math.pi / abs(numpy.linalg.eigvals(jacobian)[0].imag)


def line_end(dose):
    return Result(
        id=f"pbt030-{dose}-effector-end",
        what=f"CAR-T cells at the end, {dose} plated",
        unit="CI",
        stated=f"brummer2022-stated-pbt030-{dose}-effector-end",
        tolerance=0.03,
        ours=readout(f"PBT030-{dose}", "final_effector"),
        note="counted by flow cytometry; the fit was pulled towards it",
    )


RESULTS = (
    Result(id="coexistence-tumour", what="Cancer cells at the stalemate", unit="of capacity", stated="sahoo2020-stated-coexistence-tumour", tolerance=1e-4, ours=lambda: coexistence()[0]),
    Result(id="coexistence-effector", what="CAR-T cells at the stalemate", unit="times the kill threshold", stated="sahoo2020-stated-coexistence-effector", tolerance=1e-4, ours=lambda: coexistence()[1]),
    line_end(2500),
    line_end(1250),
    line_end(500),
    Result(id="period", what="Period of small swings about the stalemate", unit="time units", ours=period),
    Result(id="boundary", what="CAR-T cells that just cure half a dish when exhaustion wins", unit="times the kill threshold", ours=lambda: carrgo.boundary(0.5, -0.2)),
    Result(id="regression", what="Deepest regression below the boundary", unit="%", ours=readout("exhaustion", "regression")),
    Result(id="regression-time", what="Time of the deepest regression", unit="time units", ours=readout("exhaustion", "tumour_minimum_time")),
)  # fmt: skip
