"""Measure marking: submissions per minute and peak memory, plain nbgrader against our lanes, in the same run."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import psutil

from sixbarriers.grading import samples
from sixbarriers.grading.dryrun import new_course
from sixbarriers.grading.generate import generate
from sixbarriers.grading.gradebook import Book

ROOT = pathlib.Path(__file__).parents[1]
NAME = "exhaustion"


class Peak(threading.Thread):
    """Watches the memory of a process and all below it, what they share counted once."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self):
        while not self.over.wait(0.3):
            total = 0
            try:
                for process in (top := psutil.Process(self.pid), *top.children(recursive=True)):
                    total += process.memory_full_info().pss
            except psutil.Error:
                continue
            self.peak = max(self.peak, total)


def timed(command, course):
    """Run a command; return its seconds and the bytes at its peak."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=course.root, env=course.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = Peak(process.pid)
    peak.start()
    _, said = process.communicate()
    peak.over.set()
    peak.join()
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with code {process.returncode}.\n{said[-2000:]}")
    return time.perf_counter() - start, peak.peak


def main():
    """Print a table of the three ways; stop if their marks differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=8)
    count = parser.parse_args().students
    students = [f"b{number:03d}" for number in range(count)]
    ours = [sys.executable, "-m", "sixbarriers.grading", "autograde", NAME, "--jobs"]
    plain = [sys.executable, "-m", "nbgrader", "autograde", NAME, "--create"]
    ways = {"plain nbgrader autograde, no sandbox": plain, "ours, 1 lane": [*ours, "1"], "ours, 2 lanes": [*ours, "2"]}
    marks = {}
    print(f"{count} complete and right submissions, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n")
    print(f"{'':<38}{'a minute':>9}{'seconds':>9}{'peak MB':>9}", flush=True)
    for name, command in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            course = new_course(ROOT / "exercises", pathlib.Path(folder) / "course", students)
            generate(course, NAME)
            right = samples.answers(course, NAME)
            for student in students:
                samples.write(course.submission(NAME, student), samples.submission(course, NAME, student, right))
            seconds, peak = timed(command, course)
            with Book(course) as book:
                marks[name] = [book.marks(NAME, student)["auto"] for student in students]
        print(f"{name:<38}{60 * count / seconds:>9.1f}{seconds:>9.1f}{peak / 1e6:>9.0f}", flush=True)
    if len({tuple(one) for one in marks.values()}) != 1:
        sys.exit(f"The marks differ: {marks}")
    print(f"\nThe marks agree: {sum(marks['ours, 1 lane']):g} points by each way.")


if __name__ == "__main__":
    main()
