"""A text of the blank form as it is set in its cell: its places to fill are underlined, and found by where one clicks."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from medaid_desktop.ui.palette import Colours

Stretch = tuple[int, int]
"""Where a place of a text begins and ends, counted in characters."""


class ShownText:
    """Lines are broken between words, as everywhere on the sheet."""

    def __init__(self, text: str, font: QFont, room: QRectF, align: Qt.AlignmentFlag) -> None:
        """`room` is where the text stands, `align` how, across and down."""
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption(align & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setFlags(QTextOption.Flag.IncludeTrailingSpaces)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        height = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, room.width()))
            line.setPosition(QPointF(0, height))
            height += line.height()
        self._layout.endLayout()
        down = align & Qt.AlignmentFlag.AlignVertical_Mask
        lacking = room.height() - height
        share = 0.0 if down == Qt.AlignmentFlag.AlignTop else 1.0 if down == Qt.AlignmentFlag.AlignBottom else 0.5
        self._corner = room.topLeft() + QPointF(0, lacking * share)

    def draw(
        self, painter: QPainter, places: Sequence[Stretch], current: int, shades: Colours, underlined: bool = True
    ) -> None:
        """Draws it with the painter's pen, its places underlined; the place `current` has a ground of its own, -1 for none."""
        formats: list[QTextLayout.FormatRange] = []
        for number, (start, end) in enumerate(places):
            form = QTextCharFormat()
            form.setFontUnderline(underlined)
            form.setUnderlineColor(QColor(shades.hint))
            if number == current:
                ground = QColor(shades.accent)
                ground.setAlpha(70)
                form.setBackground(ground)
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length, stretch.format = start, end - start, form  # type: ignore[assignment]
            formats.append(stretch)
        self._layout.draw(painter, self._corner, formats)

    def character_at(self, point: QPointF) -> int:
        """The number of the character at a point, the nearest one where none is."""
        spot = point - self._corner
        lines = [self._layout.lineAt(number) for number in range(self._layout.lineCount())]
        line = next((one for one in lines if spot.y() < one.y() + one.height()), lines[-1] if lines else None)
        return line.xToCursor(spot.x(), line.CursorPosition.CursorOnCharacter) if line is not None else 0
