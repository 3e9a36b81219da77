"""What stops a command of the grader; the message says in plain words what to do."""

from ..errors import CourseError

__all__ = ["GradingError"]


class GradingError(CourseError):
    """A command of the grader cannot do what was asked."""
