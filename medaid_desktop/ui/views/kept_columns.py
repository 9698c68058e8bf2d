"""Columns beside each other that stay as wide as somebody has left them."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from medaid_desktop.ui.settings import WindowSettings


class Column(NamedTuple):
    """A part of the window, the least width it can do with, its share of the width, and whether it takes what is over."""

    widget: QWidget
    least: int
    share: float
    grows: bool = False


class KeptColumns(QSplitter):
    """Each has its share of the width until one is moved; from then on the widths are kept under `key`."""

    def __init__(self, columns: Sequence[Column], settings: WindowSettings, key: str, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self._settings = settings
        self._key = key
        self._shares = [column.share for column in columns]
        for number, column in enumerate(columns):
            self.addWidget(column.widget)
            column.widget.setMinimumWidth(column.least)
            self.setCollapsible(number, False)
            self.setStretchFactor(number, int(column.grows))
        self._was_moved = self.restoreState(settings.state(key))
        self.splitterMoved.connect(self._on_moved)

    def _on_moved(self) -> None:
        self._was_moved = True
        self._settings.put(self._key, self.saveState())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._was_moved:
            self.setSizes([round(share * self.width()) for share in self._shares])
