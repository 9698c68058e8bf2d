"""The foot of a page: a text at either side and the page number in the middle, inside the bottom margin."""

from medaid_desktop.core.sheet import CellStyle, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import MissingGlyph
from medaid_desktop.formats.pdf.layout import FOOT, Piece
from medaid_desktop.formats.pdf.textblock import TextBlock, TextSetter, TooNarrow

SIZE_PT = 9.0
MIDDLE_MM = 48.0
DRAFT = "草稿"
ABOVE_MM, MOST_ABOVE_MM = 2.0, 4.0
BELOW_MM = 6.0
"""What most laser printers leave blank at the edge of the paper."""

_STYLES = {
    align: CellStyle("song", SIZE_PT, align=align, valign="top", border=0) for align in ("left", "center", "right")
}


class Foot:
    """The foot of one sheet. `margin_mm` is the bottom margin, enlarged where the foot needs more than the page has."""

    def __init__(self, sheet: Sheet, setter: TextSetter, draft: bool) -> None:
        """Sets both side texts; a draft is called so beside the page number, for the mark itself is no text. Raises UserError for a character that no font has."""
        page = sheet.page
        self._sheet = sheet
        self._setter = setter
        self._after_number = f"　{DRAFT}" if draft else ""
        self._side_mm = max((page.printable_width_mm - MIDDLE_MM) / 2, page.printable_width_mm / 4)
        self._left = self._set(page.foot_left, "left", self._side_mm)
        self._right = self._set(page.foot_right, "right", self._side_mm)
        blocks = (self._left, self._right, self._number(1, 1))
        height = max(block.height(0, len(block.lines)) for block in blocks)
        self.margin_mm = max(page.bottom_mm, height + ABOVE_MM + BELOW_MM)
        self._y = page.height_mm - self.margin_mm + min(MOST_ABOVE_MM, self.margin_mm - height - BELOW_MM)

    def pieces(self, number: int, count: int) -> list[Piece]:
        """The foot of page `number` of `count`."""
        page = self._sheet.page
        right = page.width_mm - page.right_mm
        middle = page.printable_width_mm - 2 * self._side_mm
        return [
            self._piece(self._left, page.left_mm, self._side_mm),
            self._piece(self._number(number, count), page.left_mm + self._side_mm, middle),
            self._piece(self._right, right - self._side_mm, self._side_mm),
        ]

    def _number(self, number: int, count: int) -> TextBlock:
        middle = self._sheet.page.printable_width_mm - 2 * self._side_mm
        return self._set(f"第 {number} 页 共 {count} 页{self._after_number}", "center", middle)

    def _piece(self, block: TextBlock, x: float, width: float) -> Piece:
        height = block.height(0, len(block.lines))
        return Piece(FOOT, x, self._y, width, height, block, 0, len(block.lines), self._y + block.padding_mm)

    def _set(self, text: str, align: str, width_mm: float) -> TextBlock:
        style = _STYLES[align]
        try:
            return self._setter.set(text, style, width_mm)
        except MissingGlyph:
            names = "、".join(f"「{c}」（U+{ord(c):04X}）" for c in self._setter.missing(text, style))
            raise UserError(f"字体里没有这个字：{names}", f"《{self._sheet.title}》页脚「{text}」", "请换用通用的字") from None
        except TooNarrow:
            raise UserError("纸张太窄，页脚放不下", f"《{self._sheet.title}》", "请改大纸张或改小页边距") from None
