"""The foot of the window: saved when, unit, page, notices, progress; at its right end what others put there."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.notice_bar import NoticeBar

_HEIGHT = 32


class StatusStrip(QWidget):
    """One line at the bottom of the window."""

    def __init__(self, notices: Notices, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self._saved = QLabel(self)
        self._unit = QLabel(self)
        self._page = QLabel(self)
        self._progress = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 2, 8, 2)
        self._layout.setSpacing(16)
        self._unit.setToolTip(self.tr("金额单位"))
        for label in (self._saved, self._unit, self._page):
            label.hide()
            self._layout.addWidget(label)
        self._layout.addWidget(NoticeBar(notices, self), 1)
        self.setMinimumHeight(_HEIGHT)
        tasks.started.connect(self._on_task_started)

    def add_at_end(self, widget: QWidget) -> None:
        """Puts a widget at the right end."""
        self._layout.addWidget(widget)

    def add_fact(self, widget: QWidget) -> None:
        """Puts a widget beside the page, before what the notices have to say."""
        self._layout.insertWidget(self._layout.indexOf(self._page) + 1, widget)

    def show_saved(self, saved: bool) -> None:
        """Says that all is saved, as of now; False where no ledger that can be changed is open."""
        from PySide6.QtCore import QTime

        moment = QTime.currentTime().toString("HH:mm") if saved else ""
        self._tell(self._saved, self.tr("已保存 %1").replace("%1", moment) if saved else "")

    def show_unit(self, unit: str) -> None:
        """The unit of the amounts on the paper, "" for none."""
        self._tell(self._unit, unit)

    def show_page(self, text: str) -> None:
        """Which page of how many, "" for none."""
        self._tell(self._page, text)

    def _on_task_started(self, task: Task) -> None:
        from medaid_desktop.ui.views.progress_strip import ProgressStrip

        if self._progress is None:
            self._progress = ProgressStrip(self)
            self._layout.insertWidget(self._layout.count() - 1, self._progress)
        self._progress.follow(task)

    def _tell(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
