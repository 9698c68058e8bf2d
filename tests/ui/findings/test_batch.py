"""All filings of the list checked at once: the lines, the way to a filing, stopping, and the report as a file."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QTableView

from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.batch import Batch as Found
from medaid_desktop.ui.views.findings import batch_tab
from medaid_desktop.ui.views.findings.batch_page import BatchPage
from medaid_desktop.ui.views.findings.batch_tab import BatchTab
from tests.ui.findings.hands import Hands
from tests.ui.shell import Key, choose_file, click, in_dialog, wait_until


class Batch:
    """A clerk at the page of the batch."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        hands.shell.action("actionCheckListed").trigger()

    @property
    def tab(self) -> BatchTab:
        guest = self.hands.tabs.guest()
        assert isinstance(guest, BatchTab)
        return guest

    @property
    def page(self) -> BatchPage:
        return self.tab.page

    @property
    def rows(self) -> QTableView:
        found = self.page.findChild(QTableView, "batchList")
        assert found is not None
        return found

    @property
    def model(self) -> QAbstractItemModel:
        return self.rows.model()

    def wait(self) -> "Batch":
        wait_until(lambda: self.tab.batch is not None)
        return self

    def said(self) -> str:
        return " ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def line(self, row: int) -> list[str]:
        return [self.model.index(row, column).data() for column in range(self.model.columnCount())]

    def click(self, name: str) -> None:
        click(self.hands.part(name))


def test_the_gravest_come_first_and_lines_open_with_what_was_found(hands: Hands) -> None:
    filing_id = hands.filing_id("declaration", "371521")
    hands.edit(filing_id, ("values.project_name", ""), ("tables.indicators[1].target", "比率96"))
    batch = Batch(hands).wait()
    assert batch.tab.label == "检查·全部区划" and "共检查 26 份" in batch.said()
    errors = [int(batch.line(row)[5][2:] or 0) for row in range(batch.model.rowCount())]
    assert errors == sorted(errors, reverse=True) and errors[0] > 1
    line = next(batch.line(row) for row in range(batch.model.rowCount()) if batch.line(row)[2] == "阳谷县")
    assert line[2:4] == ["阳谷县", "2020"] and line[5:7] == ["● 1", "▲ 1"]
    QAbstractItemModelTester(batch.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert batch.rows.hasFocus()
    for _ in range(next(row for row in range(batch.model.rowCount()) if batch.line(row) == line)):
        hands.shell.press(Key.Key_Down)
    hands.shell.press(Key.Key_Return)
    wait_until(lambda: hands.tabs.front() is not None)
    front = hands.tabs.front()
    assert front is not None and front.filing_id == filing_id
    hands.settle()
    assert list(hands.groups())[:2] == ["错误 1", "警告 1"]


def test_lines_without_findings_are_listed_when_asked_for(hands: Hands) -> None:
    batch = Batch(hands).wait()
    some = batch.model.rowCount()
    click(hands.shell.part(QCheckBox, "onlyFound"))
    assert some < batch.model.rowCount() == 26
    head = batch.rows.horizontalHeader()
    spot = head.sectionViewportPosition(2) + 10
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 8))
    regions = [batch.line(row)[2] for row in range(26)]
    assert regions == sorted(regions) or regions == sorted(regions, reverse=True)


def test_what_was_changed_since_is_said_and_checked_again(hands: Hands) -> None:
    batch = Batch(hands).wait()
    filing_id = hands.filing_id("declaration", "371521")
    hands.edit(filing_id, ("values.project_name", ""))
    hands.shell.window.workspace.filing_changed.emit(filing_id)
    assert "检查以后改过 1 份" in batch.said()
    batch.tab.batch = None
    batch.click("checkAgain")
    batch.wait()
    assert "改过" not in batch.said()


def test_it_is_stopped_and_begun_again(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[bool] = []

    def endless(_desk: object, _ids: object, _progress: object, is_cancelled: object, _noting: object) -> None:
        began.append(True)
        while True:
            batch_tab.check_cancelled(is_cancelled)  # type: ignore[arg-type]

    real = batch_tab.check_batch
    monkeypatch.setattr(batch_tab, "check_batch", endless)
    batch = Batch(hands)
    wait_until(lambda: bool(began))
    batch.click("stopChecking")
    wait_until(lambda: "已停止检查" in batch.said())
    monkeypatch.setattr(batch_tab, "check_batch", real)
    batch.click("checkAgain")
    batch.wait()
    assert "共检查 26 份" in batch.said()


def test_closing_while_it_is_under_way_is_quiet(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[bool] = []

    def endless(_desk: object, _ids: object, _progress: object, is_cancelled: object, _noting: object) -> None:
        began.append(True)
        while True:
            batch_tab.check_cancelled(is_cancelled)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_tab, "check_batch", endless)
    Batch(hands)
    wait_until(lambda: bool(began))
    hands.shell.window.close()
    assert not hands.shell.window.workspace.is_open


def test_a_failure_is_told_in_the_page(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise UserError("台账读不出", "磁盘", "请换一个盘")

    monkeypatch.setattr(batch_tab, "check_batch", broken)
    batch = Batch(hands)
    wait_until(lambda: "台账读不出" in batch.said())
    assert hands.part("checkAgain").isVisible()


def test_a_filing_that_cannot_be_read_stands_first(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    real = batch_tab.check_batch

    def with_trouble(*given: Any) -> Found:
        found = real(*given)
        found.failed.append((found.summaries.pop(), UserError("内容读不出", "某表", "请从备份恢复")))
        return found

    monkeypatch.setattr(batch_tab, "check_batch", with_trouble)
    batch = Batch(hands).wait()
    assert "有 1 份读不出，没有检查。" in batch.said() and batch.line(0)[4] == "读不出"
    assert "请从备份恢复" in batch.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_the_report_is_written_where_it_is_wanted(hands: Hands, tmp_path: Path, ending: str) -> None:
    hands.edit(hands.filing_id("declaration", "371521"), ("values.project_name", ""))
    Batch(hands).wait()
    path = tmp_path / f"报告{ending}"
    in_dialog(choose_file(path), lambda: click(hands.part("saveReport")))
    wait_until(path.is_file)
    wait_until(lambda: "已存为" in hands.shell.notice.text)
    assert path.read_bytes()[:2] in (b"%P", b"PK")
