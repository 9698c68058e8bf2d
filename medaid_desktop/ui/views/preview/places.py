"""Where pages lie that stand one below the other, in pixels of the desk they lie on."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize

from medaid_desktop.operations.paper.preview import Spot

MARGIN = 12
"""Pixels of desk around and between the pages."""

_LEAST_PER_MM = 0.2


class PagePlaces:
    """Sizes pages to a view and finds them again. Everything is logical pixels; `per_mm` of them are a millimetre."""

    def __init__(self) -> None:
        self.per_mm = 1.0
        self.extent = QSize()
        self._sizes: Sequence[tuple[float, float]] = ()
        self._tops: list[int] = []
        self._width = 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._tops)

    def lay_out(self, sizes: Sequence[tuple[float, float]], room: QSize, zoom: str | int, true_per_mm: float) -> None:
        """Places pages of these sizes in millimetres; a zoom that is no number fits them into the room."""
        self._sizes = sizes
        widest = max((width for width, _ in sizes), default=1.0)
        highest = max((height for _, height in sizes), default=1.0)
        self.per_mm = (room.width() - 2 * MARGIN) / widest
        if zoom == "page":
            self.per_mm = min(self.per_mm, (room.height() - 2 * MARGIN) / highest)
        elif isinstance(zoom, int):
            self.per_mm = true_per_mm * zoom / 100
        self.per_mm = max(self.per_mm, _LEAST_PER_MM)
        self._tops = []
        y = MARGIN
        for _, height in sizes:
            self._tops.append(y)
            y += round(height * self.per_mm) + MARGIN
        width = round(widest * self.per_mm) + 2 * MARGIN
        self._width = max(width, room.width())
        self.extent = QSize(width, y if sizes else 0)

    def top(self, page: int) -> int:
        """The value of a scroll bar that shows a page from its head on."""
        return self._tops[page] - MARGIN

    def rect(self, page: int) -> QRectF:
        """Where a page lies."""
        width, height = self._sizes[page]
        across = round(width * self.per_mm)
        return QRectF((self._width - across) // 2, self._tops[page], across, round(height * self.per_mm))

    def device_size(self, page: int, scale: float) -> tuple[int, int]:
        """The pixels of the screen that a page takes."""
        rect = self.rect(page)
        return max(1, round(rect.width() * scale)), max(1, round(rect.height() * scale))

    def spot_rect(self, spot: Spot) -> QRectF:
        """Where a part of a page lies."""
        corner = self.rect(spot.page).topLeft()
        return QRectF(
            corner.x() + spot.x * self.per_mm,
            corner.y() + spot.y * self.per_mm,
            spot.width * self.per_mm,
            spot.height * self.per_mm,
        )

    def place_at(self, point: QPoint) -> tuple[int, float, float] | None:
        """The page at a point and the millimetres from its top left corner, beyond its edges too."""
        if not self._tops:
            return None
        page = max(0, bisect_right(self._tops, point.y() + MARGIN // 2) - 1)
        corner = self.rect(page).topLeft()
        return page, (point.x() - corner.x()) / self.per_mm, (point.y() - corner.y()) / self.per_mm

    def within(self, area: QRect) -> list[int]:
        """The pages that an area touches, from the top."""
        first = max(0, bisect_right(self._tops, area.top()) - 1)
        found: list[int] = []
        for page in range(first, len(self._tops)):
            if self._tops[page] > area.bottom():
                break
            if self._tops[page] + self.rect(page).height() >= area.top():
                found.append(page)
        return found
