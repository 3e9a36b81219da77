"""The build fails, and says where, on a number without a source and on a claim without a place."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[1]
CONF = """
project = "Fixture"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "sixbarriers.sphinx"]
bibtex_bibfiles = ["book/references.bib"]
root_doc = "book/exhaustion/chapter"
html_theme = "sixbarriers"
html_math_renderer = "mathml"
exclude_patterns = ["src"]
"""
CHAPTER = """# A chapter

{text}

```{{claim}} A13
```

```{{bibliography}}
```
"""
CLAIMS = 'A13: {chapter: exhaustion, section: "1", says: It is so., verdict: [supported], truth: "Yes.", sources: [wherry2003]}\n'


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return a small checkout without a chapter."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "conf.py").write_text(CONF, encoding="utf-8")
    return root


@pytest.fixture
def tree(checkout, tmp_path):
    """Return a small checkout with one chapter, and a way to build it: build(text, more={folder: text}, **environment) -> (code, what it said)."""
    book = checkout / "book"
    shutil.rmtree(book, ignore_errors=True)
    (book / "exhaustion").mkdir(parents=True)
    sources = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").rglob("references.bib")))
    (book / "references.bib").write_text("\n".join(sources), encoding="utf-8")
    registries = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").rglob("evidence.yml")))
    (book / "evidence.yml").write_text("\n".join(registries), encoding="utf-8")
    (book / "claims.yml").write_text(CLAIMS, encoding="utf-8")

    def build(text, more=None, **environment):
        (book / "exhaustion" / "chapter.md").write_text(CHAPTER.format(text=text), encoding="utf-8")
        for folder, other in (more or {}).items():
            (book / folder).mkdir()
            (book / folder / "chapter.md").write_text(f"---\norphan: true\n---\n# A chapter\n\n{other}\n", encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "--keep-going", str(checkout), str(tmp_path / "out")]
        env = {**os.environ, "PYTHONPATH": str(checkout / "src"), "PYTHONWARNINGS": "default", **environment}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        return done.returncode, done.stderr

    build.book = book
    return build


def test_a_sound_chapter_builds(tree):
    """Numbers by role, names with digits and words for small counts pass."""
    code, said = tree("PD-1 and CD28 rose in {num}`adusumilli2021-patients`, seven of them; see {cite:t}`wherry2003`.")

    assert (code, said) == (0, "")


EXPLORER = "```{explorer} cartmath\n```\n\n"
STEP = "- title: T\n  state: scenario=RAJI\n  question: Why?\n  notice: Look.\n"


def steps(*items, key="cartmath"):
    """Return a lab sheet of *items*; as the text of the chapter, its second step begins on line 8."""
    return f"```{{steps}} {key}\n{''.join(items)}```\n\n"


FAILURES = {
    "unknown id": ("It was {num}`no-such-number`.", "'no-such-number' is not a number of the evidence registry"),
    "unknown computed number": ("It was {ours}`cartmath.no-such`.", "'no-such' is not a computed result of cartmath"),
    "bare numeral": ("It was 42 patients.", "bare numeral '42'"),
    "bare percentage": ("It fell by 12.5%.", "bare numeral '12.5%'"),
    "unknown source": ("See {cite:t}`nobody1900`.", "nobody1900"),
    "state out of range": ("{state}`Try <cartmath?scenario=RAJI&dose=9e99>`.", "dose must lie between"),
    "state of an unknown scenario": ("{state}`Try <cartmath?scenario=RAJA>`.", "'RAJA' is not a scenario"),
    "design of an unknown antigen": ("```{designs}\n- [lung cancer, MLSN]\n```", "'MLSN' is not a target antigen. Did you mean 'MSLN'"),
    "design that is no list": ("```{designs}\n- MSLN\n```", "received 'MSLN'"),
    "unknown claim": ("```{claim} A99\n```", "'A99' is not a claim"),
    "question without an answer": ('```{question}\nask: "Why?"\noptions:\n  - {text: "a", say: "b"}\n```', "no option is right"),
    "pin that cannot be read": ("{state}`Try <cartmath?scenario=RAJI&pin=low>`.", "a pin is written as pin=name(scenario=...,parameter=...)"),
    "steps of an unknown model": (steps(STEP, STEP, key="cartmaths"), "'cartmaths' is not a model"),
    "one step": (steps(STEP), "has 2 to 5 steps, but here are 1"),
    "six steps": (steps(*6 * [STEP]), "has 2 to 5 steps, but here are 6"),
    "steps that are no list": ("```{steps} cartmath\ntitle: T\n```", "the body must be a list of steps"),
    "steps that are not YAML": ("```{steps} cartmath\n- title: [\n```", "the body is not YAML"),
    "step without a notice": (steps(STEP, STEP.replace("  notice: Look.\n", "")), "chapter.md:8: ERROR: steps: step 2 lacks notice"),
    "step with an empty question": (steps(STEP, STEP.replace("Why?", "''")), "chapter.md:10: ERROR: steps: step 2: 'question' must be a text"),
    "step with an unknown word": (steps(STEP, STEP.replace("notice", "notise")), "chapter.md:11: ERROR: steps: step 2 has no place for 'notise'"),
    "step out of range": (steps(STEP, STEP.replace("RAJI", "RAJI&dose=9e99")), "chapter.md:9: ERROR: steps: step 2: the state 'scenario=RAJI&dose=9e99' does not fit cartmath. dose must lie between"),
    "step that may predict": (steps(STEP, STEP + "  predict: maybe\n"), "chapter.md:12: ERROR: steps: step 2: predict must be true or false, or a curve to draw (tumour, "),
    "step with a bare numeral": (EXPLORER + steps(STEP, STEP.replace("Look.", "It is 42.")), "bare numeral '42'"),
    "steps away from their explorer": (EXPLORER + "So.\n\n" + steps(STEP, STEP), "must stand directly after their explorer"),
    "steps twice": (EXPLORER + steps(STEP, STEP) + EXPLORER + steps(STEP, STEP), "'cartmath' has steps twice on this page"),
    "link to no step": (EXPLORER + steps(STEP, STEP) + "See {step}`step three <cartmath 3>`.", "this page has no step 3 of 'cartmath'"),
    "link to a step of nothing": ("See {step}`step three`.", "step: write it as text <model number>"),
}


def test_the_build_fails_at_the_line(tree):
    """Each failure names its fault and points into its chapter, and none hides another."""
    folders = {f"fault-{place}": name for place, name in enumerate(FAILURES)}
    code, said = tree("Fine.", {folder: FAILURES[name][0] for folder, name in folders.items()})
    lines = said.splitlines()
    missing = []
    for folder, name in folders.items():
        message = FAILURES[name][1]
        place, _, words = message.rpartition("chapter.md:")
        # What points to a line is found three lines further down, below the page's own front matter.
        number, _, rest = words.partition(":")
        wanted = f"{folder}/chapter.md:{int(number) + 3}:{rest}" if message.startswith("chapter.md:") else message
        if not any(wanted in line and f"{folder}/chapter.md" in line for line in lines):
            missing.append((name, wanted))

    assert code != 0
    assert missing == []


def test_the_build_fails_on_an_overdue_number(tree):
    """A fast-moving number past its review date stops the build; the date comes by argument."""
    code, said = tree("Fine.", SOURCE_DATE_EPOCH="1900000000")

    assert code != 0
    assert "was to be reviewed by 2027-06-30" in said


def test_the_build_fails_on_a_number_of_unknown_source(tree):
    """Every source of the registry stands in references.bib."""
    path = tree.book / "evidence.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("source: wherry2003", "source: wherry1903"), encoding="utf-8")
    code, said = tree("Fine.")

    assert code != 0
    assert "the source 'wherry1903' is not in references.bib" in said


def test_the_build_fails_on_a_claim_without_a_place(tree):
    """A claim whose chapter does not show it stops the build."""
    path = tree.book / "claims.yml"
    path.write_text(CLAIMS + CLAIMS.replace("A13", "A14"), encoding="utf-8")
    code, said = tree("Fine.")

    assert code != 0
    assert "A14 has no place in the book" in said
