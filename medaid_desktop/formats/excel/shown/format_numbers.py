"""Numbers printed by a section of a number format: digits, thousands, per cent, powers of ten, fractions."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from medaid_desktop.formats.excel.shown.format_general import exact, general, rounded
from medaid_desktop.formats.excel.shown.format_parts import Part, Section
from medaid_desktop.formats.excel.shown.format_simple import simple_format
from medaid_desktop.formats.numerals import (
    DIGITS,
    FORMAL_DIGITS,
    WIDE_DIGITS,
    digit_by_digit,
    in_words,
)

_NUMERALS = {1: DIGITS, 2: FORMAL_DIGITS, 3: WIDE_DIGITS}
_SPELT_BELOW = 10**16


def print_number(number: float, section: Section) -> str:
    """A finite number without its sign as the section prints it."""
    amount = abs(number)
    simple = simple_format(section)
    if simple is not None and (text := simple.print(amount)) is not None:
        return text
    parts = section.parts
    if section.has("general") or section.only_text:
        plain = _spelt(amount, section.numerals)
        return "".join(plain if part.kind in ("general", "cell text") else part.text for part in parts)
    if section.has("exponent"):
        text = _power(exact(amount), parts)
    elif (place := _fraction_place(parts)) is not None:
        text = _fraction(exact(amount), parts, place)
    else:
        text = _plain(_scaled(exact(amount), parts), parts)
    return digit_by_digit(text, _NUMERALS[section.numerals]) if section.numerals in _NUMERALS else text


def _spelt(amount: float, numerals: int) -> str:
    text = general(amount)
    if numerals in (1, 2) and amount < _SPELT_BELOW and "E" not in text:
        whole, point, rest = text.partition(".")
        return in_words(int(whole), numerals == 2) + point + digit_by_digit(rest, _NUMERALS[numerals])
    return digit_by_digit(text, WIDE_DIGITS) if numerals == 3 else text


def _scaled(amount: Decimal, parts: Sequence[Part]) -> Decimal:
    """Times 100 for each %, by 1000 for each comma that follows the last digit of the whole number."""
    amount = amount.scaleb(2 * sum(part.kind == "percent" for part in parts))
    return amount.scaleb(-3 * len(_scaling(parts)))


def _scaling(parts: Sequence[Part]) -> set[int]:
    """The places of the commas that divide."""
    places: set[int] = set()
    seen = False
    for place, part in enumerate(parts):
        if part.kind == "digit":
            seen = True
            places.clear()
        elif part.kind == "comma" and seen and (place - 1 in places or parts[place - 1].kind == "digit"):
            places.add(place)
        elif part.kind == "point":
            break
    after_point = _after_point(parts)
    return places | after_point


def _after_point(parts: Sequence[Part]) -> set[int]:
    """Commas behind the decimals divide as well (0.0,)."""
    point = next((place for place, part in enumerate(parts) if part.kind == "point"), None)
    if point is None:
        return set()
    last = max((place for place, part in enumerate(parts) if part.kind == "digit" and place > point), default=point)
    places: set[int] = set()
    while last + 1 < len(parts) and parts[last + 1].kind == "comma":
        last += 1
        places.add(last)
    return places


def _plain(amount: Decimal, parts: Sequence[Part]) -> str:
    """Digits set into their places; literals between the places stay where they are."""
    point = next((place for place, part in enumerate(parts) if part.kind == "point"), len(parts))
    decimals = [place for place, part in enumerate(parts) if part.kind == "digit" and place > point]
    whole, _, rest = f"{rounded(amount, len(decimals)):f}".partition(".")
    first = next((place for place, part in enumerate(parts) if part.kind == "digit"), len(parts))
    printed = {place: part.text for place, part in enumerate(parts) if part.kind != "comma" or place < first}
    printed.update(_whole_digits("" if whole == "0" else whole, parts, point))
    printed.update(_decimal_digits(rest, [(place, parts[place].text) for place in decimals]))
    return "".join(printed.get(place, "") for place in range(len(parts)))


def _whole_digits(digits: str, parts: Sequence[Part], point: int) -> dict[int, str]:
    """What stands in each place of the whole number, filled from the right; the first takes all that is left."""
    places = [place for place, part in enumerate(parts[:point]) if part.kind == "digit"]
    if not places:
        return {point: digits + "."} if point < len(parts) and digits else {}
    commas = {place for place in range(places[0], places[-1]) if parts[place].kind == "comma"}
    left, count = digits, 0
    printed: dict[int, str] = {}
    for place in reversed(places):
        take = left if place == places[0] and left else left[-1:]
        left = left[: len(left) - len(take)]
        take = take or {"0": "0", "?": " "}.get(parts[place].text, "")
        text = ""
        for digit in reversed(take):
            gap = (" " if digit == " " else ",") if commas and count and count % 3 == 0 else ""
            text = digit + gap + text
            count += 1
        printed[place] = text
    return printed


def _decimal_digits(digits: str, places: Sequence[tuple[int, str]]) -> dict[int, str]:
    printed: dict[int, str] = {}
    idle = True
    for (place, holder), digit in reversed(list(zip(places, digits, strict=True))):
        idle = idle and digit == "0" and holder != "0"
        printed[place] = {"?": " "}.get(holder, "") if idle else digit
    return printed


def _power(amount: Decimal, parts: Sequence[Part]) -> str:
    """0.00E+00; with several whole digits the exponent goes in steps of their number (##0.0E+0)."""
    place = next(place for place, part in enumerate(parts) if part.kind == "exponent")
    mantissa_parts, exponent_parts = parts[:place], parts[place + 1 :]
    point = next((i for i, part in enumerate(mantissa_parts) if part.kind == "point"), place)
    step = max(sum(part.kind == "digit" for part in mantissa_parts[:point]), 1)
    places = sum(part.kind == "digit" for part in mantissa_parts[point:])
    exponent = amount.adjusted() // step * step if amount else 0
    if amount and rounded(amount.scaleb(-exponent), places) >= Decimal(10) ** step:
        exponent += step
    mantissa = _plain(amount.scaleb(-exponent), mantissa_parts)
    sign = "-" if exponent < 0 else "+" if parts[place].text[1] == "+" else ""
    return f"{mantissa}E{sign}{_plain(Decimal(abs(exponent)), exponent_parts)}"


def _fraction_place(parts: Sequence[Part]) -> int | None:
    """Where the bar of a fraction stands: between digits (? / ?, ?/4)."""
    for place, part in enumerate(parts):
        if part.kind == "slash":
            before = any(other.kind == "digit" for other in parts[:place])
            after = parts[place + 1 :]
            if before and after and (after[0].kind == "digit" or after[0].text.isdigit()):
                return place
    return None


def _fraction(amount: Decimal, parts: Sequence[Part], bar: int) -> str:
    """1 3/4: the whole number, if the format has a place for it, and the nearest fraction with so many digits."""
    start = bar
    while start and parts[start - 1].kind == "digit":
        start -= 1
    end = bar + 1
    while end < len(parts) and (parts[end].kind == "digit" or parts[end].text.isdigit()):
        end += 1
    below = "".join(part.text for part in parts[bar + 1 : end])
    mixed = any(part.kind == "digit" for part in parts[:start])
    whole = int(amount) if mixed else 0
    ratio = Fraction(amount) - whole
    if below.strip("0?#"):
        denominator = max(int("".join(sign if sign.isdigit() else "0" for sign in below)), 1)
        numerator = int(rounded(Decimal(ratio.numerator) * denominator / ratio.denominator, 0))
    else:
        nearest = ratio.limit_denominator(10 ** min(len(below), 7) - 1)
        numerator, denominator = nearest.numerator, nearest.denominator
    if mixed and numerator == denominator:
        whole, numerator = whole + 1, 0
    head = _plain(Decimal(whole), parts[:start])
    if mixed and numerator == 0:
        blanks = " " * (bar - start + 1 + len(below))
        return (head if whole else _plain(Decimal(0), [Part("digit", "0")])) + blanks
    return f"{head}{str(numerator).rjust(bar - start)}/{str(denominator).ljust(len(below))}" + "".join(
        part.text for part in parts[end:] if part.kind == "text"
    )
