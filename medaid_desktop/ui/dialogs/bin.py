"""The bin: deleted filings, to be restored or deleted for good."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.ui.dialogs.question import ask
from medaid_desktop.ui.models.filing_model import CHANGED, FORM, OPEN, REGION, STATUS, TITLE, YEAR, FilingModel
from medaid_desktop.ui.views.rows import make_lines
from medaid_desktop.ui.workspace import Workspace

_WIDTHS = {FORM: 80, REGION: 110, YEAR: 52, STATUS: 60, CHANGED: 130}


class BinDialog(QDialog):
    """Works at once, without a button to confirm at the end; only deleting for good asks first."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("回收站"))
        self._workspace = workspace
        self._model = FilingModel(self)
        self._view = QTableView(self)
        self._view.setObjectName("binList")
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self._restore = self._buttons.addButton(self.tr("还原(&R)"), role)
        self._restore.setObjectName("binRestore")
        self._purge = self._buttons.addButton(self.tr("彻底删除(&D)…"), role)
        self._purge.setObjectName("binPurge")
        close = self._buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self._restore.clicked.connect(self._on_restore)
        self._purge.clicked.connect(self._on_purge)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._reload()

    def _lay_out(self) -> None:
        view = self._view
        view.setModel(self._model)
        view.setColumnHidden(OPEN, True)
        view.setFrameShape(QFrame.Shape.StyledPanel)
        view.setAccessibleName(self.tr("回收站里的填报件"))
        make_lines(view, _WIDTHS, TITLE)
        view.selectionModel().selectionChanged.connect(self._on_selection)
        empty = QLabel(self.tr("回收站是空的。"), self)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(view)
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._message)
        layout.addWidget(self._buttons)
        self.resize(760, 420)

    def _reload(self) -> None:
        self._model.show_filings(self._workspace.desk, None, None, deleted=True)
        self._stack.setCurrentIndex(0 if self._model.total else 1)
        if self._model.total:
            self._view.selectRow(0)
        self._on_selection()

    def _selected(self) -> list[str]:
        return [self._model.filing_id(index.row()) for index in self._view.selectionModel().selectedRows()]

    def _on_selection(self) -> None:
        may = self._workspace.can_edit and self._view.selectionModel().hasSelection()
        self._restore.setEnabled(may)
        self._purge.setEnabled(may)
        self._message.setVisible(not self._workspace.can_edit)
        self._message.setText(self._workspace.desk.ledger.read_only_reason or self._workspace.why_not("delete"))

    def _on_restore(self) -> None:
        count = self._apply(self._workspace.desk.ledger.filings.restore)
        if count:
            self._say(self.tr("已还原 %1 份填报件。").replace("%1", str(count)))

    def _on_purge(self) -> None:
        count = len(self._selected())
        words = self.tr("要彻底删除 %1 份填报件吗？").replace("%1", str(count))
        details = self.tr("内容和修改记录都会删去，不能再还原。")
        if ask(self, self.tr("彻底删除"), words, self.tr("彻底删除 %1 份").replace("%1", str(count)), details):
            done = self._apply(self._workspace.desk.ledger.filings.purge)
            if done:
                self._say(self.tr("已彻底删除 %1 份填报件。").replace("%1", str(done)))

    def _apply(self, change: Callable[[list[str]], int]) -> int:
        try:
            count = change(self._selected())
        except UserError as error:
            self._say(str(error))
            return 0
        self._workspace.filings_changed.emit()
        self._reload()
        return count

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.show()
