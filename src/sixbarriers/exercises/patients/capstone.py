"""One make-believe patient for six models: a pancreatic cancer, a product that fails, and six remedies that might mend it."""

import math

from ...errors import CourseError, unknown
from ...models import affinity, cartmath, cure_price, hardiansyah2019, kara2024, penetration
from ..recipe import Recipe, three_digits

# Chosen, not measured.
_RANGES = {
    "first_antigen": (0.5, 0.75),
    "second_antigen": (0.45, 0.75),
    "both": (0.3, 0.8),
    "normal_density": (8e3, 3e4),
    "binder": (250, 550),
    "crossing": (0.04, 0.09),
    "thickness": (40, 80),
    "inhibition": (2.0e-8, 3.4e-8),
    "kill_rate": (1.2e-6, 2.4e-6),
    "tumour_start": (1.8e6, 3.4e6),
    "burden": (4.4, 6.0),
    "il6_release": (1100, 2500),
    "infused": (60, 85),
    "price": (100000, 150000),
    "best_cure": (45, 65),
}
_LABELS = {
    "first_antigen": ("f₁", "of tumour cells carry CEACAM5 (a share)"),
    "second_antigen": ("f₂", "of tumour cells carry MSLN (a share)"),
    "both": ("f₁₂", "of tumour cells carry both (a share)"),
    "normal_density": ("D_H", "antigens on a healthy cell"),
    "binder": ("K", "nM, dissociation constant of the product as it stands"),
    "borne": ("", "% of healthy cells may be killed"),
    "crossing": ("f", "motility in the wall, as a share"),
    "thickness": ("h", "µm, thickness of the wall"),
    "inhibition": ("α", "1/(cell day)"),
    "kill_rate": ("γ", "1/(cell day)"),
    "tumour_start": ("T₀", "tumour cells on day 0"),
    "dose_day": ("t_D", "day of the infusion"),
    "dose": ("D", "cells infused"),
    "burden": ("B₀", "billion target cells before treatment"),
    "il6_release": ("P₆", "pg/mL a day, IL-6 set free per meeting"),
    "infused": ("", "% of those who wait are infused"),
    "price": ("P", "USD"),
    "best_cure": ("c", "% cured if no barrier held anything back"),
    "blocked": ("", "of α is left with a blocker"),
    "loosened": ("", "times the motility in a wall that is loosened"),
    "bridged": ("", "of the burden is left after a treatment before the infusion"),
    "local": ("", "% are infused if the cells are made nearby"),
}
_BORNE = (11, 16)  # above ten, for which the model prints the answer, and above what the widest window costs
_REMEDIES = {"blocked": 0.25, "loosened": 6.0, "bridged": 0.8, "local": 95.0}
# The model of each chapter, the scenario it starts from, and what of it the patient brings along.
_MODELS = {
    "kara2024": (kara2024.model, "car-t", ("first_antigen", "second_antigen")),
    "affinity": (affinity.model, "tight", ("normal_density",)),
    "penetration": (penetration.model, "shell", ("crossing", "thickness")),
    "cartmath": (cartmath.model, "HDLM-2", ("inhibition", "kill_rate", "tumour_start", "dose", "dose_day")),
    "hardiansyah2019": (hardiansyah2019.model, "UPN1", ("burden", "il6_release")),
    "cure_price": (cure_price.model, "solid", ("price",)),
}
# A dose that controls with the blocker and the loosened wall together, and with neither alone: the smallest that does is
# this share of the price of the whole tumour, for every patient here, and the dose a few times as much as comes through.
_OF_PRICE = 0.845
_DOSE = (1.35, 2.1)


def _arriving(crossing, thickness):
    """Return the share of cells that the wall lets through."""
    return penetration.simulate("shell", crossing=crossing, thickness=thickness).readouts["kept"] / 100


def _complete(drawn, share):
    table = cartmath.model.table("HDLM-2")
    fewest, most = max(0.0, drawn["first_antigen"] + drawn["second_antigen"] - 1), min(drawn["first_antigen"], drawn["second_antigen"])
    drawn["both"] = three_digits(fewest + drawn["both"] * (most - fewest))
    drawn["dose_day"] = table["dose_day"].value
    burden = drawn["tumour_start"] * math.exp(table["growth_rate"].value * drawn["dose_day"])
    smallest = _OF_PRICE * _REMEDIES["blocked"] * drawn["inhibition"] / drawn["kill_rate"] * burden
    wanted = smallest / _arriving(_REMEDIES["loosened"] * drawn["crossing"], drawn["thickness"])
    drawn["dose"] = three_digits(wanted * (_DOSE[0] + (_DOSE[1] - _DOSE[0]) * share()))
    drawn["borne"] = three_digits(_BORNE[0] + (_BORNE[1] - _BORNE[0]) * share())
    drawn |= _REMEDIES
    return {name: drawn[name] for name in _LABELS}


def _overlap(first, second, both):
    """Return the overlap as kara2024 takes it, from exclusive to nested."""
    fewest, most = max(0.0, first + second - 1), min(first, second)
    return min(1.0, max(0.0, (both - fewest) / (most - fewest)))


def _simulate(parameters, model=None, **changes):
    """Return the Run of one chapter's *model* for the patient; *changes* are that model's parameters, or its until= and at=."""
    if model not in _MODELS:
        raise CourseError(unknown("model of this assignment", model, _MODELS))
    found, scenario, own = _MODELS[model]
    given = {name: parameters[name] for name in own}
    if model == "kara2024":
        given["overlap"] = _overlap(*(parameters[name] for name in ("first_antigen", "second_antigen", "both")))
    return found.simulate(scenario, **{**given, **changes})


recipe = Recipe(_RANGES, _LABELS, _complete, _simulate)
