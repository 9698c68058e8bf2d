"""What stands in the window while no ledger is open: ways in, each with one sentence."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import QCommandLinkButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.icons import SIZE, icon
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.notices import Notice
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.start.middle_page import MiddlePage
from medaid_desktop.ui.views.start.news_panel import NewsPanel
from medaid_desktop.ui.views.start.recent_ledger import RecentLedger

if TYPE_CHECKING:
    from medaid_desktop.operations.ledgers.ledger_files import LedgerFile

Choice = TypeVar("Choice", bound=QCommandLinkButton)

_WIDEST = 860
_ROOMY = 480
_LONGEST_FOLDER = 44
_ENDING, _FILINGS = ".medaid", (".json", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx")


class WelcomePage(MiddlePage):
    """Beginning and what is new on the left, recent ledgers on the right; a ledger dropped here is opened."""

    ledger_chosen = Signal(object)
    """The Path of a recent ledger, or of one that was dropped."""
    filings_dropped = Signal()
    """Files of filings were dropped here, where there is no ledger to take them in."""

    def __init__(
        self, new: QAction, open_: QAction, sample: QAction, settings: WindowSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._choices: dict[Path, RecentLedger] = {}
        self.setObjectName("welcomePage")
        self._trouble = None
        self._trouble_place = QVBoxLayout()
        self._recent = QVBoxLayout()
        start = QVBoxLayout()
        for layout, words in ((start, self.tr("开始")), (self._recent, self.tr("最近的台账"))):
            layout.setSpacing(4)
            layout.addWidget(_label(words, "heading"))
        for action, title, sentence in (
            (new, self.tr("新建台账"), self.tr("为本单位建一个台账文件，填报件都存在里面。")),
            (open_, self.tr("打开台账"), self.tr("打开硬盘或 U 盘上已有的台账文件。")),
            (sample, self.tr("打开示例"), self.tr("用五个地方填好的表试一试，不影响别的台账。")),
        ):
            button = _choice(title, sentence, action.icon())
            button.setObjectName(f"welcome{action.objectName().removeprefix('action')}")
            button.clicked.connect(action.trigger)
            start.addWidget(button)
        self._begin = start.itemAt(1).widget()
        start.addWidget(NewsPanel(settings, self))
        start.addStretch(1)
        self._lay_out(start)

    def _lay_out(self, start: QVBoxLayout) -> None:
        title = _label(self.tr("医疗救助绩效目标填报"), "title")
        title.setFont(title_font(self))
        words = _label(self.tr("填表、核对、打印都在本机完成，不需要联网；每改一格即时保存。"), "muted")
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(start, 1)
        columns.addLayout(self._recent, 1)
        inner = QWidget()
        layout = self._inner = QVBoxLayout(inner)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(title)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(words)
        beside.addSpacing(4)
        head.addLayout(beside, 1)
        layout.addLayout(head)
        layout.addSpacing(12)
        layout.addLayout(self._trouble_place)
        layout.addLayout(columns)
        layout.addStretch(1)
        self.hold(inner, _WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a low screen margins give way first, then second lines, so that nothing has to be scrolled."""
        above, below = (40, 24) if self.height() >= _ROOMY else (12, 8)
        self._inner.setContentsMargins(24, above, 24, below)
        room = self.maximumViewportSize()  # the viewport itself, asked for, has PySide make all classes of widgets
        for in_one_line in (False, True):
            for button in self._choices.values():
                button.put_in_one_line(in_one_line)
            self._inner.activate()
            if self._inner.totalHeightForWidth(min(_WIDEST, room.width())) <= room.height():
                break

    def show_trouble(self, notice: Notice, error: UserError) -> None:
        """Says why a ledger could not be opened, until another is opened; the notice has the button."""
        from medaid_desktop.ui.views.start.trouble_panel import TroublePanel

        if self._trouble is None:
            self._trouble = TroublePanel(self)
            self._trouble_place.addWidget(self._trouble)
            self._trouble_place.addSpacing(16)
        self._trouble.show_trouble(notice, error)

    def forget_trouble(self) -> None:
        """Takes that back."""
        if self._trouble:
            self._trouble.hide()

    def show_recent(self, entries: Sequence[tuple[Path, str]]) -> None:
        """Offers ledgers by path and the time they were opened."""
        while self._recent.count() > 1:
            item = self._recent.takeAt(1)
            if widget := item.widget():
                widget.deleteLater()
        self._choices = {}
        for path, moment in entries:
            button = _choice(path.stem, f"{moment}　{_shortened(str(path.parent))}", icon("ledger"), RecentLedger)
            button.setToolTip(str(path))
            button.brief = f"{path.parent.name}　{moment}"
            button.clicked.connect(lambda _=False, path=path: self.ledger_chosen.emit(path))
            self._recent.addWidget(button)
            self._choices[path] = button
        if not entries:
            self._recent.addWidget(_label(self.tr("还没有打开过台账。可以把台账文件拖到这里打开。"), "muted"))
        self._recent.addStretch(1)
        self._fit()

    def focus_first(self) -> None:
        """Gives the keyboard to the ledger opened last, or to making the first one."""
        first = next(iter(self._choices.values()), None) or self._begin
        first.setFocus()

    def show_states(self, files: "Sequence[LedgerFile]") -> None:
        """Says which of the recent ledgers cannot be reached; choosing one still tells all about it."""
        for file in files:
            button = self._choices.get(file.path)
            words = self._why_not(file)
            if button is None or not words:
                continue
            button.setProperty("missing", True)
            button.setDescription(f"{words}　{_shortened(str(file.path.parent))}")
            button.brief = words
            button.setAccessibleDescription(button.description())
            button.style().unpolish(button)
            button.style().polish(button)

    def _why_not(self, file: "LedgerFile") -> str:
        return {
            "missing": self.tr("文件不在了"),
            "folder-missing": self.tr("找不到文件夹，U 盘或网络没有连上"),
            "empty": self.tr("文件是空的"),
        }.get(file.state, "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(any(_files(event, ending) for ending in (_ENDING, *_FILINGS)))

    def dropEvent(self, event: QDropEvent) -> None:
        ledgers = _files(event, _ENDING)
        event.accept()
        if ledgers:
            self.ledger_chosen.emit(ledgers[0])
        else:
            self.filings_dropped.emit()


def _files(event: QDropEvent, ending: str) -> list[Path]:
    """The files of a kind among those that are being dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ending]


def _label(words: str, part: str) -> QLabel:
    """A label that style.qss dresses by the part it plays."""
    label = QLabel(words)
    label.setProperty("part", part)
    return label


def _choice(title: str, sentence: str, picture: QIcon, kind: type[Choice] = QCommandLinkButton) -> Choice:
    button = kind(title.replace("&", "&&"), sentence)
    button.setIcon(picture)
    button.setAutoDefault(True)  # Enter presses it, as Space does
    button.setIconSize(SIZE)
    button.setAccessibleName(title)
    button.setAccessibleDescription(sentence)
    return button


def _shortened(folder: str) -> str:
    """Both ends of a long path; the tooltip has it all."""
    if len(folder) <= _LONGEST_FOLDER:
        return folder
    return f"{folder[:12]}…{folder[13 - _LONGEST_FOLDER :]}"
