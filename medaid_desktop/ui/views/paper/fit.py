"""Where the window leaves a paper too little room for its width, the paper gives way a little, and comes back later."""

from PySide6.QtCore import QEvent, QObject, QTimer

from medaid_desktop.ui.views.paper.sheet_view import SheetView
from medaid_desktop.ui.views.zoom import USUAL_ZOOM

LEAST_FIT = 75
"""Percent; smaller letters tire the eyes more than scrolling does."""

_SIDE = 12


class PaperFit(QObject):
    """Keeps the zoom the clerk asked for, and shows less where a column beside the paper has taken the room.

    Only the ruled part has to be in sight; the sheet's margins may be cut. A zoom above 100 % is left as it is: who
    asked for that wants large letters.
    """

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self.wanted = view.zoom
        """Percent, as the clerk set it."""
        self._view = view
        self._is_fitting = False
        self._width = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fit)
        view.zoom_changed.connect(self._on_zoom_changed)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and self._view.viewport().width() != self._width:
            self._soon.start()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Fits the paper into the present room, and brings its ruled part into sight."""
        view = self._view
        room = view.viewport().width()
        if not view.isVisible() or room == self._width or self.wanted > USUAL_ZOOM:
            return
        self._width = room
        full = view.look.xs[-1] * self.wanted / view.zoom
        fitting = int(self.wanted * (room - 2 * _SIDE) / max(1.0, full))
        self._is_fitting = True
        view.set_zoom(max(min(self.wanted, LEAST_FIT), min(self.wanted, fitting)))
        self._is_fitting = False
        spare = room - view.look.xs[-1]
        if spare >= 0:
            view.horizontalScrollBar().setValue(-spare // 2)

    def _on_zoom_changed(self, percent: int) -> None:
        if not self._is_fitting:
            self.wanted = percent
