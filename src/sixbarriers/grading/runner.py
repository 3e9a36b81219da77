"""
Run a student's cells: the program inside the sandbox.

Reads a request a line from the pipe, answers a line each: {"run": source} with the cell's outputs, {"ask": what,
"arguments": [...]} with what the probe tells. It holds no test and knows no answer.
"""

import asyncio
import io
import json
import os
import re
import signal
import sys

os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

from IPython.core.displaypub import DisplayPublisher  # noqa: E402
from IPython.core.interactiveshell import InteractiveShell  # noqa: E402

from sixbarriers.exercises import probe  # noqa: E402

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
PICTURE = 1_500_000


class TooSlow(KeyboardInterrupt):
    """The time for a cell is up; no student catches it by `except Exception`."""


class Outputs:
    """The outputs of one cell, cut at a number of characters."""

    def __init__(self, limit):
        self.limit = limit
        self.start()

    def start(self):
        self.found, self.room, self.cut = [], self.limit, False

    def text(self, name, text):
        text = str(text)
        if len(text) > self.room:
            text, self.cut = text[: self.room], True
        self.room -= len(text)
        if not text:
            return
        last = self.found[-1] if self.found else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        elif len(self.found) < 60:
            self.found.append({"output_type": "stream", "name": name, "text": text})

    def rich(self, kind, data, count=None):
        kept = {}
        for mime, value in data.items():
            value = value if isinstance(value, str) else json.dumps(value, default=str) if not isinstance(value, bytes) else ""
            most = PICTURE if mime.startswith("image/") else self.limit
            if len(value) <= most:
                kept[mime] = value
            else:
                self.cut = True
        if kept and len(self.found) < 60:
            output = {"output_type": kind, "data": kept, "metadata": {}}
            self.found.append({**output, "execution_count": count} if kind == "execute_result" else output)


class Stream(io.TextIOBase):
    """What print writes to."""

    def __init__(self, outputs, name):
        self.outputs, self.name = outputs, name

    encoding = "utf-8"

    def writable(self):
        return True

    def write(self, text):
        self.outputs.text(self.name, text)
        return len(text)


def make_shell(outputs):
    """Return an IPython shell whose displays, results and errors go to *outputs*."""

    class Publisher(DisplayPublisher):
        def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs):
            outputs.rich("display_data", data)

        def clear_output(self, wait=False):
            outputs.found.clear()

    class Shell(InteractiveShell):
        def enable_gui(self, gui=None):
            pass

        def _showtraceback(self, etype, evalue, stb):
            lines = [line[:2_000] for line in stb][-12:] if etype is not TooSlow else [f"This cell was {evalue}."]
            outputs.found.append({"output_type": "error", "ename": etype.__name__, "evalue": str(evalue)[:2_000], "traceback": lines})

    shell = Shell.instance(display_pub_class=Publisher, colors="nocolor", history_length=0)
    shell.history_manager.enabled = False
    shell.displayhook.write_output_prompt = lambda: None
    shell.displayhook.write_format_data = lambda data, metadata=None: outputs.rich("execute_result", data, shell.execution_count)
    shell.run_line_magic("matplotlib", "inline")
    return shell


def run(shell, outputs, source, seconds):
    """Run a cell; return its outputs and whether its time ran out."""
    outputs.start()
    late = False

    def ring(number, frame):
        nonlocal late
        late = True
        raise TooSlow(f"stopped after {seconds:g} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        shell.run_cell(source, store_history=True)
    except BaseException as error:  # exit(), a stray interrupt: the cell is over, the notebook is not
        outputs.text("stderr", f"{type(error).__name__}: {error}\n")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    found = [dict(one) for one in outputs.found]
    for one in found:
        if one["output_type"] == "error":
            one["traceback"] = [ANSI.sub("", line) for line in one["traceback"]]
    if outputs.cut:
        found.append({"output_type": "stream", "name": "stdout", "text": "\n[Output was cut here by the grader.]\n"})
    return {"outputs": found, "late": late}


def clear_crowd(most):
    """End what earlier cells left running if there are so many that the next cell could not start a thread."""
    with open("/proc/1/comm", encoding="utf-8") as file:  # only ever inside the sandbox, whose first process this is
        sandboxed = file.read().strip() == "bwrap"
    if sandboxed and sum(name.isdigit() for name in os.listdir("/proc")) > most:
        os.kill(-1, signal.SIGKILL)  # all but this process and the first
        try:
            while True:
                os.waitpid(-1, 0)  # the dead count as well until somebody has asked for them
        except ChildProcessError:
            pass


def main():
    """Serve requests until the pipe ends."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        os.dup2(os.open(os.devnull, mode), number)
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115  (input() finds the end at once)
    hello = json.loads(requests.readline())
    outputs = Outputs(hello["output"])
    sys.stdout, sys.stderr = Stream(outputs, "stdout"), Stream(outputs, "stderr")
    asyncio.set_event_loop(asyncio.new_event_loop())
    shell = make_shell(outputs)
    dump, load, write, flush = json.dumps, json.loads, replies.write, replies.flush

    def reply(request, found):
        write(dump({**found, "number": request["number"]}).encode() + b"\n")
        flush()

    reply(hello, {"ready": True})
    for line in requests:
        request = load(line)
        if "run" in request:
            found = run(shell, outputs, request["run"], request["seconds"])
            if hello["crowd"]:
                clear_crowd(hello["crowd"])
            reply(request, found)
            continue
        outputs.start()
        found = {}

        def ring(number, frame):
            raise TooSlow("too slow")

        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, request["seconds"])
        try:
            found = {"told": probe.ANSWERS[request["ask"]](shell.user_ns, *request["arguments"])}
        except BaseException as error:
            found = {"failed": f"{type(error).__name__}: {error}"[:300]}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        reply(request, found)


if __name__ == "__main__":
    main()
