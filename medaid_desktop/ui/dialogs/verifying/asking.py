"""What is to be verified: a code typed in or scanned, or a PDF or an archive that is chosen."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_open

_FILES = (".pdf", ".zip")
_QUOTES = "\"'“”"


class AskLine(QWidget):
    """Scanners type a code and end with Enter; the next scan takes its place."""

    code_asked = Signal(str)
    file_asked = Signal(Path)
    nothing_asked = Signal()
    """The field is empty."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = context.settings
        self.field = QLineEdit(self)
        self.field.setObjectName("verifyCode")
        self.field.setPlaceholderText(self.tr("页脚的校验码，或扫描二维码得到的文字"))
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # a scanner types letters, not pinyin
        label = QLabel(self.tr("校验码或二维码文字(&N)："), self)
        label.setBuddy(self.field)
        self._go = go = QPushButton(self.tr("验证(&V)"), self)
        go.setObjectName("verifyGo")
        choose = QPushButton(self.tr("选择文件(&O)…"), self)
        choose.setObjectName("verifyChoose")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        for button in (go, choose):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        go.clicked.connect(self._on_asked)
        choose.clicked.connect(self._on_choose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter verifies while the keys go to the field, and only then: elsewhere it leads to a cell."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._go.setDefault(event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Empties the field."""
        self.field.clear()

    def ask_again(self) -> None:
        """Waits for the next code."""
        self.field.setFocus()
        self.field.selectAll()

    def _on_asked(self) -> None:
        text = self.field.text().strip()
        bare = text.strip(_QUOTES)
        if not text:
            self.nothing_asked.emit()
        elif bare.lower().endswith(_FILES) or is_folder(bare):
            self.file_asked.emit(Path(bare))
        else:
            self.code_asked.emit(text)

    def _on_choose(self) -> None:
        kinds = self.tr("PDF 或归档 (*.pdf *.zip)")
        path = ask_open(self, self._settings, self.tr("选择要验证的 PDF 或归档"), "verify", kinds)
        if path is not None:
            self.file_asked.emit(path)


def is_folder(text: str) -> bool:
    """Whether a folder is called so, from the top of its disk."""
    try:
        return Path(text).is_absolute() and Path(text).is_dir()
    except (OSError, ValueError):  # far too long for a path, or with signs that no path has
        return False


def dropped_file(event: QDropEvent) -> Path | None:
    """The PDF or archive, a .zip or a folder, that is being dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in _FILES or is_folder(str(path))), None)
