"""EASIX and its two relatives, indices of a stressed vessel wall (Luft 2017, Pennisi 2021). Education, not a medical device."""

from .rules import Choice, Group, Quantity, Rule, Sign
from .tool import Tool

__all__ = ["grade", "tool"]

index = Choice(
    name="index", label="Index", default="EASIX",
    options={"EASIX": "EASIX, with creatinine", "s-EASIX": "simplified EASIX, LDH and platelets alone", "m-EASIX": "modified EASIX, with CRP"},
)  # fmt: skip
ldh = Quantity(name="ldh", label="Lactate dehydrogenase (LDH)", unit="U/L", low=10, high=50_000)
platelets = Quantity(
    name="platelets", label="Platelets", unit="×10⁹/L", low=1, high=2000,
    hint="A count per µL is divided by 1,000.",
)  # fmt: skip
creatinine = Quantity(
    name="creatinine", label="Creatinine", unit="mg/dL", low=0.1, high=30, asked=index.one_of("EASIX"),
    unasked="counts only for EASIX", hint="A value in µmol/L is divided by 88.4.",
)  # fmt: skip
crp = Quantity(
    name="crp", label="C-reactive protein (CRP)", unit="mg/dL", low=0, high=60, asked=index.one_of("m-EASIX"),
    unasked="counts only for m-EASIX", hint="A value in mg/L is divided by 10.",
)  # fmt: skip

tool = Tool(
    name="easix",
    title="Compute EASIX, simplified or modified",
    about="More LDH and fewer platelets raise all three. Higher values went with worse toxicity; no cut-off is given here.",
    kind="index",
    groups=(
        Group(legend="Which index", inputs=(index,)),
        Group(legend="Blood values", inputs=(ldh, platelets, creatinine, crp)),
    ),
    says="{index} {grade}",
    nothing="without any CRP the index is 0",
    signs=(
        Sign(
            name="index", label="Formula", otherwise="none",
            rules=(
                Rule(grade=ldh * creatinine / platelets, when=index.one_of("EASIX"), text="EASIX = LDH × creatinine ÷ platelets"),
                Rule(grade=ldh / platelets, when=index.one_of("s-EASIX"), text="s-EASIX = LDH ÷ platelets"),
                Rule(grade=ldh * crp / platelets, when=index.one_of("m-EASIX"), text="m-EASIX = LDH × CRP ÷ platelets"),
            ),
        ),
    ),
    excluded=("a cut-off: those published differ between studies and times of measurement",),
    readings=("EASIX-F, which adds ferritin, is left out: its formula could not be read.",),
    logarithm=True,
    source="pennisi2021",
    locator="Abstract",
    sources=(("luft2017", "EASIX itself; its formula was read in the abstract of Pennisi"),),
)  # fmt: skip
grade = tool.grade
