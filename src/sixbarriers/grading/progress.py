"""A bar on a terminal; elsewhere a line now and then."""

import sys
import time

__all__ = ["Progress"]


class Progress:
    """Counts *total* steps of *what* on standard error; use as a context manager."""

    def __init__(self, total, what, stream=None):
        self.total, self.what, self.done = total, what, 0
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.start = self.told = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.total and self.terminal:
            print(file=self.stream)

    def step(self, name=""):
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        left = (now - self.start) / self.done * (self.total - self.done)
        words = f"{self.what}: {self.done} of {self.total}, {left:.0f} s left"
        if self.terminal:
            filled = 24 * self.done // max(self.total, 1)
            print(f"\r[{'#' * filled}{'.' * (24 - filled)}] {words} {name[:20]:<20}", end="", file=self.stream, flush=True)
        elif self.done == self.total or now - self.told > 10:
            self.told = now
            print(words, file=self.stream, flush=True)
