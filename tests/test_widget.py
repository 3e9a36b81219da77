"""The notebook's explorer, as Python sees it."""

import pytest

from sixbarriers.errors import ParameterError
from sixbarriers.models import cartmath


def test_it_starts_where_it_is_told():
    """Scenario and parameters given at the start are the positions of the controls."""
    explorer = cartmath.explore("RAJI", dose=2e7)

    assert explorer.run().parameters == cartmath.model.resolve("RAJI", {"dose": 2e7})


def test_a_new_scenario_brings_its_values():
    """A scenario chosen from Python is run with its own parameters."""
    explorer = cartmath.explore("HDLM-2")
    explorer.scenario = "RAJI"

    assert explorer.run().parameters == cartmath.model.resolve("RAJI")


def test_an_unknown_scenario_is_refused():
    """The error names the scenarios that exist, and the explorer stays as it was."""
    explorer = cartmath.explore("HDLM-2")
    with pytest.raises(ParameterError, match="Did you mean 'RAJI'"):
        explorer.scenario = "RAJ"

    assert explorer.scenario == "HDLM-2"


def test_values_from_python_are_checked():
    """A value out of range is refused in words and nothing moves; the parameters left out take their defaults."""
    explorer = cartmath.explore("RAJI")
    before = dict(explorer.values)
    with pytest.raises(ParameterError, match="dose"):
        explorer.values = {"dose": 1e99}

    assert explorer.values == before
    explorer.values = {"dose": 2e7}
    assert explorer.run().parameters == cartmath.model.resolve("RAJI", {"dose": 2e7})


def test_a_scenario_and_values_that_come_together_fit_together():
    """The browser sends scenario and values at once; the values are judged by the new scenario."""
    explorer = cartmath.explore("HDLM-2")
    wanted = cartmath.model.resolve("RAJI", {"dose": 4e7})
    explorer.set_state({"scenario": "RAJI", "values": wanted})

    assert explorer.scenario == "RAJI"
    assert explorer.values == wanted
