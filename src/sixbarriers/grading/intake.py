"""
Take submissions in: from a folder, or from the zip of a learning platform, each student's newest notebook.

What came is kept as it came, read-only and with checksums, in inbox/<assignment>/<time>/. An earlier collection moves to
submitted_old/. Every student of the roster and every odd file has a row in the list that is returned and written.
"""

import calendar
import csv
import hashlib
import io
import json
import os
import pathlib
import shutil
import stat
import time
import zipfile

from .course import write_whole
from .errors import GradingError
from .names import whose

__all__ = ["collect", "notes"]

_MOST = 60_000_000  # bytes of one file
_ALL = 4_000_000_000
COLUMNS = ("student", "what", "file", "sha256", "size", "time")


def _members(source):
    """Yield (name, bytes or None, time, remark) for every file in a folder or a zip; bytes are None where it was refused."""
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.is_symlink():
                yield name, None, 0.0, "refused: a link"
            elif path.is_file() and not path.name.startswith("."):
                big = path.stat().st_size > _MOST
                yield name, None if big else path.read_bytes(), path.stat().st_mtime, "refused: larger than 60 MB" if big else ""
        return
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise GradingError(f"{source} is neither a folder nor a zip that can be opened ({error}). Download it again, or unpack it and name the folder.") from None
    with archive:
        total = 0
        for member in archive.infolist():
            parts = pathlib.PurePosixPath(member.filename.replace("\\", "/")).parts
            try:
                when = float(calendar.timegm((*member.date_time, 0, 0, 0)))
            except ValueError:  # a zip may say month 0
                when = 0.0
            if not parts or member.is_dir() or parts[:1] == ("__MACOSX",):
                continue
            if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0][:2]:
                yield member.filename, None, when, "refused: a path that leads outside"
            elif stat.S_ISLNK(member.external_attr >> 16):
                yield member.filename, None, when, "refused: a link"
            elif member.file_size > _MOST or total > _ALL:
                yield member.filename, None, when, "refused: larger than 60 MB"
            else:
                try:
                    data = archive.read(member)
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
                    yield member.filename, None, when, f"refused: damaged or encrypted ({error})"
                    continue
                total += len(data)
                yield "/".join(parts), data, when, ""


def _keep(folder, source, found):
    """Write the originals and their checksums into *folder*, read-only."""
    folder.mkdir(parents=True)
    if not source.is_dir():
        shutil.copyfile(source, folder / "original.zip")
    sums = []
    for number, (name, data, _, _) in enumerate(found):
        if data is None:
            continue
        for place in (f"files/{name}", f"files/file-{number}"):  # the second where the name is too long, or stands twice
            path = folder / place
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(data)
            except (OSError, ValueError):
                continue
            path.chmod(0o444)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {place}\n")
            break
    write_whole(folder / "SHA256SUMS", "".join(sums))


def collect(course, assignment, source, now=None):
    """
    Collect the submissions to *assignment* from *source*; return a list of rows, dicts with COLUMNS.

    Args:
        course (Course): the course.
        assignment (str): its name.
        source (path): a folder or a zip.
        now (float): seconds since 1970, for the name of the folder in inbox/; None for the clock.

    Raises:
        GradingError: *source* cannot be read; nothing was changed.
    """
    course.master(assignment)
    source, roster = pathlib.Path(source), course.roster()
    if not source.exists():
        raise GradingError(f"{source} does not exist.")
    found = list(_members(source))
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    inbox = course.root / "inbox" / assignment / stamp
    if inbox.exists():
        raise GradingError(f"{inbox} exists already. Wait a second and try again.")
    _keep(inbox, source, found)
    rows, mine = [], {}
    for name, data, when, remark in found:
        student, late, order = whose(name, roster)
        row = {"student": student or "", "what": remark, "file": name, "sha256": hashlib.sha256(data).hexdigest() if data is not None else "", "size": len(data or b""), "time": when}
        if data is None or student is None:
            rows.append({**row, "what": remark or "nobody of the roster: look at it by hand"})
        else:
            mine.setdefault(student, []).append((name.lower().endswith(".ipynb"), order, when, name, data, late, row))
    told = notes(course, assignment)
    for student in roster:
        files = sorted(mine.get(student, []), key=lambda one: one[:4])
        if not files:
            rows.append({"student": student, "what": "missing", "file": "", "sha256": "", "size": 0, "time": 0.0})
            continue
        *others, (is_notebook, _, when, name, data, late, row) = files
        flags = [] if is_notebook else ["not a notebook"]
        flags += ["renamed"] if is_notebook and not name.endswith(f"{assignment}.ipynb") else []
        flags += ["late"] if late else []
        flags += [f"handed in {1 + len(others)} files, the newest notebook counts"] if others else []
        _place(course, assignment, student, data, when, stamp)
        rows += [{**one[6], "what": "older or other file, kept in inbox"} for one in others]
        rows.append({**row, "what": ", ".join(flags) or "collected"})
        told[student] = {"file": name, "flags": flags, "time": when}
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(inbox / "intake.csv", buffer.getvalue())
    write_whole(course.root / "inbox" / assignment / "notes.json", json.dumps(told, indent=1, sort_keys=True) + "\n")
    return rows


def _place(course, assignment, student, data, when, stamp):
    path = course.submission(assignment, student)
    if path.is_file() and path.read_bytes() != data:
        old = course.root / "submitted_old" / student / assignment / stamp
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path.parent, old)
    write_whole(path, data)
    os.utime(path, (when, when))
    write_whole(path.with_name("timestamp.txt"), time.strftime("%Y-%m-%d %H:%M:%S UTC\n", time.gmtime(when)))


def register(course, assignment):
    """Keep the originals of what nbgrader's own exchange put into submitted/; return rows as collect() does."""
    folder = course.root / "inbox" / assignment / time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    found, rows, told = [], [], notes(course, assignment)
    for student in course.roster():
        files = sorted((course.root / "submitted" / student / assignment).glob("*.ipynb"))
        if not files:
            rows.append({"student": student, "what": "missing", "file": "", "sha256": "", "size": 0, "time": 0.0})
            continue
        right = course.submission(assignment, student)
        flags = [] if right.is_file() else ["renamed"]
        data = (right if right.is_file() else files[-1]).read_bytes()
        write_whole(right, data)
        when = right.stat().st_mtime
        found.append((f"{student}/{files[-1].name}", data, when, ""))
        rows.append({"student": student, "what": ", ".join(flags) or "collected", "file": files[-1].name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "time": when})
        told[student] = {"file": files[-1].name, "flags": flags, "time": when}
    _keep(folder, course.root / "submitted", found)
    write_whole(course.root / "inbox" / assignment / "notes.json", json.dumps(told, indent=1, sort_keys=True) + "\n")
    return rows


def notes(course, assignment):
    """Return {student: {"file", "flags", "time"}} of what was collected last."""
    path = course.root / "inbox" / assignment / "notes.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
