"""The instructor's pack: a chapter's teaching.yml, checked against the chapter, and the sessions of the syllabus."""

from dataclasses import dataclass

import yaml

from . import chapters
from .errors import CourseError

__all__ = ["SESSION", "Misconception", "Need", "Pack", "Prompt", "Slot", "chapter_of", "packs", "read", "sessions"]

SESSION = 90
KINDS = {"steps": dict, "displays": list, "questions": list}


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Some minutes of a session: what is done, and what of the *chapter* is shown or asked."""

    minutes: int
    title: str
    text: str
    chapter: str
    steps: dict
    displays: list
    questions: list


@dataclass(frozen=True, kw_only=True)
class Need:
    """What of a chapter serves one objective."""

    steps: dict
    displays: list
    questions: list


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """What students think, the state (model?query) that breaks it, and what they see there."""

    thinks: str
    state: str
    sees: str


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A question for discussion, and what to listen for."""

    ask: str
    listen: list


@dataclass(frozen=True, kw_only=True)
class Pack:
    """All that a teacher finds on a chapter; *prepare* lists what to have ready, in Markdown, and may be empty."""

    chapter: chapters.Chapter
    prepare: list
    plan: list
    objectives: dict
    misconceptions: list
    prompts: list


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session of the syllabus."""

    title: str
    minutes: int
    before: str
    after: str
    plan: list


def read(root, folder):
    """
    Return the Pack of the chapter in book/*folder*.

    Args:
        root (pathlib.Path): the root of the project.
        folder (str): such as "exhaustion".

    Raises:
        CourseError: teaching.yml breaks a rule or names what the chapter does not have.
    """
    chapter = chapters.read(root, folder)
    where = f"book/{folder}/teaching.yml"
    body = _load(root / where, where)
    prepare = body.pop("prepare", [])
    if not isinstance(prepare, list) or not all(isinstance(one, str) and one for one in prepare):
        raise CourseError(f"{where}: 'prepare' must be a list of texts, received {prepare!r}. Write one text for each thing to have ready, or leave it out.")
    _keys(body, {"plan", "objectives", "misconceptions", "prompts"}, where)
    plan = [_slot(root, one, folder, f"{where}, plan, part {place}") for place, one in enumerate(body["plan"], 1)]
    _adds_up(plan, SESSION, where)
    if tuple(body["objectives"]) != chapter.ordinals:
        raise CourseError(f"{where}: the objectives are {', '.join(body['objectives'])}; the chapter has {', '.join(chapter.ordinals)}. List these, in this order.")
    needs = {one: Need(**_things(chapter, fields, f"{where}, {one} objective")) for one, fields in body["objectives"].items()}
    misconceptions = [_filled(Misconception, one, f"{where}, misconception {place}") for place, one in enumerate(body["misconceptions"], 1)]
    for one in misconceptions:
        try:
            chapter_of(root, one.state.partition("?")[0], folder)
        except CourseError as error:
            raise CourseError(f"{where}, misconception {one.thinks!r}: {error}") from error
    prompts = [_filled(Prompt, one, f"{where}, prompt {place}") for place, one in enumerate(body["prompts"], 1)]
    for found, low, high, what in ((misconceptions, 3, 5, "misconceptions"), (prompts, 2, 4, "prompts")):
        if not low <= len(found) <= high:
            raise CourseError(f"{where}: {low} to {high} {what} are wanted, but here are {len(found)}. Add or drop some.")
    return Pack(chapter=chapter, prepare=prepare, plan=plan, objectives=needs, misconceptions=misconceptions, prompts=prompts)


def packs(root):
    """Return {folder: Pack} of every chapter, in the order of the course."""
    return {folder: read(root, folder) for folder in chapters.FOLDERS}


def chapter_of(root, model, folder):
    """Return the folder of the chapter that shows the explorer *model*, *folder* before others; raises CourseError if none does."""
    for one in (folder, *chapters.FOLDERS):
        if model in chapters.read(root, one).explorers:
            return one
    raise CourseError(f"no chapter shows an explorer of {model!r}. Name one that a chapter shows.")


def sessions(root, name):
    """
    Return the list of Session of the course called *name* in book/syllabus.yml.

    Raises:
        CourseError: the file breaks a rule or names what a chapter does not have.
    """
    where = "book/syllabus.yml"
    body = _load(root / where, where)
    if name not in body:
        raise CourseError(f"{where} has no course {name!r}. It has {', '.join(body)}.")
    found = []
    for place, one in enumerate(body[name], 1):
        here = f"{where}, {name}, session {place}"
        _keys(one, {"title", "minutes", "before", "after", "plan"}, here)
        plan = [_slot(root, part, part.get("chapter", ""), f"{here}, part {number}") for number, part in enumerate(one["plan"], 1)]
        _adds_up(plan, one["minutes"], here)
        found.append(Session(title=one["title"], minutes=one["minutes"], before=one["before"], after=one["after"], plan=plan))
    return found


def _load(path, where):
    if not path.is_file():
        raise CourseError(f"there is no {where}. Write it; CONTRIBUTING.md says how.")
    try:
        body = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CourseError(f"{where} is not YAML: {error}") from error
    if not isinstance(body, dict):
        raise CourseError(f"{where} must hold names and values, received {type(body).__name__}.")
    return body


def _keys(body, wanted, where):
    if not isinstance(body, dict) or set(body) != wanted:
        raise CourseError(f"{where}: it needs {', '.join(sorted(wanted))} and nothing else, received {', '.join(map(str, body))}.")


def _filled(kind, fields, where):
    _keys(fields, set(kind.__dataclass_fields__), where)
    empty = [name for name, value in fields.items() if not value]
    if empty:
        raise CourseError(f"{where}: {empty[0]!r} is empty. Fill it.")
    return kind(**fields)


def _slot(root, fields, folder, where):
    own = {"minutes", "title", "text"}
    if not own <= set(fields) <= own | set(KINDS) | {"chapter"}:
        raise CourseError(f"{where}: it takes {', '.join(sorted(own))}, {', '.join(KINDS)} and chapter, received {', '.join(fields)}.")
    minutes = fields["minutes"]
    if isinstance(minutes, bool) or not isinstance(minutes, int) or minutes < 1:
        raise CourseError(f"{where}: 'minutes' must be a whole number above nought, received {minutes!r}.")
    things = {name: fields[name] for name in KINDS if name in fields}
    if things and not folder:
        raise CourseError(f"{where}: name the 'chapter' whose {', '.join(things)} these are.")
    checked = _things(chapters.read(root, folder) if folder else None, things, where)
    return Slot(minutes=minutes, title=fields["title"], text=fields["text"], chapter=folder, **checked)


def _things(chapter, fields, where):
    """Return steps, displays and questions as written, once each is known to exist."""
    if not set(fields) <= set(KINDS):
        raise CourseError(f"{where}: it takes {', '.join(KINDS)}, received {', '.join(fields)}.")
    found = {name: fields.get(name) or kind() for name, kind in KINDS.items()}
    try:
        for sheet, titles in found["steps"].items():
            for title in titles:
                chapter.step(sheet, title)
        for words in found["questions"]:
            chapter.question(words)
    except CourseError as error:
        raise CourseError(f"{where}: {error}") from error
    for name in found["displays"]:
        if name not in chapter.displays:
            raise CourseError(f"{where}: {chapter.folder} shows no {name!r}. It shows {', '.join(chapter.displays)}.")
    return found


def _adds_up(plan, minutes, where):
    total = sum(slot.minutes for slot in plan)
    if total != minutes:
        raise CourseError(f"{where}: the minutes of the plan add up to {total}, not to {minutes}. Give or take some.")
