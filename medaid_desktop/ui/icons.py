"""The program's own icons: stroke drawings of 20 px that take the colour of the text around them."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from medaid_desktop import paths
from medaid_desktop.ui.palette import colours

SIZE = QSize(20, 20)


@cache
def icon(name: str, meaning: str = "") -> QIcon:
    """The icon `resources/icons/NAME.svg`, drawn when first painted, in the colour of the text around it.

    `meaning` names another colour of the palette module (error, warning, muted).
    """
    return QIcon(_StrokeIcon(name, meaning))


@cache
def _folder() -> Path:
    return paths.resource("icons")


@cache
def _source(name: str) -> bytes:
    return (_folder() / f"{name}.svg").read_bytes()


class _StrokeIcon(QIconEngine):
    """Asks the application's palette each time, so that a change between light and dark needs no new icons."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        self._name = name
        self._meaning = meaning
        self._drawn: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        self._draw(painter, QRectF(rect), self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:  # noqa: ARG002
        ink = self._ink(mode)
        key = (size.width(), size.height(), ink)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = QPixmap(size)
            drawn.fill(QColor(0, 0, 0, 0))
            painter = QPainter(drawn)
            self._draw(painter, QRectF(drawn.rect()), ink)
            painter.end()
            self._drawn[key] = drawn
        return drawn

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """As sharp as the screen is: `size` counts its pixels apart from the scale."""
        drawn = self.pixmap(size * scale, mode, state).copy()
        drawn.setDevicePixelRatio(scale)
        return drawn

    def clone(self) -> QIconEngine:
        return _StrokeIcon(self._name, self._meaning)

    def _draw(self, painter: QPainter, box: QRectF, ink: str) -> None:
        from PySide6.QtSvg import QSvgRenderer

        QSvgRenderer(QByteArray(_source(self._name).replace(b"currentColor", ink.encode()))).render(painter, box)

    def _ink(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
        if self._meaning:
            return getattr(colours(palette), self._meaning)
        role = QPalette.ColorRole.HighlightedText if mode is QIcon.Mode.Selected else QPalette.ColorRole.WindowText
        return palette.color(QPalette.ColorGroup.Active, role).name()
