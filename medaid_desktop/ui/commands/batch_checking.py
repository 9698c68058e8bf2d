"""Checking all filings of the list: the tab with the result, the way to a filing, and the report as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.commands.printing import open_file
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save_as
from medaid_desktop.ui.notices import Notice
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.words import where_word

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.ui.views.findings.batch_tab import BatchTab


class BatchCheckCommands(QObject):
    """One tab for each place that is checked; asked for again, the tab checks again."""

    opened = Signal()
    """A filing was opened out of a list: what was found in it is to be seen."""

    def __init__(
        self, context: Context, chosen: Chosen, tabs: EditorTabs, counts_changed: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        self._counts_changed = counts_changed
        context.actions.check_listed.triggered.connect(self._check_listed)

    def _check_listed(self) -> None:
        """Checks what the list shows: a region with all below it, a year, whatever it is narrowed down to."""
        from medaid_desktop.ui.views.findings.batch_tab import BatchTab

        if not self._chosen.settle():
            return
        ids = self._chosen.listed()
        where = where_word(self._context.workspace.desk, self._chosen.region(), self._chosen.year())
        if not ids:
            self._context.notices.hint(self.tr("列表里没有填报件，请先选区划和年度。"))
            return
        same = [guest for guest in self._tabs.guests() if isinstance(guest, BatchTab) and guest.where == where]
        for guest in same:
            self._tabs.dismiss(guest)
        tab = BatchTab(self._context, ids, where, self._chosen.region() or "", self._tabs)
        tab.page.open_requested.connect(self._open)
        tab.page.report_requested.connect(lambda: self._ask_report(tab))
        tab.checked.connect(lambda: self._counts_changed())
        self._tabs.host(tab)
        tab.begin()

    def _open(self, filing_id: str) -> None:
        try:
            self._chosen.show(filing_id)
        except UserError as error:
            self._context.notices.fail(error)
            return
        self.opened.emit()

    # -- the report ----------------------------------------------------------------------------------------------

    def _ask_report(self, tab: "BatchTab") -> None:
        batch, context = tab.batch, self._context
        if batch is None:
            return
        kinds = [(self.tr("PDF 文件"), ".pdf"), (self.tr("Excel 工作簿"), ".xlsx")]
        name = self.tr("审核报告（%1）").replace("%1", tab.where.replace("·", " "))
        path = ask_save_as(context.window, context.settings, self.tr("另存审核报告"), "report", kinds, name)
        if path is None or not context.workspace.is_open:
            return

        def write(desk: "Desk", _: Task) -> None:
            from medaid_desktop.operations.checking.report import write_report

            write_report(desk, batch, path, tab.region)

        context.tasks.run(
            self.tr("正在写审核报告"), context.workspace.at_own_desk(write), lambda _: self._on_written(path),
            lambda error: context.notices.fail(error, self.tr("另存为…"), lambda: self._ask_report(tab)),
            cancellable=False,
        )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        words = self.tr("审核报告已存为 %1。").replace("%1", path.name)
        notice = Notice(
            "done", words, self.tr("打开"), lambda: open_file(path), self.tr("打开所在文件夹"),
            lambda: open_file(path.parent),
        )  # fmt: skip
        self._context.notices.posted.emit(notice)
