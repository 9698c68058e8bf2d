"""What dialogs have in common: a size within the screen, and the button that closes those that work at once."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox

_BESIDE, _ABOVE = 16, 48
"""Pixels of a screen that the frames of windows and the bar of the system take."""


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Makes a dialog so large (px), and no larger than its screen has room for."""
    room = dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - _BESIDE), min(height, room.height() - _ABOVE))


def grow(dialog: QDialog) -> None:
    """Makes a dialog as high as its words need by now, and never lower: fields would give way to a message else."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    wanted = max(layout.totalSizeHint().height(), layout.totalHeightForWidth(dialog.width()))
    dialog.resize(dialog.width(), max(dialog.height(), wanted))
    stay_on_screen(dialog)


def stay_on_screen(dialog: QDialog) -> None:
    """Moves a dialog up that has grown beyond the lower edge of its screen."""
    screen, frame = dialog.screen().availableGeometry(), dialog.frameGeometry()
    if frame.bottom() > screen.bottom():
        dialog.move(frame.left(), max(screen.top(), screen.bottom() - frame.height()))


def closing(dialog: QDialog) -> QDialogButtonBox:
    """The foot of a dialog that has nothing to accept: 关闭."""
    foot = QDialogButtonBox(dialog)
    words = QCoreApplication.translate("Dialog", "关闭")
    foot.addButton(words, QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
    foot.rejected.connect(dialog.reject)
    return foot
