"""The results as a table for the terminal, each beside its aim."""

__all__ = ["AIMS", "lines"]

AIMS = {"frame_p95_4x_ms": 50, "standstill_4x_ms": 50, "script_and_style_bytes": 60_000, "model_bytes": 5_000, "grid_model_bytes": 8_000, "grid_ratio": 2.5, "page_bytes": 250_000, "performance": 90}


def _row(what, found, aim="", met=None):
    verdict = {None: "", True: "  met", False: "  MISSED"}[met]
    return f"  {what:<46}{found:>22}  {aim:<14}{verdict}".rstrip()


def _frames(frames):
    for pace, table in frames.items():
        yield f"Slider event to painted frame, {pace.replace('_', ' ')} processor: p50 / p95 in ms"
        floor = table["floor"]
        yield _row("an event that changes nothing (the floor)", f"{floor['p50']} / {floor['p95']}")
        for name, one in table.items():
            if name == "floor":
                continue
            frame, solve = one["frame"], one["solve"]
            aim = AIMS["frame_p95_4x_ms"] if pace == "throttled_4x" else None
            text = f"{frame['p50']} / {frame['p95']}"
            yield _row(f"{name}, {frame['count']} moves", text, f"p95 <= {aim}" if aim else "", frame["p95"] <= aim if aim else None)
            yield _row("    a run while the slider is held", f"{one['draft']['p50']} / {one['draft']['p95']}")
            yield _row("    a run at rest, in full", f"{solve['p50']} / {solve['p95']}")
            if frame["in_worker"]:
                yield f"      {frame['in_worker']} of the moves were answered by a worker, which is not slowed"


def _standstill(found):
    yield "The page while a run takes long: longest time that it stands still, in ms"
    if "not_measured" in found:
        yield f"  not measured: {found['not_measured']}"
        return
    for pace, one in found.items():
        aim = AIMS["standstill_4x_ms"] if pace == "throttled_4x" else None
        what = f"{pace.replace('_', ' ')} processor, a run of {one['run']} ms"
        yield _row(what, f"{one['longest']}", f"<= {aim}" if aim else "", one["longest"] <= aim if aim else None)


def _grid(found):
    for name, one in found.items():
        yield f"A whole run of {name}: compiled Python / the page's worker in ms"
        if "not_measured" in one:
            yield f"  not measured: {one['not_measured']}"
            continue
        yield _row("compiling in Python, once", f"{one['compile']}")
        for scenario, ms in one["runs"].items():
            ratio = ms["page"] / ms["python"]
            yield _row(f"{scenario}, {ratio:.1f} times as long", f"{ms['python']} / {ms['page']}", f"<= {AIMS['grid_ratio']} times", ratio <= AIMS["grid_ratio"])


def _interact(found, own):
    yield "The same run with ipywidgets.interact and matplotlib, live kernel in JupyterLab: p50 / p95 in ms"
    if "not_measured" in found:
        yield f"  not measured: {found['not_measured']}"
        return
    yield _row(f"interact, {found['count']} moves", f"{found['p50']} / {found['p95']}")
    yield _row("times as long as the explorer of cartmath", f"{found['p50'] / own['p50']:.0f} / {found['p95'] / own['p95']:.0f}")


def _bytes(own, page, grids):
    yield "Bytes after gzip, not minified"
    total, aim = own["script_and_style"], AIMS["script_and_style_bytes"]
    yield _row("our script and style sheet", f"{total:,}", f"<= {aim:,}", total <= aim)
    yield _row("    script", f"{own['script']:,}")
    yield _row("    style sheet", f"{own['style']:,}")
    for name, size in own["models"].items():
        aim = AIMS["grid_model_bytes" if name in grids else "model_bytes"]
        yield _row(f"model {name}", f"{size:,}", f"<= {aim:,}", size <= aim)
    if "not_measured" in page:
        yield f"  chapter page not measured: {page['not_measured']}"
        return
    yield _row("chapter page, all requests", f"{page['total']:,}", f"<= {AIMS['page_bytes']:,}", page["total"] <= AIMS["page_bytes"])
    for address, size in sorted(page["requests"].items(), key=lambda one: -one[1]):
        yield _row(f"    {address[-42:]}", f"{size:,}")


def _lighthouse(found):
    yield "Lighthouse, mobile, the chapter page"
    if "not_measured" in found:
        yield f"  not measured: {found['not_measured']}"
        return
    aim = AIMS["performance"]
    yield _row(f"performance, median of {found['runs']}", str(found["performance"]), f">= {aim}", found["performance"] >= aim)
    yield _row("accessibility", str(found["accessibility"]))
    yield _row("largest paint / blocking, ms", f"{found['largest_paint_ms']:.0f} / {found['blocking_ms']:.0f}")
    yield _row("layout shift", f"{found['shift']:.3f}")


def lines(results):
    """Return the table of *results* (see run.py) line by line."""
    machine = results["machine"]
    yield f"{results['date']}, {machine['processor']}, {machine['cores']} cores, load {machine['load']} at the start"
    if (machine["load"] or 0) > machine["cores"] / 2:
        yield "Others use this machine too: trust ratios and bytes, not times."
    yield f"{machine['system']}, Python {machine['python']}, Chromium {machine['chromium']}"
    for part in (
        _frames(results["explorer"]),
        _standstill(results["standstill"]),
        _grid(results["grid"]),
        _interact(results["interact"], results["explorer"]["normal"]["cartmath"]["frame"]),
        _bytes(results["own_bytes"], results["page_bytes"], results["grid"]),
        _lighthouse(results["lighthouse"]),
    ):
        yield ""
        yield from part
