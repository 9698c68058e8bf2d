"""The page on which a blank form becomes a form of the ledger's own: the sheet left, what was understood right."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.incoming.doubts import DoubtLine
from medaid_desktop.ui.views.kept_columns import Column, KeptColumns
from medaid_desktop.ui.views.templates.corrections import Corrections
from medaid_desktop.ui.views.templates.doubts import cells_of, template_doubts, where_of
from medaid_desktop.ui.views.templates.drafting import Drafting
from medaid_desktop.ui.views.templates.keep_bar import KeepBar
from medaid_desktop.ui.views.templates.layout import TemplateLayout
from medaid_desktop.ui.views.templates.panel import TemplatePanel
from medaid_desktop.ui.views.templates.roles import CellRoles, Where
from medaid_desktop.ui.views.templates.sheet_pane import SheetPane
from medaid_desktop.ui.views.templates.words import cell_words, count_words, sheet_names

if TYPE_CHECKING:
    from medaid_desktop.operations.templates import TemplateDraft

_COLUMNS_KEY = "templates/columns"


class TemplatePage(QWidget):
    """Leads between sheet, cell panel and doubts; what is kept is its commands' matter."""

    keep_requested = Signal()
    import_requested = Signal()
    """The file is to be imported as what was filled in."""

    def __init__(self, context: Context, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templatePage")
        self._context = context
        self._chosen = chosen
        self.drafting: Drafting | None = None
        self.sheet = 0
        self.moves = True
        """Whether filings of an older version are to be moved over."""
        self.is_keeping = False
        self._layouts: dict[int, TemplateLayout] = {}
        self._still: set[int] = set()
        """The sheets that are to become forms although they seem to be filled in."""
        self.pane = SheetPane(self)
        self.panel = TemplatePanel(self)
        self.sheets, self.known = self.panel.sheets, self.panel.known
        self.cell, self.doubts = self.panel.cell, self.panel.doubts
        self.bar = KeepBar(self)
        self.corrections = Corrections(
            self.pane.view, lambda: (self.drafting, self.sheet) if self.drafting and self._may_change() else None,
            context.notices.hint, self,
        )  # fmt: skip
        self._previewing = QTimer(self, singleShot=True, interval=1)
        self._previewing.timeout.connect(self._show_preview)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.pane)

    def _lay_out(self) -> None:
        beside = Column(self.pane, 380, 0.7, grows=True), Column(self.panel, 288, 0.3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(KeptColumns(beside, self._context.settings, _COLUMNS_KEY, self), 1)
        layout.addWidget(self.bar)

    def _connect(self) -> None:
        self.pane.view.where_chosen.connect(self._on_where)
        self.pane.view.selectionModel().selectionChanged.connect(lambda *_: self._show_cell())
        self.pane.turned.connect(self.turn_to)
        self.pane.button_pressed.connect(self._context.actions.take_template.trigger)
        self.pane.preview_toggled.connect(lambda _: self._previewing.start())
        self.sheets.turned.connect(self.turn_to)
        self.sheets.taken.connect(lambda sheet, on: self.drafting.take(sheet, on) if self.drafting else None)
        self.sheets.named.connect(lambda sheet, name: self.drafting.call(sheet, name) if self.drafting else None)
        self.panel.filled.import_chosen.connect(self.import_requested)
        self.panel.filled.dismissed.connect(self._on_still)
        self.pane.import_pressed.connect(self.import_requested)
        self.known.apart_chosen.connect(self._on_apart)
        self.known.move_chosen.connect(self._on_moves)
        self.pane.view.at_chosen.connect(self._on_place)
        self.cell.asked.connect(self._on_asked)
        self.cell.place_chosen.connect(self.pane.view.choose_place)
        self.cell.redefined.connect(self.corrections.redefine)
        self.doubts.jumped.connect(self._on_doubt)
        self.bar.kept.connect(self.keep)
        self.bar.undone.connect(lambda: self.corrections.ask("undo"))
        self.bar.redone.connect(lambda: self.corrections.ask("redo"))
        for keys, act in (
            ("Esc", self.pane.setFocus), ("F8", lambda: self._step(True)), ("Shift+F8", lambda: self._step(False)), ("Ctrl+Return", self.keep),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_reading(self, name: str) -> None:
        """The file is being read."""
        self._show_words(name, self.tr("正在读取…"))

    def show_failure(self, name: str, error: UserError) -> None:
        """The file cannot be read, or has no form in it."""
        from medaid_desktop.operations.templates.drafts import NoBlankFormError

        instead = self.tr("改为导入") if isinstance(error, NoBlankFormError) else ""
        parts = [part for part in (error.what, error.where, error.mend) if part]
        self._show_words(name, "\n".join(f"{part}。" for part in parts), self.tr("另选一个文件…"), instead)

    def _show_words(self, name: str, words: str, button: str = "", instead: str = "") -> None:
        self.pane.show_words(name, words, button, instead)
        self.panel.hide()
        self.bar.hide()

    def show_draft(self, draft: "TemplateDraft") -> None:
        """Shows a draft from its first sheet."""
        self.drafting = Drafting(lambda: self._context.workspace.desk, draft, self)
        self.drafting.changed.connect(self._on_changed)
        self.drafting.refused.connect(self._context.notices.fail)
        self._layouts.clear()
        self._still.clear()
        self.sheet = 0
        self.panel.show()
        self.bar.show()
        self._show()

    def turn_to(self, sheet: int) -> None:
        """Shows another sheet."""
        if self.drafting is not None and 0 <= sheet < self.drafting.count and sheet != self.sheet:
            self.cell.form.settle()
            self.sheet = sheet
            self._show()

    def _show(self) -> None:
        """Shows the sheet as it is understood now."""
        if self.drafting is None:
            return
        drafting, sheet = self.drafting, self.sheet
        draft, mapped = drafting.draft, drafting.map(sheet)
        self.pane.show_names(draft.file.name, sheet_names(drafting), sheet)
        grid, looks = draft.document.grids[mapped.grid], draft.looks[mapped.grid]
        layout = self._layouts.get(sheet)
        if layout is None:
            layout = self._layouts[sheet] = TemplateLayout(grid, looks, self.tr("第 %1 到 %2 行是空白的"))
        view = self.pane.view
        lines, places = template_doubts(
            mapped, grid, looks, lambda where: cell_words(layout.grid, where),
            [notice for notice in draft.notices if notice not in draft.filled], drafting.left_blank(sheet),
        )  # fmt: skip
        roles = CellRoles(mapped, grid, looks, places)
        if self.pane.is_previewing:
            self._previewing.start()
        if view.template.sheet is not layout or not self.pane.is_previewing:
            self.pane.show_sheet(layout, roles)
        else:
            view.show_roles(roles)
        self.panel.show_doubts(lines)
        self._show_lists()
        self._show_cell()

    def _show_lists(self) -> None:
        assert self.drafting is not None
        drafting, may_change = self.drafting, self._may_change()
        self.panel.show_sheets(drafting, self.sheet, may_change)
        filled = drafting.draft.filled[self.sheet] if drafting.draft.filled else ""
        self.panel.filled.show_notice(filled if self.sheet not in self._still else "", may_change)
        self.panel.show_known(drafting, self.sheet, self._context.workspace.desk, self.moves, may_change)
        taken = drafting.taken()
        button = self.tr("存为表种(&S)")
        if len(taken) > 1:
            button = self.tr("存为 %1 个表种(&S)").replace("%1", str(len(taken)))
        elif taken and (known := drafting.known(taken[0])) is not None and not known.is_same_file:
            button = self.tr("存为新版本(&S)")
        words = count_words(drafting.map(self.sheet)) if taken else self.tr("没有勾选要做成表种的工作表")
        if not self._context.workspace.can_edit:
            words = self.tr("台账只能查看，不能存表种")
        self.bar.show_state(words, button, may_change and bool(taken), drafting.undo_words, drafting.redo_words)

    def _show_cell(self) -> None:
        view = self.pane.view
        where = view.where
        if self.drafting is None or where is None:
            self.cell.show_cell("", None, False)
            return
        role = view.template.role(where)
        rows = len(view.rows_selected()) if where.place is not None else 0
        self.cell.show_cell(view.template.name_of(where), role, self._may_change(), rows, role.place_at(view.at))

    def _show_preview(self) -> None:
        if self.drafting is None:
            return
        if not self.pane.is_previewing:
            self.pane.drop_paper()
            self._show()
            self.pane.view.setFocus()
            return
        try:
            form = self.drafting.form(self.sheet)
            region = self._chosen.region() or self._context.workspace.desk.ledger.office_region
            year = self._chosen.year() or date.today().year
            self.pane.show_paper(self._context.workspace.desk, form, year, region)
        except UserError as error:
            self.pane.show_fault(str(error))

    def _may_change(self) -> bool:
        return self._context.workspace.can_edit and not self.is_keeping

    # -- what happens --------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Asks for the forms to be kept; what is being typed is part of it."""
        self.sheets.settle()
        self.cell.form.settle()
        if self.bar.keep.isEnabled() and self.drafting is not None:
            self.keep_requested.emit()

    def set_keeping(self, is_keeping: bool) -> None:
        """While the forms are written nothing can be changed."""
        self.is_keeping = is_keeping
        self._show()

    def _on_changed(self, sheet: int) -> None:
        self.sheet = sheet
        self._show()

    def _on_where(self, where: Where) -> None:
        self.cell.form.settle()
        self._show_cell()
        self.panel.mark_doubt(where)

    def _on_place(self) -> None:
        """Another place of the same text: what was typed of the one before is taken first."""
        view = self.pane.view
        if self.drafting is not None and view.where is not None:
            self.cell.choose_place(view.template.role(view.where).place_at(view.at))

    def _on_asked(self, wish: str) -> None:
        self.corrections.ask(wish)
        if wish != "field":
            self.pane.view.setFocus()

    def _on_apart(self, is_apart: bool) -> None:
        if self.drafting is not None:
            self.drafting.keep_apart(self.sheet, is_apart)

    def _on_still(self) -> None:
        self._still.add(self.sheet)
        self._show_lists()
        self.pane.view.setFocus()

    def _on_moves(self, moves: bool) -> None:
        self.moves = moves
        self._show_lists()

    def _on_doubt(self, line: DoubtLine, by_key: bool) -> None:  # noqa: ARG002
        where = where_of(line)
        if where is None:
            return
        if self.pane.is_previewing:
            self.pane.to_sheet.setChecked(True)
            self._previewing.stop()
            self._show_preview()
        self.pane.view.go_to_where(where)
        first, last = cells_of(line)
        if first != last:
            self.pane.view.select_cells(first, last)
        self._show_cell()

    def _step(self, forwards: bool) -> None:
        if self.drafting is not None and not self.doubts.step(forwards):
            self._context.notices.hint(self.tr("后面没有要核对的了。") if forwards else self.tr("前面没有要核对的了。"))
