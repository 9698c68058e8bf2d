"""Sends filings to a printer, in a background task and as one job."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.drawing import Drawer, PageDrawing
from medaid_desktop.formats.pdf.writer import PrintCancelled
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.print_plan import Leaf, Margins, Placement, leaves, parse_pages, place_page
from medaid_desktop.operations.paper.printing import Measured, drawn_pages, measure
from medaid_desktop.operations.paper.runs import PrintRun
from medaid_desktop.operations.paper.sheets import USUAL, Edition
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.ui.printing.options import PrintOptions
from medaid_desktop.ui.printing.painting import paint_page
from medaid_desktop.ui.printing.printers import Printers
from medaid_desktop.ui.tasks import Task

_MM_PER_INCH = 25.4
_MM_PER_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to a printer, how many cells were shrunk to fit, how many places are too small for their seal, and how
    many sheets are drafts because their content was changed from outside.
    `stopped_after` is how many pages it was given before it was stopped, None if all."""

    printer: str
    filings: int
    pages: int
    leaves: int
    shrunk: int = 0
    unsealed: int = 0
    doubted: int = 0
    stopped_after: int | None = None


def print_job(
    desk: Desk,
    ids: Sequence[str],
    printers: Printers,
    name: str,
    options: PrintOptions,
    title: str,
    task: Task,
    edition: Edition = USUAL,
    books: Desk | None = None,
) -> Sent:
    """Prints filings in the given order. Everything is laid out first, so that a filing that cannot be printed, or a
    clerk who stops in time, costs no paper. What is printed is noted, by `books` where `desk` only reads, before
    the printer is given anything.

    Raises UserError where something cannot be printed or the printer refuses, and CancelledError where it was
    stopped before the printer was given anything.
    """
    measured = measure_in_task(desk, ids, task, edition)
    counts = [item.pages for item in measured]
    both = options.sides != "one"
    plan = leaves(
        counts, parse_pages(options.pages, sum(counts)), both, options.copies, options.collation, options.backwards
    )
    paper, margins = printers.paper(name, options.paper)
    placements = [placement(item, paper, margins, options) for item in measured]
    if task.is_cancelled():
        raise CancelledError
    books = books or desk
    run = PrintRun(ids, edition, name, options.copies, options.pages)
    run.record(books)
    pages = _Pages(desk, measured, run)
    try:
        device = Device(printers.device(name, options, title), name)
    except BaseException:
        run.failed(books)
        raise
    done = 0
    total = sum(1 if back is None else 2 for _, back in plan)
    try:
        for number, leaf in enumerate(plan):
            for page in _sides(leaf, both and number < len(plan) - 1):
                if task.is_cancelled():
                    done = 0 if device.abort() else done
                    return Sent(name, len(measured), total, len(plan), stopped_after=done)
                if page is None:
                    device.next_side()
                    continue
                filing, drawing = pages.at(page)
                device.paint(drawing, placements[filing])
                done += 1
                task.progress(done, total)
        device.finish()
        done = total
    finally:
        device.close()
        if not done:  # not a page can have come out
            run.failed(books)
    shrunk = sum(item.shrunk for item in measured)
    return Sent(name, len(measured), total, len(plan), shrunk, run.unsealed, run.doubted)


def measure_in_task(desk: Desk, ids: Sequence[str], task: Task, edition: Edition = USUAL) -> list[Measured]:
    """Lays filings out (operations.paper.printing.measure) until the task is cancelled, which raises CancelledError."""
    try:
        return measure(desk, ids, None, task.is_cancelled, edition)
    except PrintCancelled as error:
        raise CancelledError from error


def placement(item: Measured, paper: tuple[float, float], margins: Margins, options: PrintOptions) -> Placement:
    """Where the pages of a filing come to lie under the options."""
    offset = options.right_mm, options.down_mm
    return place_page(item.size, paper, item.ink, margins, options.scaling, options.percent, offset)


def worst(
    measured: Sequence[Measured], paper: tuple[float, float], margins: Margins, options: PrintOptions
) -> tuple[dict[str, float], int | None]:
    """By how many millimetres each side of a filing is cut where that is worst, and the least percent one is printed at.

    The percent is None where there are no filings.
    """
    cut: dict[str, float] = {}
    percents: list[int] = []
    for item in measured:
        place = placement(item, paper, margins, options)
        percents.append(place.percent)
        for side, by in place.cut(item.ink, margins).items():
            cut[side] = max(by, cut.get(side, 0.0))
    return cut, min(percents, default=None)


def _sides(leaf: Leaf, fill: bool) -> Iterator[int | None]:
    """The pages of a sheet of paper; None is a blank back, which a following sheet needs."""
    front, back = leaf
    yield front
    if back is not None or fill:
        yield back


class _Pages:
    """Finds a page of the batch; the filings drawn last are kept, as uncollated copies come back to them."""

    def __init__(self, desk: Desk, measured: Sequence[Measured], run: PrintRun) -> None:
        self._desk = desk
        self._measured = measured
        self._run = run
        self._drawer = Drawer()
        self._owners = [(at, page) for at, item in enumerate(measured) for page in range(item.pages)]
        self._kept: tuple[int, list[PageDrawing]] = (-1, [])

    def at(self, page: int) -> tuple[int, PageDrawing]:
        """The index of the filing a page belongs to, and the page."""
        filing, number = self._owners[page]
        if self._kept[0] != filing:
            drawn = drawn_pages(self._run.job(self._desk, self._measured[filing].filing), self._drawer)
            if len(drawn) != self._measured[filing].pages:
                name = self._measured[filing].name
                raise UserError("打印时内容有改动，已停下", name, "请重新打印")
            self._kept = filing, drawn
        return filing, self._kept[1][number]


class Device:
    """The printer and the painter on it; the first page begins with the job."""

    def __init__(self, printer: QPrinter, name: str) -> None:
        self._printer = printer
        self._name = name
        self._painter = QPainter()
        self._has_page = False
        if not self._painter.begin(printer):
            raise UserError("打印机没有接受打印", name, "请看它是否开机、联机，或换一台打印机")

    def paint(self, page: PageDrawing, place: Placement) -> None:
        """Paints a page on the next side of paper."""
        painter = self.next_side()
        to_paper(painter, place)
        painter.scale(_MM_PER_PT, _MM_PER_PT)
        paint_page(painter, page)

    def next_side(self) -> QPainter:
        """A painter in millimetres from the corner of the next side of paper."""
        if self._has_page and not self._printer.newPage():
            raise UserError("打印中断了", self._name, "请看打印机的缺纸、卡纸和连接，再打印剩下的页")
        self._has_page = True
        painter, printer = self._painter, self._printer
        painter.resetTransform()
        painter.scale(printer.logicalDpiX() / _MM_PER_INCH, printer.logicalDpiY() / _MM_PER_INCH)
        return painter

    def abort(self) -> bool:
        """Stops; whether the printer then prints nothing of what it was given."""
        return self._printer.abort()

    def finish(self) -> None:
        """Hands the job over."""
        if not self._painter.end() or self._printer.printerState() == QPrinter.PrinterState.Error:
            raise UserError("打印机没有接受打印", self._name, "请看它的状态，或换一台打印机")

    def close(self) -> None:
        """Ends a job that was not handed over."""
        if self._painter.isActive():
            self._painter.end()


def to_paper(painter: QPainter, place: Placement) -> None:
    """From the millimetres of upright paper to those of a page."""
    painter.translate(place.x, place.y)
    painter.scale(place.scale, place.scale)
    if place.turned:
        painter.translate(0, place.page[0])
        painter.rotate(-90)
