"""The foot of a page: a text at either side, the page number in the middle and the square code at the right, inside the
bottom margin."""

from medaid_desktop.core.sheet import SQUARE_MM, CellStyle, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import MissingGlyph
from medaid_desktop.formats.pdf.layout import FOOT, Piece, Square
from medaid_desktop.formats.pdf.textblock import MM_PER_PT, TextBlock, TextSetter, TooNarrow

SIZE_PT = 9.0
DRAFT = "草稿"
ABOVE_MM, MOST_ABOVE_MM = 2.0, 4.0
BELOW_MM = 6.0
"""What most laser printers leave blank at the edge of the paper."""
BESIDE_SQUARE_MM = 1.5
"""The blank border of a square code: four of its modules."""

_ENDLESS_MM = 10_000.0
_ROUNDING_MM = 0.01

_STYLES = {
    align: CellStyle("song", SIZE_PT, align=align, valign="top", border=0) for align in ("left", "center", "right")
}


class Foot:
    """The foot of one sheet. `margin_mm` is the bottom margin, enlarged where the foot needs more than the page has."""

    def __init__(self, sheet: Sheet, setter: TextSetter, draft: bool) -> None:
        """Sets both side texts. Raises UserError for a character that no font has.

        A draft is called so beside the page number, for the mark itself is no text.
        """
        page = sheet.page
        self._sheet = sheet
        self._setter = setter
        marks = (DRAFT if draft else "", page.foot_note)
        self._after_number = "".join(f"　{mark}" for mark in marks if mark)
        self._square_mm = SQUARE_MM + BESIDE_SQUARE_MM if page.square else 0.0
        self._width_mm = page.printable_width_mm - self._square_mm
        self._middle_mm = self._natural_mm(self._number_text(99, 99))
        self._left_mm, self._right_mm = self._shares()
        self._left = self._set(page.foot_left, "left", self._left_mm)
        self._right = self._set(page.foot_right, "right", self._right_mm)
        blocks = (self._left, self._right, self._number(1, 1)[0])
        height = max(block.height(0, len(block.lines)) for block in blocks)
        self.margin_mm = max(page.bottom_mm, height + ABOVE_MM + BELOW_MM, self._square_mm + BELOW_MM)
        self._y = page.height_mm - self.margin_mm + min(MOST_ABOVE_MM, self.margin_mm - height - BELOW_MM)

    def pieces(self, number: int, count: int) -> list[Piece]:
        """The foot of page `number` of `count`."""
        page = self._sheet.page
        block, x, width = self._number(number, count)
        return [
            self._piece(self._left, page.left_mm, self._left_mm),
            self._piece(block, x, width),
            self._piece(self._right, page.left_mm + self._width_mm - self._right_mm, self._right_mm),
        ]

    def square(self, number: int, count: int) -> Square | None:
        """The square code of a page, flush with the right margin and clear of what printers leave blank."""
        page = self._sheet.page
        if page.square is None:
            return None
        above = min(MOST_ABOVE_MM, max(self.margin_mm - SQUARE_MM - BELOW_MM, BESIDE_SQUARE_MM))
        x, y = page.width_mm - page.right_mm - SQUARE_MM, page.height_mm - self.margin_mm + above
        return Square(x, y, SQUARE_MM, page.square.on_page(number, count))

    def _shares(self) -> tuple[float, float]:
        """The widths of the side texts: one line each where the page number still has room; else the shorter one
        keeps its line as far as it takes no more than its half."""
        page = self._sheet.page
        width = self._width_mm
        left, right = self._natural_mm(page.foot_left), self._natural_mm(page.foot_right)
        if left + self._middle_mm + right <= width:
            return left, right
        side = max((width - self._middle_mm) / 2, width / 4)
        shorter = min(left, right, side)
        return (shorter, 2 * side - shorter) if left < right else (2 * side - shorter, shorter)

    def _natural_mm(self, text: str) -> float:
        block = self._set(text, "left", _ENDLESS_MM)
        longest = max((line_width for _, line_width in block.lines), default=0)
        return longest * block.size_pt * MM_PER_PT / 1000 + 2 * block.side_mm + _ROUNDING_MM

    def _number(self, number: int, count: int) -> tuple[TextBlock, float, float]:
        """The page number, its x and width: in the middle of the page unless a long side text pushes it aside."""
        page = self._sheet.page
        room = self._width_mm - self._left_mm - self._right_mm
        x, width = page.left_mm + self._left_mm, room
        centred = page.printable_width_mm - 2 * max(self._left_mm, self._right_mm + self._square_mm)
        if centred >= min(self._middle_mm, room):
            x, width = page.left_mm + max(self._left_mm, self._right_mm + self._square_mm), centred
        return self._set(self._number_text(number, count), "center", width), x, width

    def _number_text(self, number: int, count: int) -> str:
        return f"第 {number} 页 共 {count} 页{self._after_number}"

    def _piece(self, block: TextBlock, x: float, width: float) -> Piece:
        height = block.height(0, len(block.lines))
        return Piece(FOOT, x, self._y, width, height, block, 0, len(block.lines), self._y + block.padding_mm)

    def _set(self, text: str, align: str, width_mm: float) -> TextBlock:
        style = _STYLES[align]
        try:
            return self._setter.set(text, style, width_mm)
        except MissingGlyph:
            names = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in self._setter.missing(text, style))
            raise UserError(
                f"字体里没有这个字：{names}", f"《{self._sheet.title}》页脚“{text}”", "请换用通用的字"
            ) from None
        except TooNarrow:
            raise UserError("纸张太窄，页脚放不下", f"《{self._sheet.title}》", "请改大纸张或改小页边距") from None
