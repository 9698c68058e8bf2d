"""Pages that stand in the middle of the window while no filing is open."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget


class MiddlePage(QScrollArea):
    """Holds its content in the middle, no wider than it likes to be; on a low screen it can be scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)

    def hold(self, content: QWidget, widest: int) -> None:
        """Puts the content into the page, at most `widest` pixels wide."""
        content.setMaximumWidth(widest)
        ground = QWidget()
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(content, 100)
        across.addStretch(1)
        self.setWidget(ground)
