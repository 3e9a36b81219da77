"""How long a run of a grid model takes: compiled Python beside the page's worker, on one machine."""

import pathlib
import time
from statistics import median

from sixbarriers import bundle
from sixbarriers.javascript import compile_model

__all__ = ["grid_runs"]

WAIT = 120_000  # ms
DONE = "() => document.querySelector('.sb-sentence')?.textContent && !document.querySelector('[data-explorer]').explorer.busy"
# From the wish to the answer in view; the page is set and looked at as a reader does it.
RUN = """(scenario) => new Promise((done) => {
    const {explorer} = document.querySelector("[data-explorer]");
    const start = performance.now();
    explorer.set({scenario});
    const look = () => (explorer.busy ? setTimeout(look, 5) : done(performance.now() - start));
    setTimeout(look, 50);
})"""


def _python(model, scenario):
    start = time.perf_counter()
    model.simulate(scenario)
    return 1000 * (time.perf_counter() - start)


def grid_runs(browser, model, folder, times=3):
    """
    Return {scenario: {"python", "page"}}, the median time in ms of a whole run of a grid *model*, and "compile", what
    Python needs once before.
    """
    start = time.perf_counter()
    model.simulate(until=model.grid.step)
    found = {"compile": round(1000 * (time.perf_counter() - start)), "runs": {}}
    place = pathlib.Path(folder, f"{model.name}-grid.html")
    place.write_text(
        f'<!doctype html><meta charset="utf-8"><title>{model.name}</title><style>{bundle.stylesheet()}</style><div data-explorer="{model.name}"></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compile_model(model)});</script><script>{bundle.classic()}</script>",
        encoding="utf-8",
    )
    page = browser.new_context().new_page()
    page.goto(place.as_uri())
    page.wait_for_function(DONE, timeout=WAIT)
    names = list(model.scenarios)
    ours = {name: [] for name in names}
    for _ in range(times):
        for name in [*names[1:], names[0]]:  # never the one in view, which would take no time
            ours[name].append(page.evaluate(RUN, name))
    for name in names:
        found["runs"][name] = {"python": round(median(_python(model, name) for _ in range(times))), "page": round(median(ours[name]))}
    page.context.close()
    return found
