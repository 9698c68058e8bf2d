"""Two filings side by side in the history page: what the other one has otherwise."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.errors import UserError
from medaid_desktop.ui.views.history.differences import DifferenceList
from medaid_desktop.ui.views.history.reading import Reading


class ComparisonView(QWidget):
    """Compares on demand and again when one of the two is edited."""

    left = Signal()
    jumped = Signal(str, str, bool)
    """A filing, the path of a cell in it, and whether the keyboard asked."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._ids = ("", "")
        self._names = QLabel(self)
        self._names.setObjectName("comparedNames")
        self.words = QLabel(self)
        self.words.setObjectName("comparisonWords")
        for label in (self._names, self.words):
            label.setWordWrap(True)
            label.setContentsMargins(12, 4, 8, 4)
        self.differences = DifferenceList(self.tr("两份填报件的不同"), self)
        self._swap = QPushButton(self.tr("前后互换"), self)
        self._swap.clicked.connect(self._on_swap)
        self._back = QPushButton(self.tr("返回修改记录"), self)
        self._back.clicked.connect(self.left)
        self.differences.jumped.connect(self._on_jumped)
        self._titles = ("", "")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 4, 8, 4)
        buttons.setSpacing(8)
        buttons.addWidget(self._back)
        buttons.addWidget(self._swap)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._names, self.words, self.differences):
            layout.addWidget(widget, 1 if widget is self.differences else 0)
        layout.addLayout(buttons)

    def compare(self, one: str, other: str, titles: tuple[str, str]) -> None:
        """Shows how `other` differs from `one`."""
        self._ids, self._titles = (one, other), titles
        words = self.tr("前：%1").replace("%1", titles[0]), self.tr("后：%1").replace("%1", titles[1])
        self._names.setText("\n".join(words))
        self._names.setAccessibleName("，".join(words))
        self.words.setText(self.tr("正在比较…"))
        self.read()

    def concerns(self, filing_id: str) -> bool:
        """Whether a filing is one of the two."""
        return filing_id in self._ids

    def read(self) -> None:
        """Compares again."""
        self._reading.comparison(*self._ids, self._show, self._on_failed)

    def _on_swap(self) -> None:
        (one, other), (first, second) = self._ids, self._titles
        self.compare(other, one, (second, first))

    def _show(self, found: list[Difference]) -> None:
        words = self.tr("有 %1 处不同：") if found else self.tr("两份的内容相同。")
        self.words.setText(words.replace("%1", str(len(found))))
        self.differences.show_differences(found, (self.tr("前"), self.tr("后")))

    def _on_failed(self, error: UserError) -> None:
        self.words.setText(str(error))
        self.differences.show_differences([], ("", ""))

    def _on_jumped(self, difference: Difference, by_key: bool) -> None:
        side = 1 if difference.after_path else 0
        self.jumped.emit(self._ids[side], difference.after_path or difference.before_path, by_key)
