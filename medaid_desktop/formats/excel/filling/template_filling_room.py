"""Whether a text fits into its cell of a workbook, and how high the rows have to be for it.

No program says how high it will draw a text, and none makes merged cells higher by itself; what is worked out here is a little
more than Excel, WPS and LibreOffice take with the fonts of official forms. All measures are points.
"""

from collections.abc import Mapping
from unicodedata import east_asian_width

from medaid_desktop.formats.excel.filling.template_filling_styles import CellFormat
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.safe_xml import is_on

HIGHEST = 409.0
"""No program makes a row higher."""

_LINE, _TALL_LINE, _TIGHT_LINE = 1.45, 1.55, 1.15
"""Of the size of a font: free Chinese fonts, which stand in for 宋体 where it is missing, draw lines 1.45 times as high."""
_TALL_FONTS = ("雅黑", "yahei", "calibri", "等线", "dengxian", "segoe")
_WIDE_DIGITS = ("宋体", "simsun", "仿宋", "fangsong", "楷体", "kaiti", "黑体", "simhei", "等线", "dengxian", "雅黑")
_PADDING = 4.0
_POINTS = 0.75
"""Of a pixel."""

_DEFAULT_WIDTH = 8.43
_DEFAULT_HEIGHT = 15.0


class Room:
    """The widths and heights of a sheet. `usual` is the name and size of the font that columns are measured in."""

    def __init__(self, part: SheetPart, usual: tuple[str, float]) -> None:
        name, size = usual
        digit = size * (8 / 11 if name.lower().startswith(_WIDE_DIGITS) else 7 / 11)
        self._part = part
        self._digit = max(4, round(digit))
        formats: Mapping[str, str] = part.format.attributes if part.format else {}
        self._width = _number(formats.get("defaultColWidth"), _number(formats.get("baseColWidth"), _DEFAULT_WIDTH))
        self._height = _number(formats.get("defaultRowHeight"), _DEFAULT_HEIGHT)
        self._fixed = is_on(formats.get("customHeight"))
        self._widths: dict[int, float] = {}

    def width(self, col: int, cols: int = 1) -> float:
        """The width of some columns together."""
        return sum(self._column(one) for one in range(col, col + cols))

    def _column(self, col: int) -> float:
        if col not in self._widths:
            tag = self._part.column(col)
            attributes: Mapping[str, str] = tag.attributes if tag else {}
            chars = 0.0 if is_on(attributes.get("hidden")) else _number(attributes.get("width"), self._width)
            self._widths[col] = chars * self._digit * _POINTS
        return self._widths[col]

    def height(self, row: int) -> float | None:
        """The height that a row of the template has; None where programs find it out."""
        tag = self._part.rows.get(row)
        attributes: Mapping[str, str] = tag.attributes if tag else {}
        if is_on(attributes.get("hidden")):
            return 0.0
        if "ht" in attributes:
            return _number(attributes["ht"], self._height)
        return self._height if self._fixed else None

    def is_fixed(self, row: int) -> bool:
        """Whether a row keeps its height whatever is written into it."""
        tag = self._part.rows.get(row)
        attributes: Mapping[str, str] = tag.attributes if tag else {}
        return is_on(attributes.get("customHeight")) or is_on(attributes.get("hidden")) or self._fixed

    def number_fits(self, text: str, width: float, form: CellFormat) -> bool:
        """Whether a number is shown in whole."""
        return text_width(text, form.size_pt) * 0.95 <= width - 2

    def text_fits(self, text: str, width: float, form: CellFormat) -> bool:
        """Whether a text is shown in one line."""
        return text_width(text, form.size_pt) <= width

    @property
    def usual_height(self) -> float:
        """The height of a row that says none."""
        return self._height


def _number(text: str | None, default: float) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return default
    return number if 0 <= number <= 10_000 else default


def text_width(text: str, size_pt: float) -> float:
    """About how wide a line of text is."""
    return sum(_ems(letter) for letter in text) * size_pt


def _ems(letter: str) -> float:
    if letter.isascii():
        return 0.68 if letter.isupper() or letter in "%@&—" else 0.3 if letter in " .,:;'!|il" else 0.55
    return 1.0 if east_asian_width(letter) in "WFA" else 0.6


def lines_of(text: str, width: float, size_pt: float) -> int:
    """About how many lines a text takes that is broken at a width."""
    room = max(width - _PADDING, size_pt)
    count = 0
    for line in text.split("\n"):
        count += 1
        used = 0.0
        for letter in line:
            wide = _ems(letter) * size_pt
            if used + wide > room and used:
                count += 1
                used = 0.0
            used += wide
    return count


def height_for(lines: int, form: CellFormat) -> float:
    """How high a cell with so many lines should be."""
    tall = any(name in form.look.font.name.lower() for name in _TALL_FONTS)
    return round(lines * form.size_pt * (_TALL_LINE if tall else _LINE) + 2.5, 1)


def least_height(lines: int, form: CellFormat) -> float:
    """The height below which lines are surely cut off."""
    return lines * form.size_pt * _TIGHT_LINE
