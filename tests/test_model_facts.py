"""Facts that follow from the equations hold over the whole range of the sliders."""

import math

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixbarriers.models import carrgo, cartmath, exhaustion_chain
from sixbarriers.published.cartmath import controlling_dose

few = settings(max_examples=25, deadline=None, derandomize=True)
MODELS = {module.model.name: module.model for module in (cartmath, carrgo, exhaustion_chain)}


@st.composite
def settings_of(draw, model):
    """Return (scenario, {parameter: value}) anywhere in the ranges, corners included."""
    scenario = draw(st.sampled_from(list(model.scenarios)))
    table = model.table(scenario)
    return scenario, {name: draw(st.floats(p.low, p.high)) for name, p in table.items()}


@pytest.mark.parametrize("name", MODELS)
def test_states_are_never_negative_nor_missing(name):
    """Every state is a number of zero or more, wherever the sliders stand."""
    model = MODELS[name]

    @few
    @given(settings_of(model))
    def check(chosen):
        run = model.simulate(chosen[0], **chosen[1])
        for state in run.states.values():
            assert numpy.all(numpy.isfinite(state))
            assert numpy.all(state >= 0)

    check()


@few
@given(settings_of(cartmath.model))
def test_the_tumour_stays_within_its_capacity(chosen):
    """A tumour that starts below 1/b never exceeds it."""
    run = cartmath.simulate(chosen[0], **chosen[1])
    capacity = 1 / chosen[1]["inverse_capacity"] if chosen[1]["inverse_capacity"] > 1e-300 else math.inf

    assert numpy.all(run.states["tumour"] <= max(capacity, chosen[1]["tumour_start"]) * (1 + 1e-6))


@few
@given(settings_of(cartmath.model))
def test_without_car_t_cells_growth_is_logistic(chosen):
    """With no dose the tumour follows the exact logistic curve."""
    scenario, values = chosen
    run = cartmath.simulate(scenario, doses=[], **values)
    r, b, start = values["growth_rate"], values["inverse_capacity"], values["tumour_start"]
    growth = numpy.exp(r * run.time)
    exact = start * growth / (1 + b * start * (growth - 1))

    assert run.states["tumour"] == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize("scenario", ["RAJI", "RAJI-IDO", "RAJI-IDO-1MT"])
def test_effectors_peak_when_the_tumour_passes_the_critical_burden(scenario):
    """At the peak of the effectors the tumour is the critical burden, to a part in a thousand."""
    run = cartmath.simulate(scenario)
    peak = cartmath.simulate(scenario, at=[run.readouts["effector_peak_day"]]).states["tumour"][0]

    assert peak == pytest.approx(run.readouts["critical_burden"], rel=1e-3)


def test_the_equilibria_are_where_nothing_changes():
    """The right-hand side vanishes at both equilibria, relative to its own terms."""
    from types import SimpleNamespace

    p = SimpleNamespace(**cartmath.model.resolve())
    for effector, memory, tumour in cartmath.equilibria():
        rates = cartmath.model.rates(SimpleNamespace(effector=effector, memory=memory, tumour=tumour), p)
        scales = (p.effector_loss_rate * effector, p.memory_formation_rate * effector, p.growth_rate * tumour)

        assert all(abs(rate) < 1e-9 * scale for rate, scale in zip(rates, scales, strict=True))


def test_no_control_beyond_the_critical_inhibition():
    """The saddle-node stands at 1.100185e-5 per cell and day; below it there are two equilibria, above it none."""
    critical = cartmath.critical_inhibition()
    wide = cartmath.model.with_range("inhibition", 1e-9, 1e-3)

    assert critical == pytest.approx(1.100185e-5, rel=1e-6)
    assert len(cartmath.equilibria(wide, inhibition=critical * 0.999)) == 2
    assert cartmath.equilibria(wide, inhibition=critical * 1.001) == ()


def test_more_inhibition_needs_a_larger_dose():
    """The controlling dose rises with inhibition, to the reference values."""
    alpha = cartmath.model.parameters["inhibition"].value
    doses = [controlling_dose("HDLM-2", inhibition=alpha * factor) for factor in (0.5, 1, 2, 5)]

    assert doses == pytest.approx([1.24696e5, 2.53441e5, 5.12184e5, 1.290724e6], rel=5e-3)


def test_waiting_needs_a_larger_dose():
    """The controlling dose rises with the day of infusion, to the reference values."""
    doses = [controlling_dose("HDLM-2", dose_day=day) for day in (28, 35, 42, 49, 56)]

    assert doses == pytest.approx([1.12915e5, 1.69332e5, 2.53441e5, 3.78702e5, 5.65089e5], rel=5e-3)


@few
@given(x=st.floats(0.1, 0.9), beta=st.floats(0.05, 0.8))
def test_one_per_cent_across_the_boundary_decides(x, beta):
    """Just below the exact boundary the cancer grows back, just above it is wiped out."""
    border = carrgo.boundary(x, -beta)
    model = carrgo.model.with_range("effector_start", 0.2, 3.0)
    ends = [
        model.simulate(until=400, net_expansion=-beta, tumour_start=x, effector_start=border * factor).readouts["tumour_at_end"]
        for factor in (0.98, 1.02)
    ]

    assert ends[0] > 0.5
    assert ends[1] < 1e-3


@few
@given(x=st.floats(0.1, 0.9), y=st.floats(0.3, 2.0), b=st.floats(0.1, 2.0))
def test_carrgo_follows_its_exact_orbit(x, y, b):
    """With no death of CAR-T cells the path in the plane of the two is the exact one."""
    run = carrgo.simulate(net_expansion=b, tumour_start=x, effector_start=y)
    exact = carrgo.orbit(run.states["effector"], x, y, b)

    assert run.states["tumour"] == pytest.approx(exact, abs=1e-7)


def test_survivors_are_what_is_left():
    """When proliferation wins, the CAR-T cells left are the exact number."""
    run = carrgo.simulate("proliferation", until=200)

    assert carrgo.survivors(0.5, 0.5, 0.2) == pytest.approx(1.198737505, rel=1e-9)
    assert run.readouts["final_effector"] == pytest.approx(1.198737505, rel=1e-6)


@few
@given(settings_of(exhaustion_chain.model))
def test_functions_are_lost_in_order(chosen):
    """Cells are conserved, and at every time IL-2 makers are no more than TNF makers, no more than IFN-γ makers."""
    run = exhaustion_chain.simulate(chosen[0], **chosen[1])
    total = sum(run.states[key] for key in ("functional", "il2_lost", "tnf_lost", "terminal"))

    assert total == pytest.approx(1.0, abs=1e-8)
    assert numpy.all(run.series["il2"] <= run.series["tnf"] + 1e-8)
    assert numpy.all(run.series["tnf"] <= run.series["ifn_gamma"] + 1e-8)


def test_half_losses_come_at_the_erlang_medians():
    """With a full load and no recovery, half is lost at ln 2, 1.67835 and 2.67406 exposure units."""
    run = exhaustion_chain.simulate(at=[math.log(2), 1.6783469900, 2.6740603137])

    assert [run.series[key][i] for i, key in enumerate(("il2", "tnf", "ifn_gamma"))] == pytest.approx([50, 50, 50], abs=1e-5)
