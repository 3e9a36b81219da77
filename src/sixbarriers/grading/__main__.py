"""The instructor's commands: python -m sixbarriers.grading --help."""

import argparse
import pathlib
import subprocess
import sys

from ..errors import CourseError
from . import autograde as marking
from . import rehearse
from .course import Course
from .dryrun import dry_run
from .export import export
from .feedback import feedback
from .generate import generate, nbgrader
from .intake import collect, register
from .key import make_key


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="python -m sixbarriers.grading", description="Mark exercises. exercises/README.md is the guide.")
    top.add_argument("--course", default=".", help="the folder with nbgrader_config.py (default: this folder)")
    top.add_argument("--db", default="", help="address of the gradebook, such as postgresql+psycopg2://user@host/name (default: a file in the course)")
    verbs = top.add_subparsers(dest="verb", required=True)

    def verb(name, what, assignment=True):
        one = verbs.add_parser(name, help=what, description=what)
        if assignment:
            one.add_argument("assignment")
        return one

    verb("generate", "make the student version of an assignment")
    verb("selftest", "prove an assignment: its master earns all, the blank nothing, typical slips are caught")
    one = verb("key", "make the instructor's key: answers, all checks and the rubric, worked for one student")
    one.add_argument("--student", default="example", help="whose patient (default: example)")
    one = verb("collect", "take submissions in and keep the originals")
    one.add_argument("source", help="a folder, the zip of Canvas or Moodle, or the word exchange for nbgrader's own")
    one = verb("autograde", "run and mark what was collected, in a sandbox")
    one.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2); each may take 2 GB")
    one.add_argument("--again", action="store_true", help="also what has not changed since it was marked")
    one.add_argument("--only", nargs="+", metavar="ID", help="these students alone")
    one.add_argument("--accept-no-sandbox", action="store_true", help="run students' code with all that your account may do")
    one = verb("formgrader", "open the page for marking by hand")
    one.add_argument("options", nargs="*", help="for JupyterLab, after --, such as -- --no-browser")
    one = verb("feedback", "make students' feedback pages")
    one.add_argument("--zip", help="also a zip with the names of the files handed in, for the platform")
    one = verb("export", "write the marks as CSV")
    one.add_argument("form", choices=["canvas", "moodle", "plain"])
    one.add_argument("to", help="a file that does not exist yet")
    one.add_argument("--sheet", help="the sheet that the platform gave out, to be filled in")
    one.add_argument("--title", default="", help="the assignment's column in Canvas, such as 'Exhaustion (12345)'")
    one.add_argument("--anyway", action="store_true", help="also while marks by hand are missing")
    one = verb("dry-run", "show the whole flow with made-up students")
    one.add_argument("folder", help="a new folder; it stays, to be looked at")
    one.add_argument("--students", type=int, default=30)
    one.add_argument("--jobs", type=int, default=2)
    return top


def main(arguments=None):
    """Run one command; return its exit code."""
    given = parser().parse_args(arguments)
    try:
        course = Course.at(pathlib.Path(given.course), given.db)
        return COMMANDS[given.verb](course, given) or 0
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost: the same command goes on from here.", file=sys.stderr)
        return 130


def _generate(course, given):
    print(f"Student version: {generate(course, given.assignment)}")


def _autograde(course, given):
    if given.accept_no_sandbox:
        print("WITHOUT A SANDBOX: students' code may do all that your account may do.", file=sys.stderr)
    reports = marking.autograde(course, given.assignment, given.jobs, given.again, not given.accept_no_sandbox, only=set(given.only or ()) or None)
    for student, report in sorted(reports.items()):
        what = f"{report['auto']:g} of {report['most_auto']:g}, {report['waiting']} by hand" if report["status"] == "marked" else f"{report['status']}: {report['why']}"
        print(f"{student:<20} {what}" + "".join(f"\n{'':<20}   ! {flag}" for flag in report["flags"]))


def _selftest(course, given):
    wrong = rehearse.selftest(course, given.assignment)
    print("\n".join(wrong) or f"{given.assignment} can be trusted: the master earns all, the blank nothing, and every slip is caught with its hint.")
    return 1 if wrong else 0


def _key(course, given):
    print(f"The key: {make_key(course, given.assignment, given.student)}\nKeep it to yourself: it holds all answers.")


def _collect(course, given):
    if given.source == "exchange":
        nbgrader(course, "collect", given.assignment, "--update")
        found = register(course, given.assignment)
    else:
        found = collect(course, given.assignment, given.source)
    for row in found:
        if row["what"] != "collected":
            print(f"{row['student'] or '?':<20} {row['what']}  {row['file']}")
    print(f"{sum(row['what'] == 'collected' for row in found)} collected without a remark.")


def _formgrader(course, given):
    course.release(given.assignment)
    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={course.root}", f"--CourseDirectory.db_url={course.db_url}", "--LabApp.default_url=/formgrader/manage_assignments", *given.options]
    return subprocess.call(command, cwd=course.root, env=course.environment())


def _feedback(course, given):
    print(f"{len(feedback(course, given.assignment, given.zip))} pages in {course.root / 'feedback'}")


def _export(course, given):
    print(f"{export(course, given.assignment, given.form, given.to, given.sheet, given.title, given.anyway)} students in {given.to}")


def _dry_run(course, given):
    dry_run(course, given.folder, given.assignment, given.students, given.jobs)


COMMANDS = {
    "generate": _generate, "selftest": _selftest, "key": _key, "collect": _collect, "autograde": _autograde, "formgrader": _formgrader,
    "feedback": _feedback, "export": _export, "dry-run": _dry_run,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
