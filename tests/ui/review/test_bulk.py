"""Many filings reviewed at once: what each would mean, signing or sending back those chosen, stopping, what came of it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableView

from medaid_desktop.core.review.events import Returned, Signing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.reviewing import Words, sign, withdraw
from medaid_desktop.operations.sample import PASSPHRASE, SEAL
from medaid_desktop.ui.models.bulk_review_model import STANCE, TICK, TITLE, TOTAL
from medaid_desktop.ui.views.review import bulk_tab
from medaid_desktop.ui.views.review.bulk_page import BulkReviewPage
from medaid_desktop.ui.views.review.bulk_tab import BulkReviewTab
from tests.ui.review.hands import ReviewHands, press, write
from tests.ui.shell import Key, click, in_dialog, type_text, wait_until


class Bulk:
    """A reviewer at the page of a bulk review."""

    def __init__(self, review: ReviewHands) -> None:
        self.review = review
        review.shell.action("actionReviewMany").trigger()

    @property
    def tab(self) -> BulkReviewTab:
        guest = self.review.findings.tabs.guest()
        assert isinstance(guest, BulkReviewTab)
        return guest

    @property
    def page(self) -> BulkReviewPage:
        return self.tab.page

    @property
    def rows(self) -> QTableView:
        found = self.page.findChild(QTableView, "bulkList")
        assert found is not None
        return found

    @property
    def model(self) -> QAbstractItemModel:
        return self.rows.model()

    def wait(self) -> "Bulk":
        wait_until(lambda: not self.tab.is_busy)
        return self

    def said(self) -> str:
        return " ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def choose_step(self, name: str) -> None:
        step = self.page.findChild(QComboBox, "bulkStep")
        assert step is not None
        step.setFocus()
        step.setCurrentIndex(step.findText(name))

    def write(self, name: str, text: str) -> None:
        field = self.page.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        wait_until(field.hasFocus)
        field.selectAll()
        type_text(text)

    def click(self, name: str) -> None:
        button = self.review.findings.part(name)
        assert button.isEnabled()
        click(button)

    def column(self, column: int) -> list[str]:
        return [self.model.index(row, column).data() for row in range(self.model.rowCount())]

    def chosen(self) -> str:
        """What the buttons would do."""
        return " ".join(self.review.findings.part(name).text() for name in ("bulkSign", "bulkReturn"))

    def tick(self, row: int) -> None:
        """Clicks on the tick of a row."""
        spot = self.rows.visualRect(self.model.index(row, TICK)).center()
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def signed(self) -> int:
        reviews = self.review.desk.ledger.reviews
        return sum(len(reviews.events(one.id)) for one in self.review.desk.ledger.filings.list(form="target-breakdown"))


@pytest.fixture
def bulk(review: ReviewHands) -> Bulk:
    made = Bulk(review).wait()
    made.choose_step("预算单位")
    return made


def test_each_line_says_what_signing_would_mean(bulk: Bulk) -> None:
    QAbstractItemModelTester(bulk.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert "可审核 7 份，有错误 1 份，没有这个环节 18 份" in bulk.said()
    assert bulk.column(STANCE).count("√ 可审核") == 7 and "● 有错误 1 处" in bulk.column(STANCE)
    assert all("万元" in text for text in bulk.column(TOTAL))
    assert "请写姓名，再审核选中的 7 份。" in bulk.said()
    everything = bulk.review.findings.part("bulkShowAll")
    everything.setFocus()
    bulk.review.shell.press(Key.Key_Space)
    assert bulk.model.rowCount() == 26 and "○ 没有这个环节" in bulk.column(STANCE)


def test_those_chosen_are_signed_and_the_lists_know_it(bulk: Bulk) -> None:
    bulk.rows.setFocus()
    ready = bulk.column(STANCE).index("√ 可审核")
    bulk.rows.setCurrentIndex(bulk.model.index(ready, TITLE))
    bulk.review.shell.press(Key.Key_Space)
    assert bulk.model.index(ready, TICK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    bulk.write("reviewName", "审核人甲")
    assert "将以“审核人甲”的名义完成 6 份的“预算单位”环节" in bulk.said()
    bulk.click("bulkSign")
    wait_until(lambda: "已审核通过 6 份" in bulk.said())
    assert bulk.signed() == 6
    assert bulk.column(STANCE).count("√ 已审核通过") == 6 and bulk.column(STANCE).count("√ 可审核") == 1
    model = bulk.review.shell.filings.model()
    told = [model.index(row, 4).data() for row in range(model.rowCount())]
    assert sum("已审核" in text or "审核中" in text for text in told) == 7  # one came reviewed with the sample


def test_what_was_taken_out_stays_out_whatever_else_is_chosen(bulk: Bulk) -> None:
    ready = bulk.column(STANCE).index("√ 可审核")
    bulk.tick(ready)
    assert len(bulk.page.model.to_sign()) == 6
    bulk.page.side.fields.seals.setCurrentIndex(1)
    assert len(bulk.page.model.to_sign()) == 6
    bulk.choose_step("实施单位")
    bulk.choose_step("预算单位")
    bulk.page.side.fields.seals.setCurrentIndex(0)
    assert len(bulk.page.model.to_sign()) == 6


def test_after_signing_the_next_step_can_follow(bulk: Bulk) -> None:
    bulk.choose_step("实施单位")
    bulk.write("reviewName", "审核人甲")
    count = len(bulk.page.model.to_sign())
    bulk.click("bulkSign")
    wait_until(lambda: f"已审核通过 {count} 份" in bulk.said())
    bulk.choose_step("财政部门")
    assert sum(line.stance.is_ready for line in bulk.page.model.lines) == 1  # the monitoring form goes on to finance
    bulk.choose_step("实施单位")
    assert bulk.column(STANCE).count("√ 这个环节已审核") == count


def test_what_is_selected_in_the_list_is_reviewed_alone(review: ReviewHands) -> None:
    review.shell.select_row(2)
    QApplication.processEvents()
    review.shell.filings.setFocus()
    review.shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "批量审核选中的 2 份" in review.shell.action("actionReviewMany").text()
    bulk = Bulk(review).wait()
    assert "批量审核 2 份填报件" in bulk.said()


def test_a_filing_changed_since_is_not_signed(bulk: Bulk) -> None:
    line = next(one for one in bulk.page.model.lines if one.stance.is_ready)
    bulk.review.findings.edit(line.prospect.summary.id, ("values.project_name", "另一个名称"))
    bulk.review.shell.window.workspace.filing_changed.emit(line.prospect.summary.id)
    assert "查看以后改过 1 份" in bulk.said()
    bulk.write("reviewName", "审核人甲")
    bulk.click("bulkSign")
    wait_until(lambda: "已审核通过 6 份" in bulk.said())
    assert bulk.column(STANCE).count("▲ 查看以后改过") == 1 and bulk.signed() == 6
    bulk.click("bulkAgain")
    bulk.wait()
    assert "▲ 查看以后改过" not in bulk.column(STANCE) and "查看以后改过" not in bulk.said()


def test_what_is_taken_back_after_signing_is_told(bulk: Bulk) -> None:
    bulk.write("reviewName", "审核人甲")
    bulk.click("bulkSign")
    wait_until(lambda: "已审核通过 7 份" in bulk.said())
    row = bulk.column(STANCE).index("√ 已审核通过")
    signed = bulk.page.model.lines[row].prospect.summary.id
    withdraw(bulk.review.desk, signed, "审核人甲", "有误")
    bulk.review.shell.window.workspace.filing_changed.emit(signed)
    assert "查看以后改过 1 份" in bulk.said()
    assert bulk.column(STANCE)[row] == "▲ 查看以后改过" and bulk.column(STANCE).count("√ 已审核通过") == 6


def test_what_is_sent_back_in_its_own_tab_is_told(bulk: Bulk) -> None:
    bulk.write("reviewName", "审核人甲")
    bulk.click("bulkSign")
    wait_until(lambda: "已审核通过 7 份" in bulk.said())
    row, model = bulk.column(STANCE).index("√ 已审核通过"), bulk.page.model
    bulk.rows.setCurrentIndex(bulk.model.index(row, TITLE))
    bulk.click("bulkOpen")
    bulk.review.show_panel()

    def fill(dialog: QDialog) -> None:
        write(dialog, "reviewName", "审核人乙")
        write(dialog, "reviewOpinion", "请改")
        press(dialog)

    in_dialog(fill, bulk.review.shell.action("actionReturn").trigger)
    wait_until(lambda: model.index(row, STANCE).data() == "▲ 查看以后改过")


def test_a_wrong_passphrase_is_tried_once(bulk: Bulk) -> None:
    bulk.page.side.fields.seals.setCurrentIndex(1)
    bulk.write("reviewName", "审核人甲")
    assert not bulk.review.findings.part("bulkSign").isEnabled()
    bulk.write("reviewPassphrase", "nothing like it")
    bulk.click("bulkSign")
    wait_until(lambda: "7 份没有办理" in bulk.said())
    assert bulk.signed() == 0 and bulk.page.side.fields.passphrase.text() == ""
    assert sum("没有办理：印章口令不对" in text for text in bulk.column(STANCE)) == 6
    refused = [one for one in bulk.review.desk.ledger.log.entries() if one.action == "seal-refused"]
    assert len(refused) == 1


def test_the_seal_is_set_under_every_one(bulk: Bulk) -> None:
    bulk.page.side.fields.seals.setCurrentIndex(1)
    bulk.write("reviewName", "审核人甲")
    bulk.write("reviewPassphrase", PASSPHRASE)
    bulk.click("bulkSign")
    wait_until(lambda: "已审核通过 7 份" in bulk.said(), 20_000)
    ledger = bulk.review.desk.ledger
    events = [event for one in ledger.filings.list(form="target-breakdown") for event in ledger.reviews.events(one.id)]
    assert [event.seal for event in events if isinstance(event, Signing)] == [SEAL] * 7
    assert bulk.review.shell.window.settings.text("review/seal-budget_unit") == SEAL
    assert PASSPHRASE not in str(
        [
            bulk.review.shell.window.settings._values.value(key)
            for key in bulk.review.shell.window.settings._values.allKeys()
        ]
    )


def test_the_button_stays_in_sight_while_the_fields_scroll(bulk: Bulk) -> None:
    bulk.wait()
    window, side = bulk.review.shell.window, bulk.page.side
    sign = side.findChild(QPushButton, "bulkSign")
    assert sign is not None
    fields = side.fields
    window.resize(1366, 768)
    wait_until(lambda: fields.visibleRegion().boundingRect().height() == fields.height())
    seals = fields.seals
    seals.setCurrentIndex(1)  # one more field, for the passphrase
    wait_until(
        lambda: fields.visibleRegion().boundingRect().height() == fields.height() and fields.passphrase.isVisible()
    )
    window.resize(911, 512)
    wait_until(lambda: fields.visibleRegion().boundingRect().height() < fields.height())
    assert sign.visibleRegion().boundingRect() == sign.rect()


def test_a_double_click_opens(bulk: Bulk) -> None:
    line = bulk.page.model.lines[1]
    spot = bulk.rows.visualRect(bulk.model.index(1, TITLE)).center()
    QTest.mouseClick(bulk.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(bulk.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    front = bulk.review.findings.tabs.front()
    assert front is not None and front.filing_id == line.prospect.summary.id


def endless(began: list[bool]) -> Callable[..., None]:
    def work(_desk: object, _ids: object, _progress: object, is_cancelled: Any, *_: object) -> None:
        began.append(True)
        while True:
            bulk_tab.check_cancelled(is_cancelled)

    return work


def test_looking_is_stopped_and_begun_again(review: ReviewHands, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[bool] = []
    real = bulk_tab.prospects
    monkeypatch.setattr(bulk_tab, "prospects", endless(began))
    bulk = Bulk(review)
    wait_until(lambda: bool(began))
    bulk.click("bulkStop")
    wait_until(lambda: "已停止" in bulk.said())
    monkeypatch.setattr(bulk_tab, "prospects", real)
    bulk.click("bulkAgain")
    bulk.wait()
    assert "共 26 份" in bulk.said()


def test_signing_is_stopped_and_what_is_done_stays_done(bulk: Bulk, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = bulk_tab.sign_many
    began: list[int] = []

    def slow(desk: Any, chosen: Any, *given: Any) -> Any:
        *rest, progress, is_cancelled = given

        def told(done: int, total: int) -> None:
            progress(done, total)
            began.append(done)
            while not is_cancelled():
                QTest.qSleep(2)

        return real(desk, chosen, *rest, told, is_cancelled)

    monkeypatch.setattr(bulk_tab, "sign_many", slow)
    bulk.write("reviewName", "审核人甲")
    bulk.click("bulkSign")
    wait_until(lambda: bool(began))
    bulk.click("bulkStop")
    wait_until(lambda: "已审核通过 1 份" in bulk.said())
    assert bulk.signed() == 1 and sum("没有办理：已停止" in text for text in bulk.column(STANCE)) == 6


def test_closing_while_it_is_under_way_is_quiet(review: ReviewHands, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[bool] = []
    monkeypatch.setattr(bulk_tab, "prospects", endless(began))
    Bulk(review)
    wait_until(lambda: bool(began))
    review.shell.window.close()
    assert not review.shell.window.workspace.is_open


def test_a_failure_is_told_in_the_page(review: ReviewHands, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise UserError("台账读不出", "磁盘", "请换一个盘")

    monkeypatch.setattr(bulk_tab, "prospects", broken)
    bulk = Bulk(review)
    wait_until(lambda: "台账读不出" in bulk.said())
    assert review.findings.part("bulkAgain").isVisible()


def test_where_no_events_can_be_read_it_says_so(review: ReviewHands) -> None:
    ledger = review.desk.ledger
    for one in ledger.filings.list():
        ledger.connection.execute(
            "INSERT INTO review_events (filing, kind, step, digest, by, at, data) VALUES (?, 'signed', '', '', '', '', '{')",
            (one.id,),
        )
    bulk = Bulk(review).wait()
    assert "审核记录都读不出来" in bulk.said() and not bulk.page.side.fields.isVisible()
    assert "正在查看" not in bulk.said() and not review.findings.part("bulkShowAll").isVisible()
    wait_until(review.findings.part("bulkAgain").hasFocus)


@pytest.fixture
def sent_in(review: ReviewHands) -> Bulk:
    """Three were signed by their own office before, one under the seal; the finance bureau looks at all."""
    ledger = review.desk.ledger
    drafts = [one.id for one in ledger.filings.list(form="target-breakdown") if not ledger.reviews.events(one.id)]
    for number, filing_id in enumerate(drafts[1:4]):
        seal, secret = (SEAL, PASSPHRASE) if number == 0 else ("", "")
        sign(review.desk, filing_id, "budget_unit", Words("审核人甲", "同意", "2020-06-02"), seal, secret)
    made = Bulk(review).wait()
    made.choose_step("财政部门")
    return made


def returns(bulk: Bulk) -> list[tuple[str, str]]:
    """(who, opinion) of the returns that the log tells of."""
    ledger = bulk.review.desk.ledger
    logged = [one.filing for one in ledger.log.entries() if one.action == "return"]
    events = [ledger.reviews.events(filing_id)[-1] for filing_id in logged]
    return [(event.by, event.opinion) for event in events if isinstance(event, Returned)]


def test_those_chosen_are_sent_back_after_the_question(sent_in: Bulk) -> None:
    bulk = sent_in
    assert "可退回 3 份" in bulk.said() and bulk.chosen() == "审核通过 3 份 退回所选 3 份…"
    bulk.tick(bulk.column(STANCE).index("√ 可审核"))
    assert bulk.chosen() == "审核通过 2 份 退回所选 2 份…"
    bulk.write("reviewName", "审核人丙")
    seen: list[str] = []

    def work(dialog: QDialog) -> None:
        go, lines = dialog.findChild(QPushButton, "reviewGo"), dialog.findChild(QTableView, "returnList")
        assert go is not None and lines is not None
        model = lines.model()
        assert not go.isEnabled() and go.text() == "退回 2 份" and model.rowCount() == 2
        assert [model.index(row, 2).data() for row in range(2)] == ["预算单位（审核人甲）"] * 2
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        write(dialog, "reviewOpinion", "请补充完整")
        press(dialog)
        wait_until(lambda: not dialog.isVisible())

    in_dialog(work, lambda: bulk.click("bulkReturn"))
    wait_until(lambda: "已退回 2 份" in bulk.said())
    assert "“财政部门”退回 2 份填报件，意见相同" in seen
    assert "退回后，“预算单位”的审核作废；已打印的纸质表须收回。" in seen
    assert returns(bulk) == [("审核人丙", "请补充完整")] * 2
    assert bulk.column(STANCE).count("√ 已退回") == 2 and "查看以后改过" not in bulk.said()
    assert bulk.chosen() == "审核通过 退回所选…"
    assert bulk.review.shell.window.settings.text("review/name-finance") == "审核人丙"


def test_the_question_names_the_seals_and_nothing_happens_without_a_yes(sent_in: Bulk) -> None:
    bulk = sent_in

    def work(dialog: QDialog) -> None:
        lines, warning = dialog.findChild(QTableView, "returnList"), dialog.findChild(QLabel, "reviewWarning")
        assert lines is not None and warning is not None
        model = lines.model()
        assert [model.index(row, 3).data() for row in range(3)] == [SEAL, "", ""]
        assert f"印章（{SEAL}）一并作废" in warning.text()
        write(dialog, "reviewName", "审核人丙")
        write(dialog, "reviewOpinion", "请改")
        QTest.keyClick(dialog, Key.Key_Escape)

    in_dialog(work, lambda: bulk.click("bulkReturn"))
    assert returns(bulk) == [] and not bulk.tab.is_busy
    assert bulk.chosen() == "审核通过 3 份 退回所选 3 份…"


def test_sending_back_is_stopped_and_what_is_done_stays_done(sent_in: Bulk, monkeypatch: pytest.MonkeyPatch) -> None:
    bulk = sent_in
    real: Any = bulk_tab.send_back_many
    began: list[int] = []

    def slow(desk: Any, chosen: Any, *given: Any) -> Any:
        *rest, progress, is_cancelled = given

        def told(done: int, total: int) -> None:
            progress(done, total)
            began.append(done)
            while not is_cancelled():
                QTest.qSleep(2)

        return real(desk, chosen, *rest, told, is_cancelled)

    def work(dialog: QDialog) -> None:
        write(dialog, "reviewName", "审核人丙")
        write(dialog, "reviewOpinion", "请改")
        press(dialog)

    monkeypatch.setattr(bulk_tab, "send_back_many", slow)
    in_dialog(work, lambda: bulk.click("bulkReturn"))
    wait_until(lambda: bool(began))
    bulk.click("bulkStop")
    wait_until(lambda: "已退回 1 份" in bulk.said())
    assert "2 份没有办理" in bulk.said() and len(returns(bulk)) == 1
    assert sum("没有办理：已停止" in text for text in bulk.column(STANCE)) == 2


def test_what_cannot_be_signed_can_be_chosen_to_be_sent_back(sent_in: Bulk) -> None:
    bulk = sent_in
    bulk.choose_step("预算单位")
    assert bulk.chosen() == "审核通过 4 份 退回所选…"
    row = bulk.column(STANCE).index("√ 这个环节已审核")
    bulk.rows.setFocus()
    bulk.rows.setCurrentIndex(bulk.model.index(row, TITLE))
    bulk.review.shell.press(Key.Key_Space)
    assert bulk.chosen() == "审核通过 4 份 退回所选 1 份…"


def test_all_are_chosen_or_none(sent_in: Bulk) -> None:
    bulk, every = sent_in, sent_in.review.findings.part("bulkEvery")
    bulk.choose_step("预算单位")
    every.setFocus()
    bulk.review.shell.press(Key.Key_Space)
    assert bulk.chosen() == "审核通过 4 份 退回所选 3 份…"
    bulk.review.shell.press(Key.Key_Space)
    assert bulk.chosen() == "审核通过 退回所选…"
    bulk.tick(bulk.column(STANCE).index("√ 可审核"))
    assert bulk.chosen() == "审核通过 1 份 退回所选…"


def test_the_money_of_those_to_be_signed_is_told(bulk: Bulk) -> None:
    assert "金额合计 2691 万元。" in bulk.said()
    row = bulk.column(TOTAL).index("469 万元")
    bulk.tick(row)
    assert "金额合计 2222 万元。" in bulk.said()
    bulk.click("bulkEvery")
    bulk.click("bulkEvery")
    assert "金额合计" not in bulk.said()


def test_one_that_cannot_be_relied_on_is_sent_back_too(sent_in: Bulk) -> None:
    bulk, ledger = sent_in, sent_in.review.desk.ledger
    doubted = bulk.page.model.to_return()[0].summary.id
    ledger.connection.execute("UPDATE filings SET title = '别的' WHERE id = ?", (doubted,))
    bulk.click("bulkAgain")
    bulk.wait()
    bulk.click("bulkEvery")

    def work(dialog: QDialog) -> None:
        lines = dialog.findChild(QTableView, "returnList")
        assert lines is not None
        model = lines.model()
        assert sorted(model.index(row, 2).data() for row in range(3)) == [
            "已失效",
            "预算单位（审核人甲）",
            "预算单位（审核人甲）",
        ]
        write(dialog, "reviewName", "审核人丙")
        write(dialog, "reviewOpinion", "请核对")
        press(dialog)

    in_dialog(work, lambda: bulk.click("bulkReturn"))
    wait_until(lambda: "已退回 3 份" in bulk.said())
