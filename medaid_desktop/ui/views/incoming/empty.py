"""What the page says while no file is on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.ui.look import title_font


class EmptyPage(QWidget):
    """One sentence, two buttons."""

    add_files, add_folder = Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("导入上级或下级发来的表"), self)
        title.setFont(title_font(self))
        words = QLabel(self.tr("把 Excel、WPS 表格、Word 文件或整个文件夹拖到这里，或者："), self)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        files = QPushButton(self.tr("添加文件…"), self)
        folder = QPushButton(self.tr("添加文件夹…"), self)
        files.clicked.connect(self.add_files)
        folder.clicked.connect(self.add_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(files)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addLayout(buttons)
        layout.addStretch(2)
        self.setFocusProxy(files)
