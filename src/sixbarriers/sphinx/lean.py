"""Lean pages: our own theme, no third party's scripts, and nothing published that a page does not use."""

import shutil
from html import escape
from pathlib import Path

from docutils import nodes


THEME = Path(__file__).parent / "theme"

# Jupyter Book loads these for every page, used or not. Each line says what stands in for it here.
UNUSED = (
    "documentation_options.js",  # the search page, the one that needs them, names these three itself
    "doctools.js",
    "sphinx_highlight.js",
    "clipboard.min.js",  # book.js copies
    "copybutton.js",
    "copybutton.css",
    "sphinx-book-theme.js",  # our theme
    "togglebutton.js",  # the dropdown directive, which is a <details> element
    "togglebutton.css",
    "translations.js",  # the words are in the templates
    "design-tabs.js",  # tabs work without; it only keeps sets of them in step
    "sphinx-thebe.js",  # no live kernels: the explorers need none
    "sphinx-thebe.css",
    "mystnb.",  # book.css
    "pygments.css",  # book.css, in both colour modes
    "basic.css",
)
# A style sheet that only some pages need, and how to tell them.
OCCASIONAL = {"sphinx-design.min.css": 'class="sd-'}
# Inline scripts of the extensions that are dropped above, by a word of theirs.
UNUSED_INLINE = ("toggleHint", "toggleOpenOnPrint", "togglebuttonSelector", "THEBE_JS_URL", "DOCUMENTATION_OPTIONS")
# What the themes and extensions copy into the built book without any page asking for it.
LEFTOVERS = (
    "locales", "images/logo_*", "vendor", "scripts", "styles", "*.map", "webpack-macros.html", "sbt-webpack-macros.html",
    "clipboard.min.js", "copybutton*", "copy-button.svg", "check-solid.svg", "play-solid.svg", "togglebutton.*",
    "sphinx-thebe.*", "design-tabs.js", "mystnb.*", "translations.js", "pygments.css", "basic.css", "file.png",
    "minus.png", "plus.png", "*.LICENSE.txt",
)  # fmt: skip


def is_used(asset, body):
    """Return whether a page with this *body* needs the *asset*."""
    name = str(getattr(asset, "filename", asset) or "")
    if not name:
        inline = asset.attributes.get("body") or ""
        return not any(word in inline for word in UNUSED_INLINE)
    base = name.rsplit("/", 1)[-1]
    if base.startswith(UNUSED):
        return False
    return all(mark in body for sheet, mark in OCCASIONAL.items() if base.startswith(sheet))


def drop_unused(app, pagename, templatename, context, doctree):
    """Keep the assets that the page needs. Other parts of the course may add their own: they pass."""
    body = context.get("body") or ""
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if is_used(asset, body)]


def drop_thebe(app, doctree, docname):
    """Remove the settings of the live kernels that we do not offer, which sphinx-thebe writes into every page."""
    for node in list(doctree.findall(nodes.raw)):
        if "x-thebe-config" in node.astext() or "kernelName" in node.astext():
            node.parent.remove(node)


def sweep(app, exception):
    """Remove from the built book what no page asks for."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    for pattern in LEFTOVERS:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for folder in ("_sources", "_sphinx_design_static"):
        shutil.rmtree(Path(app.outdir, folder), ignore_errors=True)
    for name in ("objects.inv", ".buildinfo"):
        Path(app.outdir, name).unlink(missing_ok=True)
    _complete_index(app)


def _complete_index(app):
    """Make a whole page of the bare redirect that stands for the table of contents' root."""
    start = app.builder.get_target_uri(app.config.root_doc)
    title = escape(app.config.html_title)
    Path(app.outdir, "index.html").write_text(
        f'<!DOCTYPE html>\n<html lang="{app.config.language.replace("_", "-")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={start}">\n</head>\n'
        f'<body><main><h1>{title}</h1><p><a href="{start}">Open the book</a></p></main></body>\n</html>\n',
        encoding="utf-8",
    )


def setup(app):
    """Register the theme, and drop what is unused after everyone else has added theirs."""
    app.add_html_theme("sixbarriers", str(THEME))
    app.add_js_file("book.js", loading_method="defer")
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("doctree-resolved", drop_thebe, priority=900)
    app.connect("build-finished", sweep, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
