"""Run the labs and store their outputs, leaving out what changes from run to run.

Reads and overwrites book/*/lab.ipynb; run it after changing a lab, a sentence or a figure, and look at the difference.
How long each took goes to _build/times.json, for the book's status page.
Usage: .venv/bin/python tools/store_outputs.py
"""

import json
import pathlib
import time

import nbformat
from nbclient import NotebookClient

ROOT = pathlib.Path(__file__).parents[1]
WIDGET = "application/vnd.jupyter.widget-view+json"


def merged(outputs):
    """Return *outputs* without widget views, consecutive pieces of one stream joined."""
    kept = []
    for output in outputs:
        output.get("data", {}).pop(WIDGET, None)
        last = kept[-1] if kept else {}
        if output.output_type == "stream" and last.get("output_type") == "stream" and last["name"] == output.name:
            last["text"] += output.text
        else:
            kept.append(output)
    return kept


def store(path):
    """Run the notebook at *path* and write it back."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = merged(cell.outputs)
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, path)


if __name__ == "__main__":
    times = {}
    for lab in sorted(ROOT.glob("book/*/lab.ipynb")):
        print(lab.relative_to(ROOT))
        start = time.perf_counter()
        store(lab)
        times[lab.parent.name] = time.perf_counter() - start
    (ROOT / "_build").mkdir(exist_ok=True)
    (ROOT / "_build" / "times.json").write_text(json.dumps(times, indent=2) + "\n", encoding="utf-8")
