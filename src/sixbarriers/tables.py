"""The small tables of measurements that the course ships."""

import csv
from importlib import resources

import numpy

__all__ = ["pbt030_killing"]


def pbt030_killing():
    """
    Return the killing curves of the glioblastoma line PBT030 as {plated CAR-T cells: (hours, cell index)}.

    The keys are 0, 500, 1250 and 2500 (cells plated). *hours* counts from the start of the authors' fits, up to three
    hours after the CAR-T cells were added; the cell index (CI, no dimension) rises with the area that cancer cells
    cover. Both arrays have shape (23,), one value every six hours.

    Source: Brummer 2022, doi:10.1371/journal.pcbi.1009504, repository CARRGODEX, MIT; see data/README.md.
    """
    table = resources.files("sixbarriers").joinpath("data", "pbt030_killing.csv")
    curves = {}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        hours, cell_index = curves.setdefault(int(row["plated_car_t"]), ([], []))
        hours.append(float(row["hours_after_car_t"]))
        cell_index.append(float(row["cell_index"]))
    return {plated: (numpy.array(hours), numpy.array(values)) for plated, (hours, values) in curves.items()}
