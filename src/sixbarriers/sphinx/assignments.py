"""The assignments on the exercise page, from their student versions: what they ask, for how many marks, and where to open them."""

from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from .. import chapters, coursework


class fold(nodes.General, nodes.Element):
    """Something that folds away under a *title*; open or closed, without a script."""


class AssignmentsDirective(SphinxDirective):
    """``{assignments}``: a fold for each assignment, in the order of the course."""

    def run(self):
        root = Path(self.env.srcdir)
        known = coursework.assignments(root)
        order = [coursework.assignment_of(folder) for folder in chapters.FOLDERS]
        return [self._fold(root, known[name]) for name in [*(one for one in order if one in known), *(one for one in known if one not in order)]]

    def _fold(self, root, assignment):
        path = f"exercises/release/{assignment.name}/{assignment.name}.ipynb"
        self.env.note_dependency(str(root / path))
        box = fold("", title=f"{assignment.name.replace('-', ' ').capitalize()}: {assignment.title}", about=assignment.about, ids=[f"assignment-{assignment.name}"])
        line = nodes.paragraph("", "", nodes.Text("Open it: "))
        file = addnodes.download_reference("", "", nodes.Text("download the notebook"), reftarget=f"/{path}", refdoc=self.env.docname, refexplicit=True)
        box += [line, *self._prose(assignment.text)]
        line += [file, nodes.Text(", or open "), nodes.literal("", path), nodes.Text(" on Binder.")]
        for one in assignment.questions:
            box += nodes.rubric("", f"Question {one.number} · {one.title} ({one.marks})")
            box += self._prose(one.text)
        return box

    def _prose(self, text):
        holder = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), source="assignments"), self.content_offset, holder)
        return holder.children


def visit_fold(writer, node):
    """Open the fold; it is a details element, so it needs no script."""
    title, about = writer.attval(node["title"]), writer.attval(node["about"])
    writer.body.append(f'<details class="fold" id="{node["ids"][0]}"><summary>{title} <span class="fold-about">{about}</span></summary>\n')


def depart_fold(writer, node):
    """Close the fold."""
    writer.body.append("</details>\n")


def setup(app):
    """Register the directive and how a fold is written."""
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_directive("assignments", AssignmentsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
