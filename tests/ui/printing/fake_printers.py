"""A printer for tests: it takes jobs as a real one does and writes what comes out of it into a PDF file."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from medaid_desktop.operations.paper.print_plan import Margins
from medaid_desktop.ui.printing.options import PrintOptions
from medaid_desktop.ui.printing.printers import Choice, PrinterFacts, gone

LASER, OLD = "激光打印机", "\\\\server\\旧打印机"


class FakePrinters:
    """Two printers; the old one cannot print near the edge, has one side and no colour. `lost` ones vanish."""

    def __init__(self, folder: Path, names: tuple[str, ...] = (LASER, OLD)) -> None:
        self.folder = folder
        self.lost: set[str] = set()
        self.error_of: dict[str, str] = {}
        self.jobs: list[tuple[str, PrintOptions, str]] = []
        self._names = names

    def names(self) -> list[str]:
        return [name for name in self._names if name not in self.lost]

    def facts(self, name: str) -> PrinterFacts:
        self._check(name)
        papers = (Choice("A4", "A4（210×297 毫米）"), Choice("A5", "A5（148×210 毫米）"))
        trays = (Choice("1", "上纸盒"), Choice("2", "下纸盒")) if name == LASER else ()
        state = self.error_of.get(name, "")
        return PrinterFacts(name, state or "就绪", not state, papers, trays, name == LASER, name == LASER)

    def paper(self, name: str, paper: str) -> tuple[tuple[float, float], Margins]:
        self._check(name)
        border = Margins(4, 4, 4, 4) if name == LASER else Margins(6, 6, 6, 25)
        return ((148.0, 210.0) if paper == "A5" else (210.0, 297.0)), border

    def device(self, name: str, options: PrintOptions, title: str) -> QPrinter:
        self._check(name)
        self.jobs.append((name, options, title))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.output(len(self.jobs))))
        printer.setResolution(600)
        size = QPageSize(QPageSize.PageSizeId.A5 if options.paper == "A5" else QPageSize.PageSizeId.A4)
        upright = QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(size, upright, QMarginsF(), QPageLayout.Unit.Millimeter))
        printer.setFullPage(True)
        return printer

    def output(self, job: int) -> Path:
        """What the first, second … job put on paper."""
        return self.folder / f"job-{job}.pdf"

    def _check(self, name: str) -> None:
        if name in self.lost:
            raise gone(name)
