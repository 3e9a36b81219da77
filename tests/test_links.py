"""Every link within the book leads somewhere."""

import html
import re
import urllib.parse

LINK = re.compile(r'\b(?:href|src)="([^"]+)"')
NAMED = re.compile(r'\b(?:id|name)="([^"]+)"')


def test_no_link_is_broken(pages, site):
    """Each link to a page, a place on a page or a file of the book finds it."""
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    named = {path: set(NAMED.findall(text)) for path, text in texts.items()}
    broken = []
    for path in pages:
        for link in map(html.unescape, LINK.findall(texts[path])):
            address, _, place = link.partition("#")
            if re.match(r"[a-z]+:|//", link):
                continue
            target = (path.parent / urllib.parse.unquote(address.partition("?")[0])).resolve() if address else path
            if not target.is_file():
                broken.append((path.name, link))
            elif place and place not in named.get(target, ()) and f'data-explorer="{place.partition("?")[0].rstrip("-0123456789")}' not in texts.get(target, ""):
                broken.append((path.name, link))

    assert broken == []
