"""The registries: every chapter's own file is found, installed or not, and no entry stands twice."""

import pathlib
import tomllib

import pytest

from sixbarriers import bibliography, evidence
from sixbarriers.errors import EvidenceError

ROOT = pathlib.Path(__file__).parents[1]


def test_an_installed_copy_holds_every_registry():
    """Each evidence.yml and references.bib below book/ goes into the wheel, in the place where an installed copy looks."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    there = {str(path.relative_to(ROOT)) for name in ("evidence.yml", "references.bib") for path in (ROOT / "book").rglob(name)}

    assert listed == {path: f"sixbarriers/data/{path}" for path in there}


def test_an_entry_that_stands_in_two_files_is_refused(tmp_path, monkeypatch):
    """The message names the entry and both places."""
    for chapter in ("one", "two"):
        (tmp_path / chapter).mkdir()
        (tmp_path / chapter / "evidence.yml").write_text("twice: 1\n", encoding="utf-8")
    monkeypatch.setattr(evidence, "paths_of", lambda name: sorted(tmp_path.rglob(name)))

    with pytest.raises(EvidenceError, match="'twice' stands in one/ and in two/"):
        evidence.merged("evidence.yml", lambda text: {text.split(":")[0]: text})


def test_each_work_stands_once():
    """No two entries of the bibliography share a DOI."""
    dois = [entry.fields["doi"].lower() for entry in bibliography.entries().values() if "doi" in entry.fields]

    assert len(dois) == len(set(dois))
