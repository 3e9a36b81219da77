"""
The small tables of measurements that the course ships; where each comes from is said in data/README.md.

The large ones are read once, so whoever asks gets the same dictionary: it is for reading only.
"""

import csv
import functools
from dataclasses import dataclass
from importlib import resources

import numpy

__all__ = ["Cells", "il13ra2_escape", "life_table", "normal_protein", "normal_rna", "pbt030_killing", "stomach_pairs", "systems", "tissues", "tumours"]


@functools.cache
def _rows(name):
    """Return the rows of the shipped table *name* as a tuple of dictionaries."""
    table = resources.files("sixbarriers").joinpath("data", f"{name}.csv")
    return tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def pbt030_killing():
    """
    Return the killing curves of the glioblastoma line PBT030 as {plated CAR-T cells: (hours, cell index)}.

    The keys are 0, 500, 1250 and 2500 (cells plated). *hours* counts from the start of the authors' fits, up to three
    hours after the CAR-T cells were added; the cell index (CI, no dimension) rises with the area that cancer cells
    cover. Both arrays have shape (23,), one value every six hours.

    Source: Brummer 2022, doi:10.1371/journal.pcbi.1009504, repository CARRGODEX, MIT; see data/README.md.
    """
    curves = {}
    for row in _rows("pbt030_killing"):
        hours, cell_index = curves.setdefault(int(row["plated_car_t"]), ([], []))
        hours.append(float(row["hours_after_car_t"]))
        cell_index.append(float(row["cell_index"]))
    return {plated: (numpy.array(hours), numpy.array(values)) for plated, (hours, values) in curves.items()}


@dataclass(frozen=True)
class Cells:
    """A count of cells: the mean of two wells, and the lower and the higher of them."""

    mean: float
    low: float
    high: float


def il13ra2_escape():
    """
    Return glioblastoma cells left by CAR-T cells against IL13Rα2, as {line: {plated CAR-T cells: {...}}}.

    Each innermost dictionary holds *positive* and *negative* (Cells with and without the antigen, by the authors' gate),
    *positive_percent* and *mean_fluorescence* (of all tumour cells, arbitrary units). Lines PBT030, PBT128 and PBT138;
    0, 500, 1250 and 2500 CAR-T cells. Source: Brummer 2022, doi:10.1371/journal.pcbi.1009504, repository CARRGODEX, MIT.
    """
    found = {}
    for row in _rows("il13ra2_escape"):
        found.setdefault(row["line"], {})[int(row["plated_car_t"])] = {
            **{kind: Cells(*(float(row[f"{kind}_{part}"]) for part in ("cells", "low", "high"))) for kind in ("positive", "negative")},
            "positive_percent": float(row["positive_percent"]),
            "mean_fluorescence": float(row["mean_fluorescence"]),
        }
    return found


@functools.cache
def normal_protein():
    """
    Return the staining of healthy tissue as {gene: {(tissue, cell type): level}}.

    A level is 0 (not detected), 1 (low), 2 (medium) or 3 (high); a cell type that was not scored for a gene is left out.
    28 genes, 49 tissues, 195 cell types. Source: Human Protein Atlas, version 22, CC BY-SA 3.0.
    """
    found = _rows("target_normal_protein")
    genes = list(found[0])[2:]
    return {
        gene: {(row["tissue"], row["cell_type"]): int(row[gene]) for row in found if row[gene] != "-"} for gene in genes
    }


def tissues():
    """Return the healthy tissues as {tissue in the atlas: (name in British spelling, whether we call it vital)}."""
    return {row["tissue"]: (row["name"], row["vital"] == "yes") for row in _rows("target_tissues")}


def systems():
    """Return the tissues in the atlas by the system that we count them to, from head to foot: {system: (tissue, ...)}."""
    found = {}
    for row in _rows("target_tissues"):
        found.setdefault(row["system"], []).append(row["tissue"])
    return {system: tuple(own) for system, own in found.items()}


@functools.cache
def tumours():
    """
    Return the staining of cancers as {(gene, cancer): (patients not detected, low, medium, high)}.

    28 genes, 20 cancers, 2 to 12 patients each. Source: Human Protein Atlas, version 22, CC BY-SA 3.0.
    """
    levels = ("not_detected", "low", "medium", "high")
    return {(row["gene"], row["cancer"]): tuple(int(row[level]) for level in levels) for row in _rows("target_tumours")}


@functools.cache
def normal_rna():
    """
    Return RNA in healthy tissue as {gene: {tissue: transcripts per million}}.

    38 genes, 35 tissues. Source: Human Protein Atlas, version 18, CC BY-SA 3.0, by way of the package TissueEnrich.
    """
    found = _rows("target_normal_rna")
    return {gene: {row["tissue"]: float(row[gene]) for row in found} for gene in list(found[0])[1:]}


def stomach_pairs():
    """
    Return how the RNA of two genes goes together in 37 stomach cancers as {(gene, gene): (correlation, both high)}.

    The correlation is Pearson's, of the logarithms; *both high* counts the cancers in which both genes lie above their
    medians, as 18 of 37 do for each gene. Source: The Cancer Genome Atlas, open access.
    """
    found = {}
    for row in _rows("target_stomach_pairs"):
        pair = float(row["correlation"]), int(row["both_above_median"])
        found[row["gene_a"], row["gene_b"]] = found[row["gene_b"], row["gene_a"]] = pair
    return found


def life_table():
    """
    Return how many of a million newborns live to each birthday from 0 to 110, by the death rates of the United States in 2015.

    Source: Human Mortality Database, CC BY 4.0; see data/README.md.
    """
    return tuple(int(row["survivors"]) for row in _rows("life_table_us2015"))
