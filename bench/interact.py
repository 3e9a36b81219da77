"""From a slider's event to the painted frame with `ipywidgets.interact`, matplotlib and a live kernel in JupyterLab."""

import lab
from frames import MOVES, SCRIPT, summary

__all__ = ["interact_frames"]

FEWER, LONGEST = 60, 90  # moves, and the seconds that MOVES of them may take

# The same run as the explorer's, drawn as plainly as matplotlib can.
CELL = """\
from ipywidgets import FloatLogSlider, interact
from matplotlib import pyplot
from sixbarriers.models import cartmath

def draw(inhibition):
    run = cartmath.simulate(inhibition=inhibition)
    figure, (above, below) = pyplot.subplots(2, sharex=True)
    above.semilogy(run.time, run.series["tumour"])
    below.plot(run.time, run.series["effector"])
    below.plot(run.time, run.series["memory"], "--")
    pyplot.show()

p = cartmath.model.parameters["inhibition"]
_ = interact(draw, inhibition=FloatLogSlider(value=p.value, min=-8.3, max=-6.4, step=0.02))"""


def interact_frames(browser, folder):
    """Return the summary of the moves; there are fewer of them on a slow machine."""
    with lab.running_lab(folder) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        lab.open_notebook(page, server, "interact.ipynb", [CELL])
        lab.output(lab.run_cell(page, 0))
        page.locator(".jp-OutputArea img").first.wait_for(timeout=60_000)
        page.evaluate(SCRIPT)
        trial = page.evaluate("count => bench.interact(count)", 10)
        count = MOVES if MOVES * (sum(trial) / len(trial) + 30) < 1000 * LONGEST else FEWER
        times = page.evaluate("count => bench.interact(count)", count)
        context.close()
    return summary(times)
