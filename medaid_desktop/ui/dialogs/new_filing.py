"""Making a filing: which form, for which region and year, in which layout."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.variants import choose_layout
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.dialogs.region_field import RegionField
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE, TwoLines

_EARLIEST, _LATEST = 1990, 2100


class NewFilingDialog(QDialog):
    """Accepted with form, region, year and layout chosen; it makes nothing itself.

    With `source`, the id of a filing to copy, the form is fixed.
    """

    def __init__(self, desk: Desk, region: str, year: int | None, source: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("复制为新填报件") if source else self.tr("新建填报件"))
        self._desk = desk
        self._copied = desk.ledger.filings.get(source) if source else None
        self._forms = QListWidget(self)
        self._forms.setObjectName("formChooser")
        self._forms.setItemDelegate(TwoLines(self._forms))
        self._region = RegionField(desk.regions, self)
        self._region.setObjectName("regionField")
        self._year = QSpinBox(self)
        self._year.setObjectName("yearField")
        self._year.setRange(_EARLIEST, _LATEST)
        self._layout = QComboBox(self)
        self._layout.setObjectName("layoutField")
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        self._make = self._buttons.addButton(self.tr("新建"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._make.setDefault(True)
        self._buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill_forms()
        self._lay_out()
        self._forms.currentRowChanged.connect(self._on_form_changed)
        self._forms.itemDoubleClicked.connect(lambda _: self._make.click())
        self._region.region_changed.connect(self._on_region_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._region.choose(self._copied.region or region if self._copied else region)
        self._year.setValue(year or date.today().year)
        self._on_form_changed()
        self._on_region_changed()
        self._forms.setFocus()

    def _fill_forms(self) -> None:
        for info in self._desk.forms.infos():
            if self._copied and info.id != self._copied.form:
                continue
            item = QListWidgetItem(info.title, self._forms)
            item.setData(Qt.ItemDataRole.UserRole, info.id)
            item.setData(SECOND_LINE_ROLE, info.purpose)
        self._forms.setCurrentRow(0)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        heading = QLabel(self.tr("表种(&T)："), self)
        heading.setBuddy(self._forms)
        form.addRow(self.tr("区划(&R)："), self._region)
        form.addRow(self.tr("年度(&Y)："), self._year)
        form.addRow(self.tr("版式(&L)："), self._layout)
        for field in (self._year, self._layout):
            field.setMinimumHeight(self._region.sizeHint().height())
        self._form = form
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self._forms, 1)
        layout.addSpacing(4)
        layout.addLayout(form)
        layout.addWidget(self._trouble)
        layout.addWidget(self._buttons)
        self.resize(560, 600)

    def form_id(self) -> str:
        """The id of the chosen form."""
        return self._forms.currentItem().data(Qt.ItemDataRole.UserRole)

    def region(self) -> str | None:
        """The code of the chosen region, None for none."""
        return self._region.code() or None

    def year(self) -> int:
        """The chosen year."""
        return self._year.value()

    def layout_id(self) -> str:
        """The id of the chosen layout, "" where the form has just one."""
        return self._layout.currentData() or ""

    def _on_form_changed(self) -> None:
        form = self._desk.forms.get(self.form_id())
        self._layout.clear()
        for layout in form.layouts:
            self._layout.addItem(layout.title, layout.id)
        if self._copied:
            self._layout.setCurrentIndex(self._layout.findData(choose_layout(form, self._copied).id))
        self._form.setRowVisible(self._layout, len(form.layouts) > 1)

    def _on_region_changed(self) -> None:
        unknown = bool(self._region.text().strip()) and not self._region.code()
        self._trouble.setText(self.tr("请从列表中选定区划；暂时不定可以清空。") if unknown else "")
        self._make.setEnabled(not unknown)
