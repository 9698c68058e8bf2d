"""What is under way: words, how far it is, and a way to stop it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from medaid_desktop.ui.tasks import Task

_SHOWN_AFTER_MS = 300


class ProgressStrip(QWidget):
    """Shows the oldest task that people should see, once it has taken long enough to be noticed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressStrip")
        self._queue: list[Task] = []
        self._words = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setFixedSize(140, 14)
        self._bar.setTextVisible(False)
        self._stop = QToolButton(self)
        self._stop.setText(self.tr("停止"))
        self._stop.clicked.connect(self._on_stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._words, self._bar, self._stop):
            layout.addWidget(widget)
        self._delay = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._delay.timeout.connect(self._show_first)
        self.hide()

    def follow(self, task: Task) -> None:
        """Shows a task when its turn comes, until it has ended."""
        self._queue.append(task)
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)
        if len(self._queue) == 1:
            self._delay.start()

    def _on_progressed(self, done: int, total: int) -> None:
        if self._queue and self.sender() is self._queue[0]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _on_ended(self) -> None:
        self._queue = [task for task in self._queue if task is not self.sender()]
        self.hide()
        if self._queue:
            self._show_first()
        else:
            self._delay.stop()

    def _show_first(self) -> None:
        task = self._queue[0]
        self._words.setText(task.label)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.label)
        self._stop.setVisible(task.cancellable)
        self._stop.setEnabled(True)
        self.show()

    def _on_stop(self) -> None:
        if self._queue:
            self._stop.setEnabled(False)
            self._words.setText(self.tr("正在停止…"))
            self._queue[0].cancel()
