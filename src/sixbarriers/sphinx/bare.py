"""No number without a source: a bare numeral in a chapter's prose fails the build."""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from .numbers import passport

logger = logging.getLogger(__name__)

TOKEN = re.compile(r"[^\s/]*\d[^\s/]*")
# A name that starts with a letter carries its digits with it: PD-1, CD28, H3K27M, NR4A.
NAME = re.compile(r"^[^\W\d_]")
NAMES = {
    "4-1BB": "a receptor", "4-1BBζ": "a receptor", "1-MT": "a drug, 1-methyl-tryptophan", "2B4": "a receptor",
    "1-methyl-tryptophan": "a drug", "5-HT": "a messenger",
}  # fmt: skip
# A date is no measurement, and what is said of prices and insurance is worth nothing without one: "late 2025", "1 January 2026".
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"(?:(?:\d{{1,2}} )?\b(?:{_MONTHS})|\b(?:in|since|for|late|end of|by)|,) 20[12]\d(?=[\s,.;)]|$)")
EXEMPT = (
    passport, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.comment, nodes.target,
    nodes.reference, addnodes.pending_xref, nodes.footnote_reference, nodes.citation_reference, nodes.field_list,
    nodes.system_message,
)  # fmt: skip
CHAPTER = re.compile(r"^book/[^/]+/(chapter|teach)$")


def bare_numerals(text):
    """Return the words of *text* that are numbers rather than names."""
    words = (match.group().strip("()[]{}.,;:!?\"'“”‘’–—+*") for match in TOKEN.finditer(DATE.sub("", text)))
    return [word for word in words if re.search(r"\d", word) and not NAME.match(word) and word not in NAMES]


def check(app, doctree):
    """Warn, with the line, of every bare numeral in a chapter or its pack."""
    if not CHAPTER.match(app.env.docname):
        return
    for text in doctree.findall(nodes.Text):
        ancestors = []
        node = text.parent
        while node is not None:
            ancestors.append(node)
            node = node.parent
        if any(isinstance(a, EXEMPT) or "computed" in (a.get("classes") or []) if hasattr(a, "get") else False for a in ancestors):
            continue
        for word in bare_numerals(text.astext()):
            place = next((a for a in ancestors if getattr(a, "line", None)), doctree)
            logger.warning(
                "bare numeral %r in %r: print it with a role (num, value, ours, param), or write it as a word",
                word, text.astext()[:60], location=place,
            )  # fmt: skip


def setup(app):
    """Check each chapter once it is read."""
    app.connect("doctree-read", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
