"""What a class is set: the book's practice exercises, and the assignments as their student versions state them."""

import json
import re
from dataclasses import dataclass

from .chapters import objectives_in

__all__ = ["Assignment", "Exercise", "Question", "assignment_of", "assignments", "practice"]

OTHER_NAMES = {"breaking-through": "capstone"}  # chapters whose assignment is called otherwise
QUESTION = re.compile(r"^## Question (?P<number>\d+) · (?P<title>.+?) \((?P<marks>[^()]*marks?[^()]*)\)[^\n]*\n?", re.DOTALL)
TITLE = re.compile(r"^# (?P<title>[^\n]+)\s+\*(?P<about>[^*]+)\*\s+(?P<text>.*)", re.DOTALL)
LABEL = re.compile(r"^\(practice-(?P<chapter>[\w-]+)\)=$", re.MULTILINE)
PRACTICE = re.compile(r"^\*\*(?P<title>[^*]+)\*\* \((?P<for>[^()]+)\)\.$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A practice exercise of the book."""

    title: str
    objectives: set


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of an assignment: *marks* in words, such as "2 + 3 marks"."""

    number: int
    title: str
    marks: str
    text: str

    @property
    def objectives(self):
        """Return the objectives that the text names."""
        return objectives_in(self.text)

    @property
    def points(self):
        """Return the marks as a number."""
        return sum(int(found) for found in re.findall(r"\d+", self.marks))

    @property
    def by_hand(self):
        """Return whether some of the marks are given by hand."""
        return "by hand" in self.marks or "by hand" in self.text


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """An assignment as students get it."""

    name: str
    title: str
    about: str
    text: str
    questions: list


def assignment_of(chapter):
    """Return the name of the assignment that belongs to the *chapter*'s folder."""
    return OTHER_NAMES.get(chapter, chapter)


def assignments(root):
    """
    Return {name: Assignment} of every student version below *root*/exercises/release.

    The student version is read, never the master: it holds the same text, as a test compares the two, and no answer.
    """
    found = {}
    for path in sorted(root.glob("exercises/release/*/*.ipynb")):
        if path.stem == path.parent.name:
            found[path.stem] = _assignment(path.stem, json.loads(path.read_text(encoding="utf-8"))["cells"])
    return found


def _assignment(name, cells):
    title, parts = None, []
    for cell in cells:
        marks, text = cell["metadata"].get("nbgrader", {}), "".join(cell["source"]).strip()
        if cell["cell_type"] != "markdown" or marks.get("solution") or marks.get("grade"):
            continue
        if title is None:
            title = TITLE.match(text)
        elif text.startswith("## ") or not parts:
            parts.append(text)
        else:
            parts[-1] += f"\n\n{text}"
    found = [(QUESTION.match(part), part) for part in parts]
    questions = [
        Question(number=int(match["number"]), title=match["title"], marks=match["marks"], text=_plain(part[match.end() :]))
        for match, part in found if match
    ]  # fmt: skip
    return Assignment(name=name, title=title["title"], about=title["about"], text=_plain(title["text"]), questions=questions)


def _plain(text):
    """Return the *text* with links into the project as their words alone: they lead nowhere from the book."""
    return LINK.sub(r"\1", text).strip()


def practice(root):
    """Return {chapter: [Exercise]} of book/exercises.md, whose sections carry labels such as ``(practice-exhaustion)=``."""
    text = (root / "book" / "exercises.md").read_text(encoding="utf-8")
    labels = [*LABEL.finditer(text)]
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return {
        label["chapter"]: [Exercise(title=one["title"], objectives=objectives_in(one["for"])) for one in PRACTICE.finditer(text[label.end() : end])]
        for label, end in zip(labels, ends, strict=True)
    }
