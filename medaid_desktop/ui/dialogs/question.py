"""A question before something that cannot be taken back; its buttons are verbs."""

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

_DETAILS, _WIDTH = "qt_msgbox_informativelabel", 320


def ask(parent: QWidget, title: str, words: str, yes: str, details: str = "") -> bool:
    """Whether to go on. Esc, Enter and closing the dialog all mean no."""
    box = QMessageBox(QMessageBox.Icon.Question, title, words, QMessageBox.StandardButton.NoButton, parent)
    box.setInformativeText(details)
    for label in box.findChildren(QLabel, _DETAILS):
        label.setMinimumWidth(_WIDTH)  # else as narrow as the question above, however long it is
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(box.tr("取消"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is go_on
