"""The instructor's pack and the syllabus: what teaching.yml and syllabus.yml say, with links into the chapters."""

import fnmatch
import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .. import bedside, chapters, coursework, teaching
from ..errors import CourseError
from .explorers import model_named, parse_state
from .steps import setting

PAGE = "teach"
PAGES = f"book/*/{PAGE}.md"
REACH = re.compile(r"as far as (the [^.]+)\.")


class TeachingBase(SphinxDirective):
    """Base: links into chapters, and texts in Markdown whose links to states lead to the chapter."""

    required_arguments = 1

    @property
    def root(self):
        """The root of the project."""
        return Path(self.env.srcdir)

    def run(self):
        for pattern in ("book/*/teaching.yml", "book/*/chapter.md", PAGES, "book/*/lab.ipynb", "book/syllabus.yml", "book/exercises.md", "exercises/release/*/*.ipynb"):
            for path in sorted(self.root.glob(pattern)):
                self.env.note_dependency(str(path))
        try:
            return self.show(self.arguments[0])
        except (CourseError, ValueError) as error:
            raise self.error(f"{self.name}: {error}") from error

    def link(self, text, document, anchor="", classes=()):
        """Return a link to a place of another page of the book."""
        uri = self.env.app.builder.get_relative_uri(self.env.docname, document)
        return nodes.reference("", text, refuri=uri + (f"#{anchor}" if anchor else ""), internal=True, classes=list(classes))

    def chapter_link(self, folder, text, anchor="", classes=()):
        """Return a link into a chapter."""
        return self.link(text, f"book/{folder}/chapter", anchor, classes)

    def prose(self, text, folder=""):
        """Return the nodes of a *text* in Markdown; its states are those of the explorers of *folder*, or of the first chapter that has one."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), source=self.name), self.content_offset, holder)
        for found in holder.findall(nodes.reference):
            if folder and found.get("refuri", "").startswith("#"):
                home = teaching.chapter_of(self.root, found["refuri"][1:].partition("?")[0], folder)
                here = self.env.app.builder.get_relative_uri(self.env.docname, f"book/{home}/chapter")
                found["refuri"] = here + found["refuri"]
        return holder.children

    def things(self, chapter, found):
        """Return what a slot or an objective names as lines of inline nodes: the steps of a sheet, the displays, each question."""
        lines = []
        for sheet, titles in found.steps.items():
            links = [self.step_link(chapter, sheet, title) for title in titles]
            title = model_named(sheet).title
            lines.append([nodes.Text(f"{title} " if title.endswith("?") else f"{title}: "), *_joined(links)])
        for name in found.displays:
            heading = chapter.displays[name]
            lines.append([self.chapter_link(chapter.folder, _display(name), nodes.make_id(heading)), nodes.Text(f", under “{heading}”")])
        for words in found.questions:
            number = chapter.question(words)
            lines.append([self.chapter_link(chapter.folder, f"Question {number}", f"question-{number}"), nodes.Text(f": {chapter.questions[number - 1]}")])
        return lines

    def step_link(self, chapter, sheet, title):
        """Return a link that opens a step of a lab sheet."""
        return self.chapter_link(chapter.folder, title, f"{sheet}?step={chapter.step(sheet, title)}", ["to-step"])

    def plan(self, slots):
        """Return the table of a minute plan."""
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (1, 5)), cols=2)
        body, now = nodes.tbody(), 0
        for slot in slots:
            content = [nodes.paragraph("", "", nodes.strong("", slot.title)), *self.prose(slot.text, slot.chapter)]
            lines = self.things(chapters.read(self.root, slot.chapter), slot) if slot.chapter else []
            if lines:
                content.append(_bullets(lines))
            body += _row([[nodes.paragraph("", f"{now}–{now + slot.minutes}", classes=["computed"])], content])
            now += slot.minutes
        head = nodes.thead("", _row([[nodes.paragraph("", "Minutes")], [nodes.paragraph("", "What happens")]]))
        group += [head, body]
        return nodes.table("", group, classes=["plan"])


def _joined(links):
    """Return the *links* with semicolons between them."""
    return [node for place, link in enumerate(links) for node in ([nodes.Text("; ")] if place else []) + [link]]


def _row(cells):
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def _bullets(lines):
    return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", *line, classes=["computed"])) for line in lines))


def _display(name):
    kind, _, rest = name.partition(" ")
    if kind == "bedside":
        return bedside.find(rest).title
    return {
        "figure": "The drawing", "drawing": "The figure", "table": "The table", "designs": "The table of designs", "evidence-map": "The map of the evidence",
        "products": "The table of products", "reproduction": "Published against ours",
    }[kind]  # fmt: skip


class TeachingDirective(TeachingBase):
    """``{teaching} plan``, ``map``, ``misconceptions``, ``prompts`` or ``marking``: that part of the chapter's teaching.yml."""

    def show(self, part):
        """Return the nodes of one *part*."""
        parts = {"plan": self._plan, "map": self._map, "misconceptions": self._misconceptions, "prompts": self._prompts, "marking": self._marking}
        if part not in parts:
            raise CourseError(f"there is no part {part!r}. The parts are {', '.join(parts)}.")
        self.folder = self.env.docname.split("/")[-2]
        self.pack = teaching.read(self.root, self.folder)
        return parts[part]()

    def _plan(self):
        plan = self.plan(self.pack.plan)
        if not self.pack.prepare:
            return [plan]
        ready = nodes.bullet_list("", *(nodes.list_item("", *self.prose(one, self.folder)) for one in self.pack.prepare))
        return [nodes.paragraph("", "", nodes.strong("", "Before the class")), ready, plan]

    def _map(self):
        chapter, found = self.pack.chapter, []
        practice = coursework.practice(self.root).get(self.folder, [])
        name = coursework.assignment_of(self.folder)
        assignment = coursework.assignments(self.root).get(name)
        for place, (ordinal, need) in enumerate(self.pack.objectives.items()):
            box = nodes.container(classes=["objective"])
            box += nodes.paragraph("", "", nodes.strong("", f"{ordinal.capitalize()} objective: "), *self.prose(chapter.objectives[place])[0].children, nodes.Text("."))
            lines = self.things(chapter, need)
            done = [self.link(one.title, "book/exercises", f"practice-{self.folder}") for one in practice if ordinal in one.objectives]
            if done:
                lines.append([nodes.Text("Practice: "), *_joined(done)])
            asked = [
                self.link(f"question {one.number}, {one.title} ({one.marks})", "book/exercises", f"assignment-{name}")
                for one in (assignment.questions if assignment else []) if ordinal in one.objectives
            ]  # fmt: skip
            if asked:
                lines.append([nodes.Text("Assignment: "), *_joined(asked)])
            box += _bullets(lines)
            found.append(box)
        return found

    def _misconceptions(self):
        found = []
        for one in self.pack.misconceptions:
            name, _, query = one.state.partition("?")
            folder, model = teaching.chapter_of(self.root, name, self.folder), model_named(name)
            scenario, values = parse_state(name, query)
            box = nodes.container("", *self.prose(f"**“{one.thinks}”**"), classes=["misconception"])
            line = nodes.paragraph("", "", classes=["computed"])
            line += [self.chapter_link(folder, setting(model, scenario, values), one.state, ["state"]), nodes.Text(f" in {model.title}.")]
            said = nodes.paragraph("", f"The model says: {model.simulate(scenario, **values).sentence}", classes=["computed", "step-sentence"])
            box += [line, said, *self.prose(one.sees, folder)]
            found.append(box)
        return found

    def _prompts(self):
        found = []
        for one in self.pack.prompts:
            box = nodes.container("", *self.prose(f"**{one.ask}**", self.folder), nodes.paragraph("", "Listen for:"), classes=["prompt"])
            box += nodes.bullet_list("", *(nodes.list_item("", *self.prose(line, self.folder)) for line in one.listen))
            found.append(box)
        return found

    def _marking(self):
        name = coursework.assignment_of(self.folder)
        found = coursework.assignments(self.root).get(name)
        if not found:
            return self.prose("This chapter has no assignment for marking yet.")
        by_hand = [one for one in found.questions if one.by_hand]
        box = nodes.container("", nodes.paragraph("", "", nodes.Text("The assignment is "), self.link(found.title, "book/exercises", f"assignment-{name}"), nodes.Text(f" ({found.about[:-1]}). Marked by hand:")), classes=["computed"])
        box += _bullets([[nodes.Text(f"question {one.number}, {one.title} ({one.marks})")] for one in by_hand])
        return [box, *self.prose(KEY.format(name=name))]


KEY = """
Its rubric, with sample answers worth five marks, three and one (with the numbers of the id *example*), is in the key, which you make for the patient of one student:

```text
grade key {name} --student ab123
```

The key is written to the folder `keys`; its answers in code are worked, and every check is shown, for that student's patient.
It is made from the masters, of which this site shows nothing; but whoever has the project's repository has them, with sample answers and rubrics.
So teach from a private copy, or give the last question another case each year.
How to set up the command, collect, mark and give back is in `exercises/README.md` of the project.
"""


class SessionsDirective(TeachingBase):
    """``{sessions} NAME``: the sessions of a course of book/syllabus.yml; ``{sessions} chapters``: one for each chapter, from its pack."""

    def show(self, name):
        """Return a section's worth of nodes for each session."""
        if name == "chapters":
            return [node for place, pack in enumerate(teaching.packs(self.root).values(), 1) for node in self._chapter(place, pack)]
        found = teaching.sessions(self.root, name)
        return [node for place, one in enumerate(found, 1) for node in self._session(place, one, len(found))]

    def _session(self, place, session, of):
        title = f"{session.title} ({session.minutes} minutes)" if of == 1 else f"Session {place}: {session.title} ({session.minutes} minutes)"
        yield nodes.rubric("", title, classes=["computed"])
        yield from self.prose(f"**Before.** {session.before}")
        yield self.plan(session.plan)
        yield from self.prose(f"**After.** {session.after}")

    def _reach(self, folder):
        """Return how far students read before the class, as the pack's page says it."""
        found = REACH.search((self.root / "book" / folder / f"{PAGE}.md").read_text(encoding="utf-8"))
        if not found:
            raise CourseError(f'book/{folder}/{PAGE}.md does not say how far students read. Write "as far as the first explorer." or another place.')
        return found[1]

    def _chapter(self, place, pack):
        chapter, folder = pack.chapter, pack.chapter.folder
        yield nodes.rubric("", f"Session {place}: {chapter.title}", classes=["computed"])
        name = coursework.assignment_of(folder)
        assignment = coursework.assignments(self.root).get(name)
        steps = [(sheet, title) for slot in pack.plan for sheet, titles in slot.steps.items() for title in titles]
        lines = [
            [nodes.Text("Before: "), self.chapter_link(folder, "the chapter"), nodes.Text(f" as far as {self._reach(folder)} (twenty to forty minutes)")],
            [nodes.Text("In class: "), self.link(f"the plan of {sum(slot.minutes for slot in pack.plan)} minutes", f"book/{folder}/{PAGE}")],
        ]
        if steps:
            lines[1] += [nodes.Text(", with "), *_joined([self.step_link(chapter, sheet, title) for sheet, title in steps])]
        after = [nodes.Text(f"After: the rest of the chapter (with what was read before, {chapter.time[0].lower()}{chapter.time[1:]})")]
        if chapter.lab_minutes:
            after += [nodes.Text("; "), self.link("the lab in Python", f"book/{folder}/lab"), nodes.Text(f" ({chapter.lab_minutes} minutes)")]
        if assignment:
            after += [nodes.Text("; the assignment "), self.link(assignment.title, "book/exercises", f"assignment-{name}"), nodes.Text(f" ({assignment.about[:-1]})")]
        lines.append(after)
        yield _bullets(lines)


def admit(app, config):
    """Build the pages of the pack although they are not in the readers' contents; everything else that is not there stays out."""
    config.exclude_patterns = [one for one in config.exclude_patterns if not fnmatch.fnmatch(one, PAGES)]


def setup(app):
    """Register the directives, and admit the pages once the table of contents has shut out what it does not list."""
    app.add_directive("teaching", TeachingDirective)
    app.add_directive("sessions", SessionsDirective)
    app.connect("config-inited", admit, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
