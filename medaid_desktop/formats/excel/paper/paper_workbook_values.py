"""What a text becomes in a cell of a new workbook: a number that shows just the same digits, or a text that stays one."""

import re
from typing import NamedTuple
from xml.sax.saxutils import escape

from medaid_desktop.errors import UserError

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds, counted in UTF-16 units."""

GENERAL, TEXT = "General", "@"
_TEXT_SHOWS = 255
"""Some versions show a longer text as ##### in a cell of the format for texts."""
_MOST_DIGITS = 15
_NUMBER = re.compile(r"(-?)(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?(%?)", re.ASCII)
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TAKEN_FOR_MORE = re.compile(r"[=+\-@']")


class Number(NamedTuple):
    """A number as a workbook stores it, and the format that shows it as it was written."""

    stored: str
    code: str


def as_number(text: str) -> Number | None:
    """The number that a text is, None where a workbook would not show just that text: 007, -0, 1e5, more than 15 digits."""
    match = _NUMBER.fullmatch(text)
    if not match or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    sign, whole, decimals, percent = match[1], match[2], match[3] or "", match[4]
    if sign and not (whole + decimals).strip("0,"):
        return None
    code = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "") + percent
    whole = whole.replace(",", "")
    if percent:
        digits = whole.rjust(3, "0")
        whole, decimals = digits[:-2], digits[-2:] + decimals
    decimals = decimals.rstrip("0")
    return Number(f"{sign}{whole}" + (f".{decimals}" if decimals else ""), code)


def text_code(text: str) -> str:
    """The format under which a text stays one when a clerk types into its cell."""
    return TEXT if len(text) <= _TEXT_SHOWS else GENERAL


def is_quoted(text: str) -> bool:
    """Whether a text would be taken for a formula once its cell is edited under another format; such a one is marked."""
    return bool(_TAKEN_FOR_MORE.match(text))


def stored_text(text: str, sheet: str, cell: str) -> str:
    """A text as it stands in a workbook's XML. Nothing is left out: UserError for characters that a workbook cannot hold
    and for a text too long for a cell."""
    if not text.isprintable():
        refused = _REFUSED.search(text)
        if refused:
            raise UserError(
                f"文字里有工作簿存不下的字符（U+{ord(refused[0]):04X}）", f"《{sheet}》{cell}", "请删去该字符后重新导出"
            )
    units = len(text) if len(text) <= MOST_CHARACTERS // 2 else len(text.encode("utf-16-le")) // 2
    if units > MOST_CHARACTERS:
        raise UserError(
            f"一格文字有 {units:,} 个字，Excel 一格最多 {MOST_CHARACTERS:,} 个",
            f"《{sheet}》{cell}",
            "请精简这一格后重新导出",
        )
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    return escape(text)
