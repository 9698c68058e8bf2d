"""How a text goes into a cell of an upper level's workbook: as a number or date where the cell's own format shows it, else as text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from medaid_desktop.core.texts.dates import PartialDate, read_date
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.formats.excel.patching.edits import Content, Number
from medaid_desktop.formats.excel.shown.looks import Look
from medaid_desktop.formats.excel.shown.number_format import DAYS_TO_1904, PLAIN_CODES, is_date, shown_text

MOST_DIGITS = 15
"""Digits that a cell keeps of a number; more would be lost."""

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_PERCENT = re.compile(rf"({_PLAIN.pattern})%")
_WITHIN = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_IN_BRACKETS = re.compile(rf"[(（]({_PLAIN.pattern.removeprefix('-?')})[)）]")
_DECIMALS = re.compile(r"(?<![\\_*])0(?:\.(0+))?(?![0-9.,#?])")
_WHOLE_DATE = re.compile(r"[0-9]{4}(?P<one>[^0-9\"]*)[0-9]{1,2}(?P<two>[^0-9\"]*)[0-9]{1,2}(?P<end>[^0-9\"]*)")
_FIRST_DAY = date(1899, 12, 30)
_LAST_UNSURE = 60
"""Programs number the first days of 1900 differently."""
_FORMULA_SIGNS = ("=", "+", "-", "@")
_FIGURES = frozenset({"amount", "number", "target"})
_WORDS = frozenset({"text", "long-text", ""})
"""Types whose texts may be figures; codes, phones, periods, choices, names of places and offices never are."""


class Typed(NamedTuple):
    """What is written, and what the cell's style needs for it: another number format (`code`), a mark that it is no formula."""

    content: Content
    code: str = ""
    quoted: bool = False


@lru_cache(maxsize=4096)
def typed(text: str, look: Look, kind: str, listed: bool) -> Typed:
    """A text for a cell that looks so; `kind` is the type of its field, "" for a text that is no single value, `listed` says that
    the cell's choice list has this very text."""
    if not text:
        return Typed(None)
    code = look.code
    if code == "@" or listed:
        return _as_text(text, look)
    if code.lower() not in PLAIN_CODES and is_date(code):
        return _day(text, look, kind == "date") or _as_text(text, look)
    if kind in _FIGURES or kind in _WORDS:
        number = _number(text, look, kind in _FIGURES)
        if number is not None:
            return number
    return _as_text(text, look)


def _number(text: str, look: Look, may_change: bool) -> Typed | None:
    """A text as a number: where the format shows this very text, else a plain number that it shows in whole, else, if the
    style may change, in a format that does."""
    for value in _candidates(text, look.code):
        if look.number(float(value)) == text:
            return Typed(_stored(value))
    below = _in_brackets(text, look) if may_change else None
    if below is not None:
        return below
    percent = _PERCENT.fullmatch(text)
    if _is_percent(look.code):
        if not percent or not may_change or not _is_short(percent[1]):
            return None
        return _exact(text, _value(percent[1]) / 100, look)
    if not _PLAIN.fullmatch(text) or not _is_short(text) or (text.startswith("-") and not _value(text)):
        return None
    value = _value(text)
    if look.code.lower() not in PLAIN_CODES and _says(look.number(float(value)), value):
        return Typed(_stored(value))
    return _exact(text, value, look) if may_change else None


def _candidates(text: str, code: str) -> Iterator[Decimal]:
    """The numbers that a text may stand for in a format that puts words around them."""
    found = _WITHIN.findall(text)
    if len(found) == 1 and _is_short(found[0]) and not (len(text) > 1 and text[0] in "=+@"):
        value = _value(found[0])
        if _is_percent(code):
            yield value / 100
        elif value or not text.startswith("-"):
            yield value


def _in_brackets(text: str, look: Look) -> Typed | None:
    """A number below zero in brackets, where the cell's own format writes such numbers so: (100) is one there, and anywhere else
    a note as well. The format becomes one that shows this very text."""
    found = _IN_BRACKETS.fullmatch(text)
    if found is None or not _is_short(found[1]) or not _value(found[1]):
        return None
    value = -_value(found[1])
    shown = look.number(float(value)).strip()
    if not _IN_BRACKETS.fullmatch(shown):
        return None
    digits = _plain_code(found[1])
    code = "" if shown == text else f'{digits};"{text[0]}"{digits}"{text[-1]}"'
    exact = Look(code, look.font, look.indent, look.epoch_1904).number(float(value)) if code else shown
    return Typed(_stored(value), code) if exact == text else None


def _plain_code(digits: str) -> str:
    """The format that shows just these digits."""
    places = len(digits.partition(".")[2])
    return ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "")


def _is_percent(code: str) -> bool:
    return "%" in code


def _is_short(digits: str) -> bool:
    return sum(letter.isdigit() for letter in digits) <= MOST_DIGITS


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _stored(value: Decimal) -> Number:
    return Number(f"{value.normalize():f}" if value else "0")


def _says(shown: str, value: Decimal) -> bool:
    """Whether a shown number is a value in whole; (105) is one below zero."""
    if value_of(shown) == value:
        return True
    found = _WITHIN.findall(shown)
    return len(found) == 1 and _value(found[0]) == value


def _exact(text: str, value: Decimal, look: Look) -> Typed | None:
    """A number in a format that shows all its digits: the cell's own with more decimals, else a plain one."""
    places = len(text.rstrip("%").partition(".")[2])
    plain = _plain_code(text.rstrip("%")) + ("%" if "%" in text else "")
    wider = "" if look.code.lower() in PLAIN_CODES else _with_decimals(look.code, places)
    for code in (wider, plain):
        if code:
            shown = Look(code, look.font, look.indent, look.epoch_1904).number(float(value))
            if shown == text or (code == wider and _says(shown.replace("%", ""), _value(text.rstrip("%")))):
                return Typed(_stored(value), code)
    return None


def _with_decimals(code: str, places: int) -> str:
    """A format code with at least so many decimals in each of its sections; quoted words stay as they are."""
    pieces = re.split(r'("[^"]*"|\[[^\]]*\])', code)
    zeros = "0" * places

    def wider(match: re.Match[str]) -> str:
        return match[0] if len(match[1] or "") >= places else f"0.{zeros}"

    return "".join(piece if number % 2 else _DECIMALS.sub(wider, piece) for number, piece in enumerate(pieces))


def _day(text: str, look: Look, may_change: bool) -> Typed | None:
    """A date as the number of its day: where the cell's format shows this very text, else, if the style may change, a whole date in
    a format that does."""
    found = read_date(text)
    if not isinstance(found, PartialDate):
        return None
    days = (found.first_day() - _FIRST_DAY).days - (DAYS_TO_1904 if look.epoch_1904 else 0)
    if days <= _LAST_UNSURE:
        return None
    if look.number(float(days)) == text:
        return Typed(Number(str(days)))
    for code in _date_codes(text) if found.day and may_change else ():
        if Look(code, look.font, look.indent, look.epoch_1904).number(float(days)) == text:
            return Typed(Number(str(days)), code)
    return None


def _date_codes(text: str) -> Iterator[str]:
    """The formats that may show a date as it is written: with or without the noughts of month and day, the signs between as they are."""
    match = _WHOLE_DATE.fullmatch(text)
    if match is None:
        return
    one, two, end = (sign if sign in ("", "-", ".") else f'"{sign}"' for sign in match.group("one", "two", "end"))
    lengths = [("m", "d"), ("mm", "dd"), ("m", "dd"), ("mm", "d")]
    for month, day in sorted(lengths, key=lambda pair: pair != ("mm", "dd")) if one in ("", "-") else lengths:
        yield f"yyyy{one}{month}{two}{day}{end}"


def _as_text(text: str, look: Look) -> Typed:
    """A text that stays one. Where the format itself adds words to texts, they are not stored twice."""
    quoted = text.startswith(_FORMULA_SIGNS) and look.code != "@"
    if look.code.lower() in PLAIN_CODES or look.leaves_text:
        return Typed(text, "", quoted)
    if shown_text(text, look.code).strip() == text.strip():
        return Typed(text, "", quoted)
    before, mark, after = shown_text("\0", look.code).partition("\0")
    inner = text.removeprefix(before).removesuffix(after) if mark and (before or after) else text
    if shown_text(inner, look.code) == text:
        return Typed(inner, "", quoted)
    return Typed(text, "@", False)
