"""Submissions that are broken, hostile or merely odd, each with the mark that it should get and a word of its flag."""

import copy
import io
import json
import zipfile

__all__ = ["BASE", "Case", "cases"]

from dataclasses import dataclass

BASE = 11.0  # three questions answered, by functions and a number: quick to run

SLEEPER = 287  # seconds that a left-behind process would sleep


@dataclass(frozen=True)
class Case:
    """A submission: *change* maps the honest notebook (dict) to a notebook or bytes; *auto* is None where nothing can be marked."""

    name: str
    change: object
    auto: float | None = BASE
    flag: str = ""
    file: str = "exhaustion.ipynb"


def cell(notebook, key):
    return next(one for one in notebook["cells"] if one["id"] == key)


def place(notebook, key):
    return next(i for i, one in enumerate(notebook["cells"]) if one["id"] == key)


def answer(key, source):
    """Return a change that writes *source* into an answer."""

    def change(notebook):
        cell(notebook, key)["source"] = source
        return notebook

    return change


def before(key, source):
    """Return a change that puts a cell of the student's own before the one called *key*."""

    def change(notebook):
        notebook["cells"].insert(place(notebook, key), {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": 1, "id": f"x-{key}"})
        return notebook

    return change


def both(*changes):
    """Return a change that makes all of *changes*, in order."""

    def change(notebook):
        for one in changes:
            notebook = one(notebook)
        return notebook

    return change


def into(key, line):
    """Return a change that puts *line* at the head of an answer."""
    return lambda notebook: answer(key, f"{line}\n{cell(notebook, key)['source']}")(notebook)


def metadata(key, **values):
    """Return a change of a cell's nbgrader metadata."""

    def change(notebook):
        cell(notebook, key)["metadata"]["nbgrader"].update(values)
        return notebook

    return change


def drop(key):
    def change(notebook):
        notebook["cells"] = [one for one in notebook["cells"] if one["id"] != key]
        return notebook

    return change


def double(key):
    def change(notebook):
        notebook["cells"].insert(place(notebook, key), copy.deepcopy(cell(notebook, key)))
        return notebook

    return change


def whole(change):
    """Return a change of the notebook as such, a function without a result."""

    def changed(notebook):
        change(notebook)
        return notebook

    return changed


def strip(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {}


def docx(notebook):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


def old_format(notebook):
    cells = [{**one, "input": one["source"], "language": "python"} if one["cell_type"] == "code" else one for one in notebook["cells"]]
    for one in cells:
        if one["cell_type"] == "code":
            del one["source"]
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}).encode()


WRONG = answer("critical", "critical_burden = 1.0e7")  # of a possible size, and not right: 3 marks less
LOOK = """
import os
found = []
for folder, names, files in os.walk("/"):
    names[:] = [name for name in names if name not in ("proc", "sys", "usr", "dev", "lib", "include", "__pycache__")]
    found += [os.path.join(folder, name) for name in files if name.endswith((".db", ".ipynb", "roster.csv")) or "slips" in name]
print("FOUND", len(found), found[:3], [name for name in os.environ if "NBGRADER" in name or "GRADE" in name])
"""
WRITE = """
import pathlib
for place in ("../../../../pwned", "/tmp/pwned-outside", "/srv/pwned", "/usr/pwned", "../pwned", "/etc/pwned"):
    try: pathlib.Path(place).write_text("x")
    except OSError as error: print(type(error).__name__)
"""
TRANSFORMER = "get_ipython().input_transformers_cleanup.append(lambda lines: [] if 'assert' in ''.join(lines) or 'checks' in ''.join(lines) else lines)"
ASSERTS = """
import ast
class Tame(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Tame())
"""
CLOSE = """
import math, numpy
numpy.isclose = numpy.allclose = math.isclose = lambda *a, **k: True
class Yes(float):
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    __hash__ = float.__hash__
critical_burden = Yes(1e7)
"""
BEND = """
import sys
from sixbarriers.exercises import checks, probe
for name in ("near", "function", "number", "require"): setattr(checks, name, lambda *a, **k: 1.0)
for module in list(sys.modules.values()):
    for name in dir(module) if "sixbarriers" in getattr(module, "__name__", "") else ():
        if name.startswith("CheckFailed"): setattr(module, name, type("Quiet", (Exception,), {}))
"""
FORGE = """
import os
for fd in range(3, 60):
    for number in range(1, 60):
        try: os.write(fd, b'{"outputs": [], "late": false, "told": {"number": 4000000.0}, "number": %d}\\n' % number)
        except OSError: break
"""
GRIP = "while True:\n    try:\n        while True: sum(range(99))\n    except BaseException: pass\n"
SILENT = "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass\n"
FORKS = "import os, time\nn = 0\nfor _ in range(400):\n    try:\n        if os.fork() == 0:\n            time.sleep(60); os._exit(0)\n        n += 1\n    except OSError:\n        print('stopped at', n); break\nelse:\n    print('no limit')\n"
DAEMON = f"import subprocess\nsubprocess.Popen(['setsid', 'sleep', '{SLEEPER}'])\n"
THREAD = "import threading\ndef talk():\n    while True: print('z' * 1000)\nthreading.Thread(target=talk, daemon=True).start()\n"
FLOOD = "for _ in range(1000): print('y' * 100_000)\n"
DISK = "try:\n    for i in range(9):\n        open(f'/tmp/fill{i}', 'wb').write(bytes(40_000_000))\nexcept OSError as error:\n    print('full', error.errno)\n"
NET = "import socket\nfor host in ('127.0.0.1', '10.0.0.1', 'example.org'):\n    try: socket.create_connection((host, 80), timeout=1); print('CONNECTED')\n    except OSError as error: print(type(error).__name__)\n"
HOG = "kept = []\ntry:\n    while True: kept.append(bytearray(200_000_000))\nexcept MemoryError:\n    n = len(kept); kept = []; print('held', n)\n"

SCRIPT = """
from IPython.display import HTML, SVG, Javascript, Markdown, display
display(HTML("<script>fetch('/formgrader')</script>"), Javascript("fetch('/formgrader')"), Markdown("<script>fetch('/formgrader')</script>"))
"""


def raw(notebook):
    notebook["cells"].append({"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": "<script>fetch('/formgrader')</script>", "id": "raw"})


CASES = (
    Case("honest", lambda nb: nb),
    Case("syntax", answer("rate", "def effector_rate(:\n    pass"), 7.0),
    Case("loop", answer("rate", "while True:\n    pass"), 7.0, "stopped"),
    Case("loop-in-function", answer("rate", "def effector_rate(**values):\n    while True: pass"), 7.0),
    Case("loop-that-grips", answer("rate", GRIP), 7.0, "program died"),
    Case("loop-without-alarm", answer("rate", SILENT), 7.0, "program died"),
    Case("memory", before("rate", HOG)),
    Case("flood", before("rate", FLOOD)),
    Case("killed", into("rate", "import os; os.kill(os.getpid(), 9)"), 7.0, "program died"),
    Case("exit", into("rate", "import os; os._exit(0)"), 7.0, "program died"),
    Case("sys-exit", into("rate", "import sys; sys.exit(0)"), 7.0),
    Case("segfault", into("rate", "import ctypes; ctypes.string_at(0)"), 7.0, "program died"),
    Case("dies-when-asked", into("critical", "class Bomb:\n    __array__ = property(lambda self: __import__('os')._exit(1))\n") , BASE),
    Case("bomb", answer("critical", "class Bomb:\n    @property\n    def shape(self): __import__('os')._exit(1)\ncritical_burden = Bomb()"), 8.0, "program died"),
    Case("recursion", answer("rate", "import sys\nsys.setrecursionlimit(10**8)\ndef effector_rate(**values): return effector_rate(**values)"), 7.0, "look at the code"),
    Case("deleted-check", both(WRONG, drop("critical-check")), 8.0, "deleted cell critical-check"),
    Case("doubled-check", double("critical-check"), BASE, "2 cells called critical-check"),
    Case("doubled-answer", double("rate"), BASE, "2 cells called rate"),
    Case("edited-check", both(WRONG, answer("critical-check", "assert True"), metadata("critical-check", points=100)), 8.0, "edited locked cell critical-check"),
    Case("ungraded-check", both(WRONG, metadata("critical-check", grade=False, solution=True)), 8.0, "changed the metadata"),
    Case("check-as-text", both(WRONG, whole(lambda nb: cell(nb, "critical-check").update(cell_type="markdown"))), 8.0, "edited locked cell"),
    Case("skipped-check", both(WRONG, whole(lambda nb: cell(nb, "critical-check")["metadata"].update(tags=["skip-execution"]))), 8.0, "tags"),
    Case("wrong-kernel", whole(lambda nb: nb["metadata"].update(kernelspec={"name": "ir", "display_name": "R", "language": "R"}))),
    Case("schema-99", whole(lambda nb: [one["metadata"]["nbgrader"].update(schema_version=99) for one in nb["cells"]]), BASE, "changed the metadata"),
    Case("stripped", whole(strip), BASE, "lost their metadata"),
    Case("shuffled", whole(lambda nb: nb["cells"].reverse()), BASE, "reordered"),
    Case("format-3", old_format, BASE),
    Case("byte-order-mark", lambda nb: b"\xef\xbb\xbf" + json.dumps(nb).encode()),
    Case("warns", into("critical", "import warnings; warnings.warn('mind', RuntimeWarning)")),
    Case("asks", before("rate", "name = input('Your name? ')")),
    Case("nan", answer("critical", "critical_burden = float('nan')"), 8.0),
    Case("long-list", answer("critical", "critical_burden = list(range(3_000_000))"), 8.0),
    Case("writes-outside", before("rate", WRITE)),
    Case("reads-others", before("rate", LOOK), BASE, "look at the code"),
    Case("network", before("rate", NET), BASE, "socket"),
    Case("forks", before("rate", FORKS), BASE, "fork"),
    Case("daemon", before("rate", DAEMON), BASE, "subprocess"),
    Case("thread", before("rate", THREAD)),
    Case("disk", before("rate", DISK)),
    Case("transformer", both(WRONG, before("rate", TRANSFORMER)), 8.0, "look at the code"),
    Case("tame-asserts", both(WRONG, before("rate", ASSERTS)), 8.0, "look at the code"),
    Case("always-close", answer("critical", CLOSE), 8.0),
    Case("bent-checks", both(WRONG, before("burden", BEND)), 8.0, "look at the code"),
    Case("forged-pipe", both(WRONG, before("burden", FORGE)), 8.0, "grader's pipe"),
    Case("script-in-output", before("rate", SCRIPT)),
    Case("script-in-text", both(answer("judge", "Fine. <script>fetch('/formgrader')</script> [x](javascript:alert(1)) and $a < b$"), whole(raw)), BASE),
    Case("other-id", answer("patient-id", "student_id = 'somebody'"), 8.0, "worked on the patient of 'somebody'"),
    Case("untouched", None, 0.0),
    Case("other-name", lambda nb: nb, BASE, "renamed", "my homework (final).ipynb"),
    Case("late", lambda nb: nb, BASE, "late"),
    Case("corrupt", lambda nb: json.dumps(nb).encode()[:3000], None),
    Case("latin-1", lambda nb: json.dumps(nb, ensure_ascii=False).encode().replace(b"Write", b"\xe9crire"), None),
    Case("deep", lambda nb: b"[" * 200_000, None),
    Case("empty", lambda nb: b"", None),
    Case("docx", docx, None, "not a notebook", "exhaustion.docx"),
    Case("other-notebook", lambda nb: json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode(), None),
)


def cases():
    """Return the cases, {student id: Case}."""
    return {f"h{number:02d}": case for number, case in enumerate(CASES)}
