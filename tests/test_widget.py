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
