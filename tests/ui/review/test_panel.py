"""The page beside the paper: where a filing stands, signing, sending back, taking back, by keys and clicks."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QDialog, QLabel, QLineEdit, QPushButton

from medaid_desktop.core.review.events import Remark, Signing
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.ui.delegates.cell_marks import CellRemark
from medaid_desktop.ui.views.review.panel import ReviewPanel
from tests.ui.review.hands import STEPS, ReviewHands, press, said, write
from tests.ui.shell import Key, button, click, in_dialog, type_text, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


def test_without_a_filing_there_are_words_and_no_buttons(review: ReviewHands) -> None:
    review.shell.action("actionReview").trigger()
    wait_until(review.panel.isVisible)
    assert "打开一份填报件" in review.words()
    assert [one.text() for one in review.panel.findChildren(QPushButton) if one.isVisible()] == []


def test_a_draft_waits_for_its_first_step(review: ReviewHands) -> None:
    review.open()
    assert review.states() == ["待审核", "未到", "未到", "未到"]
    assert "① 项目单位" in review.told() and "④ 财政部门复审" in review.told()
    assert "可以审核" in review.words() and review.button("reviewSign").isEnabled()
    assert not review.button("reviewReturn").isVisible() and not review.button("reviewWithdraw").isVisible()
    assert not review.shell.action("actionReturn").isEnabled() and not review.bar.isVisible()


def test_what_was_changed_from_outside_is_told_in_the_page_and_the_bar(review: ReviewHands) -> None:
    filing_id = review.draft()
    review.open(signed=1)
    assert review.bar.isVisible() and review.states()[0] == "已审核"
    review.desk.ledger.connection.execute("UPDATE filings SET title = title || '。' WHERE id = ?", (filing_id,))
    review.shell.window.workspace.filing_changed.emit(filing_id)
    front = review.findings.tabs.front()
    assert front is not None
    front.changed_elsewhere()
    wait_until(lambda: "以外的手段改动过" in review.words())
    assert "已失效" in review.states() and not review.button("reviewSign").isEnabled()
    assert "以外的手段改动过" in review.bar.text() and review.button("reviewReturn").isVisible()
    assert "不作数，须重新审核" in review.told() and "审核后内容改动过" not in review.told()
    assert review.bar.property("severity") == "warning", "more than a lock"


def test_the_only_way_back_is_as_wide_as_the_button_above(review: ReviewHands) -> None:
    review.open(signed=2)
    assert not review.button("reviewWithdraw").isVisible()
    assert review.button("reviewReturn").width() == review.button("reviewSign").width()
    assert review.bar.property("severity") == "hint"


def test_what_is_missing_is_told_at_the_button(review: ReviewHands) -> None:
    review.open(signed=1)

    def work(dialog: QDialog) -> None:
        go = dialog.findChild(QPushButton, "reviewGo")
        assert go is not None
        assert not go.isEnabled() and go.toolTip() == "请写姓名"
        write(dialog, "reviewName", "甲")
        return_opinion = dialog.objectName() == "returnDialog"
        assert go.toolTip() == ("请写总的意见，或对某一格的意见" if return_opinion else "")

    in_dialog(work, lambda: click(review.button("reviewSign")))
    in_dialog(work, lambda: click(review.button("reviewReturn")))
    in_dialog(work, lambda: click(review.button("reviewWithdraw")))


def test_tab_leaves_the_day_and_a_day_before_the_last_step_is_told(review: ReviewHands) -> None:
    review.open(signed=1)

    def work(dialog: QDialog) -> None:
        day, opinion = dialog.findChild(QDateEdit, "reviewDay"), dialog.findChild(QComboBox, "reviewOpinion")
        early, seals = dialog.findChild(QLabel, "reviewWarning"), dialog.findChild(QComboBox, "reviewSeal")
        assert day is not None and opinion is not None and early is not None and seals is not None
        assert not early.isVisible()
        opinion.setFocus()
        wait_until(opinion.hasFocus)
        review.shell.press(Key.Key_Tab)
        wait_until(day.hasFocus)
        day.setDate(QDate(2020, 5, 31))
        assert early.isVisible() and early.text() == "比上一环节的日期 2020-06-01 早，请核对。"
        review.shell.press(Key.Key_Tab)
        wait_until(seals.hasFocus)
        day.setDate(QDate(2020, 6, 1))
        assert not early.isVisible()

    in_dialog(work, lambda: click(review.button("reviewSign")))


def test_the_panel_is_there_from_the_first_filing_on(review: ReviewHands) -> None:
    review.findings.open(review.draft())
    wait_until(lambda: review.shell.window.findChild(ReviewPanel, "reviewPanel") is not None)
    told = [label.text() for label in review.panel.findChildren(QLabel, "stepState")]
    assert told == ["待审核", "未到", "未到", "未到"] and not review.panel.isVisible()


def test_the_key_opens_the_panel_and_leads_to_signing(review: ReviewHands) -> None:
    review.findings.open(review.draft())
    review.shell.press(Key.Key_F9, CTRL)
    review.settle()
    assert review.button("reviewSign").hasFocus()
    review.shell.press(Key.Key_Escape)
    assert review.shell.editor.hasFocus()


def test_signing_locks_and_tells_it_everywhere(review: ReviewHands) -> None:
    filing_id = review.open()

    def look(dialog: QDialog) -> None:
        told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        assert "350 万元" in told and "阳谷县" in told and "2020 年度" in told and "预算绩效目标申报表" in told
        assert any(label.text().count("-") == 3 for label in dialog.findChildren(QLabel))  # the verification code
        write(dialog, "reviewOpinion", "情况属实，同意申报")

    review.sign("审核人甲", look)
    assert review.states() == ["已审核", "待审核", "未到", "未到"]
    assert "审核人甲" in review.told() and "意见：情况属实，同意申报" in review.told()
    assert review.bar.isVisible() and review.bar.text() == "“项目单位”已审核，内容已锁定。"
    assert "“项目单位”已审核通过" in review.shell.notice.text
    model = review.shell.filings.model()
    row = model.row_of(filing_id)
    assert "审核中" in model.index(row, 4).data()
    front = review.findings.tabs.front()
    assert front is not None and "审核中" in front.tip


def test_who_signed_last_is_offered_for_the_step(review: ReviewHands) -> None:
    filing_id = review.open()
    review.sign("审核人甲")

    def take_back(dialog: QDialog) -> None:
        name = dialog.findChild(QLineEdit, "reviewName")
        assert name is not None and name.text() == "审核人甲"  # of the same office
        write(dialog, "reviewName", "填报人乙")
        press(dialog)

    in_dialog(take_back, lambda: click(review.button("reviewWithdraw")))
    review.settle()
    assert review.states()[0] == "待审核" and not review.bar.isVisible()

    def look(dialog: QDialog) -> None:
        name = dialog.findChild(QLineEdit, "reviewName")
        assert name is not None and name.text() == "审核人甲"
        review.shell.press(Key.Key_Return)  # the opinion has the focus: Enter signs
        wait_until(lambda: not dialog.isVisible())

    in_dialog(look, lambda: review.shell.action("actionSign").trigger())
    assert review.chain(filing_id).status == "in-review"


def test_nobody_signs_without_a_name(review: ReviewHands) -> None:
    review.open()

    def look(dialog: QDialog) -> None:
        go = button(dialog, "审核通过")
        assert not go.isEnabled()
        write(dialog, "reviewName", "甲")
        assert go.isEnabled()

    in_dialog(look, lambda: click(review.button("reviewSign")))
    assert review.states()[0] == "待审核"


def test_what_stands_against_a_step_is_told_with_the_way_to_it(review: ReviewHands) -> None:
    filing_id = review.draft()
    review.findings.edit(filing_id, ("values.project_name", ""))
    review.findings.open(filing_id)
    review.show_panel()
    assert "● 错误" in review.words() and not review.button("reviewSign").isEnabled()
    assert not review.shell.action("actionSign").isEnabled()
    click(review.button("reviewFindings"))
    wait_until(lambda: review.shell.action("actionFindings").isChecked())
    assert review.findings.page.isVisible()


def test_an_empty_window_says_what_to_do_and_a_form_without_boxes_has_the_step_of_its_office(
    review: ReviewHands,
) -> None:
    review.shell.action("actionReview").trigger()
    wait_until(review.panel.isVisible)
    assert "打开一份填报件" in review.words()
    review.findings.open(review.findings.filing_id("allocation", "330000"))
    wait_until(lambda: review.states() == ["待审核"])
    assert "① 本单位审核" in review.told()


def test_events_that_cannot_be_read_are_told_and_lock(review: ReviewHands) -> None:
    filing_id = review.draft()
    review.desk.ledger.connection.execute(
        "INSERT INTO review_events (filing, kind, step, digest, by, at, data) VALUES (?, 'signed', '', '', '', '', '{')",
        (filing_id,),
    )
    review.findings.open(filing_id)
    review.shell.action("actionReview").trigger()
    wait_until(lambda: "审核记录读不出来" in review.words())
    assert "审核记录读不出来" in review.bar.text()


def test_sending_back_says_what_becomes_void_and_marks_the_cells(review: ReviewHands) -> None:
    filing_id = review.open(signed=2)
    assert review.states() == ["已审核", "已审核", "待审核", "未到"]
    review.shell.editor.go_to_path("values.funding_fiscal")

    def work(dialog: QDialog) -> None:
        told = "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
        assert "“项目单位”、“业务主管部门”的审核作废" in told and "已打印的纸质表须收回" in told
        step = dialog.findChild(QComboBox, "reviewStep")
        assert step is not None and step.currentText() == "财政部门初审"
        go = button(dialog, "退回修改")
        write(dialog, "reviewName", "财政甲")
        assert not go.isEnabled()
        offered = dialog.findChild(QLineEdit, "remarkText")
        assert offered is not None and "年度财政拨款" in offered.accessibleName()
        offered.setFocus()
        type_text("与下达文件不符")
        review.shell.press(Key.Key_Return)  # on to the next cell, not away
        assert dialog.isVisible()
        type_text("联系电话")
        review.shell.press(Key.Key_Return)
        type_text("少一位")
        assert go.isEnabled()
        click(go)

    in_dialog(work, lambda: click(review.button("reviewReturn")))
    review.settle()
    assert review.chain(filing_id).status == "returned" and review.states() == ["待审核", "未到", "未到", "未到"]
    assert not review.bar.isVisible() and "财政部门初审退回　财政甲" in review.told()
    first, second = review.remarks()
    assert "与下达文件不符" in first.text() and "少一位" in second.text()
    model = review.shell.editor.paper
    place = model.grid.paper.places["values.funding_fiscal"]
    assert model.remark(place) == (CellRemark("退回意见（财政甲）：与下达文件不符"),)
    assert "退回意见（财政甲）" in str(model.data(model.index(*place), Qt.ItemDataRole.ToolTipRole))
    review.shell.editor.go_to_path("values.project_name")
    review.shell.window.activateWindow()
    click(first)
    wait_until(review.shell.editor.hasFocus)
    assert review.findings.at() == "values.funding_fiscal"


def test_tab_goes_through_the_remarks_from_top_to_bottom(review: ReviewHands) -> None:
    review.open(signed=2)
    front = review.findings.tabs.front()
    assert front is not None
    front.selected_paths = lambda: ["values.funding_fiscal", "values.contact"]  # type: ignore[method-assign]

    def work(dialog: QDialog) -> None:
        write(dialog, "reviewName", "财政甲")
        for _ in range(2):
            review.shell.press(Key.Key_Tab)
        type_text("与文件不符")
        for _ in range(2):
            review.shell.press(Key.Key_Tab)
        type_text("写全名")
        click(button(dialog, "退回修改"))

    in_dialog(work, lambda: click(review.button("reviewReturn")))
    review.settle()
    assert [one.path for one in review.remarks()] == ["values.funding_fiscal", "values.contact"]


def test_a_cell_mended_after_a_return_is_no_error(review: ReviewHands) -> None:
    filing_id = review.open(signed=2)

    def work(dialog: QDialog) -> None:
        write(dialog, "reviewName", "财政甲")
        write(dialog, "reviewOpinion", "请改")
        press(dialog)

    in_dialog(work, lambda: click(review.button("reviewReturn")))
    review.settle()
    review.shell.window.activateWindow()
    review.shell.editor.go_to_path("values.contact")
    review.shell.editor.setFocus()
    wait_until(review.shell.editor.hasFocus)
    type_text("另一位")
    review.shell.press(Key.Key_Return)
    review.settle()
    assert review.desk.ledger.filings.get(filing_id).get("values.contact") == "另一位"
    assert not [one for one in review.findings.checks.findings if one.finding.severity == "error"]


def test_remarks_go_with_the_next_signing(review: ReviewHands) -> None:
    filing_id = review.draft()
    review.open(signed=1)
    send_back(review.desk, filing_id, STEPS[1], Words("甲", "请改"), [Remark("values.contact", "写全名")])
    review.shell.window.workspace.filings_changed.emit()
    wait_until(lambda: len(review.remarks()) == 1)
    review.settle()
    review.sign("审核人甲")
    assert review.remarks() == [] and not review.shell.editor.paper.remarks


def test_remarks_follow_their_rows(review: ReviewHands) -> None:
    filing_id = review.open(signed=1)
    send_back(review.desk, filing_id, STEPS[1], Words("甲"), [Remark("tables.indicators[2].target", "偏低")])
    review.shell.window.workspace.filings_changed.emit()
    wait_until(lambda: len(review.remarks()) == 1)
    assert review.remarks()[0].path == "tables.indicators[2].target"
    view = review.shell.editor
    view.go_to_path("tables.indicators[0].target")
    review.shell.editor.setFocus()
    review.shell.press(Key.Key_Delete, CTRL)
    wait_until(lambda: bool(review.remarks()) and review.remarks()[0].path == "tables.indicators[1].target")
    view.go_to_path("tables.indicators[1].target")
    review.shell.press(Key.Key_Delete, CTRL)
    wait_until(lambda: bool(review.remarks()) and "这一行已删除" in review.remarks()[0].text())


def test_the_bar_leads_out(review: ReviewHands) -> None:
    filing_id = review.open(signed=1)
    buttons = [one for one in review.bar.findChildren(QPushButton) if one.isVisible()]
    assert {one.text() for one in buttons} == {"退回修改…", "撤回送审…"}

    def take_back(dialog: QDialog) -> None:
        assert dialog.objectName() == "withdrawDialog"
        told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        assert "“项目单位”的审核作废" in told
        write(dialog, "reviewName", "填报人乙")
        press(dialog)

    in_dialog(take_back, lambda: click(next(one for one in buttons if "撤回" in one.text())))
    review.settle()
    assert review.chain(filing_id).status == "draft" and not review.bar.isVisible()


def test_once_a_later_step_has_signed_only_a_return_is_offered(review: ReviewHands) -> None:
    review.open(signed=4)
    assert review.bar.text() == "各环节都已审核，内容已锁定。"
    shown = [one.text() for one in review.bar.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["退回修改…"] and not review.button("reviewWithdraw").isVisible()
    assert not review.button("reviewSign").isVisible() and "各环节都已审核" in review.words()


def test_a_signature_under_changed_content_is_told_as_void(review: ReviewHands) -> None:
    filing_id = review.open()
    review.desk.ledger.reviews.add(
        filing_id, Signing(STEPS[0], "0" * 64, "审核人甲", "2020-06-01")
    )  # of another content
    review.shell.window.workspace.filings_changed.emit()
    wait_until(lambda: review.states()[:2] == ["已失效", "未到"])
    assert "审核后内容改动过" in review.told() and not review.bar.isVisible()


def test_a_refused_signing_is_said_in_the_dialog(review: ReviewHands) -> None:
    filing_id = review.open()

    def work(dialog: QDialog) -> None:
        write(dialog, "reviewName", "甲")
        review.desk.ledger.edit(filing_id, [("values.contact", "别人刚改的")], "别处")
        press(dialog)
        wait_until(lambda: bool(said(dialog)))
        assert "内容在您查看之后被改动过" in said(dialog) and dialog.isVisible()

    in_dialog(work, lambda: click(review.button("reviewSign")))
    assert review.chain(filing_id).status == "draft"


def test_enter_in_the_list_of_cells_adds_the_one_chosen_and_no_other(review: ReviewHands) -> None:
    review.open(signed=1)
    review.shell.editor.go_to_path("values.funding_fiscal")

    def work(dialog: QDialog) -> None:
        write(dialog, "reviewName", "财政甲")
        write(dialog, "remarkCell", "绩效指标第 3 行")
        wait_until(lambda: QApplication.activePopupWidget() is not None)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
            QTest.keyClick(popup, key)
        wait_until(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and len(lines(dialog)) > 1)
        QTest.qWait(1)
        _, added = (line.accessibleName() for line in lines(dialog))
        assert "绩效指标第 3 行" in added
        type_text("偏低")
        click(button(dialog, "退回修改"))

    def lines(dialog: QDialog) -> list[QLineEdit]:
        return dialog.findChildren(QLineEdit, "remarkText")

    in_dialog(work, lambda: click(review.button("reviewReturn")))
    review.settle()
    (remark,) = review.remarks()
    assert "偏低" in remark.text()


def test_no_two_cells_to_choose_from_are_called_alike(review: ReviewHands) -> None:
    review.open(signed=1)
    front = review.findings.tabs.front()
    assert front is not None
    names = list(front.content_places().values())
    assert len(set(names)) == len(names)
    assert any(name.endswith("的二级指标") for name in names) and any(name.endswith("的指标值") for name in names)
