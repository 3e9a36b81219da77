"""The tables of the target picker say what is known of these proteins, and are what the script derives."""

import gzip
import importlib.util
import json
import pathlib

import pytest

from sixbarriers import tables

ROOT = pathlib.Path(__file__).parents[1]
DATA = ROOT / "src" / "sixbarriers" / "data"
RNA, PROTEIN = tables.normal_rna(), tables.normal_protein()
GUT = {"duodenum", "small intestine", "colon", "rectum", "appendix"}


def highest(gene, cut, kind="rna"):
    """Return the tissues in which *gene* reaches *cut*: transcripts per million, or a level of staining."""
    if kind == "rna":
        return {tissue for tissue, amount in RNA[gene].items() if amount >= cut}
    return {tissue for (tissue, _), level in PROTEIN[gene].items() if level >= cut}


def peak(gene, *tissues):
    """Return the highest level of staining of *gene* in any cell type of *tissues*."""
    return max(level for (tissue, _), level in PROTEIN[gene].items() if tissue in tissues)


def test_claudin_18_is_in_stomach_and_lung():
    """CLDN18: stomach and lung far above all else; neither table tells the lung's isoform from the stomach's."""
    assert highest("CLDN18", 10) == {"stomach", "lung"}
    assert highest("CLDN18", 2, "protein") == {"stomach 1", "stomach 2", "lung"}


@pytest.mark.parametrize("gene", ["CDH17", "GUCY2C"])
def test_gut_antigens_are_in_the_gut(gene):
    """CDH17 and GUCY2C: the five tissues with most RNA are those of the gut."""
    ranked = sorted(RNA[gene], key=RNA[gene].get, reverse=True)

    assert set(ranked[:5]) == GUT
    assert RNA[gene][ranked[3]] > 5 * RNA[gene][ranked[5]]


@pytest.mark.parametrize("gene", ["CD19", "MS4A1"])
def test_b_cell_antigens_are_lymphoid(gene):
    """CD19 and CD20 (MS4A1): the tissues with most RNA are lymph node, tonsil, spleen and appendix, which also stain."""
    ranked = sorted(RNA[gene], key=RNA[gene].get, reverse=True)

    assert set(ranked[:4]) == {"lymph node", "tonsil", "spleen", "appendix"}
    assert peak(gene, "lymph node") == 3


def test_her2_is_nearly_everywhere():
    """ERBB2: ten transcripts per million or more in most tissues, and stained at least weakly in most."""
    assert len(highest("ERBB2", 10)) == 29
    assert len(highest("ERBB2", 1, "protein")) == 29
    assert highest("ERBB2", 3, "protein") == set()


@pytest.mark.parametrize(
    ("gene", "tissue"),
    [("MSLN", "fallopian tube"), ("CEACAM5", "rectum"), ("GPC3", "placenta"), ("PSCA", "stomach"), ("CA9", "stomach"), ("FOLH1", "duodenum")],
)
def test_rna_peaks_where_the_textbooks_say(gene, tissue):
    """The tissue with most RNA is the known one."""
    assert max(RNA[gene], key=RNA[gene].get) == tissue


# Organs harmed by a therapy against the antigen; the sources stand in the chapter. The salivary gland is the doubtful one.
HARMED = {
    "HER2, lung": ("ERBB2", ("lung",)),
    "CAIX, bile ducts": ("CA9", ("liver", "gallbladder")),
    "CLDN18.2, stomach": ("CLDN18", ("stomach 1", "stomach 2")),
    "EGFR, skin": ("EGFR", ("skin 1", "skin 2")),
    "CD19, B cells": ("CD19", ("lymph node", "tonsil", "spleen")),
    "mesothelin, lung and airway": ("MSLN", ("lung", "bronchus")),
    "CEA, lung": ("CEACAM5", ("lung",)),
    "PSMA, salivary gland": ("FOLH1", ("salivary gland",)),
}


def test_the_atlas_flags_six_of_eight_harmed_organs_at_medium_and_all_at_low():
    """At the cut Medium, CEA in the lung and PSMA in the salivary gland are missed; at Low nothing is."""
    found = {name: peak(gene, *organs) for name, (gene, organs) in HARMED.items()}

    assert {name for name, level in found.items() if level < 2} == {"CEA, lung", "PSMA, salivary gland"}
    assert min(found.values()) == 1


def test_the_bile_ducts_themselves_are_scored_negative_for_caix():
    """The atlas flags CAIX by the gallbladder; the ducts inside the liver, where the harm was seen, are not detected."""
    assert PROTEIN["CA9"]["liver", "cholangiocytes"] == 0
    assert PROTEIN["CA9"]["gallbladder", "glandular cells"] == 3


def test_the_tables_have_the_size_that_their_note_states():
    """28 antigens with protein, 38 with RNA; 49 tissues, 21 of them vital; 20 cancers with 2 to 12 patients each."""
    patients = [sum(counts) for counts in tables.tumours().values()]

    assert (len(PROTEIN), len(RNA), len(tables.tumours())) == (28, 38, 28 * 20)
    assert len({place for scores in PROTEIN.values() for place in scores}) == 195
    assert (len(tables.tissues()), sum(vital for _, vital in tables.tissues().values())) == (49, 21)
    assert (min(patients), max(patients)) == (2, 12)


def test_two_genes_in_stomach_cancer():
    """CEACAM5 and CDH17 go together; CLDN18 and CEACAM5 hardly do; a pair reads the same both ways."""
    pairs = tables.stomach_pairs()

    assert pairs["CEACAM5", "CDH17"] == pairs["CDH17", "CEACAM5"] == pytest.approx((0.713, 14))
    assert pairs["CLDN18", "CEACAM5"] == pytest.approx((0.241, 11))


def test_the_tables_are_small():
    """Gzipped, the five tables stay below 25 kB together."""
    files = sorted(DATA.glob("target_*.csv"))

    assert len(files) == 5
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) < 25_000


def test_the_script_derives_such_tables_from_the_atlas_own_columns(tmp_path):
    """Rows as the atlas publishes them give the shipped layout; a level that is no level counts as not scored."""
    spec = importlib.util.spec_from_file_location("derive", ROOT / "tools" / "derive_target_tables.py")
    derive = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(derive)
    raw = tmp_path / "normal_tissue.tsv"
    lines = ["Gene\tGene name\tTissue\tCell type\tLevel\tReliability"]
    lines += ["ENSG1\tMSLN\tlung\tmacrophages\tHigh\tEnhanced", "ENSG2\tEGFR\tlung\tmacrophages\tNot representative\tApproved", "ENSG3\tTP53\tlung\tmacrophages\tLow\tApproved"]
    raw.write_text("\n".join(lines), encoding="utf-8")
    head, body = derive.normal_protein(derive.rows(raw))

    assert head[:2] == ["tissue", "cell_type"]
    assert len(body) == 1
    assert body[0][head.index("MSLN")] == "3"
    assert body[0][head.index("EGFR")] == "-"
    assert derive.GENES == tuple(PROTEIN)


def test_the_golden_tissues_are_ours():
    """The reference was computed on the same 195 cell types of the same tables."""
    golden = json.loads((ROOT / "tests" / "fixtures" / "golden" / "targets.json").read_text(encoding="utf-8"))

    assert golden["n_cells"] == 195
