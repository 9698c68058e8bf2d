"""A blank form as a table model: the document's cells, and what each was understood as."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.ui.views.incoming.document_model import DocumentModel, Index
from medaid_desktop.ui.views.incoming.marks import DocumentMarks
from medaid_desktop.ui.views.templates.layout import TemplateLayout
from medaid_desktop.ui.views.templates.roles import TEXT, CellRoles, Role, Where
from medaid_desktop.ui.views.templates.words import paragraph_words, role_words

_SAID = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)


class TemplateModel(DocumentModel):
    """Shows one sheet of a blank form."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        empty = Grid("", (), 0, 0)
        self.sheet = TemplateLayout(empty, SheetLooks())
        self.roles = CellRoles(TemplateMap("", 0, ""), empty, SheetLooks())

    def show_sheet(self, layout: TemplateLayout, roles: CellRoles) -> None:
        """Shows another sheet."""
        self.sheet, self.roles = layout, roles
        self.show_grid(layout, DocumentMarks(layout.grid))

    def show_roles(self, roles: CellRoles) -> None:
        """Shows the same sheet as it is understood now."""
        self.roles = roles
        self.show_marks(self.marks)

    def role(self, where: Where | None) -> Role:
        """What a cell was understood as."""
        return self.roles.at(where) if where is not None else TEXT

    def name_of(self, where: Where) -> str:
        """What a cell or paragraph is called: C7, 表前第 2 段."""
        if where.place is not None:
            return self.cell_name(where.place)
        return paragraph_words(where)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        where = self.sheet.where(index.row(), index.column())
        if role in _SAID:
            return f"{self.name_of(where)}　{role_words(self.role(where))}" if where else None
        if role == Qt.ItemDataRole.AccessibleTextRole and where is not None:
            shown = self.sheet.text(index.row(), index.column()) or self.tr("空白")
            return "，".join((self.name_of(where), shown, role_words(self.role(where))))
        return super().data(index, role)
