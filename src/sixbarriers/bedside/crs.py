"""Cytokine release syndrome, graded by the consensus of the ASTCT (Lee 2019). Education, not a medical device."""

from ..evidence import number
from .rules import Choice, Group, Level, Quantity, Rule, Sign, switch
from .tool import Tool

__all__ = ["grade", "tool"]

FEVER = number("lee2019-fever").value
LOW_FLOW = number("lee2019-low-flow").value

death = switch("death", "Death from CRS")
temperature = Quantity(
    name="temperature", label="Temperature", unit="°C", low=25, high=45, needed=~death.one_of("yes"),
    hint="Check the value; it is wanted in degrees Celsius.",
)  # fmt: skip
other_cause = switch("other_cause", "The fever has another cause")
treated = switch("treated", "An antipyretic, tocilizumab or a steroid has been given")
earlier_crs = switch(
    "earlier_crs", "Fever of CRS came before that treatment", asked=treated.one_of("yes"),
    unasked="counts only after treatment that takes the fever away",
)  # fmt: skip
hypotension = Choice(
    name="hypotension", label="Low blood pressure", default="none",
    options={
        "none": "none", "no vasopressor": "low, no vasopressor needed", "vasopressin alone": "vasopressin alone",
        "one vasopressor": "one vasopressor", "one vasopressor and vasopressin": "one vasopressor, and vasopressin",
        "several vasopressors": "two or more vasopressors, vasopressin not counted",
    },
)  # fmt: skip
oxygen = Choice(
    name="oxygen", label="Oxygen", default="none",
    options={
        "none": "none needed", "blow-by": "blow-by", "low flow": f"nasal cannula, low flow (at most {LOW_FLOW:g} L/min)",
        "high flow": f"nasal cannula, high flow (above {LOW_FLOW:g} L/min)", "nasal cannula": "nasal cannula, I enter the flow",
        "face mask": "face mask", "non-rebreather": "non-rebreather mask", "Venturi mask": "Venturi mask",
        "CPAP": "CPAP", "BiPAP": "BiPAP", "ventilator": "intubation and ventilation",
    },
)  # fmt: skip
flow = Quantity(
    name="flow", label="Flow through the nasal cannula", unit="L/min", low=0.1, high=80, asked=oxygen.one_of("nasal cannula"),
    unasked="counts only for oxygen by nasal cannula whose flow is entered", hint="Check the value; it is wanted in litres a minute.",
)  # fmt: skip
organs = switch("organs", "Liver, kidney or clotting values are abnormal", ignored="organ toxicity does not enter the grade of CRS")
cytokines = switch("cytokines", "IL-6, CRP or ferritin is high", ignored="laboratory values do not enter the grade of CRS")

fever = (temperature >= FEVER) & other_cause.one_of("no")
excused = treated.one_of("yes") & earlier_crs.one_of("yes")

tool = Tool(
    name="crs",
    title="Grade a cytokine release syndrome",
    about="Fever first; then the worse of blood pressure and oxygen decides. Enter only what has no other cause.",
    kind="grade",
    groups=(
        Group(legend="Fever", inputs=(temperature, other_cause, treated, earlier_crs)),
        Group(legend="Blood pressure and oxygen", inputs=(hypotension, oxygen, flow)),
        Group(legend="Also seen", inputs=(organs, cytokines, death)),
    ),
    says="CRS grade {grade}",
    nothing=f"fever of CRS came before treatment, and now there is no fever of {FEVER:g} °C, low blood pressure or need of oxygen",
    first=(
        Rule(grade=5, when=death.one_of("yes"), text="death from CRS"),
        Rule(grade=0, when=(temperature >= FEVER) & other_cause.one_of("yes") & ~excused, text="a fever that has another cause is no fever of CRS, and without it nothing else counts"),
        Rule(grade=0, when=~fever & ~excused, text=f"there is no fever of {FEVER:g} °C or more, nor was there one of CRS before treatment, and without it nothing else counts"),
    ),
    signs=(
        Sign(name="fever", label="Fever", otherwise="none that counts now", rules=(Rule(grade=1, when=fever, text=f"{FEVER:g} °C or more"),)),
        Sign(
            name="hypotension", label="Low blood pressure", otherwise="none",
            rules=(
                Rule(grade=4, when=hypotension.one_of("several vasopressors"), text="two or more vasopressors, vasopressin not counted"),
                Rule(
                    grade=3, when=hypotension.one_of("one vasopressor", "one vasopressor and vasopressin", "vasopressin alone"),
                    text="one vasopressor, with or without vasopressin",
                ),
                Rule(grade=2, when=hypotension.one_of("no vasopressor"), text="low, no vasopressor needed"),
            ),
        ),
        Sign(
            name="oxygen", label="Oxygen", otherwise="none needed",
            rules=(
                Rule(grade=4, when=oxygen.one_of("CPAP", "BiPAP", "ventilator"), text="positive pressure: CPAP, BiPAP or ventilation"),
                Rule(
                    grade=3,
                    when=oxygen.one_of("high flow", "face mask", "non-rebreather", "Venturi mask") | oxygen.one_of("nasal cannula") & (flow > LOW_FLOW),
                    text=f"nasal cannula above {LOW_FLOW:g} L/min, face mask, non-rebreather or Venturi mask",
                ),
                Rule(
                    grade=2, when=oxygen.one_of("blow-by", "low flow") | oxygen.one_of("nasal cannula") & (flow <= LOW_FLOW),
                    text=f"nasal cannula up to {LOW_FLOW:g} L/min, or blow-by",
                ),
            ),
        ),
    ),
    levels=(Level(at_least=1, label=""), Level(at_least=0, label="no CRS by this table")),
    excluded=("a cut-off of the blood pressure", "organ toxicity", "IL-6, CRP and ferritin", "the dose of a vasopressor"),
    readings=("Vasopressin as the only vasopressor is not spelled out; it is read as one vasopressor.",),
    cuts=("lee2019-fever", "lee2019-low-flow"),
    source="lee2019",
    locator="CRS consensus grading table, with its footnotes",
)  # fmt: skip
grade = tool.grade
