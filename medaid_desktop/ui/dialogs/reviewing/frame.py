"""What the dialogs of the sign-off share: what it is about, the fields, what is wrong, and a button that is a verb."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.digest import verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import total_of
from medaid_desktop.ui.dialogs.parts import stay_on_screen
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.labels import IconLabel
from medaid_desktop.ui.words import year_word

_WIDTH, _ACROSS = 520, 3


class ReviewFrame(QDialog):
    """Heirs put their fields into `body` and do what the button says when `buttons` are accepted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._says = QLabel(self)
        self._says.setObjectName("reviewSays")
        self._says.setWordWrap(True)
        self._says.setProperty("part", "error")
        self._says.hide()
        self.buttons = QDialogButtonBox(self)
        self.go: QPushButton = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("reviewGo")
        self.go.setDefault(True)
        self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(self.body, 1)
        layout.addWidget(self._says)
        layout.addWidget(self.buttons)
        room = self.screen().availableSize()
        self.setMinimumWidth(min(_WIDTH, room.width() - 32))

    def call(self, verb: str) -> None:
        """What the dialog and its button are called."""
        self.setWindowTitle(verb)
        self.go.setText(verb)

    def say(self, words: str) -> None:
        """Says in the dialog what went wrong, "" for nothing."""
        self._says.setText(words)
        self._says.setVisible(bool(words))
        self.fit()

    def fit(self) -> None:
        """As high as its words need at its width."""
        layout = self._column
        layout.activate()
        self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))
        stay_on_screen(self)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)


def heading(words: str, parent: QWidget) -> QLabel:
    """A line that says what the dialog is about."""
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("part", "heading")
    return label


def warned(words: str, parent: QWidget) -> QWidget:
    """What to heed before one goes on, with a sign before it."""
    box = QWidget(parent)
    sign = IconLabel(16, box)
    sign.set_icon(icon("warning", "warning"))
    label = QLabel(words, box)
    label.setObjectName("reviewWarning")
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setWordWrap(True)  # in this order: it is part of the policy that the height follows from the width
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(label, 1)
    return box


class Summary(QWidget):
    """What is being signed or sent back: title, form, region, year, whole amount, verification code."""

    def __init__(self, desk: Desk, filing: Filing, chain: Chain, label_width: int, parent: QWidget) -> None:
        """`label_width` is that of the fields below, so that both stand in line."""
        super().__init__(parent)
        self.setObjectName("reviewSummary")
        form = desk.form_of(filing)
        region = desk.names(filing.region, filing.year).full
        facts = [
            (self.tr("填报件"), desk.ledger.filings.title(filing.id)), (self.tr("表种"), form.title),
            (self.tr("区划和年度"), "　".join(part for part in (region, year_word(filing.year) if filing.year else "") if part)),
        ]  # fmt: skip
        last = [(self.tr("金额"), total_of(form, filing)), (self.tr("校验码"), verification_code(chain.digest))]
        layout = self._grid = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setColumnMinimumWidth(0, label_width)
        layout.setVerticalSpacing(4)
        for row, (name, text) in enumerate(fact for fact in facts if fact[1]):
            self._tell(row, 0, name, text, _ACROSS)
        beside = [fact for fact in last if fact[1]]
        for number, (name, text) in enumerate(beside):
            layout.setColumnStretch(2 * number + 1, 1)
            self._tell(len(facts), 2 * number, name, text, 1 if len(beside) > 1 else _ACROSS)

    def _tell(self, row: int, column: int, name: str, text: str, across: int) -> None:
        called, told = QLabel(name, self), QLabel(text, self)
        called.setProperty("part", "muted")
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setWordWrap(True)
        self._grid.addWidget(called, row, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(told, row, column + 1, 1, across)
