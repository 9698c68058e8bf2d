"""The right of the page: which sheets are taken and what they are called, the cell at the cursor, what is to be checked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.views.incoming.doubts import DoubtLine, DoubtList
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.templates.cell_panel import CellPanel
from medaid_desktop.ui.views.templates.doubts import cells_of
from medaid_desktop.ui.views.templates.drafting import Drafting
from medaid_desktop.ui.views.templates.filled_bar import FilledBar
from medaid_desktop.ui.views.templates.known_bar import KnownBar
from medaid_desktop.ui.views.templates.roles import Where
from medaid_desktop.ui.views.templates.sheets_panel import SheetLine, SheetsPanel

_EDGE, _GAP = 8, 4


class TemplatePanel(QScrollArea):
    """Holds the parts, and scrolls where the window is low."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templatePanel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheets = SheetsPanel(self)
        self.filled = FilledBar(self)
        self.known = KnownBar(self)
        self.cell = CellPanel(self)
        self._heading = ElidedLabel(self)
        self._heading.setObjectName("templateDoubtCount")
        self._heading.setProperty("part", "heading")
        self._heading.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        self.doubts = DoubtList(self)
        self.doubts.setObjectName("templateDoubts")
        self.doubts.hide()
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.filled, self.sheets, self.known, self.cell, self._heading):
            column.addWidget(widget)
        column.addWidget(self.doubts, 1)
        column.addStretch(0)
        self._column = column
        self.setWidget(inner)

    def show_doubts(self, lines: Sequence[DoubtLine]) -> None:
        """What is to be checked, the general first."""
        self.doubts.show_doubts(lines)
        self.doubts.setVisible(bool(lines))
        self._column.setStretch(self._column.count() - 1, 0 if lines else 1)
        words = self.tr("要核对的 %1 处（F8 下一处）").replace("%1", str(len(lines)))
        self._heading.set_whole(words if lines else self.tr("没有要核对的"))

    def mark_doubt(self, where: Where) -> None:
        """Makes the doubt about a cell the current one, without leading anywhere."""
        lines = self.doubts.doubts.lines
        row = next((at for at, line in enumerate(lines) if line.path and _is_about(line, where)), -1)
        if row >= 0:
            self.doubts.setCurrentIndex(self.doubts.doubts.index(row, 0))

    def show_sheets(self, drafting: Drafting, sheet: int, may_change: bool) -> None:
        """Which sheets there are, one of them in front."""
        lines = [
            SheetLine(drafting.map(at).sheet, drafting.name(at), drafting.is_taken(at)) for at in range(drafting.count)
        ]
        self.sheets.show_lines(lines, sheet, may_change)

    def show_known(self, drafting: Drafting, sheet: int, desk: Desk, moves: bool, may_change: bool) -> None:
        """What the ledger has already of a sheet."""
        known = drafting.draft.known[sheet]
        if known is None:
            self.known.hide()
        elif known.is_same_file:
            self.known.show_same(desk.forms.title(known.form), known.version)
        else:
            filings, title = desk.ledger.templates.uses.of_form(known.form)[0], desk.forms.title(known.form)
            self.known.show_known(title, known.version, filings, drafting.is_apart(sheet), moves, may_change)


def _is_about(line: DoubtLine, where: Where) -> bool:
    first, last = cells_of(line)
    return first[:2] == where[:2] and first.col <= where.col <= last.col
