"""The keys of the document: corrections and zoom."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from medaid_desktop.ui.views.zoom import ZOOM_STEP

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_MODIFIERS = ~_KEYPAD
_NONE, _SHIFT, _CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
_WISHES: dict[tuple[int, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_F2, _NONE): "cell",
    (Qt.Key.Key_F2, _SHIFT): "column",
    (Qt.Key.Key_Delete, _NONE): "row",
    (Qt.Key.Key_F4, _NONE): "form",
    (Qt.Key.Key_Delete, _CTRL): "leave-out",
    (Qt.Key.Key_Z, _CTRL): "undo",
}
"""What the keys of the document ask for."""
_ZOOMS: dict[int, int] = {
    Qt.Key.Key_Plus: ZOOM_STEP,
    Qt.Key.Key_Equal: ZOOM_STEP,
    Qt.Key.Key_Minus: -ZOOM_STEP,
    Qt.Key.Key_0: 0,
}


def wish_of(event: QKeyEvent) -> str:
    """Which correction a key asks for, "" for none."""
    return _WISHES.get((event.key(), event.modifiers() & _MODIFIERS), "")


def zoom_of(event: QKeyEvent) -> int | None:
    """By how many percent a key zooms, 0 for back to the usual size, None where it does not."""
    is_held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return _ZOOMS.get(event.key()) if is_held else None
