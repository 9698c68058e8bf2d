"""Forms of the ledger's own: blank forms by dialog and drop, their tab, what is said of them afterwards, the list of them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_open, ask_save
from medaid_desktop.ui.notices import Notice
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import EditorTabs

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.templates import Kept, MoveReport, TemplateDraft
    from medaid_desktop.ui.views.templates.forms_tab import FormsTab
    from medaid_desktop.ui.views.templates.tab import TemplateTab

_NAMED = 2


@dataclass(slots=True)
class _Done:
    """What keeping a draft has made, and what became of the filings that were moved over."""

    kept: "list[Kept]"
    moved: "list[MoveReport]" = field(default_factory=list["MoveReport"])


class TemplateCommands(QObject):
    """A tab for each blank form; of what was kept it offers to take it back, or to fill the first one in."""

    new_asked = Signal(str)
    """A filing of this form is to be made."""
    import_asked = Signal(list)
    """Files that were opened as templates are to be imported as filings."""

    def __init__(self, context: Context, chosen: Chosen, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        context.actions.take_template.triggered.connect(self.ask)
        context.actions.own_forms.triggered.connect(self.show_forms)

    # -- ways in -------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Asks for a blank form and shows what is understood of it."""
        known = self.tr("空白表 (*.xlsx *.xlsm *.xltx *.xltm *.docx *.docm *.dotx *.xls *.et *.ods)")
        every = self.tr("所有文件 (*)")
        file = ask_open(
            self._context.window, self._context.settings, self.tr("导入模板"), "template", f"{known};;{every}"
        )
        if file is not None:
            self.open(file)

    def open(self, file: Path, draft: "TemplateDraft | None" = None) -> None:
        """Shows a blank form in a tab, the one that it has where it is open already."""
        from medaid_desktop.ui.views.templates.tab import TemplateTab

        if not self._context.workspace.can_edit:
            self._context.notices.hint(self.tr("请先打开一个可以修改的台账，再导入模板。"))
            return
        tabs = [guest for guest in self._tabs.guests() if isinstance(guest, TemplateTab)]
        tab = next((tab for tab in tabs if tab.file == file), None)
        if tab is None:
            tab = TemplateTab(self._context, self._chosen, file, draft, self._tabs)
            self._connect(tab)
        self._tabs.host(tab)

    def _connect(self, tab: "TemplateTab") -> None:
        tab.page.keep_requested.connect(lambda: self._keep(tab))
        tab.page.import_requested.connect(lambda: self._import(tab))
        tab.leave_asked.connect(lambda: self._ask_to_leave(tab))
        tab.closed.connect(lambda: self._tabs.dismiss(tab))

    def _import(self, tab: "TemplateTab") -> None:
        """Takes the file in as what was filled in; corrections that were made stay in their tab."""
        drafting = tab.page.drafting
        if drafting is None or not drafting.undo_words:
            self._tabs.dismiss(tab)
        self.import_asked.emit([tab.file])

    def _ask_to_leave(self, tab: "TemplateTab") -> None:
        words = self.tr("模板“%1”的更正还没有存为表种，关闭后要重新更正。").replace("%1", tab.file.name)
        self._context.notices.warn(
            words, self.tr("仍然关闭"), tab.leave, self.tr("继续更正"), lambda: self._tabs.host(tab)
        )

    # -- keeping -------------------------------------------------------------------------------------------------

    def _keep(self, tab: "TemplateTab") -> None:
        page, drafting = tab.page, tab.page.drafting
        if drafting is None or not self._chosen.settle():
            return
        notices, desk = self._context.notices, self._context.workspace.desk
        try:
            draft = drafting.to_keep()
        except UserError as error:
            notices.fail(error)
            page.sheets.name.setFocus()
            return
        only, moves = drafting.taken(), page.moves

        def work(task: Task) -> _Done:
            from medaid_desktop.operations.templates import keep_template, move_filings

            done = _Done(keep_template(desk, draft, only=only))
            for one in done.kept:
                if moves and one.is_new and one.before:
                    done.moved.append(move_filings(desk, one.form, progress=task.progress))
            return done

        def failed(error: UserError) -> None:
            page.set_keeping(False)
            notices.fail(error)

        page.set_keeping(True)
        self._context.tasks.run(
            self.tr("正在存为表种"), work, lambda done: self._on_kept(tab, done), failed, cancellable=False, writes=True
        )

    def _on_kept(self, tab: "TemplateTab", done: _Done) -> None:
        drafting = tab.page.drafting
        draft = drafting.draft if drafting else None
        self._tabs.dismiss(tab)
        self._context.workspace.filings_changed.emit()
        new = [one for one in done.kept if one.is_new]
        titles = "、".join(f"《{one.name}》" for one in new or done.kept)
        first = (new or done.kept)[0]
        begin = self.tr("新建填报件")

        def begin_one() -> None:
            self.new_asked.emit(first.form)

        if not new:
            self._context.notices.done(
                self.tr("台账里已经有表种%1，没有变化。").replace("%1", titles), begin, begin_one
            )
            return
        is_version = any(one.before for one in new)
        words = self.tr("已存为表种%1的新版本。") if is_version else self.tr("已存为表种%1。")
        words = words.replace("%1", titles)
        moved = sum(len(report.moved) for report in done.moved)
        if moved:
            words += self.tr("已移动 %1 份填报件。").replace("%1", str(moved))
        said = [notice for report in done.moved for notice in report.notices()]
        notice = Notice("warning" if said else "done", words + "".join(said[:_NAMED]), begin, begin_one)
        if not moved:
            notice = Notice(
                notice.severity, notice.text, begin, begin_one, self.tr("撤销"),
                lambda: self._take_back(new, tab.file, draft),
            )  # fmt: skip
        self._context.notices.posted.emit(notice)

    def _take_back(self, kept: "list[Kept]", file: Path, draft: "TemplateDraft | None") -> None:
        """The forms or versions go, the draft comes back as it was corrected."""
        from medaid_desktop.operations.templates import remove_version

        workspace, notices = self._context.workspace, self._context.notices
        if not workspace.can_edit:
            return
        try:
            for one in kept:
                remove_version(workspace.desk, one.form, one.version)
        except UserError as error:
            notices.fail(error)
            return
        workspace.filings_changed.emit()
        self.open(file, draft)
        notices.done(self.tr("已撤销，表种没有留在台账里。"))

    # -- the forms that there are --------------------------------------------------------------------------------

    def show_forms(self) -> None:
        """The list of the ledger's own forms, in a tab."""
        from medaid_desktop.ui.views.templates.forms_tab import FormsTab

        tab = next((guest for guest in self._tabs.guests() if isinstance(guest, FormsTab)), None)
        if tab is None:
            tab = FormsTab(self._context, self._tabs)
            self._connect_forms(tab)
        self._tabs.host(tab)

    def _connect_forms(self, tab: "FormsTab") -> None:
        page = tab.page
        page.new_requested.connect(self.new_asked)
        page.import_requested.connect(self.ask)
        page.original_requested.connect(self._save_original)
        page.remove_requested.connect(self._remove)
        page.move_requested.connect(self._move)
        page.version_requested.connect(self._remove_version)
        page.rename_requested.connect(self._rename)

    def _save_original(self, form: str, file: str) -> None:
        from medaid_desktop.formats.files import write_file
        from medaid_desktop.operations.templates import template_of
        from medaid_desktop.ui.commands.printing import open_file

        context = self._context
        path = ask_save(
            context.window, context.settings, self.tr("模板原件另存为"), "template", self.tr("所有文件 (*)"), file
        )
        if path is None or not context.workspace.is_open:
            return
        ledger, forms = context.workspace.desk.ledger, context.workspace.desk.forms
        try:
            found = template_of(context.workspace.desk, form, forms.get(form).version)
            content = ledger.templates.original(found[0]) if found else None
            if content is None:
                raise UserError("台账里没有这个模板的原件", file, "请重新导入模板")
            write_file(path, content)
        except UserError as error:
            context.notices.fail(error)
            return
        words = self.tr("已另存为 %1。").replace("%1", path.name)
        context.notices.done(words, self.tr("打开"), lambda: open_file(path))

    def _remove(self, form: str, title: str) -> None:
        from medaid_desktop.operations.templates import remove_template
        from medaid_desktop.ui.dialogs.question import ask

        workspace = self._context.workspace
        words = self.tr("删除表种《%1》和它的模板？删除后不能恢复，要用时须重新导入模板。").replace("%1", title)
        if not ask(self._context.window, self.tr("删除表种"), words, self.tr("删除")):
            return
        try:
            remove_template(workspace.desk, form)
        except UserError as error:
            self._context.notices.fail(error)
            return
        workspace.filings_changed.emit()
        self._context.notices.done(self.tr("已删除表种《%1》。").replace("%1", title))

    def _remove_version(self, form: str, title: str, version: str) -> None:
        from medaid_desktop.operations.templates import remove_version
        from medaid_desktop.ui.dialogs.question import ask

        workspace = self._context.workspace
        words = self.tr("删除表种《%1》的第 %2 版和它的模板？删除后不能恢复，要用时须重新导入模板。")
        words = words.replace("%1", title).replace("%2", version)
        if not ask(self._context.window, self.tr("删除一版"), words, self.tr("删除")):
            return
        try:
            remove_version(workspace.desk, form, version)
        except UserError as error:
            self._context.notices.fail(error)
            return
        workspace.filings_changed.emit()
        done = self.tr("已删除表种《%1》的第 %2 版。").replace("%1", title).replace("%2", version)
        self._context.notices.done(done)

    def _rename(self, form: str, name: str) -> None:
        from medaid_desktop.operations.templates import rename_template

        workspace, notices = self._context.workspace, self._context.notices
        before = workspace.desk.forms.called(form)
        try:
            rename_template(workspace.desk, form, name)
        except UserError as error:
            notices.fail(error)
            return
        workspace.filings_changed.emit()
        words = self.tr("表种《%1》改名为《%2》，填报件不变。").replace("%1", before)
        name = workspace.desk.forms.called(form)
        if name == before:
            return
        notices.done(words.replace("%2", name), self.tr("撤销"), lambda: self._rename(form, before))

    def _move(self, form: str) -> None:
        from medaid_desktop.operations.templates import move_filings

        workspace = self._context.workspace
        if not self._chosen.settle():
            return
        desk: Desk = workspace.desk

        def work(task: Task) -> "MoveReport":
            return move_filings(desk, form, progress=task.progress, cancelled=task.is_cancelled)

        self._context.tasks.run(
            self.tr("正在移动填报件"), work, self._on_moved, self._context.notices.fail,
            lambda: self._context.notices.hint(self.tr("已停止，一份也没有移。")), writes=True,
        )  # fmt: skip

    def _on_moved(self, report: "MoveReport") -> None:
        self._context.workspace.filings_changed.emit()
        words = self.tr("已把 %1 份填报件移到第 %2 版。").replace("%1", str(len(report.moved)))
        words = words.replace("%2", report.version)
        said = report.notices()
        if said:
            self._context.notices.warn(words + "".join(said[:_NAMED]))
        else:
            self._context.notices.done(words)
