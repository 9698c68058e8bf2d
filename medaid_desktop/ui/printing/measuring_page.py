"""A page to measure a printer with: rulers along the edges and crosses at known places."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPen

from medaid_desktop.formats.pdf.extent import Extent
from medaid_desktop.operations.paper.print_plan import Margins, place_page
from medaid_desktop.ui.printing.job import Device, to_paper
from medaid_desktop.ui.printing.options import PrintOptions
from medaid_desktop.ui.printing.printers import Printers
from medaid_desktop.ui.tasks import Task

CROSS_MM = 20.0
"""How far the crosses lie from the edges of the paper."""

RULE_MM = 100.0
"""The length of the rule across the middle, which tells whether the size is true."""

_ARM_MM, _LINE_MM = 6.0, 0.2
_TICKS = ((10, 4.0), (5, 3.0), (1, 2.0))
_TEXT_MM = 3.6
_ROW_MM = 6.0


def print_test_page(printers: Printers, name: str, options: PrintOptions, size: tuple[float, float], _: Task) -> None:
    """Prints the page on the chosen printer and paper, moved as the options say, so that a second one shows that they
    are right. `size` is that of the form's page, whose turn on the paper it shares. Raises UserError as a job does.
    """
    paper, margins = printers.paper(name, options.paper)
    across = size[0] > size[1]
    page = (max(paper), min(paper)) if across else (min(paper), max(paper))
    offset = options.right_mm, options.down_mm
    place = place_page(page, paper, Extent(0, 0, *page), Margins(), offset=offset)
    seen = place_page(page, paper, Extent(0, 0, *page), Margins()).seen(margins)
    device = Device(printers.device(name, options, _tr("打印测试页")), name)
    try:
        painter = device.next_side()
        to_paper(painter, place)
        paint_test_page(painter, page, seen)
        device.finish()
    finally:
        device.close()


def paint_test_page(painter: QPainter, page: tuple[float, float], seen: Extent) -> None:
    """Paints the page in millimetres; `seen` is what the printer says it can print."""
    width, height = page
    painter.setPen(QPen(Qt.GlobalColor.black, _LINE_MM, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for x in (CROSS_MM, width - CROSS_MM):
        for y in (CROSS_MM, height - CROSS_MM):
            painter.drawLine(QPointF(x - _ARM_MM, y), QPointF(x + _ARM_MM, y))
            painter.drawLine(QPointF(x, y - _ARM_MM), QPointF(x, y + _ARM_MM))
    _edge_rulers(painter, width, height)
    left, middle = (width - RULE_MM) / 2, height / 2
    _ruler(painter, left, middle)
    painter.setPen(QPen(Qt.GlobalColor.gray, _LINE_MM, Qt.PenStyle.DashLine))
    painter.drawRect(QRectF(seen.left, seen.top, seen.right - seen.left, seen.bottom - seen.top))
    painter.setPen(Qt.GlobalColor.black)
    for row, words in enumerate(_words()):
        _write(painter, words, CROSS_MM + 2 * _ARM_MM, CROSS_MM + 2 * _ARM_MM + row * _ROW_MM, width - 2 * CROSS_MM)
    _write(painter, _tr("这条尺长 100 毫米"), left, middle + 8, RULE_MM)


def _edge_rulers(painter: QPainter, width: float, height: float) -> None:
    """Every millimetre for 30 mm from each edge, along lines through the middle of the page."""
    for place in range(31):
        tick = _tick(place)
        for x in (place, width - place):
            painter.drawLine(QPointF(x, height * 0.75), QPointF(x, height * 0.75 + tick))
        for y in (place, height - place):
            painter.drawLine(QPointF(width / 2, y), QPointF(width / 2 + tick, y))


def _ruler(painter: QPainter, left: float, y: float) -> None:
    painter.drawLine(QPointF(left, y), QPointF(left + RULE_MM, y))
    for place in range(int(RULE_MM) + 1):
        painter.drawLine(QPointF(left + place, y), QPointF(left + place, y - _tick(place)))


def _tick(place: int) -> float:
    return next(length for step, length in _TICKS if place % step == 0)


def _words() -> list[str]:
    distance = f"{CROSS_MM:g}"
    return [
        _tr("打印测试页"),
        _tr("四个十字的中心应当离纸边 %1 毫米。请用尺量左上角的十字：").replace("%1", distance),
        _tr("离左边多于 %1 毫米，“向右移”减去多出的数；少于 %1 毫米，加上差的数。").replace("%1", distance),
        _tr("离上边多于 %1 毫米，“向下移”减去多出的数；少于 %1 毫米，加上差的数。").replace("%1", distance),
        _tr("纸边的刻度每格 1 毫米：缺几格，这一边就有几毫米印不出来。"),
        _tr("虚线是打印机报告的可打印范围。"),
    ]


def _write(painter: QPainter, words: str, x: float, y: float, width: float) -> None:
    """Text of a known height in millimetres, whatever the device's resolution is."""
    painter.save()
    painter.translate(x, y)
    scale = _TEXT_MM / 100
    painter.scale(scale, scale)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(100)
    painter.setFont(font)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    painter.drawText(QRectF(0, 0, width / scale, _ROW_MM / scale), flags, words)
    painter.restore()


def _tr(words: str) -> str:
    return QCoreApplication.translate("TestPage", words)
