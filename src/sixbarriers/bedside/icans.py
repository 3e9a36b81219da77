"""Immune effector cell-associated neurotoxicity syndrome, graded by the consensus of the ASTCT (Lee 2019). Education, not a medical device."""

from ..evidence import number
from .rules import Choice, Conflict, Group, Level, Quantity, Rule, Sign, switch
from .tool import Tool

__all__ = ["grade", "tool"]

AGE = number("lee2019-ice-age").value
ICE_POINTS = number("lee2019-ice-points").value
ICE_1, ICE_2, ICE_3 = (number(f"lee2019-ice-grade{grade}").value for grade in (1, 2, 3))
CAPD_POINTS = number("traube2014-capd-points").value
CAPD_3 = number("lee2019-capd-grade3").value
PROLONGED = number("lee2019-seizure").value

death = switch("death", "Death from ICANS")
assessment = Choice(
    name="assessment", label="Assessed with", default="ICE",
    options={"ICE": f"ICE score ({AGE:g} years or older)", "CAPD": f"CAPD (younger than {AGE:g} years, or developmental delay)"},
)  # fmt: skip
untestable = switch("untestable", "The score cannot be taken, because the patient cannot be aroused")
testable = untestable.one_of("no") & death.one_of("no")
ice = Quantity(
    name="ice", label="ICE score", unit="points", low=0, high=ICE_POINTS, whole=True, asked=assessment.one_of("ICE"), needed=testable,
    unasked=f"counts only from {AGE:g} years of age, without developmental delay", hint="The parts of the score add up to a whole number.",
    help="year, month, city, hospital (4); name three objects (3); obey a command (1); write a sentence (1); count back from 100 in tens (1)",
)  # fmt: skip
capd = Quantity(
    name="capd", label="CAPD score", unit="points", low=0, high=CAPD_POINTS, whole=True, asked=assessment.one_of("CAPD"), needed=testable,
    unasked=f"counts only below {AGE:g} years of age, or with developmental delay", hint="The items of the score add up to a whole number.",
)  # fmt: skip
consciousness = Choice(
    name="consciousness", label="Wakes", default="by itself",
    options={
        "by itself": "by itself", "to voice": "to a voice", "to touch": "only to touch",
        "unarousable": "not, or only to vigorous or repeated touch; stupor, coma",
    },
)  # fmt: skip
seizure = Choice(
    name="seizure", label="Seizure", default="none",
    options={
        "none": "none", "resolved": "one that resolves quickly, or is seen on EEG only and resolves with treatment",
        "prolonged": f"longer than {PROLONGED:g} minutes and life-threatening, or repeated without recovery between",
    },
)  # fmt: skip
weakness = switch("weakness", "Deep weakness of one side or of both legs")
pressure = Choice(
    name="pressure", label="Brain swelling or pressure", default="none",
    options={
        "none": "none", "focal oedema": "focal or local oedema on imaging",
        "diffuse": "diffuse oedema, decerebrate or decorticate posture, sixth-nerve palsy, papilloedema or Cushing's triad",
    },
)  # fmt: skip
haemorrhage = switch("haemorrhage", "Bleeding in the skull", ignored="bleeding in the skull, with or without oedema, is graded apart from ICANS")
tremor = switch("tremor", "Tremor or myoclonus", ignored="tremor and myoclonus do not enter the grade of ICANS")

UNTESTABLE = untestable.one_of("yes")

tool = Tool(
    name="icans",
    title="Grade a neurotoxicity syndrome (ICANS)",
    about="The worst of the domains decides. Enter only what has no other cause, such as sedation.",
    kind="grade",
    groups=(
        Group(legend="Attention and language", inputs=(assessment, ice, capd, untestable)),
        Group(legend="Other domains", inputs=(consciousness, seizure, weakness, pressure)),
        Group(legend="Also seen", inputs=(haemorrhage, tremor, death)),
    ),
    says="ICANS grade {grade}",
    nothing="no domain reaches a grade",
    first=(Rule(grade=5, when=death.one_of("yes"), text="death from ICANS"),),
    signs=(
        Sign(
            name="ice", label="ICE score", otherwise="full score", asked=assessment.one_of("ICE"),
            rules=(
                Rule(grade=4, when=UNTESTABLE, text="cannot be taken, patient unarousable"),
                Rule(grade=3, when=ice <= ICE_3, text=f"0 to {ICE_3:g}; 0 only if awake"),
                Rule(grade=2, when=ice <= ICE_2, text=f"{ICE_3 + 1:g} to {ICE_2:g}"),
                Rule(grade=1, when=ice <= ICE_1, text=f"{ICE_2 + 1:g} to {ICE_1:g}"),
            ),
        ),
        Sign(
            name="capd", label="CAPD score", otherwise="0", asked=assessment.one_of("CAPD"),
            rules=(
                Rule(grade=4, when=UNTESTABLE, text="cannot be taken, patient unarousable"),
                Rule(grade=3, when=capd >= CAPD_3, text=f"{CAPD_3:g} or more"),
                Rule(grade=1, when=capd >= 1, text=f"1 to {CAPD_3 - 1:g}; grade 2 if waking needs a voice"),
            ),
        ),
        Sign(
            name="consciousness", label="Waking", otherwise="by itself",
            rules=(
                Rule(grade=4, when=consciousness.one_of("unarousable"), text="not, or only to vigorous or repeated touch; stupor, coma"),
                Rule(grade=3, when=consciousness.one_of("to touch"), text="only to touch"),
                Rule(grade=2, when=consciousness.one_of("to voice"), text="to a voice"),
            ),
        ),
        Sign(
            name="seizure", label="Seizure", otherwise="none",
            rules=(
                Rule(grade=4, when=seizure.one_of("prolonged"), text=f"longer than {PROLONGED:g} minutes and life-threatening, or repeated without recovery"),
                Rule(grade=3, when=seizure.one_of("resolved"), text="any that resolves quickly, or on EEG only and resolving with treatment"),
            ),
        ),
        Sign(
            name="weakness", label="Weakness", otherwise="none",
            rules=(Rule(grade=4, when=weakness.one_of("yes"), text="deep focal weakness, such as of one side or both legs"),),
        ),
        Sign(
            name="pressure", label="Brain swelling or pressure", otherwise="none",
            rules=(
                Rule(grade=4, when=pressure.one_of("diffuse"), text="diffuse oedema, posturing, sixth-nerve palsy, papilloedema or Cushing's triad"),
                Rule(grade=3, when=pressure.one_of("focal oedema"), text="focal or local oedema on imaging"),
            ),
        ),
    ),
    levels=(Level(at_least=1, label=""), Level(at_least=0, label="no ICANS by this table")),
    conflicts=(
        Conflict(
            name="untestable", when=UNTESTABLE & ((ice > 0) | (capd > 0)),
            text="A score above 0 and a score that cannot be taken exclude each other. Clear the score, or say that it could be taken.",
        ),
    ),
    excluded=("bleeding in the skull", "tremor and myoclonus"),
    readings=("A CAPD score of 0 with nothing else is read as grade 0; the table starts at 1.",),
    cuts=(
        "lee2019-ice-age", "lee2019-ice-points", "lee2019-ice-grade1", "lee2019-ice-grade2", "lee2019-ice-grade3",
        "lee2019-capd-grade3", "traube2014-capd-points", "lee2019-seizure",
    ),
    source="lee2019",
    sources=(("traube2014", "the CAPD scale"),),
    locator="ICANS consensus grading tables for adults and for children, with their footnotes",
)  # fmt: skip
grade = tool.grade
