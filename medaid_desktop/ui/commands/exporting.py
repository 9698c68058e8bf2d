"""Taking filings out of the ledger as files: back into their templates, as workbooks, as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.exports.exporting import ExportReport
    from medaid_desktop.ui.dialogs.exporting.report import ReportLine

JSON = ".json"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of filings before they are exported: a name for the file of one, its ending, whether some of them go
    back into Word documents."""

    name: str
    ending: str
    has_letters: bool


class ExportCommands(QObject):
    """One filing is saved under a name; several go into a folder, a workbook or a file of data."""

    def __init__(self, context: Context, chosen: Chosen, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        context.actions.export.triggered.connect(lambda: self.export(chosen.filings()))
        context.actions.export_listed.triggered.connect(lambda: self.export(chosen.listed()))

    def export(self, ids: Sequence[str]) -> None:
        """Asks for what and where to, and exports; the notice bar leads to the files."""
        if not ids:
            self._context.notices.hint(self.tr("请先在列表中选中要导出的填报件。"))
            return
        if not self._chosen.settle():
            return
        self._ask(list(ids))

    # -- asking --------------------------------------------------------------------------------------------------

    def _ask(self, ids: list[str]) -> None:
        workspace = self._context.workspace
        self._context.tasks.run(
            "", workspace.at_own_desk(lambda desk, _: _facts(desk, ids)), lambda facts: self._ask_target(ids, facts),
            self._context.notices.fail,
        )  # fmt: skip

    def _ask_target(self, ids: list[str], facts: _Facts) -> None:
        if not self._context.workspace.is_open:
            return
        if len(ids) == 1:
            self._ask_file(ids, facts)
        else:
            self._ask_many(ids, facts)

    def _ask_file(self, ids: list[str], facts: _Facts) -> None:
        words = {
            ".xlsx": self.tr("Excel 工作簿"),
            ".xlsm": self.tr("带宏的 Excel 工作簿"),
            ".docx": self.tr("Word 文档"),
        }
        kinds = [(words.get(facts.ending, self.tr("原来的格式")), facts.ending), (self.tr("JSON 数据文件"), JSON)]
        path = ask_save_as(
            self._context.window, self._context.settings, self.tr("导出 %1 份填报件").replace("%1", "1"), "export", kinds,
            facts.name,
        )  # fmt: skip
        if path is not None:
            self._write(ids, path, facts)

    def _ask_many(self, ids: list[str], facts: _Facts) -> None:
        from medaid_desktop.ui.dialogs.exporting.dialog import Exportable, ExportDialog

        what = Exportable(ids, self._chosen.listed(), facts.has_letters)
        dialog = ExportDialog(self._context.settings, what, self._context.window)
        accepted = bool(dialog.exec())
        chosen, target = list(dialog.ids()), dialog.target()
        dialog.deleteLater()
        if accepted and self._context.workspace.is_open:
            self._write(chosen, target, facts)

    # -- writing -------------------------------------------------------------------------------------------------

    def _write(self, ids: list[str], out: Path, facts: _Facts) -> None:
        workspace, notices = self._context.workspace, self._context.notices
        if not workspace.is_open:
            return
        books = workspace.desk
        self._context.tasks.run(
            self.tr("正在导出 %1 份").replace("%1", str(len(ids))),
            workspace.at_own_desk(lambda desk, task: _export(desk, ids, out, task, books)),
            lambda report: self._on_written(ids, out, report),
            lambda error: notices.fail(error, self.tr("另存为…"), lambda: self._ask_target(ids, facts)),
            lambda: notices.hint(self.tr("已停止导出，已经写好的文件留在原处。")), writes=True,
        )  # fmt: skip

    def _on_written(self, ids: list[str], out: Path, report: "ExportReport") -> None:
        notices, files = self._context.notices, report.files
        if report.cancelled:
            words = (
                self.tr("已停止导出，写好的 %1 个文件留在原处。") if files else self.tr("已停止导出，没有写出文件。")
            )
            notices.hint(words.replace("%1", str(len(files))))
            return
        if not files:
            error = report.failed[0][1] if report.failed else self.tr("没有导出任何文件。")
            notices.fail(error, self.tr("另存为…"), lambda: self._ask(ids))
            return
        one = files[0] if len(files) == 1 else None
        words = self.tr("已导出 %1 份：%2。").replace("%1", str(len(ids) - len(report.failed)))
        words = words.replace("%2", one.name if one is not None else out.name) + "".join(report.remarks[:1])
        folder, place = _folder(files[0]), self.tr("打开所在文件夹")
        said = len(report.notices) + len(report.failed)
        if said:
            words += self.tr("有 %1 处没有照写或没有导出，请核对。").replace("%1", str(said))
            see = self.tr("逐条看")
            notices.warn(words, see, lambda: self._show_report(ids, report), place, lambda: open_file(folder))
        elif one is not None and one.suffix.lower() != JSON:
            opened = self.tr("打开")
            notices.posted.emit(Notice("done", words, opened, lambda: open_file(one), place, lambda: open_file(folder)))
        else:
            notices.done(words, place, lambda: open_file(folder))

    # -- what was not written as asked ---------------------------------------------------------------------------

    def _show_report(self, ids: list[str], report: "ExportReport") -> None:
        from medaid_desktop.ui.dialogs.exporting.report import ExportReportDialog

        dialog = ExportReportDialog(_lines(ids, report), self._context.window)
        accepted, line = bool(dialog.exec()), dialog.chosen
        dialog.deleteLater()
        if accepted and line is not None and self._context.workspace.is_open:
            self._lead_to(line.filing, line.words)

    def _lead_to(self, filing_id: str, words: str) -> None:
        """Opens the filing, at the cell that a sentence is about where it names one."""
        from medaid_desktop.operations.exports.export_places import path_of

        try:
            self._chosen.show(filing_id)
        except UserError as error:
            self._context.notices.fail(error)
            return
        path, front = path_of(self._context.workspace.desk, filing_id, words), self._tabs.front()
        if path and front is not None and front.filing_id == filing_id:
            front.show_path(path)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _lines(ids: Sequence[str], report: "ExportReport") -> "list[ReportLine]":
    """The sentences, each with the filing that it is about where that can be told."""
    from medaid_desktop.ui.dialogs.exporting.report import ReportLine

    by_file = {file.name: filing for file, filing in zip(report.files, report.filings, strict=False)}
    alone = ids[0] if len(ids) == 1 else ""
    lines = [ReportLine(words, by_file.get(words.partition("：")[0], alone)) for words in report.notices]
    return lines + [ReportLine(f"{title}：{error}") for title, error in report.failed]


def _facts(desk: "Desk", ids: Sequence[str]) -> _Facts:
    from medaid_desktop.operations.paper.printing import suggested_file_name
    from medaid_desktop.operations.templates.originals import Originals

    if len(ids) == 1:
        filing = desk.ledger.filings.get(ids[0])
        original = Originals(desk).of(filing)
        return _Facts(suggested_file_name(desk, [filing], ""), original.ending if original else ".xlsx", False)
    wanted = set(ids)
    forms = {summary.form for summary in desk.ledger.filings.list() if summary.id in wanted}
    kinds = {head.kind for head in desk.ledger.templates.all() if head.form in forms}
    return _Facts("", ".xlsx", any(kind.startswith("do") for kind in kinds))


def _export(desk: "Desk", ids: Sequence[str], out: Path, task: Task, books: "Desk") -> "ExportReport":
    from medaid_desktop.operations.exports.exporting import export_files

    return export_files(desk, ids, out, task.progress, task.is_cancelled, single=True, books=books)
