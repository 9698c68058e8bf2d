"""The left column: regions over the filings of the chosen one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from medaid_desktop.ui.models.region_model import EVERYWHERE
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.filing_panel import FilingPanel
from medaid_desktop.ui.views.region_panel import RegionPanel
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.core.regions import RegionTable


class PlacePanel(QSplitter):
    """Reads the ledger again when the workspace says that something changed; remembers the last place by ledger."""

    open_requested = Signal(str)
    selection_changed = Signal()

    def __init__(self, workspace: Workspace, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._workspace = workspace
        self._settings = settings
        self._pinned: set[str] = set()
        self.regions = RegionPanel(self._region_table, self)
        self.filings = FilingPanel(settings, self)
        for widget in (self.regions, self.filings):
            self.addWidget(widget)
            self.setCollapsible(self.indexOf(widget), False)
        self.setHandleWidth(1)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setTabOrder(self.regions.search, self.regions.tree)
        self.setTabOrder(self.regions.tree, self.filings.year_chooser)
        self.setTabOrder(self.filings.year_chooser, self.filings.view)
        self.regions.tree.region_selected.connect(self._on_region_selected)
        self.regions.missing_region_found.connect(self._on_missing_region)
        self.filings.year_chosen.connect(self._on_year_chosen)
        self.filings.open_requested.connect(self.open_requested)
        self.filings.selection_changed.connect(self.selection_changed)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.ledger_closing.connect(self._on_ledger_closing)
        workspace.ledger_closed.connect(self._on_ledger_closed)
        workspace.filings_changed.connect(self.reload)
        workspace.filing_changed.connect(self.filings.model.refresh)

    def set_actions(self, menu: Sequence[QAction], new: QAction) -> None:
        """The actions offered in the list of filings."""
        self.filings.set_actions(menu, new)

    def region(self) -> str | None:
        """The code of the chosen region, "" for filings without one, None for all."""
        return self.regions.tree.chosen

    def year(self) -> int | None:
        """The chosen year, None for all."""
        return self.filings.year()

    def listed_ids(self) -> list[str]:
        """The ids of all filings of the chosen region and year, read or not."""
        found = self._workspace.desk.ledger.filings.list(self.region(), None, self.year())
        return [summary.id for summary in found]

    def reload(self) -> None:
        """Reads counts, years and the list again; what is chosen stays."""
        if not self._workspace.is_open:
            return
        selected = self.filings.selected_ids()
        filings = self._workspace.desk.ledger.filings
        self.filings.set_years(filings.years(), self.year())
        self._show_tree()
        self._show_list()
        self.filings.select(selected)

    def reveal(self, region: str | None, year: int | None, filing_id: str) -> None:
        """Selects a filing, choosing other places and years only where it would not be listed."""
        if self.filings.model.row_of(filing_id) < 0:
            if self.year() not in (None, year):
                self.filings.set_years(self._workspace.desk.ledger.filings.years(), None)
                self._show_tree()
            self._choose(region or EVERYWHERE)
            self._show_list()
        self.filings.select([filing_id])

    def _region_table(self) -> "RegionTable | None":
        return self._workspace.desk.regions if self._workspace.is_open else None

    def _show_tree(self) -> None:
        desk, year = self._workspace.desk, self.year()
        self.regions.search.year = year
        self.regions.model.show_regions(desk.regions, year, desk.ledger.filings.count_by_region(year), self._pinned)

    def _show_list(self) -> None:
        desk, region = self._workspace.desk, self.region()
        self.filings.model.show_filings(desk, region, self.year())
        self.filings.after_reload(bool(region) and not desk.regions.children(region, self.year()))
        self.selection_changed.emit()

    def _choose(self, code: str | None) -> None:
        if not self.regions.tree.choose(code) and code:
            self._on_missing_region(code)

    def _on_missing_region(self, code: str) -> None:
        self._pinned.add(code)
        self._show_tree()
        self.regions.tree.choose(code)

    def _on_region_selected(self) -> None:
        self._show_list()

    def _on_year_chosen(self) -> None:
        self._show_tree()
        self._show_list()

    def _key(self, name: str) -> str:
        return f"place-{self._workspace.desk.ledger.ledger_id}/{name}"

    def _on_ledger_opened(self) -> None:
        ledger = self._workspace.desk.ledger
        year = self._settings.number(self._key("year"), 0)
        self._pinned = set()
        self.filings.set_years(ledger.filings.years(), year or None)
        self._show_tree()
        self._choose(self._settings.text(self._key("region"), ledger.office_region) or EVERYWHERE)
        self._show_list()

    def _on_ledger_closing(self) -> None:
        self._settings.put(self._key("region"), self.region() or "")
        self._settings.put(self._key("year"), self.year() or 0)

    def _on_ledger_closed(self) -> None:
        self.filings.model.show_filings(None, None, None)
        self.regions.model.show_regions(None, None, {})
