"""A walk through the parts of the window: a light shade, the part that is spoken of left clear, and a few words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.ui.palette import colours

_WIDTH, _GAP, _EDGE, _ROUND = 352, 12, 16, 6
_SHADE = 110
"""Of 255."""
_NEXT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
_BACK_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)


@dataclass(frozen=True, slots=True)
class Stop:
    """Object names of the parts it is about (those there are), title and words."""

    parts: tuple[str, ...]
    title: str
    words: str


class Tour(QWidget):
    """Lies over the window until it was walked to its end or left with Esc. Enter or → goes on, ← back."""

    help_requested = Signal(str)

    def __init__(self, window: QWidget, with_ledger: bool) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setAccessibleName(self.tr("认识窗口"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self._before = window.focusWidget()
        stops = _stops() if with_ledger else _stops_without_ledger()
        self._stops = [stop for stop in stops if self._seen(stop)]
        self._at = 0
        self._clear = QRect()
        self._callout = _Callout(self)
        self._callout.step_requested.connect(self.step)
        self._callout.left.connect(self.end)
        self._callout.help_requested.connect(self._on_help)
        window.installEventFilter(self)

    def begin(self) -> None:
        """Shows the first stop."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._callout.setFocus()
        self._show_stop()

    def step(self, by: int) -> None:
        """Goes on or back; beyond the last stop it ends."""
        if self._at + by >= len(self._stops):
            self.end()
            return
        self._at = max(0, self._at + by)
        self._show_stop()

    def end(self) -> None:
        """Gives the window and the focus back."""
        if self.isHidden():
            return
        self.hide()
        self._window.removeEventFilter(self)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in _NEXT_KEYS:
            self.step(1)
        elif event.key() in _BACK_KEYS:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.step(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._show_stop()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shades = colours(self.palette())
        shade = QColor(0, 0, 0, _SHADE)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        path.addRect(self.rect())
        path.addRoundedRect(self._clear, _ROUND, _ROUND)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, shade)
        painter.setPen(QPen(QColor(shades.accent), 2))
        painter.drawRoundedRect(self._clear, _ROUND, _ROUND)
        painter.end()

    def _show_stop(self) -> None:
        stop = self._stops[self._at]
        self._clear = self._place(stop).adjusted(-2, -2, 2, 2) & self.rect().adjusted(2, 2, -2, -2)
        self._callout.show_stop(stop, self._at + 1, len(self._stops))
        self._callout.move(self._beside(self._clear))
        self.setAccessibleDescription(f"{stop.title}。{stop.words}")
        self.update()

    def _beside(self, part: QRect) -> QPoint:
        """Where the callout leaves the part free: right, left, below, above, or else in its middle."""
        callout = QRect(QPoint(0, 0), self._callout.size())
        room = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        for corner in (
            QPoint(part.right() + _GAP, part.top()), QPoint(part.left() - _GAP - callout.width(), part.top()),
            QPoint(part.left(), part.bottom() + _GAP), QPoint(part.left(), part.top() - _GAP - callout.height()),
        ):  # fmt: skip
            placed = callout.translated(corner)
            placed.moveLeft(max(room.left(), min(placed.left(), room.right() - placed.width())))
            placed.moveTop(max(room.top(), min(placed.top(), room.bottom() - placed.height())))
            if not placed.intersects(part):
                return placed.topLeft()
        callout.moveCenter(part.center())
        return callout.topLeft()

    def _seen(self, stop: Stop) -> bool:
        return not self._place(stop).isEmpty()

    def _place(self, stop: Stop) -> QRect:
        whole = QRect()
        for name in stop.parts:
            part = self._window.findChild(QWidget, name)
            if part is not None and part.isVisible():
                whole |= QRect(part.mapTo(self._window, QPoint(0, 0)), part.size())
        return whole

    def _on_help(self) -> None:
        self.end()
        self.help_requested.emit("start")


class _Callout(QFrame):
    """Title, words, and ways on."""

    step_requested = Signal(int)
    left = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tourCallout")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_WIDTH)
        self._title, self._words, self._count = QLabel(self), QLabel(self), QLabel(self)
        bold = QFont(self.font())
        bold.setBold(True)
        self._title.setFont(bold)
        self._words.setWordWrap(True)
        self._count.setProperty("part", "muted")
        self._skip = QPushButton(self.tr("跳过(Esc)"), self)
        self._back = QPushButton(self.tr("上一步"), self)
        self._next = QPushButton(self)
        self._help = QPushButton(self.tr("看使用说明"), self)
        self._skip.clicked.connect(self.left)
        self._back.clicked.connect(lambda: self.step_requested.emit(-1))
        self._next.clicked.connect(lambda: self.step_requested.emit(1))
        self._help.clicked.connect(self.help_requested)
        for button in (self._skip, self._back, self._next, self._help):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        for button in (self._skip, self._help, self._back, self._next):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addLayout(buttons)

    def show_stop(self, stop: Stop, number: int, count: int) -> None:
        """Shows a stop, the first of which has no way back and the last none on."""
        is_last = number == count
        self._title.setText(stop.title)
        self._words.setText(stop.words)
        self._count.setText(f"{number}/{count}")
        self._back.setVisible(number > 1)
        self._skip.setVisible(not is_last)
        self._help.setVisible(is_last)
        self._next.setText(self.tr("完成") if is_last else self.tr("下一步"))
        self.setFixedHeight(self.heightForWidth(_WIDTH) if self.hasHeightForWidth() else self.sizeHint().height())


def _stops() -> list[Stop]:
    return [
        Stop(("regionSearch", "regionTree"), _tr("区划"),
             _tr("先找到填报的地方。输入名称、拼音或首字母，例如 yg 找到阳谷，按回车选定。以后按 Ctrl+G 回到这里。")),
        Stop(("filingPanel", "filingList"), _tr("填报件"),
             _tr("这个区划的填报件都在这里。双击打开，按 Ctrl+N 新建；可以选中几份一起打印、导出。")),
        Stop(("formEditor", "ledgerPage"), _tr("表"),
             _tr("表和印出来的一样。浅色底的格子直接打字，回车到下一格；每改一格立刻保存，做错了按 Ctrl+Z。")),
        Stop(("toolBar",), _tr("检查和打印"),
             _tr("填完按 F9 检查，按 Ctrl+F2 在旁边预览，按 Ctrl+P 打印。")),
        Stop(("statusStrip",), _tr("窗口的下沿"),
             _tr("左边写着何时保存，中间告诉您做完了什么、能不能撤销，右边调整显示大小。")),
        Stop(("menuBar",), _tr("帮助"),
             _tr("随时按 F1，打开与手头事情有关的说明；全部按键见“帮助 → 键盘一览”。")),
    ]  # fmt: skip


def _stops_without_ledger() -> list[Stop]:
    return [
        Stop(("welcomePage",), _tr("开始"),
             _tr("台账是一个文件，本单位的填报件都存在里面。新建一个，打开已有的，或者先用示例试一试。")),
        Stop(("menuBar",), _tr("帮助"), _tr("随时按 F1 打开使用说明。打开台账以后，可以再来认识窗口的其余部分。")),
    ]  # fmt: skip


def _tr(words: str) -> str:
    return QCoreApplication.translate("Tour", words)
