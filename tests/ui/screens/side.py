"""The column beside the paper: preview, history, results of a search."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from tests.ui.screens.stage import Stage, screen
from tests.ui.shell import Key, wait_until


@screen(is_main=True)
def preview(stage: Stage) -> None:
    stage.open_declaration()
    stage.trigger("actionPreview")
    _settle(stage)
    stage.mark("preview", stage.shell.part(QWidget, "rightColumn"))
    stage.take()


@screen()
def history(stage: Stage) -> None:
    """A few steps, the newest chosen."""
    stage.open_declaration()
    stage.go_to("values.project_code")
    for text in ("YG-2026-1", "YG-2026-2"):
        stage.shell.type(text)
        stage.press(Key.Key_Return)
        stage.go_to("values.project_code")
    stage.trigger("actionHistory")
    _settle(stage)
    stage.mark("history", stage.shell.part(QWidget, "rightColumn"))
    stage.take()


@screen()
def find_all(stage: Stage) -> None:
    """A word found in the whole ledger."""
    stage.open_declaration()
    stage.trigger("actionFindAll")
    _settle(stage)
    column = stage.shell.part(QWidget, "rightColumn")
    field = column.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    wait_until(field.hasFocus)
    stage.shell.type("资助参保")
    stage.press(Key.Key_Return)
    _settle(stage)
    stage.mark("found", column)
    stage.take()


@screen()
def print_dialog(stage: Stage) -> None:
    stage.open_declaration()

    def settle(dialog: QDialog) -> None:
        _settle(stage)
        stage.centre(dialog)
        stage.mark("dialog", dialog)

    stage.in_dialog(stage.shell.action("actionPrint").trigger, settle)


@screen()
def revise(stage: Stage) -> None:
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionRevise").trigger)


def _settle(stage: Stage) -> None:
    """Lets what is under way come to its end."""
    tasks = stage.window.tasks
    QTest.qWait(250)
    wait_until(lambda: not tasks._running)  # pyright: ignore[reportPrivateUsage]
    QTest.qWait(20)
