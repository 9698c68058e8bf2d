"""The small picture in the print dialog: the first page on its paper, and the border the printer cannot reach."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from medaid_desktop.formats.pdf.extent import Extent
from medaid_desktop.operations.paper.print_plan import Margins, Placement
from medaid_desktop.ui.palette import LIGHT, colours

_SIZE = QSize(240, 200)
_INSET = 6
_BORDER_ALPHA = 70


class PrintPicture(QWidget):
    """Shows the page upright, however it lies on the paper; what would be cut is marked in red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._placement: Placement | None = None
        self._margins = Margins()
        self._ink: Extent | None = None
        self.setMinimumSize(_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("第一页在纸上的样子"))

    def show_page(self, image: QImage) -> None:
        """The first page, as large as its picture may become."""
        self._image = image
        self.update()

    def show_placement(self, placement: Placement, margins: Margins, ink: Extent) -> None:
        """Where the page lies and what the printer reaches."""
        self._placement, self._margins, self._ink = placement, margins, ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        placement = self._placement
        if placement is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        paper, seen = placement.seen(Margins()), placement.seen(self._margins)
        room = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        wide, high = paper.right - paper.left, paper.bottom - paper.top
        scale = min(room.width() / wide, room.height() / high)
        painter.translate(room.center().x() - wide * scale / 2, room.top())
        painter.scale(scale, scale)
        painter.translate(-paper.left, -paper.top)
        self._paint_paper(painter, _rect(paper), placement)
        self._paint_border(painter, paper, seen)
        painter.end()

    def _paint_paper(self, painter: QPainter, paper: QRectF, placement: Placement) -> None:
        painter.fillRect(paper, QColor(LIGHT.paper))
        if self._image is not None:
            painter.setClipRect(paper)
            painter.drawImage(QRectF(0, 0, *placement.page), self._image, QRectF(self._image.rect()))
            painter.setClipping(False)
        edge = QPen(QColor(colours(self.palette()).muted), 1)
        edge.setCosmetic(True)
        painter.setPen(edge)
        painter.drawRect(paper)

    def _paint_border(self, painter: QPainter, paper: Extent, seen: Extent) -> None:
        """The strips that stay white, and a red line where one of them runs through the ink."""
        tint = QColor(LIGHT.muted)
        tint.setAlpha(_BORDER_ALPHA)
        for strip in (
            Extent(paper.left, paper.top, seen.left, paper.bottom),
            Extent(seen.right, paper.top, paper.right, paper.bottom),
            Extent(seen.left, paper.top, seen.right, seen.top),
            Extent(seen.left, seen.bottom, seen.right, paper.bottom),
        ):
            painter.fillRect(_rect(strip), tint)
        if self._placement is None or self._ink is None:
            return
        cut = self._placement.cut(self._ink, self._margins)
        pen = QPen(QColor(LIGHT.error), 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        whole = _rect(seen)
        for side, line in (
            ("左", (whole.topLeft(), whole.bottomLeft())),
            ("上", (whole.topLeft(), whole.topRight())),
            ("右", (whole.topRight(), whole.bottomRight())),
            ("下", (whole.bottomLeft(), whole.bottomRight())),
        ):
            if side in cut:
                painter.drawLine(*line)


def _rect(extent: Extent) -> QRectF:
    return QRectF(extent.left, extent.top, extent.right - extent.left, extent.bottom - extent.top)
