"""Sending many filings back with one opinion: which ones, whose signings and which seals become void is said before it happens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFormLayout, QFrame, QTableWidget, QTableWidgetItem, QWidget

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import Words, consequences_of, step_name
from medaid_desktop.operations.reviewing.bulk import Prospect
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.reviewing.frame import ReviewFrame, heading, warned
from medaid_desktop.ui.dialogs.reviewing.send_back import return_opinion
from medaid_desktop.ui.views.review.signing_fields import NameField
from medaid_desktop.ui.views.rows import ROW_HEIGHT, make_lines

_TITLE, _REGION, _VOID, _SEALS = range(4)
_WIDTHS = {_TITLE: 160, _REGION: 104, _VOID: 240, _SEALS: 96}
_WIDTH, _FEWEST_ROWS, _MOST_ROWS = 680, 2, 8


class ReturnManyDialog(ReviewFrame):
    """Asks; whoever opened it sends back. `by` is the name offered, "" for that of who did it last."""

    def __init__(
        self, context: Context, step: ReviewStep, chosen: Sequence[Prospect], by: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.buttons.accepted.connect(self.act)
        self.setObjectName("returnManyDialog")
        self.setWindowTitle(self.tr("退回修改"))
        self.go.setText(self.tr("退回 %1 份").replace("%1", str(len(chosen))))
        self.setMinimumWidth(min(_WIDTH, self.screen().availableSize().width() - 32))
        self.name = NameField(context.workspace.desk, context.settings, self)
        self.name.show_step(step.id)
        if by and not self.name.isReadOnly():
            self.name.setText(by)
        self.opinion = return_opinion(self)
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in ((self.tr("姓名(&N)："), self.name), (self.tr("意见(&O)："), self.opinion)):
            field.setMinimumHeight(26)
            form.addRow(words, field)
        told = self.tr("“%1”退回 %2 份填报件，意见相同").replace("%1", step_name(step.title))
        self.body.addWidget(heading(told.replace("%2", str(len(chosen))), self))
        self.body.addLayout(form)
        self.body.addWidget(self._list(context.workspace.desk, chosen), 1)
        chains = [one.chain for one in chosen if one.chain]
        lost = consequences_of(chains).sentence()
        if lost:
            self.body.addWidget(warned(self.tr("退回后，%1").replace("%1", lost), self))
        self.name.textChanged.connect(self._look)
        self.opinion.editTextChanged.connect(self._look)
        self._look()
        (self.opinion if self.name.text() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Leaves with the words that were written."""
        self.name.remember()
        self.accept()

    def words(self) -> Words:
        """Who sends them back, with which opinion."""
        return Words(self.name.text().strip(), self.opinion.currentText().strip())

    def _list(self, desk: Desk, chosen: Sequence[Prospect]) -> QTableWidget:
        """A line for each filing: whose signings and which seals become void."""
        table = QTableWidget(len(chosen), len(_WIDTHS))  # dressed when it is put into the dialog, by its name
        table.setObjectName("returnList")
        table.setAccessibleName(self.tr("要退回的填报件"))
        table.setHorizontalHeaderLabels(
            [self.tr("名称"), self.tr("区划"), self.tr("作废的审核"), self.tr("作废的印章")]
        )
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        make_lines(table, _WIDTHS, _TITLE)
        for row, one in enumerate(chosen):
            seals = consequences_of([one.chain]).seals if one.chain else ()
            region = desk.names(one.summary.region, one.summary.year).short
            for column, text in enumerate((one.summary.title, region, self._void(one.chain), "、".join(seals))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, column, item)
        head = table.horizontalHeader().sizeHint().height()
        table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        table.setMinimumHeight(head + _FEWEST_ROWS * ROW_HEIGHT)
        table.setMaximumHeight(head + _MOST_ROWS * ROW_HEIGHT)
        return table

    def _void(self, chain: Chain | None) -> str:
        """项目单位（某某）、业务主管部门（某某）."""
        done = chain.done if chain else ()
        told = [f"{step_name(one.step.title)}（{one.signing.by}）" for one in done if one.signing]
        return "、".join(told) or self.tr("已失效")

    def _look(self) -> None:
        by, said = self.name.text().strip(), self.opinion.currentText().strip()
        self.go.setEnabled(bool(by and said))
        self.go.setToolTip("" if by and said else self.tr("请写意见") if by else self.tr("请写姓名"))
