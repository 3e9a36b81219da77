"""The ledger: every claim of the article with our verdict, what is true, its sources, and the place that teaches it."""

import collections
from html import escape

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .. import bibliography, claims
from .claims import claim_text, claim_words

SECTIONS = {
    "intro": "Introduction", "1": "The tumour's surroundings, and exhaustion", "2": "Antigen escape", "3": "On-target, off-tumour toxicity",
    "4": "Migration and infiltration", "5": "Toxicity", "6": "Cost", "summary": "Summary",
}  # fmt: skip
SCRIPTS = ("chooser.js", "ledger.js")


class ledger_entry(nodes.General, nodes.Element):
    """A claim in the ledger; like the box of its chapter, with the way there."""


class ledger_place(nodes.General, nodes.Element):
    """Where a claim is taught: filled in once every page has been read."""


class LedgerDirective(SphinxDirective):
    """``{ledger}``: all claims, in the order of the article, under the titles of its sections."""

    def run(self):
        known = claims.load()
        sections = collections.defaultdict(list)
        for key in sorted(known):
            sections[known[key].section].append(known[key])
        found = [self._count(known.values())]
        for name in [*(name for name in SECTIONS if name in sections), *(name for name in sections if name not in SECTIONS)]:
            title = SECTIONS.get(name, f"Section {name}")
            section = nodes.section("", nodes.title("", title), ids=[nodes.make_id(f"section-{name}")], names=[])
            section.extend(self._entry(claim) for claim in sections[name])
            found.append(section)
        return found

    def _count(self, known):
        count = collections.Counter(claim.verdict[0] for claim in known)
        parts = [f"{claims.VERDICTS[verdict].lower()} {count[verdict]}" for verdict in claims.VERDICTS if count[verdict]]
        return nodes.paragraph("", f"{len(known)} entries: {', '.join(parts)}. Where an entry has two verdicts, the first counts.", classes=["ledger-count"])

    def _entry(self, claim):
        box = ledger_entry("", key=claim.id, says=claim.says, verdict=claim_words(claim), kinds=claim.verdict, chapter=claim.chapter)
        text = claim_text(claim).replace("](../", "](")  # claims are written to stand in the folder of their chapter; this page stands one above
        self.state.nested_parse(StringList(text.splitlines(), source=f"claims.yml:{claim.id}"), self.content_offset, box)
        box += nodes.paragraph("", f"Sources: {'; '.join(bibliography.short_citation(key) + _seen(key) for key in claim.sources) or 'general knowledge, no single source'}.", classes=["ledger-sources"])
        if claim.article_refs:
            box += nodes.paragraph("", f"The article's own reference here: {', '.join(str(one) for one in claim.article_refs)}.", classes=["ledger-sources"])
        box += ledger_place("", key=claim.id, chapter=claim.chapter)
        return box


def _seen(key):
    """Return what the bibliography's note says of how a source was seen, in brackets, or nothing."""
    note = bibliography.entry(key).fields.get("note", "")
    return f" ({note[0].lower() if note[:3] != 'DOI' else note[0]}{note[1:]})" if note else ""


def visit_entry(writer, node):
    """Open the entry; it is a details element, so it needs no script."""
    attribute = writer.attval
    writer.body.append(
        f'<details class="claim claim-{node["kinds"][0]}" id="ledger-{node["key"]}" data-verdict="{" ".join(node["kinds"])}" data-chapter="{escape(node["chapter"])}">'
        f'<summary><span class="claim-says"><span class="claim-label">{node["key"]}</span> {attribute(node["says"])}</span> '
        f'<span class="claim-verdict">{attribute(node["verdict"])}</span></summary><div class="claim-truth">'
    )


def depart_entry(writer, node):
    """Close the entry."""
    writer.body.append("</div></details>\n")


def lead_back(app, doctree, docname):
    """Put into each entry the link to the place that teaches it; a claim without a chapter yet has none."""
    for node in list(doctree.findall(ledger_place)):
        places = app.env.claims_placed.get(node["key"], [])
        line = nodes.paragraph("", "", classes=["ledger-place"])
        if places:
            place, anchor = places[0]
            uri = app.builder.get_relative_uri(docname, place)
            title = app.env.titles[place].astext()
            line += [nodes.Text("Taught in "), nodes.reference("", title, refuri=f"{uri}#{anchor}", internal=True), nodes.Text(".")]
        node.replace_self(line if places else [])


def load_script(app, pagename, templatename, context, doctree):
    """Let only the page that has a ledger load the filter."""
    if 'id="ledger-' in (context.get("body") or ""):
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def setup(app):
    """Register the directive, its nodes and the links back."""
    app.add_node(ledger_entry, html=(visit_entry, depart_entry))
    app.add_node(ledger_place)
    app.add_directive("ledger", LedgerDirective)
    app.connect("doctree-resolved", lead_back)
    app.connect("html-page-context", load_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
