"""Shows printed pages one below the other; where they come from is the matter of a PreviewPages."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from medaid_desktop.operations.paper.preview import Spot
from medaid_desktop.ui.palette import LIGHT, colours
from medaid_desktop.ui.views.preview.pages import PreviewPages
from medaid_desktop.ui.views.preview.places import PagePlaces

Zoom = Literal["width", "page"] | int
"""Fitting the width, the whole page, or percent of the true size."""

LEAST_PERCENT, MOST_PERCENT = 25, 400
MM_PER_INCH = 25.4
_STEP_FACTOR = 1.2
_LINE_PX = 24
_EDGE_ALPHA = 60
_MARK_ALPHA = 170
_MARK_INSET = 1.0


class PreviewView(QAbstractScrollArea):
    """Scrolls, zooms and tells on which place of which page was clicked."""

    place_clicked = Signal(int, float, float)
    """Page from 0, millimetres from its top left corner."""
    page_changed = Signal()
    """Another page is in the middle of the view, or there are others."""
    zoom_changed = Signal()

    def __init__(self, pages: PreviewPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = pages
        self.zoom: Zoom = "width"
        self._places = PagePlaces()
        self._marks: Sequence[Spot] = ()
        self._current = 0
        self._wheel = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("打印预览"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        pages.pages_changed.connect(self._on_pages_changed)
        pages.picture_came.connect(self._on_picture_came)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE_PX)

    # -- what is seen --------------------------------------------------------------------------------------------

    @property
    def current_page(self) -> int:
        """The page, from 0, that takes the middle of the view."""
        return self._current

    def percent(self) -> int:
        """The size shown in percent of the true one."""
        return round(self._places.per_mm * MM_PER_INCH * 100 / self.logicalDpiX())

    def set_zoom(self, zoom: Zoom) -> None:
        """Chooses a size; the place in the middle of the view stays there."""
        self.zoom = zoom if isinstance(zoom, str) else min(max(zoom, LEAST_PERCENT), MOST_PERCENT)
        self._lay_out()
        self.zoom_changed.emit()

    def step_zoom(self, larger: bool) -> None:
        """One step larger or smaller."""
        factor = _STEP_FACTOR if larger else 1 / _STEP_FACTOR
        self.set_zoom(round(self.percent() * factor))

    def go_to_page(self, page: int) -> None:
        """Brings the top of a page into view."""
        if 0 <= page < self._places.count:
            self.verticalScrollBar().setValue(self._places.top(page))

    def mark(self, spots: Sequence[Spot]) -> None:
        """Outlines places softly and brings the first of them into view, by no more scrolling than needed."""
        self._marks = spots
        if spots:
            self._bring(self._places.spot_rect(spots[0]).toRect())
        self.viewport().update()

    # -- layout --------------------------------------------------------------------------------------------------

    def _on_pages_changed(self) -> None:
        self._lay_out()
        self.page_changed.emit()

    def _lay_out(self) -> None:
        """Sizes the pages anew; the same place of the same page stays in the middle."""
        room = self.viewport().size()
        place = self._places.place_at(self._offset() + QPoint(room.width() // 2, room.height() // 2))
        self._places.lay_out(self.pages.sizes, room, self.zoom, self.logicalDpiX() / MM_PER_INCH)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        extent: QSize = self._places.extent
        for bar, whole, seen in (
            (vertical, extent.height(), room.height()),
            (horizontal, extent.width(), room.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, whole - seen))
        if place is not None and self._places.count:
            page, x, y = place
            point = self._places.spot_rect(Spot(min(page, self._places.count - 1), x, y, 0, 0)).topLeft().toPoint()
            if vertical.value():  # what begins at the top goes on beginning there
                vertical.setValue(point.y() - room.height() // 2)
            horizontal.setValue(point.x() - room.width() // 2)
        self._look()
        self.viewport().update()

    def _look(self) -> None:
        """Asks for what is seen, then for what lies above and below."""
        area = QRect(self._offset(), self.viewport().size())
        seen = self._places.within(area)
        around = [page for page in (seen[-1] + 1, seen[0] - 1) if 0 <= page < self._places.count] if seen else []
        scale = self.devicePixelRatioF()
        if self.isVisible():
            self.pages.want({page: self._places.device_size(page, scale) for page in [*seen, *around]})
        middle = self._places.place_at(area.center())
        page = middle[0] if middle else 0
        if page != self._current:
            self._current = page
            self.page_changed.emit()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _bring(self, rect: QRect) -> None:
        """Scrolls a rectangle into the view."""
        rect = rect.adjusted(-_LINE_PX, -_LINE_PX, _LINE_PX, _LINE_PX)
        for bar, first, last, seen in (
            (self.verticalScrollBar(), rect.top(), rect.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), rect.left(), rect.right(), self.viewport().width()),
        ):
            if first < bar.value():
                bar.setValue(first)
            elif last > bar.value() + seen:
                bar.setValue(min(first, last - seen))

    def _on_picture_came(self, page: int) -> None:
        self.viewport().update(self._places.rect(page).translated(-self._offset()).toAlignedRect())

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        shades = colours(self.palette())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(shades.desk))
        edge = QColor(shades.text)
        edge.setAlpha(_EDGE_ALPHA)
        offset = self._offset()
        for page in self._places.within(event.rect().translated(offset)):
            rect = self._places.rect(page).translated(-offset)
            self._paint_page(painter, rect, self.pages.picture(page))
            painter.setPen(QPen(edge, 1))
            painter.drawRect(rect.toRect().adjusted(-1, -1, 0, 0))
        accent = QColor(LIGHT.accent)  # the pages are white in the dark, too
        accent.setAlpha(_MARK_ALPHA)
        painter.setPen(QPen(accent, 2))
        for spot in self._marks:
            if spot.page < self._places.count:
                rect = self._places.spot_rect(spot).translated(-offset)
                painter.drawRect(rect.adjusted(-_MARK_INSET, -_MARK_INSET, _MARK_INSET, _MARK_INSET))
        painter.end()

    def _paint_page(self, painter: QPainter, rect: QRectF, picture: QImage | None) -> None:
        """A page; where the picture has its size, pixel upon pixel, for a shifted one would be blurred."""
        if picture is None:
            painter.fillRect(rect, Qt.GlobalColor.white)
            return
        scale = self.devicePixelRatioF()
        wanted = QSize(round(rect.width() * scale), round(rect.height() * scale))
        if picture.size() == wanted:
            to_device = painter.deviceTransform()
            corner = to_device.map(rect.topLeft())
            place = to_device.inverted()[0].map(QPointF(round(corner.x()), round(corner.y())))
            picture.setDevicePixelRatio(scale)
            painter.drawImage(place, picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture, QRectF(picture.rect()))

    # -- hands ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._places.place_at(event.position().toPoint() + self._offset())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.place_clicked.emit(*place)
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        while abs(self._wheel) >= 120:
            self.step_zoom(self._wheel > 0)
            self._wheel -= 120 if self._wheel > 0 else -120
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, PgUp and PgDn turn pages, Home and End go to the ends; + - 1 W Z zoom."""
        key, vertical = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._turn(key == Qt.Key.Key_PageDown)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            vertical.setValue(vertical.minimum() if key == Qt.Key.Key_Home else vertical.maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.step_zoom(key != Qt.Key.Key_Minus)
        elif key in _ZOOM_KEYS:
            self.set_zoom(_ZOOM_KEYS[key])
        else:
            super().keyPressEvent(event)

    def _turn(self, forwards: bool) -> None:
        """A view further, but never past the top of the next page: each page is seen from its head on."""
        bar = self.verticalScrollBar()
        tops = [self._places.top(page) for page in range(self._places.count)]
        if forwards:
            ahead = [top for top in tops if top > bar.value() + 1]
            bar.setValue(min([bar.value() + bar.pageStep() - _LINE_PX, *ahead[:1]]))
        else:
            behind = [top for top in tops if top < bar.value() - 1]
            bar.setValue(max([bar.value() - bar.pageStep() + _LINE_PX, *behind[-1:]]))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        self._look()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange):
            self._lay_out()
        return super().event(event)


_ZOOM_KEYS: dict[int, Zoom] = {Qt.Key.Key_1: 100, Qt.Key.Key_W: "width", Qt.Key.Key_Z: "page"}
