"""Sending a filing back to be changed, and taking it back: what becomes void is said before it happens."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.errors import UserError
from medaid_desktop.operations.reviewing import Words, consequences, send_back, step_name, withdraw
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.reviewing.frame import ReviewFrame, heading, warned
from medaid_desktop.ui.dialogs.reviewing.remark_lines import RemarkLines
from medaid_desktop.ui.views.review.abilities import returning_steps
from medaid_desktop.ui.views.review.signing_fields import NameField, opinion_field

_OWN_OFFICE = "withdraw"


def return_opinion(parent: QWidget) -> QComboBox:
    """The opinion with which a filing is sent back, blank, with usual ones to choose from."""
    usual = (_tr("请按意见修改后重新送审"), _tr("请补充完整"), _tr("金额与下达文件不符，请核对"))
    field = opinion_field(usual, parent)
    field.setEditText("")
    line = field.lineEdit()
    if line:
        line.setPlaceholderText(_tr("总的意见，例如 请按意见修改后重新送审"))
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


class ReturnDialog(ReviewFrame):
    """Sends back when its button is pressed; `places` and `offered` as in `RemarkLines`."""

    def __init__(
        self, context: Context, filing: Filing, chain: Chain, places: Mapping[str, str], offered: Sequence[str],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.buttons.accepted.connect(self.act)
        self.setObjectName("returnDialog")
        self.call(self.tr("退回修改"))
        self._desk, self._filing = context.workspace.desk, filing
        self.step = QComboBox(self)
        self.step.setObjectName("reviewStep")
        for step in returning_steps(self._desk, chain):
            self.step.addItem(step_name(step.title), step.id)
        self.name = NameField(self._desk, context.settings, self)
        self.opinion = return_opinion(self)
        self.remarks = RemarkLines(places, offered, self)
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in (
            (self.tr("审核环节(&T)："), self.step), (self.tr("姓名(&N)："), self.name), (self.tr("意见(&O)："), self.opinion),
        ):  # fmt: skip
            field.setMinimumHeight(26)
            form.addRow(words, field)
        self.body.addWidget(heading(self._desk.ledger.filings.title(filing.id), self))
        self.body.addLayout(form)
        self.body.addWidget(QLabel(self.tr("对单格的意见，会标在表上："), self))
        self.body.addWidget(self.remarks)
        lost = consequences(self._desk, filing.id).sentence()
        if lost:
            self.body.addWidget(warned(self.tr("退回后，%1").replace("%1", lost), self))
        self.body.addStretch(1)
        self.step.currentIndexChanged.connect(lambda: self.name.show_step(self.step.currentData() or ""))
        self.name.show_step(self.step.currentData() or "")
        self.name.textChanged.connect(self._look)
        self.opinion.editTextChanged.connect(self._look)
        self.remarks.changed.connect(self._look)
        self._look()
        (self.opinion if self.name.text() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Sends the filing back."""
        words = Words(self.name.text(), self.opinion.currentText())
        try:
            send_back(self._desk, self._filing.id, self.step.currentData(), words, self.remarks.remarks())
        except UserError as error:
            self.say(str(error))
            return
        self.name.remember()
        self.accept()

    def _look(self) -> None:
        said = bool(self.opinion.currentText().strip() or self.remarks.remarks())
        by = bool(self.name.text().strip())
        self.go.setEnabled(said and by and self.step.count() > 0)
        missing = self.tr("请写总的意见，或对某一格的意见") if by else self.tr("请写姓名")
        self.go.setToolTip("" if said and by else missing)


class WithdrawDialog(ReviewFrame):
    """Takes back when its button is pressed."""

    def __init__(self, context: Context, filing: Filing, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons.accepted.connect(self.act)
        self.setObjectName("withdrawDialog")
        self.call(self.tr("撤回送审"))
        self._desk, self._filing = context.workspace.desk, filing
        self.name = NameField(self._desk, context.settings, self)
        self.name.show_step(_OWN_OFFICE, self._desk.form_of(filing).reviews[0].id)
        self.reason = opinion_field((self.tr("内容有误，撤回修改"), self.tr("补充材料")), self)
        self.reason.setEditText("")
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in ((self.tr("姓名(&N)："), self.name), (self.tr("原因(&O)："), self.reason)):
            field.setMinimumHeight(26)
            form.addRow(words, field)
        self.body.addWidget(heading(self._desk.ledger.filings.title(filing.id), self))
        self.body.addLayout(form)
        lost = consequences(self._desk, filing.id).sentence()
        if lost:
            self.body.addWidget(warned(self.tr("撤回后，%1").replace("%1", lost), self))
        self.body.addStretch(1)
        self.name.textChanged.connect(self._look)
        self._look()
        (self.reason if self.name.text() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Takes the filing back."""
        try:
            withdraw(self._desk, self._filing.id, self.name.text(), self.reason.currentText())
        except UserError as error:
            self.say(str(error))
            return
        self.name.remember()
        self.accept()

    def _look(self) -> None:
        by = bool(self.name.text().strip())
        self.go.setEnabled(by)
        self.go.setToolTip("" if by else self.tr("请写姓名"))
