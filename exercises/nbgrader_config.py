"""How nbgrader sees this course; the commands of `python -m sixbarriers.grading` read the same file."""

c = get_config()  # noqa: F821  (nbgrader puts it there)

c.CourseDirectory.course_id = "six-barriers"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
c.IncludeHeaderFooter.header = ""
# Each student has a patient of their own, and marking draws it from the id: names are not needed on the marking page.
c.ExecutePreprocessor.timeout = 120
