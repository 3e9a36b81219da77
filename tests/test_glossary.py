"""The glossary: every word is met in the book, and told in English and Chinese."""

import pathlib
import re

BOOK = pathlib.Path(__file__).parents[1] / "book"
TERM = re.compile(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`")


def entries():
    """Return {term: what is said of it}."""
    body = (BOOK / "glossary.md").read_text(encoding="utf-8").split("```{glossary}\n")[1].rsplit("```", 1)[0]
    return dict(entry.split("\n", 1) for entry in re.split(r"\n\n+(?=\S)", body.strip()))


def test_every_word_of_the_glossary_is_linked_where_it_is_met():
    """Some chapter or claim links each word to its entry."""
    texts = [path.read_text(encoding="utf-8") for name in ("chapter.md", "claims.yml") for path in BOOK.glob(f"*/{name}")]
    met = {term.strip().lower() for text in texts for term in TERM.findall(text)}

    assert sorted(term for term in entries() if term.lower() not in met) == []


def test_the_glossary_is_in_order_and_in_two_languages():
    """Entries follow the alphabet; each says what the word means and gives the Chinese term."""
    found = entries()

    assert list(found) == sorted(found, key=str.lower)
    assert [term for term, said in found.items() if not re.search(r"[a-z].*\{zh\}`[^`]+`", said, re.DOTALL)] == []
