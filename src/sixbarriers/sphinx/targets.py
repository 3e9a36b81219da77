"""The table of the target picker's designs, computed while the book is built."""

import yaml

from ..errors import CourseError
from ..targets import GATES, design
from .models import ModelDirective

HEADS = ("Cancer", "Antigens", "Patients marked, in %", "Healthy tissues marked", "Vital among them", "F1")


class DesignsDirective(ModelDirective):
    """``{designs}`` with a YAML list of designs: [cancer, antigen], [cancer, antigen, gate, antigen], and a cut if not Medium."""

    required_arguments = 0
    has_content = True

    def run(self):
        try:
            return [self.table(HEADS, self._rows(), ("designs",))]
        except (CourseError, yaml.YAMLError) as error:
            raise self.error(f"designs: {error}") from error

    def _rows(self):
        """Return a row of cells for each design."""
        rows = []
        for words in yaml.safe_load("\n".join(self.content)) or ():
            one = _design(words)
            low, high = (f"{100 * end:.0f}" for end in one.interval)
            rows.append(
                [
                    one.cancer, one.name + ("" if one.cut == "Medium" else f" ({one.cut})"), f"{100 * one.coverage:.0f} ({low} to {high})",
                    f"{len(one.hit)} of {one.count}", ", ".join(one.vital_hit) or "none", f"{one.f1:.2f}",
                ]
            )  # fmt: skip
        return rows


def _design(words):
    """Return the Design that a line of the directive names."""
    if not isinstance(words, list) or not 2 <= len(words) <= 5:
        raise CourseError(f"a design is [cancer, antigen], [cancer, antigen, gate, antigen] or that with a cut, received {words!r}.")
    gated = len(words) > 2 and words[2] in GATES
    rest = words[4:] if gated else words[2:]
    return design(*words[:2], *((words[3], words[2]) if gated else ()), **({"cut": rest[0]} if rest else {}))


def setup(app):
    """Register the directive."""
    app.add_directive("designs", DesignsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
