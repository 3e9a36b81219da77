"""What the article says and what is true: read claims.yml."""

import functools
from dataclasses import dataclass, field

import yaml

from .bibliography import entry
from .errors import CourseError, EvidenceError, unknown
from .evidence import merged

__all__ = ["VERDICTS", "Claim", "load", "read"]

VERDICTS = {
    "supported": "Supported",
    "refine": "Needs refining",
    "wrong": "Wrong",
    "outdated": "Out of date",
}


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One statement of the article: *says* in our words, our *verdict*, and the *truth* with its sources."""

    id: str
    chapter: str
    section: str
    says: str
    verdict: list
    truth: str
    sources: list
    article_refs: list = field(default_factory=list)
    article_source_differs: str = ""


def read(text):
    """
    Return {id: Claim} from the text of a claims file.

    Raises:
        CourseError: an entry lacks a field, or names an unknown verdict or source.
    """
    found = {}
    for key, fields in (yaml.safe_load(text) or {}).items():
        try:
            claim = Claim(id=key, **fields)
        except TypeError as error:
            raise CourseError(f"claims.yml, entry {key!r}: {error}. See CONTRIBUTING.md for its fields.") from error
        for verdict in claim.verdict:
            if verdict not in VERDICTS:
                raise CourseError(f"claims.yml, entry {key!r}: {unknown('verdict', verdict, VERDICTS)}")
        for source in claim.sources:
            try:
                entry(source)
            except EvidenceError as error:
                raise CourseError(f"claims.yml, entry {key!r}: {error}") from error
        found[key] = claim
    return found


@functools.cache
def load():
    """Return the claims of the article as {id: Claim}."""
    return merged("claims.yml", read)
