"""One sheet that was verified: the verdict with its shape, what is to be said of it, and the cells that differ."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.ui.dialogs.verifying.words import detail_text, difference_rows, sheet_title, state_icon
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.views.labels import IconLabel

if TYPE_CHECKING:
    from medaid_desktop.operations.verifying import ArchiveVerdict, Verdict

_ICON, _TEXT_HEIGHT, _ALL = 24, 132, 16_777_215
_EDGE = 8
_PATH = Qt.ItemDataRole.UserRole


class SheetView(QWidget):
    """Shows one verdict; a row of the table that stands for a cell leads there by double click or Enter."""

    jumped = Signal(str)
    """The path of a cell of the sheet's filing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(_ICON, self)
        self.headline = QLabel(self)
        self.headline.setObjectName("verifyHeadline")
        self.headline.setFont(title_font(self))
        self.headline.setWordWrap(True)
        self._title = QLabel(self)
        self._title.setObjectName("verifyTitle")
        self._title.setWordWrap(True)
        self.detail = QLabel(self)
        self.detail.setObjectName("verifyDetail")
        self.detail.setWordWrap(True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        for label in (self.headline, self._title, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = QTableWidget(0, 3, self)
        self.table.setObjectName("verifyDifferences")
        self.table.setAccessibleName(self.tr("不同之处"))
        self.table.setHorizontalHeaderLabels([self.tr("格"), self.tr("表上"), self.tr("台账")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._tip = QLabel(self.tr("双击或按 Enter，到台账里的这一格。"), self)
        self._tip.setProperty("part", "muted")
        self._lay_out()
        self.table.itemActivated.connect(self._on_activated)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.headline, 1)
        self._texts = QScrollArea(self)
        self._texts.setFrameShape(QFrame.Shape.NoFrame)
        self._texts.setWidgetResizable(True)
        self._texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._texts.setWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._title)
        column.addWidget(self._texts, 1)
        column.addWidget(self.table, 3)
        column.addWidget(self._tip)

    def show_verdict(self, verdict: "ArchiveVerdict | Verdict | None") -> None:
        """Shows a verdict, None for nothing."""
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        self._icon.set_icon(state_icon(verdict.state))
        self.headline.setText(verdict.headline)
        self._title.setText(sheet_title(verdict))
        self.detail.setText(detail_text(verdict))
        rows = difference_rows(verdict)
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate((row.place, row.sheet, row.ledger)):
                item = QTableWidgetItem(text)
                item.setData(_PATH, row.path)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        self.table.setVisible(bool(rows))
        self._tip.setVisible(any(row.path for row in rows))
        self._fit()

    def set_inset(self, is_inset: bool) -> None:
        """Stands off from the list at its left, where there is one."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(_EDGE if is_inset else 0, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Gives the texts the height they need, where a table wants the rest."""
        needed = self.detail.heightForWidth(self._texts.viewport().width())
        if self.table.isVisibleTo(self):
            self._texts.setFixedHeight(min(needed, _TEXT_HEIGHT))
        else:
            self._texts.setMinimumHeight(min(needed, _TEXT_HEIGHT))
            self._texts.setMaximumHeight(_ALL)

    def _on_activated(self, item: QTableWidgetItem) -> None:
        path = item.data(_PATH)
        if path:
            self.jumped.emit(path)
