"""
Marks as a table for Canvas, Moodle or a spreadsheet.

The columns are those that the platforms' importers look for. Canvas wants Student and ID first and Section within the
student's columns; the title of an assignment's column ends with its number in brackets, or a new one would be made. Moodle's
offline worksheet needs Identifier, Grade and Last modified (grade), or the whole import is refused. Best is to fill in the
sheet that the platform itself gives out (*sheet*): then every column is its own.
"""

import csv
import io
import pathlib
import re

from .course import write_whole
from .errors import GradingError
from .gradebook import Book

__all__ = ["export", "rows"]

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed", "Last modified (submission)", "Last modified (grade)", "Feedback comments")
PLAIN = ("id", "first_name", "last_name", "status", "score", "max_score", "flags")


def rows(course, assignment):
    """Return a dict for every student of the roster: its row, "score" (0.0 without a submission), "most", "waiting", "status", "flags"."""
    import json

    found = []
    with Book(course) as book:
        most = book.most(assignment)
        for student, row in course.roster().items():
            marks = book.marks(assignment, student)
            path = course.report(assignment, student)
            report = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"status": "missing", "flags": []}
            if marks and marks["score"] > marks["most"] + 1e-9:
                raise GradingError(f"{student} has {marks['score']:g} of {marks['most']:g} marks, more than there are. Look at the marks by hand.")
            found.append({
                **row, "score": marks["score"] if marks else 0.0, "most": most, "waiting": marks["waiting"] if marks else 0,
                "status": report["status"], "flags": report["flags"], "auto": marks["auto"] if marks else 0.0,
            })  # fmt: skip
    return found


def _safe(text):
    """Return *text* so that no spreadsheet takes it for a formula."""
    return f"'{text}" if str(text).startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _points(value):
    return f"{round(value, 4):g}"


def export(course, assignment, form, to, sheet=None, title="", anyway=False):
    """
    Write the marks of *assignment* to *to* as CSV.

    Args:
        course (Course): the course.
        assignment (str): its name.
        form (str): "canvas", "moodle" or "plain".
        to (path): a file that does not exist yet.
        sheet (path): the sheet that Canvas or Moodle gave out, to be filled in; None makes one.
        title (str): the assignment's column in Canvas, "Name (number)".
        anyway (bool): also while marks by hand are missing.

    Raises:
        GradingError: marks by hand are missing, the file exists, or the sheet does not fit.
    """
    to = pathlib.Path(to)
    if to.exists():
        raise GradingError(f"{to} exists already and was left as it is. Choose another name or delete it first.")
    found = rows(course, assignment)
    waiting = [row["id"] for row in found if row["waiting"]]
    if waiting and not anyway:
        raise GradingError(f"{len(waiting)} submissions wait for marks by hand ({', '.join(waiting[:8])}{', ...' if len(waiting) > 8 else ''}). Give them first, or add --anyway.")
    unmarked = [row["id"] for row in found if row["status"] == "not marked"]
    if unmarked and not anyway:
        raise GradingError(f"{', '.join(unmarked)} could not be marked. Look at reports/{assignment}/, or add --anyway.")
    if sheet:
        table = _fill(pathlib.Path(sheet), form, title, found)
    elif form == "canvas":
        if not re.search(r" \(\d+\)$", title):
            raise GradingError("Canvas knows an assignment by its number. Name its column as Canvas does, such as --title 'Exhaustion (12345)', or give its own sheet: --sheet file.csv")
        table = [[*CANVAS, title]]
        table += [[_safe(f"{row['last_name']}, {row['first_name']}"), row["lms_id"], "", row["id"], "", _points(row["score"])] for row in found]
    elif form == "moodle":
        table = [list(MOODLE)]
        for row in found:
            name = _safe(f"{row['first_name']} {row['last_name']}".strip())
            table.append([f"Participant {row['lms_id']}", name, _safe(row["email"]), "", _points(row["score"]), _points(row["most"]), "Yes", "-", "-", ""])
    else:
        table = [list(PLAIN)]
        table += [[_safe(row["id"]), _safe(row["first_name"]), _safe(row["last_name"]), row["status"], _points(row["score"]), _points(row["most"]), "; ".join(row["flags"])] for row in found]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n" if form != "plain" else "\n").writerows(table)
    write_whole(to, buffer.getvalue())
    return len(found)


def _fill(sheet, form, title, found):
    """Return the platform's own sheet with our marks in its column; students that we do not know keep what they have."""
    if not sheet.is_file():
        raise GradingError(f"{sheet} does not exist.")
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    head = table[0] if table else []
    key, column = ("ID", title) if form == "canvas" else ("Identifier", "Grade")
    if form == "plain" or key not in head or column not in head:
        raise GradingError(f"{sheet} has no column {key!r} or no column {column!r}. It has: {', '.join(head) or 'nothing'}.")
    marks = {f"Participant {row['lms_id']}" if form == "moodle" else row["lms_id"]: row for row in found}
    most = found[0]["most"] if found else 0.0
    for line in table[1:]:
        if "Points Possible" in line[0]:
            told = line[head.index(column)].strip()
            if told and float(told) != most:
                raise GradingError(f"In Canvas the assignment is worth {told} points, but here {most:g}. Make them equal, or the marks would mean something else.")
        elif line[head.index(key)].strip() in marks:
            line[head.index(column)] = _points(marks[line[head.index(key)].strip()]["score"])
    return table
