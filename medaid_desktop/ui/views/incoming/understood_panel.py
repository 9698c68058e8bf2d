"""The right of the page: what was understood of one table, its doubts, how it will stand on paper, what is there already."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.grid import Place
from medaid_desktop.errors import UserError
from medaid_desktop.operations.incoming.items import Incoming, RowPlace
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.blank import is_blank
from medaid_desktop.ui.views.incoming.comparison import ExistingPanel
from medaid_desktop.ui.views.incoming.doubts import DoubtLine, DoubtList, option_height
from medaid_desktop.ui.views.incoming.entries import Entry, State
from medaid_desktop.ui.views.incoming.facts import Facts, TemplateOffer
from medaid_desktop.ui.views.incoming.naming import sure_words
from medaid_desktop.ui.views.incoming.need_bar import NeedBar
from medaid_desktop.ui.views.incoming.paper import IncomingPaper
from medaid_desktop.ui.views.labels import ElidedLabel, IconLabel
from medaid_desktop.ui.views.switches import Switches

_EDGE, _GAP = 8, 4
_SURE, _LEAST_PAPER = 0.95, 48
_MOST_DOUBT_LINES, _MOST_OPTIONS = 9, 6
_PAPER_AFTER_MS = 80
"""Who walks quickly through the list does not wait for the paper of each file."""
_UNBOUNDED = 16_777_215


class UnderstoodPanel(QWidget):
    """Shows one table of the batch and hands on what the clerk says of it."""

    form_chosen = Signal(str)
    path_chosen = Signal(str)
    """A cell of the paper, or a difference, leads to the document."""
    doubt_jumped = Signal(object, bool)
    template_chosen = Signal()
    """The file is a blank form, of which a form of the ledger's own is to be made."""

    def __init__(self, context: Context, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._batch = batch
        self._entry: Entry | None = None
        self._number = -1
        self.facts = Facts(context.workspace.desk, self)
        self.need = NeedBar(self)
        self.offer = TemplateOffer(self)
        self._sign = IconLabel(16, self)
        self._heading = ElidedLabel(self)
        self._heading.setObjectName("incomingSure")
        self._heading.setProperty("part", "heading")
        self.doubts = DoubtList(self)
        self.existing = ExistingPanel(context, self)
        self.paper: IncomingPaper | None = None
        self._paper_of: Incoming | None = None
        self._filing: Filing | None = None
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._words.setMargin(24)
        self._nothing = QLabel(self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setMargin(24)
        self._nothing.setProperty("part", "muted")
        self._nothing.hide()
        self._stack = QStackedWidget(self)
        for widget in (self._words, self.existing):
            self._stack.addWidget(widget)
        switches = Switches(self)
        self._to_paper = switches.add(self.tr("读出的表"), self.tr("导入后纸面上的样子；点一格，看它在来文的哪里"))
        self._to_existing = switches.add(self.tr("与台账里的比较"), self.tr("台账里同一表种、区划、年度和项目的填报件"))
        self._soon = QTimer(self, singleShot=True, interval=_PAPER_AFTER_MS)
        self._soon.timeout.connect(self._show_side)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above, below = QWidget(self), QWidget(self)
        for part in (above, below):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        heading = QHBoxLayout()
        heading.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        heading.setSpacing(_EDGE)
        heading.addWidget(self._sign)
        heading.addWidget(self._heading, 1)
        upper = above.layout()
        assert isinstance(upper, QVBoxLayout)
        upper.addLayout(heading)
        upper.addWidget(self.doubts, 1)
        upper.addStretch(0)
        switches = QHBoxLayout()
        switches.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        switches.setSpacing(_GAP)
        switches.addWidget(self._to_paper)
        switches.addWidget(self._to_existing)
        switches.addStretch(1)
        lower = below.layout()
        assert isinstance(lower, QVBoxLayout)
        lower.addLayout(switches)
        lower.addWidget(self._stack, 1)
        self._above = above
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setHandleWidth(1)
        for part in (above, below):
            self._split.addWidget(part)
            self._split.setCollapsible(self._split.indexOf(part), False)
        self._split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.facts, self.need, self.offer, self._split, self._nothing):
            layout.addWidget(widget, 1 if widget in (self._split, self._nothing) else 0)

    def _connect(self) -> None:
        self.facts.form_chosen.connect(self.form_chosen)
        self.facts.region_chosen.connect(lambda code: self._settle(region=code))
        self.facts.year_chosen.connect(lambda year: self._settle(year=year))
        self.need.confirmed.connect(self._on_confirmed)
        self.offer.taken.connect(self.template_chosen)
        self.doubts.jumped.connect(self.doubt_jumped)
        self.doubts.option_chosen.connect(self._on_option)
        self.existing.chosen.connect(self._on_chosen)
        self.existing.jumped.connect(self.path_chosen)
        self._to_paper.toggled.connect(self._soon.start)
        self._to_existing.toggled.connect(self._soon.start)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_table(self, entry: Entry, number: int, lines: Sequence[DoubtLine]) -> None:
        """Shows a table of a file, again where it stands otherwise now."""
        item = entry.items[number]
        anew = (self._entry, self._number) != (entry, number)
        self._entry, self._number = entry, number
        state = entry.table_state(number)
        may_change = self._may_change(entry)
        understood = item.understood
        self._nothing.hide()
        self.facts.show()
        self._split.show()
        self.facts.show_filing(item.filing, item.title, may_change, understood is None)
        self.need.show_for(self._batch, entry, number)
        self._show_offer(entry, number, may_change)
        self._show_doubts(lines, understood.confidence if understood else 1.0)
        wish = entry.wish(number)
        self.existing.show_item(item, wish.choice, wish.target, may_change)
        self._to_existing.setVisible(bool(item.existing))
        if anew or not item.existing:
            wanted = self._to_existing if state in (State.ASKED, State.SAME) and item.existing else self._to_paper
            wanted.setChecked(True)
        self._soon.start()

    def show_nothing(self, words: str, may_be_template: bool = False) -> None:
        """The file has no table to show; words say so. `may_be_template`: it was read, and nothing known was found."""
        self._entry, self._number = None, -1
        self.drop_paper()
        self.offer.show_offer(self.tr("是上级新发的空白表，就做成表种来填：") if may_be_template else "")
        self._nothing.setText(words)
        for part in (self.facts, self.need, self._split):
            part.hide()
        self._nothing.show()

    def mark_doubt(self, place: Place) -> None:
        """Makes the doubt about a cell the current one, without leading anywhere."""
        lines = self.doubts.doubts.lines
        row = next((at for at, line in enumerate(lines) if line.place == place), -1)
        if row >= 0:
            self.doubts.setCurrentIndex(self.doubts.doubts.index(row, 0))

    def _show_doubts(self, lines: Sequence[DoubtLine], confidence: float) -> None:
        count = sum(not line.corrected for line in lines)
        words = self.tr("疑问 %1 处（F8 下一处）").replace("%1", str(count)) if count else self.tr("没有疑问")
        self._heading.set_whole(f"{sure_words(confidence)}；{words}")
        self._sign.set_icon(icon("warning", "warning") if count or confidence < _SURE else icon("done", "good"))
        self.doubts.show_doubts(lines)
        self.doubts.setVisible(bool(lines))
        line = self.doubts.fontMetrics().height()
        head = self._heading.sizeHint().height() + 2 * _GAP
        options = min(_MOST_OPTIONS, sum(len(one.options) for one in lines))
        room = min(_MOST_DOUBT_LINES, 3 * len(lines)) * line + options * option_height(self.doubts.fontMetrics()) + head
        self._above.setMinimumHeight(head + (2 * line if lines else 0))
        self._above.setMaximumHeight(_UNBOUNDED if lines else head)
        self._split.setSizes([room, max(1, self._split.height() - room)])

    def _show_offer(self, entry: Entry, number: int, may_change: bool) -> None:
        """A blank form is no filing: it can become a form of its own."""
        item, words = entry.items[number], ""
        if may_change and item.understood is not None:
            if not item.filing.form:
                words = self.tr("是上级新发的空白表，就做成表种来填：")
            elif is_blank(self._context.workspace.desk.forms.get(item.filing.form), item.filing):
                words = self.tr("这张表几乎没有填内容，像是空白表：")
        self.offer.show_offer(words)

    def _show_side(self) -> None:
        """Paper or comparison; the paper is composed only when somebody looks at it."""
        if self._entry is None or not 0 <= self._number < len(self._entry.items):
            return
        shows_existing = self._to_existing.isChecked() and self._to_existing.isVisibleTo(self)
        high = QSizePolicy.Policy.Preferred if shows_existing else QSizePolicy.Policy.Ignored
        self.existing.setSizePolicy(QSizePolicy.Policy.Preferred, high)  # unseen, it asks for no room
        if shows_existing:
            self._stack.setCurrentWidget(self.existing)
            return
        item = self._entry.items[self._number]
        if item is not self._paper_of or item.filing is not self._filing:
            self._make_paper(item)
        self._stack.setCurrentWidget(self.paper or self._words)

    def _make_paper(self, item: Incoming) -> None:
        had_focus = self.paper is not None and self.paper.hasFocus()
        self.drop_paper()
        self._paper_of, self._filing = item, item.filing
        if not item.filing.form:
            self._words.setText(self.tr("选定表种以后，这里会看到读出的内容。"))
            return
        try:
            self.paper = IncomingPaper(self._context.workspace.desk, item.filing, self._stack)
        except UserError as error:
            self._words.setText(str(error))
            return
        self.paper.setMinimumHeight(_LEAST_PAPER)
        self.paper.path_chosen.connect(self.path_chosen)
        self._stack.addWidget(self.paper)
        if had_focus:
            self.paper.setFocus()

    def drop_paper(self) -> None:
        """Forgets the paper: another table comes, or the ledger closes."""
        if self.paper is not None:
            self._stack.removeWidget(self.paper)
            self.paper.deleteLater()
        self.paper, self._paper_of, self._filing = None, None, None

    def show_path(self, path: str) -> bool:
        """Lights up the cell of the paper that shows a path; False where the paper is not seen or has none."""
        if self._soon.isActive():
            self._soon.stop()
            self._show_side()
        if self._stack.currentWidget() is not self.paper or self.paper is None:
            return False
        return self.paper.show_path(path)

    # -- what the clerk says -------------------------------------------------------------------------------------

    def _settle(self, region: str | None = None, year: int | None = None) -> None:
        if self._entry is not None:
            self._batch.settle(self._entry, self._number, region, year)

    def _on_option(self, line: DoubtLine, code: str) -> None:
        """One of the regions that a name may mean is the right one: of the whole table, or of one of its rows."""
        if self._entry is None or not self._may_change(self._entry):
            return
        row, _, column = line.path.rpartition(".")
        if not row.startswith("tables."):
            self._settle(region=code)
        elif column == "name":
            name = self._entry.items[self._number].filing.get(line.path)
            self._batch.settle(self._entry, self._number, place=RowPlace(row, name, code))

    def _may_change(self, entry: Entry) -> bool:
        return self._context.workspace.can_edit and entry.outcome is None and not entry.is_skipped

    def _on_confirmed(self, alike: bool) -> None:
        if self._entry is not None:
            self._batch.confirm(self._entry, self._number, alike)

    def _on_chosen(self, choice: object, target: str, alike: bool) -> None:
        if self._entry is not None:
            self._batch.choose(self._entry, self._number, choice, target, alike)  # pyright: ignore[reportArgumentType]
