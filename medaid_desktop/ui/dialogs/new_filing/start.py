"""How new filings begin: blank, carried over, copied; for one region or for those below it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.carry_over import Start, starts, waiting
from medaid_desktop.operations.filings.new_filings import How
from medaid_desktop.ui.dialogs.new_filing.wish import Wish, candidate_words, start_words
from medaid_desktop.ui.views.rows import FittingRows
from medaid_desktop.ui.words import year_word

_KEY = Qt.ItemDataRole.UserRole
_MOST_CANDIDATES = 30
_LEAST_HEIGHT = 96


class StartPanel(QWidget):
    """Reads what the ledger has whenever form, region or year change, and ticks what is usually wanted."""

    changed = Signal()

    def __init__(self, desk: Desk, source: str, how: How, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._source = source
        self._form, self._region, self._year = "", "", 0
        self._starts: list[Start] = []
        self._hows: dict[How, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for name, words in (
            ("blank", self.tr("空白(&K)")), ("carry", self.tr("结转往年的(&J)")), ("copy", self.tr("复制选中的(&C)")),
        ):  # fmt: skip
            radio = QRadioButton(words, self)
            radio.setObjectName(f"start-{name}")
            self._hows[name] = radio  # type: ignore[index]
            self._group.addButton(radio)
        self._hows["copy"].setVisible(bool(source))
        self._hows["copy" if source else how].setChecked(True)
        self._below = QCheckBox(self.tr("为下级区划各建一份(&M)"), self)
        self._below.setObjectName("belowField")
        self._deep = QCheckBox(self.tr("直到县级(&D)"), self)
        self._deep.setObjectName("deepField")
        self._list = QListWidget(self)
        self._list.setObjectName("startList")
        self._list.setMinimumHeight(_LEAST_HEIGHT)
        self._list.setItemDelegate(FittingRows(self._list))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # year and state stand at the ends
        self._ticks = QWidget(self)
        self._lay_out()
        self._group.buttonToggled.connect(lambda _, on: self._fill() if on else None)
        self._below.toggled.connect(self._read)
        self._deep.toggled.connect(self._read)
        self._list.itemChanged.connect(self._on_ticked)

    def _lay_out(self) -> None:
        hows = QHBoxLayout()
        hows.setSpacing(16)
        for radio in self._hows.values():
            hows.addWidget(radio)
        hows.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self._below)
        below.addWidget(self._deep)
        below.addStretch(1)
        ticks = QHBoxLayout(self._ticks)
        ticks.setContentsMargins(0, 0, 0, 0)
        ticks.setSpacing(8)
        choices: tuple[tuple[str, Callable[[Start], bool]], ...] = (
            (self.tr("全选(&A)"), lambda _: True),
            (self.tr("全不选(&N)"), lambda _: False),
            (self.tr("还没有的(&H)"), lambda start: not start.present),
        )
        for words, wanted in choices:
            button = QPushButton(words, self._ticks)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, wanted=wanted: self._tick(wanted))
            ticks.addWidget(button)
        ticks.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(hows)
        layout.addLayout(below)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._ticks)
        layout.addStretch(0)  # takes the room only while there is no list

    def show_for(self, form: str, region: str, year: int) -> None:
        """Begins anew for a form, region ("" for none) and year."""
        if (form, region, year) == (self._form, self._region, self._year):
            return
        self._form, self._region, self._year = form, region, year
        below = self._desk.regions.children(region, year) if region else ()
        self._below.setEnabled(bool(below))
        if not below:
            self._below.setChecked(False)
        self._deep.setVisible(any(self._desk.regions.children(child.code, year) for child in below))
        self._read()

    @property
    def several(self) -> bool:
        """Whether filings are made for the regions below."""
        return self._below.isChecked() and self._below.isEnabled()

    def how(self) -> How:
        """The way to start."""
        return next(how for how, radio in self._hows.items() if radio.isChecked())

    def wish(self) -> Wish:
        """What is chosen."""
        ticked = {item.data(_KEY) for item in self._items() if item.checkState() is Qt.CheckState.Checked}
        begun = [start for start in self._starts if start.region in ticked] if self.several else self._starts
        return Wish(self._form, self._year, self.how(), begun, self.several, self._source, ticked)

    def _read(self) -> None:
        if not self._form:
            return
        regions: list[str | None] = [self._region or None]
        if self.several:
            table = self._desk.regions
            deep = self._deep.isChecked() and not self._deep.isHidden()
            below = (table.descendants if deep else table.children)(self._region, self._year)
            regions = [region.code for region in below]
        self._starts = starts(self._desk, self._form, regions, self._year, self._region or None)
        self._hows["carry"].setText(self._carry_words())
        self._fill()

    def _carry_words(self) -> str:
        """The way 结转 with what it would take: how many filings, of which year."""
        if self.several:
            return self.tr("结转各自往年的(&J)")
        newest = self._starts[0].newest()
        if not newest:
            return self.tr("结转往年的（还没有）(&J)")
        words = self.tr("结转 %1的 %2 份(&J)").replace("%1", year_word(newest[0].year or 0))
        return words.replace("%2", str(len(newest)))

    def _fill(self) -> None:
        """Lists regions, or the filings of one region that could be carried over; or nothing."""
        self._list.blockSignals(True)
        self._list.clear()
        if self.several:
            self._list_regions()
        elif self.how() == "carry":
            self._list_candidates(self._starts[0])
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self._list.setAccessibleName(self.tr("下级区划") if self.several else self.tr("可以结转的往年填报件"))
        self._list.setVisible(self._list.count() > 0)
        self._ticks.setVisible(self.several)
        self.changed.emit()

    def _list_regions(self) -> None:
        units = {start.region: self._desk.regions.get(start.region or "", self._year) for start in self._starts}
        for start in self._starts:
            region = units[start.region]
            words = start_words(start, self.how(), self._year)
            usual = region.level != "unit" and not start.present
            self._add(f"{region.name}　{words}" if words else region.name, region.code, usual)

    def _list_candidates(self, start: Start) -> None:
        wanted = {summary.id for summary in waiting(start, self._year)}
        newest = {summary.id for summary in start.newest()}
        for summary in start.earlier[:_MOST_CANDIDATES]:
            done = summary.id in newest - wanted
            self._add(candidate_words(summary, done), summary.id, summary.id in wanted)

    def _add(self, words: str, key: str, ticked: bool) -> None:
        item = QListWidgetItem(words, self._list)
        item.setData(_KEY, key)
        item.setToolTip(words)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _tick(self, wanted: Callable[[Start], bool]) -> None:
        by_region = {start.region: start for start in self._starts}
        self._list.blockSignals(True)
        for item in self._items():
            on = wanted(by_region[item.data(_KEY)])
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self.changed.emit()

    def _on_ticked(self) -> None:
        self.changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]
