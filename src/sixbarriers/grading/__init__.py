"""Marking for instructors: a wrapper around nbgrader in which students' code cannot do harm. See exercises/README.md."""
