"""CAR-HEMATOTOX, the risk of long neutropenia before lymphodepletion (Rejeski 2021). Education, not a medical device."""

from ..evidence import number
from .rules import Group, Level, Quantity, Rule, Sign
from .tool import Tool

__all__ = ["grade", "tool"]

PLATELETS_HIGH, PLATELETS_LOW = (number(f"rejeski2021-platelets-{end}").value for end in ("high", "low"))
NEUTROPHILS = number("rejeski2021-neutrophils").value
HAEMOGLOBIN = number("rejeski2021-haemoglobin").value
CRP = number("rejeski2021-crp").value
FERRITIN_HIGH, FERRITIN_LOW = (number(f"rejeski2021-ferritin-{end}").value for end in ("high", "low"))
HIGH_RISK = number("rejeski2021-high-risk").value

platelets = Quantity(
    name="platelets", label="Platelets", unit="×10⁹/L", low=0, high=2000,
    hint="A count per µL is divided by 1,000.",
)  # fmt: skip
neutrophils = Quantity(
    name="neutrophils", label="Neutrophils (ANC)", unit="per µL", low=0, high=100_000, whole=True,
    hint="A count in 10⁹/L is multiplied by 1,000.",
)  # fmt: skip
haemoglobin = Quantity(name="haemoglobin", label="Haemoglobin", unit="g/dL", low=1, high=25, hint="A value in g/L is divided by 10.")
crp = Quantity(name="crp", label="C-reactive protein (CRP)", unit="mg/dL", low=0, high=60, hint="A value in mg/L is divided by 10.")
ferritin = Quantity(name="ferritin", label="Ferritin", unit="ng/mL", low=1, high=200_000)

tool = Tool(
    name="car-hematotox",
    title="Score the risk of long neutropenia (CAR-HEMATOTOX)",
    about="Blood values from before lymphodepletion give points; the points are added. Made and tested in large B-cell lymphoma.",
    kind="points",
    groups=(Group(legend="Blood values before lymphodepletion", inputs=(platelets, neutrophils, haemoglobin, crp, ferritin)),),
    says="CAR-HEMATOTOX {grade} of 7 points",
    total="sum",
    nothing="no value gives a point",
    signs=(
        Sign(
            name="platelets", label="Platelets", otherwise=f"above {PLATELETS_HIGH:g} ×10⁹/L",
            rules=(
                Rule(grade=2, when=platelets < PLATELETS_LOW, text=f"below {PLATELETS_LOW:g} ×10⁹/L"),
                Rule(grade=1, when=platelets <= PLATELETS_HIGH, text=f"{PLATELETS_LOW:g} to {PLATELETS_HIGH:g} ×10⁹/L"),
            ),
        ),
        Sign(
            name="neutrophils", label="Neutrophils", otherwise=f"{NEUTROPHILS:,g} per µL or more",
            rules=(Rule(grade=1, when=neutrophils < NEUTROPHILS, text=f"below {NEUTROPHILS:,g} per µL"),),
        ),
        Sign(
            name="haemoglobin", label="Haemoglobin", otherwise=f"{HAEMOGLOBIN:g} g/dL or more",
            rules=(Rule(grade=1, when=haemoglobin < HAEMOGLOBIN, text=f"below {HAEMOGLOBIN:g} g/dL"),),
        ),
        Sign(
            name="crp", label="CRP", otherwise=f"below {CRP:g} mg/dL",
            rules=(Rule(grade=1, when=crp >= CRP, text=f"{CRP:g} mg/dL or more"),),
        ),
        Sign(
            name="ferritin", label="Ferritin", otherwise=f"below {FERRITIN_LOW:g} ng/mL",
            rules=(
                Rule(grade=2, when=ferritin > FERRITIN_HIGH, text=f"above {FERRITIN_HIGH:,g} ng/mL"),
                Rule(grade=1, when=ferritin >= FERRITIN_LOW, text=f"{FERRITIN_LOW:g} to {FERRITIN_HIGH:,g} ng/mL"),
            ),
        ),
    ),
    levels=(
        Level(at_least=HIGH_RISK, label="high risk", text=f"{HIGH_RISK:g} points or more are high risk"),
        Level(at_least=0, label="low risk", text=f"fewer than {HIGH_RISK:g} points are low risk"),
    ),
    excluded=("age", "stage of the disease", "whatever comes after the infusion"),
    readings=(
        f"On which side a value exactly at a cut-off falls was not readable in the paper. Here {PLATELETS_LOW:g} and {PLATELETS_HIGH:g} ×10⁹/L platelets "
        f"and {FERRITIN_LOW:g} and {FERRITIN_HIGH:,g} ng/mL ferritin give one point, {CRP:g} mg/dL CRP gives one, "
        f"{NEUTROPHILS:,g} neutrophils and {HAEMOGLOBIN:g} g/dL haemoglobin give none.",
    ),
    cuts=(
        "rejeski2021-platelets-high", "rejeski2021-platelets-low", "rejeski2021-neutrophils", "rejeski2021-haemoglobin",
        "rejeski2021-crp", "rejeski2021-ferritin-low", "rejeski2021-ferritin-high", "rejeski2021-high-risk",
    ),
    source="rejeski2021",
    locator="definition of the CAR-HEMATOTOX score",
)  # fmt: skip
grade = tool.grade
