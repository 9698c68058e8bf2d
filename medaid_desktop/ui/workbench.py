"""What a ledger is worked at with: the columns of the window and the commands that need them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QToolBar

from medaid_desktop.ui.action_states import ActionStates
from medaid_desktop.ui.commands.batch_checking import BatchCheckCommands
from medaid_desktop.ui.commands.bulk_reviewing import BulkReviewCommands
from medaid_desktop.ui.commands.carried_figures import CarriedFigureCommands
from medaid_desktop.ui.commands.checking import PAGE, CheckingCommands
from medaid_desktop.ui.commands.columns import ColumnCommands
from medaid_desktop.ui.commands.counting import OpenErrorCounting
from medaid_desktop.ui.commands.editing import EditingCommands
from medaid_desktop.ui.commands.exporting import ExportCommands
from medaid_desktop.ui.commands.filing import FilingCommands
from medaid_desktop.ui.commands.history import HistoryCommands
from medaid_desktop.ui.commands.incoming import IncomingCommands
from medaid_desktop.ui.commands.keeping import KeepingCommands
from medaid_desktop.ui.commands.ledger import LedgerCommands
from medaid_desktop.ui.commands.live_checks import LiveFindings
from medaid_desktop.ui.commands.operators import OperatorCommands
from medaid_desktop.ui.commands.printing import PrintCommands
from medaid_desktop.ui.commands.recovery import RecoveryCommands
from medaid_desktop.ui.commands.reviewing import ReviewCommands
from medaid_desktop.ui.commands.revise import ReviseCommands
from medaid_desktop.ui.commands.searching import SearchCommands
from medaid_desktop.ui.commands.templates import TemplateCommands
from medaid_desktop.ui.commands.upkeep import Upkeep
from medaid_desktop.ui.commands.verifying import VerifyCommands
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.drops import Drops
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.centre import Centre
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.find_field import FindField
from medaid_desktop.ui.views.place.panel import PlacePanel
from medaid_desktop.ui.views.right_column import RightColumn
from medaid_desktop.ui.views.status_strip import StatusStrip
from medaid_desktop.ui.views.zoom_control import ZoomControl
from medaid_desktop.ui.window_choice import WindowChoice

_COLUMNS_KEY, _SIDE_KEY, _SIDE_SHOWN_KEY = "window/columns", "window/side", "window/side-shown"
_SIDE_WIDTH, _CENTRE_WIDTH, _RIGHT_WIDTH = 320, 702, 344  # on an office screen the paper keeps 700 px
_LEAST_SIDE, _LEAST_CENTRE, _LEAST_RIGHT = 240, 384, 280


class Workbench(QSplitter):
    """Where (regions, filings), what (paper) and what goes with it, side by side.

    Made before the first ledger opens, not earlier.
    """

    rule_asked = Signal(str)
    """The rule of the checks to be read about."""

    def __init__(
        self,
        context: Context,
        ledgers: LedgerCommands,
        status: StatusStrip,
        bar: QToolBar,
        edit: QMenu,
        parent: QStackedWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self._ledgers = ledgers
        self._status = status
        workspace, settings = context.workspace, context.settings
        self.place = PlacePanel(workspace, settings, self)
        self.tabs = EditorTabs(workspace, context.notices, settings, self)
        self.centre = Centre(context, self.tabs, self)
        self.right = RightColumn(settings, self)
        self._find = FindField(bar)
        self.zoom = ZoomControl(status)
        self._find_place = bar.addWidget(self._find)
        status.add_at_end(self.zoom)
        self._lay_out()
        self._make_commands(edit, parent)
        self._connect()

    def _lay_out(self) -> None:
        settings, side = self._context.settings, self._context.actions.side
        self.setHandleWidth(1)
        for widget, stretch, least in (
            (self.place, 0, _LEAST_SIDE), (self.centre, 1, _LEAST_CENTRE), (self.right, 0, _LEAST_RIGHT),
        ):  # fmt: skip
            self.addWidget(widget)
            widget.setMinimumWidth(least)
            self.setStretchFactor(self.indexOf(widget), stretch)
            self.setCollapsible(self.indexOf(widget), False)
        if not self.restoreState(settings.state(_COLUMNS_KEY)):
            self.setSizes([_SIDE_WIDTH, _CENTRE_WIDTH, _RIGHT_WIDTH])
        self.place.restoreState(settings.state(_SIDE_KEY))
        side.toggled.connect(self.place.setVisible)
        side.setChecked(settings.flag(_SIDE_SHOWN_KEY, True))
        self._had_side: bool | None = None

    def keep_state(self) -> None:
        """Remembers the columns for the next start."""
        settings = self._context.settings
        settings.put(_COLUMNS_KEY, self.saveState())
        settings.put(_SIDE_KEY, self.place.saveState())
        side = self._context.actions.side.isChecked()
        settings.put(_SIDE_SHOWN_KEY, side if self._had_side is None else self._had_side)
        self.right.keep_state()

    def _make_commands(self, edit: QMenu, pages: QStackedWidget) -> None:
        context, actions = self._context, self._context.actions
        choice = WindowChoice(context.workspace, self.place, self.tabs)
        filings = FilingCommands(context, choice, CarriedFigureCommands(context, choice, self.tabs, self), self)
        printing = PrintCommands(context, choice, self)
        live = LiveFindings(context, self.tabs, self)
        live.noted.connect(self.place.show_counts)
        checking = CheckingCommands(context, self.tabs, self.right, self._status, live, self)
        checking.rule_asked.connect(self.rule_asked)
        ReviewCommands(context, self.tabs, self.right, live, self)
        BulkReviewCommands(context, choice, self.place, self.tabs, self)
        batches = BatchCheckCommands(context, choice, self.tabs, self.place.show_counts, self)
        batches.opened.connect(lambda: self.right.show_page(PAGE))
        self.right.add_page("preview", actions.preview, lambda parent: printing.make_preview(self.tabs, parent))
        HistoryCommands(context, choice, self.tabs, self.place, self.right, self)
        ReviseCommands(context, choice, self)
        ExportCommands(context, choice, self.tabs, self)
        KeepingCommands(context, choice, self.tabs, self)
        VerifyCommands(context, choice, self.tabs, self)
        self._incoming = IncomingCommands(context, choice, self.tabs, self)
        self._templates = TemplateCommands(context, choice, self.tabs, self)
        self._templates.new_asked.connect(filings.ask_new)
        self._incoming.template_found.connect(self._templates.open)
        self._templates.import_asked.connect(self._incoming.take)
        EditingCommands(context, self.tabs, self._find, self.zoom, edit, self)
        SearchCommands(context, self.place, self.tabs, self.right, self._find, self)
        counting = OpenErrorCounting(context, self.place, self)
        live.left_unchecked.connect(counting.begin_soon)
        ColumnCommands(actions, self.place, self.centre, self.right, self._status, self)
        Upkeep(context, self)
        people = OperatorCommands(context, choice, pages, self, self._status)
        self.centre.sign_in_requested.connect(people.ask)
        self._ledgers.opened.connect(RecoveryCommands(context, self).after_opening)
        ActionStates(actions, context.workspace, self.place, self.tabs, self)
        listed: list[QAction] = [
            actions.open_filing, actions.print, actions.export, actions.duplicate, actions.compare, actions.source,
            actions.review_many, actions.revise, actions.delete,
        ]  # fmt: skip
        self.place.set_actions(listed, actions.new)
        actions.delete.setShortcut(Qt.Key.Key_Delete)
        actions.delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only with the list in focus

    def _connect(self) -> None:
        actions, workspace = self._context.actions, self._context.workspace
        actions.refresh.triggered.connect(workspace.filings_changed)
        actions.region_search.triggered.connect(self._on_region_search)
        Drops(self._context.window, self._ledgers.open_path, self._incoming.take, self._context.notices.hint)
        self.place.open_requested.connect(self.tabs.open)
        self.centre.reopen_requested.connect(self._on_reopen)
        for changed in (workspace.filing_changed, workspace.filings_changed):
            changed.connect(self._show_saved)
        workspace.filing_changed.connect(self._context.notices.move_on)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.ledger_closed.connect(self._on_ledger_closed)
        workspace.access_changed.connect(self._on_access_changed)
        for changed in (self.tabs.front_changed, self.tabs.view_changed):
            changed.connect(self._show_front)
        self.tabs.front_changed.connect(self._make_room)
        self._show_front()

    def _on_ledger_opened(self) -> None:
        self._context.tasks.run("", _warm_up)
        self._show_saved()
        self._show_front()
        if not self.right.shown:
            self.right.show_last()
        (self.tabs.currentWidget() or self.place.regions.search).setFocus()

    def _on_ledger_closed(self) -> None:
        self._status.show_saved(False)
        self._show_front()

    def _on_access_changed(self) -> None:
        is_seen = not self._context.workspace.is_locked
        self._find_place.setEnabled(is_seen)
        self.zoom.setEnabled(is_seen)
        self._show_saved()
        self._show_front()

    def _on_reopen(self) -> None:
        path = self._context.workspace.desk.ledger.path
        self._context.workspace.close()
        self._ledgers.open_path(path)

    def _on_region_search(self) -> None:
        self._context.actions.side.setChecked(True)
        self.place.regions.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.place.regions.search.selectAll()

    def _make_room(self) -> None:
        """A page that wants it has the columns beside it folded while it is in front."""
        side, guest = self._context.actions.side, self.tabs.guest()
        wants = guest is not None and guest.wants_room
        if wants and self._had_side is None:
            self._had_side = side.isChecked()
            side.setChecked(False)
        elif not wants and self._had_side is not None:
            side.setChecked(self._had_side)
            self._had_side = None
        self.right.setVisible(bool(self.right.shown) and not wants)

    def _show_saved(self) -> None:
        self._status.show_saved(self._context.workspace.can_write)

    def _show_front(self) -> None:
        front = self.tabs.front() if not self._context.workspace.is_locked else None
        self._find_place.setVisible(front is not None)
        facts = (front.unit(), front.version) if front else ()
        self._status.show_unit("　".join(fact for fact in facts if fact))
        self._status.show_page(front.page_words() if front else "")
        self.zoom.show_zoom(front.desk.zoom if front and front.desk else None)


def _warm_up(_: Task) -> None:
    """Imports the paper editor where nobody waits for it, so that the first filing opens as fast as the others; after
    it the page of the import."""
    import medaid_desktop.ui.views.editor_page
    import medaid_desktop.ui.views.incoming.tab  # noqa: F401
