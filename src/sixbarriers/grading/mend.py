"""
Make a sound notebook of whatever was handed in.

The student version is the frame: its locked cells and its metadata stand; from the submission come the answers, matched by
grade_id or by the cell's id, and the student's own further cells. What was odd is told as flags for a human, never punished.
"""

import copy
import json
import re
from collections import Counter

__all__ = ["Unreadable", "mend"]

_MOST_CELLS = 400
_MOST_TEXT = 200_000  # characters of one cell


class Unreadable(Exception):
    """Nothing can be marked; the message says why, in words for the report."""


def read(data):
    """Return the list of cells, dicts with "source" as text, in the bytes of a file; raises Unreadable."""
    if not data.strip():
        raise Unreadable("the file is empty")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        start = data[:4]
        kind = "a zip or an Office file" if start.startswith(b"PK") else "a PDF" if start.startswith(b"%PDF") else "not complete JSON"
        raise Unreadable(f"it is not a notebook ({kind})") from None
    if not isinstance(found, dict):
        raise Unreadable("it is JSON, but not a notebook")
    cells = found.get("cells")
    if cells is None and isinstance(found.get("worksheets"), list):  # nbformat 3
        cells = [cell for sheet in found["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells") or []]
        cells = [{**cell, "source": cell.get("source", cell.get("input", ""))} for cell in cells if isinstance(cell, dict)]
    if not isinstance(cells, list):
        raise Unreadable("it is JSON, but has no cells")
    kept = []
    for cell in cells[:_MOST_CELLS]:
        if not isinstance(cell, dict):
            continue
        source = cell.get("source", "")
        source = "".join(part for part in source if isinstance(part, str)) if isinstance(source, list) else source
        kept.append({**cell, "source": source[:_MOST_TEXT] if isinstance(source, str) else ""})
    return kept


def _key(cell, known):
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    for name in (marks.get("grade_id") if isinstance(marks, dict) else None, cell.get("id")):
        if isinstance(name, str) and name in known:
            return name
    return None


def _attachments(cell):
    found = cell.get("attachments")
    if not isinstance(found, dict) or len(json.dumps(found)) > 2_000_000:
        return None
    pictures = {name: {kind: data[kind] for kind in ("image/png", "image/jpeg") if isinstance(data.get(kind), str)} for name, data in found.items() if isinstance(data, dict)}
    return {name: kinds for name, kinds in pictures.items() if kinds}


def _harmless(text):
    """Return Markdown in which HTML is shown, not obeyed: it would act with the marker's rights on the marking page."""
    return re.sub(r"(?i)(javascript|vbscript)\s*:", r"\1 :", text.replace("<", "&lt;"))


def _kept(cell, number):
    """Return a student's own cell: its source alone, with no metadata that a tool might obey."""
    own = {"id": f"own-{number}", "metadata": {}, "source": cell["source"]}
    if cell.get("cell_type") == "code":
        return {**own, "cell_type": "code", "execution_count": None, "outputs": []}
    return {**own, "cell_type": "markdown", "source": _harmless(cell["source"])}


def mend(data, release):
    """
    Return (notebook, flags) for the bytes *data* of a submission to the student version *release*, a notebook as dict.

    Raises:
        Unreadable: there is no notebook in it.
    """
    submitted = read(data)
    frame = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in release["cells"]}
    keys = [_key(cell, frame) for cell in submitted]
    if not any(keys):
        raise Unreadable("it is a notebook, but not this assignment")
    flags, answers, own, after = [], {}, {}, None
    for number, (cell, key) in enumerate(zip(submitted, keys, strict=True)):
        if key is None:
            if cell["source"].strip():
                own.setdefault(after, []).append(_kept(cell, number))
            continue
        after = key
        marks = frame[key]["metadata"]["nbgrader"]
        if not marks["solution"]:
            if cell["source"].rstrip() != frame[key]["source"].rstrip() or cell.get("cell_type") != frame[key]["cell_type"]:
                flags.append(f"edited locked cell {key}")
        elif key in answers:
            own.setdefault(key, []).append(_kept(cell, number))  # a copy runs as well, after the first
        else:
            answers[key] = cell
            if cell.get("cell_type") != frame[key]["cell_type"]:
                flags.append(f"changed the kind of cell {key}")
        if not isinstance(cell.get("metadata"), dict) or not isinstance(cell["metadata"].get("nbgrader"), dict):
            flags.append("cells lost their metadata")
        elif {name: cell["metadata"]["nbgrader"].get(name) for name in ("points", "grade", "solution", "schema_version")} != {name: marks.get(name) for name in ("points", "grade", "solution", "schema_version")}:
            flags.append(f"changed the metadata of {key}")
        tags = cell["metadata"].get("tags") if isinstance(cell.get("metadata"), dict) else None
        if tags:
            flags.append(f"tags on cell {key} were ignored")
    flags += [f"{count} cells called {key}" for key, count in Counter(filter(None, keys)).items() if count > 1]
    flags += [f"deleted cell {key}" for key in frame if key not in keys]
    seen = [key for key in dict.fromkeys(filter(None, keys))]
    if seen != [key for key in frame if key in seen]:
        flags.append("reordered the cells")
    cells = own.get(None, [])
    for key, cell in frame.items():
        mended = copy.deepcopy(cell)
        if key in answers:
            mended["source"] = answers[key]["source"] if cell["cell_type"] == "code" else _harmless(answers[key]["source"])
            pictures = _attachments(answers[key])
            if pictures and mended["cell_type"] == "markdown":
                mended["attachments"] = pictures
        cells += [mended, *own.get(key, [])]
    return {**copy.deepcopy(release), "cells": cells}, sorted(set(flags))
