"""Numbers in words for students; the page says the same with ``explorer/format.js``."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

__all__ = ["listed", "say", "short"]

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_BIG = ((12, "trillion"), (9, "billion"), (6, "million"))


def say(value):
    """
    Return *value* as a student would read it: three significant figures, large numbers in words.

    >>> say(253441.17), say(2.53e-5), say(7.12e11), say(float("nan"))
    ('253,000', '2.53 × 10⁻⁵', '712 billion', 'no value')
    """
    value = float(value)
    unusual = _unusual(value)
    if unusual is not None:
        return unusual
    sign = "−" if value < 0 else ""
    digits, exponent = _rounded(abs(value), 3)
    if exponent < -3 or exponent >= 15:
        return f"{sign}{_plain(digits, 1)} × 10{_superscript(exponent)}"
    for power, word in _BIG:
        if exponent >= power:
            return f"{sign}{_plain(digits, exponent - power + 1)} {word}"
    plain = _plain(digits, exponent + 1)
    return sign + (plain if exponent < 3 else f"{int(plain):,}")


def listed(names):
    """Return *names* as a list in a sentence: "colon, lung and skin"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def short(value):
    """
    Return *value* for ticks and fields: four significant figures at most.

    >>> short(2.5e5), short(0.25), short(1e6)
    ('2.5 × 10⁵', '0.25', '10⁶')
    """
    value = float(value)
    unusual = _unusual(value)
    if unusual is not None:
        return unusual
    sign = "−" if value < 0 else ""
    digits, exponent = _rounded(abs(value), 4)
    if -2 <= exponent < 4:
        return sign + _plain(digits, exponent + 1)
    mantissa = _plain(digits, 1)
    return f"{sign}{'' if mantissa == '1' else mantissa + ' × '}10{_superscript(exponent)}"


def _unusual(value):
    """Return what is said of a value that no rule of rounding covers; None for ordinary numbers."""
    if math.isnan(value):
        return "no value"
    if value == 0:
        return "0"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return None


def _rounded(value, figures):
    """Return digits and power of ten of the positive *value*, rounded half up on its exact binary value."""
    rounded = Context(prec=figures, rounding=ROUND_HALF_UP).create_decimal(Decimal(value))
    digits = "".join(map(str, rounded.as_tuple().digits))
    return digits.ljust(figures, "0"), rounded.adjusted()


def _plain(digits, whole):
    """Return *digits* with the point after *whole* of them, without trailing zeros behind the point."""
    if whole <= 0:
        return _plain("0" * (1 - whole) + digits, 1)
    padded = digits.ljust(whole, "0")
    rest = padded[whole:].rstrip("0")
    return padded[:whole] + ("." + rest if rest else "")


def _superscript(exponent):
    return str(exponent).translate(_SUPERSCRIPTS)
