"""Which printer: by name, above all of them the PDF file, and what is known of the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget


class PrinterField(QWidget):
    """Shows the printer used last until the names of all come in."""

    changed = Signal()
    """Another printer is chosen, or the first one."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._last: str | None = None
        self._told: str | None = None
        self._are_named = False
        self._is_chosen = False
        self._chooser = QComboBox(self)
        self._chooser.setObjectName("printerChooser")
        self._chooser.setAccessibleName(self.tr("打印机"))
        self._chooser.addItem(self.tr("另存为 PDF"), "")
        self._state = QLabel(self)
        self._state.setObjectName("printerState")
        label = QLabel(self.tr("打印机(&M)："), self)
        label.setBuddy(self._chooser)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self._chooser, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._state)
        self.setFocusProxy(self._chooser)
        self._chooser.currentIndexChanged.connect(self._on_changed)
        self._chooser.activated.connect(self._on_chosen)

    def printer(self) -> str:
        """The name of the chosen printer, "" for a PDF file."""
        return self._chooser.currentData() or ""

    def begin_with(self, last: str | None) -> None:
        """Chooses the printer used last, "" for a PDF file, None where nothing was printed yet."""
        self._last = last
        if last:
            self._chooser.addItem(last, last)
            self._chooser.setCurrentIndex(1)
        else:
            self._on_changed()

    def show_names(self, names: Sequence[str]) -> None:
        """Offers the printers that there are; the first is chosen where nothing was printed yet and nobody has chosen."""
        self._are_named = True
        chosen = names[0] if names and self._last is None and not self._is_chosen else self.printer()
        self._chooser.blockSignals(True)
        while self._chooser.count() > 1:
            self._chooser.removeItem(1)
        for name in names:
            self._chooser.addItem(name, name)
        place = self._chooser.findData(chosen)
        self._chooser.setCurrentIndex(max(place, 0))
        self._chooser.blockSignals(False)
        if self.printer() != self._told:
            self._on_changed()
        if place < 0:
            self.say(self.tr("上次用的打印机“%1”找不到了，请另选一台。").replace("%1", chosen))
        elif not names:
            self.say(self.tr("这台电脑没有可用的打印机，可以另存为 PDF。"))
        elif not chosen:
            self.say(self._pdf_words())

    def say(self, words: str, is_trouble: bool = False) -> None:
        """Says what is known of the chosen printer."""
        self._state.setText(words)
        self._state.setProperty("part", "error" if is_trouble else "muted")
        self._state.style().polish(self._state)

    def _pdf_words(self) -> str:
        return self.tr("按实际大小存成一个 PDF 文件，打印用的选项不起作用。")

    def _on_chosen(self) -> None:
        self._is_chosen = True

    def _on_changed(self) -> None:
        self._told = self.printer()
        if self._told:
            self.say(self.tr("正在询问打印机…"))
        else:
            self.say(self._pdf_words() if self._are_named else self.tr("正在查找打印机…"))
        self.changed.emit()
