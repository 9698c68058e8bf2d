"""The sheets of a document or an archive that was verified, those that do not hold first to be seen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from medaid_desktop.ui.dialogs.verifying.words import sheet_title, state_icon

if TYPE_CHECKING:
    from medaid_desktop.operations.verifying import ArchiveVerdict, Verdict, Verified

_NUMBER = Qt.ItemDataRole.UserRole
_LEAST_WIDTH = 220


class SheetList(QWidget):
    """A line a sheet, with the shape of its state; above them one for the archive that they lie in."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._archives: Sequence[ArchiveVerdict] = ()
        self._sheets: Sequence[Verdict] = ()
        self._count = QLabel(self)
        self._count.setObjectName("verifyCount")
        self._count.setWordWrap(True)
        self.bad_only = QCheckBox(self.tr("只列有问题的(&B)"), self)
        self.bad_only.setObjectName("verifyBadOnly")
        self.list = QListWidget(self)
        self.list.setObjectName("verifySheets")
        self.list.setAccessibleName(self.tr("文件里的表"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for widget in (self._count, self.bad_only, self.list):
            column.addWidget(widget)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.list.currentItemChanged.connect(lambda *_: self.chosen.emit())
        self.bad_only.toggled.connect(lambda _: self._fill())

    def show_found(self, found: "Verified") -> None:
        """Lists what was found and chooses the first that is not good."""
        self._archives, self._sheets = [found.archive] if found.archive else [], found.sheets
        bad = sum(not one.is_good for one in self._sheets)
        words = self.tr("%1 张表，%2 张有问题") if bad else self.tr("%1 张表，都有效")
        words = words if self._sheets else self.tr("没有正式表")
        self._count.setText(words.replace("%1", str(len(self._sheets))).replace("%2", str(bad)))
        bad += sum(not one.is_good for one in self._archives)
        self.bad_only.blockSignals(True)
        self.bad_only.setChecked(False)
        self.bad_only.blockSignals(False)
        self.bad_only.setVisible(0 < bad < len(self._all()))
        self._fill()

    def current(self) -> "ArchiveVerdict | Verdict | None":
        """The verdict chosen."""
        item = self.list.currentItem()
        return self._all()[item.data(_NUMBER)] if item else None

    def current_sheet(self) -> "Verdict | None":
        """The sheet chosen; None for an archive."""
        item = self.list.currentItem()
        number = item.data(_NUMBER) - len(self._archives) if item else -1
        return self._sheets[number] if number >= 0 else None

    def _all(self) -> "Sequence[ArchiveVerdict | Verdict]":
        return [*self._archives, *self._sheets]

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        first = None
        for number, verdict in enumerate(self._all()):
            if verdict.is_good and self.bad_only.isChecked():
                continue
            short = verdict.headline.split("：")[0]
            item = QListWidgetItem(state_icon(verdict.state), f"{short}　{sheet_title(verdict)}", self.list)
            item.setToolTip(f"{sheet_title(verdict)}\n{verdict.headline}")
            item.setData(_NUMBER, number)
            first = item if first is None and not verdict.is_good else first
        self.list.setCurrentItem(first or self.list.item(0))
        self.list.blockSignals(False)
        self.chosen.emit()
