"""Pictures: each gets its proportions while the book is built, so that the text below does not jump."""

import re
from html import escape
from pathlib import Path

import imagesize

IMAGE = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\bsrc="([^"]+)"')
STYLE = re.compile(r'\bstyle="([^"]*)"')


def add_proportions(app, pagename, templatename, context, doctree):
    """Add to each picture of the page the proportions of its file."""
    if not context.get("body"):
        return
    files = {name: Path(app.srcdir, source) for source, name in app.builder.images.items()}
    context["body"] = IMAGE.sub(lambda match: _with_proportions(match[0], files), context["body"])


def _with_proportions(tag, files):
    """Return an image *tag* that reserves its space, from the *files* by their built names."""
    source = SOURCE.search(tag)
    path = source and files.get(source[1].rsplit("/", 1)[-1])
    if not path or "aspect-ratio" in tag or not path.exists():
        return tag
    width, height = imagesize.get(path)
    if width <= 0 or height <= 0:
        return tag
    style = STYLE.search(tag)
    rules = f"{style[1].rstrip('; ')}; " if style else ""
    if "width" not in tag:
        rules += f"width: {width}px; "
    tag = STYLE.sub("", tag)
    return tag.replace("<img", f'<img style="{escape(f"{rules}aspect-ratio: {width} / {height}")}"', 1)


def setup(app):
    """Add the proportions once a page is written."""
    app.connect("html-page-context", add_proportions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
