"""The column beside the paper: preview, history, results of a search."""

from PySide6.QtWidgets import QLineEdit, QWidget

from medaid_desktop.ui.views.history.page import HistoryPage
from tests.ui.screens.stage import SHIFT, Stage, screen
from tests.ui.shell import Key, wait_until


@screen(is_main=True)
def preview(stage: Stage) -> None:
    stage.open_declaration()
    stage.trigger("actionPreview")
    stage.settle()
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
    stage.settle()
    stage.mark("history", stage.shell.part(QWidget, "rightColumn"))
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def find_all(stage: Stage) -> None:
    """A word found in the whole ledger."""
    stage.open_declaration()
    stage.trigger("actionFindAll")
    stage.settle()
    column = stage.shell.part(QWidget, "rightColumn")
    field = column.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    wait_until(field.hasFocus)
    stage.shell.type("资助参保")
    stage.press(Key.Key_Return)
    stage.settle()
    stage.mark("found", column)
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def history_past(stage: Stage) -> None:
    """The paper as it was; what is different now is marked."""
    stage.open_declaration()
    for path, text in (("values.project_code", "YG-2026-1"), ("values.contact", "联系人乙")):
        stage.go_to(path)
        stage.shell.type(text)
        stage.press(Key.Key_Return)
    stage.trigger("actionHistory")
    stage.settle()
    tree = stage.shell.part(HistoryPage).tree
    tree.setFocus()
    stage.press(Key.Key_Down, times=2)
    stage.press(Key.Key_Return)
    stage.settle()
    stage.take()


@screen()
def compared(stage: Stage) -> None:
    """This year's filing beside last year's, what differs one by one."""
    stage.open_declaration()
    stage.shell.filings.setFocus()
    stage.press(Key.Key_Home)
    stage.press(Key.Key_Down, SHIFT)
    stage.trigger("actionCompare")
    stage.settle()
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def revise(stage: Stage) -> None:
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionRevise").trigger)
