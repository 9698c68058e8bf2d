"""Printing: on a printer or as one PDF, in the background; preview beside the form and in a window of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save
from medaid_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from medaid_desktop.formats.pdf.signing import Certificate
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.paper.sheets import Edition
    from medaid_desktop.ui.printing.job import Sent
    from medaid_desktop.ui.printing.options import PrintOptions
    from medaid_desktop.ui.printing.printers import Printers
    from medaid_desktop.ui.views.editor_tabs import EditorTabs


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is to be printed: filings, a name for the file or the job, and the form ("*" for several), with its page."""

    ids: list[str]
    name: str
    form: str
    size: tuple[float, float]


class PrintCommands(QObject):
    """Prints the filing in front, the selected ones, or the whole list."""

    def __init__(self, context: Context, chosen: Chosen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        context.actions.print.triggered.connect(lambda: self.print_filings(chosen.filings()))
        context.actions.print_pdf.triggered.connect(lambda: self.save_pdf(chosen.filings()))
        context.actions.print_listed.triggered.connect(lambda: self.print_filings(chosen.listed()))

    def make_preview(self, tabs: "EditorTabs", parent: QWidget) -> QWidget:
        """The page beside the paper, made when it is first opened: the PDF library takes its time to load."""
        from medaid_desktop.ui.views.preview.panel import PreviewPanel

        panel = PreviewPanel(self._context, tabs, parent)
        panel.large_requested.connect(lambda: self.preview(self._chosen.filings()))
        return panel

    def print_filings(self, ids: Sequence[str]) -> None:
        """Asks for printer and options, and prints; the notice bar says what was sent where."""
        self._with_batch(ids, self._ask_printer)

    def save_pdf(self, ids: Sequence[str]) -> None:
        """Asks for a file and prints into it; the notice bar then offers to open it."""
        self._with_batch(ids, self._ask_file)

    def preview(self, ids: Sequence[str]) -> None:
        """Shows filings in a window of their own."""
        if self._may_print(ids):
            self._show_preview(list(ids))

    # -- asking --------------------------------------------------------------------------------------------------

    def _may_print(self, ids: Sequence[str]) -> bool:
        if not ids:
            self._context.notices.hint(self.tr("请先在列表中选中要打印的填报件。"))
            return False
        return self._chosen.settle()

    def _with_batch(self, ids: Sequence[str], go_on: Callable[[_Batch], None]) -> None:
        if not self._may_print(ids):
            return
        ids = list(ids)
        # The PDF library takes half a second to load: what is to be known comes from where that does not hurt.
        work = self._context.workspace.at_own_desk(lambda desk, _: _batch(desk, ids))
        self._context.tasks.run("", work, go_on, self._context.notices.fail)

    def _ask_printer(self, batch: _Batch) -> None:
        from medaid_desktop.ui.dialogs.printing.dialog import PrintDialog

        if not self._context.workspace.is_open:
            return
        printers = system_printers()
        dialog = PrintDialog(self._context, printers, batch.ids, batch.form, self._context.window)
        dialog.preview_requested.connect(lambda: (dialog.reject(), self._show_preview(batch.ids)))
        dialog.test_page_requested.connect(
            lambda name, options: self._print_test_page(printers, name, options, batch.size)
        )
        accepted = bool(dialog.exec())
        name, options = dialog.printer(), dialog.options()
        edition, certificate = dialog.edition(), dialog.certificate()
        dialog.deleteLater()
        if accepted and name:
            self._send(batch, printers, name, options, edition)
        elif accepted:
            self._ask_file(batch, edition, certificate)

    def _ask_file(
        self, batch: _Batch, edition: "Edition | None" = None, certificate: "Certificate | None" = None
    ) -> None:
        path = ask_save(
            self._context.window, self._context.settings, self.tr("另存为 PDF"), "pdf", self.tr("PDF 文件 (*.pdf)"),
            f"{batch.name}.pdf",
        )  # fmt: skip
        if path is not None:
            self._write(batch.ids, path, edition, certificate)

    def _show_preview(self, ids: list[str]) -> None:
        from medaid_desktop.ui.dialogs.printing.preview import PrintPreview

        window = PrintPreview(self._context, ids, self._context.window)
        window.print_requested.connect(self.print_filings)
        window.show()

    # -- a PDF file ----------------------------------------------------------------------------------------------

    def _write(self, ids: list[str], path: Path, edition: "Edition | None", certificate: "Certificate | None") -> None:
        if not self._context.workspace.is_open:
            return
        books = self._context.workspace.desk
        label = self.tr("正在写 PDF，共 %1 份").replace("%1", str(len(ids)))
        self._context.tasks.run(
            label, self._context.workspace.at_own_desk(
                lambda desk, task: _write(desk, books, ids, path, task, edition, certificate)
            ),
            lambda written: self._on_written(path, len(ids), written), self._context.notices.fail,
            lambda: self._context.notices.hint(self.tr("已停止，没有留下文件。")), writes=True,
        )  # fmt: skip

    def _on_written(self, path: Path, count: int, written: "Written") -> None:
        words = self.tr("已存为 PDF：%3，共 %1 份、%2 页。")
        words = words.replace("%1", str(count)).replace("%2", str(written.pages)).replace("%3", path.name)
        words += self._shrunk_words(written.shrunk) + self._seal_words(written.unsealed, written.doubted)
        self._context.notices.done(words, self.tr("打开"), lambda: open_file(path))

    # -- a printer -----------------------------------------------------------------------------------------------

    def _send(
        self, batch: _Batch, printers: "Printers", name: str, options: "PrintOptions", edition: "Edition"
    ) -> None:
        from medaid_desktop.ui.printing.job import print_job

        label = self.tr("正在打印 %1 份").replace("%1", str(len(batch.ids)))
        books = self._context.workspace.desk
        work = self._context.workspace.at_own_desk(
            lambda desk, task: print_job(desk, batch.ids, printers, name, options, batch.name, task, edition, books)
        )
        self._context.tasks.run(
            label, work, self._on_sent, self._context.notices.fail,
            lambda: self._context.notices.hint(self.tr("已停止，没有打印。")), writes=True,
        )  # fmt: skip

    def _on_sent(self, sent: "Sent") -> None:
        if sent.stopped_after == 0:
            self._context.notices.hint(self.tr("已停止，打印机上的任务已取消。"))
        elif sent.stopped_after is not None:
            words = self.tr("已停止。“%1”已经收到前 %2 页，可能还会印出来，请清点后作废。")
            words = words.replace("%1", sent.printer).replace("%2", str(sent.stopped_after))
            self._context.notices.warn(words)
        else:
            words = self.tr("已送到打印机“%1”：%2 份、%3 页，用纸 %4 张。").replace("%1", sent.printer)
            words = words.replace("%2", str(sent.filings)).replace("%3", str(sent.pages))
            words = words.replace("%4", str(sent.leaves))
            words += self._shrunk_words(sent.shrunk) + self._seal_words(sent.unsealed, sent.doubted)
            self._context.notices.done(words)

    def _shrunk_words(self, count: int) -> str:
        return self.tr("有 %1 格原字号放不下，已缩小字号。").replace("%1", str(count)) if count else ""

    def _seal_words(self, unsealed: int, doubted: int) -> str:
        narrow = self.tr("有 %1 处盖章的位置太窄，放不下实际大小的印章，已留空位。").replace("%1", str(unsealed))
        changed = self.tr("有 %1 份在台账里被本程序以外的手段改动过，按草稿打印，没有盖章；请与备份或纸质表核对。")
        return (narrow if unsealed else "") + (changed.replace("%1", str(doubted)) if doubted else "")

    def _print_test_page(
        self, printers: "Printers", name: str, options: "PrintOptions", size: tuple[float, float]
    ) -> None:
        from medaid_desktop.ui.printing.measuring_page import print_test_page

        words = self.tr("测试页已送到打印机“%1”。").replace("%1", name)
        self._context.tasks.run(
            "", lambda task: print_test_page(printers, name, options, size, task),
            lambda _: self._context.notices.done(words), self._context.notices.fail,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a PDF: pages, cells whose text was shrunk to fit, places too small for their seal, sheets that were changed
    from outside and so are drafts."""

    pages: int
    shrunk: int
    unsealed: int
    doubted: int


def open_file(path: Path) -> None:
    """Opens a file with the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def system_printers() -> "Printers":
    """The printers of this PC."""
    from medaid_desktop.ui.printing.printers import SystemPrinters

    return SystemPrinters()


def _batch(desk: "Desk", ids: list[str]) -> _Batch:
    from medaid_desktop.operations.paper.printing import printed_sheet, suggested_file_name
    from medaid_desktop.ui.printing.options import SEVERAL_FORMS

    filings = [desk.ledger.filings.get(filing_id) for filing_id in ids]
    forms = {filing.form for filing in filings}
    page = printed_sheet(desk, filings[0]).page
    form = forms.pop() if len(forms) == 1 else SEVERAL_FORMS
    return _Batch(ids, suggested_file_name(desk, filings, ""), form, (page.width_mm, page.height_mm))


def _write(
    desk: "Desk",
    books: "Desk",
    ids: Sequence[str],
    path: Path,
    task: Task,
    edition: "Edition | None",
    certificate: "Certificate | None",
) -> Written:
    from medaid_desktop.formats.pdf.writer import PrintCancelled
    from medaid_desktop.operations.paper.printing import print_filings
    from medaid_desktop.operations.paper.sheets import USUAL

    try:
        report = print_filings(
            desk, ids, path, task.progress, task.is_cancelled, edition=edition or USUAL, books=books,
            certificate=certificate,
        )  # fmt: skip
    except PrintCancelled as error:
        raise CancelledError from error
    return Written(sum(report.pages), sum(len(cells) for cells in report.shrunk), report.unsealed, report.doubted)
