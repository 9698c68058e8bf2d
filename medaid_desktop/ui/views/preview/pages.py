"""Printed pages as pictures, drawn in the background: only those wanted, at the size they are wanted in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.render import PdfPages, Pixels
from medaid_desktop.ui.tasks import Task, Tasks

Size = tuple[int, int]
"""Device pixels."""

_AT_ONCE = 2


@dataclass(slots=True)
class Drawn:
    """What a background task made: pictures by page. Heirs add what they learned on the way."""

    pictures: dict[int, QImage] = field(default_factory=dict[int, QImage])


Drawing = Callable[[dict[int, Size]], Callable[[Task], Drawn]]
"""Makes the work for another thread that draws pages, each at its size."""


class PreviewPages(QObject):
    """One task at a time; what was asked for meanwhile and is no longer wanted is never drawn.

    Old pictures stay until their successors are there. Pictures of pages that nobody wants are given up, so that
    memory does not grow while hundreds of pages pass.
    """

    pages_changed = Signal()
    """Other pages, or other sizes."""
    picture_came = Signal(int)
    failed = Signal(object)
    """A UserError: the pages cannot be made. The old ones stay."""
    settled = Signal()
    """All that is wanted is there."""

    def __init__(self, tasks: Tasks, drawing: Drawing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._drawing = drawing
        self._wanted: dict[int, Size] = {}
        self._pictures: dict[int, QImage] = {}
        self._stale: set[int] = set()
        self._busy = False
        self.sizes: tuple[tuple[float, float], ...] = ()
        """Width and height of every page in millimetres."""

    def want(self, pages: Mapping[int, Size]) -> None:
        """Says which pages are looked at, in the order in which they are to be drawn, and how large."""
        self._wanted = dict(pages)
        self._pictures = {page: picture for page, picture in self._pictures.items() if page in self._wanted}
        self._go_on()

    def picture(self, page: int) -> QImage | None:
        """The newest picture of a page; it may be of another size than wanted, or of what stood there before."""
        return self._pictures.get(page)

    def is_settled(self) -> bool:
        """Whether all that is wanted is there."""
        return not self._busy and not self._missing() and not self._is_dirty()

    # -- for heirs -----------------------------------------------------------------------------------------------

    def _is_dirty(self) -> bool:
        """Whether the pages themselves are to be made anew before any is drawn."""
        return False

    def _take(self, drawn: Drawn) -> None:
        """Keeps what a task made."""
        for page, picture in drawn.pictures.items():
            self._stale.discard(page)
            if page in self._wanted:
                self._pictures[page] = picture
                self.picture_came.emit(page)

    def _forget(self) -> None:
        """Gives up all pages and pictures."""
        self.sizes = ()
        self._pictures.clear()
        self._stale.clear()
        self._wanted = {}

    def _go_on(self) -> None:
        if self._busy:
            return
        missing = dict(list(self._missing().items())[:_AT_ONCE])
        if not missing and not self._is_dirty():
            self.settled.emit()
            return
        self._busy = True
        self._tasks.run("", self._drawing(missing), self._on_drawn, self._on_failed, self._on_stopped)

    # -- how it is done ------------------------------------------------------------------------------------------

    def _missing(self) -> dict[int, Size]:
        return {
            page: size
            for page, size in self._wanted.items()
            if page < len(self.sizes) and (page in self._stale or self._size_of(page) != size)
        }

    def _size_of(self, page: int) -> Size | None:
        picture = self._pictures.get(page)
        return (picture.width(), picture.height()) if picture else None

    def _on_drawn(self, drawn: Drawn) -> None:
        self._busy = False
        self._take(drawn)
        self._go_on()

    def _on_failed(self, error: UserError) -> None:
        self._busy = False
        self.failed.emit(error)
        self._after_failure()

    def _after_failure(self) -> None:
        """A failure is not tried again by itself, unless heirs know of something newer."""
        if self._is_dirty():
            self._go_on()

    def _on_stopped(self) -> None:
        self._busy = False


def draw_pages(document: PdfPages, first: int, pages: Mapping[int, Size]) -> dict[int, QImage]:
    """Pictures of pages of a document whose first page counts as `first`; none for a document closed meanwhile."""
    found: dict[int, QImage] = {}
    for page, (width, height) in pages.items():
        pixels = document.render(page - first, width, height)
        if pixels is not None:
            found[page] = to_image(pixels)
    return found


def to_image(pixels: Pixels) -> QImage:
    """An image that owns its pixels."""
    image = QImage(pixels.data, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB32)
    return image.copy()
