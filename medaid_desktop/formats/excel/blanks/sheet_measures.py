"""Widths and heights of workbooks in millimetres, and the paper they print on."""

from collections.abc import Sequence
from math import ceil

from medaid_desktop.core.sheet import A4_MM

MM_PER_PT = 25.4 / 72
MM_PER_PIXEL = 25.4 / 96
MM_PER_INCH = 25.4

_LATIN_DIGITS = {"calibri": 0.507, "arial": 0.556, "times new roman": 0.5, "cambria": 0.554, "helvetica": 0.556,
                 "tahoma": 0.546, "verdana": 0.636, "segoe ui": 0.539, "aptos narrow": 0.48}  # fmt: skip
"""The width of a digit in em of the Latin fonts that workbooks have as their usual one."""

_PADDING_PIXELS = 5
_PAPERS_MM = {
    1: (215.9, 279.4), 5: (215.9, 355.6), 7: (184.1, 266.7), 8: (297.0, 420.0), 9: A4_MM, 11: (148.0, 210.0),
    12: (257.0, 364.0), 13: (182.0, 257.0), 66: (420.0, 594.0), 70: (105.0, 148.0),
}  # fmt: skip
"""Papers by their number (ECMA-376 part 1, 18.3.1.63); others are taken for A4, which every office has."""

LARGEST_FORM = 3000
"""Rows of a sheet. What has more is a list of words or a register, not a form to fill in, and is taken as plain."""

USUAL_ROW_PT = 14.25
DEFAULT_MARGINS_MM = (17.8, 19.05, 17.8, 19.05)


def digit_pixels(font: str, size_pt: float) -> int:
    """How wide the widest digit of a workbook's usual font is at 96 dpi: the unit in which it tells widths of columns."""
    pixels = size_pt * 96 / 72
    share = _LATIN_DIGITS.get(font.strip().lower())
    if share is not None:
        return max(round(pixels * share), 1)
    wide = 0.539 if "雅黑" in font or "yahei" in font.lower() else 0.5
    return max(ceil(pixels * wide - 1e-6), 1)


def width_mm(digits: float, digit: int) -> float:
    """A column's width as stored (padding included) in millimetres (ECMA-376 part 1, 18.3.1.13)."""
    return int(((256 * digits + int(128 / digit)) / 256) * digit) * MM_PER_PIXEL


def usual_width_mm(base_digits: int, digit: int) -> float:
    """The width of a column of which nothing is said: so many digits and padding, in full eight pixels."""
    return ceil((base_digits * digit + _PADDING_PIXELS) / 8) * 8 * MM_PER_PIXEL


def paper_mm(number: int, landscape: bool) -> tuple[float, float]:
    """Width and height of a paper by its number."""
    width, height = _PAPERS_MM.get(number, A4_MM)
    return (height, width) if landscape else (width, height)


def fitted_scale(
    columns_mm: Sequence[float], rows_mm: Sequence[float], room_mm: tuple[float, float], pages: tuple[int, int]
) -> float:
    """What a sheet prints at that is to fit so many pages across and down; 0 pages leave a direction free."""
    scale = 1.0
    for total, room, count in zip((sum(columns_mm), sum(rows_mm)), room_mm, pages, strict=True):
        if count > 0 and total > 0:
            scale = min(scale, count * room / total)
    return max(scale, 0.1)
