"""The evidence registry: every number of the course with its unit, kind and source."""

import datetime
import functools
import math
import pathlib
from dataclasses import dataclass
from importlib import resources

import yaml

from .errors import EvidenceError, unknown

__all__ = ["KINDS", "SEEN", "Number", "by_folder", "load", "number", "merged", "paths_of"]

KINDS = {
    "randomised-trial": "randomised trial",
    "single-arm-trial": "single-arm trial",
    "observational": "observational study",
    "animal": "animal experiment",
    "in-vitro": "laboratory experiment",
    "review": "review of others' work",
    "consensus": "consensus of experts",
    "registry": "registry or statistics",
    "price": "price list",
    "published-model": "published model",
    "our-fit": "our own calculation",
    "illustrative": "illustrative, not measured",
}
SEEN = {
    "full-text": "read in the full text",
    "abstract": "read in the abstract",
    "secondary": "read in a secondary source",
    "not-seen": "not seen by us",
    "ours": "our own",
}
OWN = "ours"


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of the registry; the fields are those of evidence.yml."""

    id: str
    quantity: str
    value: float
    unit: str
    kind: str
    source: str
    seen: str
    checked: datetime.date
    locator: str = ""
    of: str = ""
    low: float | None = None
    high: float | None = None
    interval: str = ""
    population: str = ""
    review_by: datetime.date | None = None
    note: str = ""

    def overdue(self, today):
        """Return whether a fast-moving number has passed its review date on *today*."""
        return self.review_by is not None and today > self.review_by


def paths_of(name):
    """
    Return the paths of the registry files called *name*: the installed copies, else those of the checkout.

    What several chapters share stands in book/ itself, the rest in the chapter's own folder.

    Args:
        name (str): "evidence.yml", "references.bib" or "claims.yml".

    Raises:
        EvidenceError: neither place holds such a file.
    """
    package = pathlib.Path(str(resources.files("sixbarriers")))
    for folder in (package / "data" / "book", package.parents[1] / "book"):
        found = sorted([*folder.glob(name), *folder.glob(f"*/{name}")])
        if found:
            return found
    raise EvidenceError(
        f"{name} was not found in the installed package or in book/. Install the package again, or run from a checkout."
    )


def merged(name, read):
    """
    Return the entries of every registry file called *name* in one dictionary.

    Args:
        name (str): as for :func:`paths_of`.
        read (Callable): makes {key: entry} of a file's text.

    Raises:
        EvidenceError: two files hold an entry of the same key.
    """
    found, place = {}, {}
    for path in paths_of(name):
        for key, one in read(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise EvidenceError(f"{name}: {key!r} stands in {place[key].parent.name}/ and in {path.parent.name}/. Keep one of them.")
            found[key], place[key] = one, path
    return found


def _entry(key, fields):
    where = f"evidence.yml, entry {key!r}"
    if not isinstance(fields, dict):
        raise EvidenceError(f"{where}: expected a mapping of fields, received {fields!r}.")
    known = {name for name in Number.__dataclass_fields__ if name != "id"}
    for name in fields:
        if name not in known:
            raise EvidenceError(f"{where}: {unknown('field', name, known)}")
    for name in ("quantity", "value", "unit", "kind", "source", "seen", "checked"):
        if fields.get(name) is None:
            raise EvidenceError(f"{where}: the field {name!r} is missing. Add it.")
    value = fields["value"]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise EvidenceError(f"{where}: 'value' must be a finite number, received {value!r}. YAML wants 1.0e+6, not 1e6.")
    if fields["kind"] not in KINDS:
        raise EvidenceError(f"{where}: {unknown('kind of evidence', fields['kind'], KINDS)}")
    if fields["seen"] not in SEEN:
        raise EvidenceError(f"{where}: {unknown('way of having seen a source', fields['seen'], SEEN)}")
    if fields["source"] == OWN and fields["kind"] not in ("our-fit", "illustrative"):
        raise EvidenceError(f"{where}: a {fields['kind']} needs a source from references.bib, received 'ours'.")
    for name in ("checked", "review_by"):
        if fields.get(name) is not None and not isinstance(fields[name], datetime.date):
            raise EvidenceError(f"{where}: {name!r} must be a date such as 2026-11-23, received {fields[name]!r}.")
    return Number(id=key, **fields)


def read(text):
    """
    Return {id: Number} from the text of an evidence file.

    Raises:
        EvidenceError: an entry breaks a rule; the message names the entry, the rule and the value.
    """
    entries = yaml.safe_load(text) or {}
    return {key: _entry(key, fields) for key, fields in entries.items()}


@functools.cache
def load():
    """Return the registry of the course as {id: Number}."""
    return merged("evidence.yml", read)


@functools.cache
def by_folder():
    """Return the registry by the folder in which its files stand, {folder: {id: Number}}: a chapter's, or "book" for all."""
    return {path.parent.name: read(path.read_text(encoding="utf-8")) for path in paths_of("evidence.yml")}


def number(key):
    """
    Return the entry *key* of the registry.

    Raises:
        EvidenceError: there is no such entry; the message lists near ones.
    """
    registry = load()
    if key not in registry:
        raise EvidenceError(unknown("number of the evidence registry", key, registry))
    return registry[key]
