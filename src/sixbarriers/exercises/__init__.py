"""What an exercise needs on the learner's side: the virtual patient and the checks that answer at once."""

from .patient import Patient, patient

__all__ = ["Patient", "patient"]
