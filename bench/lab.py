"""A JupyterLab of its own for a test or a measurement: loopback only, nothing of the user's read or written."""

import contextlib
import json
import os
import pathlib
import secrets
import subprocess
import sys
import time

__all__ = ["open_notebook", "output", "run_cell", "running_lab"]

START = 60  # seconds
QUIET = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
OPTIONS = [
    "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
    "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly", "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]  # fmt: skip


def _environment(folder, token):
    """Return the environment of the server, in which every folder it might write to lies in *folder*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
             "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR", "MPLCONFIGDIR", "HOME")  # fmt: skip
    own = {name: str(folder / name.lower()) for name in names}
    for path in own.values():
        pathlib.Path(path).mkdir(parents=True, exist_ok=True)
    return {**kept, **own, "JUPYTER_NO_CONFIG": "1", "JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_TOKEN": token, "NO_PROXY": "127.0.0.1"}


def _address(process, runtime, log):
    """Return the address of the server once it listens; raises RuntimeError with its log if it does not."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(json.JSONDecodeError):  # it may be half written
                return json.loads(path.read_text(encoding="utf-8"))["url"]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start within {START} s.\n{log.read_text(encoding='utf-8')[-3000:]}")


@contextlib.contextmanager
def running_lab(folder):
    """
    Run JupyterLab and yield (function that turns a notebook's name into its address, folder of the notebooks).

    Args:
        folder (pathlib.Path): an empty folder for all that the server writes.
    """
    token = secrets.token_hex(16)
    environment = _environment(folder / "own", token)
    settings = folder / "own" / "jupyterlab_settings_dir" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET), encoding="utf-8")
    notebooks, log = folder / "notebooks", folder / "log.txt"
    notebooks.mkdir()
    command = [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--ServerApp.root_dir={notebooks}"]
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(command, env=environment, cwd=notebooks, stdout=said, stderr=subprocess.STDOUT)
        try:
            address = _address(process, folder / "own" / "jupyter_runtime_dir", log)
            yield (lambda name: f"{address}lab/tree/{name}?token={token}&reset"), notebooks
        finally:
            process.terminate()  # it stops its kernels first
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def open_notebook(page, lab, name, cells):
    """Write the notebook *name* with these *cells* of Python and open it in *page*, its kernel started, nothing run."""
    locate, folder = lab
    cells = [
        {"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": text}
        for i, text in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")
    page.goto(locate(name))
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'", timeout=1000 * START
    )


def run_cell(page, index):
    """Run one cell, wait until its outputs are there, and return them as the notebook would store them."""
    return page.evaluate(
        """async (index) => {
            const app = window.jupyterapp;
            const {content} = app.shell.currentWidget;
            content.activeCellIndex = index;
            await app.commands.execute("notebook:run-cell");
            return content.widgets[index].model.outputs.toJSON();
        }""",
        index,
    )


def output(outputs):
    """Return the text that a cell printed; raises RuntimeError with its traceback if it failed."""
    for one in outputs:
        if one["output_type"] == "error":
            raise RuntimeError("\n".join(one["traceback"]))
    return "".join("".join(one["text"]) for one in outputs if one["output_type"] == "stream" and one["name"] == "stdout")
