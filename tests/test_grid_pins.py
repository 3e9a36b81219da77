"""Pinned runs of a grid model: each is computed behind the one in view, and goes into the data with it."""

import csv
import io

from sixbarriers.models import kather2017

READY = "document.querySelector('[data-explorer]')?.explorer && !document.querySelector('[data-explorer]').explorer.busy"
DRAWN = "(n) => [...document.querySelectorAll('.sb-line-pin')].filter((one) => one.getAttribute('d')).length === n"


def test_pinned_grids_stand_beside_the_run_and_in_the_data(mount, page):
    """A link with a pinned run draws its counts and takes them along as data under its name."""
    mount(kather2017.model)
    page.goto(f"{page.url}#kather2017?scenario=few-wall&pin=bare(scenario=few-open)")
    page.wait_for_function(READY, timeout=60_000)
    page.wait_for_function(DRAWN, arg=len(kather2017.model.series), timeout=60_000)
    page.get_by_text("Take it away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Data (CSV)").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    runs = {name: [float(row[2]) for row in rows if row[0] == name] for name in ("this run", "bare")}
    expected = kather2017.simulate("few-open").series["tumour_cells"]

    assert len(runs["this run"]) == len(runs["bare"]) == len(expected)
    assert runs["bare"] == [float(value) for value in expected]
