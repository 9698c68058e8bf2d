"""The history of the filing in front, beside its paper: who changed what and when, entry by entry."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSplitter, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.errors import UserError
from medaid_desktop.operations.filings.history import Entry, Past
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.history.comparison import ComparisonView
from medaid_desktop.ui.views.history.detail import HistoryDetail
from medaid_desktop.ui.views.history.model import HistoryModel
from medaid_desktop.ui.views.history.reading import Detail, Reading
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.rows import TwoLines

_PAUSE_MS = 120
"""Reading waits so long for more of the same: walking through entries, typing."""
_PATIENCE_MS = 250
"""After so long it is said that something is being read; what stood there before would mislead."""


class HistoryTree(QTreeView):
    """Enter shows the paper as it was after the current entry."""

    entered = Signal()

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("historyTree")
        self.setAccessibleName(self.tr("修改记录"))
        self.setItemDelegate(TwoLines(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.doubleClicked.connect(lambda _: self.entered.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class HistoryPage(QStackedWidget):
    """Follows one filing; `look`, `restore` and jumps are asked for by signals. A second face compares two filings."""

    look_requested = Signal(object)
    """A Detail."""
    restore_requested = Signal(object)
    """A Detail."""
    jump_requested = Signal(object, object, bool, bool)
    """The Detail, one of its differences, whether that is one between then and now, and whether by the keyboard."""
    filing_jump_requested = Signal(str, str, bool)
    """A filing, a path in it, and whether by the keyboard."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyPage")
        self._context = context
        self._reading = Reading(context.workspace, context.tasks)
        self.past = Past("")
        self._filing = ""
        self._is_stale = False
        self.model = HistoryModel(self)
        self.tree = HistoryTree(self.model, self)
        self.detail = HistoryDetail(self)
        self.comparison = ComparisonView(Reading(context.workspace, context.tasks), self)
        self._name = ElidedLabel(self)
        self._reload = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._read = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wanted: Callable[[], None] | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._name.setContentsMargins(12, 4, 8, 4)
        self._name.setProperty("part", "muted")
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        for widget in (self.tree, self.detail):
            split.addWidget(widget)
            split.setCollapsible(split.indexOf(widget), False)
            split.setStretchFactor(split.indexOf(widget), 1)
        split.setSizes([100, 120])
        history = QWidget(self)
        layout = QVBoxLayout(history)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._name)
        layout.addWidget(split, 1)
        self.addWidget(history)
        self.addWidget(self.comparison)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        self._reload.timeout.connect(self._load)
        self._read.timeout.connect(self._read_entry)
        self._patience.timeout.connect(lambda: self.detail.show_words(self.tr("正在读取…")))
        self.tree.selectionModel().currentChanged.connect(self._on_current_changed)
        self.tree.entered.connect(self._on_look)
        self.detail.look_requested.connect(self._on_look)
        self.detail.restore_requested.connect(self._on_restore)
        self.detail.jumped.connect(self._on_jumped)
        self.comparison.left.connect(self.show_history)
        self.comparison.jumped.connect(self.filing_jump_requested)
        for words, act in (
            (self.tr("与现在比较"), self.detail.compare_with_now),
            (self.tr("查看当时的表"), self._on_look),
            (self.tr("恢复到这一版"), self._on_restore),
        ):
            action = QAction(words, self.tree)
            action.triggered.connect(act)
            self.tree.addAction(action)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._context.workspace.filing_changed.connect(self._on_filing_changed)
        self._context.workspace.filings_changed.connect(self._on_filings_changed)

    # -- what is shown -------------------------------------------------------------------------------------------

    def follow(self, filing_id: str, name: str) -> None:
        """Shows the history of a filing, "" for none."""
        self._name.set_whole(name)
        if filing_id == self._filing:
            return
        self._filing, self.past = filing_id, Past(filing_id)
        self._reading.forget()
        self._load()

    def compare(self, one: str, other: str, titles: tuple[str, str]) -> None:
        """Turns to the comparison of two filings."""
        self.setCurrentWidget(self.comparison)
        self.setFocusProxy(self.comparison.differences)
        self.comparison.compare(one, other, titles)

    def show_history(self) -> None:
        """Turns back to the history."""
        self.setCurrentIndex(0)
        self.setFocusProxy(self.tree)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> Entry | None:
        """The entry the cursor is on."""
        return self.model.entry(self.tree.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reading.forget()
        self._is_stale = True

    def _load(self) -> None:
        """Reads the entries again; cursor and unfolded entries stay. While nobody looks it waits."""
        self._reload.stop()
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        entry, opened = self.current(), self._opened()
        needed = self._top_row() + 1 if entry else 0
        desk = self._context.workspace.desk if self._filing else None
        try:
            self.model.show_filing(desk, self._filing, needed)
        except UserError as error:
            self.detail.show_words(str(error))
            return
        for index in map(self.model.place_of, opened):
            self.tree.expand(index)
        place = self.model.place_of(entry) if entry else self.model.index(0, 0)
        if not self._filing:
            self.detail.show_words(self.tr("打开一份填报件，这里会列出谁、何时、改了什么。"))
        else:
            self._go_to(place if place.isValid() else self.model.index(0, 0))

    def _go_to(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.tree.selectionModel().setCurrentIndex(index, flags)

    def _opened(self) -> Sequence[Entry]:
        rows = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        return [entry for index in rows if self.tree.isExpanded(index) and (entry := self.model.entry(index))]

    def _top_row(self) -> int:
        index = self.tree.currentIndex()
        above = index.parent()
        return above.row() if above.isValid() else index.row()

    # -- what happens --------------------------------------------------------------------------------------------

    def _on_filing_changed(self, filing_id: str) -> None:
        if filing_id == self._filing:
            self._reload.start()
        if self.comparison.concerns(filing_id) and self.currentWidget() is self.comparison:
            self.comparison.read()

    def _on_filings_changed(self) -> None:
        if self._filing:
            self._reload.start()

    def _on_current_changed(self, current: QModelIndex) -> None:
        self._wanted = None
        self._reading.forget()
        if current.isValid():
            self._read.start()
            self._patience.start()
        else:
            self._read.stop()
            self._patience.stop()

    def _read_entry(self) -> None:
        self._read.stop()
        entry = self.current()
        if entry and self._filing and self._context.workspace.is_open:
            self._reading.entry(self.past, entry, self._show, self._on_failed)

    def _show(self, detail: Detail) -> None:
        self._patience.stop()
        self.detail.show_detail(detail)
        if self.model.is_untouched and not detail.changes:
            words = self.tr("还没有修改。在表里填写以后，这里会列出谁、何时、改了什么。")
            self.detail.words.setText(words)
        wanted, self._wanted = self._wanted, None
        if wanted:
            wanted()

    def _on_failed(self, error: UserError) -> None:
        self._patience.stop()
        self._wanted = None
        self.detail.show_words(str(error))

    def _on_look(self) -> None:
        self._when_read(lambda: self.look_requested.emit(self.detail.detail))

    def _on_restore(self) -> None:
        self._when_read(lambda: self.restore_requested.emit(self.detail.detail))

    def _when_read(self, act: Callable[[], None]) -> None:
        """Does something with the current entry as soon as it has been read, never with the one before it."""
        if self.current() is None:
            return
        if self.detail.detail and not self._patience.isActive() and not self._read.isActive():
            act()
            return
        self._wanted = act
        if self._read.isActive():
            self._read_entry()

    def _on_jumped(self, difference: Difference, since: bool, by_key: bool) -> None:
        if self.detail.detail:
            self.jump_requested.emit(self.detail.detail, difference, since, by_key)
