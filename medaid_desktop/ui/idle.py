"""How long nobody has touched keys or mouse."""

from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_LOOKS_APART_MS = 1000
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    )
)  # fmt: skip


class IdleClock(QObject):
    """Watches the whole program only while it is started: for one person alone it costs nothing."""

    passed = Signal()
    """The time is over; said again every second until somebody touches something or the clock is stopped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.limit_s = 0.0
        self._touched = 0.0
        self._timer = QTimer(self, interval=_LOOKS_APART_MS)
        self._timer.timeout.connect(self._on_time)

    def start(self, limit_s: float) -> None:
        """Begins to watch; a limit of 0 is none."""
        self.stop()
        self.limit_s = limit_s
        app = QCoreApplication.instance()
        if limit_s > 0 and app is not None:
            self._touched = monotonic()
            app.installEventFilter(self)
            self._timer.setInterval(max(10, min(_LOOKS_APART_MS, round(limit_s * 250))))
            self._timer.start()

    def stop(self) -> None:
        """Watches no more."""
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() in _TOUCHES:
            self._touched = monotonic()
        return False

    def _on_time(self) -> None:
        if monotonic() - self._touched >= self.limit_s:
            self.passed.emit()
