"""The Sphinx side of the course: one module a directive, a role or a duty."""

import hashlib
from pathlib import Path

from sixbarriers import __version__

MODULES = (
    "mathml",
    "page",
    "pictures",
    "numbers",
    "bare",
    "models",
    "targets",
    "products",
    "explorers",
    "bedside",
    "drawings",
    "steps",
    "claims",
    "ledger",
    "evidencemap",
    "backmatter",
    "questions",
    "assignments",
    "teaching",
    "languages",
    "lean",
)

PACKAGE = Path(__file__).parents[1]
REGISTRIES = ("evidence.yml", "claims.yml", "references.bib")


def digest(srcdir):
    """Return a digest of the library, and of the registries and assignments below *srcdir*.

    Args:
        srcdir (pathlib.Path): The root of the book.
    """
    sources = sorted(path for suffix in ("py", "js", "css", "csv") for path in PACKAGE.rglob(f"*.{suffix}"))
    registries = sorted(path for name in REGISTRIES for path in Path(srcdir, "book").rglob(name))
    total = hashlib.sha256()
    given = sorted(Path(srcdir, "exercises", "release").rglob("*.ipynb"))  # a new one makes pages that named none before
    for path in sources + registries + given:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def set_sources(app, config):
    """Cite from every references.bib: the one that chapters share and those of the chapters."""
    config.bibtex_bibfiles = sorted(str(path.relative_to(app.srcdir)) for path in Path(app.srcdir, "book").rglob("references.bib"))


def set_digest(app, config):
    """Record the digest: Sphinx sees no change in our code or numbers otherwise, and would keep stale pages."""
    config.sixbarriers_digest = digest(app.srcdir)


def setup(app):
    """Set up every module of the Sphinx side."""
    app.add_config_value("sixbarriers_digest", "", "env", [str])
    app.connect("config-inited", set_sources)
    app.connect("config-inited", set_digest)
    for name in MODULES:
        app.setup_extension(f"sixbarriers.sphinx.{name}")
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
