"""Taking filings out of the ledger as files."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.commands.printing import open_file
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk


class ExchangeCommands(QObject):
    """JSON for now."""

    def __init__(self, context: Context, chosen: Chosen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        context.actions.export.triggered.connect(self._on_export)

    def _on_export(self) -> None:
        ids = self._chosen.filings()
        notices = self._context.notices
        if not ids:
            notices.hint(self.tr("请先在列表中选中要导出的填报件。"))
            return
        if not self._chosen.settle():
            return
        workspace = self._context.workspace
        self._context.tasks.run(
            "", workspace.at_own_desk(lambda desk, _: _name(desk, ids)), lambda name: self._ask_target(ids, name),
            notices.fail,
        )  # fmt: skip

    def _ask_target(self, ids: list[str], suggested: str) -> None:
        path = ask_save(
            self._context.window,
            self._context.settings,
            self.tr("导出 %1 份填报件").replace("%1", str(len(ids))),
            "json",
            self.tr("JSON 文件 (*.json)"),
            suggested,
        )
        workspace = self._context.workspace
        if path is None or not workspace.is_open:
            return
        self._context.tasks.run(
            self.tr("正在导出 %1 份").replace("%1", str(len(ids))),
            workspace.at_own_desk(lambda desk, _: _export(desk, ids, path)),
            lambda count: self._on_exported(path, count), self._context.notices.fail, cancellable=False,
        )  # fmt: skip

    def _on_exported(self, path: Path, count: int) -> None:
        words = self.tr("已导出 %1 份：%2。").replace("%1", str(count)).replace("%2", path.name)
        self._context.notices.done(words, self.tr("打开所在文件夹"), lambda: open_file(path.parent))


def _name(desk: "Desk", ids: list[str]) -> str:
    from medaid_desktop.operations.printing import suggested_file_name

    return suggested_file_name(desk, [desk.ledger.filings.get(filing_id) for filing_id in ids], ".json")


def _export(desk: "Desk", ids: list[str], path: Path) -> int:
    from medaid_desktop.operations.exchange import export_json

    return export_json(desk, ids, path, single=True)
