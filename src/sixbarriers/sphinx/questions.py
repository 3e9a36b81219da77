"""Questions to check yourself: each option opens its own feedback, without a script, by mouse, touch or keyboard."""

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective


class option_box(nodes.General, nodes.Element):
    """One option; opening it shows whether it is right, and why."""


class option_text(nodes.General, nodes.Element):
    """What a reader chooses."""


class option_say(nodes.General, nodes.Element):
    """The verdict in words, and why."""


class QuestionDirective(SphinxDirective):
    """``{question}`` with a YAML body: ask, and options with text, say and, for right ones, right: true."""

    has_content = True

    def run(self):
        body = self._body()
        serial = self.env.new_serialno("question")
        box = nodes.container(classes=["question"], ids=[f"question-{serial + 1}"])
        box += self._prose(f"**Question {self._word(serial)}.** {body['ask']}")
        for option in body["options"]:
            node = option_box("", group=f"question-{serial}")
            node += option_text("", *self._prose(option["text"]))
            node += option_say("", *self._prose(option["say"]), right=bool(option.get("right")))
            box += node
        return [box]

    def _body(self):
        try:
            body = yaml.safe_load("\n".join(self.content))
        except yaml.YAMLError as error:
            raise self.error(f"question: the body is not YAML: {error}") from error
        if not isinstance(body, dict) or set(body) != {"ask", "options"}:
            raise self.error("question: the body needs 'ask' and 'options', and nothing else.")
        for option in body["options"]:
            if not {"text", "say"} <= set(option) <= {"text", "say", "right"}:
                raise self.error(f"question: each option needs 'text' and 'say' (and 'right' if it is), received {sorted(option)}.")
        if not any(option.get("right") for option in body["options"]):
            raise self.error("question: no option is right. Mark one with right: true.")
        return body

    def _word(self, serial):
        words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
        return words[serial]

    def _prose(self, text):
        holder = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), source="question"), self.content_offset, holder)
        return holder.children


def _pair(before, after):
    """Return a visitor that writes *before* (filled with the node's attributes) and one that writes *after*."""
    return lambda writer, node: writer.body.append(before(node)), lambda writer, node: writer.body.append(after)


def setup(app):
    """Register the directive and how its nodes are written."""
    app.add_node(option_box, html=_pair(lambda node: f'<details class="option" name="{node["group"]}">', "</details>\n"))
    app.add_node(option_text, html=_pair(lambda node: "<summary>", "</summary>"))
    app.add_node(
        option_say,
        html=_pair(
            lambda node: '<div class="option-right"><p class="option-verdict">Yes.</p>' if node["right"] else '<div class="option-wrong"><p class="option-verdict">Not quite.</p>',
            "</div>",
        ),
    )
    app.add_directive("question", QuestionDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
