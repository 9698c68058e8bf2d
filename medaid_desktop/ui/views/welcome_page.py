"""What stands in the window while no ledger is open: ways in, each with one sentence."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QCommandLinkButton, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.icons import SIZE, icon
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.notices import Notice

_WIDEST = 860
_LONGEST_FOLDER = 44


class WelcomePage(QScrollArea):
    """Beginning on the left, recent ledgers on the right."""

    ledger_chosen = Signal(object)
    """The Path of a recent ledger."""

    def __init__(self, new: QAction, open_: QAction, sample: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._trouble = None
        self._trouble_place = QVBoxLayout()
        self._recent = QVBoxLayout()
        start = QVBoxLayout()
        for layout, words in ((start, self.tr("开始")), (self._recent, self.tr("最近的台账"))):
            layout.setSpacing(8)
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
        start.addStretch(1)
        self._lay_out(start)

    def _lay_out(self, start: QVBoxLayout) -> None:
        title = _label(self.tr("医疗救助绩效目标填报"), "title")
        title.setFont(title_font(self))
        words = _label(self.tr("填表、核对、打印都在本机完成，不需要联网；每改一格即时存盘。"), "muted")
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(start, 1)
        columns.addLayout(self._recent, 1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 40, 24, 24)
        layout.setSpacing(4)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addSpacing(16)
        layout.addLayout(self._trouble_place)
        layout.addLayout(columns)
        layout.addStretch(1)
        ground = QWidget()
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        self.setWidget(ground)

    def show_trouble(self, notice: Notice, error: UserError) -> None:
        """Says why a ledger could not be opened, until another is opened; the notice has the button."""
        from medaid_desktop.ui.views.trouble_panel import TroublePanel

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
        for path, moment in entries:
            button = _choice(path.stem, f"{moment}　{_shortened(str(path.parent))}", icon("ledger"))
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, path=path: self.ledger_chosen.emit(path))
            self._recent.addWidget(button)
        if not entries:
            self._recent.addWidget(_label(self.tr("还没有打开过台账。"), "muted"))
        self._recent.addStretch(1)


def _label(words: str, part: str) -> QLabel:
    """A label that style.qss dresses by the part it plays."""
    label = QLabel(words)
    label.setProperty("part", part)
    return label


def _choice(title: str, sentence: str, picture: QIcon) -> QCommandLinkButton:
    button = QCommandLinkButton(title.replace("&", "&&"), sentence)
    button.setIcon(picture)
    button.setIconSize(SIZE)
    button.setAccessibleName(title)
    button.setAccessibleDescription(sentence)
    return button


def _shortened(folder: str) -> str:
    """Both ends of a long path; the tooltip has it all."""
    if len(folder) <= _LONGEST_FOLDER:
        return folder
    return f"{folder[:12]}…{folder[13 - _LONGEST_FOLDER :]}"
