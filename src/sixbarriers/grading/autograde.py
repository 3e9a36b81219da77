"""Mark all submissions to an assignment: what changed since the last time, several at once, nothing lost on the way."""

import hashlib
import json
import os
import pathlib
import time

from . import lanes, marking, sandbox
from .course import write_whole
from .errors import GradingError
from .generate import release_notebook, tests
from .gradebook import Book
from .intake import notes
from .mend import Unreadable, mend
from .progress import Progress

__all__ = ["autograde"]

VERSION = 1  # of what a report holds; a change marks everything again


def _work(job):
    """In a lane: mend and mark one submission; return its notebook and flags, or why it cannot be read."""
    data = pathlib.Path(job["path"]).read_bytes()
    try:
        notebook, flags = mend(data, job["release"])
    except Unreadable as error:
        return {"unreadable": str(error)}
    flags += marking.mark(notebook, job["tests"], job["student"], job["limits"], job["sandboxed"])
    return {"notebook": notebook, "flags": flags}


def _digest(*parts):
    return hashlib.sha256(b"\0".join(part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode() for part in parts)).hexdigest()


def _warm(course):
    """Make matplotlib's list of fonts once; every sandbox reads it."""
    folder = course.root / ".grading" / "matplotlib"
    if not any(folder.glob("fontlist*.json")):
        folder.mkdir(parents=True, exist_ok=True)
        import subprocess
        import sys

        subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], env={**os.environ, "MPLCONFIGDIR": str(folder)}, check=False)
    os.environ["SIXBARRIERS_FONT_CACHE"] = str(folder)


def autograde(course, assignment, jobs=2, again=False, sandboxed=True, limits=None, only=None, say=print):
    """
    Mark what was collected for *assignment*; return the reports {student: dict} of this run.

    Args:
        course (Course): the course.
        assignment (str): its name.
        jobs (int): how many at a time.
        again (bool): also what has not changed since it was marked.
        sandboxed (bool): False only if the instructor accepted the risk in so many words.
        limits (sandbox.Limits): what one submission may use.
        only (set): ids; None for all.

    Raises:
        GradingError: there is no sandbox, or nothing to mark with.
    """
    limits = limits or sandbox.Limits()
    if sandboxed:
        sandbox.check()
    release, checks = release_notebook(course, assignment), tests(course, assignment)
    _warm(course)
    with Book(course) as book:
        if not book.knows(assignment):
            raise GradingError(f"The gradebook does not know {assignment} yet. Run: python -m sixbarriers.grading generate {assignment}")
        roster = course.roster()
        book.enter_roster(roster)
        waiting, stamps, reports, told = [], {}, {}, notes(course, assignment)
        for student in sorted(roster):
            path = course.submission(assignment, student)
            if not path.is_file() or (only and student not in only):
                continue
            stamps[student] = _digest(path.read_bytes(), release, checks, VERSION)
            report = course.report(assignment, student)
            if not again and report.is_file() and json.loads(report.read_text(encoding="utf-8")).get("stamp") == stamps[student]:
                continue
            waiting.append({"student": student, "path": str(path), "release": release, "tests": checks, "limits": limits, "sandboxed": sandboxed})
        kept = len(stamps) - len(waiting)
        if kept:
            say(f"{kept} marked before and unchanged; --again marks them anew.")
        with Progress(len(waiting), f"Marking {assignment}") as progress:
            for job, result, trouble in lanes.run(_work, waiting, jobs, limits.total + 120):
                student = job["student"]
                when = os.path.getmtime(job["path"])
                if trouble:
                    report = {"status": "not marked", "why": trouble, "flags": ["could not be marked: look at it by hand"]}
                elif "unreadable" in result:
                    report = {"status": "unreadable", "why": result["unreadable"], "flags": []}
                    if book.marks(assignment, student):
                        report["flags"] = ["the newest submission cannot be read: the marks are still those of the one before"]
                else:
                    marks = book.save(assignment, student, result["notebook"], when)
                    report = {"status": "marked", "flags": result["flags"], **marks}
                # The stamp goes last and whole: a kill before this line means that the submission is marked again.
                stamp = stamps[student] if not trouble else ""
                report["flags"] = [*told.get(student, {}).get("flags", []), *report["flags"]]
                report = {"student": student, "stamp": stamp, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **report}
                write_whole(course.report(assignment, student), json.dumps(report, indent=1) + "\n")
                reports[student] = report
                progress.step(student)
    return reports
