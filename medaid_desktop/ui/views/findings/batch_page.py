"""Many filings checked at once: progress, a line each with what was found, and a report to take along."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.operations.checking.batch import Batch, summed_up
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.models.batch_model import FIRST_KIND, FORM, STATUS, TITLE, YEAR, BatchModel
from medaid_desktop.ui.views.buttons import page_button
from medaid_desktop.ui.views.line_table import LineTable, columns_with_room
from medaid_desktop.ui.views.rows import make_lines

_EDGE, _GAP = 16, 8
_WIDTHS = (88, 160, 96, 56, 80, 72, 72, 72, 84)
_LEAST_TITLE = 160
_GIVE_WAY = (STATUS, YEAR, FORM)
"""The columns that a narrow page does without, in this order."""


class _List(LineTable):
    """The checked filings."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - _LEAST_TITLE
        unseen = {TITLE, *(kind for kind in range(FIRST_KIND, len(_WIDTHS)) if self.isColumnHidden(kind))}
        widths = {column: width for column, width in enumerate(_WIDTHS) if column not in unseen}
        shown = columns_with_room(widths, _GIVE_WAY, room)
        for column in _GIVE_WAY:
            self.setColumnHidden(column, column not in shown)


class BatchPage(QWidget):
    """Busy, stopped, failed, or the list; `open_requested` leads to a filing and what was found in it."""

    open_requested = Signal(str)
    stop_requested = Signal()
    again_requested = Signal()
    report_requested = Signal()

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batchPage")
        self.model = model
        model.setParent(self)
        self._batch: Batch | None = None
        self._heading = QLabel(self)
        self._heading.setFont(title_font(self))
        self._heading.setWordWrap(True)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setAccessibleName(self.tr("检查的进度"))
        self.list = _List(self)
        self._only = QCheckBox(self.tr("只列有审核发现的(&I)"), self)
        self._only.setObjectName("onlyFound")
        self._only.setChecked(True)
        self._stop = page_button("stopChecking", self.tr("停止"), self)
        self._again = page_button("checkAgain", self.tr("重新检查(&A)"), self)
        self._report = page_button("saveReport", self.tr("另存报告(&S)…"), self)
        self._report.setToolTip(self.tr("把检查结果存成 PDF 或 Excel 文件"))
        self._open = page_button("openChecked", self.tr("打开(&O)"), self)
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._set_up_list()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def _set_up_list(self) -> None:
        view = self.list
        view.setObjectName("batchList")
        view.setAccessibleName(self.tr("检查过的填报件"))
        view.setModel(self.model)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = view.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        make_lines(view, dict(enumerate(_WIDTHS)), TITLE)
        head.setMinimumSectionSize(56)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(_GAP)
        buttons.addWidget(self._only)
        buttons.addStretch(1)
        for button in (self._stop, self._open, self._again, self._report):
            buttons.addWidget(button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        for widget in (self._heading, self._said, self._bar):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._only.toggled.connect(lambda _: self._list())
        self._stop.clicked.connect(self.stop_requested)
        self._again.clicked.connect(self.again_requested)
        self._report.clicked.connect(self.report_requested)
        self._open.clicked.connect(lambda: self._open_row(self.list.currentIndex().row()))
        self.list.opened.connect(self._open_row)
        self.list.doubleClicked.connect(lambda index: self._open_row(index.row()))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_state())
        self.model.modelReset.connect(self._show_state)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_heading(self, words: str) -> None:
        """What is checked."""
        self._heading.setText(words)

    def show_busy(self, count: int) -> None:
        """The check has begun."""
        self._batch = None
        self._bar.setRange(0, max(1, count))
        self._bar.setValue(0)
        self._say(self.tr("正在检查 %1 份…").replace("%1", str(count)), busy=True)
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int) -> None:
        """How many filings have been checked."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        words = self.tr("正在检查：第 %1 份，共 %2 份").replace("%1", str(done)).replace("%2", str(total))
        self._said.setText(words)

    def show_batch(self, batch: Batch) -> None:
        """What the check came to."""
        self._batch = batch
        words = summed_up(batch)
        if batch.failed:
            words += self.tr("有 %1 份读不出，没有检查。").replace("%1", str(len(batch.failed)))
        self._say(words, busy=False)
        self._list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stale(self, count: int) -> None:
        """Some of the filings have been changed since."""
        if self._batch is not None:
            words = self.tr("检查以后改过 %1 份，按“重新检查”更新。").replace("%1", str(count))
            self._said.setText(f"{summed_up(self._batch)}{words}")

    def show_stopped(self, words: str) -> None:
        """The check was stopped or has failed."""
        self._batch = None
        self._say(words, busy=False)
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, busy: bool) -> None:
        self._said.setText(words)
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        for widget in (self._only, self._open, self._report):
            widget.setVisible(not busy and self._batch is not None)
        self._again.setVisible(not busy)
        if self._batch is None:
            self.model.show(Batch(), True)
            self._empty.setText("" if busy else self.tr("没有检查结果。"))
            self._stack.setCurrentIndex(1)

    def _list(self) -> None:
        if self._batch is None:
            return
        self.model.show(self._batch, self._only.isChecked())
        if self.model.lines:
            self._stack.setCurrentIndex(0)
            self.list.setCurrentIndex(self.model.index(0, TITLE))
        else:
            self._empty.setText(self.tr("没有发现问题。"))
            self._stack.setCurrentIndex(1)
        has_explained = any(line.counts.explained for line in self.model.lines)
        self.list.setColumnHidden(FIRST_KIND + 3, not has_explained)

    def _show_state(self) -> None:
        self._open.setEnabled(0 <= self.list.currentIndex().row() < len(self.model.lines))

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            self.open_requested.emit(self.model.lines[row].summary.id)
