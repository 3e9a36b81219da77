"""What is run again after a student's program died."""

from sixbarriers.grading import marking
from sixbarriers.grading.sandbox import Limits
from sixbarriers.grading.session import Died


class Fake:
    """A session in which "kill" dies always, and "once" dies in every session but the first."""

    started = []

    def __init__(self, limits, sandboxed):
        self.ran, self.first = [], not self.started
        self.started.append(self)

    def run(self, source):
        if source == "kill" or (source == "once" and not self.first):
            raise Died("it ended")
        self.ran.append(source)
        return {"outputs": [], "late": False}

    def close(self):
        pass


def test_what_worked_runs_again_and_what_killed_does_not(monkeypatch):
    """After a death the earlier cells run again in a new session, the deadly one not; one that fails the second time is left out, and nothing else is lost."""
    monkeypatch.setattr(marking, "Session", Fake)
    monkeypatch.setattr(Fake, "started", [])
    keeper = marking.Keeper(Limits(), True)
    for source in ("one", "once", "kill", "two"):
        keeper.run(source)

    assert Fake.started[0].ran == ["one", "once"]
    assert Fake.started[-1].ran == ["one", "two"]
    assert keeper.deaths == 2
    assert keeper.done == ["one", "two"]
