"""Dialogs of our own and of Qt."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from medaid_desktop.operations.local_units import add_unit
from medaid_desktop.ui.commands import printing
from tests.ui.printing.fake_printers import OLD, FakePrinters
from tests.ui.screens.stage import SHIFT, Stage, screen
from tests.ui.shell import Key, button, click, in_dialog, wait_until


@screen(is_main=True)
def new_filing(stage: Stage) -> None:
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionNew").trigger, lambda dialog: stage.mark("dialog", dialog))


def _wish(stage: Stage, dialog: QDialog, region: str, way: str) -> None:
    """A declaration of 2021, begun as the radio button with this name says, "" for the way offered."""
    stage.shell.type("申报")
    year = dialog.findChild(QSpinBox, "yearField")
    assert year is not None
    year.setValue(2021)
    if region:
        _space_on(dialog, "M")
    button = dialog.findChild(QRadioButton, way)
    if button is not None:
        click(button)


def _space_on(dialog: QDialog, letter: str) -> None:
    """Space on the control with this mnemonic."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractButton

    found = [b for b in dialog.findChildren(QAbstractButton) if f"&{letter}" in b.text() and b.isVisible()]
    found[0].setFocus()
    QTest.keyClick(found[0], Key.Key_Space)


@screen()
def new_carried(stage: Stage) -> None:
    """What will be carried over is offered year by year."""
    stage.open_declaration()

    def work(dialog: QDialog) -> None:
        _wish(stage, dialog, "", "start-carry")
        click(button(dialog, "下一步"))

    stage.in_dialog(stage.shell.action("actionNew").trigger, work)


@screen()
def new_for_many(stage: Stage) -> None:
    """A filing for each county of a prefecture."""
    stage.shell.search.setFocus()
    stage.shell.type("371500")
    stage.press(Key.Key_Return)
    stage.in_dialog(
        stage.shell.action("actionNew").trigger, lambda dialog: _wish(stage, dialog, "371500", "start-carry")
    )


@screen()
def local_units(stage: Stage) -> None:
    stage.open_declaration()
    add_unit(stage.window.workspace.desk, "371521", "高新区")
    add_unit(stage.window.workspace.desk, "371521", "经济开发区")
    stage.in_dialog(stage.shell.action("actionLocalUnits").trigger)


@contextmanager
def _printers(stage: Stage) -> Iterator[None]:
    """Two printers at hand, whatever this machine has."""
    real = printing.system_printers
    printing.system_printers = lambda: FakePrinters(stage.folder)  # type: ignore[assignment,return-value]
    try:
        yield
    finally:
        printing.system_printers = real


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
    real = printing.system_printers
    printing.system_printers = lambda: FakePrinters(stage.folder, ())  # type: ignore[assignment,return-value]
    stage.in_dialog(stage.shell.action("actionPrint").trigger, _settled(stage))
    printing.system_printers = real


def _settled(stage: Stage) -> Callable[[QDialog], None]:
    def settle(dialog: QDialog) -> None:
        stage.settle()
        stage.centre(dialog)
        stage.mark("dialog", dialog)

    return settle


@screen()
def print_preview(stage: Stage) -> None:
    """All chosen filings in a large window."""
    from medaid_desktop.ui.dialogs.print_preview import PrintPreview

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
    stage.folder.mkdir(parents=True, exist_ok=True)
    (stage.folder / "阳谷县.medaid").write_bytes(b"SQLite")
    stage.window.settings.put("folder/ledger", str(stage.folder))
    stage.in_dialog(stage.shell.action("actionOpen").trigger)


@screen()
def file_save(stage: Stage) -> None:
    folder = stage.folder / "导出"
    folder.mkdir(parents=True, exist_ok=True)
    stage.window.settings.put("folder/export", str(folder))
    stage.open_declaration()
    stage.in_dialog(stage.shell.action("actionExport").trigger)


@screen(is_main=True)
def export_dialog(stage: Stage) -> None:
    """Several filings: which, as what, where to."""
    stage.window.settings.put("folder/export", "/home/医保局/文档")
    stage.shell.filings.setFocus()
    stage.press(Key.Key_Home)
    stage.press(Key.Key_Down, SHIFT, 2)
    stage.in_dialog(stage.shell.action("actionExport").trigger, lambda dialog: stage.mark("dialog", dialog))


@screen()
def export_report(stage: Stage) -> None:
    """What was not written as asked."""
    from medaid_desktop.ui.dialogs.export_report import ExportReportDialog, ReportLine

    lines = [
        ReportLine(
            "阳谷县-2026-监督检查表.xlsx：单元格 C14 由公式算出 412.5，填报件写的是 410，导出的是公式的结果，请核对",
            "x",
        ),
        ReportLine(
            "阳谷县-2026-监督检查表.xlsx：“补充说明”在样表里没有位置，没有写入：按季度通报进度，年底前全部拨付到位", "x"
        ),
        ReportLine(
            "城乡医疗救助补助资金（第二批）：文件不能写入：莘县-2026-监督检查表.xlsx。可能正被 Excel、WPS 打开，请关闭后重试"
        ),
    ]
    dialog = ExportReportDialog(lines, stage.window)
    dialog.show()
    stage.centre(dialog)
    stage.take()
    dialog.close()


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
