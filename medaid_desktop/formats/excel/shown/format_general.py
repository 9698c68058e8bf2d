"""Numbers in no particular format, as Excel shows them: at most eleven characters, and never a rounding of half down."""

from decimal import ROUND_HALF_UP, Context, Decimal

_CONTEXT = Context(prec=700, rounding=ROUND_HALF_UP)
_WIDTH = 11


def exact(number: float) -> Decimal:
    """The number as Excel counts: fifteen digits, so that 1.005 is not 1.00499…"""
    return Decimal(f"{number:.15g}")


def rounded(number: Decimal, places: int) -> Decimal:
    """Rounded to decimal places, halves away from zero."""
    return _CONTEXT.quantize(number, Decimal(1).scaleb(-places))


def general(number: float) -> str:
    """A finite number in the format General: 0.3, 123456789.1, 1.23457E+12."""
    if float(number).is_integer() and abs(number) < 10**_WIDTH:
        return str(int(number))
    short = _short(abs(number))
    sign = "-" if number < 0 else ""
    if short is not None:
        return sign + short
    amount = exact(abs(number))
    exponent = amount.adjusted()
    if -5 < exponent < _WIDTH:
        whole = max(exponent, 0) + 1
        text = _stripped(f"{rounded(amount, max(_WIDTH - 1 - whole, 0)):f}")
        if len(text) <= _WIDTH:
            return sign + text
    elif exponent < 0:
        text = f"{amount.normalize():f}"
        if len(text) <= _WIDTH:
            return sign + text
    return sign + scientific(amount, 5)


def _short(amount: float) -> str | None:
    """The text where the float's own digits tell it; None where they do not, or lie on a half."""
    stored = f"{amount:.15g}"
    if not 1e-4 <= amount < 1e9 or "e" in stored:
        return None
    if len(stored) <= _WIDTH:
        return stored
    places = _WIDTH - 1 - stored.find(".")
    if stored[-1] == "5" and len(stored) - stored.find(".") - 1 == places + 1:
        return None
    return _stripped(f"{amount:.{places}f}")


def scientific(amount: Decimal, places: int) -> str:
    """1.23457E+12: a mantissa without idle zeros and an exponent of at least two digits."""
    exponent = amount.adjusted()
    mantissa = rounded(amount.scaleb(-exponent), places)
    if mantissa >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    return f"{_stripped(f'{mantissa:f}')}E{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _stripped(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
