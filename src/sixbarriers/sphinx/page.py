"""What the page template needs to know: the contents, what is on the page, where a lab can be launched."""

import re

TABLE = re.compile(r'<table class="[^"]*\bdocutils\b.*?</table>', re.DOTALL)
CURRENT = 'class="current reference internal"'


def describe_page(app, pagename, templatename, context, doctree):
    """Put into the page's context what our layout shows."""
    context["root_title"] = app.env.titles[app.config.root_doc].astext()
    context["contents"] = lambda: _contents(context["toctree"])
    context["page_contents"] = _page_contents(context.get("toc") or "")
    context["launch_links"] = _launch_links(context.get("header_buttons", []))
    if context.get("body"):
        # A wide table scrolls in its own box; a page must never scroll sideways.
        body = TABLE.sub(r'<div class="scroll">\g<0></div>', context["body"])
        # docutils gives the entries of its lists of references a role that no longer exists.
        context["body"] = body.replace('role="doc-biblioentry"', 'role="listitem"')


def _contents(toctree):
    """Return the contents of the book, with the current page marked for everyone, not by colour alone."""
    contents = toctree(collapse=False, titles_only=True, includehidden=True, maxdepth=3) or ""
    return contents.replace(CURRENT, f'aria-current="page" {CURRENT}')


def _page_contents(toc):
    """Return the list of sections below the page's title, or nothing if there are none."""
    start = toc.find("<ul", 1)
    return toc[start : toc.rindex("</li>")] if start > 0 else ""


def _launch_links(buttons):
    """Return the links of the theme's launch group."""
    groups = [button for button in buttons if button.get("label") == "launch-buttons"]
    return [
        {"url": link["url"], "text": f"Open on {link['text']}", "title": link["tooltip"]}
        for group in groups
        for link in group["buttons"]
    ]


def setup(app):
    """Describe each page after the theme extension has found its launch links."""
    app.connect("html-page-context", describe_page, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
