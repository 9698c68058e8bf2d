"""验证打印件: a PDF, an archive, or the code in the foot of a sheet; what it comes to, sheet by sheet, and the cells that differ."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.parts import closing, open_at
from medaid_desktop.ui.dialogs.verifying.asking import AskLine, dropped_file
from medaid_desktop.ui.dialogs.verifying.sheet_list import SheetList
from medaid_desktop.ui.dialogs.verifying.sheet_view import SheetView
from medaid_desktop.ui.dialogs.verifying.working import WorkLine

if TYPE_CHECKING:
    from medaid_desktop.operations.verifying import Verified

_WIDTH, _HEIGHT, _LIST_WIDTH = 900, 560, 300


class VerifyDialog(QDialog):
    """Stands beside the window, so that what differs can be looked at there. Scanners type a code and end with Enter."""

    jumped = Signal(str, str)
    """A filing and the path of a cell in it, "" for the filing as a whole."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("verifyDialog")
        self.setWindowTitle(self.tr("验证打印件"))
        self.setAcceptDrops(True)
        self._context = context
        self._found: Verified | None = None
        self._ask = AskLine(context, self)
        self._words = QLabel(self)
        self._words.setObjectName("verifyWords")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._work = WorkLine(context, self)
        self.sheets = SheetList(self)
        self.view = SheetView(self)
        self._hint = QLabel(
            self.tr("把打印的 PDF，或归档的 .zip、文件夹拖到这里；或输入、扫描纸质表页脚的校验码。"), self
        )
        self._hint.setObjectName("verifyHint")
        self._hint.setProperty("part", "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._pages = QStackedWidget(self)
        self._copy = self._button(self.tr("复制结果(&C)"), "verifyCopy")
        self._open = self._button(self.tr("打开这份填报件(&F)"), "verifyOpen")
        self._lay_out()
        self._connect()
        self._show_words("")
        self._look()
        self._ask.setFocus()

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.sheets)
        self._split.addWidget(self.view)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([_LIST_WIDTH, _WIDTH - _LIST_WIDTH])
        self._pages.addWidget(self._hint)
        self._pages.addWidget(self._split)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._open)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(closing(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._ask)
        layout.addWidget(self._work)
        layout.addWidget(self._words)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)
        open_at(self, _WIDTH, _HEIGHT)

    def _connect(self) -> None:
        self._ask.file_asked.connect(self.verify_file)
        self._ask.code_asked.connect(self._verify_code)
        self._ask.nothing_asked.connect(self._on_nothing_asked)
        self._work.found.connect(self._on_found)
        self._work.failed.connect(self._on_failed)
        self._work.stopped.connect(self._on_stopped)
        self.sheets.chosen.connect(self._on_chosen)
        self.view.jumped.connect(self._on_jumped)
        self._open.clicked.connect(lambda: self._on_jumped(""))
        self._copy.clicked.connect(self._on_copy)

    # -- asking --------------------------------------------------------------------------------------------------

    def verify_file(self, path: Path) -> None:
        """Verifies a PDF or an archive."""
        if self._begin(self.tr("正在核对 %1…").replace("%1", path.name)):
            self._ask.clear()
            self._work.verify_file(path)

    def _verify_code(self, text: str) -> None:
        if self._begin(self.tr("正在查找…")):
            self._work.verify_code(text)

    def _on_nothing_asked(self) -> None:
        self._show_words(self.tr("请先输入校验码，或选择一个文件。"), "error")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)  # a file is read, never moved away
        event.setAccepted(not self._work.is_busy and dropped_file(event) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if path is not None:
            self.verify_file(path)

    # -- working -------------------------------------------------------------------------------------------------

    def _begin(self, words: str) -> bool:
        """Makes room for another result; False where there is no ledger, or something is under way."""
        if self._work.is_busy or not self._context.workspace.is_open:
            return False
        self._found = None
        self._look()
        self._show_words(words, "muted")
        self._ask.setEnabled(False)
        return True

    def _on_found(self, found: "Verified") -> None:
        self._end()
        self._found = found
        self._show_words("\n".join([*found.notes, *(one.sentence for one in found.signatures)]))
        self.sheets.show_found(found)
        self._look()

    def _on_failed(self, error: UserError) -> None:
        self._end()
        self._show_words(str(error), "error")

    def _on_stopped(self) -> None:
        self._end()
        self._show_words(self.tr("已停止，没有核对完。"), "muted")

    def _end(self) -> None:
        self._ask.setEnabled(True)
        self._ask.ask_again()

    def done(self, result: int) -> None:
        """Closed by whatever way, it stops what is under way."""
        self._work.cancel()
        super().done(result)

    # -- what is shown -------------------------------------------------------------------------------------------

    def _show_words(self, words: str, part: str = "") -> None:
        self._words.setVisible(bool(words))
        self._words.setText(words)
        self._words.setProperty("part", part)
        self._words.style().polish(self._words)

    def _look(self) -> None:
        found = self._found
        self._pages.setCurrentIndex(0 if found is None else 1)
        is_batch = found is not None and (len(found.sheets) > 1 or found.archive is not None)
        self.sheets.setVisible(is_batch)
        self.view.set_inset(is_batch)
        self._copy.setEnabled(found is not None)
        if found is None:
            self._open.setEnabled(False)

    def _on_chosen(self) -> None:
        self.view.show_verdict(self.sheets.current())
        verdict = self.sheets.current_sheet()
        self._open.setEnabled(verdict is not None and bool(verdict.now))

    def _on_jumped(self, path: str) -> None:
        verdict = self.sheets.current_sheet()
        if verdict is not None and verdict.now:
            self.jumped.emit(verdict.filing, path)

    def _on_copy(self) -> None:
        if self._found is not None:
            QApplication.clipboard().setText("\n".join(self._found.lines()))
