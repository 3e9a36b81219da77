"""Boxes that set a claim of the article beside the evidence, and the check that each claim has its place."""

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .. import claims
from ..errors import CourseError, unknown

logger = logging.getLogger(__name__)


class claim_box(nodes.General, nodes.Element):
    """A claim: closed it shows what the article says and our verdict, opened what is true."""


class ClaimDirective(SphinxDirective):
    """``{claim} A13 A14``: one box for each claim named."""

    required_arguments = 1
    optional_arguments = 99
    final_argument_whitespace = False

    def run(self):
        known = claims.load()
        found = []
        for key in self.arguments:
            if key not in known:
                raise self.error(f"claim: {unknown('claim of the article', key, known)}")
            claim = known[key]
            placed = self.env.claims_placed.setdefault(key, [])
            if self.env.docname in [place for place, _ in placed]:
                raise self.error(f"claim: {key} stands twice on this page. Keep one.")
            placed.append((self.env.docname, f"claim-{key}"))
            box = claim_box("", ids=[f"claim-{key}"], key=key, says=claim.says, verdict=claim_words(claim), kind=claim.verdict[0])
            self.state.nested_parse(StringList(claim_text(claim).splitlines(), source=f"claims.yml:{key}"), self.content_offset, box)
            found.append(box)
        return found


def claim_text(claim):
    """Return what is true about a *claim*, in Markdown, and how the article's own source differs if it does."""
    return claim.truth + (f"\n\n{claim.article_source_differs}" if claim.article_source_differs else "")


def claim_words(claim):
    """Return the verdict on a *claim* in words, the dominant one first."""
    return ", ".join([claims.VERDICTS[claim.verdict[0]], *(claims.VERDICTS[verdict].lower() for verdict in claim.verdict[1:])])


def visit_claim_box(writer, node):
    """Open the box; it is a details element, so it needs no script."""
    attribute = writer.attval
    writer.body.append(
        f'<details class="claim claim-{node["kind"]}" id="{node["ids"][0]}"><summary><span class="claim-says">'
        f"<span class=\"claim-label\">The article says</span> {attribute(node['says'])}</span> "
        f'<span class="claim-verdict">{attribute(node["verdict"])}</span></summary><div class="claim-truth">'
    )


def depart_claim_box(writer, node):
    """Close the box."""
    writer.body.append("</div></details>\n")


def start(app):
    """Read the claims; a faulty file fails the build."""
    try:
        claims.load()
    except CourseError as error:
        raise ExtensionError(str(error)) from error


def prepare(app, env, docnames=()):
    """Keep the places of the claims with the pages that Sphinx does not read again."""
    if not hasattr(env, "claims_placed"):
        env.claims_placed = {}


def forget(app, env, docname):
    """Forget the places of a page that is read again."""
    prepare(app, env)
    for places in env.claims_placed.values():
        places[:] = [place for place in places if place[0] != docname]


def check_places(app, env):
    """Warn of a claim whose chapter exists but does not show it."""
    for claim in claims.load().values():
        chapter = f"book/{claim.chapter}/chapter"
        if chapter in env.found_docs and not env.claims_placed.get(claim.id):
            logger.warning("claims.yml: %s has no place in the book; put it into %s with the claim directive", claim.id, chapter)


def setup(app):
    """Register the directive and the check."""
    app.add_node(claim_box, html=(visit_claim_box, depart_claim_box))
    app.add_directive("claim", ClaimDirective)
    app.connect("builder-inited", start)
    app.connect("env-before-read-docs", prepare)
    app.connect("env-purge-doc", forget)
    app.connect("env-check-consistency", check_places)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
