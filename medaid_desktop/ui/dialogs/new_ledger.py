"""Making a ledger: whose office, and which file."""

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.store.shipped.regions import load_regions
from medaid_desktop.ui.dialogs.files import ask_save, documents
from medaid_desktop.ui.dialogs.region_field import RegionField
from medaid_desktop.ui.settings import WindowSettings

_ENDING = ".medaid"


class NewLedgerDialog(QDialog):
    """Accepted only with a file in a folder that exists and no file of that name; it makes nothing itself."""

    def __init__(self, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("新建台账"))
        self._settings = settings
        self._region = RegionField(load_regions(), self)
        self._file = QLineEdit(self)
        self._file_is_ours = True
        self._browse = QPushButton(self.tr("浏览(&B)…"), self)
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self._make = buttons.addButton(self.tr("新建台账"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._make.setDefault(True)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._browse.clicked.connect(self._on_browse)
        self._region.region_changed.connect(self._on_region_changed)
        self._file.textEdited.connect(self._on_file_edited)
        self._lay_out(buttons)
        self._suggest()
        self._region.setFocus()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        file = QHBoxLayout()
        file.setSpacing(8)
        file.addWidget(self._file, 1)
        file.addWidget(self._browse)
        words = QLabel(self.tr("台账是一个文件，本单位各年度的填报件都存在里面。"), self)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("本单位所在区划(&R)："), self._region)
        form.addRow(self.tr("存放位置(&F)："), file)
        form.labelForField(file).setBuddy(self._file)
        self._file.setAccessibleName(self.tr("存放位置"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self._trouble)
        layout.addWidget(buttons)
        self.setMinimumWidth(560)

    def path(self) -> Path:
        """The file to make."""
        path = Path(self._file.text().strip()).expanduser()
        return path if path.suffix.lower() == _ENDING else path.with_name(path.name + _ENDING)

    def region(self) -> str:
        """The code of the office's region, "" for none."""
        return self._region.code()

    def _suggest(self) -> None:
        if self._file_is_ours:
            kept = self._settings.text("folder/ledger")
            folder = Path(kept) if kept else documents()
            name = load_regions().get(self.region()).name if self.region() else self.tr("医疗救助")
            self._file.setText(str(_free(folder / f"{safe_name(name)}{_ENDING}")))
        self._look()

    def _look(self) -> None:
        """Says at once what stands against making the ledger."""
        typed = self._file.text().strip()
        trouble = ""
        if typed and self.path().exists():
            trouble = self.tr("已有同名的文件，请换一个名字；要用它，请选“打开台账”。")
        elif typed and not self.path().parent.is_dir():
            trouble = self.tr("没有这个文件夹：%1").replace("%1", str(self.path().parent))
        elif self._region.text().strip() and not self.region():
            trouble = self.tr("请从列表中选定区划；不选也可以，先清空此格。")
        self._trouble.setText(trouble)
        self._make.setEnabled(bool(typed) and not trouble)

    def _on_region_changed(self) -> None:
        self._suggest()

    def _on_file_edited(self) -> None:
        self._file_is_ours = False
        self._look()

    def _on_browse(self) -> None:
        path = ask_save(
            self, self._settings, self.tr("台账存放位置"), "ledger", self.tr("台账 (*.medaid)"), self.path().name
        )
        if path:
            self._file_is_ours = False
            self._file.setText(str(path))
            self._look()


def _free(path: Path) -> Path:
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free
