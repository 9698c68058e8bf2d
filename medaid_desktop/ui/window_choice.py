"""What is chosen in the window, for commands."""

from collections.abc import Sequence

from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.panel import PlacePanel
from medaid_desktop.ui.workspace import Workspace


class WindowChoice:
    """Chosen (see `chosen.py`) out of the left column and the tabs."""

    def __init__(self, workspace: Workspace, place: PlacePanel, tabs: EditorTabs) -> None:
        self._workspace = workspace
        self._place = place
        self._tabs = tabs

    def filings(self) -> list[str]:
        front, guest = self._tabs.front(), self._tabs.guest()
        if guest is not None and not self._place.filings.view.hasFocus():  # what is selected beside it is not meant
            return [guest.filing_id] if guest.filing_id else []
        if front is None or self._place.filings.view.hasFocus():
            return self._place.filings.selected_ids()
        return [front.filing_id]

    def listed(self) -> list[str]:
        return self._place.listed_ids() if self._workspace.is_open else []

    def region(self) -> str | None:
        return self._place.region()

    def year(self) -> int | None:
        return self._place.year()

    def settle(self) -> bool:
        return self._tabs.settle()

    def show(self, filing_id: str) -> None:
        filing = self._workspace.desk.ledger.filings.get(filing_id)
        self._place.reveal(filing.region, filing.year, filing_id)
        self._tabs.open(filing_id)

    def begin(self, filing_id: str, beside: Sequence[str] = ()) -> None:
        self._place.list_all(beside)
        self.show(filing_id)
        front = self._tabs.front()
        if front is None or front.desk is None or front.filing_id != filing_id:
            return
        session = front.desk.session
        for anchor in session.grid.fields:
            slot = session.grid.slot(anchor)
            if slot and not session.filing.get(slot.path):
                front.desk.view.go_to(anchor)
                break
