"""Printing: filings as one PDF, in the background."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from medaid_desktop.paths import user_data_folder
from medaid_desktop.store.progress import CancelledError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save
from medaid_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk


class PrintCommands(QObject):
    """Prints the filing in front, the selected ones, or the whole list."""

    def __init__(self, context: Context, chosen: Chosen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        context.actions.print.triggered.connect(lambda: self.print_filings(chosen.filings()))
        context.actions.preview.triggered.connect(lambda: self.preview(chosen.filings()))
        context.actions.print_listed.triggered.connect(lambda: self.print_filings(chosen.listed()))

    def print_filings(self, ids: Sequence[str]) -> None:
        """Asks for a file and prints into it; the notice bar then offers to open it."""
        self._with_name(ids, self._ask)

    def preview(self, ids: Sequence[str]) -> None:
        """Prints into a passing file and opens it in the system's PDF reader."""
        self._with_name(ids, lambda ids, name: self._print(ids, _passing_file(name), self._on_previewed))

    def _with_name(self, ids: Sequence[str], go_on: Callable[[list[str], str], None]) -> None:
        if not ids:
            self._context.notices.hint(self.tr("请先在列表中选中要打印的填报件。"))
            return
        if not self._chosen.settle():
            return
        ids = list(ids)
        # The PDF library takes half a second to load: the name for the file comes from where that does not hurt.
        workspace = self._context.workspace
        self._context.tasks.run(
            "", workspace.at_own_desk(lambda desk, _: _name(desk, ids)), lambda name: go_on(ids, name),
            self._context.notices.fail,
        )  # fmt: skip

    def _ask(self, ids: list[str], suggested: str) -> None:
        path = ask_save(
            self._context.window, self._context.settings, self.tr("打印为 PDF"), "pdf", self.tr("PDF 文件 (*.pdf)"),
            suggested,
        )  # fmt: skip
        if path is not None:
            self._print(ids, path, self._on_printed)

    def _print(self, ids: list[str], path: Path, printed_into: "Callable[[Path, int, Printed], None]") -> None:
        workspace = self._context.workspace
        if not workspace.is_open:
            return
        label = self.tr("正在打印 %1 份").replace("%1", str(len(ids)))
        self._context.tasks.run(
            label, workspace.at_own_desk(lambda desk, task: _print(desk, ids, path, task)),
            lambda printed: printed_into(path, len(ids), printed), self._context.notices.fail,
            lambda: self._context.notices.hint(self.tr("打印已停止，没有留下文件。")),
        )  # fmt: skip

    def _on_previewed(self, path: Path, count: int, printed: "Printed") -> None:  # noqa: ARG002
        open_file(path)
        words = self.tr("预览共 %1 页，已交给 PDF 阅读器。").replace("%1", str(printed.pages))
        self._context.notices.done(words, self.tr("再次打开"), lambda: open_file(path))

    def _on_printed(self, path: Path, count: int, printed: "Printed") -> None:
        words = self.tr("已打印 %1 份，共 %2 页：%3。")
        words = words.replace("%1", str(count)).replace("%2", str(printed.pages)).replace("%3", path.name)
        if printed.shrunk:
            words += self.tr("有 %1 格文字太多，缩小了字号。").replace("%1", str(printed.shrunk))
        self._context.notices.done(words, self.tr("打开"), lambda: open_file(path))


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing: pages, and cells whose text was shrunk to fit."""

    pages: int
    shrunk: int


def open_file(path: Path) -> None:
    """Opens a file with the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _passing_file(name: str) -> Path:
    """A fresh place for a preview in the user's folder; earlier previews go, unless a reader still holds them."""
    folder = user_data_folder() / "preview"
    folder.mkdir(exist_ok=True)
    for earlier in folder.glob("*.pdf"):
        with suppress(OSError):
            earlier.unlink()
    return folder / f"{Path(name).stem}-{datetime.now():%H%M%S}.pdf"


def _name(desk: "Desk", ids: Sequence[str]) -> str:
    from medaid_desktop.operations.printing import suggested_file_name

    return suggested_file_name(desk, [desk.ledger.filings.get(filing_id) for filing_id in ids], ".pdf")


def _print(desk: "Desk", ids: Sequence[str], path: Path, task: Task) -> Printed:
    from medaid_desktop.formats.pdf.writer import PrintCancelled
    from medaid_desktop.operations.printing import print_filings

    try:
        report = print_filings(desk, ids, path, task.progress, task.is_cancelled)
    except PrintCancelled as error:
        raise CancelledError from error
    return Printed(sum(report.pages), sum(len(cells) for cells in report.shrunk))
