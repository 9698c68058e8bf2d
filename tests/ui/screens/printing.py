"""Printing: the dialog with its printers, seals and what stands against them, and the large preview."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolButton

from medaid_desktop.operations.reviewing import Words, sign
from medaid_desktop.ui.commands import printing as commands
from tests.ui.printing.fake_printers import OLD, FakePrinters
from tests.ui.screens.stage import SHIFT, Stage, screen
from tests.ui.shell import Key, click, wait_until


@contextmanager
def _printers(stage: Stage) -> Iterator[None]:
    """Two printers at hand, whatever this machine has."""
    real = commands.system_printers
    commands.system_printers = lambda: FakePrinters(stage.folder)  # type: ignore[assignment,return-value]
    try:
        yield
    finally:
        commands.system_printers = real


@screen(is_main=True)
def print_dialog(stage: Stage) -> None:
    stage.open_declaration()
    with _printers(stage):
        stage.in_dialog(stage.shell.action("actionPrint").trigger, _settled(stage))


@screen()
def print_cut(stage: Stage) -> None:
    """A printer that does not reach the edge, and many filings."""

    def work(dialog: QDialog) -> None:
        from PySide6.QtWidgets import QComboBox

        chooser = dialog.findChild(QComboBox, "printerChooser")
        assert chooser is not None
        stage.settle()
        chooser.setFocus()
        stage.press(Key.Key_Down)
        assert chooser.currentText() == OLD
        _settled(stage)(dialog)

    stage.shell.filings.selectAll()
    with _printers(stage):
        stage.in_dialog(stage.shell.action("actionPrint").trigger, work)


@screen()
def print_none(stage: Stage) -> None:
    """Without a printer a PDF is all there is."""
    stage.open_declaration()
    real = commands.system_printers
    commands.system_printers = lambda: FakePrinters(stage.folder, ())  # type: ignore[assignment,return-value]
    stage.in_dialog(stage.shell.action("actionPrint").trigger, _settled(stage))
    commands.system_printers = real


@screen()
def print_seals(stage: Stage) -> None:
    """A sealed declaration: a passphrase is asked for, and a wrong one is told of where it was typed."""
    from medaid_desktop.operations.paper.runs import seals_wanted
    from medaid_desktop.ui.views.editor_tabs import EditorTabs

    desk = stage.window.workspace.desk
    sealed = next(one.id for one in desk.ledger.filings.list() if seals_wanted(desk, [one.id]))
    stage.shell.part(EditorTabs).open(sealed)

    def work(dialog: QDialog) -> None:
        field = _passphrase(dialog)
        field.setText("不是它")
        field.setFocus()
        stage.press(Key.Key_Return)
        wait_until(field.hasSelectedText)
        _settled(stage)(dialog)

    with _printers(stage):
        stage.in_dialog(stage.shell.action("actionPrint").trigger, work)


@screen()
def print_so_far(stage: Stage) -> None:
    """Two steps under their seal, the sheet to be passed on; saved as a PDF with a certificate."""
    from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
    from medaid_desktop.ui.dialogs.printing.edition import PrintEdition
    from medaid_desktop.ui.views.editor_tabs import EditorTabs

    desk = stage.window.workspace.desk
    found = desk.ledger.filings.list("371521", "declaration")
    filing_id = next(one.id for one in found if not desk.ledger.reviews.events(one.id))
    for step in ("implementing", "competent"):
        sign(desk, filing_id, step, Words("审核人甲", "同意", "2020-06-01"), SEAL, PASSPHRASE)
    stage.window.workspace.filings_changed.emit()
    stage.shell.part(EditorTabs).open(filing_id)

    def work(dialog: QDialog) -> None:
        edition = dialog.findChild(PrintEdition)
        assert edition is not None
        wait_until(edition.so_far.isVisible)
        edition.so_far.click()
        _settled(stage)(dialog)

    with _printers(stage):
        stage.in_dialog(stage.shell.action("actionPrint").trigger, work)


def _passphrase(dialog: QDialog) -> QLineEdit:
    """The field of the first seal, as soon as it is there."""
    wait_until(lambda: dialog.findChild(QLineEdit, "printSeal0") is not None)
    found = dialog.findChild(QLineEdit, "printSeal0")
    assert found is not None
    return found


def _settled(stage: Stage) -> Callable[[QDialog], None]:
    def settle(dialog: QDialog) -> None:
        stage.settle()
        stage.centre(dialog)
        stage.mark("dialog", dialog)

    return settle


@screen()
def print_preview(stage: Stage) -> None:
    """All chosen filings in a large window."""
    from medaid_desktop.ui.dialogs.printing.preview import PrintPreview

    stage.open_declaration()
    stage.shell.filings.setFocus()
    stage.press(Key.Key_Home)
    stage.press(Key.Key_Down, SHIFT, 4)
    stage.trigger("actionPreview")
    click(next(b for b in stage.window.findChildren(QToolButton) if "大窗口" in b.toolTip()))
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PrintPreview) and w.isVisible())
    room = stage.window.size()
    window.resize(min(window.width(), room.width() - 40), min(window.height(), room.height() - 60))
    stage.settle()
    stage.centre(window)
    stage.take()
    window.close()
