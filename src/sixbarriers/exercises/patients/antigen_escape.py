"""Mice of Kara's model with two antigens, a tumour of Bozic's, and with each a dish and a trial that are made up."""

import math

from ...models import bozic2013, kara2024
from ..recipe import Recipe, three_digits

# Chosen, not measured: those of the models lie around the fitted values, those of the dish and the trial are made up.
_RANGES = {
    "first_antigen": (0.6, 0.85),
    "second_antigen": (0.5, 0.8),
    "negative_growth": (0.15, 0.26),
    "tumour_start": (35, 80),
    "bystander_killing": (0.24, 0.34),
    "loci_first": (20, 90),
    "loci_second": (20, 90),
    "positive_alone": (18000, 45000),
}
_OVERLAP = (0.2, 0.8)  # from exclusive to nested
_DOSE = (0.003, 0.0045)  # of the tumour on day three: it takes hold, also where both antigens are seen
_MODEL = kara2024.model.with_range("dose", 0, 10, "bystanders").with_range("bystander_killing", 0, 5, "bystanders")
_LABELS = {
    "first_antigen": ("f_A", "of the cells"),
    "second_antigen": ("f_B", "of the cells"),
    "both_antigens": ("f_AB", "of the cells"),
    "negative_growth": ("r_2", "1/day"),
    "tumour_start": ("T_0", "mm³"),
    "dose": ("D", "mm³, given twice"),
    "bystander_killing": ("d_B", "1/day"),
    "tumour_size": ("M", "cells"),
    "loci_first": ("n_1", ""),
    "loci_second": ("n_2", ""),
    "mutation_rate": ("u", "for a locus and a division"),
    "survival": ("s", ""),
    "positive_alone": ("", "cells"),
    "negative_alone": ("", "cells"),
    "positive_treated": ("", "cells"),
    "negative_treated": ("", "cells"),
    "treated": ("", "patients"),
    "relapsed": ("", "patients"),
    "relapsed_without": ("", "patients"),
}


def _complete(drawn, share):
    def between(low, high):
        return low + (high - low) * share()

    first, second = drawn["first_antigen"], drawn["second_antigen"]
    fewest, most = max(0, first + second - 1), min(first, second)
    drawn["both_antigens"] = three_digits(fewest + (most - fewest) * between(*_OVERLAP))
    drawn["dose"] = three_digits(drawn["tumour_start"] * between(*_DOSE))
    drawn["tumour_size"] = three_digits(10 ** between(8.3, 9.6))
    drawn["loci_first"], drawn["loci_second"] = float(int(drawn["loci_first"])), float(int(drawn["loci_second"]))
    fitted = bozic2013.model.resolve("killing")
    drawn["mutation_rate"], drawn["survival"] = fitted["mutation_rate"], three_digits(fitted["growth_rate"] / fitted["division_rate"])
    drawn["negative_alone"] = float(int(drawn["positive_alone"] * between(0.01, 0.2)))
    drawn["positive_treated"] = float(int(drawn["positive_alone"] / math.exp(between(2, 4))))
    drawn["negative_treated"] = float(int(drawn["negative_alone"] * math.exp(between(-1, 1))))
    drawn["treated"] = float(int(between(60, 140)))
    drawn["relapsed"] = float(int(0.45 * drawn["treated"]))
    drawn["relapsed_without"] = float(int(drawn["relapsed"] * between(0.25, 0.65)))
    return {name: drawn[name] for name in _LABELS}


def _simulate(parameters, seen=None, **changes):
    """Return the Run of Kara's model; *seen* is the share of cells that the CAR sees, *changes* are its parameters, or until= and at=."""
    own = {name: parameters[name] for name in ("negative_growth", "tumour_start", "dose", "bystander_killing")}
    return _MODEL.simulate("bystanders", first_antigen=parameters["first_antigen"] if seen is None else seen, **{**own, **changes})


recipe = Recipe(_RANGES, _LABELS, _complete, _simulate)
