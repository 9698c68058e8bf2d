"""The log of the ledger, and the dialog that puts filings away."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton

from medaid_desktop.operations.reviewing import Words, send_back, sign
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.logbook.tab import LogTab
from tests.ui.screens.stage import COUNTY, Stage, screen
from tests.ui.shell import type_text, wait_until


def _log(stage: Stage) -> LogTab:
    stage.trigger("actionLog")
    tab = stage.shell.part(EditorTabs).guest()
    assert isinstance(tab, LogTab)
    wait_until(lambda: "条" in tab.page.state.text())
    QTest.qWait(60)
    return tab


def _work(stage: Stage) -> None:
    """Some of what people do in a day."""
    desk = stage.window.workspace.desk
    filing = next(one for one in desk.ledger.filings.list(COUNTY, "declaration") if one.status == "draft")
    desk.ledger.edit(filing.id, [("values.contact", "联系人甲")], "录入项目联系人")
    sign(desk, filing.id, "implementing", Words("审核人甲", "情况属实，同意申报", "2020-06-02"))
    send_back(desk, filing.id, "implementing", Words("审核人乙", "请按意见修改后重新送审"))
    desk.ledger.log.add("export", filing.id, "", file="阳谷县-2020-申报表.xlsx")


@screen(is_main=True)
def log(stage: Stage) -> None:
    """Who did what, and that the chain holds."""
    _work(stage)
    tab = _log(stage)
    stage.mark("log", tab)
    stage.take()


@screen()
def log_looked_for(stage: Stage) -> None:
    """A word is looked for."""
    tab = _log(stage)
    tab.page.field.setFocus()
    type_text("审核")
    wait_until(lambda: 0 < len(tab.page.model.numbers) < 20)
    stage.take_part(tab)


@screen()
def log_nothing_found(stage: Stage) -> None:
    tab = _log(stage)
    tab.page.field.setFocus()
    type_text("没有这样的字")
    wait_until(lambda: not len(tab.page.model.numbers))
    stage.take_part(tab)


@screen()
def log_broken(stage: Stage) -> None:
    """Somebody has been at the file."""
    run = stage.window.workspace.desk.ledger.connection.execute
    run("DROP TRIGGER log_no_update")
    run("UPDATE log SET operator = '别人' WHERE number = 7")
    stage.take_part(_log(stage))


def _counted(dialog: QDialog) -> None:
    words = dialog.findChild(QLabel, "archiveWords")
    assert words is not None
    wait_until(lambda: "正式表" in words.text())
    QTest.qWait(60)


@screen(is_main=True)
def archive(stage: Stage) -> None:
    """A year with a sealed sheet: its passphrase is asked for."""
    stage.in_dialog(stage.shell.action("actionArchive").trigger, lambda dialog: _at(dialog, "2020"))


@screen()
def archive_refused(stage: Stage) -> None:
    """The passphrase is missing."""

    def work(dialog: QDialog) -> None:
        _at(dialog, "2020")
        drafts, go = dialog.findChild(QCheckBox, "archiveDrafts"), dialog.findChild(QPushButton, "archiveGo")
        assert drafts is not None and go is not None
        drafts.click()
        wait_until(go.isEnabled)
        go.click()

    stage.in_dialog(stage.shell.action("actionArchive").trigger, work)


def _at(dialog: QDialog, year: str) -> None:
    years = dialog.findChild(QComboBox, "archiveYear")
    assert years is not None
    index = next(number for number in range(years.count()) if year in years.itemText(number))
    years.setCurrentIndex(index)
    years.activated.emit(index)
    _counted(dialog)
