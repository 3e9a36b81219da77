"""Numbers of the circuits that the text names; the model is illustrative, so nothing is compared."""

from ..models import circuit
from . import Result

__all__ = ["RESULTS"]


def readout(scenario, name, **changes):
    """Return a function that computes readout *name* of *scenario*."""
    return lambda: circuit.simulate(scenario, **changes).readouts[name]


RESULTS = (
    Result(id="always-tumour", what="Tumour cells killed, CAR always there", unit="%", ours=readout("called", "always_tumour")),
    Result(id="always-healthy", what="Healthy cells killed, CAR always there", unit="%", ours=readout("called", "always_normal")),
    Result(id="tuned-tumour", what="Tumour cells killed, lower affinity", unit="%", ours=readout("called", "tuned_tumour")),
    Result(id="tuned-healthy", what="Healthy cells killed, lower affinity", unit="%", ours=readout("called", "tuned_normal")),
    Result(id="call-tumour", what="Tumour cells killed, CAR on call", unit="%", ours=readout("called", "two_step_tumour")),
    Result(id="call-healthy", what="Healthy cells killed, CAR on call", unit="%", ours=readout("called", "two_step_normal")),
    Result(id="leaky-healthy", what="Healthy cells killed, leaky circuit", unit="%", ours=readout("leaky", "two_step_normal")),
    Result(id="steep-healthy", what="Healthy cells killed, steeper sensor", unit="%", ours=readout("steep", "two_step_normal")),
    Result(id="always-steepness", what="Steepness, CAR always there", unit="", ours=readout("called", "always_steepness")),
    Result(id="call-steepness", what="Steepness, CAR on call", unit="", ours=readout("called", "two_step_steepness")),
    Result(id="leaky-steepness", what="Steepness, leaky circuit", unit="", ours=readout("leaky", "two_step_steepness")),
    Result(id="steep-steepness", what="Steepness, steeper sensor", unit="", ours=readout("steep", "two_step_steepness")),
    Result(id="needed-tenth", what="Steepness that goes from a tenth to nine tenths over a hundredfold", unit="", ours=lambda: circuit.needed_steepness(0.1, 0.9, 100)),
    Result(id="needed-hundredth", what="Steepness that goes from one to 99 in a hundred over a hundredfold", unit="", ours=lambda: circuit.needed_steepness(0.01, 0.99, 100)),
)  # fmt: skip
