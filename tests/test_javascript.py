"""What the compiler prints is what the symbols say."""

import subprocess

import pytest
import sympy

from sixbarriers.javascript import _Printer

X, Y = sympy.symbols("x y", positive=True)


@pytest.mark.parametrize("expression", [X / Y**2, X / Y**3, X**2 / (Y**2 + X**3), (X / Y**2) ** 3, -(X**2) / Y**2])
def test_a_power_keeps_its_place_in_a_fraction(node, expression):
    """A square or cube below a fraction bar divides as a whole, though it is printed as a product."""
    printed = _Printer({}).doprint(expression)
    script = f"const x = 3, y = 7; process.stdout.write(String({printed}));"
    found = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout

    assert float(found) == pytest.approx(float(expression.subs({X: 3, Y: 7})), rel=1e-12)
