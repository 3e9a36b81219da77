"""The labs run as a learner finds them: strictly, and in the environment that Binder builds."""

import importlib.metadata
import json
import os
import pathlib
import shutil
import subprocess
import sys

import nbformat
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = pathlib.Path(__file__).parents[1]
LABS = sorted(ROOT.glob("book/*/lab.ipynb"))


def ids(path):
    return path.parent.name


@pytest.mark.parametrize("lab", LABS, ids=ids)
def test_a_lab_holds_nothing_volatile(lab):
    """No random ids, no times of execution, no widget state: what is stored is the same after each run."""
    notebook = json.loads(lab.read_text(encoding="utf-8"))
    text = json.dumps(notebook)

    assert "widget-view" not in text
    assert "widget-state" not in text
    assert '"execution"' not in text
    assert [cell["id"] for cell in notebook["cells"] if len(cell["id"]) > 30] == []


@pytest.mark.parametrize("lab", LABS, ids=ids)
def test_every_figure_of_a_lab_is_described(lab):
    """Below each picture stands a sentence that says what it shows."""
    cells = nbformat.read(lab, as_version=4).cells
    for cell, after in zip(cells, cells[1:], strict=False):
        pictured = cell.cell_type == "code" and any("image/png" in output.get("data", {}) for output in cell.outputs)

        assert not pictured or (after.cell_type == "markdown" and len(after.source) > 60), cell.source


@pytest.fixture(scope="module")
def binder(tmp_path_factory):
    """Return a clean copy of the checkout and the Python of the environment that binder/ describes."""
    folder = tmp_path_factory.mktemp("binder")
    checkout = folder / "checkout"
    skip = shutil.ignore_patterns(".venv", "_build", ".git", "node_modules", ".cache", ".pytest_cache", ".hypothesis")
    shutil.copytree(ROOT, checkout, ignore=skip)
    wanted = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    base = next((p for p in (shutil.which(f"python{wanted}"), sys.executable) if p and _runs(p)), sys.executable)
    subprocess.run([base, "-m", "venv", str(folder / "env")], check=True)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pins = checkout / "binder" / "requirements.txt"
    if base != sys.executable or not _link(python, pins):
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(pins)], check=True)
    environment = {**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("PYTHONPATH", None)
    subprocess.run([str(checkout / "binder" / "postBuild")], cwd=checkout, env=environment, check=True)
    return checkout, python


def _link(python, pins):
    """Give an environment of the same Python what *pins* name, from here, where the same versions are; return whether they are."""
    wanted = [Requirement(line) for line in pins.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    wanted = [one for one in wanted if one.marker is None or one.marker.evaluate()]
    here = {canonicalize_name(dist.name): dist for dist in importlib.metadata.distributions()}
    found = [here.get(canonicalize_name(one.name)) for one in wanted]
    if not all(dist and one.specifier.contains(dist.version) for one, dist in zip(wanted, found, strict=True)):
        return False
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    target = pathlib.Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    for file in (file for dist in found for file in dist.files or [] if ".." not in file.parts):
        link = target / file
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.exists():
            link.symlink_to(file.locate())
    return True


def _runs(python):
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("lab", LABS, ids=ids)
def test_a_lab_gives_its_stored_outputs_in_the_environment_of_binder(binder, lab, tmp_path, monkeypatch):
    """nbval, strict, with nothing but what binder/ installs, in a clean folder: every cell runs, and prints what the notebook shows."""
    checkout, python = binder
    kernel = tmp_path / "kernels" / "lean"
    kernel.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "lean", "language": "python"}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    place = checkout / lab.relative_to(ROOT)
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-kernel-name", "lean", "-q", "-p", "no:cacheprovider", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=checkout, check=False)

    assert done.returncode == 0, done.stdout[-4000:]


def test_the_launch_button_opens_the_lab(site):
    """The lab's page links to Binder, on the main branch, in JupyterLab."""
    html = (site / "book" / "exhaustion" / "lab.html").read_text(encoding="utf-8")

    assert "mybinder.org/v2/gh/" in html
    assert "main?urlpath=lab/tree/book/exhaustion/lab.ipynb" in html
