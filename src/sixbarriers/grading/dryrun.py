"""
A whole course in a folder of its own: 30 made-up students hand in, and everything runs that an instructor would run.

Some are right, some make a typical slip in each question, some hand in what should never stop a batch.
"""

import csv
import os
import pathlib
import random
import shutil
import zipfile

from . import autograde, samples
from .course import ROSTER, Course
from .errors import GradingError
from .export import export, rows
from .feedback import feedback
from .generate import generate
from .gradebook import Book
from .intake import collect
from .rehearse import master_cells, slips
from .sandbox import Limits

__all__ = ["dry_run", "new_course"]

_FIRST = "Ada Ben Chen Dua Eva Finn Gao Hana Ines Jon Kai Lena Mai Noah Olu Pia Quin Rosa Sami Tove Uma Vera Wei Xenia Yara Zoe Anton Bea Carl Dora".split()
_LAST = "Okafor Müller Li O'Neil, Jr;Silva García Novák Haddad Kim".replace(";", " ").split(" ")


def new_course(source, folder, students):
    """Return a Course in *folder* with the masters of the course in *source* and a roster of *students*, a list of ids."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "nbgrader_config.py").exists():
        raise GradingError(f"{folder} holds a course already and was left as it is. Name a folder that is new or empty.")
    shutil.copytree(source / "source", folder / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(source / "nbgrader_config.py", folder)
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ROSTER)
        for number, student in enumerate(students):
            first, last = _FIRST[number % len(_FIRST)], _LAST[number % len(_LAST)]
            writer.writerow([student, first, last, f"{student}@example.org", 2001 + number])
    return Course.at(folder)


def _hand_in(course, assignment, students, folder):
    """Write each student's file as Canvas would name it; return {student: what it is}."""
    right, wrong = samples.answers(course, assignment), slips(course, assignment)
    first = next(cell["id"] for cell in master_cells(course, assignment) if cell["cell_type"] == "code" and cell["id"] in right and cell["id"] != "patient-id")
    chance, what = random.Random(1), {}
    texts = {key: value for key, value in right.items() if key not in dict(wrong)}
    for number, student in enumerate(students):
        given, name = dict(right), f"student{student}_{2001 + number}_{900 + number}_{assignment}.ipynb"
        if number % 10 == 9:
            what[student] = ("nothing handed in", "an empty file", "cut in the middle")[number // 10 % 3]
            if number // 10 % 3 == 0:
                continue
            whole = samples.submission(course, assignment, student, given)
            samples.write(folder / name, whole)
            data = (folder / name).read_bytes()
            (folder / name).write_bytes(b"" if number // 10 % 3 == 1 else data[: len(data) // 2])
            continue
        if number % 3 == 0:
            what[student] = "all right"
        elif number == 4:
            given = {key: texts[key] for key in texts if key == "patient-id"}
            what[student] = "nothing answered"
        else:
            picked = chance.sample(wrong, k=1 + number % 2)
            what[student] = "; ".join(f"{key}: {slip['name']}" for key, slip in picked)
            given.update({key: slip["source"] for key, slip in picked})
        if number == 7:
            given[first], what[student] = "while True:\n    pass", "a loop without end"
        if number == 11:
            name, what[student] = name.replace(f"_{2001 + number}_", f"_LATE_{2001 + number}_"), what[student] + ", late"
        samples.write(folder / name, samples.submission(course, assignment, student, given))
    return what


def dry_run(source, folder, assignment, count=30, jobs=2, say=print):
    """
    Run the whole flow with *count* made-up students in *folder*, which must be new; return {student: row of marks}.

    Args:
        source (Course): the course whose masters are used; it is only read.
        folder (path): where the made-up course is made; it stays, to be looked at.
        assignment (str): its name.
    """
    students = [f"s{number:02d}" for number in range(1, count + 1)]
    course = new_course(source.root, folder, students)
    say(f"1 generate    {generate(course, assignment).relative_to(course.root)}")
    handed = course.root / "handed-in"
    what = _hand_in(course, assignment, students, handed)
    with zipfile.ZipFile(course.root / "canvas.zip", "w") as archive:
        for path in sorted(handed.iterdir()):
            archive.write(path, path.name)
    shutil.rmtree(handed)
    found = collect(course, assignment, course.root / "canvas.zip")
    say(f"2 collect     {sum(row['what'] != 'missing' for row in found)} files, {sum(row['what'] == 'missing' for row in found)} missing; originals in inbox/")
    autograde.autograde(course, assignment, jobs=jobs, limits=Limits(cell=10.0, total=90.0), say=say)
    say("3 autograde   reports in reports/")
    with Book(course) as book:
        for student in students:
            if (book.marks(assignment, student) or {}).get("waiting"):
                for cell, most in book.by_hand(assignment, student):
                    book.hand_mark(assignment, student, cell, round(0.7 * most), "Made-up mark of the dry run.")
    say("4 marks by hand (made up here; otherwise: the formgrader command)")
    pages = feedback(course, assignment, course.root / "feedback.zip")
    say(f"5 feedback    {len(pages)} pages, and feedback.zip for the platform")
    for form, title in (("canvas", f"{assignment} (12345)"), ("moodle", ""), ("plain", "")):
        export(course, assignment, form, course.root / f"marks-{form}.csv", title=title)
    say("6 export      marks-canvas.csv, marks-moodle.csv, marks-plain.csv\n")
    table = {row["id"]: {**row, "what": what.get(row["id"], "")} for row in rows(course, assignment)}
    for student, row in table.items():
        say(f"{student}  {row['score']:>4g} of {row['most']:g}  {row['status']:<11} {row['what']}" + (f"  [{'; '.join(row['flags'])}]" if row["flags"] else ""))
    say(f"\nEverything is in {os.fspath(course.root)}")
    return table
