"""
Whose file is it? What learning platforms make of a student's file name.

Canvas: doejane_LATE_1001_98765_exhaustion-1.ipynb (name, perhaps LATE, the user's number, the file's number, the name that
the student gave; Canvas adds -1, -2 to later attempts). Moodle: "Jane Doe_1001_assignsubmission_file_/exhaustion.ipynb", or
the same without a folder. Our own: jd1.ipynb, jd1/exhaustion.ipynb, jd1_anything.ipynb.
"""

import re

from ..exercises.patient import plain_id

__all__ = ["whose"]

_CANVAS = re.compile(r"^[^/_]+_(?P<late>LATE_)?(?P<lms>\d+)_(?P<file>\d+)_(?P<name>[^/]+)$")
_MOODLE = re.compile(r"^(?:[^/]*/)*?(?P<full>[^/_]+)_(?P<lms>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<name>.*)$")
_ATTEMPT = re.compile(r"-(\d+)\.ipynb$")


def _one(found):
    return found[0] if len(found) == 1 else None


def whose(name, roster):
    """
    Return (id or None, whether it is marked late, its place among the student's attempts) of a file called *name*.

    Args:
        name (str): the path inside the zip or folder, with /.
        roster (dict): as Course.roster() returns it.
    """
    moodle = _MOODLE.match(name)
    if moodle:
        student = _one([one for one, row in roster.items() if row["lms_id"] == moodle["lms"]])
        full = moodle["full"].strip().lower()
        student = student or _one([one for one, row in roster.items() if f"{row['first_name']} {row['last_name']}".strip().lower() == full])
        return student, False, 0
    plain = {plain_id(one): one for one in roster}
    parts = name.lower().split("/")
    for part in parts:
        stem = part.removesuffix(".ipynb")
        if stem in plain:
            return plain[stem], False, 0
    canvas = _CANVAS.match(name.rsplit("/", 1)[-1])
    if canvas:
        student = _one([one for one, row in roster.items() if row["lms_id"] == canvas["lms"]])
        attempt = _ATTEMPT.search(canvas["name"])
        if student:
            return student, bool(canvas["late"]), 1_000 * int(attempt[1] if attempt else 0) + int(canvas["file"]) % 1_000
    starts = [one for known, one in plain.items() if re.match(rf"{re.escape(known)}[_ .-]", parts[-1])]
    return _one(starts), False, 0
