"""Where an archive is to stand: a new folder or a .zip file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.ui.dialogs.files import folder_of
from medaid_desktop.ui.settings import WindowSettings

_KIND, _ZIP_KEY, _ZIP = "archive", "archive/zip", ".zip"


class ArchiveTarget(QWidget):
    """Offers a name until another one is typed. `ways` is the choice between folder and file, to be placed above it."""

    changed = Signal()

    def __init__(self, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._is_typed = False
        self.ways = QWidget(parent)
        folder = QRadioButton(self.tr("文件夹(&F)"), self.ways)
        self._zip = QRadioButton(self.tr("一个 .zip 文件(&Z)"), self.ways)
        (self._zip if settings.flag(_ZIP_KEY, False) else folder).setChecked(True)
        self.field = QLineEdit(self)
        self.field.setObjectName("archiveTarget")
        browse = QPushButton(self.tr("浏览(&B)…"), self)
        browse.setObjectName("archiveBrowse")
        browse.setAutoDefault(False)
        ways = QHBoxLayout(self.ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(16)
        ways.addWidget(folder)
        ways.addWidget(self._zip)
        ways.addStretch(1)
        place = QHBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(8)
        place.addWidget(self.field, 1)
        place.addWidget(browse)
        self.setFocusProxy(self.field)
        self._zip.toggled.connect(lambda _: self._on_way())
        self.field.textEdited.connect(lambda _: self._on_typed())
        browse.clicked.connect(self._on_browse)

    def offer(self, name: str) -> None:
        """Names a place in the folder of the last archive; nothing where a place was typed or chosen."""
        if not self._is_typed:
            ending = _ZIP if self._zip.isChecked() else ""
            self.field.setText(str(folder_of(self._settings, _KIND) / (safe_name(name) + ending)))

    def path(self) -> Path | None:
        """The place, with the ending of what was chosen; None where the field is empty."""
        text = self.field.text().strip()
        if not text:
            return None
        path = Path(text) if Path(text).is_absolute() else folder_of(self._settings, _KIND) / text
        has_ending = path.suffix.lower() == _ZIP
        if self._zip.isChecked():
            return path if has_ending else path.with_name(f"{path.name}{_ZIP}")
        return path.with_suffix("") if has_ending else path

    def said(self) -> str:
        """What is to be known of the place before anything is written; "" for nothing."""
        path = self.path()
        if path is None:
            return self.tr("请写明存到哪里。")
        return self.tr("已经有这个文件，归档时替换它。") if self._zip.isChecked() and path.exists() else ""

    def refused(self) -> str:
        """Why nothing can be written there; "" where it can. The field is chosen then, to be typed over."""
        path = self.path()
        if path is None or self._zip.isChecked() or not path.exists() or (path.is_dir() and not any(path.iterdir())):
            return ""
        self.field.selectAll()
        self.field.setFocus()
        return self.tr("“%1”已有文件，归档不覆盖。请写一个新的文件夹名。").replace("%1", path.name)

    def keep(self, path: Path) -> None:
        """Remembers the choice for the next time."""
        self._settings.put(_ZIP_KEY, self._zip.isChecked())
        self._settings.put(f"folder/{_KIND}", str(path.parent))

    def _on_way(self) -> None:
        path = self.path()
        if self._is_typed and path is not None:
            self.field.setText(str(path))
        self.changed.emit()

    def _on_typed(self) -> None:
        self._is_typed = True
        self.changed.emit()

    def _on_browse(self) -> None:
        start = self.path() or folder_of(self._settings, _KIND)
        if self._zip.isChecked():
            option = QFileDialog.Option.DontConfirmOverwrite  # the dialog says that the file is replaced
            chosen, _ = QFileDialog.getSaveFileName(
                self, self.tr("归档为"), str(start), self.tr("压缩文件 (*.zip)"), options=option
            )
        else:
            chosen = QFileDialog.getExistingDirectory(self, self.tr("在哪个文件夹里归档"), str(start.parent))
            chosen = str(Path(chosen) / start.name) if chosen else ""
        if chosen:
            self.field.setText(chosen)
            self._on_typed()
