"""The sources: read references.bib and cite an entry in a few words."""

import functools

from pybtex.database import parse_string
from pybtex.richtext import Text

from .errors import EvidenceError, unknown
from .evidence import OWN, merged

__all__ = ["doi", "entries", "short_citation"]


@functools.cache
def entries():
    """Return {key: pybtex entry} of the course's references.bib."""
    return merged("references.bib", lambda text: parse_string(text, "bibtex").entries)


def entry(key):
    """Return the entry *key*; raises EvidenceError if references.bib has none."""
    if key not in entries():
        raise EvidenceError(unknown("source in references.bib", key, entries()))
    return entries()[key]


def plain(text):
    """Return BibTeX *text* without braces and commands."""
    return str(Text.from_latex(text))


def short_citation(key):
    """
    Return a source in a few words, such as "Barros 2021"; "this course" for our own.

    Raises:
        EvidenceError: references.bib has no such key.
    """
    if key == OWN:
        return "this course"
    found = entry(key)
    people = found.persons.get("author", [])
    name = plain(" ".join([*people[0].prelast_names, *people[0].last_names])) if people else plain(found.fields["title"])
    return f"{name} {found.fields.get('year', '')}".strip()


def doi(key):
    """Return the DOI of the entry *key*, or an empty text."""
    return entry(key).fields.get("doi", "")
