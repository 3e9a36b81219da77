"""Words in another language, marked so that screen readers and fonts know."""

from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxRole


class ChineseRole(SphinxRole):
    """``{zh}`` marks a Chinese term: the source article was translated from Chinese."""

    def run(self):
        return [nodes.raw("", f'<span lang="zh-Hans">{escape(self.text)}</span>', format="html")], []


def setup(app):
    """Register the role."""
    app.add_role("zh", ChineseRole())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
