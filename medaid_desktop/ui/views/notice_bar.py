"""The notice bar: one line that says what happened and, with a button, how to undo it or where to go on."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from medaid_desktop.ui.notices import Notice, Notices, Severity

_PASSING: tuple[Severity, ...] = ("hint", "done")
_PASSES_AFTER_MS = 20_000
_SEEN_AFTER_MS = 1_500
"""A hint that the very same step has brought stays."""


class NoticeBar(QFrame):
    """`noticeBar` of the contract. Never takes the focus; what is merely good to know goes away by itself.

    The line in it is made with the first notice.
    """

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setAccessibleName(self.tr("通知栏"))
        self._notice: Notice | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._line = None
        self._passing = QTimer(self, singleShot=True, interval=_PASSES_AFTER_MS)
        self._passing.timeout.connect(self.dismiss)
        notices.posted.connect(self.show_notice)
        notices.withdrawn.connect(self.dismiss)
        notices.work_went_on.connect(self._on_work_went_on)

    @property
    def text(self) -> str:
        """What the bar says, "" where it is empty."""
        return self._notice.text if self._notice else ""

    def show_notice(self, notice: Notice) -> None:
        """Replaces what was shown, and has it read out."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        from medaid_desktop.ui.views.notice_line import NoticeLine

        if self._line is None:
            self._line = NoticeLine(self)
            self._line.acted.connect(lambda: self._on_acted(False))
            self._line.second_acted.connect(lambda: self._on_acted(True))
            self._line.dismissed.connect(self.dismiss)
            self._layout.addWidget(self._line)
        self._notice = notice
        self._line.show_notice(notice)
        self._dress(notice.severity)
        self.setAccessibleName(self.tr("通知：%1").replace("%1", notice.text))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if notice.severity in _PASSING:
            self._passing.start()
        else:
            self._passing.stop()

    def dismiss(self) -> None:
        """Empties the bar; its place in the window stays."""
        if self._notice is None:
            return
        self._passing.stop()
        self._notice = None
        self.setAccessibleName(self.tr("通知栏"))
        self._dress("")
        if self._line:
            self._line.hide()

    def _on_work_went_on(self) -> None:
        """A hint goes with the next step; what can be undone or needs attention stays."""
        shown_for = _PASSES_AFTER_MS - self._passing.remainingTime()
        if self._notice and self._notice.severity == "hint" and shown_for > _SEEN_AFTER_MS:
            self.dismiss()

    def _dress(self, severity: str) -> None:
        """style.qss has a ground for each severity."""
        if self.property("severity") != severity:
            self.setProperty("severity", severity)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_acted(self, second: bool) -> None:
        notice = self._notice
        self.dismiss()
        act = (notice.second_act if second else notice.act) if notice else None
        if act:
            act()
