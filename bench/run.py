"""Measure speed and size on this machine, print them beside their aims and keep them in bench/results."""

import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import sys
import tempfile

from frames import explorer_frames, standstill
from grid import grid_runs
from interact import interact_frames
from phone import lighthouse
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright
from size import own_bytes, page_bytes
from sixbarriers.models import cartmath
from sixbarriers.sphinx.numbers import MODELS
from table import AIMS, lines

ROOT = pathlib.Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
CHAPTER = "book/exhaustion/chapter.html"
WITH_SLIDERS = [model for model in MODELS.values() if model.kind in ("equations", "formula")]
GRIDS = [model for model in MODELS.values() if model.kind == "grid"]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Chromium's own pages under its address bar: for seconds after a window opens they take from the processor what is measured
# here. The list replaces Playwright's, so those of its names that matter here are in it too.
WITHOUT = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "MediaRouter", "OptimizationHints", "PaintHolding"]


def describe(browser):
    """Return what the numbers depend on: the processor, how busy it is, and the versions."""
    info = pathlib.Path("/proc/cpuinfo")
    named = re.search(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8")) if info.is_file() else None
    return {
        "processor": named[1].strip() if named else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "chromium": browser.version,
    }


def measured(what, measure):
    """Return what *measure* returns, or why it could not be measured; says on the way what is going on."""
    print(f"Measuring {what} ...", file=sys.stderr, flush=True)
    try:
        return measure()
    except (BrowserError, RuntimeError, OSError) as error:
        return {"not_measured": str(error).strip().splitlines()[-1]}


def chapter_bytes(browser, site):
    """Return the bytes of the chapter's page by request, with their sum."""
    requests = page_bytes(browser, site, CHAPTER)
    return {"total": sum(requests.values()), "requests": requests}


def main():
    """Measure everything in one go; stop in words if something is missing."""
    chromium = os.environ.get("CHROMIUM")
    if not chromium:
        sys.exit("CHROMIUM names no browser. Run `make bench`, or set it: CHROMIUM=/path/to/chromium")
    if not (SITE / CHAPTER).is_file():
        sys.exit(f"{SITE / CHAPTER} does not exist. Run `make book` first.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, f"--disable-features={','.join(WITHOUT)}"])
        frames, notebooks, site = (pathlib.Path(folder, name) for name in ("frames", "lab", "site"))
        frames.mkdir()
        notebooks.mkdir()
        shutil.copytree(SITE, site)  # so that another build meanwhile changes nothing
        results = {
            "date": datetime.date.today().isoformat(),
            "machine": describe(browser),
            "aims": AIMS,
            "explorer": explorer_frames(browser, WITH_SLIDERS, frames),
            "standstill": measured("a slow run", lambda: standstill(browser, cartmath.model, frames)),
            "grid": {model.name: measured(model.name, lambda model=model: grid_runs(browser, model, frames)) for model in GRIDS},
            "interact": measured("interact in JupyterLab", lambda: interact_frames(browser, notebooks)),
            "own_bytes": own_bytes(MODELS.values()),
            "page_bytes": measured("the chapter's page", lambda: chapter_bytes(browser, site)),
        }
        browser.close()
        results["lighthouse"] = measured("with Lighthouse", lambda: lighthouse(chromium, site, CHAPTER, FLAGS))
    machine = f"{results['machine']['system']} {results['machine']['cores']} cores"
    path = ROOT / "bench" / "results" / f"{results['date']}-{re.sub(r'[^a-z0-9]+', '-', machine.lower())}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print("\n".join(lines(results)))
    print(f"\nWritten to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
