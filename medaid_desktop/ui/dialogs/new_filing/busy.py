"""What stands in the dialog while last year's filings are being read."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget


class BusyPage(QWidget):
    """Says what is under way, how far it is, and stops it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        words = QLabel(self.tr("正在读取往年的填报件"), self)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(words.text())
        self._bar.setRange(0, 0)
        self.stop = QPushButton(self.tr("停止"), self)
        self.stop.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(words)
        layout.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_progress(self, done: int, total: int) -> None:
        """Shows how many of how many were read."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
