"""A field to choose a region in: type a name, code or pinyin and pick from what is found."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QWidget

from medaid_desktop.ui.models.region_hits_model import NAME, RegionHitsModel
from medaid_desktop.ui.views.place.region_search import RegionHits
from medaid_desktop.ui.views.rows import Cells

if TYPE_CHECKING:
    from medaid_desktop.core.places.regions import Home, RegionTable

_SHOWN = 8


class RegionField(QLineEdit):
    """Shows the full name of the chosen region. A text that was not picked from the list counts as its best hit.

    `home` is where the office works: what lies near is found first.
    """

    region_changed = Signal()

    def __init__(self, regions: "RegionTable", parent: QWidget | None = None, home: "Home | None" = None) -> None:
        super().__init__(parent)
        self._regions = regions
        self._home = home
        self._code = ""
        self._hits = RegionHitsModel(self)
        self.setPlaceholderText(self.tr("名称、代码或拼音，例如 阳谷、371521、lcyg"))
        completer = QCompleter(self._hits, self)
        popup = RegionHits(self._hits)
        popup.setFrameShape(QFrame.Shape.Box)  # it lies over other fields
        completer.setPopup(popup)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionColumn(NAME)
        completer.setMaxVisibleItems(_SHOWN)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup.setModel(completer.completionModel())
        popup.setItemDelegate(Cells(popup.header()))  # the completer has brought its own
        self.textEdited.connect(self._on_edited)
        cast("Any", completer.activated)[QModelIndex].connect(self._on_picked)
        self.setCompleter(completer)

    def code(self) -> str:
        """The code of the chosen region, "" where none is."""
        return self._code

    def choose(self, code: str) -> None:
        """Puts a region into the field; an unknown code empties it."""
        known = self._regions.find(code) if code else None
        self._code = known.code if known else ""
        self.setText(self._regions.full_name(known.code) if known else "")
        self.region_changed.emit()

    def use(self, regions: "RegionTable") -> None:
        """Looks in another table from now on: the office's own units changed."""
        self._regions = regions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._code and self._hits.rowCount():
            self._take_best()
            self.completer().popup().hide()  # else it would take the next key
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.PopupFocusReason and not self._code:
            self._take_best()
        super().focusOutEvent(event)

    def _on_edited(self, text: str) -> None:
        self._code = ""
        self._hits.search(self._regions, text, None, self._home)
        self.region_changed.emit()

    def _on_picked(self, index: QModelIndex) -> None:
        self.choose(index.data(Qt.ItemDataRole.UserRole))

    def _take_best(self) -> None:
        if self.text().strip() and self._hits.rowCount():
            self.choose(self._hits.code(0))
