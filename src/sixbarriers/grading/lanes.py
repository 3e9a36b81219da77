"""Several submissions at a time, each lane a process of its own; a lane that dies or hangs is replaced."""

import multiprocessing
import time
import traceback
from multiprocessing import connection

__all__ = ["run"]


def _lane(pipe, work):
    while True:
        job = pipe.recv()
        if job is None:
            return
        try:
            pipe.send((True, work(job)))
        except Exception:
            pipe.send((False, traceback.format_exc(limit=4)))


class _Lane:
    def __init__(self, context, work):
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_lane, args=(other, work), daemon=True)
        self.process.start()
        other.close()
        self.job, self.since = None, 0.0

    def give(self, job):
        self.job, self.since = job, time.monotonic()
        self.pipe.send(job)

    def end(self):
        if self.process.is_alive():
            self.process.terminate()
        self.process.join(5)
        self.pipe.close()


def run(work, jobs, count, seconds):
    """
    Yield (job, result, trouble) for each of *jobs* as it is done; *trouble* is None or says what went wrong.

    Args:
        work (callable): a function of a module; called with a job in another process.
        jobs (list): what it is called with.
        count (int): lanes.
        seconds (float): how long one job may take before its lane is replaced.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sixbarriers.grading.marking"])
    waiting, lanes = list(reversed(jobs)), []
    try:
        while waiting or any(lane.job is not None for lane in lanes):
            while len(lanes) < min(count, len(waiting) + len(lanes)):
                lanes.append(_Lane(context, work))
            for lane in lanes:
                if lane.job is None and waiting:
                    lane.give(waiting.pop())
            ready = connection.wait([lane.pipe for lane in lanes if lane.job is not None], timeout=0.5)
            for lane in list(lanes):
                if lane.job is None:
                    continue
                late = time.monotonic() - lane.since > seconds
                if lane.pipe not in ready and not late:
                    continue
                job, lane.job = lane.job, None
                try:
                    good, result = lane.pipe.recv() if lane.pipe in ready else (False, f"it took longer than {seconds:g} s")
                    alive = lane.pipe in ready
                except (EOFError, OSError):
                    good, result, alive = False, "the grader's own process ended", False
                if not alive:
                    lane.end()
                    lanes.remove(lane)
                yield job, result if good else None, None if good else result
    finally:
        for lane in lanes:
            lane.end()
