"""The grader's end of the pipe into the sandbox: start, run a cell, ask for an answer, and notice when it dies."""

import json
import os
import selectors
import subprocess
import sys
import time

import psutil

from . import sandbox

__all__ = ["Died", "Session"]

_MOST = 16_000_000  # bytes of one reply


class Died(Exception):
    """The student's process is gone or does not obey; the text says how it ended."""


class Session:
    """
    One process with a student's code. Use as a context manager; it leaves nothing behind.

    Args:
        limits (sandbox.Limits): what it may use.
        sandboxed (bool): False only if the instructor accepted the risk.
    """

    def __init__(self, limits, sandboxed=True):
        command = [sys.executable, "-m", "sixbarriers.grading.runner"]
        self.limits = limits
        self.process = subprocess.Popen(
            sandbox.argv(command, limits) if sandboxed else command,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            env=None if sandboxed else {**os.environ, **sandbox.environment(), "HOME": os.environ.get("HOME", "/")},
        )  # fmt: skip
        os.set_blocking(self.process.stdout.fileno(), False)
        self._buffer, self._number = b"", 0
        self._request({"output": limits.output, "crowd": limits.processes // 2 if sandboxed else 0}, 60)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """Kill everything inside."""
        if self.process.poll() is None:
            self.process.kill()  # bwrap dies with it and takes the whole process namespace along
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                pipe.close()
            except BrokenPipeError:
                pass

    def run(self, source):
        """Return {"outputs": [...], "late": bool} of a cell; raises Died."""
        return self._request({"run": source, "seconds": self.limits.cell}, self.limits.cell + 3, "outputs")

    def ask(self, what, *arguments):
        """Return what the probe tells about an answer; raises Died."""
        told = self._request({"ask": what, "arguments": arguments, "seconds": self.limits.cell}, self.limits.cell + 3)
        if "failed" in told:
            return {"raised": str(told["failed"])[:300]} if what != "call" else [{"raised": str(told["failed"])[:300]}] * len(arguments[1])
        return told.get("told", {})

    def _request(self, request, seconds, wanted=None):
        self._number += 1
        request = {**request, "number": self._number}
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except (BrokenPipeError, OSError):
            raise Died("the process had ended") from None
        found = self._line(time.monotonic() + seconds)
        try:
            reply = json.loads(found)
        except (ValueError, RecursionError):
            raise Died("it wrote into the grader's pipe") from None
        if not isinstance(reply, dict) or reply.get("number") != self._number or (wanted and not isinstance(reply.get(wanted), list)):
            raise Died("it wrote into the grader's pipe")
        return reply

    def _line(self, deadline):
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                if time.monotonic() > deadline:
                    raise Died("it did not stop when its time was up")
                if selector.select(timeout=0.25):
                    chunk = self.process.stdout.read(1 << 20)
                    if chunk == b"":
                        raise Died(f"the process ended ({self.process.wait()})")
                    self._buffer += chunk or b""
                    if len(self._buffer) > _MOST:
                        raise Died("its answer was too long")
                elif self._memory() > self.limits.all_memory:
                    raise Died("its processes took too much memory")
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line

    def _memory(self):
        """Return the bytes of memory that all processes of the sandbox hold, what they share counted once."""
        total = 0
        try:
            processes = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.Error:
            return 0
        for process in processes:
            try:
                total += process.memory_full_info().pss
            except psutil.AccessDenied:
                total += process.memory_info().rss
            except psutil.Error:  # it has just ended
                continue
        return total
