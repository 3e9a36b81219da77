"""A lab sheet beside an explorer: two to five steps, each a state of the model, a question and what to notice."""

import re
from html import escape

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ..errors import CourseError
from ..numerals import with_unit
from .explorers import MARK, model_named, parse_state

logger = logging.getLogger(__name__)

FEWEST, MOST = 2, 5
NEEDED = ("title", "state", "question", "notice")
KEY = re.compile(r"^(?P<model>\w+)(?:-\d+)?$")
LINK = re.compile(r"^(?P<text>.+?)\s*<(?P<key>\w+(?:-\d+)?)\s+(?P<step>\d)>$", re.DOTALL)


class lab_sheet(nodes.General, nodes.Element):
    """The steps of one explorer, in order."""


class lab_step(nodes.General, nodes.Element):
    """One step: what to ask and, folded away, what to notice."""


class lab_question(nodes.General, nodes.Element):
    """What a step asks, and the setting that it asks it of."""


class lab_notice(nodes.General, nodes.Element):
    """What the model says at the setting, and what to notice."""


class StepsDirective(SphinxDirective):
    """``{steps} model`` after its explorer, with a YAML list: each step has a title, a state, a question and a notice."""

    required_arguments = 1
    has_content = True

    def run(self):
        key = self.arguments[0]
        match = KEY.match(key)
        try:
            model = model_named(match["model"] if match else key)
            steps = self._steps()
            sheet = lab_sheet("", key=key, title=model.title)
            for number, step in enumerate(steps, 1):
                sheet += self._step(key, model, number, step)
        except _Fault as fault:
            return [self.state.document.reporter.error(f"steps: {fault}", line=fault.line or self.lineno)]
        except CourseError as error:
            raise self.error(f"steps: {error}") from error
        sheet.source, sheet.line = self.get_source_info()
        return [sheet]

    def _steps(self):
        """Return the steps as written, a list of {name: _Text}."""
        try:
            root = yaml.compose("\n".join(self.content))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise _Fault(f"the body is not YAML: {error}", mark and self._line(mark)) from error
        items = root.value if isinstance(root, yaml.SequenceNode) else None
        if items is None:
            raise _Fault(f"the body must be a list of steps. Begin each step with '- title: ...' and give it {', '.join(NEEDED[1:])}.")
        if not FEWEST <= len(items) <= MOST:
            raise _Fault(f"a lab sheet has {FEWEST} to {MOST} steps, but here are {len(items)}. Join, split or drop some.")
        return [self._texts(item, number) for number, item in enumerate(items, 1)]

    def _texts(self, item, number):
        """Return {name: _Text} of one step; raises _Fault if one is missing, empty or unknown."""
        line = self._line(item.start_mark)
        if not isinstance(item, yaml.MappingNode):
            raise _Fault(f"step {number} must have {', '.join(NEEDED)}, received {item.value!r}. Write each as 'name: text'.", line)
        texts = {}
        for name, node in item.value:
            if name.value not in (*NEEDED, "predict"):
                raise _Fault(f"step {number} has no place for {name.value!r}. It takes {', '.join(NEEDED)} and predict.", self._line(name.start_mark))
            if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
                raise _Fault(f"step {number}: {name.value!r} must be a text, but is empty or a list. Write what it says after the colon.", self._line(name.start_mark))
            # The text of a block begins on the line after its mark.
            texts[name.value] = _Text(node.value.strip(), self._line(node.start_mark) + (node.style in ("|", ">")))
        missing = [name for name in NEEDED if name not in texts]
        if missing:
            raise _Fault(f"step {number} lacks {' and '.join(missing)}. Every step needs {', '.join(NEEDED)}.", line)
        return texts

    def _step(self, key, model, number, texts):
        """Return the node of one step."""
        state = texts["state"]
        predict = texts.get("predict", _Text("false", state.line))
        curves = [line.name for line in model.series]
        if predict.text not in ("true", "false", *curves):
            raise _Fault(f"step {number}: predict must be true or false, or a curve to draw ({', '.join(curves)}), but is {predict.text!r}.", predict.line)
        try:
            scenario, values = parse_state(model.name, state.text)
            sentence = model.simulate(scenario, **values).sentence
        except ValueError as error:
            raise _Fault(f"step {number}: the state {state.text!r} does not fit {model.name}. {error}", state.line) from error
        step = lab_step("", state=state.text, predict=predict.text)
        title = nodes.paragraph("", texts["title"].text, classes=["step-title"])
        title.line = texts["title"].line
        question = lab_question("", *self._prose(texts["question"]), address=f"#{key}?{state.text}", setting=setting(model, scenario, values))
        step += [title, question, lab_notice("", *self._prose(texts["notice"]), sentence=sentence)]
        for link in step.findall(nodes.reference):
            address, mark, query = link.get("refuri", "").partition("?")
            if address == f"#{model.name}":
                # The sheet follows such a link itself, and means its own explorer.
                link["classes"], link["refuri"] = ["step-link"], f"#{key}{mark}{query}"
        return step

    def _prose(self, text):
        """Return the nodes of a *text* in Markdown."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(text.text.splitlines(), source="steps"), text.line - self.lineno - 1, holder)
        return holder.children

    def _line(self, mark):
        """Return the line of the chapter at a *mark* of the YAML."""
        return self.lineno + self.content_offset + mark.line + 1


class _Text:
    def __init__(self, text, line):
        self.text, self.line = text, line


class _Fault(CourseError):
    def __init__(self, message, line=None):
        super().__init__(message)
        self.line = line


def setting(model, scenario, values):
    """Return a state in words, such as "RAJI; CAR-T dose: 12 million cells"."""
    table = model.table(scenario)
    changes = [f"{table[name].label}: {with_unit(table[name].told(value), table[name].unit, value)}" for name, value in values.items()]
    label = model.scenario(scenario).label
    return "; ".join([label, *changes] if len(model.scenarios) > 1 or not changes else changes)


class StepRole(SphinxRole):
    """A link from the text to a step of the page: ``{step}`text <model 3>```."""

    def run(self):
        match = LINK.match(self.text)
        if not match:
            message = self.inliner.reporter.error(f"step: write it as text <model number>, received {self.text!r}.", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        link = nodes.reference(self.rawtext, match["text"], refuri=f"#{match['key']}?step={match['step']}", internal=True, classes=["to-step"])
        link["step"], link.line = (match["key"], int(match["step"])), self.lineno
        return [link], []


def check(app, doctree):
    """Warn of a sheet that does not stand right after its explorer, of two for one explorer, and of links to no step."""
    taken = {}
    for sheet in doctree.findall(lab_sheet):
        key, siblings = sheet["key"], sheet.parent.children
        place = siblings.index(sheet)
        before = siblings[place - 1].astext() if place and isinstance(siblings[place - 1], nodes.raw) else ""
        if f'{MARK}"{KEY.match(key)["model"]}"' not in before:
            logger.warning("steps: the steps of %r must stand directly after their explorer. Put {explorer} %s just before them", key, key, location=sheet)
        if key in taken:
            logger.warning("steps: %r has steps twice on this page. Join the two lists", key, location=sheet)
        taken[key] = len(sheet.children)
    for link in doctree.findall(nodes.reference):
        key, step = link.get("step", ("", 0))
        if key and not 1 <= step <= taken.get(key, 0):
            logger.warning("step: this page has no step %s of %r. It has %s", step, key, taken or "no steps", location=link)


def visit_sheet(writer, node):
    """Open the list; without scripts and in print it is read as it stands."""
    writer.body.append(f'<section class="steps" data-steps-for="{node["key"]}" aria-label="Lab sheet: {escape(node["title"])}">\n<p class="steps-name">Lab sheet</p>\n<ol>\n')


def visit_step(writer, node):
    """Open a step; its state is in the words of a link."""
    curve = "" if node["predict"] == "true" else node["predict"]
    predict = "" if curve == "false" else f' data-predict="{curve}"'
    writer.body.append(f'<li class="step" data-state="{escape(node["state"])}"{predict}>\n')


def depart_question(writer, node):
    """Close the question with the setting that it is asked of."""
    writer.body.append(f'<p class="step-setting">Setting: <a href="{escape(node["address"])}">{escape(node["setting"])}</a>.</p></div>\n')


def visit_notice(writer, node):
    """Open what to notice; it is a details element, so it needs no script."""
    said = f'<p class="step-sentence">The model says: {escape(node["sentence"])}</p>'
    writer.body.append(f'<details class="step-notice"><summary>What to notice</summary>{said}<div>')


def _write(markup):
    return lambda writer, node: writer.body.append(markup)


def setup(app):
    """Register the directive, how its nodes are written, and the check of their place."""
    app.add_node(lab_sheet, html=(visit_sheet, _write("</ol>\n</section>\n")))
    app.add_node(lab_step, html=(visit_step, _write("</li>\n")))
    app.add_node(lab_question, html=(_write('<div class="step-question">'), depart_question))
    app.add_node(lab_notice, html=(visit_notice, _write("</div></details>\n")))
    app.add_role("step", StepRole())
    app.add_directive("steps", StepsDirective, override=True)  # sphinx-design has another of that name
    app.connect("doctree-read", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
