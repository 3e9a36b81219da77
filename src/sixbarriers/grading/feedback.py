"""Feedback pages for students, by nbgrader, and a zip of them in which the learning platform finds each one's owner."""

import pathlib
import zipfile

from .errors import GradingError
from .generate import nbgrader
from .intake import notes

__all__ = ["feedback"]


def feedback(course, assignment, to=None):
    """
    Write feedback/<id>/<assignment>/<assignment>.html for everyone marked; return the paths.

    The notebooks that it shows hold the checks as students know them: the hidden parts are never where they could be shown.

    Args:
        course (Course): the course.
        assignment (str): its name.
        to (path): a zip to make as well, each page under the name of the file that the student handed in.
    """
    if to and pathlib.Path(to).exists():
        raise GradingError(f"{to} exists already and was left as it is. Choose another name or delete it first.")
    nbgrader(course, "generate_feedback", assignment, "--force")
    pages = {path.parts[-3]: path for path in sorted(course.root.glob(f"feedback/*/{assignment}/{assignment}.html"))}
    if not pages:
        raise GradingError(f"Nobody's {assignment} has been marked yet. Run: python -m sixbarriers.grading autograde {assignment}")
    if to:
        names = notes(course, assignment)
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
            for student, path in pages.items():
                came = names.get(student, {}).get("file", f"{student}.ipynb")
                archive.write(path, str(pathlib.PurePosixPath(came).with_suffix(".html")))
    return pages
