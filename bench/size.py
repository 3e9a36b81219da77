"""What a reader's connection carries: our own scripts, and the whole page of a chapter."""

import gzip

from serve import LEVEL, serving
from sixbarriers import bundle
from sixbarriers.javascript import compile_model

__all__ = ["own_bytes", "page_bytes"]


def _packed(text):
    return len(gzip.compress(text.encode(), LEVEL, mtime=0))


def own_bytes(models):
    """Return {what: bytes after gzip, not minified} of the script, the style sheet and each compiled model."""
    script, style = _packed(bundle.classic()), _packed(bundle.stylesheet())
    return {
        "script": script,
        "style": style,
        "script_and_style": script + style,
        "models": {model.name: _packed(compile_model(model)) for model in models},
    }


def page_bytes(browser, folder, path):
    """Return {address: bytes received, headers included} for all that the page at *path* loads on a first visit."""
    addresses, received = {}, {}
    with serving(folder) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]}))
        session.on("Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]}))
        session.send("Network.enable")
        page.goto(f"{address}/{path}", wait_until="networkidle")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what loads late is loaded too
        page.wait_for_load_state("networkidle")
        context.close()
    return {
        addresses[key].removeprefix(address): int(size)
        for key, size in received.items()
        if not addresses[key].startswith(("data:", "blob:"))
    }
