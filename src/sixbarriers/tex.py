"""Write a model's equations as LaTeX by calling its own right-hand side; terms keep the order of the source."""

from types import SimpleNamespace

__all__ = ["equations"]

SUM, PRODUCT, ATOM = 1, 2, 3


class Tex:
    """A piece of LaTeX that arithmetic extends; *rank* tells when it needs brackets."""

    __array_ufunc__ = None  # so that numpy leaves arithmetic to this class

    def __init__(self, text, rank=ATOM):
        self.text, self.rank = text, rank

    def within(self, rank):
        """Return the text, in brackets where its rank is lower."""
        return self.text if self.rank >= rank else f"\\left({self.text}\\right)"

    def __add__(self, other):
        return Tex(f"{self.text} + {_tex(other).text}", SUM) if _text(other) != "0" else self

    def __radd__(self, other):
        return _tex(other) + self

    def __sub__(self, other):
        return Tex(f"{self.text} - {_tex(other).within(PRODUCT)}", SUM)

    def __rsub__(self, other):
        return _tex(other) - self

    def __neg__(self):
        return Tex(f"-{self.within(PRODUCT)}", SUM)

    def __mul__(self, other):
        if "0" in (self.text, _text(other)):
            return Tex("0")
        return Tex(f"{self.within(PRODUCT)} \\, {_tex(other).within(PRODUCT)}", PRODUCT)

    def __rmul__(self, other):
        return _tex(other) * self

    def __truediv__(self, other):
        return Tex(f"\\frac{{{self.text}}}{{{_tex(other).text}}}", PRODUCT)

    def __rtruediv__(self, other):
        return _tex(other) / self

    def __pow__(self, other):
        return Tex(f"{self.within(ATOM)}^{{{_tex(other).text}}}", ATOM)


def _tex(value):
    return value if isinstance(value, Tex) else Tex(f"{value:g}")


def _text(value):
    return _tex(value).text


def equations(model):
    """
    Return the equations of *model* as LaTeX lines, one for each state whose rate is not zero.

    Args:
        model (Model): its right-hand side is called with symbols that write down what is done to them.

    Returns:
        list[str]: such as ``\\frac{dC_T}{dt} = φ \\, C_T - ...``.
    """
    states = SimpleNamespace(**{state.name: Tex(state.symbol) for state in model.states})
    parameters = SimpleNamespace(**{name: Tex(p.symbol) for name, p in model.parameters.items()})
    rates = model.rates(states, parameters)
    return [
        f"\\frac{{d{state.symbol}}}{{dt}} = {_text(rate)}"
        for state, rate in zip(model.states, rates, strict=True)
        if _text(rate) != "0"
    ]
