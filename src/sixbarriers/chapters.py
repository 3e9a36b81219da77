"""What a chapter offers to a class: its objectives, lab sheets, displays and questions, read from its Markdown."""

import functools
import re
from dataclasses import dataclass

import yaml

from .errors import CourseError, unknown

__all__ = ["FOLDERS", "ORDINALS", "Chapter", "objectives_in", "read"]

# In the order of the course.
FOLDERS = ("foundations", "exhaustion", "antigen-escape", "off-tumour", "infiltration", "toxicity", "cost", "breaking-through")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
DISPLAYS = ("bedside", "designs", "drawing", "evidence-map", "figure", "products", "reproduction")
FENCE = re.compile(r"^(?P<ticks>`{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=ticks)[ \t]*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
TABLE = re.compile(r"^\|(?: *:?-+:? *\|)+$", re.MULTILINE)
_ONE = "|".join(ORDINALS)
NAMED = re.compile(rf"\b(?:{_ONE})(?:(?:, and |, | and | to )(?:{_ONE}))* objectives?\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """
    A chapter as a teacher sees it.

    *objectives* is in the order of the chapter's list; *sheets* is {explorer: [titles of its steps]}; *displays* is
    {"drawing antigen-loss": the heading above it}, a table named by that heading; *questions* are as asked.
    """

    folder: str
    title: str
    time: str
    objectives: list
    explorers: list
    sheets: dict
    displays: dict
    questions: list
    lab_minutes: int

    @property
    def ordinals(self):
        """Return the names of the objectives: "first", "second" and so on."""
        return ORDINALS[: len(self.objectives)]

    def step(self, sheet, title):
        """Return the number of the step called *title*; raises CourseError if there is none."""
        if sheet not in self.sheets:
            raise CourseError(unknown(f"lab sheet of {self.folder}", sheet, self.sheets))
        if title not in self.sheets[sheet]:
            raise CourseError(unknown(f"step of {sheet} in {self.folder}", title, self.sheets[sheet]))
        return self.sheets[sheet].index(title) + 1

    def question(self, words):
        """Return the number of the question that begins with *words*; raises CourseError unless there is just one."""
        found = [place for place, ask in enumerate(self.questions, 1) if ask.startswith(words)]
        if len(found) != 1:
            raise CourseError(f"{len(found)} questions of {self.folder} begin with {words!r}. Write more or other words of the one that you mean.")
        return found[0]


def read(root, folder):
    """
    Return the Chapter in book/*folder*.

    Args:
        root (pathlib.Path): the root of the project.
        folder (str): such as "exhaustion".

    Raises:
        CourseError: there is no such chapter.
    """
    path = root / "book" / folder / "chapter.md"
    if not path.is_file():
        raise CourseError(unknown("chapter", folder, FOLDERS))
    lab = path.with_name("lab.ipynb")
    return _parsed(folder, path.read_text(encoding="utf-8"), lab.read_text(encoding="utf-8") if lab.is_file() else "")


@functools.cache
def _parsed(folder, text, lab):
    """Return the Chapter with this *text* and this *lab*; a build asks for each chapter a hundred times."""
    objectives, explorers, sheets, displays, questions = [], [], {}, {}, []
    for match in FENCE.finditer(text):
        name, argument = match["name"], match["argument"].strip()
        if name == "admonition" and argument.startswith("When you are done"):
            objectives = [line[2:].rstrip(".;") for line in match["body"].splitlines() if line.startswith("- ")]
        elif name == "explorer":
            explorers.append(argument)
        elif name == "steps":
            sheets[argument] = [step["title"] for step in yaml.safe_load(match["body"])]
        elif name == "question":
            questions.append(yaml.safe_load(match["body"])["ask"])
        elif name in DISPLAYS:
            displays.setdefault(" ".join([name, argument]).strip(), _heading(text, match.start()))
    for match in TABLE.finditer(text):
        heading = _heading(text, match.start())
        displays.setdefault(f"table {heading}", heading)
    title, time = re.search(r"^# (.+)$", text, re.MULTILINE)[1], re.search(r"^\*(.+?)\*$", text, re.MULTILINE)[1]
    return Chapter(
        folder=folder, title=title, time=time.partition(":")[0], objectives=objectives, explorers=explorers, sheets=sheets,
        displays=displays, questions=questions, lab_minutes=_lab_minutes(lab),
    )  # fmt: skip


def objectives_in(text):
    """Return the ordinals of the objectives that *text* names, as in "(First and third objectives.)" or "(first to third objective)"."""
    found = set()
    for match in NAMED.finditer(text):
        words = [word for word in re.findall(r"\w+", match.group().lower()) if word in ORDINALS or word == "to"]
        for place, word in enumerate(words):
            if word == "to":
                low, high = (ORDINALS.index(words[k]) for k in (place - 1, place + 1))
                found.update(ORDINALS[low : high + 1])
            else:
                found.add(word)
    return found


def _heading(text, before):
    """Return the last heading before a place of the text."""
    found = [match[1] for match in HEADING.finditer(text) if match.start() < before]
    return found[-1] if found else ""


def _lab_minutes(lab):
    """Return the minutes that the parts of a *lab*, given as its text, add up to."""
    return sum(int(found) for found in re.findall(r'"## [A-Z]\. [^\n]*\((\d+) minutes\)', lab))
