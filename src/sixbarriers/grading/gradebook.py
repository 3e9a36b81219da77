"""What the grader writes into nbgrader's gradebook, in one process and one submission at a time."""

import datetime
import logging
import warnings

import nbformat

from .course import write_whole

__all__ = ["Book"]

logging.getLogger("alembic").setLevel(logging.WARNING)


class Book:
    """An open gradebook; use as a context manager."""

    def __init__(self, course):
        from nbgrader.api import Gradebook  # here, so that the lanes do not load it

        warnings.filterwarnings("ignore", message=".*not in session.*")
        self.course = course
        self.book = Gradebook(course.db_url, course_id="six-barriers")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.book.close()

    def knows(self, assignment):
        """Return whether the assignment's questions are in the gradebook."""
        from nbgrader.api import MissingEntry

        try:
            return bool(self.book.find_assignment(assignment).notebooks)
        except MissingEntry:
            return False

    def enter_roster(self, roster):
        """Enter every student, so that one who hands in nothing has a row too."""
        for student, row in roster.items():
            self.book.update_or_create_student(student, first_name=row["first_name"], last_name=row["last_name"], email=row["email"] or None, lms_user_id=row["lms_id"] or None)

    def most(self, assignment):
        """Return the most points that the assignment gives."""
        return self.book.find_assignment(assignment).max_score

    def by_hand(self, assignment, student):
        """Return (cell, most points) of what waits for a mark by hand."""
        submission = self.book.find_submission(assignment, student)
        return [(grade.name, grade.max_score) for notebook in submission.notebooks for grade in notebook.grades if grade.needs_manual_grade]

    def hand_mark(self, assignment, student, cell, points, comment=""):
        """Give *points* by hand for a cell, as the marking page does."""
        grade = self.book.find_grade(cell, assignment, assignment, student)
        grade.manual_score, grade.needs_manual_grade = float(points), False
        if comment:
            self.book.find_comment(cell, assignment, assignment, student).manual_comment = comment
        self.book.db.commit()

    def save(self, assignment, student, notebook, when):
        """
        Store the automatic marks of a run notebook; marks given by hand stay, and are shown for review again.

        Returns:
            dict: "auto" and "most_auto", the points of the checks, and "waiting", how many cells wait for a human.
        """
        from nbgrader.preprocessors import SaveAutoGrades

        stamp = datetime.datetime.fromtimestamp(when, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        self.book.update_or_create_submission(assignment, student, timestamp=stamp)
        node = nbformat.from_dict(notebook)
        place = {"notebook": assignment, "assignment": assignment, "student": student, "db_url": self.course.db_url}
        saver = SaveAutoGrades()
        saver.gradebook, saver.notebook_id, saver.assignment_id, saver.student_id = self.book, assignment, assignment, student
        for index, cell in enumerate(node.cells):
            saver.preprocess_cell(cell, {"nbgrader": place}, index)
        path = self.course.root / "autograded" / student / assignment / f"{assignment}.ipynb"
        write_whole(path, nbformat.writes(node) + "\n")
        return self.marks(assignment, student)

    def marks(self, assignment, student):
        """Return {"auto", "most_auto", "score", "most", "waiting", "late"} of a submission, or None if there is none."""
        from nbgrader.api import MissingEntry

        try:
            submission = self.book.find_submission(assignment, student)
        except MissingEntry:
            return None
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        by_check = [grade for grade in grades if not _by_hand(grade)]
        return {
            "auto": sum(grade.auto_score or 0.0 for grade in by_check),
            "most_auto": sum(grade.max_score for grade in by_check),
            "checks": {grade.name: grade.auto_score or 0.0 for grade in by_check},
            "score": submission.score,
            "most": submission.max_score,
            "waiting": sum(bool(grade.needs_manual_grade) for grade in grades),
            "late": submission.total_seconds_late,
        }


def _by_hand(grade):
    return any(cell.name == grade.name for cell in grade.notebook.notebook.solution_cells)
