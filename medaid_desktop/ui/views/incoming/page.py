"""The page on which files come into the ledger: files left, the document in the middle, what was understood right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medaid_desktop.core.grid import Place
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.incoming.action_bar import ActionBar
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.corrections import Corrections
from medaid_desktop.ui.views.incoming.document_pane import DocumentPane
from medaid_desktop.ui.views.incoming.doubts import DoubtLine, doubt_lines
from medaid_desktop.ui.views.incoming.empty import EmptyPage
from medaid_desktop.ui.views.incoming.entries import Entry
from medaid_desktop.ui.views.incoming.file_list import FilePanel
from medaid_desktop.ui.views.incoming.leading import Leading
from medaid_desktop.ui.views.incoming.list_model import Line
from medaid_desktop.ui.views.incoming.naming import cell_words
from medaid_desktop.ui.views.incoming.report import ReportPage
from medaid_desktop.ui.views.incoming.understood_panel import UnderstoodPanel
from medaid_desktop.ui.views.kept_columns import Column, KeptColumns

if TYPE_CHECKING:
    from medaid_desktop.core.forms import Form
    from medaid_desktop.operations.incoming.items import ImportReport

_COLUMNS_KEY, _ZOOM_KEY = "incoming/columns", "incoming/zoom"
_STATE_AFTER_MS = 100
"""While files are read, the buttons need not follow each."""


class IncomingPage(QWidget):
    """Embeds the parts and leads between them: list → document and understanding, cell ↔ field, doubt → both."""

    add_files, add_folder = Signal(), Signal()
    open_requested = Signal(str)
    """A filing to be opened."""
    close_requested = Signal()
    template_requested = Signal(object)
    """The Path of a file that is to become a form of the ledger's own."""
    state_changed = Signal()
    """How many files there are, or wait, has changed: the tab has another name."""

    def __init__(self, context: Context, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingPage")
        self._context = context
        self.batch = batch
        self._shown: tuple[Entry, int] | None = None
        self.files = FilePanel(batch, self._place_words, self)
        self.pane = DocumentPane(context.tasks, self)
        self.panel = UnderstoodPanel(context, batch, self)
        self.bar = ActionBar(self)
        self.report = ReportPage(context, self)
        self.empty = EmptyPage(self)
        self.corrections = Corrections(
            lambda: context.workspace.desk, batch.learning, self.pane, lambda: self._shown, context.notices.hint, self
        )
        self.leading = Leading(
            self.files.list, self.pane, self.panel, lambda: self._shown, self.show_line, context.notices, self
        )
        self.pane.view.document.words = self._cell_words
        self.pane.view.set_zoom(context.settings.number(_ZOOM_KEY, self.pane.view.zoom))
        self._stating = QTimer(self, singleShot=True, interval=_STATE_AFTER_MS)
        self._stating.timeout.connect(self._show_state)
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        beside = Column(self.files, 172, 0.16), Column(self.pane, 260, 0.46, grows=True), Column(self.panel, 300, 0.38)
        columns = KeptColumns(beside, self._context.settings, _COLUMNS_KEY, self)
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(columns, 1)
        column.addWidget(self.bar)
        self._work = work
        self._stack = QStackedWidget(self)
        for page in (self.empty, work, self.report):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.files.list)

    def _connect(self) -> None:
        batch, files, panel, pane = self.batch, self.files, self.panel, self.pane
        for adding in (files, self.empty):
            adding.add_files.connect(self.add_files)
            adding.add_folder.connect(self.add_folder)
        files.list.line_chosen.connect(self._on_line)
        files.list.entered.connect(pane.view.setFocus)
        pane.view.left.connect(files.list.setFocus)
        files.list.skip_asked.connect(self._on_skip)
        batch.added.connect(self._on_added)
        batch.changed.connect(self._on_changed)
        batch.settled.connect(self._on_settled)
        batch.stored.connect(self._on_stored)
        pane.view.zoom_changed.connect(lambda percent: self._context.settings.put(_ZOOM_KEY, percent))
        panel.form_chosen.connect(self.corrections.choose_form)
        panel.template_chosen.connect(self._on_template)
        self.bar.import_one.connect(self._on_import_one)
        self.bar.import_all.connect(lambda: batch.store(batch.importable()))
        self.bar.skip.connect(self._on_skip)
        self.report.back_requested.connect(self._on_back)
        self.report.close_requested.connect(self.close_requested)
        self.report.open_requested.connect(self.open_requested)
        for keys, act in (
            ("F8", lambda: self._step(True)), ("Shift+F8", lambda: self._step(False)),
            ("Ctrl+Return", self._on_import_one), ("Ctrl+Shift+Return", self.bar.all.click),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_line(self, entry: Entry, number: int) -> None:
        """Shows a file, at one of its tables where `number` is not -1."""
        if self.is_reporting():
            return
        number = self._table_for(entry, number)
        self._shown = (entry, number)
        self.batch.reader.look_at(entry)
        self._show_document(entry, number)
        known = 0 <= number < len(entry.items)
        if known:
            self.panel.show_table(entry, number, self._doubts_of(entry, number))
        else:
            is_read = entry.incoming is not None
            document = entry.incoming.document if entry.incoming else None
            self.panel.show_nothing(
                self.tr("没有读出表来。") if is_read else self.tr("读完以后，这里会看到读出的内容。"),
                document is not None and bool(document.grids) and self._context.workspace.can_edit,
            )
        self._show_state()

    def _table_for(self, entry: Entry, number: int) -> int:
        """The table meant by the line of a file: the one looked at so far, else the first that needs the clerk."""
        count = len(entry.items)
        if number >= 0 or not count:
            return min(number, count - 1) if count else -1
        if self._shown and self._shown[0] is entry and 0 <= self._shown[1] < count:
            return self._shown[1]
        return 0

    def _show_document(self, entry: Entry, number: int) -> None:
        pane, read, name = self.pane, entry.incoming, entry.file.name
        error = entry.error()
        if read is not None and read.document is not None:
            tables = [(at, item.understood) for at, item in enumerate(entry.items) if item.understood]
            understood = entry.items[number].understood if 0 <= number < len(entry.items) else None
            pane.show_document(name, read.document, tables, understood.grid if understood else max(0, pane.grid))
        elif error is not None:
            parts = [part for part in (error.what, error.where, error.mend) if part]
            pane.show_words(name, "\n".join(f"{part}。" for part in parts))
        elif read is None or any(item.understood for item in read.items):
            pane.show_words(name, self.tr("正在读取…"))
        else:
            pane.show_words(name, self.tr("这是由本程序导出的文件，没有版面。内容在右边。"))

    def _doubts_of(self, entry: Entry, number: int) -> list[DoubtLine]:
        item = entry.items[number]
        is_seen = item.understood is not None and item.understood.grid == self.pane.grid
        name = self.pane.view.document.cell_name if is_seen else None
        return doubt_lines(item, self._form(item.filing.form), name)

    def _form(self, form_id: str) -> "Form | None":
        return self._context.workspace.desk.forms.get(form_id) if form_id else None

    def _cell_words(self, place: Place) -> str:
        """What a cell was taken for."""
        mark = self.pane.marks.at(place)
        if self._shown is None:
            return ""
        entry = self._shown[0]
        if mark is None or mark.table >= len(entry.items):
            return self.tr("没有读入") if self.pane.view.document.grid.at(*place) else ""
        item = entry.items[mark.table]
        return cell_words(self._form(item.filing.form), mark, item.understood)

    def _place_words(self, entry: Entry, number: int) -> str:
        """Region and year of a table: 阳谷县 2020."""
        filing = entry.items[number].filing
        names = self._context.workspace.desk.names(filing.region, filing.year)
        return " ".join(part for part in (names.short, str(filing.year or "")) if part)

    def _show_state(self) -> None:
        """Which buttons can be pressed, and which page is seen."""
        entry = self._shown[0] if self._shown else None
        is_writable = self._context.workspace.can_edit and not self.batch.is_storing
        count = len(self.batch.importable())
        self.bar.show_state(entry, count, is_writable)
        if not self.batch.entries:
            self._stack.setCurrentWidget(self.empty)
        elif self._stack.currentWidget() is self.empty:
            self._stack.setCurrentWidget(self._work)
        self.setFocusProxy(self.files.list if self.batch.entries else self.empty)
        self.state_changed.emit()

    # -- what happens --------------------------------------------------------------------------------------------

    def _step(self, forwards: bool) -> None:
        if self._stack.currentWidget() is self._work:
            self.leading.step(forwards)

    def _on_line(self, line: Line) -> None:
        self.show_line(*line)

    def _on_added(self, first: int, count: int) -> None:  # noqa: ARG002
        if self.is_reporting():
            self._stack.setCurrentWidget(self._work)
        self._show_state()
        entry = self.batch.entries[first]
        if not self.files.list.go_to(entry):
            self.show_line(entry, -1)
        self.files.list.setFocus()

    def _on_changed(self, entry: Entry) -> None:
        if self._shown and self._shown[0] is entry:
            self.show_line(entry, self._shown[1])
            if self._shown[1] >= 0:
                self.files.list.go_to(*self._line_of(entry, self._shown[1]))
        elif not self._stating.isActive():
            self._stating.start()

    def _line_of(self, entry: Entry, number: int) -> Line:
        """The line that is current where a table is shown: the file's stays so."""
        current = self.files.list.current()
        return current if current and current[0] is entry and current[1] < 0 else (entry, number)

    def _on_settled(self) -> None:
        if self._shown and self._shown[0] in self.batch.entries:
            self.show_line(*self._shown)
        else:
            self._shown = None
        self._show_state()

    def _on_import_one(self) -> None:
        if self._shown is None:
            return
        entry = self._shown[0]
        if entry.is_waiting():
            self.batch.store([entry])
        else:
            self._context.notices.hint(self.tr("这一份还不能导入：%1。").replace("%1", self.bar.why_not(entry)))

    def _on_skip(self) -> None:
        entries = self.files.list.selected() or ([self._shown[0]] if self._shown else [])
        if entries:
            self.batch.skip(entries, not all(entry.is_skipped for entry in entries))

    def _on_template(self) -> None:
        """The file leaves the batch: it is a form to fill in, not one that was filled."""
        if self._shown is not None:
            entry = self._shown[0]
            self.batch.skip([entry], True)
            self.template_requested.emit(entry.file)

    def _on_stored(self, report: "ImportReport") -> None:
        """One after the other: on to the next that waits; all at once, or the last one: the report."""
        waiting = self.batch.importable()
        if len(report.outcomes) == 1 and waiting and not report.failed:
            self.files.list.go_to(waiting[0])
            return
        if report.outcomes or report.untouched:
            self.report.show_report(report, self.batch)
            self._stack.setCurrentWidget(self.report)
            self.report.setFocus()

    def _on_back(self) -> None:
        self._stack.setCurrentWidget(self._work)
        waiting = self.batch.waiting()
        if waiting:
            self.files.list.go_to(waiting[0])
            self.show_line(waiting[0], -1)
        self.files.list.setFocus()

    def is_reporting(self) -> bool:
        """Whether the report is seen."""
        return self._stack.currentWidget() is self.report

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_state()
