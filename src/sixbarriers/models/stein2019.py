"""
CAR-T cells after the infusion: tisagenlecleucel in the blood of children and young adults (Stein 2019).

A formula without states: the level C of the CAR gene, in copies in a microgram of DNA, over the days t. It grows by the
factor f until day T and then falls at two speeds; a share F of the peak belongs to the slow part::

    ρ = ln(f) / T                                    growth rate                              (1)
    u = min(t, T)                                    days of growth so far                    (2)
    s = t - u                                        days since the peak                      (3)
    C = C_max e^(ρ (u - T)) ((1 - F) e^(-α s) + F e^(-β s))                                   (4)

The paper writes (4) as two cases, before T and after it; the days u and s put them in one line.
"""

from types import SimpleNamespace

from ..functions import exp, log, maximum, minimum
from ..model import Case, Definition, Model, Panel, Readout, Reference, Scenario, Series
from ..parameter import from_evidence

__all__ = ["explore", "level", "model", "simulate"]

FOUR_WEEKS = 28.0  # until when the paper's exposure is counted, in days

_DEFINITIONS = (
    Definition("growth", "ρ", lambda x, p: log(p.fold) / p.peak_time),
    Definition("growing", "u", lambda x, p: minimum(x.time, p.peak_time)),
    Definition("since", "s", lambda x, p: x.time - x.growing),
)


def copies(x, p):
    """Return the level of the CAR gene, equation (4)."""
    left = (1 - p.slow_share) * exp(-p.fast_decline * x.since) + p.slow_share * exp(-p.slow_decline * x.since)
    return p.peak * exp(x.growth * (x.growing - p.peak_time)) * left


def level(time, p):
    """Return the level on the day or days *time* (a number or an array, shape kept), for the parameters *p* by name."""
    x = SimpleNamespace(time=time)
    for one in _DEFINITIONS:
        setattr(x, one.name, one.value(x, p))
    return copies(x, p)


def exposure(p):
    """Return the area under the level over the first four weeks, in copies/µg times days."""
    after = FOUR_WEEKS - p.peak_time
    rising = p.peak * (1 - 1 / p.fold) * p.peak_time / log(p.fold)
    fast = (1 - p.slow_share) * (1 - exp(-p.fast_decline * after)) / p.fast_decline
    slow = p.slow_share * (1 - exp(-p.slow_decline * after)) / p.slow_decline
    return rising + p.peak * (fast + slow)


# On which day after the peak the fall reaches the level that counts has no closed form. Each of the two parts alone gets
# there too soon; from the later of these days Newton's steps on the logarithm only approach, because it is convex.
# Over the ranges of the sliders eight come within 1e-7 of it; four were up to 9 % short where the slow part is small.
_STEPS = 9


def _first_guess(r, p):
    fast = log((1 - p.slow_share) * p.peak / p.counted_level) / p.fast_decline
    return maximum(fast, log(p.slow_share * p.peak / p.counted_level) / p.slow_decline)


def _newton(before):
    """Return the formula of a readout that takes one step on from the readout called *before*."""

    def step(r, p):
        s = getattr(r, before)
        fast = (1 - p.slow_share) * exp(-p.fast_decline * s)
        slow = p.slow_share * exp(-p.slow_decline * s)
        return s + (fast + slow) * log((fast + slow) * p.peak / p.counted_level) / (p.fast_decline * fast + p.slow_decline * slow)

    return step


def _parameter(key, label, symbol, low, high, scale="log"):
    return from_evidence(key, label=label, symbol=symbol, low=low, high=high, scale=scale)


_BASE = {
    "fold": _parameter("stein2019-fold", "growth up to the peak, as a factor", "f", 30, 3e5),
    "peak_time": _parameter("stein2019-peak-time", "day of the peak", "T", 3, 25, "linear"),
    "peak": _parameter("stein2019-peak", "level at the peak", "C_{max}", 3000, 200000),
    "fast_decline": _parameter("stein2019-fast-decline", "fast decline", "α", 0.05, 1),
    "slow_share": _parameter("stein2019-slow-share", "share of the slow part at the peak", "F", 0.0005, 0.2),
    "slow_decline": _parameter("stein2019-slow-decline", "slow decline", "β", 0.0005, 0.03),
    "counted_level": _parameter("stein2019-level", "level that counts as present", "L", 10, 2500),
}

_RISE = "The CAR gene doubles every {doubling} days up to {peak_level} copies on day {peak_day}, then halves every {fast_half_life} days. "

model = Model(
    name="stein2019",
    title="CAR-T cells in the blood after the infusion",
    citation="stein2019",
    time_label="Days after the infusion",
    time_unit="day",
    until=90.0,
    parameters=_BASE,
    definitions=_DEFINITIONS,
    scenarios={
        "months": Scenario("Three months", "The typical patient of the fit."),
        "years": Scenario(
            "Two years", "The same patient for longer, and a lower level counts as present.",
            {"counted_level": _parameter("stein2019-level-years", "level that counts as present", "L", 10, 2500)}, until=730.0,
        ),
    },
    panels=(
        Panel("CAR gene in the blood", "copies/µg", "log", floor=1.0),
        Panel("The same, even scale", "copies/µg", floor=0.0),
    ),
    series=(
        Series("copies", "CAR gene", "copies/µg", 0, copies, symbol="C", look=0),
        Series("copies_even", "CAR gene", "copies/µg", 1, copies, look=0),
    ),
    readouts=(
        Readout("doubling", "Doubling time", "day", "formula", formula=lambda r, p: p.peak_time * log(2) / log(p.fold)),
        Readout("peak_level", "Level at the peak", "copies/µg", "formula", formula=lambda r, p: p.peak),
        Readout("peak_day", "Day of the peak", "day", "formula", formula=lambda r, p: p.peak_time),
        Readout("fast_half_life", "Half-life of the fast part", "day", "formula", formula=lambda r, p: log(2) / p.fast_decline),
        Readout("slow_half_life", "Half-life of the slow part", "day", "formula", formula=lambda r, p: log(2) / p.slow_decline),
        Readout(
            "takeover", "Most of it is the slow part from day", "day", "formula",
            formula=lambda r, p: p.peak_time + maximum(0, log((1 - p.slow_share) / p.slow_share)) / (p.fast_decline - p.slow_decline),
        ),
        Readout("step_0", "First guess", "day", "formula", formula=_first_guess, show=False),
        *(Readout(f"step_{i + 1}", "Closer guess", "day", "formula", formula=_newton(f"step_{i}"), show=False) for i in range(_STEPS)),
        Readout(
            "persistence", "Present until day", "day", "formula", formula=lambda r, p: p.peak_time + getattr(r, f"step_{_STEPS}"),
        ),
        Readout("first_level", "Level at the start", "copies/µg", "formula", formula=lambda r, p: p.peak / p.fold, show=False),
        Readout("exposure", "Exposure over four weeks", "copies/µg × day", "formula", formula=lambda r, p: exposure(p), show=False),
        Readout("last_level", "Level at the end", "copies/µg", "final", "copies"),
    ),
    references=(Reference("level L", 0, "counted_level"),),
    cases=(
        Case(
            _RISE + "The slow part, which halves every {slow_half_life} days, carries it past the end: {last_level} copies are left, and "
            "{counted_level} are reached on day {persistence} only.",
            lambda r, p: r.last_level >= p.counted_level,
            "Still present at the end",
        ),
        Case(
            _RISE + "It falls below {counted_level} copies on day {persistence}, before the slow part makes up most of it.",
            lambda r, p: r.persistence < r.takeover,
            "Gone with the fast part",
        ),
        Case(
            _RISE + "From day {takeover} the slow part, which halves every {slow_half_life} days, makes up most of it, "
            "and {counted_level} copies last until day {persistence}.",
            outcome="Gone long after the fast part, but before the end",
        ),
    ),
    controls=("fold", "peak_time", "peak", "fast_decline", "slow_share", "slow_decline", "counted_level"),
    assumptions=(
        "One typical patient: the values are medians of a fit in which each of the patients has values of their own, and these differ much.",
        "Growth at one rate up to a sharp peak, and then a fall at two rates; a share of the peak belongs to the slow part.",
        "The level that counts as present is chosen by us; it is no limit of a measurement and no promise of an effect.",
    ),
    left_out=(
        "The first hours and days, in which infused cells leave the blood for the tissues: the start is where the line of growth meets day nought.",
        "The cancer, and with it the reason why cells grow and stop growing.",
        "Where the cells are: copies in the blood say nothing of the marrow, a lymph node or a tumour.",
        "What the cells can do: a gene that is counted may sit in an exhausted cell.",
        "Drugs against side effects: the authors found no sign that tocilizumab or steroids slowed the growth.",
    ),
)  # fmt: skip

simulate = model.simulate
explore = model.explore
