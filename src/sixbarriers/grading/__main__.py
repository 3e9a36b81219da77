"""The instructor's commands: python -m sixbarriers.grading --help."""

import argparse
import pathlib
import sys

from ..errors import CourseError
from . import autograde as marking
from .course import Course
from .generate import generate


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
    one = verb("autograde", "run and mark what was collected, in a sandbox")
    one.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2); each may take 2 GB")
    one.add_argument("--again", action="store_true", help="also what has not changed since it was marked")
    one.add_argument("--only", nargs="+", metavar="ID", help="these students alone")
    one.add_argument("--accept-no-sandbox", action="store_true", help="run students' code with all that your account may do")
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


COMMANDS = {"generate": _generate, "autograde": _autograde}

if __name__ == "__main__":
    sys.exit(main())
