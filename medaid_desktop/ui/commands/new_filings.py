"""Making filings out of the dialog's wish: at once or in the background, told with a way to take it back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.commands.carried_figures import CarriedFigureCommands
from medaid_desktop.ui.commands.taking_back import take_back
from medaid_desktop.ui.context import Context

if TYPE_CHECKING:
    from medaid_desktop.core.changes.carry_over import YearOffer
    from medaid_desktop.operations.filings.new_filings import How, Made
    from medaid_desktop.ui.dialogs.new_filing.dialog import NewFilingDialog
    from medaid_desktop.ui.tasks import Task

_FORM_KEY, _HOW_KEY = "new/form", "new/how"
_MADE_AT_ONCE = 8
"""So many are made before anybody notices; more in the background, with progress."""


class NewFilingCommands(QObject):
    """Remembers which form was made last and how it began."""

    def __init__(
        self, context: Context, chosen: Chosen, figures: CarriedFigureCommands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._figures = figures
        context.actions.new.triggered.connect(lambda: self.ask(""))
        context.actions.duplicate.triggered.connect(self._on_duplicate)

    def ask(self, source: str, form: str = "") -> None:
        """Shows the dialog and makes what was wished; `source` is a filing to copy, "" for none, `form` is chosen first."""
        from medaid_desktop.ui.dialogs.new_filing.dialog import NewFilingDialog, Preset

        workspace, chosen, settings = self._context.workspace, self._chosen, self._context.settings
        if not workspace.can_edit or not chosen.settle():
            return
        region = chosen.region() or workspace.desk.ledger.office_region
        how: How = "carry" if settings.text(_HOW_KEY) == "carry" else "blank"
        preset = Preset(form or settings.text(_FORM_KEY), region, chosen.year(), how, source)
        dialog = NewFilingDialog(workspace, self._context.tasks, preset, self._context.window)
        if not dialog.exec():
            if dialog.wants_template():
                self._context.actions.take_template.trigger()
            return
        if dialog.open_instead():
            chosen.show(dialog.open_instead())
        elif workspace.can_edit:
            self._make(dialog)

    def _make(self, dialog: "NewFilingDialog") -> None:
        from medaid_desktop.operations.filings.new_filings import make_filings

        workspace, settings = self._context.workspace, self._context.settings
        desk, wish, layout, years = workspace.desk, dialog.wish(), dialog.layout_id(), dialog.accepted_years()
        orders = wish.orders()
        settings.put(_FORM_KEY, wish.form)
        if wish.how != "copy":
            settings.put(_HOW_KEY, wish.how)

        def accept(offer: "YearOffer") -> bool:
            return offer.key in years

        def work(task: "Task | None") -> "list[Made]":
            progress, cancelled = (task.progress, task.is_cancelled) if task else (None, None)
            return make_filings(desk, wish.form, wish.year, orders, layout, accept, progress, cancelled)

        if len(orders) <= _MADE_AT_ONCE:
            try:
                self._on_made(work(None))
            except UserError as error:
                self._context.notices.fail(error)
            return
        self._context.tasks.run(
            self.tr("正在新建 %1 份填报件").replace("%1", str(len(orders))), work, self._on_made,
            self._context.notices.fail, lambda: self._context.notices.hint(self.tr("已停止，一份也没有建。")), writes=True,
        )  # fmt: skip

    def _on_made(self, made: "Sequence[Made]") -> None:
        self._context.workspace.filings_changed.emit()
        ids = [one.id for one in made]
        self._chosen.begin(ids[0], ids)
        self._figures.remember({one.id: one.carried.figures for one in made if one.carried})
        reports = [one.carried for one in made if one.carried]
        words = self.tr("已新建 %1 份填报件。").replace("%1", str(len(ids)))
        if reports:
            kept = sum(report.kept for report in reports)
            cleared = sum(len(report.cleared) for report in reports)
            changed = sum(len(report.changed) for report in reports)
            figures = sum(len(report.figures) for report in reports)
            words += self.tr("结转 %1 份：照抄 %2 格，清空 %3 格，改年份 %4 处。").replace("%1", str(len(reports)))
            words = words.replace("%2", str(kept)).replace("%3", str(cleared)).replace("%4", str(changed))
            if figures:
                words += self.tr("文字里有去年的数 %1 处，请核对。").replace("%1", str(figures))
                self._context.notices.warn(
                    words, self.tr("逐处看"), self._figures.go_on, self.tr("撤销"), lambda: self._take_back(ids)
                )
                return
        if len(made) > 1 or reports:
            self._context.notices.done(words, self.tr("撤销"), lambda: self._take_back(ids))

    def _take_back(self, ids: list[str]) -> None:
        words = self.tr("已撤销新建，%1 份填报件移到了回收站。")
        take_back(self._context, lambda filings: filings.delete(ids), words)

    def _on_duplicate(self) -> None:
        ids = self._chosen.filings()
        if ids:
            self.ask(ids[0])
