"""The bedside rule tables: reference cases, wrong variants, refusals, and the page's version beside Python's."""

import dataclasses
import doctest
import gzip
import json
import pathlib
import random
import re
import subprocess

import pytest

from sixbarriers import bedside, bundle, evidence
from sixbarriers.bedside import car_hematotox, crs, easix, icans
from sixbarriers.bedside.rules import Choice, Quantity, Sign
from sixbarriers.bedside.tool import DISCLAIMER
from sixbarriers.errors import CourseError, ModelError, ParameterError

ROOT = pathlib.Path(__file__).parents[1]
GOLDEN = json.loads((ROOT / "tests" / "fixtures" / "golden" / "grading.json").read_text(encoding="utf-8"))
TOOLS = {name: bedside.find(name) for name in bedside.NAMES}
OF = {"crs": "crs", "crs_device": "crs", "icans_adult": "icans", "icans_child": "icans", "hematotox": "car-hematotox", "easix": "easix"}
CASES = [(kind, number, case) for kind in OF for number, case in enumerate(GOLDEN[kind], 1)]
PATIENTS = 3000  # of each tool, drawn at random


def expected(case):
    """Return the grade, score or index that a reference case states."""
    return next(case[key] for key in ("grade", "score", "value") if key in case)


@pytest.mark.parametrize(("kind", "number", "case"), CASES, ids=[f"{kind}-{number}" for kind, number, _ in CASES])
def test_a_reference_case_gets_its_grade(kind, number, case):
    """Each listed patient gets the listed grade, by a rule told in words."""
    result = TOOLS[OF[kind]].grade(**case["input"])

    assert result.grade == pytest.approx(expected(case), rel=1e-12)
    assert result.rule in result.sentence
    if "risk" in case:
        assert f"{case['risk']} risk" in result.label


# ---------- wrong variants, seen in public code or near misses: each must be caught ----------


def sign(tool, name, *rules):
    """Return *tool* with the rules of one sign replaced."""
    return dataclasses.replace(tool, signs=tuple(dataclasses.replace(one, rules=rules) if one.name == name else one for one in tool.signs))


def regraded(tool, name, grade, text, wrong):
    """Return *tool* in which the rule of this *grade*, whose text holds *text*, gives the *wrong* grade."""
    (found,) = [one for one in tool.signs if one.name == name]
    rules = [dataclasses.replace(rule, grade=wrong) if rule.grade == grade and text in rule.text else rule for rule in found.rules]
    assert rules != list(found.rules)
    return sign(tool, name, *rules)


def moved(tool, option, name, wrong):
    """Return *tool* in which one *option* of the choice *name* gives the *wrong* grade, ahead of the rules of its sign."""
    (found,) = [one for one in tool.signs if one.name == name]
    rule = dataclasses.replace(found.rules[0], grade=wrong, when=tool.inputs[name].one_of(option))
    return sign(tool, name, rule, *found.rules)


def recut(tool, **cuts):
    """Return *tool* with other cut-offs in the comparisons of an input: neutrophils={1200: 1000}."""

    def changed(words):
        if words[0] in ("all", "any", "not"):
            return [words[0], *(changed(one) for one in words[1:])]
        return [*words[:2], cuts.get(words[1], {}).get(words[2], words[2])] if not isinstance(words[2], list) else words

    def rule(one):
        return dataclasses.replace(one, when=dataclasses.replace(one.when, words=changed(one.when.words)))

    signs = tuple(dataclasses.replace(one, rules=tuple(map(rule, one.rules))) for one in tool.signs)
    return dataclasses.replace(tool, signs=signs, first=tuple(map(rule, tool.first)))


def with_words(tool, old, new):
    """Return *tool* with every condition *old* replaced by *new*."""

    def changed(words):
        if words == old:
            return new
        return [words[0], *(changed(one) for one in words[1:])] if words[0] in ("all", "any", "not") else words

    def rule(one):
        return dataclasses.replace(one, when=dataclasses.replace(one.when, words=changed(one.when.words)))

    signs = tuple(dataclasses.replace(one, rules=tuple(map(rule, one.rules))) for one in tool.signs)
    return dataclasses.replace(tool, signs=signs, first=tuple(map(rule, tool.first)))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mildest(type(crs.tool)):
    """Takes the milder of blood pressure and oxygen."""

    def grade(self, **values):
        result = super().grade(**values)
        fever, *columns = (one.grade for one in result.contributions)
        return dataclasses.replace(result, grade=max(fever, min(columns)) if result.grade in range(1, 5) else result.grade)


def mildest(tool):
    return Mildest(**{field.name: getattr(tool, field.name) for field in dataclasses.fields(tool)})


def ice_alone(tool):
    """Return ICANS by the ICE score alone, who cannot be aroused being graded by that."""
    unarousable, *rest = tool.signs[0].rules
    found = dataclasses.replace(unarousable, when=unarousable.when | icans.consciousness.one_of("unarousable"))
    return sign(dataclasses.replace(tool, signs=tool.signs[:1]), "ice", found, *rest)


def high_from(points):
    """Return CAR-HEMATOTOX with high risk from so many *points*."""
    high, low = car_hematotox.tool.levels
    return dataclasses.replace(car_hematotox.tool, levels=(dataclasses.replace(high, at_least=points), low))


C, I, H = crs.tool, icans.tool, car_hematotox.tool
FEVER = ["at least", "temperature", 38]
# The name under which the reference lists which cases catch it, the kind of those cases, and the variant.
MUTANTS = {
    "CRS one pressor = G2": ("crs", moved(C, "one vasopressor", "hypotension", 2)),
    "CRS vasopressin counts as second pressor": ("crs", moved(C, "one vasopressor and vasopressin", "hypotension", 4)),
    "CRS CPAP = G3": ("crs", moved(C, "CPAP", "oxygen", 3)),
    "CRS BiPAP = G3": ("crs", moved(C, "BiPAP", "oxygen", 3)),
    "CRS fever strictly > 38.0": ("crs", with_words(C, FEVER, ["above", "temperature", 38])),
    "CRS fever cut-off 38.5": ("crs", with_words(C, FEVER, ["above", "temperature", 38.5])),
    "CRS fever always required": ("crs", with_words(C, ["is", "treated", ["yes"]], ["is", "treated", ["never"]])),
    "CRS fever never required": ("crs", dataclasses.replace(C, first=C.first[:1])),
    "CRS minimum of columns": ("crs", mildest(C)),
    "CRS facemask = G2": ("crs", moved(C, "face mask", "oxygen", 2)),
    "CRS blow-by = G3": ("crs", moved(C, "blow-by", "oxygen", 3)),
    "CRS 6 L/min = high flow": ("crs_device", with_words(with_words(C, ["above", "flow", 6], ["at least", "flow", 6]), ["at most", "flow", 6], ["below", "flow", 6])),
    "ICANS ICE 0 awake = G4": ("icans_adult", sign(I, "ice", dataclasses.replace(I.signs[0].rules[0], when=icans.ice <= 0), *I.signs[0].rules)),
    "ICANS focal oedema = G4": ("icans_adult", regraded(I, "pressure", 3, "focal", 4)),
    "ICANS diffuse oedema = G5": ("icans_adult", regraded(I, "pressure", 4, "diffuse", 5)),
    "ICANS brief seizure = G2": ("icans_adult", regraded(I, "seizure", 3, "resolves", 2)),
    "ICANS motor = G3": ("icans_adult", regraded(I, "weakness", 4, "weakness", 3)),
    "ICANS ICE only": ("icans_adult", ice_alone(I)),
    "HT high at >=3": ("hematotox", high_from(3)),
    "HT platelets 50/100": ("hematotox", recut(H, platelets={75: 50, 175: 100})),
    "HT ferritin 500/2000": ("hematotox", recut(H, ferritin={650: 500})),
    "HT CRP 3 mg/L": ("hematotox", recut(H, crp={3: 0.3})),
    "HT Hb 10": ("hematotox", recut(H, haemoglobin={9: 10})),
    "HT ANC 1000": ("hematotox", recut(H, neutrophils={1200: 1000})),
}  # fmt: skip


def test_every_listed_wrong_variant_is_here():
    """No wrong variant that the reference lists is left out."""
    assert set(MUTANTS) == set(GOLDEN["mutants_caught_by_case"])


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_variant_is_caught(name):
    """The cases that the reference lists, and no others of their table, tell the variant from ours."""
    kind, wrong = MUTANTS[name]
    right = TOOLS[OF[kind]]
    told = [
        number
        for number, case in enumerate(GOLDEN[kind], 1)
        if (wrong.grade(**case["input"]).grade, wrong.grade(**case["input"]).label.split(": ")[-1])
        != (right.grade(**case["input"]).grade, right.grade(**case["input"]).label.split(": ")[-1])
    ]

    assert told
    assert told == GOLDEN["mutants_caught_by_case"][name]


# ---------- what is refused ----------

REFUSED = {
    "80 °C": ("crs", {"temperature": 80}, "temperature: Temperature must lie between 25 and 45 °C, received 80."),
    "Fahrenheit": ("crs", {"temperature": 101.3}, "degrees Celsius"),
    "no temperature": ("crs", {}, "temperature: Temperature is missing. Enter a number from 25 to 45 °C."),
    "a word for a number": ("crs", {"temperature": "high"}, "must be a number, received high"),
    "not a number": ("crs", {"temperature": float("nan")}, "must be a number, received nan"),
    "an unknown device": ("crs", {"temperature": 39, "oxygen": "mask"}, "oxygen: Oxygen must be one of: none, blow-by"),
    "an unknown input": ("crs", {"temprature": 39}, "Did you mean 'temperature'?"),
    "a cannula without its flow": ("crs", {"temperature": 39, "oxygen": "nasal cannula"}, "flow: Flow through the nasal cannula is missing"),
    "ICE of 11": ("icans", {"ice": 11}, "must lie between 0 and 10 points, received 11"),
    "half a point": ("icans", {"ice": 7.5}, "must be a whole number, received 7.5"),
    "no ICE": ("icans", {}, "ICE score is missing"),
    "no CAPD": ("icans", {"assessment": "CAPD", "ice": 7}, "CAPD score is missing"),
    "CAPD of 33": ("icans", {"assessment": "CAPD", "capd": 33}, "between 0 and 32"),
    "a score of who cannot be tested": ("icans", {"ice": 5, "untestable": True}, "exclude each other"),
    "platelets per µL": ("car-hematotox", {"platelets": 150_000, "neutrophils": 2000, "haemoglobin": 12, "crp": 1, "ferritin": 300}, "divided by 1,000"),
    "neutrophils in 10⁹/L": ("car-hematotox", {"platelets": 150, "neutrophils": 1.2, "haemoglobin": 12, "crp": 1, "ferritin": 300}, "multiplied by 1,000"),
    "CRP in mg/L": ("easix", {"index": "m-EASIX", "ldh": 500, "platelets": 25, "crp": 200}, "A value in mg/L is divided by 10."),
    "no platelets": ("easix", {"ldh": 500, "creatinine": 1, "platelets": 0}, "must lie between 1 and 2,000"),
    "no CRP": ("easix", {"index": "m-EASIX", "ldh": 500, "creatinine": 1, "platelets": 25}, "(CRP) is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_impossible_or_missing_input_is_refused_in_words(name):
    """The message names the input, the rule, the value and the next step."""
    tool, values, message = REFUSED[name]
    with pytest.raises(ParameterError) as caught:
        TOOLS[tool].grade(**values)

    assert message in str(caught.value)


def test_all_faults_are_told_at_once():
    """Who left out five values hears of five."""
    assert set(car_hematotox.tool.refusals({})) == {"platelets", "neutrophils", "haemoglobin", "crp", "ferritin"}


def test_an_unknown_tool_or_option_is_an_error_that_names_near_ones():
    """A misspelt name of a tool, or of an option in a rule, does not pass."""
    with pytest.raises(CourseError, match="Did you mean 'icans'"):
        bedside.find("ican")
    with pytest.raises(ModelError, match="'CPAPP' is not a option of oxygen"):
        crs.oxygen.one_of("CPAPP")


# ---------- facts ----------


@pytest.mark.parametrize("treated", ["no", "yes"])
def test_the_grade_of_crs_never_falls_when_a_sign_gets_worse(treated):
    """Along blood pressure and oxygen, from none to the worst, the grade only rises."""
    pressures = ["none", "no vasopressor", "one vasopressor", "one vasopressor and vasopressin", "several vasopressors"]
    devices = ["none", "low flow", "high flow", "face mask", "CPAP", "ventilator"]
    for temperature in (36.5, 38.0, 40.0):
        table = [
            [crs.grade(temperature=temperature, treated=treated, earlier_crs="yes", hypotension=p, oxygen=o).grade for o in devices] for p in pressures
        ]  # fmt: skip

        assert all(row == sorted(row) for row in table)
        assert all(list(column) == sorted(column) for column in zip(*table, strict=True))


def test_the_grade_of_icans_never_falls_when_a_domain_gets_worse():
    """Along each domain the grade only rises, whatever the others say."""
    worse = {
        "ice": list(range(10, -1, -1)), "consciousness": list(icans.consciousness.options), "seizure": list(icans.seizure.options),
        "weakness": ["no", "yes"], "pressure": list(icans.pressure.options),
    }  # fmt: skip
    source = random.Random("icans")
    for _ in range(300):
        patient = {name: source.choice(steps) for name, steps in worse.items()}
        for name, steps in worse.items():
            grades = [icans.grade(**(patient | {name: step})).grade for step in steps]

            assert grades == sorted(grades)


def test_points_of_car_hematotox_only_rise_with_worse_blood():
    """Fewer cells, less haemoglobin, more CRP or ferritin never take a point away, and seven is the most."""
    steps = {
        "platelets": [300, 176, 175, 75, 74.9, 0], "neutrophils": [5000, 1200, 1199, 0], "haemoglobin": [15, 9, 8.9, 3],
        "crp": [0, 2.9, 3, 50], "ferritin": [100, 649, 650, 2000, 2001, 90_000],
    }  # fmt: skip
    source = random.Random("blood")
    for _ in range(200):
        patient = {name: source.choice(values) for name, values in steps.items()}
        for name, values in steps.items():
            scores = [car_hematotox.grade(**(patient | {name: value})).grade for value in values]

            assert scores == sorted(scores)
            assert 0 <= scores[0] and scores[-1] <= 7


def test_what_never_counts_changes_no_grade_and_is_told():
    """Organ values, cytokines, bleeding and tremor leave the grade as it is, and the result says so."""
    for tool, patient, extra in ((crs, {"temperature": 38.5}, "organs"), (crs, {"temperature": 38.5}, "cytokines"), (icans, {"ice": 8}, "haemorrhage"), (icans, {"ice": 8}, "tremor")):
        plain, more = tool.grade(**patient), tool.grade(**patient, **{extra: True})

        assert plain.grade == more.grade
        assert plain.ignored == ()
        assert len(more.ignored) == 1


def test_signs_without_fever_are_told_to_be_set_aside():
    """Low blood pressure without fever is no CRS, and the result says what it left out."""
    result = crs.grade(temperature=36.8, hypotension="one vasopressor")

    assert (result.grade, result.label) == (0, "CRS grade 0: no CRS by this table")
    assert any("Low blood pressure" in one for one in result.ignored)
    assert not any(one.decides for one in result.contributions)


def test_two_signs_of_the_same_grade_decide_together():
    """Both are named and marked."""
    result = crs.grade(temperature=39, hypotension="one vasopressor", oxygen="face mask")

    assert [one.sign for one in result.contributions if one.decides] == ["Low blood pressure", "Oxygen"]
    assert "Low blood pressure (" in result.rule and "Oxygen (" in result.rule


@pytest.mark.parametrize("hypotension", ["none", "one vasopressor"])
def test_the_grade_of_crs_never_falls_with_a_higher_temperature(hypotension):
    """From cool to hot the grade only rises."""
    grades = [crs.grade(temperature=degrees / 10, hypotension=hypotension).grade for degrees in range(350, 420)]

    assert grades == sorted(grades)


def test_easix_tells_its_binary_logarithm():
    """EASIX of 24 is 4.58 doublings above 1."""
    assert easix.grade(ldh=600, creatinine=2, platelets=50).label == "EASIX 24 (log₂ 4.58)"


@pytest.mark.parametrize("name", TOOLS)
def test_every_number_of_a_table_comes_from_the_registry(name):
    """The cut-offs that the rules compare with are values of registry entries, save zero and one."""
    tool = TOOLS[name]
    known = {evidence.number(key).value for key in tool.cuts} | {0, 1}

    def cuts(words):
        if words[0] in ("all", "any", "not"):
            return [cut for one in words[1:] for cut in cuts(one)]
        return [] if words[0] == "is" else [words[2]]

    rules = [*tool.first, *(rule for one in tool.signs for rule in one.rules), *tool.conflicts]

    assert {cut for rule in rules for cut in cuts(rule.when.words)} <= known


def test_the_disclaimer_says_what_it_is_for():
    """Education, not a medical device: in the words of the page and of every module."""
    assert "education" in DISCLAIMER and "not a medical device" in DISCLAIMER
    for module in (crs, icans, car_hematotox, easix):
        assert "Education, not a medical device." in module.__doc__


# ---------- one description, two places ----------


def draw(one, source):
    """Return a value for an input: possible ones for the most part, edges, and now and then none or an impossible one."""
    if source.random() < 0.04:
        return source.choice([None, "nonsense", -1, 1e6])
    if isinstance(one, Choice):
        return source.choice(list(one.options)) if source.random() < 0.6 else one.default
    edges = {38, 37.9, 6, 6.5, 9, 8, 3, 2.9, 75, 175, 650, 2000, 1200, 1199, 2, 7, 10, 0}
    inside = [edge for edge in sorted(edges) if one.low <= edge <= one.high]
    if inside and source.random() < 0.5:
        return source.choice(inside)
    value = source.uniform(one.low, one.high)
    return round(value) if one.whole else round(value, 2)


@pytest.mark.parametrize("name", TOOLS)
def test_the_page_and_python_agree(name, node, tmp_path):
    """Grade, deciding rule, contributions, what is ignored, the sentence and every refusal are the same in both."""
    tool = TOOLS[name]
    source = random.Random(f"bedside {name}")
    patients = [case["input"] for kind, _, case in CASES if OF[kind] == name]
    patients += [values for key, values, _ in REFUSED.values() if key == name and all(values.get(one) == values.get(one) for one in values)]
    patients = [{key: {True: "yes", False: "no"}[value] if isinstance(value, bool) else value for key, value in one.items()} for one in patients]
    patients += [{key: draw(one, source) for key, one in tool.inputs.items() if source.random() < 0.97} for _ in range(PATIENTS)]
    (tmp_path / "tool.json").write_text(json.dumps(tool.description()), encoding="utf-8")
    (tmp_path / "patients.json").write_text(json.dumps(patients), encoding="utf-8")
    script = ROOT / "tests" / "js" / "judge.mjs"
    done = subprocess.run([node, str(script), str(tmp_path / "tool.json"), str(tmp_path / "patients.json")], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)

    refused = graded = 0
    for patient, page in zip(patients, found, strict=True):
        faults = tool.refusals(patient)
        if faults:
            refused += 1
            assert page == {"refused": faults}, patient
            continue
        graded += 1
        ours = dataclasses.asdict(tool.grade(**{key: value for key, value in patient.items() if key in tool.inputs}))
        assert page == json.loads(json.dumps(ours)), patient
    assert min(refused, graded) > 100
    assert len(found) == len(patients) > PATIENTS


def test_the_example_of_the_package_is_true():
    """What the docstring promises a learner is what happens."""
    assert doctest.testmod(bedside) == (0, 2)


def test_the_script_of_the_page_is_sound_and_small(node, tmp_path):
    """It parses, needs no eval, keeps nothing, and with its styles takes less than 6 kB gzipped."""
    script = bundle.bedside()
    (tmp_path / "bedside.js").write_text(script, encoding="utf-8")
    done = subprocess.run([node, "--check", str(tmp_path / "bedside.js")], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert not re.search(r"\beval\(|new Function\(|Storage|cookie|fetch\(", script)
    assert len(gzip.compress((script + bundle.bedside_stylesheet()).encode())) < 6_000


def test_the_description_holds_every_rule_and_input():
    """What the page gets is complete: nothing of a tool's inputs, signs and rules is left behind."""
    for tool in TOOLS.values():
        told = json.loads(json.dumps(tool.description()))

        assert [one["name"] for one in told["inputs"]] == list(tool.inputs)
        assert [len(one["rules"]) for one in told["signs"]] == [len(one.rules) for one in tool.signs]
        assert all(isinstance(one, Choice | Quantity) for one in tool.inputs.values())
        assert all(isinstance(one, Sign) for one in tool.signs)
