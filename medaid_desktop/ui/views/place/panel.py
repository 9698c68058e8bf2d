"""The left column: regions over the filings of the chosen one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from medaid_desktop.ui.models.filing_model import STATUSES, ListFilter
from medaid_desktop.ui.models.region_model import EVERYWHERE
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.place.filing_panel import FilingPanel
from medaid_desktop.ui.views.place.region_panel import RegionPanel
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.core.places.regions import RegionTable


_EQUAL = 1000
_REST_MS = 1000
"""How long a place must be looked at before it is remembered."""


class PlacePanel(QSplitter):
    """Reads the ledger again when the workspace says that something changed; remembers the last place by ledger.

    It does so soon after the place has changed, so that it is not lost where the program does not come to its end.
    """

    open_requested = Signal(str)
    selection_changed = Signal()

    def __init__(self, workspace: Workspace, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._workspace = workspace
        self._settings = settings
        self._pinned: set[str] = set()
        self._remember_soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._remember_soon.timeout.connect(self._remember)
        self.regions = RegionPanel(self._region_table, self)
        self.filings = FilingPanel(settings, self)
        for widget in (self.regions, self.filings):
            self.addWidget(widget)
            self.setCollapsible(self.indexOf(widget), False)
        self.setHandleWidth(1)
        for place in range(2):
            self.setStretchFactor(place, 1)
        self.setSizes([_EQUAL, _EQUAL])
        self.setTabOrder(self.regions.search, self.regions.tree)
        self.setTabOrder(self.regions.tree, self.filings.year_chooser)
        self.setTabOrder(self.filings.year_chooser, self.filings.filter.field)
        self.setTabOrder(self.filings.filter.field, self.filings.filter.button)
        self.setTabOrder(self.filings.filter.button, self.filings.view)
        self.regions.tree.region_selected.connect(self._on_region_selected)
        self.regions.missing_region_found.connect(self._on_missing_region)
        self.filings.year_chosen.connect(self._on_year_chosen)
        self.filings.open_requested.connect(self.open_requested)
        self.filings.selection_changed.connect(self.selection_changed)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        self.filings.filter_changed.connect(self._remember_soon.start)
        self.filings.view.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._remember_soon.start())
        workspace.ledger_closing.connect(self._remember)
        workspace.ledger_closed.connect(self._on_ledger_closed)
        workspace.filings_changed.connect(self.reload)
        workspace.filing_changed.connect(self._on_filing_changed)

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
        """The ids of all filings that are listed, read or not."""
        return self.filings.model.listed_ids()

    def reload(self) -> None:
        """Reads counts, years and the list again; what is chosen stays."""
        if not self._workspace.is_open:
            return
        selected = self.filings.selected_ids()
        self.filings.filter.set_forms(self._form_titles())
        filings = self._workspace.desk.ledger.filings
        self.filings.set_years(filings.years(), self.year())
        self._show_tree()
        self._show_list()
        self.filings.select(selected)

    def reveal(self, region: str | None, year: int | None, filing_id: str) -> None:
        """Selects a filing, choosing other places and years only where it would not be listed."""
        if self.filings.model.row_of(filing_id) < 0:
            self._widen_to(region, {year})
        self.filings.select([filing_id])

    def list_all(self, ids: Sequence[str]) -> None:
        """Has several filings listed: chooses the lowest region that they all lie in, unless they are listed already."""
        if all(self.filings.model.row_of(filing_id) >= 0 for filing_id in ids):
            return
        desk = self._workspace.desk
        summaries = desk.ledger.overview.summaries(ids)
        known = [summary.region if desk.regions.find(summary.region or "") else None for summary in summaries]
        ways = [[region.code for region in desk.regions.path(code)] if code else [] for code in known]
        shared = [codes[0] for codes in zip(*ways, strict=False) if len(set(codes)) == 1]
        self._widen_to(shared[-1] if shared else None, {summary.year for summary in summaries})

    def _widen_to(self, region: str | None, years: set[int | None]) -> None:
        """Lists what lies in a region, None for all, in all years where another one is chosen, without a filter."""
        if self.year() is not None and years != {self.year()}:
            self.filings.set_years(self._workspace.desk.ledger.filings.years(), None)
            self._show_tree()
        if self.filings.filter.wanted().is_active:
            self.filings.filter.clear()
        self._choose(region or EVERYWHERE)
        self._show_list()

    def show_counts(self) -> None:
        """Reads again what is open where, and leaves everything in its place."""
        if self._workspace.is_open:
            for region, count in self._workspace.desk.ledger.overview.by_region(self.year()).items():
                self.regions.model.change_count(region, count)
            self.filings.model.refresh_read()

    def _on_filing_changed(self, filing_id: str) -> None:
        self.filings.model.refresh(filing_id)
        overview = self._workspace.desk.ledger.overview
        for summary in overview.summaries([filing_id]):
            if summary.open_errors is None:  # edited and not checked again yet: the sums stay until it is
                continue
            for region, count in overview.by_region(self.year(), summary.region or "").items():
                self.regions.model.change_count(region, count)

    def _region_table(self) -> "RegionTable | None":
        return self._workspace.desk.regions if self._workspace.is_open else None

    def _show_tree(self) -> None:
        desk, year = self._workspace.desk, self.year()
        self.regions.search.year, self.regions.search.near = year, desk.home()
        self.regions.model.show_regions(desk.regions, year, desk.ledger.overview.by_region(year), self._pinned)

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
        self._remember_soon.start()

    def _on_year_chosen(self) -> None:
        self._show_tree()
        self._show_list()
        self._remember_soon.start()

    def _key(self, name: str) -> str:
        return f"place-{self._workspace.desk.ledger.ledger_id}/{name}"

    def _on_ledger_opened(self) -> None:
        ledger = self._workspace.desk.ledger
        year = self._settings.number(self._key("year"), 0)
        self._pinned = set()
        self.filings.set_years(ledger.filings.years(), year or None)
        self._restore_list()
        self._show_tree()
        self._choose(self._settings.text(self._key("region"), ledger.office_region) or EVERYWHERE)
        self._show_list()

    def _remember(self) -> None:
        self._remember_soon.stop()
        if not self._workspace.is_open:
            return
        self._settings.put(self._key("region"), self.region() or "")
        self._settings.put(self._key("year"), self.year() or 0)
        wanted, head = self.filings.filter.wanted(), self.filings.view.horizontalHeader()
        self._settings.put(
            self._key("filter"),
            [wanted.form or "-", wanted.status or "-", "1" if wanted.open_only else "-", wanted.text],
        )
        descending = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self._settings.put(self._key("sort"), f"{head.sortIndicatorSection()}{'d' if descending else 'a'}")
        self._settings.flush()

    def _restore_list(self) -> None:
        """The filter and the order that this ledger was last seen with."""
        kept = self._settings.texts(self._key("filter"))
        form, status, open_only, text = kept if len(kept) == 4 else ("-", "-", "-", "")
        titles = self._form_titles()
        form = form if form in dict(titles) else ""
        wanted = ListFilter(form, status if status in STATUSES else "", open_only == "1", text)
        self.filings.filter.show_filter(wanted, titles)
        self.filings.model.narrow(wanted)
        sort = self._settings.text(self._key("sort"))
        column = int(sort[:-1]) if sort[:-1].isdecimal() else -1
        order = Qt.SortOrder.DescendingOrder if sort.endswith("d") else Qt.SortOrder.AscendingOrder
        inside = column < self.filings.model.columnCount()
        self.filings.view.horizontalHeader().setSortIndicator(column if inside else -1, order)

    def _form_titles(self) -> list[tuple[str, str]]:
        return [(info.id, info.title) for info in self._workspace.desk.forms.infos()]

    def _on_ledger_closed(self) -> None:
        self.filings.model.show_filings(None, None, None)
        self.regions.model.show_regions(None, None, {})
