"""Putting filings away: which year and notice, what of it, and where to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.errors import UserError
from medaid_desktop.operations.archiving import Wish
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.archiving.target import ArchiveTarget
from medaid_desktop.ui.dialogs.parts import stay_on_screen
from medaid_desktop.ui.dialogs.printing.edition import PrintEdition
from medaid_desktop.ui.words import year_word

if TYPE_CHECKING:
    from medaid_desktop.operations.archiving import Notice
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.paper.runs import SealWanted

_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be archived, where to, and the passphrases of the seals set on it."""

    wish: Wish
    out: Path
    passphrases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a wish comes to: filings that are finished, that need no review, that are neither; the notices of the year, and the
    seals wanted."""

    final: int
    plain: int
    unfinished: int
    notices: "Sequence[Notice]"
    seals: "Sequence[SealWanted]"


class ArchiveDialog(QDialog):
    """Accepted with `asked()` filled in; it writes nothing itself."""

    def __init__(self, context: Context, years: Sequence[int], year: int, region: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("归档"))
        self._context = context
        self._region = region
        self._number = 0
        self._out = Path()
        self.year = self._combo("archiveYear")
        for one in years:
            self.year.addItem(year_word(one), one)
        self.year.setCurrentIndex(max(0, self.year.findData(year)))
        self.where = self._combo("archiveRegion")
        names = context.workspace.desk.names(region, year).short if region else ""
        if names:
            self.where.addItem(self.tr("%1及下级").replace("%1", names), region)
        self.where.addItem(self.tr("全部区划"), "")
        self.notice = self._combo("archiveNotice")
        self.notice.addItem(self.tr("全部下达文件，各成一个文件夹"), "")
        self.drafts = QCheckBox(self.tr("没有审核完的也归档，印“草稿”(&D)"), self)
        self.drafts.setObjectName("archiveDrafts")
        self.target = ArchiveTarget(context.settings, self)
        self.edition = PrintEdition(context.settings, self)
        self.edition.public.hide()
        self.edition.show_file(False)
        self.words = QLabel(self)
        self.words.setObjectName("archiveWords")
        self.words.setWordWrap(True)
        self._plain = QLabel(self.tr("PDF 不是 PDF/A；长期保存请同时保存纸质表。"), self)
        self._plain.setProperty("part", "muted")
        self._plain.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        self._go = self._buttons.addButton(self.tr("归档(&A)"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setObjectName("archiveGo")
        self._go.setDefault(True)
        self._buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._connect()
        self._look()
        self.setMinimumWidth(_WIDTH)
        self._go.setFocus()

    def asked(self) -> Asked:
        """What was chosen."""
        return Asked(self._wish(), self._out, self.edition.passphrases())

    # -- parts ---------------------------------------------------------------------------------------------------

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        return combo

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("年度(&Y)："), self.year)
        form.addRow(self.tr("区划(&R)："), self.where)
        form.addRow(self.tr("下达文件(&N)："), self.notice)
        form.addRow("", self.drafts)
        form.addRow(self.tr("形式："), self.target.ways)
        label = QLabel(self.tr("存到(&T)："), self)
        label.setBuddy(self.target.field)
        form.addRow(label, self.target)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self.edition.seals)
        layout.addWidget(self.edition)
        layout.addWidget(self.words)
        layout.addWidget(self._plain)
        layout.addStretch(1)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        for combo in (self.year, self.where, self.notice):
            combo.activated.connect(lambda _: self._look())
        self.drafts.toggled.connect(lambda _: self._look())
        self.target.changed.connect(self._look)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)

    # -- looking -------------------------------------------------------------------------------------------------

    def _wish(self) -> Wish:
        return Wish(
            self.year.currentData(), self.where.currentData(), self.notice.currentData(), self.drafts.isChecked()
        )

    def _look(self) -> None:
        """Counts in the background what the wish comes to; names the target."""
        wish = self._wish()
        self._offer_target()
        self._number += 1
        number = self._number
        self._go.setEnabled(False)
        self._say(self.tr("正在统计…"), "muted")

        def found(one: _Found) -> None:
            if number == self._number and self.isVisible():
                self._on_found(one)

        def failed(error: UserError) -> None:
            if number == self._number and self.isVisible():
                self._say(str(error), "error")

        self._context.tasks.run(
            "", self._context.workspace.at_own_desk(lambda desk, _: _found(desk, wish)), found, failed
        )

    def _on_found(self, found: _Found) -> None:
        chosen = self.notice.currentData()
        while self.notice.count() > 1:
            self.notice.removeItem(1)
        for one in found.notices:
            self.notice.addItem(
                self.tr("%1（%2 份）").replace("%1", one.name).replace("%2", str(one.filings)), one.name
            )
        self.notice.setCurrentIndex(max(0, self.notice.findData(chosen)))
        self.edition.show_seals(found.seals, found.seals)
        words = self.tr("正式表 %1 份").replace("%1", str(found.final))
        if found.unfinished:
            left = (
                self.tr("，没有审核完的 %1 份也印成草稿")
                if self.drafts.isChecked()
                else self.tr("，没有审核完的 %1 份只列在目录里")
            )
            words += left.replace("%1", str(found.unfinished))
        if found.plain:
            words += self.tr("，不需审核的 %1 份存数据").replace("%1", str(found.plain))
        self._say(f"{words}。{self.target.said()}", "")
        put_in = found.final + found.plain + (found.unfinished if self.drafts.isChecked() else 0)
        self._go.setEnabled(put_in > 0 and self.target.path() is not None)
        self._fit()

    def _fit(self) -> None:
        """As high as its parts want, and within the screen."""
        self.adjustSize()
        stay_on_screen(self)

    def _say(self, words: str, part: str) -> None:
        self.words.setText(words)
        self.words.setProperty("part", part)
        self.words.style().polish(self.words)

    def _offer_target(self) -> None:
        where = self.where.currentText() if self.where.currentData() else ""
        parts = (self.tr("归档"), str(self.year.currentData()), where, self.notice.currentData())
        self.target.offer("-".join(part for part in parts if part))

    def _on_accepted(self) -> None:
        path, missing = self.target.path(), self.edition.missing()
        if path is None:
            return
        if missing:
            self.edition.say(self.tr("请输入“%1”的口令，或勾选“留空位，盖实物章”。").replace("%1", missing), missing)
            self._fit()
            return
        refused = self.target.refused()
        if refused:
            self._say(refused, "error")
            self._fit()
            return
        self._out = path
        self.target.keep(path)
        self.accept()


def _found(desk: "Desk", wish: Wish) -> _Found:
    from medaid_desktop.operations.archiving import chosen, notices_of
    from medaid_desktop.operations.paper.runs import seals_wanted

    notices = notices_of(desk, wish.year, wish.region)
    items = chosen(desk, wish)
    final = [one.id for one in items if one.is_final]
    plain = sum(not one.asks_review for one in items)
    return _Found(len(final), plain, len(items) - len(final) - plain, notices, seals_wanted(desk, final))
