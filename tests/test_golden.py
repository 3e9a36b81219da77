"""The models give the reference trajectories, made elsewhere with tight tolerances."""

import json
import pathlib

import numpy
import pytest

from sixbarriers.model import Dose
from sixbarriers.models import carrgo, cartmath, exhaustion_chain

GOLDEN = pathlib.Path(__file__).parent / "fixtures" / "golden"
RELATIVE = 1e-5


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


CARTMATH = golden("cartmath")["trajectories"]
SCENARIO = {"fig3b_RAJI": "RAJI", "untreated_RAJI": "RAJI", "fig3d_RAJI_IDO_1MT": "RAJI-IDO-1MT"}


@pytest.mark.parametrize("name", CARTMATH)
def test_cartmath_follows_the_reference_trajectory(name):
    """Every reference value above one cell is met to 1e-5, doses and challenges included."""
    case = CARTMATH[name]
    rows = numpy.array(case["rows_t_CT_CM_T"])
    doses = [Dose("effector", *dose) for dose in case["doses"]] + [Dose("tumour", *dose) for dose in case["challenges"]]
    run = cartmath.simulate(SCENARIO.get(name, "HDLM-2"), until=case["t_end"], at=rows[:, 0], doses=doses, tumour_start=case["T0"])
    for state, expected in zip(("effector", "memory", "tumour"), rows[:, 1:].T, strict=True):
        large = expected > 1

        assert run.states[state][large] == pytest.approx(expected[large], rel=RELATIVE)


@pytest.mark.parametrize("name", [name for name, case in CARTMATH.items() if case["extinction_days"]])
def test_cartmath_goes_extinct_when_the_reference_does(name):
    """The day on which the tumour falls below the extinction rule is met to a thousandth of a day."""
    case = CARTMATH[name]
    doses = [Dose("effector", *dose) for dose in case["doses"]] + [Dose("tumour", *dose) for dose in case["challenges"]]
    run = cartmath.simulate("HDLM-2", until=case["t_end"], doses=doses, tumour_start=case["T0"])

    assert run.extinctions["tumour"] == pytest.approx(case["extinction_days"], abs=1e-3)


@pytest.mark.parametrize("name", golden("carrgo")["cases"])
def test_carrgo_follows_the_reference_trajectory(name):
    """The scaled cases are met to 1e-5 of each value."""
    case = golden("carrgo")["cases"][name]
    run = carrgo.simulate(
        at=case["t"], net_expansion=case["B"], effector_death_rate=case["A"], tumour_start=case["x0"], effector_start=case["y0"]
    )

    assert run.states["tumour"] == pytest.approx(case["x"], rel=RELATIVE)
    assert run.states["effector"] == pytest.approx(case["y"], rel=RELATIVE)


CHAIN = {
    "w0_a1": {},
    "w0.05_a1": {"blockade": 0.05},
    "stop_antigen_d14_w0.1": {"removal_time": 14.0, "rest_recovery": 0.1},
}


@pytest.mark.parametrize("name", CHAIN)
def test_exhaustion_chain_follows_the_reference_trajectory(name):
    """The linear chain is met to 1e-8 absolute, also after antigen is removed."""
    data = golden("exhaustion_chain")
    case = data["runs"][name]
    model = exhaustion_chain.model.with_range("removal_time", 0, 60)
    settings = {"removal_time": 60.0, "rest_recovery": 0.0, "exhaustion_rate": data["k"], **CHAIN[name]}
    run = model.simulate(until=60, at=case["t"], **settings)
    states = [run.states[key] for key in ("functional", "il2_lost", "tnf_lost", "terminal")]

    # The reference itself is good to about 1e-10.
    assert numpy.array(states) == pytest.approx(numpy.array(case["S"]), abs=1e-8)
