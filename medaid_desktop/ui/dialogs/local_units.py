"""The office's own local units under a region: added, renamed, removed at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.local_units import add_unit, own_units, remove_unit, rename_unit, units_below
from medaid_desktop.ui.dialogs.parts import closing, open_at
from medaid_desktop.ui.dialogs.region_field import RegionField
from medaid_desktop.ui.views.rows import TwoLines
from medaid_desktop.ui.workspace import Workspace

_CODE = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 560, 440


class LocalUnitsDialog(QDialog):
    """Works at once; what cannot be done is said above the buttons, with the reason."""

    def __init__(self, workspace: Workspace, region: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("本地单位"))
        self._workspace = workspace
        self._region = RegionField(workspace.desk.regions, self, workspace.desk.home())
        self._region.setObjectName("unitRegion")
        self._name = _NameField(self)
        self._add = self._button(self.tr("添加(&A)"), self._on_add)
        self._rename = self._button(self.tr("改名(&E)"), self._on_rename)
        self._remove = self._button(self.tr("删除(&D)"), self._on_remove)
        self._list = QListWidget(self)
        self._list.setObjectName("unitList")
        self._list.setAccessibleName(self.tr("这个区划下的本地单位"))
        self._list.setItemDelegate(TwoLines(self._list))
        self._message = QLabel(self)
        self._message.setObjectName("unitMessage")
        self._message.setWordWrap(True)
        self._lay_out()
        self._name.entered.connect(self._on_add)
        self._name.textChanged.connect(self._look)
        self._list.currentItemChanged.connect(self._on_current_changed)
        self._region.region_changed.connect(self._read)
        known = workspace.desk.regions.find(region) if region else None
        self._region.choose((known.parent or "") if known and known.level == "unit" else region)
        self._name.setFocus()

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        words = QLabel(self.tr("开发区、高新区等不在国家区划代码里的单位，登记后可以像区县一样填表。"), self)
        words.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("所属区划(&R)："), self._region)
        form.addRow(self.tr("单位名称(&N)："), self._name)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self._add, self._rename, self._remove):
            acts.addWidget(button)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._message)
        layout.addLayout(acts)
        layout.addWidget(closing(self))
        open_at(self, _WIDTH, _HEIGHT)

    def _read(self, choose: str = "") -> None:
        """Lists the units of the chosen region."""
        desk, region = self._workspace.desk, self._region.code()
        own = own_units(desk)
        self._list.clear()
        for unit in units_below(desk, region) if region else []:
            shipped = "" if unit.code in own else self.tr("　随程序提供")
            item = QListWidgetItem(f"{unit.name}　{unit.code}{shipped}", self._list)
            item.setData(_CODE, unit.code)
            if unit.code == choose:
                self._list.setCurrentItem(item)
        self._say("" if self._list.count() or not region else self.tr("这里还没有本地单位。"))
        self._look()

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return item.data(_CODE) if item else ""

    def _look(self) -> None:
        may, typed = self._workspace.can_edit, bool(self._name.text().strip())
        own = self._chosen() in own_units(self._workspace.desk)
        self._add.setEnabled(may and typed and bool(self._region.code()))
        self._rename.setEnabled(may and typed and own)
        self._remove.setEnabled(may and own)

    def _on_current_changed(self) -> None:
        chosen = own_units(self._workspace.desk).get(self._chosen())
        if chosen:
            self._name.setText(chosen.name)
            self._name.selectAll()
        self._look()

    def _on_add(self) -> None:
        if self._add.isEnabled():
            desk = self._workspace.desk
            self._act(lambda: add_unit(desk, self._region.code(), self._name.text()).id, self.tr("已添加 %1。"))

    def _on_rename(self) -> None:
        desk, unit = self._workspace.desk, self._chosen()
        self._act(lambda: rename_unit(desk, unit, self._name.text()).id, self.tr("已改名为 %1。"))

    def _on_remove(self) -> None:
        desk, unit = self._workspace.desk, self._chosen()
        name = desk.names(unit).short

        def remove() -> str:
            remove_unit(desk, unit)
            return ""

        self._act(remove, self.tr("已删除 %1。").replace("%1", name))

    def _act(self, act: Callable[[], str], words: str) -> None:
        try:
            unit = act()
        except UserError as error:
            self._say(str(error))
            return
        self._region.use(self._workspace.desk.regions)
        self._workspace.filings_changed.emit()
        name = self._workspace.desk.names(unit).short if unit else ""
        self._read(unit)
        if not unit:
            self._name.clear()
        self._say(words.replace("%1", name))

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))


class _NameField(QLineEdit):
    """Enter adds; the dialog stays for the next one."""

    entered = Signal()

    def __init__(self, dialog: LocalUnitsDialog) -> None:
        super().__init__(dialog)
        self.setObjectName("unitName")
        self.setPlaceholderText(self.tr("例如 高新区"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
