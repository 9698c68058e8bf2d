"""Dialogs of our own and of Qt."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from tests.ui.screens.stage import Stage, screen
from tests.ui.shell import Key, button, click, in_dialog, wait_until


@screen(is_main=True)
def new_filing(stage: Stage) -> None:
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionNew").trigger, lambda dialog: stage.mark("dialog", dialog))


@screen()
def duplicate(stage: Stage) -> None:
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionDuplicate").trigger)


@screen(has_ledger=False)
def new_ledger(stage: Stage) -> None:
    def fill(dialog: QDialog) -> None:
        stage.shell.type("yanggu")
        stage.mark("dialog", dialog)

    stage.in_dialog(stage.shell.action("actionNewLedger").trigger, fill)


@screen()
def bin_empty(stage: Stage) -> None:
    stage.in_dialog(stage.shell.action("actionBin").trigger)


@screen()
def bin_full(stage: Stage) -> None:
    stage.shell.filings.selectAll()
    stage.trigger("actionDelete")
    stage.in_dialog(stage.shell.action("actionBin").trigger)


@screen()
def question(stage: Stage) -> None:
    """Deleting for good asks."""
    stage.shell.select_row(0)
    stage.trigger("actionDelete")

    def work(dialog: QDialog) -> None:
        stage.in_dialog(lambda: click(button(dialog, "彻底删除")))

    in_dialog(work, stage.shell.action("actionBin").trigger)


@screen()
def restore(stage: Stage) -> None:
    workspace = stage.window.workspace
    workspace.desk.ledger.backup_now("migration")
    workspace.desk.ledger.daily_backup()
    stage.in_dialog(stage.shell.action("actionRestore").trigger)


@screen()
def restore_none(stage: Stage) -> None:
    stage.in_dialog(stage.shell.action("actionRestore").trigger)


@screen(has_ledger=False)
def file_open(stage: Stage) -> None:
    """Qt's own file dialog, which stands in for the system's."""
    folder = stage.folder / "医疗救助"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "阳谷县.medaid").touch()
    stage.window.settings.put("folder/ledger", str(folder))
    stage.in_dialog(stage.shell.action("actionOpen").trigger)


@screen()
def file_save(stage: Stage) -> None:
    folder = Path(stage.folder / "导出")
    folder.mkdir(parents=True, exist_ok=True)
    stage.window.settings.put("folder/json", str(folder))
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionExport").trigger)


@screen(has_ledger=False)
def about(stage: Stage) -> None:
    stage.in_dialog(stage.shell.action("actionAbout").trigger)


@screen(has_ledger=False, is_main=True)
def manual(stage: Stage) -> None:
    _help(stage, "actionHelp")


@screen(has_ledger=False)
def manual_search(stage: Stage) -> None:
    """Finding a word in the manual."""
    from medaid_desktop.ui.dialogs.help_window import HelpWindow

    stage.trigger("actionHelp")
    window = stage.shell.part(HelpWindow)
    stage.centre(window)
    window.activateWindow()
    search = stage.shell.part(QLineEdit, "helpSearch")
    search.setFocus()
    wait_until(search.hasFocus)
    stage.shell.type("粘贴")
    stage.press(Key.Key_Return)
    stage.take()
    window.close()


@screen(has_ledger=False)
def keys(stage: Stage) -> None:
    _help(stage, "actionKeys")


def _help(stage: Stage, action: str) -> None:
    from medaid_desktop.ui.dialogs.help_window import HelpWindow

    stage.trigger(action)
    window = stage.shell.part(QWidget, "helpWindow")
    assert isinstance(window, HelpWindow)
    stage.centre(window)
    stage.take()
    window.close()
