"""The printers of the system: what they are, what they offer, and a device to paint on. May be called off the GUI thread."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from medaid_desktop.errors import UserError
from medaid_desktop.operations.paper.print_plan import Margins
from medaid_desktop.ui.printing.options import PrintOptions

A4 = "A4"
_FIRST_PAPERS = ("A4", "A3", "B4", "B5", "A5", "16K", "8K", "Letter", "Legal")
"""What Chinese offices use comes before the dozens of others that drivers offer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a printer offers: `key` is remembered, `title` is read."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """What a printer is and offers. `ready` is False where the system knows that it cannot print just now."""

    name: str
    state: str = ""
    ready: bool = True
    papers: tuple[Choice, ...] = (Choice(A4, A4),)
    trays: tuple[Choice, ...] = ()
    both_sides: bool = True
    colour: bool = True


class Printers(Protocol):
    """What the print dialog and the job ask of the system."""

    def names(self) -> list[str]:
        """All printers, the system's usual one first."""
        ...

    def facts(self, name: str) -> PrinterFacts:
        """What a printer offers. Raises UserError where it is gone."""
        ...

    def paper(self, name: str, paper: str) -> tuple[tuple[float, float], Margins]:
        """Size of a paper and the unprintable border on it. Raises UserError as `facts` does."""
        ...

    def device(self, name: str, options: PrintOptions, title: str) -> QPrinter:
        """A printer set up for a job, paper upright, painted on from its very corner. Raises UserError."""
        ...


class SystemPrinters:
    """The printers that Qt knows of."""

    def names(self) -> list[str]:
        usual, names = QPrinterInfo.defaultPrinterName(), QPrinterInfo.availablePrinterNames()
        return sorted(names, key=lambda name: (name != usual, name.casefold()))

    def facts(self, name: str) -> PrinterFacts:
        info = _info(name)
        words, ready = _STATES.get(info.state(), ("", True))
        sizes = {_key(size): size for size in info.supportedPageSizes() if size.isValid()}
        order = [key for key in _FIRST_PAPERS if key in sizes]
        order += sorted(key for key in sizes if key not in order)
        papers = tuple(Choice(key, _paper_title(sizes[key])) for key in order)
        duplex = [mode for mode in info.supportedDuplexModes() if mode != QPrinter.DuplexMode.DuplexNone]
        colour = QPrinter.ColorMode.Color in info.supportedColorModes()
        return PrinterFacts(
            name, words, ready, papers or (Choice(A4, A4),), _trays(info), bool(duplex), colour
        )  # fmt: skip

    def paper(self, name: str, paper: str) -> tuple[tuple[float, float], Margins]:
        layout = _set_up(_info(name), paper).pageLayout()
        size = layout.fullRect(QPageLayout.Unit.Millimeter)
        layout.setUnits(QPageLayout.Unit.Millimeter)
        border = layout.minimumMargins()
        return (size.width(), size.height()), Margins(border.left(), border.top(), border.right(), border.bottom())

    def device(self, name: str, options: PrintOptions, title: str) -> QPrinter:
        printer = _set_up(_info(name), options.paper)
        printer.setDocName(title)
        if options.tray:
            printer.setPaperSource(QPrinter.PaperSource(int(options.tray)))
        printer.setDuplex(_SIDES[options.sides])
        printer.setColorMode(QPrinter.ColorMode.GrayScale if options.grey else QPrinter.ColorMode.Color)
        return printer


_STATES = {
    QPrinter.PrinterState.Idle: ("就绪", True),
    QPrinter.PrinterState.Active: ("正在打印", True),
    QPrinter.PrinterState.Aborted: ("已停止", False),
    QPrinter.PrinterState.Error: ("有故障，请看缺纸、卡纸或没有开机", False),
}
_SIDES = {
    "one": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_TRAYS = {
    QPrinter.PaperSource.Upper: "上纸盒",
    QPrinter.PaperSource.Middle: "中纸盒",
    QPrinter.PaperSource.Lower: "下纸盒",
    QPrinter.PaperSource.Manual: "手动进纸",
    QPrinter.PaperSource.Envelope: "信封",
    QPrinter.PaperSource.EnvelopeManual: "手动信封",
    QPrinter.PaperSource.Tractor: "拖纸器",
    QPrinter.PaperSource.SmallFormat: "小纸盒",
    QPrinter.PaperSource.LargeFormat: "大纸盒",
    QPrinter.PaperSource.LargeCapacity: "大容量纸盒",
    QPrinter.PaperSource.Cassette: "抽屉纸盒",
    QPrinter.PaperSource.FormSource: "按纸张选择",
}


def gone(name: str) -> UserError:
    """The printer is no longer there."""
    return UserError("找不到打印机", name, "请看它是否已删除、改名或断开网络，或换一台打印机")


def _info(name: str) -> QPrinterInfo:
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise gone(name)
    return info


def _set_up(info: QPrinterInfo, paper: str) -> QPrinter:
    """A printer whose page is upright paper without margins: the screen's scaling has no part in it."""
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    size = next((size for size in info.supportedPageSizes() if _key(size) == paper), None)
    size = size or QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter)
    )  # fmt: skip
    printer.setFullPage(True)
    return printer


def _key(size: QPageSize) -> str:
    return size.key() or size.name()


def _paper_title(size: QPageSize) -> str:
    millimetres = size.size(QPageSize.Unit.Millimeter)
    return f"{size.name()}（{millimetres.width():.0f}×{millimetres.height():.0f} 毫米）"


def _trays(info: QPrinterInfo) -> tuple[Choice, ...]:
    """The trays, which Qt knows of on Windows only; one alone is no choice."""
    ask = getattr(QPrinter(info), "supportedPaperSources", None)
    sources = ask() if ask else []
    trays: list[Choice] = []
    for source in sources:
        if source != QPrinter.PaperSource.Auto:
            key = str(int(source.value))
            trays.append(Choice(key, _TRAYS.get(source, f"纸盒 {key}")))
    return tuple(trays) if len(trays) > 1 else ()
