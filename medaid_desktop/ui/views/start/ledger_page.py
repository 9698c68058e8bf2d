"""What stands in the middle while a ledger is open but no filing: go on where one left off, or begin."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.ui.icons import SIZE, icon
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.start.middle_page import MiddlePage
from medaid_desktop.ui.words import status_word, year_word
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.records.listing import FilingSummary

_MOST = 5
_WIDEST = 560
_LONGEST_TITLE = 30
Line = tuple[str, str, str]
"""The id of a filing, its title, and the words below it."""


class LedgerPage(MiddlePage):
    """The name of the ledger, the filings changed last, and how to begin."""

    open_requested = Signal(str)

    def __init__(
        self, workspace: Workspace, tasks: Tasks, new: QAction, take: QAction, template: QAction,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("ledgerPage")
        self._workspace = workspace
        self._tasks = tasks
        self._title = QLabel(self)
        self._title.setFont(title_font(self))
        self._title.setWordWrap(True)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._last = QVBoxLayout()
        self._last.setSpacing(4)
        begin = QHBoxLayout()
        begin.setSpacing(8)
        for action, words in (
            (new, self.tr("新建填报件…")), (take, self.tr("导入填报件…")), (template, self.tr("导入模板…")),
        ):  # fmt: skip
            begin.addWidget(_button(action, words, self))
        begin.addStretch(1)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addLayout(begin)
        layout.addLayout(self._last)
        layout.addStretch(2)
        self.hold(inner, _WIDEST)
        for changed in (workspace.ledger_opened, workspace.filings_changed):
            changed.connect(self._read)
        workspace.ledger_closed.connect(lambda: self._show([]))

    def show_ledger(self, name: str) -> None:
        """Names the ledger."""
        self._title.setText(name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if self._workspace.is_open and self.isVisible():
            self._tasks.run("", self._workspace.at_own_desk(_lines), self._show)

    def _show(self, lines: Sequence[Line]) -> None:
        while self._last.count():
            item = self._last.takeAt(0)
            if widget := item.widget():
                widget.deleteLater()
        words = self.tr("接着填最近改过的，或者在左边双击一份打开。")
        self._words.setText(words if lines else self.tr("这个台账里还没有填报件，新建一份或者导入。"))
        for filing_id, title, below in lines:
            button = QCommandLinkButton(_short(title).replace("&", "&&"), below, self)
            button.setObjectName("lastFiling")
            button.setIcon(icon("open-filing"))
            button.setAutoDefault(True)  # Enter presses it, as Space does
            button.setIconSize(SIZE)
            button.setToolTip(f"{title}\n{below}")
            button.setAccessibleName(title)
            button.setAccessibleDescription(below)
            button.clicked.connect(lambda _=False, filing_id=filing_id: self.open_requested.emit(filing_id))
            self._last.addWidget(button)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _button(action: QAction, words: str, parent: QWidget) -> QPushButton:
    button = QPushButton(action.icon(), words, parent)
    button.setToolTip(action.toolTip())
    button.setAutoDefault(True)
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button


def _lines(desk: "Desk", _: Task) -> list[Line]:
    return [_line(desk, summary) for summary in desk.ledger.overview.recent(_MOST)]


def _line(desk: "Desk", summary: "FilingSummary") -> Line:
    form, place = desk.forms.title(summary.form), desk.names(summary.region, summary.year).short
    moment = datetime.fromisoformat(summary.changed_at).astimezone()
    year = year_word(summary.year) if summary.year else ""
    parts = [form, place, year, status_word(summary.status), f"{moment:%m-%d %H:%M}"]
    return summary.id, summary.title, "　".join(part for part in parts if part)
