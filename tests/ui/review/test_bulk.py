"""Many filings reviewed at once: what each would mean, signing those chosen, stopping, what came of it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from medaid_desktop.core.review.events import Signing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.reviewing import withdraw
from medaid_desktop.ui.models.bulk_review_model import STANCE, TICK, TITLE, TOTAL
from medaid_desktop.ui.views.review import bulk_tab
from tests.ui.review.bulk_hands import Bulk
from tests.ui.review.hands import ReviewHands, press, write
from tests.ui.shell import Key, in_dialog, wait_until


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
    wait_until(lambda: "已审核通过 7 份" in bulk.said())
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
    assert "名义完成" not in bulk.said() and "金额合计" not in bulk.said()
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


def test_the_money_of_those_to_be_signed_is_told(bulk: Bulk) -> None:
    assert "金额合计 2691 万元。" in bulk.said()
    row = bulk.column(TOTAL).index("469 万元")
    bulk.tick(row)
    assert "金额合计 2222 万元。" in bulk.said()
    bulk.click("bulkEvery")
    bulk.click("bulkEvery")
    assert "金额合计" not in bulk.said()
