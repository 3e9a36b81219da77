"""
The exhaustion timeline: a schematic chain from functional to terminally exhausted T cells.

A construct of this course, fitted to nothing. What is grounded is the order of losses under chronic antigen
(IL-2 and killing first, then TNF, IFN-γ last); the time axis and every rate are illustrative. Equations (6) to (9)::

    functional' = w S1 - f S0                      f = exhaustion_rate * antigen
    il2_lost'   =  f S0 - (f + w) S1 + w S2        w = blockade + rest_recovery (1 - antigen)
    tnf_lost'   =  f S1 - (f + w) S2
    terminal'   =  f S2
"""

from ..model import Case, Dose, Model, Panel, Readout, Scenario, Series, State
from ..parameter import from_evidence

__all__ = ["explore", "model", "simulate"]


def equations(state, p):
    """Return the rates of change, equations (6) to (9); antigen is constant between interventions."""
    S0, S1, S2 = state.functional, state.il2_lost, state.tnf_lost
    f = p.exhaustion_rate * state.antigen
    w = p.blockade + p.rest_recovery * (1 - state.antigen)
    return {
        "functional": w * S1 - f * S0,
        "il2_lost": f * S0 - (f + w) * S1 + w * S2,
        "tnf_lost": f * S1 - (f + w) * S2,
        "terminal": f * S2,
        "antigen": 0,
    }


def initial(p):
    """Return the start: every cell functional, antigen at its load."""
    return {"functional": 1.0, "antigen": p.antigen_load}


def schedule(p):
    """Return the one intervention: all antigen is taken away at the removal time."""
    return (Dose("antigen", p.removal_time, -p.antigen_load),)


_TABLE = {
    "antigen_load": ("antigen load", "a", 0.05, 1.0),
    "removal_time": ("antigen removed at", "t_R", 0.25, 6.0),
    "rest_recovery": ("recovery once antigen is gone", "w_R", 0.0, 2.0),
    "blockade": ("recovery by checkpoint blockade", "w_B", 0.0, 1.0),
    "exhaustion_rate": ("exhaustion rate", "k", 0.05, 2.0),
}


def _parameters(prefix, names):
    return {
        name: from_evidence(
            f"{prefix}-{name.replace('_', '-')}", label=_TABLE[name][0], symbol=_TABLE[name][1], low=_TABLE[name][2], high=_TABLE[name][3]
        )
        for name in names
    }


_BASE = _parameters("timeline", _TABLE)


def _percent(share):
    return lambda state, p: 100 * share(state)


model = Model(
    name="exhaustion_chain",
    title="The order in which functions are lost (schematic)",
    citation="wherry2003",
    time_label="Antigen exposure",
    time_unit="exposure unit",
    until=6.0,
    states=(
        State("functional", "fully functional", "S_0", "fraction", atol=1e-15),
        State("il2_lost", "IL-2 lost", "S_1", "fraction", atol=1e-15),
        State("tnf_lost", "IL-2 and TNF lost", "S_2", "fraction", atol=1e-15),
        State("terminal", "IFN-γ lost too", "S_3", "fraction", atol=1e-15),
        State("antigen", "antigen", "a", "fraction", atol=1e-15),
    ),
    parameters=_BASE,
    equations=equations,
    initial=initial,
    schedule=schedule,
    scenarios={
        "chronic": Scenario("Chronic antigen", "Antigen stays, as in a tumour."),
        "rested": Scenario("Antigen removed early", "The cells rest while most are still reversible.", {**_BASE, **_parameters("timeline-rested", ("removal_time",))}),
        "blocked": Scenario("Checkpoint blockade", "Antigen stays; blockade helps cells back one step.", {**_BASE, **_parameters("timeline-blocked", ("blockade",))}),
    },
    panels=(
        Panel("T cells that still have", "%", "linear", floor=0.0, ceiling=100.0),
        Panel("T cells that carry", "%", "linear", floor=0.0, ceiling=100.0),
    ),
    series=(
        Series("il2", "IL-2, killing", "%", 0, _percent(lambda s: s.functional)),
        Series("tnf", "TNF", "%", 0, _percent(lambda s: s.functional + s.il2_lost)),
        Series("ifn_gamma", "IFN-γ", "%", 0, _percent(lambda s: s.functional + s.il2_lost + s.tnf_lost)),
        Series("pd1", "PD-1", "%", 1, _percent(lambda s: 1 - s.functional)),
        Series("tim3", "TIM-3, CTLA-4", "%", 1, _percent(lambda s: s.tnf_lost + s.terminal)),
    ),
    readouts=(
        Readout("il2_at_end", "Cells still making IL-2", "%", "final", "il2"),
        Readout("tnf_at_end", "Cells still making TNF", "%", "final", "tnf"),
        Readout("ifn_gamma_at_end", "Cells still making IFN-γ", "%", "final", "ifn_gamma"),
        Readout("terminal_at_end", "Cells past return", "", "final", "terminal", show=False),
        Readout("lost_at_end", "Cells past return", "%", "formula", formula=lambda r, p: 100 * r.terminal_at_end),
        Readout("il2_at_removal", "Cells making IL-2 when antigen goes", "%", "at", "il2", "removal_time", show=False),
    ),
    cases=(
        Case(
            "When antigen is removed, {il2_at_removal} % of the cells still make IL-2. By the end {il2_at_end} % do; {lost_at_end} % are past return.",
            lambda r, p: r.il2_at_end > 1.05 * r.il2_at_removal,
            "Without antigen, cells regain IL-2",
        ),
        Case(
            "By the end {il2_at_end} % of the cells still make IL-2, {tnf_at_end} % TNF and {ifn_gamma_at_end} % IFN-γ.",
            outcome="Functions stay lost",
        ),
    ),
    controls=("antigen_load", "removal_time", "blockade", "rest_recovery"),
    assumptions=(
        "Only the order of losses is taken from experiments: IL-2 and killing in the dish, then TNF, IFN-γ last.",
        "The power to multiply is usually counted among the first losses too; the source that we read does not show it, so no line does.",
        "Each step runs at the same rate, in proportion to antigen.",
        "PD-1 comes with the first loss and TIM-3 with the second; for CTLA-4 no order was found, so it shares TIM-3's line.",
    ),
    left_out=(
        "Real time: an exposure unit is not a day.",
        "Self-renewing progenitor cells, cell death and the growth of the tumour.",
        "Differences between cells: real populations are a mixture.",
    ),
)

simulate = model.simulate
explore = model.explore
