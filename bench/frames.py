"""From a slider's event to the painted frame, and how long a solution takes, in a page that holds one explorer."""

import math
import pathlib
import random
import shutil

from serve import serving
from sixbarriers import bundle
from sixbarriers.javascript import compile_model

__all__ = ["MOVES", "SCRIPT", "explorer_frames", "standstill", "summary"]

MOVES = 200
WARM = 40  # moves before the measured ones, so that the browser has compiled the script
SLOWER = {"normal": 1, "throttled_4x": 4}
SCRIPT = pathlib.Path(__file__).with_name("measure.js").read_text(encoding="utf-8") + "\nwindow.bench = bench;\n"

SLOW_FOR = 0.4  # ms that each look at the equations of the model takes that was made slow
EQUATIONS = '"equations": function (t, y, p, dy) { '
SLOWLY = f"for (const end = performance.now() + {SLOW_FOR}; performance.now() < end;); "
FLOOR = "count => bench.times(count, () => {})"
SOLVE = """async (settings) => {
    const {computeSnapshot} = await import("./explorer/snapshot.js");
    const compiled = window.sixbarriers.models[0];
    const solveAll = (draft) => settings.map((state) => {
        const start = performance.now();
        computeSnapshot(compiled, state, draft);
        return performance.now() - start;
    });
    solveAll(true);
    return {draft: solveAll(true), solve: solveAll(false)};
}"""


def summary(times, **more):
    """Return the median and the 95th percentile of *times*, in milliseconds, and how many there were."""
    ordered = sorted(times)
    p50, p95 = (ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.95))
    return {"p50": round(p50, 1), "p95": round(p95, 1), "count": len(ordered), **more}


def settings(model, count=MOVES):
    """Return *count* settings of the default scenario, drawn evenly along the sliders, the same in each run."""
    source = random.Random(f"bench {model.name}")
    found = []
    for _ in range(count):
        values = {}
        for name, p in model.table().items():
            low, high = (math.log(p.low), math.log(p.high)) if p.scale == "log" else (p.low, p.high)
            value = source.uniform(low, high)
            values[name] = min(max(math.exp(value) if p.scale == "log" else value, p.low), p.high)
        found.append({"scenario": model.default_scenario, "values": values})
    return found


def write_page(folder, model, name=None, equations=""):
    """Write a page with the explorer of *model* and nothing else, and beside it the modules that it is made of."""
    shutil.copytree(bundle.FOLDER, folder / "explorer", dirs_exist_ok=True)
    compiled = compile_model(model).replace(EQUATIONS, EQUATIONS + equations)
    (folder / f"{name or model.name}.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>{model.name}</title><style>body {{ max-width: 60rem }} {bundle.stylesheet()}</style>'
        f'<div data-explorer="{model.name}"></div>'
        f"<script>(window.sixbarriers = window.sixbarriers || []).push({compiled});</script>"
        f"<script>{bundle.classic()}</script><script>{SCRIPT}</script></html>",
        encoding="utf-8",
    )


def explorer_frames(browser, models, folder):
    """
    Measure the explorer of each model, and the floor: an event that changes nothing.

    Returns:
        dict: pace of the processor -> {"floor": summary, model's name: {"frame": summary, "draft": summary, "solve": summary}};
        "draft" is a run while a slider is held, "solve" one at rest; of the frames, *in_worker* were computed beside the page, where no processor is slowed.
    """
    found = {pace: {} for pace in SLOWER}
    for model in models:
        write_page(folder, model)
    with serving(folder) as address:
        for pace, rate in SLOWER.items():
            for model in models:
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                page = context.new_page()
                page.goto(f"{address}/{model.name}.html")
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
                page.evaluate("count => bench.explorer(count)", WARM)
                if "floor" not in found[pace]:
                    found[pace]["floor"] = summary(page.evaluate(FLOOR, MOVES))
                moved = page.evaluate("count => bench.explorer(count)", MOVES)
                runs = {kind: summary(times) for kind, times in page.evaluate(SOLVE, settings(model)).items()}
                frame = summary(moved["times"], changed=moved["changed"], in_worker=moved["inWorker"])
                found[pace][model.name] = {"frame": frame, **runs}
                context.close()
    return found


def standstill(browser, model, folder):
    """
    Measure how long the page stands still at the most while a run takes long.

    *model* is made slow: each look at its equations waits. The first run, which tells that it takes long, is not measured.

    Returns:
        dict: pace of the processor -> {"longest": ms, "run": ms that the last answer took}.
    """
    found = {}
    write_page(folder, model, "slow", SLOWLY)
    with serving(folder) as address:
        for pace, rate in SLOWER.items():
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(f"{address}/slow.html")
            page.evaluate("bench.standstill(3)")
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
            one = page.evaluate("bench.standstill(15)")
            found[pace] = {"longest": round(one["longest"], 1), "run": round(one["waited"])}
            context.close()
    return found
