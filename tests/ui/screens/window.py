"""The window itself: columns, menus, notices."""

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTabWidget, QToolBar, QToolButton, QWidget

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.place.filing_panel import FilingPanel
from tests.ui.screens.stage import ALT, CTRL, Stage, screen
from tests.ui.shell import Key, click, wait_until


@screen(is_main=True)
def declaration(stage: Stage) -> None:
    stage.open_declaration()
    stage.mark("place", stage.shell.part(QWidget, "regionSearch"), stage.shell.filings)
    stage.mark("list", stage.shell.filings)
    stage.mark("paper", stage.shell.editor)
    stage.mark("toolbar", stage.shell.part(QToolBar, "toolBar"))
    stage.mark("foot", stage.shell.part(QWidget, "statusStrip"))
    stage.take()


@screen()
def many_tabs(stage: Stage) -> None:
    """Eight filings open at once."""
    stage.trigger("actionRegionSearch")
    for row in range(8):
        stage.shell.open_row(row)
    stage.take_part(stage.shell.part(QTabWidget).tabBar())


@screen()
def side_folded(stage: Stage) -> None:
    stage.open_declaration()
    stage.trigger("actionSide")
    stage.take()


@screen()
def region_hits(stage: Stage) -> None:
    stage.shell.search.setFocus()
    stage.shell.type("chaoyang")
    wait_until(lambda: stage.shell.search.hits.rowCount() > 1)
    stage.mark("hits", stage.shell.search, stage.shell.search.view)
    stage.take_part(stage.shell.search, stage.shell.filings)


@screen()
def region_nothing(stage: Stage) -> None:
    stage.shell.search.setFocus()
    stage.shell.type("vvvv")
    stage.take_part(stage.shell.search, stage.shell.filings)


@screen()
def region_empty(stage: Stage) -> None:
    """A region without filings."""
    stage.shell.search.setFocus()
    stage.shell.type("620102")
    stage.press(Key.Key_Return)
    stage.take_part(stage.shell.search, stage.shell.part(FilingPanel))


@screen()
def filter_menu(stage: Stage) -> None:
    """The list narrowed down by form and state."""
    stage.shell.search.setFocus()
    stage.press(Key.Key_Escape)
    button = stage.shell.part(QToolButton, "filingFilterButton")
    menu = button.menu()
    assert menu is not None
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    wait_until(menu.isVisible)
    stage.take()
    menu.close()


@screen()
def filter_nothing(stage: Stage) -> None:
    """No filing has these words."""
    field = stage.shell.part(QLineEdit, "filingFilter")
    field.setFocus()
    stage.shell.type("没有这样的表")
    QTest.qWait(300)
    stage.take_part(stage.shell.search, stage.shell.part(FilingPanel))


@screen()
def progress(stage: Stage) -> None:
    """A task that takes its time, with a way to stop it."""
    stage.open_declaration()

    def work(task: Task) -> None:
        while not task.is_cancelled():
            task.progress(120, 300)
            time.sleep(0.01)

    stage.window.tasks.run("正在打印 300 份", work, lambda _: None)
    strip: list[QWidget] = []
    wait_until(lambda: bool(strip.extend(stage.window.status.findChildren(QWidget, "progressStrip")) or strip))
    wait_until(strip[0].isVisible)
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))
    stop = strip[0].findChild(QToolButton)
    assert stop is not None
    click(stop)
    wait_until(lambda: not stage.window.tasks._running)  # pyright: ignore[reportPrivateUsage]


@screen()
def read_only(stage: Stage) -> None:
    """The ledger is open in another window."""
    window, path = stage.window, stage.window.workspace.desk.ledger.path
    window.workspace.close()
    with Ledger.open(path):
        window.ledgers.open_now(path)
        stage.open_declaration()
        stage.take_part(stage.shell.part(QWidget, "readOnlyBar"))
        window.workspace.close()


@screen()
def deleted(stage: Stage) -> None:
    """A filing was moved to the bin; the notice takes it back."""
    stage.shell.select_row(0)
    stage.trigger("actionDelete")
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))


def _notice(stage: Stage, severity: str) -> None:
    notices = stage.window.notices
    long = "“乌鲁木齐市城乡医疗救助补助资金预算绩效目标申报表”没有存入台账：U 盘已满（E:\\医疗救助\\台账.medaid）；请腾出空间后再存一次。"
    show = {"hint": notices.hint, "done": notices.done, "warning": notices.warn, "error": notices.fail}[severity]
    show(long, "再存一次", lambda: None)
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))


@screen()
def notice_hint(stage: Stage) -> None:
    _notice(stage, "hint")


@screen()
def notice_done(stage: Stage) -> None:
    """Something was done and can be undone."""
    stage.open_declaration()
    stage.window.notices.done("已把“2020 年度贫困人口医疗救助资金项目”移到回收站。", "撤销", lambda: None)
    stage.mark("foot", stage.shell.part(QWidget, "statusStrip"))
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))


@screen()
def notice_warning(stage: Stage) -> None:
    _notice(stage, "warning")


@screen()
def notice_error(stage: Stage) -> None:
    stage.open_declaration()
    _notice(stage, "error")


@screen()
def menu_file(stage: Stage) -> None:
    stage.open_menu(0)


@screen()
def menu_edit(stage: Stage) -> None:
    stage.open_declaration()
    stage.open_menu(1)


@screen()
def menu_filing(stage: Stage) -> None:
    stage.open_declaration()
    stage.open_menu(2)


@screen()
def menu_review(stage: Stage) -> None:
    stage.open_declaration()
    stage.open_menu(3)


@screen()
def menu_print(stage: Stage) -> None:
    stage.open_declaration()
    stage.open_menu(4)


@screen()
def menu_view(stage: Stage) -> None:
    stage.open_declaration()
    stage.open_menu(5)


@screen()
def menu_help(stage: Stage) -> None:
    stage.open_menu(6)


@screen()
def list_menu(stage: Stage) -> None:
    """The context menu of the list of filings."""
    filings = stage.shell.filings
    stage.shell.select_row(1)

    def open_menu() -> None:
        from PySide6.QtGui import QContextMenuEvent
        from PySide6.QtWidgets import QApplication

        spot = filings.visualRect(filings.model().index(1, 1)).center()
        here = filings.viewport().mapToGlobal(spot)
        QApplication.sendEvent(filings.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, here))

    stage.in_menu(open_menu)


@screen()
def search_field_menu(stage: Stage) -> None:
    """Qt's own menu of a line edit speaks Chinese."""
    search = stage.shell.search
    search.setFocus()
    stage.shell.type("yg")

    def open_menu() -> None:
        menu = search.createStandardContextMenu()
        menu.setParent(stage.window, Qt.WindowType.Popup)
        menu.exec(search.mapToGlobal(search.rect().bottomLeft()))

    stage.in_menu(open_menu)


@screen()
def focus_by_keys(stage: Stage) -> None:
    """Ctrl+1 from the paper goes to the left column."""
    stage.open_declaration()
    QTest.keyClick(stage.shell.editor, Key.Key_1, CTRL)
    stage.press(Key.Key_Tab)
    assert not stage.shell.editor.hasFocus()
    stage.take_part(stage.shell.search, stage.shell.filings)


@screen()
def mnemonics(stage: Stage) -> None:
    """Alt held down: the letters of the menus."""
    stage.open_declaration()
    QTest.keyPress(stage.window, Key.Key_Alt, ALT)
    stage.take_part(stage.window.menuBar())
    QTest.keyRelease(stage.window, Key.Key_Alt)
