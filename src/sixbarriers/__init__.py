"""Six Barriers: models, evidence and explorers of a course on CAR T cells in solid tumours."""

__version__ = "0.1.0"
