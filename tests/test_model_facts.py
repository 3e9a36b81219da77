"""Facts that follow from the equations hold over the whole range of the sliders."""

import math
from types import SimpleNamespace

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixbarriers.models import bozic2013, affinity, antigen_density, carrgo, cartmath, circuit, exhaustion_chain, kara2024
from sixbarriers.published.cartmath import controlling_dose

few = settings(max_examples=25, deadline=None, derandomize=True)
MODELS = {module.model.name: module.model for module in (cartmath, carrgo, exhaustion_chain, kara2024, bozic2013)}


@st.composite
def settings_of(draw, model):
    """Return (scenario, {parameter: value}) anywhere in the ranges, corners included."""
    scenario = draw(st.sampled_from(list(model.scenarios)))
    table = model.table(scenario)
    return scenario, {name: draw(st.floats(p.low, p.high)) for name, p in table.items()}


@pytest.mark.parametrize("name", MODELS)
def test_states_are_never_negative_nor_missing(name):
    """Every state, and in a model without states every line, is a number of zero or more, wherever the sliders stand."""
    model = MODELS[name]

    @few
    @given(settings_of(model))
    def check(chosen):
        run = model.simulate(chosen[0], **chosen[1])
        for state in (run.states or run.series).values():
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


@few
@given(settings_of(kara2024.model))
def test_what_no_cell_kills_only_grows(chosen):
    """With bystanders that do not kill, antigen-negative tumour never shrinks, nor grows faster than its rate allows."""
    values = {**chosen[1], "bystander_killing": 0.0}
    run = kara2024.simulate("bystanders", **values)
    negative, elapsed = run.states["negative"], run.time - run.time[0]
    # Above its capacity even an untouched tumour shrinks; the sliders' start lies below it.
    assert numpy.all(numpy.diff(negative) >= -1e-9 * negative[:-1])
    assert numpy.all(negative <= negative[0] * numpy.exp(values["negative_growth"] * elapsed) * (1 + 1e-9))


@few
@given(settings_of(kara2024.model))
def test_a_mixed_tumour_stays_within_its_capacity(chosen):
    """Both kinds of cell together never exceed the carrying capacity."""
    run = kara2024.simulate(chosen[0], **chosen[1])

    assert numpy.all(run.series["tumour"] <= chosen[1]["capacity"] * (1 + 1e-9))


@few
@given(share=st.floats(0.1, 0.99), r1=st.floats(0.13, 0.24), r2=st.floats(0.14, 0.28))
def test_untreated_kinds_keep_their_exact_relation(share, r1, r2):
    """With nothing that kills, negative over positive to the power r2/r1 is constant."""
    run = kara2024.simulate("untreated", first_antigen=share, positive_growth=r1, negative_growth=r2)
    relation = run.states["negative"] / run.states["positive"] ** (r2 / r1)

    assert relation == pytest.approx(numpy.full_like(relation, relation[0]), rel=1e-7)


@few
@given(a=st.floats(0.1, 1.0), b=st.floats(0.0, 1.0), overlap=st.floats(0.0, 1.0))
def test_coverage_lies_between_nested_and_exclusive(a, b, overlap):
    """The union of two antigens is no smaller than the larger share and no larger than their sum, or everything."""
    covered = kara2024.coverage(SimpleNamespace(first_antigen=a, second_antigen=b, overlap=overlap))

    assert max(a, b) - 1e-12 <= covered <= min(1.0, a + b) + 1e-12


def test_independent_antigens_cover_one_minus_the_product_of_the_gaps():
    """Two antigens on three quarters of the cells, a quarter of the way to nested, cover fifteen sixteenths, as by chance."""
    run = kara2024.simulate("car-t", second_antigen=0.75, overlap=0.25)

    assert run.readouts["coverage"] == pytest.approx(100 * (1 - 0.25**2), rel=1e-12)


def test_complete_coverage_leaves_nothing_to_escape():
    """Where every cell carries one antigen or the other, no antigen-negative cell is ever there, and no number is missing."""
    run = kara2024.simulate("bystanders", first_antigen=0.6, second_antigen=0.4, overlap=0.0)

    assert numpy.all(run.states["negative"] == 0)
    assert all(numpy.all(numpy.isfinite(line)) for line in run.series.values())


def test_more_bystander_killing_leaves_less_tumour():
    """The tumour on day 30 falls with bystander killing; while they kill slower than it grows, negative tumour rises."""
    runs = [kara2024.simulate("bystanders", bystander_killing=kills) for kills in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)]
    ends = [run.readouts["tumour_at_end"] for run in runs]

    assert ends == sorted(ends, reverse=True)
    assert numpy.all(numpy.diff(runs[1].states["negative"]) >= 0)


@few
@given(settings_of(kara2024.model))
def test_killing_never_exceeds_its_ceiling(chosen):
    """Each killing rate lies between nought and its ceiling."""
    run = kara2024.simulate(chosen[0], **chosen[1])
    p = chosen[1]
    parameters = SimpleNamespace(**p)
    alive = run.states["positive"] > 0
    kills = kara2024.killing(p["car_t_killing"], run.states["car_t"][alive], run.states["positive"][alive], parameters)

    assert numpy.all((kills >= 0) & (kills <= p["car_t_killing"] * (1 + 1e-12)))


FORMULAS = {module.model.name: module.model for module in (antigen_density, affinity, circuit)}


@pytest.mark.parametrize("name", FORMULAS)
def test_every_line_is_a_share(name):
    """Wherever the sliders stand, every line is a number between 0 and 100 per cent; a window may fall to nothing."""
    model = FORMULAS[name]

    @few
    @given(settings_of(model))
    def check(chosen):
        run = model.simulate(chosen[0], **chosen[1])
        for key, line in run.series.items():
            assert numpy.all(numpy.isfinite(line))
            assert numpy.all(line <= 100 + 1e-9)
            assert key == "window" or numpy.all(line >= 0)

    check()


@few
@given(settings_of(antigen_density.model))
def test_more_antigen_never_means_less_killing(chosen):
    """Lysis and cytokines rise with the antigens, and killing begins where lysis reaches the level that counts."""
    run = antigen_density.simulate(chosen[0], **chosen[1])
    begins = run.readouts["threshold"]
    p = SimpleNamespace(**run.parameters)

    assert numpy.all(numpy.diff(run.series["lysis"]) >= 0)
    assert numpy.all(numpy.diff(run.series["cytokine"]) >= 0)
    assert antigen_density.lysis(SimpleNamespace(antigens=begins), p) == pytest.approx(p.killing_level, rel=1e-9)


@few
@given(settings_of(affinity.model))
def test_a_looser_binder_never_kills_more(chosen):
    """Both cells are killed less as the dissociation constant rises, and the cell with more antigen never less than the other."""
    run = affinity.simulate(chosen[0], **chosen[1])
    tumour, normal = run.series["tumour"], run.series["normal"]

    assert numpy.all(numpy.diff(tumour) <= 1e-9)
    assert numpy.all(numpy.diff(normal) <= 1e-9)
    order = chosen[1]["tumour_density"] - chosen[1]["normal_density"]
    assert order == 0 or numpy.all((tumour - normal) * numpy.sign(order) >= -1e-9)


@few
@given(settings_of(circuit.model))
def test_a_circuit_never_kills_more_than_the_car_that_is_always_there(chosen):
    """On call there is never more CAR than always there, so killing is never higher; it rises with antigen."""
    run = circuit.simulate(chosen[0], **chosen[1])

    assert numpy.all(run.series["two_step"] <= run.series["always"] + 1e-9)
    assert numpy.all(numpy.diff(run.series["two_step"]) >= -1e-12)
    assert numpy.all(run.series["amount"] >= 100 * chosen[1]["leak"] - 1e-9)


ROUTES = ("one", "two", "shared")


@few
@given(settings_of(bozic2013.model))
def test_chances_are_chances_and_follow_the_size_of_the_tumour(chosen):
    """Each share lies between 0 and 100; the larger the tumour, the likelier an escape cell and the rarer eradication."""
    run = bozic2013.simulate(chosen[0], **chosen[1])
    for route in ROUTES:
        present, eradicated = run.series[f"present_{route}"], run.series[f"eradicated_{route}"]

        assert numpy.all((present >= 0) & (present <= 100) & (eradicated >= 0) & (eradicated <= 100))
        assert numpy.all(numpy.diff(present) >= -1e-9)
        assert numpy.all(numpy.diff(eradicated) <= 1e-9)


@few
@given(settings_of(bozic2013.model))
def test_escape_cells_are_fewer_than_cells(chosen):
    """The formulas are kept to where mutations are rare: no tumour holds more escape cells than cells."""
    run = bozic2013.simulate(chosen[0], **chosen[1])

    assert all(0 <= run.readouts[f"escape_{route}"] < chosen[1]["tumour_size"] for route in ROUTES)


@few
@given(settings_of(bozic2013.model), st.sampled_from(["mutation_rate", "loci_first", "loci_second", "loci_shared"]))
def test_more_ways_to_escape_never_help(chosen, name):
    """Eradication falls with the mutation rate and with each number of loci, at every size of tumour."""
    scenario, values = chosen
    more = {**values, name: bozic2013.model.table(scenario)[name].high}
    before, after = bozic2013.simulate(scenario, **values), bozic2013.simulate(scenario, **more)
    for route in ROUTES:
        assert numpy.all(after.series[f"eradicated_{route}"] <= before.series[f"eradicated_{route}"] + 1e-9)
        assert numpy.all(after.series[f"present_{route}"] >= before.series[f"present_{route}"] - 1e-9)


@few
@given(settings_of(bozic2013.model))
def test_the_two_targets_can_trade_places(chosen):
    """Nothing changes for two targets when the first is called the second."""
    scenario, values = chosen
    swapped = {**values, "loci_first": values["loci_second"], "loci_second": values["loci_first"]}
    before, after = bozic2013.simulate(scenario, **values), bozic2013.simulate(scenario, **swapped)
    for name in ("present_two", "present_shared", "eradicated_two", "eradicated_shared"):
        assert after.series[name] == pytest.approx(before.series[name], rel=1e-9, abs=1e-12)


def at_sizes(sizes, **changes):
    """Return what the equations of Bozic 2013 name at tumours of these *sizes*, and the parameters."""
    p = SimpleNamespace(**{**bozic2013.model.resolve(), **changes})
    return bozic2013.formulas(numpy.array(sizes), p), p


@few
@given(n12=st.floats(0, 500))
def test_without_separate_loci_only_the_first_step_is_left(n12):
    """With n1 = n2 = 0 eradication collapses to the one-step chances before and during treatment."""
    x, p = at_sizes([1e6, 1e9], loci_first=0, loci_second=0, loci_shared=n12)
    one_step = numpy.exp(-x.tumour_cells * p.mutation_rate * n12 * (1 - x.survival / x.treated_survival))

    assert x.eradicated == pytest.approx(one_step, rel=1e-9)


def test_a_treatment_that_kills_at_once_leaves_only_what_was_there_before():
    """As the decline grows without bound, only the escape before treatment counts."""
    x, p = at_sizes([1e6, 1e9], decline_rate=1e12, loci_first=0, loci_second=0)

    assert x.first_during == pytest.approx([1, 1], rel=1e-12)
    assert x.eradicated == pytest.approx(numpy.exp(-x.tumour_cells * p.mutation_rate), rel=1e-12)


@few
@given(settings_of(bozic2013.model))
def test_sharing_never_helps(chosen):
    """Two targets with shared loci eradicate no more tumours than two without."""
    run = bozic2013.simulate(chosen[0], **chosen[1])

    assert numpy.all(run.series["eradicated_shared"] <= run.series["eradicated_two"] + 1e-9)
