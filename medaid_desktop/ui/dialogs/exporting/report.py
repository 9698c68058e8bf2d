"""What an export could not do as asked: a sentence each, to be read one by one, copied, and led from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

_NUMBER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`filing` is the id of the one that it is about, "" where there is none to lead to."""

    words: str
    filing: str = ""


class ExportReportDialog(QDialog):
    """Accepted with `chosen` when the clerk wants to be led to a filing."""

    def __init__(self, lines: Sequence[ReportLine], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出时要核对的"))
        self._lines = lines
        self.chosen: ReportLine | None = None
        said = QLabel(self.tr("文件已经写好，下面这些没有照写，请逐条核对："), self)
        said.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setObjectName("exportNotices")
        self._list.setAccessibleName(said.text())
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        self._list.setAlternatingRowColors(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for number, line in enumerate(lines):
            item = QListWidgetItem(line.words, self._list)
            item.setData(_NUMBER, number)
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self._go = buttons.addButton(self.tr("到填报件这一处(&G)"), role.ActionRole)
        self._go.setObjectName("exportReportGo")
        self._copy = buttons.addButton(self.tr("复制全部(&C)"), role.ActionRole)
        self._copy.setObjectName("exportReportCopy")
        buttons.addButton(self.tr("关闭"), role.RejectRole).setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(self._list, 1)
        layout.addWidget(buttons)
        self._go.clicked.connect(self._on_go)
        self._copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        self._list.currentRowChanged.connect(lambda _: self._look())
        self._list.itemActivated.connect(lambda _: self._on_go())
        self._list.setCurrentRow(0)
        self.resize(620, 380)
        self._list.setFocus()

    def _line(self) -> ReportLine | None:
        row = self._list.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _look(self) -> None:
        line = self._line()
        self._go.setEnabled(line is not None and bool(line.filing))

    def _on_go(self) -> None:
        line = self._line()
        if line is not None and line.filing:
            self.chosen = line
            self.accept()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(line.words for line in self._lines))
