"""A button for each gravity: how many there are, and whether they are listed."""

from collections import Counter

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from medaid_desktop.ui.views.findings.words import KINDS, Kind, kind_icon, kind_tip, kind_word

_SIDE, _GAP = 12, 4


class KindChips(QWidget):
    """Pressed in: listed. What there is none of cannot be pressed. Where there is little room, only signs and numbers."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._buttons: dict[Kind, QToolButton] = {}
        self._words: dict[Kind, str] = {
            "error": self.tr("错"), "warning": self.tr("警"), "hint": self.tr("提"), "explained": self.tr("已说明"),
        }  # fmt: skip
        self._counts: Counter[Kind] = Counter()
        for kind in KINDS:
            button = self._buttons[kind] = self._chip(kind)
            layout.addWidget(button)
        layout.addStretch(1)
        self.show_counts(Counter())

    def _chip(self, kind: Kind) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{kind}Chip")
        button.setProperty("part", "chip")
        button.setCheckable(True)
        button.setChecked(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIcon(kind_icon(kind))
        button.setIconSize(QSize(_SIDE, _SIDE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.toggled.connect(lambda _: self.changed.emit())
        return button

    def hidden_kinds(self) -> set[Kind]:
        """The kinds that are not to be listed."""
        return {kind for kind, button in self._buttons.items() if not button.isChecked()}

    def show_counts(self, counts: Counter[Kind]) -> None:
        """Says how many there are of each kind."""
        self._counts = counts
        for kind, button in self._buttons.items():
            told = self.tr("%1 %2 处").replace("%1", kind_word(kind)).replace("%2", str(counts[kind]))
            button.setAccessibleName(told)
            button.setToolTip(self.tr("%1。按下列出，弹起不列").replace("%1", kind_tip(kind)))
            button.setEnabled(bool(counts[kind]))
            button.setVisible(kind != "explained" or bool(counts[kind]))
        self._fit()

    def show_all(self) -> None:
        """Has everything listed again."""
        for button in self._buttons.values():
            button.setChecked(True)

    def _fit(self) -> None:
        for with_words in (True, False):
            for kind, button in self._buttons.items():
                number = str(self._counts[kind])
                button.setText(f"{self._words[kind]} {number}" if with_words else number)
            shown = [button for button in self._buttons.values() if not button.isHidden()]
            if sum(button.sizeHint().width() for button in shown) + _GAP * (len(shown) - 1) <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(0, max(button.sizeHint().height() for button in self._buttons.values()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
