"""Completing a review step of one filing: what is signed, by whom, with which words and seal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.errors import UserError
from medaid_desktop.operations.reviewing import sign, step_name
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.reviewing.frame import ReviewFrame, Summary, heading, warned
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.review.signing_fields import SigningFields


class SignDialog(ReviewFrame):
    """Signs when its button is pressed and closes when that is done; what is wrong is said in it, nothing is signed then."""

    def __init__(self, context: Context, filing: Filing, chain: Chain, step: ReviewStep, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons.accepted.connect(self.act)
        self.setObjectName("signDialog")
        self.call(self.tr("审核通过"))
        self._context = context
        self._filing = filing
        self._seen = chain.digest
        self._step = step
        self._task: Task | None = None
        desk = context.workspace.desk
        self.fields = SigningFields(desk, context.settings, self)
        self.fields.show_step(step)
        self.body.addWidget(heading(self.tr("审核环节：%1").replace("%1", step_name(step.title)), self))
        self.body.addWidget(Summary(desk, filing, chain, self.fields.label_width, self))
        self.body.addSpacing(8)
        self.body.addWidget(self.fields)
        last = chain.done[-1].signing if chain.done else None
        self._last_day = last.on if last else ""
        self._early = warned(self.tr("比上一环节的日期 %1 早，请核对。").replace("%1", self._last_day), self)
        note = self._note = QLabel(self.tr("审核后内容即锁定；以后要改，须先退回，审核和印章随之作废。"), self)
        note.setProperty("part", "muted")
        note.setWordWrap(True)
        self.body.addWidget(self._early)
        self.body.addWidget(note)
        self.body.addStretch(1)
        self.fields.changed.connect(self._look)
        self.fields.seals.currentIndexChanged.connect(self.fit)
        self.fields.entered.connect(self.act)
        self.fields.day.dateChanged.connect(self._look_at_day)
        self._look_at_day()
        self._look()
        first = self.fields.opinion if self.fields.name.text() else self.fields.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Signs, in another thread: checks and the key of a seal take their time."""
        if self._task is not None or not self.fields.is_complete:
            return
        words, seal, secret = self.fields.words(), self.fields.seal(), self.fields.passphrase.text()
        desk, filing, step, seen = self._context.workspace.desk, self._filing.id, self._step.id, self._seen
        self.say("")
        self._task = self._context.tasks.run(
            "", lambda _: sign(desk, filing, step, words, seal, secret, seen), self._on_signed, self._on_failed,
            cancellable=False, writes=True,
        )  # fmt: skip
        self._task.ended.connect(self._on_ended)
        self._look()

    def say(self, words: str) -> None:
        """What went wrong stands in the place of what signing means: there is little room on a low screen."""
        self._note.setVisible(not words)
        super().say(words)

    def reject(self) -> None:
        """Leaves; not while it is being signed."""
        if self._task is None:
            self.fields.forget_passphrase()
            super().reject()

    def _look(self) -> None:
        is_busy = self._task is not None
        self.fields.setEnabled(not is_busy)
        self.go.setEnabled(not is_busy and self.fields.is_complete)
        self.go.setToolTip("" if is_busy else self.fields.missing())
        self.go.setText(self.tr("正在审核…") if is_busy else self.tr("审核通过"))

    def _look_at_day(self) -> None:
        """Says so where the day lies before that of the step before: often a slip of the hand, seldom meant."""
        self._early.setVisible(self.fields.words().on < self._last_day)
        self.fit()

    def _on_ended(self) -> None:
        if isValid(self):
            self._task = None
            self._look()

    def _on_signed(self, chain: Chain) -> None:  # noqa: ARG002
        if isValid(self):
            self.fields.remember()
            self.fields.forget_passphrase()
            self.accept()

    def _on_failed(self, error: UserError) -> None:
        if isValid(self):
            self.fields.forget_passphrase()
            self.say(str(error))
            (self.fields.passphrase if self.fields.seal() else self.fields.name).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
