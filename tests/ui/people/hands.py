"""Hands for signing in and what follows."""

from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from medaid_desktop.ui.dialogs.people.sign_in import SignInDialog
from tests.ui.screens.people import signing
from tests.ui.shell import Shell, wait_until

WRITING = (
    "actionNew", "actionImport", "actionImportFolder", "actionImportTemplate", "actionDuplicate", "actionDelete", "actionRevise",
    "actionLocalUnits",
)  # fmt: skip


def dialog_of(shell: Shell) -> SignInDialog:
    """The sign-in dialog that comes of itself."""
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), SignInDialog))
    return shell.part(SignInDialog)


def sign_in(shell: Shell, name: str) -> None:
    signing(name)(dialog_of(shell))
    wait_until(lambda: shell.window.workspace.desk.ledger.access.name == name)
    active(shell)


def bar(shell: Shell) -> QWidget:
    return shell.part(QWidget, "readOnlyBar")


def active(shell: Shell) -> None:
    """Waits until keys go to the window, and to the paper where one is open."""
    shell.window.activateWindow()
    wait_until(shell.window.isActiveWindow)


def path_at_cursor(shell: Shell) -> str:
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot is not None
    return slot.path
