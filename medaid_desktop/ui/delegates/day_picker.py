"""A calendar at a cell, made for the keyboard: the cell keeps the focus and hands its keys over."""

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from medaid_desktop.core.texts.dates import EARLIEST_YEAR, LATEST_YEAR
from medaid_desktop.ui.palette import colours

_WEEK, _WEEKS = 7, 6
_EDGE = 8
_CELL_WIDTH, _CELL_HEIGHT, _HEAD_HEIGHT, _FOOT_HEIGHT = 36, 28, 32, 28
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK}
_PREVIOUS, _NEXT = "‹", "›"


class DayPicker(QWidget):
    """A month with one day chosen. Arrows go by days and weeks, PageUp and PageDown by months, with Ctrl by years."""

    picked = Signal(object)
    """The date that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = date.today()
        self._today = date.today()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("dayPicker")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("日历"))
        self.hide()

    def choose(self, day: date) -> None:
        """Goes to a day, shows its month and says it to screen readers."""
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return
        self.day = day
        weekdays = self._weekdays()
        words = self.tr("%1年%2月%3日，星期%4")
        for number, part in enumerate((day.year, day.month, day.day, weekdays[day.weekday()]), 1):
            words = words.replace(f"%{number}", str(part))
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def walk(self, event: QKeyEvent) -> bool:
        """Follows a key that leads to another day; False for all other keys."""
        key, by_year = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _STEPS:
            self.choose(self.day + timedelta(days=_STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(_months_on(self.day, (1 if key == Qt.Key.Key_PageDown else -1) * (12 if by_year else 1)))
        elif key == Qt.Key.Key_Home:
            self.choose(self.day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.choose(self.day.replace(day=monthrange(self.day.year, self.day.month)[1]))
        else:
            return False
        return True

    def sizeHint(self) -> QSize:
        return QSize(_WEEK * _CELL_WIDTH + 2 * _EDGE, _HEAD_HEIGHT + (_WEEKS + 1) * _CELL_HEIGHT + _FOOT_HEIGHT + _EDGE)

    def day_rect(self, day: date) -> QRect:
        """Where a day of the month shown lies."""
        place = (day - self._first_shown()).days
        return self._cell(place // _WEEK + 1, place % _WEEK)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        point = event.position().toPoint()
        if point.y() < _HEAD_HEIGHT:
            if self._turn(_PREVIOUS).contains(point):
                self.choose(_months_on(self.day, -1))
            elif self._turn(_NEXT).contains(point):
                self.choose(_months_on(self.day, 1))
            return
        day = self._day_at(point)
        if day is not None:
            self.picked.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shades = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(shades.raised))
        painter.setPen(QColor(shades.handle))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(shades.text))
        month = self.tr("%1年%2月").replace("%1", str(self.day.year)).replace("%2", str(self.day.month))
        painter.drawText(QRect(0, 0, self.width(), _HEAD_HEIGHT), middle, month)
        for sign in (_PREVIOUS, _NEXT):
            painter.drawText(self._turn(sign), middle, sign)
        painter.setPen(QColor(shades.muted))
        for number, name in enumerate(self._weekdays()):
            painter.drawText(self._cell(0, number), middle, name)
        painter.drawText(self._foot(), middle, self.tr("回车填入，PgUp、PgDn 换月"))
        for place in range(_WEEK * _WEEKS):
            day = self._first_shown() + timedelta(days=place)
            self._draw_day(painter, day, self._cell(place // _WEEK + 1, place % _WEEK))
        painter.end()

    def _draw_day(self, painter: QPainter, day: date, rect: QRect) -> None:
        shades = colours(self.palette())
        pill = rect.adjusted(3, 2, -3, -2)
        if day == self.day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.accent))
            painter.drawRoundedRect(pill, 4, 4)
        elif day == self._today:
            painter.setPen(QPen(QColor(shades.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill, 4, 4)
        own = (day.year, day.month) == (self.day.year, self.day.month)
        ink = shades.accent_text if day == self.day else shades.text if own else shades.muted
        painter.setPen(QColor(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _weekdays(self) -> tuple[str, ...]:
        return tuple(self.tr("一 二 三 四 五 六 日").split())

    def _first_shown(self) -> date:
        """The Monday of the first week shown."""
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _day_at(self, point: QPoint) -> date | None:
        row = (point.y() - _HEAD_HEIGHT) // _CELL_HEIGHT - 1
        col = (point.x() - _EDGE) // _CELL_WIDTH
        if not (0 <= row < _WEEKS and 0 <= col < _WEEK):
            return None
        return self._first_shown() + timedelta(days=row * _WEEK + col)

    def _cell(self, row: int, col: int) -> QRect:
        return QRect(_EDGE + col * _CELL_WIDTH, _HEAD_HEIGHT + row * _CELL_HEIGHT, _CELL_WIDTH, _CELL_HEIGHT)

    def _turn(self, sign: str) -> QRect:
        left = _EDGE if sign == _PREVIOUS else self.width() - _EDGE - _CELL_WIDTH
        return QRect(left, 0, _CELL_WIDTH, _HEAD_HEIGHT)

    def _foot(self) -> QRect:
        return QRect(0, _HEAD_HEIGHT + (_WEEKS + 1) * _CELL_HEIGHT, self.width(), _FOOT_HEIGHT)


def _months_on(day: date, months: int) -> date:
    """The same day some months later or earlier, the month's last where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
