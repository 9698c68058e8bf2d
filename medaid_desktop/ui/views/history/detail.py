"""The lower half of the history page: what an entry changed or what differs since, and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from medaid_desktop.operations.filings.history import moment_words
from medaid_desktop.ui.views.history.differences import DifferenceList

if TYPE_CHECKING:
    from medaid_desktop.ui.views.history.reading import Detail


class HistoryDetail(QWidget):
    """Shows a Detail, words in its place, or nothing."""

    look_requested = Signal()
    restore_requested = Signal()
    jumped = Signal(object, bool, bool)
    """A Difference, whether it is one between then and now, and whether the keyboard asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: Detail | None = None
        self._of_entry = self._switch(self.tr("这次修改"), self.tr("这一次改了哪些格"))
        self._since = self._switch(self.tr("与现在比较"), self.tr("那时的内容和现在有哪些不同"))
        self._of_entry.setChecked(True)
        group = QButtonGroup(self)
        for button in (self._of_entry, self._since):
            group.addButton(button)
        group.buttonToggled.connect(lambda _, on: self._show() if on else None)
        self.words = QLabel(self)
        self.words.setObjectName("historyWords")
        self.words.setWordWrap(True)
        self.differences = DifferenceList(self.tr("修改的内容"), self)
        self.look = QPushButton(self.tr("查看当时的表"), self)
        self.look.setToolTip(self.tr("看整张表当时的样子，与现在不同的格子会标出"))
        self.restore = QPushButton(self.tr("恢复到这一版"), self)
        self.restore.setToolTip(self.tr("让内容回到这一版，可以撤销"))
        self.look.clicked.connect(self.look_requested)
        self.restore.clicked.connect(self.restore_requested)
        self.differences.jumped.connect(lambda one, by_key: self.jumped.emit(one, self._since.isChecked(), by_key))
        self._lay_out()
        self.show_words("")

    def _switch(self, words: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setAutoRaise(True)
        return button

    def _lay_out(self) -> None:
        switches, buttons = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((switches, (self._of_entry, self._since)), (buttons, (self.look, self.restore))):
            row.setContentsMargins(8, 4, 8, 4)
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        self.words.setContentsMargins(12, 0, 8, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(switches)
        layout.addWidget(self.words)
        layout.addWidget(self.differences, 1)
        layout.addLayout(buttons)

    def show_words(self, words: str) -> None:
        """Shows a sentence and nothing else."""
        self.detail = None
        self.differences.show_differences([], ("", ""))
        self.words.setText(words)
        for widget in (self._of_entry, self._since, self.look, self.restore):
            widget.setEnabled(False)

    def show_detail(self, detail: "Detail") -> None:
        """Shows what has been read of an entry."""
        self.detail = detail
        for widget in (self._of_entry, self._since, self.look):
            widget.setEnabled(True)
        self.restore.setEnabled(bool(detail.since))
        self._show()

    def compare_with_now(self) -> None:
        """Turns to what differs between then and now."""
        self._since.setChecked(True)

    def _show(self) -> None:
        detail = self.detail
        if detail is None:
            return
        since = self._since.isChecked()
        found = detail.since if since else detail.changes
        self.words.setText(self._since_words(detail) if since else self._entry_words(detail))
        sides = (self.tr("当时"), self.tr("现在")) if since else (self.tr("原"), self.tr("改为"))
        self.differences.show_differences(found, sides)

    def _entry_words(self, detail: "Detail") -> str:
        count = str(len(detail.changes))
        if not detail.entry.last:
            blank = self.tr("建立时是空白的。")
            filled = self.tr("建立时已有 %1 处内容（复制、结转或导入而来）：").replace("%1", count)
            return filled if detail.changes else blank
        if not detail.changes:
            return self.tr("前后内容相同。")
        return self.tr("改了 %1 处：").replace("%1", count)

    def _since_words(self, detail: "Detail") -> str:
        moment = moment_words(detail.entry.at)
        words = self.tr("%1 之后，有 %2 处和现在不同：") if detail.since else self.tr("%1 的内容和现在相同。")
        return words.replace("%1", moment).replace("%2", str(len(detail.since)))
