"""What the course has: a file below models/ is a model, a file below published/ holds results."""

import functools
import importlib
import pkgutil

from . import models

__all__ = ["every_model", "names_in"]


def names_in(package):
    """Return the names of the modules of a *package*, in the order of the alphabet; one that starts with _ is a helper."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_")))


@functools.cache
def every_model():
    """Return {name: Model} of every module below models/."""
    found = [importlib.import_module(f"{models.__name__}.{name}").model for name in names_in(models)]
    return {model.name: model for model in found}
