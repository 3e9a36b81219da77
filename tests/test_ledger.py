"""The pages at the back: every claim with its place, every number with its source, a card for each model."""

import html
import re

from sixbarriers import claims, evidence
from sixbarriers.catalogue import every_model

PAGE = "book/article.html"
SHOWN = "[...document.querySelectorAll('details[id^=ledger-]')].filter((one) => one.checkVisibility()).map((one) => one.id.slice(7))"


def words_of(site, path):
    """Return the words of a page without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", " ", (site / path).read_text(encoding="utf-8")))


def test_every_claim_stands_in_the_ledger_with_its_way_back(page, site):
    """Each entry leads to the box of the chapter that teaches it, and the box is there."""
    page.goto((site / PAGE).as_uri())
    links = dict(page.evaluate("[...document.querySelectorAll('details[id^=ledger-]')].map((one) => [one.id.slice(7), one.querySelector('.ledger-place a')?.getAttribute('href')])"))
    missing = []
    for key, link in links.items():
        path, _, anchor = (link or "#").partition("#")
        target = (site / PAGE).parent / path
        if not link or f'id="{anchor}"' not in target.read_text(encoding="utf-8"):
            missing.append(key)

    assert set(links) == set(claims.load())
    assert missing == []


def test_the_ledger_can_be_narrowed_by_chapter_and_verdict(page, site):
    """The two lists leave what fits both, the count says how many, and a link to an entry opens it."""
    page.goto((site / PAGE).as_uri())
    known = claims.load()
    page.get_by_label("Chapter").select_option("exhaustion")
    page.get_by_label("Verdict").select_option("wrong")
    wanted = {key for key, claim in known.items() if claim.chapter == "exhaustion" and "wrong" in claim.verdict}

    assert wanted
    assert set(page.evaluate(SHOWN)) == wanted
    assert page.locator(".ledger-bar [role=status]").text_content() == f"{len(wanted)} of {len(known)} shown"
    page.goto("about:blank")
    page.goto((site / PAGE).as_uri() + "#ledger-A14")
    assert page.locator("#ledger-A14").get_attribute("open") is not None


def test_the_ledger_is_whole_without_scripts(browser, site):
    """A reader without scripts has every entry and no list that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / PAGE).as_uri())

    assert page.locator("details[id^=ledger-]:visible").count() == len(claims.load())
    assert page.locator(".ledger-bar").count() == 0
    context.close()


def test_every_number_stands_on_the_page_of_numbers(site):
    """As many rows as entries, in a table for each folder of the registry."""
    rows = (site / "book" / "evidence.html").read_text(encoding="utf-8").count("<tr") - len(evidence.by_folder())

    assert rows == len(evidence.load())


def test_every_model_has_a_card(site):
    """Title, assumptions and what is left out of each model stand on the page of models."""
    words = " ".join(words_of(site, "book/models.html").split())
    for model in every_model().values():
        for text in (model.title, *model.assumptions, *model.left_out):
            assert " ".join(text.replace("'", "’").split()) in words.replace("'", "’")
