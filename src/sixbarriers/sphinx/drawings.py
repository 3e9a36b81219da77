"""The drawing directive: a figure that the build draws from the course's own tables and models."""


from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..drawings import drawing
from ..errors import CourseError


class DrawingDirective(SphinxDirective):
    """``{drawing} name`` shows a drawing; its sentence is the caption, and a body adds to it."""

    required_arguments = 1
    has_content = True

    def run(self):
        try:
            pictures, sentence = drawing(self.arguments[0])
        except CourseError as error:
            raise self.error(f"drawing: {error}") from error
        # The sentence below says what the pictures show, so that their texts need not be read out piece by piece.
        shown = "".join(picture.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1) for picture in pictures)
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        more = [child for paragraph in holder.children for child in paragraph.children]
        caption = nodes.caption("", "", nodes.inline("", sentence, classes=["computed"]), *([nodes.Text(" "), *more] if more else []))
        return [nodes.figure("", nodes.raw("", f'<div class="drawing">{shown}</div>', format="html"), caption, classes=["drawn"])]


def setup(app):
    """Register the directive."""
    app.add_directive("drawing", DrawingDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
