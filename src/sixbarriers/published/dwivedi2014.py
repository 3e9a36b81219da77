"""Dwivedi 2014 beside our code: figures read off their plots, their table of levels, and our own numbers."""

import functools

from .. import evidence
from ..model import Dose
from ..models import dwivedi2014
from . import Result

__all__ = ["RESULTS", "crp_ceiling", "once", "suppression"]

WEEK, HOUR = 7.0, 1 / 24
TARGET = {"receptor": 0, "il6": 1}
AFFINITY = {"tight": 0.0025, "25pm": 0.025, "250pm": 0.25}
PG, NG = 23.7e6, 50e3  # pg/mL of IL-6 and ng/mL of soluble receptor for each nmol/L
CROHN, HEALTHY = dwivedi2014.PATIENTS
RECEPTOR = ("receptor", "complex", "complex_gp130")


@functools.cache
def suppression(target, affinity, dose):
    """Return the suppression of CRP in week 12 in per cent: *dose* mg every four weeks, *target* "receptor" or "il6", *affinity* in nmol/L."""
    return dwivedi2014.simulate(at=[84.0], target=TARGET[target], affinity=affinity, dose=dose).readouts["suppression"]


def crp(interval, *days):
    """Return the function for the lowest CRP on *days* in per cent of its start, 560 mg given at *interval*."""
    return lambda: float(min(_trial(interval).series["crp_share"][_place(day)] for day in days))


DAYS = tuple(float(day) for day in range(85))


@functools.cache
def _trial(interval):
    return dwivedi2014.simulate(interval=interval, at=DAYS)


def _place(day):
    return DAYS.index(float(day))


@functools.cache
def once(name, day, **changes):
    """Return series *name* on *day* after a single dose of 560 mg."""
    return float(dwivedi2014.simulate(interval="once", at=[day], **changes).series[name][0])


def level(patient, *names):
    """Return the sum of the steady levels of *names* in nmol/L."""
    return sum(dwivedi2014.steady(patient)[name] for name in names)


def crp_ceiling():
    """Return the CRP in mg/L that no amount of IL-6 can pass: all STAT3 active."""
    p = dwivedi2014.model.resolve()
    made = p["crp_synthesis"] + 0.5 * p["crp_most"] * p["stat3"] / (p["crp_half"] + p["stat3"])
    return made / p["crp_loss"] * dwivedi2014.CRP_MG


def smallest(affinity, doses=(100, 200, 250, 275, 300, 350, 400)):
    """Return the smallest of *doses* in mg that suppresses CRP by more than nine tenths in week 12."""
    return next(dose for dose in doses if suppression("receptor", affinity, float(dose)) > 90)


def _figure():
    """Return the Results of the two figures of suppression, each with its registry entry."""
    for key in evidence.load():
        words = key.removeprefix("dwivedi2014-stated-").split("-")
        if key.startswith("dwivedi2014-stated-") and len(words) == 3 and words[0] in TARGET and words[1] in AFFINITY:
            target, tight, dose = words
            yield Result(
                id="-".join(words), what=f"CRP suppression in week 12, {dose} mg against {'the receptor' if target == 'receptor' else 'IL-6'}, dissociation constant {AFFINITY[tight] * 1000:g} pmol/L",
                unit="%", stated=key, ours=functools.partial(suppression, target, AFFINITY[tight], float(dose)),
                # Two and a half points of per cent: what reading two plots allows.
                tolerance=max(0.02, 2.5 / evidence.number(key).value), note="read off a plot",
            )  # fmt: skip


def _week(name, what, interval, *days):
    key = f"dwivedi2014-stated-{name}"
    return Result(id=name, what=f"CRP of its start, 560 mg, {what}", unit="%", stated=key, ours=crp(interval, *days), tolerance=2.5 / evidence.number(key).value, note="read off a plot")


MONTH, FORTNIGHT = "every four weeks", "every two weeks"
RESULTS = (
    *(_week(f"four-weekly-week{week}", f"{MONTH}, week {week}", MONTH, WEEK * week) for week in (2, 4, 6, 8, 12)),
    *(_week(f"fortnightly-week{week}", f"{FORTNIGHT}, week {week}", FORTNIGHT, WEEK * week) for week in (3, 4, 12)),
    _week("fortnightly-lowest", f"{FORTNIGHT}, at its lowest", FORTNIGHT, *DAYS),
    *_figure(),
    Result(id="il6", what="IL-6 in serum, Crohn's disease", unit="pg/mL", stated="dwivedi2014-stated-il6", tolerance=0.1, ours=lambda: level(CROHN, "il6") * PG / 1000, note="a target of their fit"),
    Result(id="soluble", what="Soluble receptor, Crohn's disease", unit="ng/mL", stated="dwivedi2014-stated-soluble", tolerance=0.25, reproduces=False, ours=lambda: level(CROHN, "receptor") * NG / 1000, note="a target of their fit; their own files give ours"),
    Result(id="crp", what="CRP, Crohn's disease", unit="mg/L", stated="dwivedi2014-stated-crp", tolerance=0.25, ours=lambda: level(CROHN, "crp") * dwivedi2014.CRP_MG, note="a target of their fit"),
    Result(id="gut-fold", what="Active STAT3 in the gut, Crohn's disease over healthy", unit="", stated="dwivedi2014-stated-gut-fold", tolerance=0.25, reproduces=False, ours=lambda: level(CROHN, "pstat3_gut") / level(HEALTHY, "pstat3_gut"), note="a target of their fit; their own files give ours"),
    Result(id="il6-4h", what="Serum IL-6 four hours after 560 mg, times its start", unit="", ours=lambda: once("serum_il6", 4 * HOUR)),
    Result(id="il6-24h", what="Serum IL-6 a day after 560 mg, times its start", unit="", ours=lambda: once("serum_il6", 1.0)),
    Result(id="gut-il6-peak", what="Gut IL-6 at its highest after 560 mg, times its start", unit="", ours=lambda: dwivedi2014.simulate(interval="once").readouts["gut_il6_peak"]),
    Result(id="soluble-14d", what="Soluble receptor in serum two weeks after 560 mg, times its start", unit="", ours=lambda: once("soluble_receptor", 14.0)),
    Result(id="signal-14d", what="Liver pSTAT3 two weeks after 560 mg, of its start", unit="%", ours=lambda: once("liver_signal", 14.0)),
    Result(id="crp-14d", what="CRP two weeks after 560 mg, of its start", unit="%", ours=lambda: once("crp_share", 14.0)),
    Result(id="occupied-1d", what="Liver receptors blocked a day after 560 mg", unit="%", ours=lambda: once("occupied", 1.0)),
    Result(id="cliff-250", what="CRP suppression in week 12, 250 mg of the tightest antibody against the receptor", unit="%", ours=lambda: suppression("receptor", 0.0025, 250.0)),
    Result(id="cliff-275", what="The same, 275 mg", unit="%", ours=lambda: suppression("receptor", 0.0025, 275.0)),
    Result(id="smallest-tight", what="Smallest of the doses tried that suppresses CRP by nine tenths, 2.5 pmol/L", unit="mg", ours=lambda: smallest(0.0025)),
    Result(id="smallest-25pm", what="The same, 25 pmol/L", unit="mg", ours=lambda: smallest(0.025)),
    Result(id="crp-ceiling", what="CRP that no IL-6 can pass", unit="mg/L", ours=crp_ceiling),
)  # fmt: skip
