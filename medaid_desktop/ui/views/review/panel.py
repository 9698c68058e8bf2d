"""The sign-off of the filing in front, beside its paper: its steps, what came back, what stands against the next one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.review.chain import Chain
from medaid_desktop.operations.reviewing import RemarkNow, step_name
from medaid_desktop.ui.views.buttons import page_button
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.review.abilities import Abilities
from medaid_desktop.ui.views.review.remark_button import RemarkButton
from medaid_desktop.ui.views.review.step_line import StepLine

_EDGE, _GAP = 12, 8


class ReviewPanel(QWidget):
    """Shows what it is given; every button only asks."""

    sign_asked = Signal()
    return_asked = Signal()
    withdraw_asked = Signal()
    findings_asked = Signal()
    jumped = Signal(str)
    """The path of a cell that something was said of."""
    left = Signal()
    """The keys are to go back to the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPanel")
        self._name = ElidedLabel(self)
        self._name.setProperty("part", "muted")
        self._inner = QWidget(self)
        self._lines = QVBoxLayout(self._inner)
        self._empty = QLabel(self)
        self._empty.setObjectName("reviewEmpty")
        self._words = QLabel(self)
        self._words.setObjectName("reviewWords")
        self._findings = self._button("reviewFindings", self.tr("看审核发现"), self.findings_asked)
        self._sign = self._button("reviewSign", self.tr("审核通过…"), self.sign_asked)
        self._return = self._button("reviewReturn", self.tr("退回修改…"), self.return_asked)
        self._withdraw = self._button("reviewWithdraw", self.tr("撤回送审…"), self.withdraw_asked)
        self._lay_out()
        self._shown: object = None
        self.show_words("")

    def _button(self, name: str, words: str, asks: object) -> QPushButton:
        button = page_button(name, words, self)
        button.clicked.connect(asks)
        button.installEventFilter(self)
        return button

    def _lay_out(self) -> None:
        self._lines.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        self._lines.setSpacing(_GAP)
        scroll = QScrollArea(self)
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for label in (self._words, self._empty):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setWordWrap(True)
        foot = self._foot = QGridLayout()
        foot.setContentsMargins(_EDGE, _GAP, _EDGE, _EDGE)
        foot.setSpacing(_GAP)
        foot.addWidget(self._words, 0, 0, 1, 2)
        foot.addWidget(self._findings, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self._sign, 2, 0, 1, 2)
        self._withdraw.hide()  # both have their place only once they are offered
        self._return.hide()
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
        empty = QWidget(self)
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(16, 24, 16, 16)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._empty)
        inner.addStretch(1)
        self._stack = QStackedWidget(self)
        for widget in (page, empty):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._name.setContentsMargins(_EDGE, 4, _GAP, 4)
        whole.addWidget(self._name)
        whole.addWidget(self._stack, 1)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_words(self, words: str, name: str = "") -> None:
        """There are no steps to show: why not, or what is wrong."""
        self._name.set_whole(name)
        self._name.setVisible(bool(name))
        self._empty.setText(words)
        self._shown = None
        self._stack.setCurrentIndex(1)

    def show_chain(self, name: str, chain: Chain, remarks: Sequence[RemarkNow], abilities: Abilities) -> None:
        """Shows where a filing stands, what was said of its cells, and what can be done."""
        told = (name, chain.trouble, tuple(chain.standings), chain.last_return, tuple(remarks))
        if told != self._shown:
            self._name.set_whole(name)
            self._name.setVisible(True)
            self._show_lines(chain, remarks)
            self._shown = told
        self._words.setText(abilities.words)
        self._words.setVisible(bool(abilities.words))
        self._findings.setVisible(abilities.has_findings)
        self._sign.setVisible(chain.next_step is not None)
        self._sign.setEnabled(abilities.sign)
        self._show_ways_back(abilities)
        self._stack.setCurrentIndex(0)

    def _show_ways_back(self, abilities: Abilities) -> None:
        """Beside each other, or the only one as wide as the button above."""
        ways = ((self._withdraw, abilities.withdraw), (self._return, abilities.send_back))
        offered = [button for button, may in ways if may]
        for button, may in ways:
            self._foot.removeWidget(button)
            button.setVisible(may)
        for column, button in enumerate(offered):
            self._foot.addWidget(button, 3, column, 1, 3 - len(offered))

    def _show_lines(self, chain: Chain, remarks: Sequence[RemarkNow]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for number, standing in enumerate(chain.standings, 1):
            self._put(StepLine(number, standing, chain.trouble, self._inner))
        returned = chain.last_return
        if returned is not None:
            step = next((one.title for one in chain.steps if one.id == returned.step), returned.step)
            moment = f"{datetime.fromisoformat(returned.at).astimezone():%m-%d %H:%M}" if returned.at else ""
            said = self.tr("%1退回　%2　%3").replace("%1", step_name(step)).replace("%2", returned.by)
            self._lines.addSpacing(_GAP)
            head = self._wrapped(said.replace("%3", moment).rstrip(), "returnedBy")
            head.setProperty("part", "heading")
            self._put(head)
            if returned.opinion:
                words = self.tr("意见：%1").replace("%1", returned.opinion)
                self._put(self._wrapped(words, "returnedOpinion"))
        if remarks:
            left = sum(not one.is_mended for one in remarks)
            words = self.tr("还有 %1 处没有改").replace("%1", str(left)) if left else self.tr("各处都已改过")
            label = self._wrapped(words, "returnedLeft")
            label.setProperty("part", "muted")
            self._put(label)
        for remark in remarks:
            button = RemarkButton(remark, self._inner)
            button.clicked.connect(lambda _=False, path=remark.path: self.jumped.emit(path))
            button.installEventFilter(self)
            self._put(button)
        self._lines.addStretch(1)

    def _put(self, line: QWidget) -> None:
        """The layout alone would show it a moment later, and nothing till then."""
        self._lines.addWidget(line)
        line.show()

    def _wrapped(self, words: str, name: str) -> QLabel:
        label = QLabel(words, self._inner)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setWordWrap(True)
        return label

    def enter(self) -> None:
        """Gives the keys to the first thing that can be done here."""
        remarks = [one for one in self._inner.findChildren(RemarkButton) if one.isVisible() and one.isEnabled()]
        for widget in (*remarks, self._sign, self._findings, self._return, self._withdraw):
            if widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves to the paper."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
