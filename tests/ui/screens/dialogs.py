"""Dialogs of our own and of Qt."""

import shutil

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.ledgers.local_units import add_unit
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety.backup import list_backups
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


def _select_unlocked(stage: Stage) -> None:
    """Selects all filings that nobody has reviewed: the others cannot be deleted."""
    filings = stage.shell.filings
    filings.selectAll()
    model, chosen = filings.model(), filings.selectionModel()
    off = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
    for row in range(model.rowCount()):
        texts = [str(model.index(row, column).data()) for column in range(model.columnCount())]
        if any("已审核" in text for text in texts):
            chosen.select(model.index(row, 0), off)


@screen()
def bin_full(stage: Stage) -> None:
    _select_unlocked(stage)
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


@screen()
def restore_strange(stage: Stage) -> None:
    """What lies among the backups is another ledger."""
    ledger = stage.window.workspace.desk.ledger
    ledger.backup_now("import")
    [backup] = list_backups(ledger.path)
    with Ledger.create(stage.inbox / "外来.medaid", "371521") as other:
        other.filings.add(Filing("declaration", 2021, "371521"), "外来的一份")
    shutil.copy(other.path, backup.path)
    in_dialog(lambda dialog: click(button(dialog, "恢复到所选备份")), stage.shell.action("actionRestore").trigger)
    stage.in_dialog(lambda: None)


@screen(has_ledger=False)
def restore_damaged(stage: Stage) -> None:
    """No backup: what can still be read is offered to be salvaged."""
    damaged = stage.folder / "坏了的台账.medaid"
    damaged.parent.mkdir(exist_ok=True, parents=True)
    damaged.write_bytes(b"\0" * 4096)
    stage.in_dialog(lambda: stage.window.ledgers.restore(damaged))


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
    from medaid_desktop.ui.dialogs.exporting.report import ExportReportDialog, ReportLine

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
    from medaid_desktop.ui.dialogs.help.window import HelpWindow

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
    from medaid_desktop.ui.dialogs.help.window import HelpWindow

    stage.trigger(action)
    window = stage.shell.part(QWidget, "helpWindow")
    assert isinstance(window, HelpWindow)
    stage.centre(window)
    stage.take()
    window.close()
