"""Derive the tables of the target picker from public files, and write them to src/sixbarriers/data/.

Not part of the build: the tables are shipped, and this script says how they were made. The same files give the same
bytes. Where to get the files is said in src/sixbarriers/data/README.md. Comma- and tab-separated files are taken, with
the column names of the Human Protein Atlas ("Gene name", "Cell type") or plain ones ("gene", "cell_type").

Usage: .venv/bin/python tools/derive_target_tables.py --normal normal_tissue.tsv --tumour pathology.tsv \\
           --rna rna_tissue.csv --tcga stomach_samples.csv [--out FOLDER]
"""

import argparse
import csv
import itertools
import math
import pathlib
import statistics

ROOT = pathlib.Path(__file__).parents[1]
# Surface proteins that have been CAR targets and that version 22 of the atlas scores in normal tissue.
GENES = (
    "AXL", "CA9", "CD19", "CD22", "CD276", "CD33", "CDH17", "CDH6", "CEACAM5", "CLDN18", "CSPG4", "EGFR", "EPCAM",
    "ERBB2", "FAP", "FOLH1", "L1CAM", "MET", "MS4A1", "MSLN", "MUC1", "MUC16", "NCAM1", "NECTIN4", "PSCA", "PTK7",
    "STEAP1", "TACSTD2",
)  # fmt: skip
# Further targets without such a score: known by their RNA only.
RNA_ONLY = ("CD70", "CLDN6", "DLL3", "EPHA2", "FOLR1", "GPC3", "GUCY2C", "IL13RA2", "ROR1", "TNFRSF17")
# Our choice, not a standard: organs in which damage threatens life within days or weeks.
VITAL = (
    "adrenal gland", "bone marrow", "bronchus", "caudate", "cerebellum", "cerebral cortex", "colon", "duodenum", "esophagus",
    "heart muscle", "hippocampus", "kidney", "liver", "lung", "pancreas", "rectum", "skin 1", "skin 2", "small intestine",
    "stomach 1", "stomach 2",
)  # fmt: skip
# Our grouping, roughly from head to foot: the order in which the tissues are drawn.
SYSTEMS = {
    "brain": ("cerebral cortex", "hippocampus", "caudate", "cerebellum"),
    "mouth and airways": ("oral mucosa", "salivary gland", "nasopharynx", "bronchus", "lung"),
    "hormone glands": ("thyroid gland", "parathyroid gland", "adrenal gland"),
    "heart and muscle": ("heart muscle", "skeletal muscle", "smooth muscle"),
    "blood and immunity": ("bone marrow", "lymph node", "spleen", "tonsil", "appendix"),
    "gut": ("esophagus", "stomach 1", "stomach 2", "duodenum", "small intestine", "colon", "rectum"),
    "liver and pancreas": ("liver", "gallbladder", "pancreas"),
    "kidney and bladder": ("kidney", "urinary bladder"),
    "female organs": ("breast", "ovary", "fallopian tube", "endometrium 1", "endometrium 2", "cervix", "vagina", "placenta"),
    "male organs": ("testis", "epididymis", "seminal vesicle", "prostate"),
    "skin, soft tissue": ("skin 1", "skin 2", "adipose tissue", "soft tissue 1", "soft tissue 2"),
}
SPELLING = {"esophagus": "oesophagus", "caudate": "caudate nucleus"}
LEVELS = {"Not detected": "0", "Low": "1", "Medium": "2", "High": "3"}
UNSCORED = "-"
FORMER_NAMES = {"PVRL4": "NECTIN4"}


def rows(path):
    """Return the rows of a comma- or tab-separated file, their column names in lower case with underscores."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    mark = "\t" if "\t" in text.partition("\n")[0] else ","
    found = csv.DictReader(text.splitlines(), delimiter=mark)
    return [{key.lower().replace(" ", "_"): value for key, value in row.items()} for row in found]


def symbol(row):
    """Return the gene's symbol: the atlas calls it "Gene name" and keeps "Gene" for the Ensembl id."""
    return FORMER_NAMES.get(row.get("gene_name") or row["gene"], row.get("gene_name") or row["gene"])


def write(path, head, body):
    """Write a table, one row a line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(body)
    print(f"{path.name}: {len(body)} rows")


def normal_protein(raw):
    """Return (head, body): one row for each cell type of each tissue, one column a gene, the level 0 to 3 or unscored."""
    level = {}
    for row in raw:
        if symbol(row) in GENES and row["level"] in LEVELS:
            level[row["tissue"], row["cell_type"], symbol(row)] = LEVELS[row["level"]]
    places = sorted({key[:2] for key in level}, key=lambda place: (place[0].lower(), place[1].lower()))
    body = [[*place, *(level.get((*place, gene), UNSCORED) for gene in GENES)] for place in places]
    return ["tissue", "cell_type", *GENES], body


def tissues(names):
    """Return (head, body): each tissue's name in British spelling, our mark of vital organs, and the system that we count it to."""
    places = [(name, system) for system, own in SYSTEMS.items() for name in own if name in names]
    return ["tissue", "name", "vital", "system"], [[name, SPELLING.get(name, name), "yes" if name in VITAL else "no", system] for name, system in places]


def tumours(raw):
    """Return (head, body): patients at each level of staining, for each gene and cancer."""
    body = []
    for row in raw:
        if symbol(row) in GENES:
            counts = [row[name] or "0" for name in ("not_detected", "low", "medium", "high")]
            if any(count != "0" for count in counts):
                body.append([symbol(row), row["cancer"], *counts])
    return ["gene", "cancer", "not_detected", "low", "medium", "high"], sorted(body)


def normal_rna(raw):
    """Return (head, body): transcripts per million, one row a tissue, one column a gene."""
    wanted = sorted((*GENES, *RNA_ONLY))
    value = {}
    for row in raw:
        if symbol(row) in wanted:
            amount = row.get("tpm") or row.get("value")
            value[(row.get("tissue") or row["sample"]).lower(), symbol(row)] = f"{float(amount):g}"
    names = sorted({tissue for tissue, _ in value})
    return ["tissue", *wanted], [[name, *(value[name, gene] for gene in wanted)] for name in names]


def stomach_pairs(raw):
    """Return (head, body): how two genes go together in the stomach cancers of TCGA, for every pair."""
    samples = [row for row in raw if row["cohort"] == "STAD" and row["type"] == "tumour"]
    wanted = sorted(gene for gene in GENES if gene.lower() in samples[0])
    columns = {gene: [math.log2(float(row[gene.lower()]) + 1) for row in samples] for gene in wanted}
    high = {gene: [value > statistics.median(column) for value in column] for gene, column in columns.items()}
    body = []
    for first, second in itertools.combinations(wanted, 2):
        together = sum(a and b for a, b in zip(high[first], high[second], strict=True))
        body.append([first, second, f"{statistics.correlation(columns[first], columns[second]):.3f}", together])
    print(f"stomach cancers: {len(samples)}, above the median: {sum(high[wanted[0]])}")
    return ["gene_a", "gene_b", "correlation", "both_above_median"], body


def main():
    """Read the files named on the command line and write the five tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("normal", "tumour", "rna", "tcga"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "src" / "sixbarriers" / "data")
    given = parser.parse_args()
    head, body = normal_protein(rows(given.normal))
    write(given.out / "target_normal_protein.csv", head, body)
    write(given.out / "target_tissues.csv", *tissues(sorted({row[0] for row in body})))
    write(given.out / "target_tumours.csv", *tumours(rows(given.tumour)))
    write(given.out / "target_normal_rna.csv", *normal_rna(rows(given.rna)))
    write(given.out / "target_stomach_pairs.csv", *stomach_pairs(rows(given.tcga)))


if __name__ == "__main__":
    main()
