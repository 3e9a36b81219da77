"""
Mark one notebook: the student's cells run in the sandbox, the checks run here and ask for answers through a pipe.

No check, no right answer and no other student's work is ever where the student's code runs, so code that bends asserts,
comparisons or the notebook's machinery has nothing to bend: an answer counts if it is right.
"""

import contextlib
import io
import re
import time

from ..exercises import checks
from ..exercises.patient import plain_id
from .session import Died, Session

__all__ = ["Remote", "mark", "run_check"]

_RESTARTS = 4
_SUSPECT = re.compile(
    r"get_ipython|input_transformers|ast_transformers|run_cell|sqlite3|gradebook|NBGRADER|sixbarriers\.grading|exercises[./]source|/proc/|"
    r"subprocess|os\.system|os\.kill|os\.write|os\.fork|ctypes|socket|setrecursionlimit|gc\.get_objects|sys\.modules|_getframe|checks\.|CheckFailed|\.\./"
)


class Remote:
    """Answers that stand in the sandbox: what checks ask, as :class:`sixbarriers.exercises.checks.Here` answers it at home."""

    def __init__(self, keeper, student_id):
        self.keeper, self.student_id = keeper, student_id

    def ask(self, what, *arguments):
        """Return what the probe tells, or that the code did not survive the question."""
        try:
            return self.keeper.session().ask(what, *arguments)
        except Died as error:
            self.keeper.died(None, f"{error}, while answering for {arguments[0]}")
            told = {"raised": f"an end of the whole program: {error}."}
            return [told] * len(arguments[1]) if what == "call" else told


class Keeper:
    """Keeps a session alive: after a death it starts another and runs again what ran before, without what killed it."""

    def __init__(self, limits, sandboxed):
        self.limits, self.sandboxed = limits, sandboxed
        self.done, self.flags, self.deaths, self._session = [], [], 0, None
        self.deadline = time.monotonic() + limits.total

    def session(self):
        """Return a living session; raises Died if there have been too many or the time is up."""
        if time.monotonic() > self.deadline:
            raise Died("the time for the whole notebook was up")
        while self._session is None:
            if self.deaths > _RESTARTS:
                raise Died("it had died too often")
            self._session = Session(self.limits, self.sandboxed)
            for source in list(self.done):
                try:
                    self._session.run(source)
                except Died as error:  # it worked once and not again: the next start goes without it
                    self.died(source, f"{error}, when run again")
                    break
        return self._session

    def died(self, source, why):
        """Note a death and forget the session."""
        self.deaths += 1
        if self._session is not None:
            self._session.close()
            self._session = None
        if source in self.done:
            self.done.remove(source)
        self.flags.append(f"program died: {why}")

    def run(self, source):
        """Return the outputs of a cell, whatever happens."""
        try:
            found = self.session().run(source)
        except Died as error:
            self.died(source, str(error))
            return [_error("Stopped", f"This cell ended the whole program: {error}.")]
        if found["late"]:
            self.flags.append("a cell was stopped when its time was up")
        else:
            self.done.append(source)
        return [one for one in map(_clean, found["outputs"]) if one]

    def close(self):
        """End the session."""
        if self._session is not None:
            self._session.close()


_SHOWN = ("text/plain", "text/latex", "image/png", "image/jpeg")


def _clean(output):
    """
    Return an output with nothing in it that a marker's browser would run, or None.

    Pages and scripts that a student's code displays would act with the marker's rights on the marking page.
    """
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        return {"output_type": "stream", "name": "stderr" if output.get("name") == "stderr" else "stdout", "text": str(output.get("text", ""))}
    if kind == "error":
        lines = output.get("traceback") if isinstance(output.get("traceback"), list) else []
        return {"output_type": "error", "ename": str(output.get("ename", ""))[:200], "evalue": str(output.get("evalue", ""))[:2_000], "traceback": [str(line) for line in lines[:40]]}
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        data = {name: output["data"][name] for name in _SHOWN if isinstance(output["data"].get(name), str)}
        return {"output_type": "display_data", "data": data, "metadata": {}} if data else None
    return None


def _error(name, text):
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}


def run_check(source, answers):
    """
    Return None if the check in *source*, the text of a master's test cell, is content with *answers*, otherwise its hint.

    The check is the instructor's own code; *answers* is a source such as Remote.
    """
    names = {"__name__": "check"}
    try:
        with checks.answers_from(answers), contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "<check>", "exec"), names)  # noqa: S102
    except checks.CheckFailed as error:
        return str(error)
    except Died as error:
        return f"The program did not answer: {error}."
    except Exception as error:  # answers of a shape that the check did not expect
        return f"The check could not read this answer ({type(error).__name__})."
    return None


def mark(notebook, tests, student, limits, sandboxed=True):
    """
    Run and mark a mended *notebook*, a dict that gets its outputs; return the flags for a human.

    Args:
        notebook (dict): as mend() returns it.
        tests (dict): grade_id to the whole source of the master's test cell.
        student (str): the id from the roster; the notebook's own word is only compared with it.
        limits (sandbox.Limits): what the code may use.
        sandboxed (bool): False only if the instructor accepted the risk.
    """
    keeper = Keeper(limits, sandboxed)
    remote = Remote(keeper, student)
    suspects = set()
    try:
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            cell["outputs"], cell["execution_count"] = [], None
            marks = cell["metadata"].get("nbgrader", {})
            if marks.get("grade_id") in tests:
                hint = run_check(tests[marks["grade_id"]], remote)
                cell["outputs"] = [_error("Not yet", hint)] if hint else []
                continue
            suspects |= set(_SUSPECT.findall(cell["source"])) if not marks.get("locked") else set()
            cell["outputs"] = keeper.run(cell["source"])
        try:
            said = keeper.session().ask("value", "student_id") if keeper.deaths <= _RESTARTS else {}
        except Died:
            said = {}
    finally:
        keeper.close()
    flags = list(dict.fromkeys(keeper.flags))
    if suspects:
        flags.append(f"look at the code: it mentions {', '.join(sorted(suspects))}")
    if "text" in said and plain_id(said["text"] or "-") != plain_id(student):
        flags.append(f"worked on the patient of {said['text'][:60]!r}")
    return flags
