"""Where the ledger is searched: the chosen region or all, a year, a form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from medaid_desktop.ui.words import year_word

_GAP = 4


class SearchFilters(QWidget):
    """Three choosers in a line; each begins with everything."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scope, self._year, self._form = QComboBox(self), QComboBox(self), QComboBox(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for box, name, words, share in (
            (self._scope, "searchScope", self.tr("区划范围"), 4),
            (self._year, "searchYear", self.tr("年度"), 3),
            (self._form, "searchForm", self.tr("表种"), 4),
        ):
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setToolTip(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
            box.activated.connect(lambda: self.changed.emit())
            layout.addWidget(box, share)

    def only_here(self) -> bool:
        """Whether only the chosen region is to be searched."""
        return self._scope.currentData() == "here"

    def year(self) -> int | None:
        """The year, None for all."""
        return self._year.currentData() or None

    def form(self) -> str | None:
        """The id of the form, None for all."""
        return self._form.currentData() or None

    def is_narrow(self) -> bool:
        """Whether something is left out."""
        return bool(self.only_here() or self.year() or self.form())

    def set_choices(self, region: str, years: Sequence[int], forms: Sequence[tuple[str, str]]) -> None:
        """Fills the choosers, keeping what is chosen: the region at hand by its name, years, forms (id, title)."""
        here = [(self.tr("只在%1").replace("%1", region), "here")] if region else []
        _fill(self._scope, [(self.tr("全部区划"), ""), *here])
        _fill(self._year, [(self.tr("全部年度"), 0), *((year_word(year), year) for year in years)])
        _fill(self._form, [(self.tr("全部表种"), ""), *((title, form) for form, title in forms)])

    def widen(self) -> None:
        """Leaves nothing out any more; says nothing about it."""
        for box in (self._scope, self._year, self._form):
            box.setCurrentIndex(0)


def _fill(box: QComboBox, entries: "Sequence[tuple[str, object]]") -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, data in entries:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
