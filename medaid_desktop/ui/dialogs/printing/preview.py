"""The large preview: all pages of the chosen filings before they are printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.preview.bar import PreviewBar
from medaid_desktop.ui.views.preview.batch import BatchPages
from medaid_desktop.ui.views.preview.view import PreviewView
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE, TwoLines

_ZOOM_KEY, _GEOMETRY_KEY = "preview/large-zoom", "preview/large-geometry"
_LIST_WIDTH = 240
_USUAL = (1040, 700)


class PrintPreview(QDialog):
    """A window of its own that does not hold up the main one: filings at the left, their pages at the right."""

    print_requested = Signal(list)
    """The ids of the filings shown."""

    def __init__(self, context: Context, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印预览"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._ids = list(ids)
        self._skipped = 0
        self.pages = BatchPages(context.workspace, context.tasks, ids, self)
        self.view = PreviewView(self.pages, self)
        self.bar = PreviewBar(self.view, context.settings, _ZOOM_KEY, self)
        self.list = QListWidget(self)
        self.list.setObjectName("previewFilings")
        self.list.setAccessibleName(self.tr("要打印的填报件"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = QLabel(self.tr("正在计算页数…"), self)
        self._words.setWordWrap(True)
        self._print = QPushButton(self.tr("打印(&P)…"), self)
        self._print.setDefault(True)
        self._lay_out()
        self._connect()
        self.pages.start()
        self.view.setFocus()

    def _lay_out(self) -> None:
        side = QWidget(self)
        left = QVBoxLayout(side)
        left.setContentsMargins(8, 8, 8, 8)
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addWidget(self._words)
        buttons = QHBoxLayout()
        close = QPushButton(self.tr("关闭"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons.addWidget(self._print, 1)
        buttons.addWidget(close)
        left.addLayout(buttons)
        right = QWidget(self)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.bar)
        inner.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(side)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST_WIDTH, _USUAL[0] - _LIST_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        if not self.restoreGeometry(self._context.settings.state(_GEOMETRY_KEY)):
            room = self.screen().availableSize()
            self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))

    def _connect(self) -> None:
        self.pages.counted.connect(self._on_counted)
        self.pages.skipped.connect(self._on_skipped)
        self.pages.failed.connect(self._on_skipped)
        self.view.page_changed.connect(self._on_page_changed)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self._print.clicked.connect(self._on_print)
        self._context.workspace.ledger_closed.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._on_print)

    def _on_counted(self, done: int, total: int) -> None:
        for item in self.pages.measured[self.list.count() :]:
            pages = self.tr("%1 页").replace("%1", str(item.pages))
            entry = QListWidgetItem(item.name, self.list)
            entry.setData(
                SECOND_LINE_ROLE, f"{pages}　{self._context.workspace.desk.ledger.filings.title(item.filing)}"
            )
            entry.setToolTip(f"{item.name}\n{entry.data(SECOND_LINE_ROLE)}")
        words = self.tr("共 %1 页、%2 份").replace("%1", str(len(self.pages.sizes)))
        words = words.replace("%2", str(len(self.pages.measured)))
        if done < total:
            words = self.tr("正在计算页数：%1 / %2 份").replace("%1", str(done)).replace("%2", str(total))
        elif self._skipped:
            words += self.tr("，另有 %1 份印不出来").replace("%1", str(self._skipped))
        self._words.setText(words)
        self._on_page_changed()

    def _on_skipped(self, error: UserError) -> None:
        self._skipped += 1
        self._context.notices.fail(error)
        self._words.setToolTip(str(error))

    def _on_page_changed(self) -> None:
        """Marks in the list the filing whose page is seen."""
        if self.list.count():
            self.list.blockSignals(True)
            self.list.setCurrentRow(min(self.pages.filing_of(self.view.current_page), self.list.count() - 1))
            self.list.blockSignals(False)

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.view.go_to_page(self.pages.first_page(row))

    def _on_print(self) -> None:
        self.accept()
        self.print_requested.emit(self._ids)

    def done(self, result: int) -> None:
        self._context.settings.put(_GEOMETRY_KEY, self.saveGeometry())
        self.pages.close()
        super().done(result)
