"""The page beside the paper that looks for words in the whole ledger."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.models.search_model import SearchModel
from medaid_desktop.ui.views.nothing_here import NothingHere
from medaid_desktop.ui.views.search.filters import SearchFilters
from medaid_desktop.ui.views.search.lines import SearchLines

if TYPE_CHECKING:
    from medaid_desktop.operations.filings.search import FoundFiling

_PAUSE_MS = 200
_INTO_RESULTS = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_GAP, _EDGE = 4, 8


class SearchPage(QWidget):
    """A field, filters, and results. Down leads into the results, Enter shows the cell, F3 the next one.

    The keys stay here meanwhile: another Enter must not go on in a form. Ctrl+Enter leads into the cell.
    """

    search_requested = Signal()
    """Words or filters changed: look for `text()`."""
    stop_requested = Signal()
    jump_requested = Signal(str, str)
    """The filing and the path of a cell to be shown."""
    enter_requested = Signal(str, str)
    """The filing and the path of a cell that the cursor is to go into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchPage")
        self.model = SearchModel(self)
        self.field = QLineEdit(self)
        self.field.setObjectName("searchField")
        self.field.setAccessibleName(self.tr("在台账中查找"))
        self.field.setPlaceholderText(self.tr("查找全部填报件里的文字或数字"))
        self.field.setToolTip(self.tr("几个词用空格隔开，都有的才列出；不分全角半角和大小写"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self.filters = SearchFilters(self)
        self.results = QListView(self)
        self._said = QLabel(self)
        self._stop = QPushButton(self.tr("停止"), self)
        self._bar = QProgressBar(self)
        self._widen = QPushButton(self.tr("在全部区划、年度和表种中查找"), self)
        self._nothing = NothingHere([self._widen], self)
        self._foot = QLabel(self.tr("回车看这一处，F3 下一处；Ctrl+回车或双击进入格子"), self)
        self._target: tuple[str, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._set_up()
        self._lay_out()
        self._connect()
        self.show_idle()

    def _set_up(self) -> None:
        self.results.setObjectName("searchResults")
        self.results.setAccessibleName(self.tr("查找结果"))
        self.results.setModel(self.model)
        self.results.setItemDelegate(SearchLines(self.results))
        self.results.setFrameShape(QFrame.Shape.NoFrame)
        self.results.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.results.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.installEventFilter(self)
        self.field.installEventFilter(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._said.setWordWrap(True)
        self._foot.setObjectName("searchFoot")
        self._foot.setProperty("part", "muted")
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.addWidget(self._said, 1)
        said.addWidget(self._stop)
        head = QVBoxLayout()
        head.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        head.setSpacing(_GAP)
        head.addWidget(self.field)
        head.addWidget(self.filters)
        head.addLayout(said)
        head.addWidget(self._bar)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nothing)
        found = QWidget(self)
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.results, 1)
        column.addWidget(self._foot)
        self._stack.addWidget(found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.search_requested)
        self.field.textChanged.connect(self._on_text_changed)
        self.filters.changed.connect(self.begin)
        self._stop.clicked.connect(self.stop_requested)
        self._widen.clicked.connect(self._on_widen)
        self.results.clicked.connect(lambda index: self.go_to_row(index.row()))
        self.results.doubleClicked.connect(lambda index: self.go_to_row(index.row(), True))

    def _on_text_changed(self) -> None:
        if self.text():
            self._pause.start()
        else:
            self.begin()

    # -- what is asked -------------------------------------------------------------------------------------------

    def text(self) -> str:
        """What is looked for."""
        return self.field.text().strip()

    def begin(self) -> None:
        """Asks for a search now."""
        self._pause.stop()
        self.search_requested.emit()

    def seek(self, text: str) -> None:
        """Takes the focus, and looks for a text if there is one."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text and text != self.field.text():
            self.field.setText(text)
            self.begin()
        self.field.selectAll()

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_idle(self) -> None:
        """Nothing is looked for."""
        self._target = None
        self.model.show_found([])
        self._say("", busy=False)
        self._nothing.words.setText(self.tr("在台账的全部填报件里查找文字或数字，例如“154.18”或“住院 满意度”。"))
        self._widen.hide()
        self._stack.setCurrentIndex(0)

    def show_busy(self) -> None:
        """A search has begun; what was found before stays until something else is."""
        self._bar.setRange(0, 0)
        self._say(self.tr("正在查找…"), busy=True)

    def show_progress(self, done: int, total: int) -> None:
        """How many filings have been looked at."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    def show_found(self, filings: "Sequence[FoundFiling]", words: str, busy: bool) -> None:
        """Shows what was found so far, and says how much that is."""
        keep = self.model.target(self.results.currentIndex().row())
        self.model.show_found(filings)
        row = self.model.row_of(keep)
        if row >= 0 and row != self.results.currentIndex().row():
            self.results.setCurrentIndex(self.model.index(row))
        self._say(words, busy)
        if filings:
            self._stack.setCurrentIndex(1)
        elif not busy:
            none = self.tr("没有找到“%1”。可以少写几个字，或换一个说法。").replace("%1", self.text())
            self._nothing.words.setText(none)
            self._widen.setVisible(self.filters.is_narrow())
            self._stack.setCurrentIndex(0)

    def show_stopped(self, words: str) -> None:
        """The search was stopped; what it had found stays."""
        self._say(words, busy=False)

    def _say(self, words: str, busy: bool) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._stop.setVisible(busy)
        self._bar.setVisible(busy)

    # -- keys ----------------------------------------------------------------------------------------------------

    def step(self, forwards: bool) -> bool:
        """Goes on to the next or previous place found; False where there is none."""
        row = self.model.row_of(self._target)
        row = self.model.next_place(row if row >= 0 or forwards else 0, forwards)
        return row >= 0 and self.go_to_row(row)

    def go_to_row(self, row: int, enter: bool = False) -> bool:
        """Chooses a place and asks to be shown it, or to be led into it."""
        target = self.model.target(row)
        if target is None:
            return False
        self._target = target
        self.results.setCurrentIndex(self.model.index(row))
        self.results.scrollTo(self.model.index(row))
        (self.enter_requested if enter else self.jump_requested).emit(*target)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            handler = self._field_key if watched is self.field else self._results_key
            if handler(event):
                return True
        return super().eventFilter(watched, event)

    def _field_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.begin()
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.go_to_row(max(self.model.row_of(self._target), self.model.next_place(-1, True)), True)
            else:
                self.step(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return True
        if event.key() in _INTO_RESULTS:
            self._enter_results()
            return True
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        return self._f3(event)

    def _results_key(self, event: QKeyEvent) -> bool:
        row = self.results.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to_row(row, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._walk(row, event.key() == Qt.Key.Key_Down)
        if event.key() == Qt.Key.Key_Escape:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._f3(event)

    def _f3(self, event: QKeyEvent) -> bool:
        """F3 as a key of the page, for while no filing is open and the window's own F3 sleeps."""
        if event.key() != Qt.Key.Key_F3:
            return False
        return self.step(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def _walk(self, row: int, forwards: bool) -> bool:
        following = self.model.next_place(row, forwards)
        if not forwards and (following < 0 or following >= row):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif following > row or not forwards:
            self.results.setCurrentIndex(self.model.index(following))
        return True

    def _enter_results(self) -> None:
        if self._pause.isActive():
            self.begin()
        row = self.results.currentIndex().row()
        row = row if self.model.target(row) else self.model.next_place(-1, True)
        if row >= 0:
            self.results.setFocus(Qt.FocusReason.TabFocusReason)
            self.results.setCurrentIndex(self.model.index(row))

    def _on_widen(self) -> None:
        self.filters.widen()
        self.begin()
