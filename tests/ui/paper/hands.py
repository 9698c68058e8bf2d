"""Hands for the tests of the paper: keys, input methods and clicks, and what the ledger holds after them."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medaid_desktop.core.filing import Filing
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.shell import type_text

__all__ = [
    "ALT",
    "CTRL",
    "KEYPAD",
    "ROWS",
    "SHIFT",
    "Key",
    "click",
    "compose_text",
    "go",
    "press",
    "stored",
    "type_text",
]

Key = Qt.Key
Modifier = Qt.KeyboardModifier
ALT, CTRL, SHIFT, KEYPAD = (
    Modifier.AltModifier, Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.KeypadModifier,
)  # fmt: skip
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"},
]


def press(key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
    """A key, to whichever widget has the focus."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def compose_text(preedit: str, commit: str = "") -> None:
    """What an input method sends: a composition, or its end."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(QApplication.focusWidget(), event)


def go(view: PaperView, path: str) -> None:
    """Puts the cursor into the cell that shows a path."""
    place = view.paper.grid.paper.place_of(path)
    assert place is not None
    view.go_to(place)


def stored(view: PaperView) -> Filing:
    """What the ledger itself holds."""
    return view.session.desk.ledger.filings.get(view.session.filing_id)


def click(view: PaperView, point: QPoint, double: bool = False) -> None:
    """A click into the viewport."""
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    if double:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
