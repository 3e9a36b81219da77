"""The explorer in a notebook: the same front end as on the page, alive beside Python."""

import anywidget
import traitlets

from . import bundle
from .javascript import compile_model

__all__ = ["Explorer", "explorer"]


class Explorer(anywidget.AnyWidget):
    """
    A live explorer of one model.

    The model is compiled when the explorer is made, so a changed model runs changed. *scenario* and *values* follow the
    controls, and setting them from Python moves the controls.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    scenario = traitlets.Unicode().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)

    def __init__(self, model, scenario=None, **parameters):
        self.model = model
        super().__init__(
            _esm=bundle.module(compile_model(model)),
            _css=bundle.stylesheet(),
            scenario=model.default_scenario if scenario is None else scenario,
            values=model.resolve(scenario, parameters),
        )

    @traitlets.observe("scenario")
    def _take_its_values(self, change):
        """Give a scenario that Python chose its own values; the browser sends its scenario with values."""
        if change.old and "scenario" not in self._property_lock:
            self.values = self.model.resolve(self.scenario)

    @traitlets.validate("scenario")
    def _known(self, proposal):
        """Raise ParameterError for a scenario that the model does not have."""
        self.model.scenario(proposal.value)
        return proposal.value

    @traitlets.validate("values")
    def _allowed(self, proposal):
        """Return every parameter's value; raises ParameterError for one that the scenario refuses."""
        return self.model.resolve(self.scenario, proposal.value)

    def run(self):
        """Return the Run of the model at the present positions of the controls."""
        return self.model.simulate(self.scenario, **self.values)

    def __repr__(self):
        return f"Explorer of {self.model.name}, scenario {self.scenario}. Run this cell in JupyterLab to see it live."


def explorer(model, scenario=None, **parameters):
    """
    Return the live Explorer of *model*.

    Args:
        model (Model): what to explore, also one that was changed in the notebook.
        scenario (str | None): the scenario to start from; the model's first one if None.
        **parameters (float): parameters to start from.

    Raises:
        ParameterError: an unknown scenario or parameter, or a value out of range.
        ModelError: equations that cannot be compiled.
    """
    return Explorer(model, scenario=scenario, **parameters)
