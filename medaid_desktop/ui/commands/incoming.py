"""The import in the window: files by dialog and drop, its tab, what is said of it afterwards, the sources of filings."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_folder, ask_open_several
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import EditorTabs

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.incoming.items import ImportReport, IncomingFile
    from medaid_desktop.ui.views.incoming.tab import ImportTab

_NAMED = 2
_JSON = ".json"


class IncomingCommands(QObject):
    """Makes the tab when the first file comes; of what was imported it offers to take it back."""

    template_found = Signal(object)
    """The Path of a blank form, of which a form of the ledger's own is to be made."""

    def __init__(self, context: Context, chosen: Chosen, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        context.actions.take.triggered.connect(self._on_import)
        context.actions.take_folder.triggered.connect(self._on_import_folder)
        context.actions.source.triggered.connect(self._on_source)
        context.workspace.ledger_opened.connect(self._on_ledger_opened)

    # -- ways in -------------------------------------------------------------------------------------------------

    def _on_import(self) -> None:
        every = self.tr("所有文件 (*)")
        known = self.tr("表格、文档和填报件 (*.xlsx *.xlsm *.xls *.et *.ods *.docx *.json)")
        files = ask_open_several(
            self._context.window, self._context.settings, self.tr("导入"), "import", f"{known};;{every}"
        )
        if files:
            self.take(files)

    def _on_import_folder(self) -> None:
        folder = ask_folder(self._context.window, self._context.settings, self.tr("导入文件夹"), "import")
        if folder:
            self.take([folder])

    def take(self, paths: list[Path]) -> None:
        """Takes files and folders in; filings of this program's own are imported at once where nothing has to be asked."""
        if not self._context.workspace.can_edit:
            reason = self._context.workspace.why_not("import")
            self._context.notices.hint(reason or self.tr("请先打开一个可以修改的台账，再导入。"))
        elif self._tab() is None and all(path.suffix.lower() == _JSON and path.is_file() for path in paths):
            self._take_own(paths)
        else:
            self._open(paths)

    def _open(self, paths: list[Path]) -> None:
        tab = self._tab() or self._make()
        self._tabs.host(tab)
        tab.add(paths)

    def _tab(self) -> "ImportTab | None":
        """The tab of the import, None where there is none."""
        from medaid_desktop.ui.views.incoming.tab import ImportTab

        return next((guest for guest in self._tabs.guests() if isinstance(guest, ImportTab)), None)

    def _make(self) -> "ImportTab":
        from medaid_desktop.ui.views.incoming.tab import ImportTab

        tab = ImportTab(self._context, self._chosen, self._tabs)
        notices = self._context.notices
        tab.page.add_files.connect(self._on_import)
        tab.page.add_folder.connect(self._on_import_folder)
        tab.page.open_requested.connect(self._show)
        tab.page.template_requested.connect(self.template_found)
        tab.leave_asked.connect(lambda count: self._ask_to_leave(tab, count))
        tab.closed.connect(lambda: self._tabs.dismiss(tab))
        tab.batch.left_out.connect(self._say_left_out)
        tab.batch.learning.told.connect(
            lambda words: notices.done(words, self.tr("撤销更正"), lambda: tab.page.corrections.ask("undo"))
        )
        tab.batch.failed.connect(notices.fail)
        tab.batch.stored.connect(lambda report: self._on_stored(tab, report))
        return tab

    def _ask_to_leave(self, tab: "ImportTab", count: int) -> None:
        words = self.tr("还有 %1 个文件没有导入。关闭后要导入须重新添加；文件本身不受影响。")
        self._context.notices.warn(
            words.replace("%1", str(count)),
            self.tr("仍然关闭"),
            tab.leave,
            self.tr("继续导入"),
            lambda: self._tabs.host(tab),
        )

    def _say_left_out(self, left_out: list[tuple[Path, str]]) -> None:
        named = "；".join(f"{path.name}：{reason}" for path, reason in left_out[:_NAMED])
        words = self.tr("有 %1 个文件没有列入：%2%3。").replace("%1", str(len(left_out))).replace("%2", named)
        self._context.notices.hint(words.replace("%3", self.tr(" 等") if len(left_out) > _NAMED else ""))

    def _on_ledger_opened(self) -> None:
        """Offers to go on with the files that waited when the ledger was closed."""
        settings, workspace = self._context.settings, self._context.workspace
        key = f"place-{workspace.desk.ledger.ledger_id}/incoming"
        files = [Path(name) for name in settings.texts(key)]
        if not files or not workspace.can_edit:
            return
        settings.put(key, [])
        words = self.tr("上次还有 %1 个文件没有导入。").replace("%1", str(len(files)))
        self._context.notices.hint(words, self.tr("继续导入"), lambda: self._open(files))

    # -- filings of this program's own ---------------------------------------------------------------------------

    def _take_own(self, files: list[Path]) -> None:
        """Imports files of JSON, unless the ledger has something for one of them already: then the clerk decides."""
        from medaid_desktop.operations import incoming as operations

        workspace = self._context.workspace
        desk, region, year = workspace.desk, self._chosen.region(), self._chosen.year()

        def read(reading: "Desk", _: Task) -> "list[IncomingFile]":
            known = operations.known_for(reading)
            return [operations.read_incoming(reading, file, known, region, year) for file in files]

        def store(found: "list[IncomingFile]") -> None:
            if any(item.existing for one in found for item in one.items):
                self._open(files)
                return
            words = self.tr("正在导入 %1 个文件").replace("%1", str(len(files)))
            self._context.tasks.run(
                words, lambda task: operations.store_files(desk, found, task.progress), self._on_own_stored,
                self._context.notices.fail, cancellable=False, writes=True,
            )  # fmt: skip

        words = self.tr("正在读取 %1 个文件").replace("%1", str(len(files)))
        self._context.tasks.run(words, workspace.at_own_desk(read), store, self._context.notices.fail)

    def _on_own_stored(self, report: "ImportReport") -> None:
        self._after(report)
        if len(report.ids) == 1 and not report.failed:
            self._show(report.ids[0])

    # -- afterwards ----------------------------------------------------------------------------------------------

    def _on_stored(self, tab: "ImportTab", report: "ImportReport") -> None:
        self._after(report)
        done = [*report.ids, *report.revised]
        if len(tab.batch.entries) == 1 and len(done) == 1 and not report.failed:
            self._tabs.dismiss(tab)
            self._show(done[0])

    def _after(self, report: "ImportReport") -> None:
        """Says how much was imported, and offers to take it back."""
        self._context.workspace.filings_changed.emit()
        words = self.tr("已导入 %1 份填报件。").replace("%1", str(len(report.ids) + len(report.revised)))
        changed = bool(report.ids or report.revised)
        button, take_back = self.tr("撤销导入") if changed else "", lambda: self._take_back(report)
        notices = self._context.notices
        if report.failed:
            words += self.tr("%1 个文件没有导入，例如：").replace("%1", str(len(report.failed)))
            notices.fail(words + str(report.failed[0][1]), button, take_back)
            return
        said = [*report.notices, *(words for outcome in report.outcomes for words in outcome.notices)]
        if said:
            notices.warn(words + "".join(said[:_NAMED]), button, take_back)
        else:
            notices.done(words, button, take_back)

    def _take_back(self, report: "ImportReport") -> None:
        """New filings go to the bin, new versions are undone; what was worked on since stays."""
        from medaid_desktop.operations.filings import editing

        workspace, notices = self._context.workspace, self._context.notices
        if not workspace.can_edit or not self._chosen.settle():
            return
        desk, kept = workspace.desk, 0
        try:
            for outcome in report.outcomes:
                for filing_id in outcome.revised:
                    if desk.ledger.undo_label(filing_id) == f"导入：{outcome.file.name}":
                        editing.undo(desk, filing_id)
                    else:
                        kept += 1
            desk.ledger.filings.delete(report.ids)
        except UserError as error:
            notices.fail(error)
        tab = self._tab()
        if tab is not None and not kept:
            tab.batch.take_back(outcome.file for outcome in report.outcomes)
        workspace.filings_changed.emit()
        count = str(len(report.ids))
        words = (
            self.tr("已撤销导入，%1 份移到了回收站。").replace("%1", count) if report.ids else self.tr("已撤销导入。")
        )
        if kept:
            more = self.tr("有 %1 份导入后又有修改，没有撤销；请打开后按 Ctrl+Z 逐步撤销。").replace("%1", str(kept))
            notices.warn(words + more)
        else:
            notices.done(words)

    def _show(self, filing_id: str) -> None:
        try:
            self._chosen.show(filing_id)
        except UserError as error:
            self._context.notices.fail(error)

    # -- where a filing came from --------------------------------------------------------------------------------

    def _on_source(self) -> None:
        from medaid_desktop.operations.incoming import source_of
        from medaid_desktop.ui.views.incoming.tab import SourceTab

        ids = self._chosen.filings()
        if len(ids) != 1:
            self._context.notices.hint(self.tr("请先选中一份填报件，再看它的来源文件。"))
            return
        source = source_of(self._context.workspace.desk, ids[0])
        if source is None:
            self._context.notices.hint(self.tr("这份填报件不是导入的，没有来源文件。"))
            return
        tabs = [guest for guest in self._tabs.guests() if isinstance(guest, SourceTab)]
        tab = next((tab for tab in tabs if tab.filing_id == ids[0]), None)
        if tab is None:
            tab = SourceTab(self._context, ids[0], source.name, self._tabs)
            tab.page.place_asked.connect(self._go_to)
        self._tabs.host(tab)

    def _go_to(self, filing_id: str, path: str) -> None:
        self._show(filing_id)
        front = self._tabs.front()
        if front is None or front.filing_id != filing_id or not front.show_path(path):
            self._context.notices.hint(self.tr("这一处内容在打开的表上没有格子。"))
