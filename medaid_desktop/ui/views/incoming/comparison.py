"""What the ledger has already for the same form, region, year and project, cell by cell, and what is to be done."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.core.changes.differences import Difference, compare
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import CHANGEABLE
from medaid_desktop.errors import UserError
from medaid_desktop.operations.incoming.items import Choice, Incoming, Same
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.history.differences import DifferenceList
from medaid_desktop.ui.words import status_word

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

_EDGE, _GAP, _LEAST_LIST = 8, 4, 24


class ExistingPanel(QWidget):
    """Compares off the GUI thread; the three ways stand below the differences."""

    chosen = Signal(object, str, bool)
    """A Choice, the filing that a new version is for, and whether the others like it are to be done likewise."""
    jumped = Signal(str)
    """A path of the new content."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._turn = 0
        self._item: Incoming | None = None
        self._which = QComboBox(self)
        self._which.setAccessibleName(self.tr("台账里已有的"))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.activated.connect(lambda _: self._on_which())
        self._words = QLabel(self)
        self._words.setObjectName("incomingDifferenceWords")
        self._words.setWordWrap(True)
        self.differences = DifferenceList(self.tr("台账里的和这个文件的不同"), self)
        self.differences.jumped.connect(lambda one, _: self.jumped.emit(one.after_path or one.before_path))
        self._group = QButtonGroup(self)
        self._ways: dict[Choice, QRadioButton] = {}
        self._may_change = False
        for number, (choice, words, tip) in enumerate((
            (Choice.REVISE, self.tr("作为新版本(&U)"), ""),
            (Choice.KEEP_BOTH, self.tr("两份都留(&B)"), self.tr("另存为新的一份，台账里的不动")),
            (Choice.SKIP, self.tr("跳过(&S)"), self.tr("台账里的不动，这张表不导入")),
        )):  # fmt: skip
            way = QRadioButton(words, self)
            way.setToolTip(tip)
            self._ways[choice] = way
            self._group.addButton(way, number)
        self._alike = QCheckBox(self.tr("其余相同的都照此办理(&L)"), self)
        self._alike.setObjectName("incomingAlike")
        self._group.idClicked.connect(lambda _: self._choose())
        self._alike.clicked.connect(lambda on: self._choose() if on else None)
        self._lay_out()

    def _lay_out(self) -> None:
        head, foot = QVBoxLayout(), QVBoxLayout()
        for part in (head, foot):
            part.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
            part.setSpacing(_GAP)
        head.addWidget(self._which)
        head.addWidget(self._words)
        ways = QHBoxLayout()
        ways.setSpacing(_EDGE)
        for way in self._ways.values():
            ways.addWidget(way)
        ways.addStretch(1)
        foot.addLayout(ways)
        foot.addWidget(self._alike)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        self.differences.setMinimumHeight(_LEAST_LIST)
        layout.addWidget(self.differences, 1)
        layout.addLayout(foot)

    def show_item(self, item: Incoming, decided: Choice | None, target: str, may_change: bool) -> None:
        """Shows what there is for a table; `decided` is what the clerk has chosen already."""
        anew = item is not self._item
        self._item = item
        if anew:
            self._which.clear()
            for same in item.existing:
                self._which.addItem(_same_words(same), same.id)
            wanted = target or item.identical or (item.existing[0].id if item.existing else "")
            self._which.setCurrentIndex(max(0, self._which.findData(wanted)))
            self._alike.setChecked(False)
            self._compare()
        self._which.setVisible(len(item.existing) > 1)
        shown = decided or (Choice.SKIP if item.identical else None)
        self._group.setExclusive(False)
        for choice, way in self._ways.items():
            way.setChecked(choice is shown)
            way.setEnabled(may_change)
        self._group.setExclusive(True)
        self._alike.setEnabled(may_change)
        self._may_change = may_change
        self._allow_revision()

    def forget(self) -> None:
        """Wants nothing any more that is under way."""
        self._turn += 1

    def _on_which(self) -> None:
        self._allow_revision()
        self._compare()

    def _allow_revision(self) -> None:
        """What has been reviewed stays as it was signed."""
        same = self._same()
        way, locked = self._ways[Choice.REVISE], self._locked(same)
        way.setEnabled(self._may_change and same is not None and not locked)
        way.setToolTip(locked or self.tr("台账里的这份改成文件里的内容，可以撤销，修改记录里看得到"))

    def _locked(self, same: Same | None) -> str:
        """Why a filing cannot be revised, "" where it can."""
        if same is None or same.status in CHANGEABLE:
            return ""
        return self.tr("已审核的不能由导入改写，可以两份都留，或先退回它")

    def _same(self) -> Same | None:
        wanted = self._which.currentData()
        return next((same for same in self._item.existing if same.id == wanted), None) if self._item else None

    def _choose(self) -> None:
        choice = next((choice for choice, way in self._ways.items() if way.isChecked()), None)
        if choice is not None:
            target = self._which.currentData() if choice is Choice.REVISE else ""
            self.chosen.emit(choice, target or "", self._alike.isChecked())

    def _compare(self) -> None:
        same, item = self._same(), self._item
        self._turn += 1
        turn = self._turn
        self.differences.show_differences([], ("", ""))
        if same is None or item is None or not item.filing.form:
            self._words.setText(self.tr("台账里没有同一表种、区划、年度和项目的填报件。"))
            return
        self._words.setText(self.tr("正在比较…"))
        filing: Filing = item.filing.copy()

        def work(desk: "Desk", _: Task) -> list[Difference]:
            return compare(desk.form_of(filing), desk.ledger.filings.get(same.id), filing)

        def show(found: list[Difference]) -> None:
            if turn == self._turn:
                words = self.tr("台账：%2。%3有 %1 处不同：") if found else self.tr("台账：%2。内容完全相同。")
                locked = self._locked(same)
                words = words.replace("%1", str(len(found))).replace("%3", f"{locked}。" if locked else "")
                self._words.setText(words.replace("%2", _same_words(same)))
                self.differences.show_differences(found, (self.tr("台账"), self.tr("文件")))

        def fail(error: UserError) -> None:
            if turn == self._turn:
                self._words.setText(str(error))

        self._context.tasks.run("", self._context.workspace.at_own_desk(work), show, fail)


def _same_words(same: Same) -> str:
    moment = datetime.fromisoformat(same.changed_at)
    return f"{same.title}（{status_word(same.status)}，{moment:%Y-%m-%d %H:%M}）"
