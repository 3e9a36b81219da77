"""
Kather et al. 2017: tumour cells, lymphocytes and stroma on a grid of sites, as an agent-based model.

Lymphocytes here are the body's own, not CAR-T cells. In each step of 12 hours, in this order:

1. Tumour cells that have room divide, die or move. Stem cells never run out of divisions.
2. Lymphocytes arrive on empty sites anywhere.
3. In 96 sub-steps lymphocytes walk, drawn towards the tumour, and try to kill the cells that they touch; each can kill
   five, and rests for six hours after each. In one more they divide, die or move.
4. Now and then tumour cells die together and leave necrosis, which tumour cells cannot enter.
5. Exhausted lymphocytes may turn into stroma, which stops every cell but through gaps that open by chance.

The rules themselves stand in ``_kather2017_rules.py``, on top of ``_kather2017_cells.py`` (what cells do) and
``_kather2017_world.py`` (the grid); page and notebook run the same ones.
"""

from ..functions import maximum
from ..gridmodel import Grid, Layer
from ..model import Case, Model, Panel, Readout, Reference, Scenario, Series, State
from ..parameter import from_evidence
from . import _kather2017_cells, _kather2017_rules, _kather2017_world

__all__ = ["explore", "model", "simulate"]

_TABLE = {
    "influx_size": ("lymphocytes that arrive together", "n_a", 0.0, 8.0, "linear"),
    "stroma_seeding": ("exhausted lymphocytes that turn into stroma", "p_s", 0.0001, 0.2, "log"),
    "permeability": ("gaps in the stroma", "g", 0.0, 0.2, "linear"),
    "guidance": ("guidance towards the tumour", "c", 0.0, 0.5, "linear"),
    "kill": ("killing", "p_k", 0.0, 0.25, "linear"),
    "intervention": ("day of the switch", "t_0", 10.0, 60.0, "linear"),
    "seed": ("seed of chance", "s", 1.0, 999.0, "linear"),
    "influx_probability": ("arrivals", "p_a", 0.0, 1.0, "linear"),
    "tumour_division": ("tumour cells divide", "p_{td}", 0.0, 0.6, "linear"),
    "tumour_death": ("tumour cells die", "p_{tx}", 0.0, 0.3, "linear"),
    "tumour_migration": ("tumour cells move", "p_{tm}", 0.0, 0.4, "linear"),
    "stem_symmetry": ("stem cells that make stem cells", "p_{ts}", 0.0, 1.0, "linear"),
    "lymphocyte_division": ("lymphocytes divide", "p_{ld}", 0.0, 0.1, "linear"),
    "lymphocyte_death": ("lymphocytes die", "p_{lx}", 0.0, 0.1, "linear"),
    "lymphocyte_migration": ("lymphocytes move", "p_{lm}", 0.0, 1.0, "linear"),
    "necrosis_seeding": ("tumour cells that seed necrosis", "p_n", 0.0, 0.001, "linear"),
    "necrosis_density": ("density of a seed of necrosis", "d_n", 0.0, 1.0, "linear"),
    "stroma_density": ("density of a seed of stroma", "d_s", 0.0, 1.0, "linear"),
}
_TREATMENTS = ("influx_size", "influx_probability", "stroma_seeding", "permeability", "guidance", "kill")
_WHOLE = ("seed",)


def _parameter(name, key):
    label, symbol, low, high, scale = _TABLE[name]
    return from_evidence(f"kather2017-{key.replace('_', '-')}", label=label, symbol=symbol, low=low, high=high, scale=scale, whole=name in _WHOLE)


_BASE = {name: _parameter(name, name) for name in _TABLE}


def _scenario(label, note, **keys):
    """Return a Scenario in which parameters have the values of other registry entries."""
    return Scenario(label, note, {name: _parameter(name, key) for name, key in keys.items()})


_LOW_STROMA = {"stroma_seeding": "low-stroma-seeding"}
_HIGH_STROMA = {"stroma_seeding": "high-stroma-seeding"}
_LOW_INFLUX = {"influx_probability": "low-influx-probability"}
_HIGH_INFLUX = {"influx_size": "high-influx-size"}

_WHERE = "Lymphocytes inside the tumour {inside}, at its margin {margin}, farther away {around}."

model = Model(
    name="kather2017",
    title="Tumour, lymphocytes and stroma",
    citation="kather2017",
    time_unit="day",
    until=90.0,
    states=(
        State("tumour", "tumour cells", "T", "cell"),
        State("inside", "lymphocytes inside the tumour", "L_i", "cell"),
        State("margin", "lymphocytes at its margin", "L_m", "cell"),
        State("around", "lymphocytes farther away", "L_a", "cell"),
        State("exhausted", "exhausted lymphocytes", "L_x", "cell"),
        State("stroma", "sites of stroma", "S", "sites"),
        State("necrosis", "sites of necrosis", "N", "sites"),
    ),
    parameters=_BASE,
    scenarios={
        "few-open": _scenario("Few, little stroma", "Few lymphocytes arrive, and little stroma forms.", **_LOW_INFLUX, **_LOW_STROMA),
        "few-wall": _scenario("Few, much stroma", "Few lymphocytes arrive, and much of what is exhausted turns into stroma.", **_LOW_INFLUX, **_HIGH_STROMA),
        "many-open": _scenario("Many, little stroma", "Eight lymphocytes arrive at a time, and little stroma forms.", **_HIGH_INFLUX, **_LOW_STROMA),
        "many-wall": _scenario("Many, much stroma", "Eight lymphocytes arrive at a time, and stroma forms around the tumour.", **_HIGH_INFLUX, **_HIGH_STROMA),
        "opened": _scenario("Many, wall opened", "Many lymphocytes and much stroma, but the stroma has gaps.", **_HIGH_INFLUX, **_HIGH_STROMA, permeability="open-permeability"),
        "blind": _scenario("Many, blind", "Many lymphocytes and little stroma, but nothing guides the lymphocytes to the tumour.", **_HIGH_INFLUX, **_LOW_STROMA, guidance="no-guidance"),
    },
    panels=(Panel("Sites taken by", "sites", floor=0.0), Panel("Lymphocytes", "cell", floor=0.0)),
    series=(
        Series("tumour_cells", "tumour cells", "sites", 0, lambda s, p: s.tumour, look=1),
        Series("stroma_sites", "stroma", "sites", 0, lambda s, p: s.stroma, look=4),
        Series("lymphocytes_inside", "inside", "cell", 1, lambda s, p: s.inside, look=0),
        Series("lymphocytes_margin", "at the margin", "cell", 1, lambda s, p: s.margin, look=3),
        Series("lymphocytes_around", "farther away", "cell", 1, lambda s, p: s.around, look=2),
    ),
    readouts=(
        Readout("baseline", "Tumour cells at the switch", "cell", "at", "tumour", "intervention"),
        Readout("tumour_at_end", "Tumour cells at the end", "cell", "final", "tumour"),
        Readout("fold", "End, relative to the switch", "times", "formula", formula=lambda r, p: r.tumour_at_end / maximum(r.baseline, 1)),
        Readout("gone", "Tumour gone", "day", "first_below", "tumour", 0.0),
        Readout("inside", "Lymphocytes inside the tumour", "cell", "final", "inside"),
        Readout("margin", "Lymphocytes at its margin", "cell", "final", "margin"),
        Readout("around", "Lymphocytes farther away", "cell", "final", "around"),
        Readout("stroma_at_end", "Sites of stroma", "", "final", "stroma"),
    ),
    cases=(
        Case(
            "The tumour had {baseline} cells on day {intervention} and is gone on day {gone}. Lymphocytes left: {around}.",
            lambda r, p: r.tumour_at_end < 1,
            "The tumour is gone",
        ),
        Case(f"The tumour shrinks from {{baseline}} cells on day {{intervention}} to {{tumour_at_end}}. {_WHERE}", lambda r, p: r.fold < 0.5, "The tumour shrinks by more than half"),
        Case(f"The tumour is held: {{baseline}} cells on day {{intervention}}, {{tumour_at_end}} at the end. {_WHERE}", lambda r, p: r.fold <= 1.5, "The tumour is held"),
        Case(f"The tumour grows from {{baseline}} cells on day {{intervention}} to {{tumour_at_end}}, {{fold}} times as many. {_WHERE}", None, "The tumour grows"),
    ),
    controls=("influx_size", "stroma_seeding", "permeability", "guidance", "kill", "intervention", "seed"),
    references=(Reference("switch", None, "intervention"),),
    grid=Grid(
        width=_kather2017_world.WIDTH,
        site="15 µm",
        step=1 / _kather2017_world.STEPS_A_DAY,
        modules=(_kather2017_world, _kather2017_cells, _kather2017_rules),
        arrays=_kather2017_world.WORLD,
        layers=(
            Layer("empty", "tissue"),
            Layer("tumour", "tumour cell"),
            Layer("lymphocyte", "lymphocyte"),
            Layer("exhausted", "exhausted lymphocyte"),
            Layer("stroma", "stroma"),
            Layer("necrosis", "necrosis"),
        ),
        treatments=_TREATMENTS,
        treated_from="intervention",
    ),
    assumptions=(
        "The lymphocytes are the body’s own, not CAR-T cells; a product enters only as lymphocytes that arrive.",
        "One cell a site of 15 µm, in a flat square less than 2 mm wide with closed edges; the authors used a larger one.",
        "Lymphocytes arrive anywhere in the tissue, not from blood vessels, and feel the distance to the nearest tumour cell.",
        "Stroma comes only from exhausted lymphocytes, and never goes away.",
        "Until the switch, arrivals, stroma, guidance and killing are the program’s own; from then on they are those of the sliders. So runs of one seed share the same tumour until the switch.",
        "Where a tumour dies out by chance before the switch, another seed takes over, as in the authors’ program.",
    ),
    left_out=(
        "Fibroblasts, vessels, oxygen, chemokines and drugs as things of their own.",
        "Antigen: every tumour cell can be killed, and no lymphocyte tires for any reason but its five kills.",
        "Other immune cells, and the third dimension.",
        "Patients: the rates come from tissue sections of colorectal cancer, and each run is one draw of chance.",
    ),
)

simulate = model.simulate
explore = model.explore
