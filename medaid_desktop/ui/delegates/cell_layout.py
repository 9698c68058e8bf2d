"""Lays out the text being typed exactly as the paper sets it: same line breaks, same places, nothing jumps."""

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QTextBlock, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from medaid_desktop.core.paper.linebreak import Line
from medaid_desktop.core.sheet import CellStyle
from medaid_desktop.ui.delegates.cell_text import SetText
from medaid_desktop.ui.views.paper.setter import PaperSetter


class CellDocumentLayout(QPlainTextDocumentLayout):
    """The layout of a cell's editor. Places are pixels in a box that is the whole cell, paddings included."""

    text_changed = Signal()
    """The text, or what an input method is composing in it, is another one."""

    def __init__(self, document: QTextDocument, setter: PaperSetter, style: CellStyle) -> None:
        super().__init__(document)
        self._setter = setter
        self._style = style
        self._width_mm = 10.0
        self._per_mm = 1.0
        self._box_height = 0.0
        self._laying = False
        self._text = self._set()

    def fit(self, width_mm: float, per_mm: float, box_height: float) -> None:
        """Takes the cell's width, the scale and the height of the box in pixels."""
        self._width_mm, self._per_mm, self._box_height = width_mm, per_mm, box_height
        self._lay_all()

    def shown_text(self) -> str:
        """The text as it stands in the cell, what is being composed included."""
        return "\n".join(_with_preedit(block) for block in self._blocks())

    # -- QPlainTextDocumentLayout --------------------------------------------------------------------------------

    def documentChanged(self, place: int, removed: int, added: int) -> None:
        if self._laying:
            return
        super().documentChanged(place, removed, added)
        self._lay_all()
        self.text_changed.emit()

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        if not block.layout().lineCount():
            self._lay_all()
        top = 0.0 if block.blockNumber() else self._text.top(self._box_height)
        return QRectF(0, 0, self._width_mm * self._per_mm, top + block.layout().lineCount() * self._text.pitch)

    def documentSize(self) -> QSizeF:
        return QSizeF(self._width_mm * self._per_mm, len(self._text.block.lines))

    # -- lines ---------------------------------------------------------------------------------------------------

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _set(self) -> SetText:
        return SetText(self._setter.set(self.shown_text(), self._style, self._width_mm), self._per_mm)

    def _lay_all(self) -> None:
        """Lays out the whole document; a cell is short."""
        self._laying = True
        try:
            self._text = self._set()
            self.document().setDefaultFont(self._text.font)
            lines = iter(self._text.block.lines)
            for block in self._blocks():
                self._lay(block, lines)
        finally:
            self._laying = False
        self.documentSizeChanged.emit(self.documentSize())
        self.requestUpdate()

    def _lay(self, block: QTextBlock, lines: Iterator[Line]) -> None:
        """Lays out a paragraph with its share of the lines."""
        layout, left = block.layout(), len(_with_preedit(block))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        layout.setTextOption(option)
        top = 0.0 if block.blockNumber() else self._text.top(self._box_height)
        layout.clearLayout()
        layout.beginLayout()
        number = 0
        while True:
            words, width = next(lines, ("", 0)) if left or not number else ("", 0)
            line = layout.createLine()
            if not line.isValid():
                break
            line.setNumColumns(max(1, _cursor_places(words) if words else left))
            line.setPosition(QPointF(self._text.indent(width), top + self._text.baseline(number) - line.ascent()))
            number, left = number + 1, left - len(words)
        layout.endLayout()
        block.setLineCount(max(1, layout.lineCount()))


def _with_preedit(block: QTextBlock) -> str:
    layout = block.layout()
    text, composed = block.text(), layout.preeditAreaText()
    if not composed:
        return text
    # Qt counts UTF-16 units
    units = text.encode("utf-16-le")
    at = 2 * layout.preeditAreaPosition()
    return units[:at].decode("utf-16-le") + composed + units[at:].decode("utf-16-le")


def _cursor_places(text: str) -> int:
    """How many places for the cursor a text has, which is how Qt counts columns."""
    return sum(1 for character in text if not unicodedata.combining(character))
