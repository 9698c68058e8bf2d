"""What a table is: its form, region and year, how sure that is, and what must still be said."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from medaid_desktop.ui.dialogs.region_field import RegionField
from medaid_desktop.ui.views.labels import ElidedLabel

if TYPE_CHECKING:
    from medaid_desktop.core.filing import Filing
    from medaid_desktop.operations.desk import Desk

_EARLIEST, _LATEST = 1990, 2100
_EDGE, _GAP = 8, 4


class Facts(QWidget):
    """Says what the clerk changes; nothing is changed here."""

    form_chosen = Signal(str)
    """The id of a form, "" for: no table to read."""
    region_chosen = Signal(str)
    """A code, "" for none."""
    year_chosen = Signal(int)
    """0 for none."""

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QComboBox(self)
        self.form.setObjectName("incomingForm")
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for info in desk.forms.infos():
            self.form.addItem(info.title, info.id)
        self.form.addItem(self.tr("不是要读的表，不导入"), "")
        self.form.setPlaceholderText(self.tr("认不出，请选定"))
        self.region = RegionField(desk.regions, self, desk.home())
        self.region.setObjectName("incomingRegion")
        self.region.setPlaceholderText(self.tr("请选定：名称、代码或拼音"))
        self.year = QSpinBox(self)
        self.year.setObjectName("incomingYear")
        self.year.setRange(_EARLIEST - 1, _LATEST)
        self.year.setSpecialValueText(self.tr("未定"))
        self.year.setKeyboardTracking(False)
        self._name = ElidedLabel(self)
        self._name.setProperty("part", "heading")
        self._code = ""
        self._is_filling = False
        self._lay_out()
        self.form.activated.connect(lambda _: self.form_chosen.emit(self.form.currentData()))
        self.region.region_changed.connect(self._on_region)
        self.region.editingFinished.connect(self._on_region_left)
        self.year.valueChanged.connect(self._on_year)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(_EDGE, _EDGE, _EDGE, _GAP)
        grid.setHorizontalSpacing(_EDGE)
        grid.setVerticalSpacing(_GAP)
        grid.addWidget(self._name, 0, 0, 1, 4)
        for words, field, row, col, wide in (
            (self.tr("表种(&Y)"), self.form, 1, 0, 1), (self.tr("年度(&N)"), self.year, 1, 2, 1),
            (self.tr("区划(&J)"), self.region, 2, 0, 3),
        ):  # fmt: skip
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setMinimumHeight(self.region.sizeHint().height())
            grid.addWidget(label, row, col)
            grid.addWidget(field, row, col + 1, 1, wide)
        for field in (self.form, self.region):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid.setColumnStretch(1, 1)

    def show_filing(self, filing: "Filing", title: str, may_change: bool, fixed_form: bool) -> None:
        """Shows what a table was taken for; `fixed_form` where the form stands in the file itself."""
        self._is_filling = True
        self._name.set_whole(title)
        self.form.setCurrentIndex(self.form.findData(filing.form) if filing.form else -1)
        if filing.region != self._code or not filing.region:
            self.region.choose(filing.region or "")
        self._code = filing.region or ""
        self.year.setValue(filing.year or _EARLIEST - 1)
        for field in (self.form, self.region, self.year):
            field.setEnabled(may_change)
        self.form.setEnabled(may_change and not fixed_form)
        self._is_filling = False

    def _on_region(self) -> None:
        code = self.region.code()
        if not self._is_filling and code and code != self._code:
            self._code = code
            self.region_chosen.emit(code)

    def _on_region_left(self) -> None:
        if not self._is_filling and not self.region.text().strip() and self._code:
            self._code = ""
            self.region_chosen.emit("")

    def _on_year(self, year: int) -> None:
        if not self._is_filling:
            self.year_chosen.emit(year if year >= _EARLIEST else 0)


class TemplateOffer(QFrame):
    """Where a file looks like a blank form: it can become a form of the ledger's own."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingTemplate")
        self._text = QLabel(self)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setWordWrap(True)
        self._button = QToolButton(self)
        self._button.setObjectName("incomingAsTemplate")
        self._button.setText(self.tr("作为模板导入(&M)"))
        self._button.setToolTip(self.tr("把这张空白表做成表种，新建填报件时就能选它"))
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._button.clicked.connect(self.taken)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        layout.setSpacing(_EDGE)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self.hide()

    def show_offer(self, words: str) -> None:
        """Says why it may be a blank form, "" for nothing to offer."""
        self._text.setText(words)
        self.setVisible(bool(words))
