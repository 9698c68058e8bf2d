"""The left of the page: how the batch stands, the files and tables, and how to add others."""

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.entries import NEED_CLERK, Entry, State
from medaid_desktop.ui.views.incoming.list_lines import IncomingLines
from medaid_desktop.ui.views.incoming.list_model import IncomingListModel, Line

Index = QModelIndex | QPersistentModelIndex


_COUNT_AFTER_MS = 100
"""While files are read, all of them need not be counted with each."""


class IncomingList(QListView):
    """Arrows walk; Delete leaves a file out, or takes it back; Enter leads into the document."""

    line_chosen = Signal(object)
    """A Line."""
    entered = Signal()
    skip_asked = Signal()

    def __init__(self, model: IncomingListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingList")
        self.setAccessibleName(self.tr("要导入的文件"))
        self.lines = model
        self.setModel(model)
        self.setItemDelegate(IncomingLines(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.entered.emit())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = self.lines.line(current.row()) if current.isValid() else None
        if line is not None:
            self.line_chosen.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.skip_asked.emit()
        else:
            super().keyPressEvent(event)

    def current(self) -> Line | None:
        """The line at the cursor."""
        return self.lines.line(self.currentIndex().row())

    def selected(self) -> list[Entry]:
        """The files of the selected lines, each once."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = [line[0] for row in rows if (line := self.lines.line(row))]
        return list({id(entry): entry for entry in found}.values())

    def go_to(self, entry: Entry, number: int = -1) -> bool:
        """Leads to the line of a file or table; False where it is not listed."""
        row = self.lines.row_of(entry, number)
        if row < 0:
            return False
        index = self.lines.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True


class FilePanel(QWidget):
    """The list with its head and foot."""

    add_files = Signal()
    add_folder = Signal()

    def __init__(self, batch: Batch, place_words: Callable[[Entry, int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self.model = IncomingListModel(batch, place_words, self)
        self.list = IncomingList(self.model, self)
        self._summary = QLabel(self)
        self._summary.setWordWrap(True)
        self._summary.setObjectName("incomingSummary")
        self.only = QCheckBox(self.tr("只看有疑问的(&Q)"), self)
        self.only.setObjectName("incomingOnlyQuestions")
        self.only.toggled.connect(self._on_only)
        self._nothing = QLabel(self.tr("没有需要您过问的文件。"), self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(8, 24, 8, 8)
        self._nothing.hide()
        self._files = self._button("open", self.tr("文件…"), self.tr("添加文件"), self.add_files)
        self._folder = self._button("folder", self.tr("文件夹…"), self.tr("添加文件夹里的文件"), self.add_folder)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self._lay_out()
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        for changed in (batch.changed, batch.reader.count_changed):
            changed.connect(self._count_soon)
        for changed in (batch.added, batch.settled):
            changed.connect(self._count)
        self._count()

    def _button(self, picture: str, words: str, tip: str, asked: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setText(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(asked)
        return button

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.setSpacing(4)
        head.addWidget(self._summary)
        head.addWidget(self.only)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 4, 4, 4)
        foot.setSpacing(4)
        foot.addWidget(self._files)
        foot.addWidget(self._folder)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        layout.addLayout(foot)

    def _on_only(self, only: bool) -> None:
        line = self.list.current()
        self.model.show_only_questions(only)
        self._count()
        if not (line and self.list.go_to(*line)) and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _count_soon(self) -> None:
        if not self._counting.isActive():
            self._counting.start()

    def _count(self) -> None:
        """12 个文件，3 个有疑问，正在读取 5 个."""
        states = [entry.state() for entry in self._batch.entries]
        parts = [self.tr("%1 个文件").replace("%1", str(len(states)))]
        for words, wanted in (
            (self.tr("%1 个要您看"), NEED_CLERK), (self.tr("%1 个已导入"), {State.DONE}),
            (self.tr("%1 个在读"), {State.READING}),
        ):  # fmt: skip
            count = sum(state in wanted for state in states)
            if count:
                parts.append(words.replace("%1", str(count)))
        self._summary.setText("，".join(parts))
        is_blank = bool(states) and not self.model.rowCount()
        self._nothing.setVisible(is_blank)
        self.list.setVisible(not is_blank)

    def _on_menu(self, spot: QPoint) -> None:
        menu = self.context_menu()
        menu.exec(self.list.viewport().mapToGlobal(spot))
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """What can be done with the selected files."""
        menu = QMenu(self)
        chosen = self.list.selected()
        ready = [entry for entry in chosen if entry.is_waiting()]
        take = menu.addAction(self.tr("导入所选的 %1 个文件(&I)").replace("%1", str(len(ready))))
        take.setEnabled(bool(ready) and not self._batch.is_storing)
        take.triggered.connect(lambda: self._batch.store(ready))
        are_skipped = bool(chosen) and all(entry.is_skipped for entry in chosen)
        skip = menu.addAction(self.tr("取回(&K)") if are_skipped else self.tr("跳过(&K)"))
        skip.setObjectName("incoming-skip")
        skip.setShortcut(Qt.Key.Key_Delete)
        skip.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard by the list
        skip.triggered.connect(self.list.skip_asked)
        return menu
