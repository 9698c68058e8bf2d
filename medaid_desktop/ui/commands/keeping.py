"""The log of the ledger, and putting filings away: what stays when the year is over."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.commands.printing import open_file
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save_as
from medaid_desktop.ui.notices import Notice
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import EditorTabs

if TYPE_CHECKING:
    from medaid_desktop.operations.archiving import ArchiveReport
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.ui.dialogs.archiving.dialog import ArchiveDialog, Asked
    from medaid_desktop.ui.views.logbook.tab import LogTab


class KeepingCommands(QObject):
    """One tab for the log; asked for again, it is brought up to date."""

    def __init__(self, context: Context, chosen: Chosen, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        context.actions.log.triggered.connect(self._show_log)
        context.actions.archive.triggered.connect(self._ask)

    # -- the log -------------------------------------------------------------------------------------------------

    def _show_log(self) -> None:
        from medaid_desktop.ui.views.logbook.tab import LogTab

        if not self._context.workspace.is_open or not self._chosen.settle():
            return
        tab = next((guest for guest in self._tabs.guests() if isinstance(guest, LogTab)), None)
        if tab is None:
            tab = LogTab(self._context, self._tabs)
            tab.page.open_requested.connect(self._open)
            tab.page.export_requested.connect(lambda tab=tab: self._ask_export(tab))
        self._tabs.host(tab)
        tab.begin()

    def _open(self, filing_id: str) -> None:
        try:
            self._chosen.show(filing_id)
        except UserError as error:
            self._context.notices.fail(error)

    def _ask_export(self, tab: "LogTab") -> None:
        context, numbers = self._context, tab.page.model.numbers
        kinds = [(self.tr("Excel 工作簿"), ".xlsx")]
        path = ask_save_as(
            context.window, context.settings, self.tr("导出操作日志"), "report", kinds, self.tr("操作日志")
        )
        if path is None or not context.workspace.is_open:
            return
        context.tasks.run(
            self.tr("正在写操作日志"), context.workspace.at_own_desk(lambda desk, _: tab.write(desk, path, numbers)),
            lambda _: self._on_written(path, self.tr("操作日志已存为 %1。").replace("%1", path.name)),
            lambda error: context.notices.fail(error, self.tr("另存为…"), lambda: self._ask_export(tab)), cancellable=False,
        )  # fmt: skip

    def _on_written(self, path: Path, words: str) -> None:
        notice = Notice(
            "done", words, self.tr("打开"), lambda: open_file(path), self.tr("打开所在文件夹"),
            lambda: open_file(path.parent),
        )  # fmt: skip
        self._context.notices.posted.emit(notice)

    # -- the archive ---------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        from medaid_desktop.ui.dialogs.archiving.dialog import ArchiveDialog

        workspace = self._context.workspace
        if not workspace.is_open or not self._chosen.settle():
            return
        years = workspace.desk.ledger.filings.years()
        if not years:
            self._context.notices.hint(self.tr("台账里还没有填报件，没有可归档的。"))
            return
        year = self._chosen.year()
        dialog = ArchiveDialog(
            self._context, years, year if year in years else years[0], self._chosen.region() or "", self._context.window
        )
        self._run(dialog)

    def _run(self, dialog: "ArchiveDialog") -> None:
        accepted, asked = bool(dialog.exec()), dialog.asked()
        dialog.deleteLater()
        if accepted and self._context.workspace.is_open:
            self._write(asked)

    def _write(self, asked: "Asked") -> None:
        workspace, notices = self._context.workspace, self._context.notices
        books = workspace.desk
        self._context.tasks.run(
            self.tr("正在归档"), workspace.at_own_desk(lambda desk, task: _archive(desk, asked, task, books)), self._on_archived,
            lambda error: notices.fail(error, self.tr("另选位置…"), self._ask),
            lambda: notices.hint(self.tr("已停止归档，没有留下文件。")), writes=True,
        )  # fmt: skip

    def _on_archived(self, report: "ArchiveReport") -> None:
        notices, words = self._context.notices, "".join(report.lines())
        place, folder = self.tr("打开文件夹"), report.out if report.out.is_dir() else report.out.parent
        if report.notices:
            words += self.tr("写回原表时有 %1 处没有照写：%2").replace("%1", str(len(report.notices)))
            notices.warn(words.replace("%2", report.notices[0]), place, lambda: open_file(folder))
        else:
            notices.done(words, place, lambda: open_file(folder))


def _archive(desk: "Desk", asked: "Asked", task: Task, books: "Desk") -> "ArchiveReport":
    from medaid_desktop.operations.archiving import make_archive

    return make_archive(
        desk, asked.wish, asked.out, task.progress, task.is_cancelled, passphrases=asked.passphrases, books=books
    )  # fmt: skip
