"""The mapping of a blank form as a tab of the window."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import ReadCancelled
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import Guest
from medaid_desktop.ui.views.templates.page import TemplatePage

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.templates import TemplateDraft


class TemplateTab(Guest):
    """Reads a file in the background and shows it; corrections that are not kept are asked about before it goes."""

    wants_room = True
    leave_asked = Signal()
    """The tab is to be closed while corrections are not kept."""
    closed = Signal()

    def __init__(
        self, context: Context, chosen: Chosen, file: Path, draft: "TemplateDraft | None" = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`draft` is what was read of the file already, None where it is to be read."""
        super().__init__(parent)
        self._context = context
        self.file = file
        self._may_leave = False
        self._task: Task | None = None
        self.page = TemplatePage(context, chosen, self)
        self.label = self.tr("模板：%1").replace("%1", file.stem)
        self.tip = self.tr("把空白表做成表种：%1").replace("%1", file.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)
        if draft is None:
            self._read()
        else:
            self.page.show_draft(draft)

    def _read(self) -> None:
        file = self.file
        self.page.show_reading(file.name)

        def work(desk: "Desk", task: Task) -> "TemplateDraft":
            from medaid_desktop.operations.templates import read_template

            try:
                return read_template(desk, file, task.is_cancelled)
            except ReadCancelled as error:
                raise CancelledError from error

        self._task = self._context.tasks.run(
            self.tr("正在读取模板 %1").replace("%1", file.name), self._context.workspace.at_own_desk(work),
            self._on_read, self._on_failed, self._on_stopped,
        )  # fmt: skip

    def _on_read(self, draft: "TemplateDraft") -> None:
        self._task = None
        if not self._may_leave:
            self.page.show_draft(draft)
            self.setFocus()

    def _on_failed(self, error: UserError) -> None:
        self._task = None
        if not self._may_leave:
            self.page.show_failure(self.file.name, error)

    def _on_stopped(self) -> None:
        self._task = None
        if not self._may_leave:
            self.leave()

    def left(self) -> None:
        self._may_leave = True
        if self._task is not None:
            self._task.cancel()
        self.page.pane.drop_paper()

    def leave(self) -> None:
        """Closes without asking again."""
        self._may_leave = True
        self.closed.emit()

    def may_close(self) -> bool:
        drafting = self.page.drafting
        if self.page.is_keeping:
            return False
        if drafting is not None and drafting.undo_words and not self._may_leave:
            self.leave_asked.emit()
            return False
        return True
