"""Many filings sent back at once: the question before, what each loses, stopping, what came of it."""

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView

from medaid_desktop.core.review.events import Returned
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.reviewing import Words, sign
from medaid_desktop.ui.models.bulk_review_model import STANCE, TITLE
from medaid_desktop.ui.views.review import bulk_tab
from tests.ui.review.bulk_hands import Bulk
from tests.ui.review.hands import ReviewHands, press, write
from tests.ui.shell import Key, in_dialog, wait_until


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
