"""Which region and year filings are for, and in which layout they are printed: changed without touching the content."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.revise import Wish, already_there
from medaid_desktop.ui.dialogs.region_field import RegionField

_EARLIEST, _LATEST = 1990, 2100
_NAMED = 3


class ReviseDialog(QDialog):
    """Accepted with a wish; it changes nothing itself. Of several filings only what is ticked is changed."""

    def __init__(self, desk: Desk, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reviseDialog")
        self.setWindowTitle(self.tr("更改区划和年度"))
        self._desk = desk
        self._ids = list(ids)
        self._filings = [desk.ledger.filings.get(filing_id) for filing_id in ids]
        self._region = RegionField(desk.regions, self, desk.home())
        self._region.setObjectName("reviseRegion")
        self._region.setAccessibleName(self.tr("区划"))
        self._year = QSpinBox(self)
        self._year.setObjectName("reviseYear")
        self._year.setAccessibleName(self.tr("年度"))
        self._year.setRange(_EARLIEST - 1, _LATEST)
        self._year.setSpecialValueText(self.tr("未定"))
        self._layout = QComboBox(self)
        self._layout.setObjectName("reviseLayout")
        self._layout.setAccessibleName(self.tr("版式"))
        self._says = QLabel(self)
        self._says.setObjectName("reviseSays")
        self._says.setWordWrap(True)
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._ticks: dict[QWidget, QCheckBox] = {}
        self._buttons = QDialogButtonBox(self)
        self._change = self._buttons.addButton(self.tr("更改"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._change.setDefault(True)
        self._buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill()
        self._lay_out()
        self._connect()
        self._on_changed()

    # -- making --------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Shows how the filings are; where they differ, how the first one is."""
        first = self._filings[0]
        self._region.choose(first.region or "")
        years = {filing.year for filing in self._filings}
        self._year.setValue((first.year or _EARLIEST - 1) if len(years) == 1 else first.year or date.today().year)
        if len({filing.form for filing in self._filings}) == 1:
            form = self._desk.form_of(first)
            for layout in form.layouts:
                self._layout.addItem(layout.title, layout.id)
            self._layout.setCurrentIndex(self._layout.findData(choose_layout(form, first).id))
        self._first_layout = self._layout.currentData() or ""

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in (
            (self.tr("区划(&R)："), self._region), (self.tr("年度(&Y)："), self._year),
            (self.tr("版式(&L)："), self._layout),
        ):  # fmt: skip
            field.setMinimumHeight(self._region.sizeHint().height())
            self._add_row(form, words, field)
        form.setRowVisible(form.rowCount() - 1, self._layout.count() > 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._heading())
        layout.addSpacing(4)
        layout.addLayout(form)
        layout.addSpacing(4)
        layout.addWidget(self._says, 1)
        layout.addWidget(self._buttons)
        self.resize(520, 264)

    def _add_row(self, form: QFormLayout, words: str, field: QWidget) -> None:
        if len(self._filings) == 1:
            form.addRow(words, field)
            return
        tick = QCheckBox(words, self)
        tick.setToolTip(self.tr("选中的才更改，其余保持不变"))
        tick.toggled.connect(field.setEnabled)
        tick.toggled.connect(self._on_changed)
        field.setEnabled(False)
        self._ticks[field] = tick
        line = QHBoxLayout()
        line.addWidget(field, 1)
        form.addRow(tick, line)

    def _heading(self) -> QLabel:
        titles = [self._desk.ledger.filings.title(filing_id) for filing_id in self._ids]
        words = f"“{titles[0]}”" if len(titles) == 1 else self.tr("%1 份填报件").replace("%1", str(len(titles)))
        heading = QLabel(words, self)
        heading.setWordWrap(True)
        heading.setProperty("part", "heading")
        heading.setToolTip("\n".join(titles[:20]) if len(titles) > 1 else "")
        return heading

    def _connect(self) -> None:
        self._region.region_changed.connect(self._on_changed)
        self._year.valueChanged.connect(self._on_changed)
        self._layout.currentIndexChanged.connect(self._on_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        first = self._ticks.get(self._region, self._region)
        first.setFocus()
        if first is self._region:
            self._region.selectAll()

    # -- what is wished ------------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        """What is to be changed."""
        year = self._year.value()
        layout = self._layout.currentData() or ""
        return Wish(
            self._region.code() if self._is_meant(self._region) else None,
            (year if year >= _EARLIEST else 0) if self._is_meant(self._year) else None,
            layout if self._is_meant(self._layout) and self._layout_is_meant(layout) else None,
        )

    def _layout_is_meant(self, layout: str) -> bool:
        """A layout that the content chose by itself is left to it, unless another one is picked."""
        return self._layout.count() > 1 and (layout != self._first_layout or self._layout in self._ticks)

    def _is_meant(self, field: QWidget) -> bool:
        tick = self._ticks.get(field)
        return tick.isChecked() if tick else True

    def _changes(self, wish: Wish) -> bool:
        return any(
            (wish.region is not None and (wish.region or None) != filing.region)
            or (wish.year is not None and (wish.year or None) != filing.year)
            or (wish.variant is not None and wish.variant != filing.variant)
            for filing in self._filings
        )

    def _on_changed(self) -> None:
        """Says what will happen, and whether it can."""
        if self._is_meant(self._region) and self._region.text().strip() and not self._region.code():
            self._says.setText(self.tr("请从列表中选定区划；暂时不定可以清空。"))
            self._change.setEnabled(False)
            return
        wish = self.wish()
        changes = self._changes(wish)
        self._change.setEnabled(changes)
        self._says.setText("\n".join(self._sentences(wish)) if changes else self._nothing())

    def _nothing(self) -> str:
        if self._ticks and not any(tick.isChecked() for tick in self._ticks.values()):
            return self.tr("请先选中要更改的项目，没有选中的保持不变。")
        return self.tr("和现在一样，没有要更改的。")

    def _sentences(self, wish: Wish) -> list[str]:
        said = [self.tr("填写的内容不变；表上随区划、年度印出的文字会跟着变。更改后可以撤销。")]
        known = self._desk.regions.find(wish.region, wish.year) if wish.region and wish.year else None
        if known and wish.year and not known.valid_in(wish.year):
            said.append(self.tr("%1 年没有这个区划，请核对。").replace("%1", str(wish.year)))
        there = already_there(self._desk, self._ids, wish)
        if there:
            names = self.tr("、").join(f"“{summary.title}”" for summary in there[:_NAMED])
            words = self.tr("同一区划和年度已有 %1 份同种的填报件：%2%3。两份都会保留。")
            more = self.tr("等") if len(there) > _NAMED else ""
            said.append(words.replace("%1", str(len(there))).replace("%2", names).replace("%3", more))
        if len(self._filings) > 1 and wish.region is not None and wish.year is not None:
            kinds = {filing.form for filing in self._filings}
            if len(kinds) < len(self._filings):
                said.append(self.tr("更改后，选中的几份里有同种的会在同一区划和年度。"))
        return said
