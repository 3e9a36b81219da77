"""Join the front end's modules into one script: for a page a classic one, for a notebook a module."""

import functools
import pathlib
import re

from .errors import CourseError

__all__ = ["bedside", "bedside_stylesheet", "classic", "module", "stylesheet"]

FOLDER = pathlib.Path(__file__).parent / "explorer"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
# Comments and types; the sources keep them, readers need not load them.
_COMMENT = re.compile(r"^[ ]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ ]*)\n", re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r"/\*\* @(?:type|param) (?:(?!\*/).)*\*/[ ]?")
_STYLE_COMMENT = re.compile(r"^[ ]*/\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ ]+", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) )", re.MULTILINE)


def _ordered(name, done):
    """Return the modules that *name* needs, itself last, leaving out those already in *done*."""
    if name in done:
        return []
    done.add(name)
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = [part for needed in _IMPORT.findall(text) for part in _ordered(needed, done)]
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if re.search(r"^(import|export)\b", body, re.MULTILINE):
        raise CourseError(f"{name} has an import or export that cannot be joined. Use one-line named imports and exports.")
    return [*found, _INDENT.sub("", _TYPE.sub("", _COMMENT.sub("", body)))]


@functools.cache
def alone(name):
    """Return what the module *name*, which imports nothing, declares, to be put inside a function of a compiled model."""
    return "\n".join(_ordered(name, set()))


@functools.cache
def _joined(entry, result=""):
    """
    Return a function with all that *entry* needs inside, which returns *result*.

    Its text is also the source of the page's workers (background.js): called with a model, it answers jobs for it.
    """
    done = set()
    body = "\n".join([*_ordered("worker.js", done), *_ordered(entry, done)])
    return f'function sixBarriers(workerModel) {{\n"use strict";\n{body}\nif (workerModel) serveJobs(self, workerModel);\nreturn {result};\n}}'


def classic():
    """Return the script of a built page: it mounts every explorer, needs no server and leaves no global but its queue."""
    return f"({_joined('mount.js')})();\n"


def module(compiled):
    """
    Return the module of a notebook widget for one model.

    Args:
        compiled (str): what :func:`sixbarriers.javascript.compile_model` returns.
    """
    renderer = f"({_joined('explorer.js', 'createRenderer')})()"
    return f"const compiledModel = {compiled};\nconst createRenderer = {renderer};\nexport default createRenderer(compiledModel);\n"


def bedside():
    """Return the script of a built page that has a bedside tool: it brings every form of the page to life."""
    body = "\n".join(_ordered("bedsidemount.js", set()))
    return f'(function () {{\n"use strict";\n{body}\n}})();\n'


def stylesheet():
    """Return the style sheet of the explorer."""
    return _style("explorer.css")


def bedside_stylesheet():
    """Return the style sheet of the bedside tools."""
    return _style("bedside.css")


def _style(name):
    return _INDENT.sub("", _STYLE_COMMENT.sub("", (FOLDER / name).read_text(encoding="utf-8")))
