"""The log in the window: at once, however long; looked through; led from to a filing; taken along as a workbook."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from medaid_desktop.operations.logbook import Line
from medaid_desktop.ui.models.log_model import ACTION, AT, CODE, DETAILS, FILING, NUMBER, WHO, LogModel
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.logbook.page import LogPage
from medaid_desktop.ui.views.logbook.tab import LogTab
from tests.ui.screens.people import add_operators
from tests.ui.shell import Key, Shell, choose_file, click, in_dialog, type_text, wait_until


class Log:
    """A clerk at the page of the log."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        shell.action("actionLog").trigger()
        wait_until(lambda: "条" in self.page.state.text())

    @property
    def page(self) -> LogPage:
        guest = self.shell.part(EditorTabs).guest()
        assert isinstance(guest, LogTab)
        return guest.page

    def column(self, column: int) -> list[str]:
        model = self.page.model
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def button(self, name: str) -> QPushButton:
        return self.shell.part(QPushButton, name)

    def choose(self, name: str, words: str) -> None:
        combo = self.shell.part(QComboBox, name)
        index = combo.findText(words)
        assert index >= 0, words
        combo.setCurrentIndex(index)
        combo.activated.emit(index)


@pytest.fixture
def log(shell: Shell) -> Log:
    return Log(shell)


def test_the_newest_come_first_under_a_chain_that_holds(log: Log) -> None:
    assert log.page.state.text() == f"√ 日志完整，共 {len(log.page.model.numbers)} 条"
    numbers = [int(one) for one in log.column(NUMBER)]
    assert numbers == sorted(numbers, reverse=True) and log.column(ACTION)[0] == "审核通过"
    QAbstractItemModelTester(log.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_words_people_and_actions_narrow_it_down(log: Log) -> None:
    everything = len(log.page.model.numbers)
    log.page.field.setFocus()
    type_text("财政部门复审")
    wait_until(lambda: len(log.page.model.numbers) == 1)
    assert "财政部门复审" in log.column(DETAILS)[0]
    log.page.field.clear()
    wait_until(lambda: len(log.page.model.numbers) == everything)
    log.choose("logWhat", "审核通过")
    wait_until(lambda: len(log.page.model.numbers) == 4)
    assert set(log.column(ACTION)) == {"审核通过"}
    log.choose("logWhat", "全部操作")
    wait_until(lambda: len(log.page.model.numbers) == everything)


def test_names_are_told_only_where_people_sign_in(log: Log) -> None:
    assert log.page.list.isColumnHidden(WHO) and not log.page.who.isVisible()
    ledger = log.shell.window.workspace.desk.ledger
    add_operators(ledger)
    log.button("logCheck").click()
    wait_until(log.page.who.isVisible)
    assert not log.page.list.isColumnHidden(WHO)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (1100, {NUMBER, AT, WHO, ACTION, FILING, DETAILS, CODE}), (656, {AT, WHO, ACTION, FILING, DETAILS}),
        (570, {AT, WHO, ACTION, FILING, DETAILS}), (400, {AT, WHO, ACTION, DETAILS}),
    ],
)  # fmt: skip
def test_a_narrow_page_tells_who_did_it_all_the_same(log: Log, width: int, shown: set[int]) -> None:
    add_operators(log.shell.window.workspace.desk.ledger)
    log.button("logCheck").click()
    wait_until(log.page.who.isVisible)
    view = log.page.list
    view.resize(width + view.width() - view.viewport().width(), view.height())
    assert {column for column in range(7) if not view.isColumnHidden(column)} == shown
    if width >= 570:
        assert sum(view.columnWidth(column) for column in shown) == width, "nothing is out of sight"


def test_a_double_click_and_enter_open_the_filing(log: Log) -> None:
    tabs, view = log.shell.part(EditorTabs), log.page.list
    view.setCurrentIndex(log.page.model.index(0, DETAILS))
    place: QPoint = view.visualRect(view.currentIndex()).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait_until(lambda: tabs.front() is not None)
    front = tabs.front()
    opened = log.shell.window.workspace.desk.ledger.log.last()
    assert front is not None and opened is not None and front.filing_id == opened.filing
    tabs.close_front()
    log = Log(log.shell)
    log.page.list.setFocus()
    log.shell.press(Key.Key_Return)
    wait_until(lambda: tabs.front() is not None)


def test_what_was_just_typed_is_told_when_it_is_opened_again(log: Log) -> None:
    ledger = log.shell.window.workspace.desk.ledger
    filing = ledger.filings.list("371521", "declaration")[0]
    ledger.edit(filing.id, [("values.contact", "联系人丙")], "录入项目联系人")
    log = Log(log.shell)
    assert log.column(ACTION)[0] == "修改" and log.column(DETAILS)[0].endswith("录入项目联系人")
    assert sum(isinstance(one, LogTab) for one in log.shell.part(EditorTabs).guests()) == 1


def test_a_chain_that_does_not_hold_is_told(log: Log) -> None:
    run = log.shell.window.workspace.desk.ledger.connection.execute
    run("DROP TRIGGER log_no_update")
    run("UPDATE log SET operator = '别人' WHERE number = 7")
    click(log.button("logCheck"))
    wait_until(lambda: "日志有问题：第 7 条的内容被改动过" in log.page.state.text())


def test_it_is_taken_along_as_a_workbook(log: Log, tmp_path: Path) -> None:
    log.choose("logWhat", "审核通过")
    wait_until(lambda: len(log.page.model.numbers) == 4)
    in_dialog(choose_file(tmp_path / "日志.xlsx"), lambda: click(log.button("logExport")))
    wait_until(lambda: "操作日志已存为 日志.xlsx" in log.shell.notice.text)
    sheet = openpyxl.load_workbook(tmp_path / "日志.xlsx").active
    assert sheet is not None and sheet.max_row == 3 + 4


def test_of_a_long_log_only_what_is_looked_at_is_read(qapp: QObject) -> None:
    asked: list[int] = []

    def read(numbers: Sequence[int]) -> list[Line | None]:
        asked.extend(numbers)
        return [Line(one, "", "", "", "", "", "", "") for one in numbers]

    model = LogModel(read, qapp)
    model.show(range(200_000, 0, -1))
    assert model.rowCount() == 200_000 and asked == []
    assert model.index(150_000, NUMBER).data() == "50000" and len(asked) <= 200
    for row in range(0, 200_000, 500):
        model.line(row)
    assert len(model._lots) <= 60  # pyright: ignore[reportPrivateUsage]


def test_an_entry_that_is_gone_leaves_its_number(qapp: QObject) -> None:
    model = LogModel(lambda numbers: [None] * len(numbers), qapp)
    model.show([3, 2])
    assert model.index(0, NUMBER).data() == "3" and model.index(0, DETAILS).data() is None
