"""Bad input gets an error that names the thing, the rule, the value and the next step."""

import math

import pytest

from sixbarriers import evidence
from sixbarriers.errors import CourseError, EvidenceError, ModelError, ParameterError
from sixbarriers.functions import exp, log
from sixbarriers.javascript import compile_model
from sixbarriers.model import Definition, Dose, Readout, Series
from sixbarriers.models import bozic2013, cartmath

CASES = {
    "out of range": (dict(dose=1e9), ["dose", "between 10000 and 5e+06", "1e+09", "with_range"]),
    "negative": (dict(dose=-1), ["dose", "between", "-1"]),
    "wrong unit": (dict(dose="2e6 ml"), ["dose", "cell", "'ml'", "Convert"]),
    "not a number": (dict(dose="much"), ["dose", "number in cell", "'much'", "Write"]),
    "no value": (dict(dose=None), ["dose", "number", "None"]),
    "true": (dict(dose=True), ["dose", "number", "True"]),
    "nan": (dict(dose=math.nan), ["dose", "finite", "nan"]),
    "infinite": (dict(dose=math.inf), ["dose", "finite", "inf"]),
    "unknown parameter": (dict(doze=1), ["'doze'", "Did you mean 'dose'", "parameter of cartmath"]),
    "unknown scenario": (dict(scenario="RAJ"), ["'RAJ'", "scenario of cartmath", "Did you mean 'RAJI'"]),
    "negative dose": (dict(doses=[Dose("effector", 42, -5.0)]), ["dose", "zero or more", "-5.0", "positive"]),
    "dose after the end": (dict(doses=[Dose("effector", 600, 1e6)]), ["within the run", "500", "600", "until="]),
    "own dose after the end": (dict(until=30), ["within the run", "30", "42", "until="]),
    "dose for an unknown state": (dict(doses=[Dose("efector", 42, 1e6)]), ["'efector'", "Did you mean 'effector'"]),
    "end before the start": (dict(until=-3), ["until", "positive", "-3"]),
    "times that fall": (dict(at=[5, 1]), ["must rise", "Sort"]),
    "times beyond the end": (dict(at=[0, 900]), ["at most 500", "900"]),
    "times that are none": (dict(at=[]), ["list of times", "[]"]),
}


@pytest.mark.parametrize("name", CASES)
def test_simulate_refuses_in_words(name):
    """No NaN and no silent clip: the message names what was wrong and what to do."""
    arguments, words = CASES[name]
    with pytest.raises(ParameterError) as caught:
        cartmath.simulate(**arguments)

    assert [word for word in words if word not in str(caught.value)] == []


def test_a_value_with_its_own_unit_is_taken():
    """A text such as "2e6 cell" is the number that it says."""
    assert cartmath.simulate(dose="2e6 cell").parameters["dose"] == 2e6


def test_unknown_evidence_names_its_neighbours():
    """An unknown id of the registry is answered with near ones."""
    with pytest.raises(EvidenceError, match="Did you mean 'barros2021-raji-dose'"):
        evidence.number("barros2021-raji-doses")


FAULTS = {
    "unknown field": ("colour: red", "'colour' is not a field"),
    "unknown kind": ("kind: rumour", "'rumour' is not a kind of evidence"),
    "text for a number": ("value: 1e6", "1.0e+6"),
    "missing unit": ("unit:", "'unit' is missing"),
    "no source": ("source: ours", "needs a source"),
    "not a date": ("checked: yesterday", "must be a date"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_entry_is_refused(name):
    """Each rule of the registry is enforced, with the entry named."""
    change, message = FAULTS[name]
    fields = dict(
        quantity="quantity: x", value="value: 1", unit="unit: cell", kind="kind: animal", source="source: wherry2003",
        seen="seen: abstract", checked="checked: 2026-11-23",
    )  # fmt: skip
    fields[change.split(":")[0]] = change
    with pytest.raises(EvidenceError, match="entry 'here'") as caught:
        evidence.read("here:\n  " + "\n  ".join(fields.values()))

    assert message in str(caught.value)


def test_equations_that_leave_out_a_state_are_refused():
    """A learner's equations must return a rate for every state."""
    with pytest.raises(ModelError, match="one rate for each of effector, memory, tumour"):
        cartmath.model.replace(equations=lambda state, p: {"effector": 0 * state.effector}).simulate()


def test_equations_with_an_unknown_name_are_refused():
    """A misspelt parameter is named, with the ones that exist."""
    with pytest.raises(ModelError, match="kill_rat.*Parameters: "):
        cartmath.model.replace(equations=lambda state, p: {"tumour": p.kill_rat}).simulate()


def test_an_if_in_the_equations_is_explained():
    """What symbols cannot follow is refused before a page is made, with what to use in its place."""

    def branching(state, p):
        rate = 1.0 if state.tumour > 1e6 else 0.0
        return {"effector": rate * state.effector, "memory": 0 * state.memory, "tumour": 0 * state.tumour}

    with pytest.raises(ModelError, match="use exp, log, .*where from sixbarriers.functions"):
        compile_model(cartmath.model.replace(equations=branching))


def test_a_changed_model_compiles_changed():
    """The page's version is made of the learner's equations, not of ours."""

    def saturating(state, p):
        rates = cartmath.equations(state, p)
        return {**rates, "tumour": p.growth_rate * state.tumour * exp(-state.tumour / 1e9) - p.kill_rate * state.effector * state.tumour}

    assert "Math.exp" in compile_model(cartmath.model.replace(equations=saturating))
    assert "Math.exp" not in compile_model(cartmath.model)


def test_csv_never_overwrites(tmp_path):
    """A file that exists is left as it is."""
    path = tmp_path / "run.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match="exists already"):
        cartmath.simulate("RAJI").to_csv(path)

    assert path.read_text(encoding="utf-8") == "mine"


FORMULA_CASES = {
    "a dose": (dict(doses=[Dose("tumour", 1e9, 1.0)]), ["formula without states", "Leave it out"]),
    "an end before the start": (dict(until=100), ["until", "a number above 1e+06 in cell", "100", "Try 1e+12"]),
    "a place before the start": (dict(at=[1e3, 1e9]), ["must rise", "from 1e+06", "1000", "Sort"]),
    "a place beyond the end": (dict(at=[1e9, 1e13]), ["at most 1e+12"]),
    "an unknown parameter": (dict(loci=5), ["'loci'", "parameter of bozic2013"]),
}


@pytest.mark.parametrize("name", FORMULA_CASES)
def test_a_formula_model_refuses_in_words(name):
    """A model without states speaks of its own axis, and says what to do."""
    arguments, words = FORMULA_CASES[name]
    with pytest.raises(ParameterError) as caught:
        bozic2013.simulate(**arguments)

    assert [word for word in words if word not in str(caught.value)] == []


def _line(value):
    return {"series": (Series("it", "it", "", 0, value),), "readouts": (), "references": ()}


BROKEN = {
    "a log axis with states": (cartmath, dict(axis_scale="log", start=1.0), ["without states", "has 3", "axis_scale='linear'"]),
    "a log axis from zero": (bozic2013, dict(start=0.0), ["start above zero", "start is 0", "Set start"]),
    "an unknown scale": (bozic2013, dict(axis_scale="logarithmic"), ["'logarithmic'", "scale of an axis", "Choose one of: linear, log"]),
    "an end at the start": (cartmath, dict(start=500.0), ["end after its start", "start is 500", "until 500 day", "Move one"]),
    "no equations": (cartmath, dict(equations=None), ["needs 'equations' and 'initial'", "leave out the states"]),
    "an axis that no formula can name": (bozic2013, dict(axis="tumour cells"), ["'tumour cells'", "no such name", "Choose another"]),
    "two things of one name": (cartmath, dict(definitions=(Definition("tumour", "T", exp),)), ["'tumour'", "used twice"]),
    "a series that goes extinct": (
        bozic2013, dict(readouts=(Readout("gone", "Gone", "cell", "extinction_time", "present_one"),)), ["only a state goes extinct", "first_below"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_model_that_contradicts_itself_is_refused(name):
    """The description of a model is checked when it is made: the rule, the value, the next step."""
    module, changes, words = BROKEN[name]
    with pytest.raises(ModelError) as caught:
        module.model.replace(**changes)

    assert [word for word in words if word not in str(caught.value)] == []


FAULTY = {
    "a name that is not there": (lambda x, p: x.tumor_cells, ["the series it", "tumor_cells", "may use tumour_cells", "Parameters: tumour_size"]),
    "no value": (lambda x, p: log(x.tumour_cells - 1e7), ["the series it has no value at 1e+06 cell", "nan", "Move the parameters"]),
    "an if": (lambda x, p: 1.0 if x.tumour_cells > 1e7 else 0.0, ["the series it", "where from sixbarriers.functions", "no 'if'"]),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_formula_is_explained(name):
    """A learner's formula that cannot be evaluated is named, with what to use in its place."""
    value, words = FAULTY[name]
    with pytest.raises(ModelError) as caught:
        bozic2013.model.replace(**_line(value)).simulate()

    assert [word for word in words if word not in str(caught.value)] == []


def test_an_if_in_a_formula_is_explained_before_a_page_is_made():
    """What symbols cannot follow is refused for formulas as for equations."""
    with pytest.raises(ModelError, match="use exp, log, .*where from sixbarriers.functions"):
        compile_model(bozic2013.model.replace(**_line(FAULTY["an if"][0])))
