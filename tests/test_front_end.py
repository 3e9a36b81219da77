"""The front end: its own tests pass, its parts join into one script, and it stays small."""

import gzip
import pathlib
import re
import subprocess
from collections import Counter

from sixbarriers import bundle
from sixbarriers.javascript import compile_model
from sixbarriers.models import bozic2013, carrgo, cartmath, exhaustion_chain

ROOT = pathlib.Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "sixbarriers" / "explorer").glob("*.js"))


def test_the_modules_pass_their_own_tests(node):
    """Node's test runner finds no fault in any module."""
    tests = [str(path) for path in sorted((ROOT / "tests" / "js").glob("*.test.js"))]
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, check=False)

    assert len(tests) >= 6
    assert done.returncode == 0, done.stdout[-4000:]


def test_every_module_is_short():
    """No JavaScript file has more than 200 lines, no Python module more than 300."""
    python = [path for path in (ROOT / "src").rglob("*.py")]
    long = [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 200]
    long += [path.name for path in python if len(path.read_text(encoding="utf-8").splitlines()) > 300]

    assert long == []


def test_no_name_is_used_twice():
    """Joined into one script, no module overwrites another's names."""
    names = Counter(
        name for path in MODULES for name in re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_both_scripts_are_sound(node, tmp_path):
    """The page's script and the notebook's module parse, and need no eval."""
    (tmp_path / "page.js").write_text(bundle.classic(), encoding="utf-8")
    (tmp_path / "widget.mjs").write_text(bundle.module(compile_model(cartmath.model)), encoding="utf-8")
    for name in ("page.js", "widget.mjs"):
        done = subprocess.run([node, "--check", str(tmp_path / name)], capture_output=True, text=True, check=False)

        assert done.returncode == 0, done.stderr
        assert not re.search(r"\beval\(|new Function\(", (tmp_path / name).read_text(encoding="utf-8"))


def test_it_stays_small():
    """Gzipped, engine and chart with their styles take less than 60 kB and each model less than 5 kB."""
    engine = gzip.compress((bundle.classic() + bundle.stylesheet()).encode())
    models = [gzip.compress(compile_model(module.model).encode()) for module in (cartmath, carrgo, exhaustion_chain, bozic2013)]

    assert len(engine) < 60_000
    assert max(map(len, models)) < 5_000
