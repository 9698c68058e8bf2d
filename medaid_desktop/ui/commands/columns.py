"""Moving between the columns of the window by keys: F6 goes around, Ctrl+1, 2 and 3 go straight there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from medaid_desktop.ui.actions import Actions
from medaid_desktop.ui.views.centre import Centre
from medaid_desktop.ui.views.right_column import RightColumn

if TYPE_CHECKING:
    from medaid_desktop.ui.views.place.panel import PlacePanel


class ColumnCommands(QObject):
    """A column that is entered again gives the focus to the part of it that had it last."""

    def __init__(
        self, actions: Actions, place: "PlacePanel", centre: Centre, right: RightColumn, status: QWidget,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._side = actions.side
        self._place = place
        self._centre = centre
        self._right = right
        self._status = status
        actions.to_place.triggered.connect(self._to_place)
        actions.to_paper.triggered.connect(self._to_paper)
        actions.to_right.triggered.connect(self._to_right)
        actions.next_column.triggered.connect(lambda: self._step(1))
        actions.previous_column.triggered.connect(lambda: self._step(-1))

    def _to_place(self) -> bool:
        self._side.setChecked(True)
        return _enter(self._place) or _focus(self._place.regions.search)

    def _to_paper(self) -> bool:
        """Onto the paper in front; without one, to what the page in the middle offers."""
        return _focus(self._centre.front() or _first_stop(self._centre))

    def _to_right(self) -> bool:
        """Into the column beside the paper; one that is folded opens with the page that was seen last."""
        if not self._right.shown:
            self._right.show_last()
        return _enter(self._right) or _focus(_first_stop(self._right))

    def _to_notice(self) -> bool:
        """What the notice bar offers can be reached without the mouse."""
        button = self._status.findChild(QWidget, "noticeButton")
        return _focus(button) if button and button.isVisible() else False

    def _step(self, by: int) -> None:
        ways: list[tuple[QWidget, Callable[[], bool]]] = [
            (self._place, self._to_place), (self._centre, self._to_paper), (self._right, self._to_right),
            (self._status, self._to_notice),
        ]  # fmt: skip
        seen = [way for way in ways if way[0].isVisible()]
        here = next((at for at, (column, _) in enumerate(seen) if _holds_focus(column)), -1 if by > 0 else 0)
        for far in range(1, len(seen) + 1):
            if seen[(here + by * far) % len(seen)][1]():
                return


def _holds_focus(column: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is column or column.isAncestorOf(focused))


def _enter(column: QWidget) -> bool:
    """Gives the focus back to the part of a column that had it last; False where none can take it."""
    last = column.focusWidget()
    return _focus(last) if last is not None and last.isVisible() and last.isEnabled() else False


def _first_stop(column: QWidget) -> QWidget | None:
    """The first part of a column that the Tab key would stop at, the buttons in its head last."""
    stops = [
        part
        for part in column.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus.value
    ]
    return next((part for part in stops if part.parentWidget() is not column), stops[0] if stops else None)


def _focus(widget: QWidget | None) -> bool:
    if widget is None:
        return False
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return True
