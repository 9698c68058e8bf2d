"""The help pages, in a window of their own beside the work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from medaid_desktop import paths

PAGES = ("guide", "keys")


class HelpWindow(QWidget):
    """Shows `resources/help/PAGE.md`; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("使用说明"))
        self._text = QTextBrowser(self)
        self._text.setAccessibleName(self.tr("使用说明"))
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.document().setDocumentMargin(24)
        font = QFont(self.font())
        font.setPointSize(font.pointSize() + 1)
        self._text.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self.resize(640, 640)

    def show_page(self, page: str) -> None:
        """Brings a page to the front."""
        self._text.setMarkdown(paths.resource("help", f"{page}.md").read_text(encoding="utf-8"))
        self.show()
        self.raise_()
        self.activateWindow()
