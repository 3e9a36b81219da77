"""Write a model's equations or formulas as LaTeX by calling its own functions; terms keep the order of the source."""

from types import SimpleNamespace

from .errors import ModelError

__all__ = ["Tex", "cases", "equations", "written"]

SUM, PRODUCT, ATOM = 1, 2, 3


class Tex:
    """A piece of LaTeX that arithmetic extends; *rank* tells when it needs brackets."""

    __array_ufunc__ = None  # so that numpy leaves arithmetic to this class

    def __init__(self, text, rank=ATOM, minus=None):
        self.text, self.rank, self.minus = text, rank, minus  # minus: what this is the negative of

    def within(self, rank):
        """Return the text, in brackets where its rank is lower."""
        return self.text if self.rank >= rank else f"\\left({self.text}\\right)"

    def __add__(self, other):
        other = _tex(other)
        if other.minus:
            return self - other.minus
        return Tex(f"{self.text} + {other.text}", SUM) if other.text != "0" else self

    def __radd__(self, other):
        return _tex(other) + self

    def __sub__(self, other):
        return Tex(f"{self.text} - {_tex(other).within(PRODUCT)}", SUM)

    def __rsub__(self, other):
        return _tex(other) - self

    def __neg__(self):
        return Tex(f"-{self.within(PRODUCT)}", SUM, self)

    def __mul__(self, other):
        if "0" in (self.text, _text(other)):
            return Tex("0")
        if self.text == "1":
            return _tex(other)
        if self.minus:
            return -(self.minus * other)
        return Tex(f"{self.within(PRODUCT)} \\, {_tex(other).within(PRODUCT)}", PRODUCT)

    def __rmul__(self, other):
        return _tex(other) * self

    def __truediv__(self, other):
        if self.minus:
            return -(self.minus / other)
        return Tex(f"\\frac{{{self.text}}}{{{_tex(other).text}}}", PRODUCT)

    def __rtruediv__(self, other):
        return _tex(other) / self

    def __lt__(self, other):
        return Tex(f"{self.text} < {_text(other)}", SUM)

    def __gt__(self, other):
        return Tex(f"{self.text} > {_text(other)}", SUM)

    def __le__(self, other):
        return Tex(rf"{self.text} \le {_text(other)}", SUM)

    def __ge__(self, other):
        return Tex(rf"{self.text} \ge {_text(other)}", SUM)

    def __pow__(self, other):
        return Tex(f"{self.within(ATOM)}^{{{_tex(other).text}}}", ATOM)


def _tex(value):
    return value if isinstance(value, Tex) else Tex(f"{value:g}")


def _text(value):
    return _tex(value).text


_FORMS = {
    "exp": (r"\exp\left({}\right)", PRODUCT),
    "log": (r"\ln\left({}\right)", PRODUCT),
    "sqrt": (r"\sqrt{{{}}}", ATOM),
    "tanh": (r"\tanh\left({}\right)", PRODUCT),
    "sinh_ratio": (r"\frac{{\sinh\left({}\right)}}{{\sinh\left({}\right)}}", PRODUCT),
    "erfc": (r"\operatorname{{erfc}}\left({}\right)", PRODUCT),
    "minimum": (r"\min\left({}, {}\right)", PRODUCT),
    "maximum": (r"\max\left({}, {}\right)", PRODUCT),
    "both": (r"{} \text{{ and }} {}", SUM),
    "equal": ("{} = {}", SUM),
    "truth": (r"\left[{}\right]", ATOM),
    "where": (r"\begin{{cases}} {1} & \text{{if }} {0} \\ {2} & \text{{otherwise}} \end{{cases}}", SUM),
}


_CASES, _END = r"\begin{cases} ", r" \end{cases}"


def written(name, *values):
    """Return the Tex of the function *name* of sixbarriers.functions, applied to *values*."""
    form, rank = _FORMS[name]
    if name == "where":
        condition, yes, no = values
        # A choice within the last branch continues the list.
        values = (condition, yes, no) if not _text(no).startswith(_CASES) else (condition, yes, Tex(_text(no)[len(_CASES) : -len(_END)]))
        form = form if values[2] is no else r"\begin{{cases}} {1} & \text{{if }} {0} \\ {2} \end{{cases}}"
    return Tex(form.format(*map(_text, values)), rank)


def cases(choices):
    """Return the Tex of a value that a choice decides, *choices* mapping the names of the options to the values."""
    rows = r" \\ ".join(rf"{_text(value)} & \text{{{name}}}" for name, value in choices.items())
    return Tex(rf"\begin{{cases}} {rows} \end{{cases}}", SUM)


def equations(model):
    """
    Return what *model* computes as LaTeX lines: its equations or formulas, then the definitions that they name.

    Args:
        model (Model): its functions are called with symbols that write down what is done to them.

    Returns:
        list[str]: such as ``\\frac{dC_T}{dt} = φ \\, C_T - ...``, one for each state whose rate is not zero, or, in a
        model without states, one for each series with a symbol; then one for each readout with a symbol and a formula.

    Raises:
        ModelError: a model without states has nothing with a symbol, and no definitions.
    """
    names = {state.name: Tex(state.symbol) for state in model.states} or {model.axis: Tex(model.axis_symbol)}
    state = SimpleNamespace(**names, **{one.name: Tex(one.symbol) for one in model.definitions})
    p = SimpleNamespace(**{name: Tex(parameter.symbol) for name, parameter in model.parameters.items()})
    if model.states:
        rates = model.rates(state, p)
        found = [(rf"\frac{{d{one.symbol}}}{{d{model.axis_symbol}}}", _text(rate)) for one, rate in zip(model.states, rates, strict=True)]
    else:
        values = model.lines(state, p)
        found = [(one.symbol, _text(values[one.name])) for one in model.series if one.symbol]
    found = [line for line in found if line[1] != "0"] + [(one.symbol, _text(one.value(state, p))) for one in model.definitions]
    found += _readouts(model, p)
    if not found:
        raise ModelError(f"{model.name}: no series has a symbol, so there is no formula to print. Give one a symbol.")
    return [f"{symbol} = {text}" for symbol, text in found]


def _readouts(model, p):
    """Return (symbol, LaTeX) of the readouts with a symbol and a formula; one without a symbol is written out where it is used."""
    if not any(one.symbol for one in model.readouts):
        return []
    found, lines = {}, []
    for one in model.readouts:
        value = Tex(one.symbol or one.name) if one.formula is None else one.formula(SimpleNamespace(**found), p)
        if one.symbol and one.formula:
            lines.append((one.symbol, _text(value)))
            value = Tex(one.symbol)
        found[one.name] = value
    return lines
