"""The sign-off: the steps beside the paper, the locked paper, its dialogs, many filings at once."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from medaid_desktop.core.review.events import Remark, Signing
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.reviewing import Words, send_back, sign
from medaid_desktop.operations.reviewing.bulk import prospects, sign_many
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.review.bulk_tab import BulkReviewTab
from tests.ui.screens import people
from tests.ui.screens.stage import COUNTY, Stage, screen
from tests.ui.shell import Key, type_text, wait_until

STEPS = ("implementing", "competent", "finance_first", "finance_second")
_NAMES = ("审核人甲", "审核人乙", "审核人丙", "审核人丁")
_OPINIONS = ("情况属实，同意申报", "同意上报", "同意", "同意")


def _open(stage: Stage, signed: int = 0, *remarks: tuple[str, str]) -> str:
    """Opens the declaration that nobody has signed, so many steps signed and perhaps sent back, with the panel beside it."""
    desk = stage.window.workspace.desk
    found = desk.ledger.filings.list(COUNTY, "declaration")
    filing_id = next(one.id for one in found if not desk.ledger.reviews.events(one.id))
    for step, name, opinion in zip(STEPS[:signed], _NAMES, _OPINIONS, strict=False):
        sign(desk, filing_id, step, Words(name, opinion, "2020-06-02"))
    if remarks:
        words = Words("审核人丙", "请按意见修改后重新送审")
        send_back(desk, filing_id, STEPS[min(signed, 3)], words, [Remark(*one) for one in remarks])
    stage.window.workspace.filings_changed.emit()
    stage.shell.part(EditorTabs).open(filing_id)
    stage.await_checks()
    stage.trigger("actionReview")
    QTest.qWait(60)
    return filing_id


def _column(stage: Stage) -> QWidget:
    return stage.shell.part(QWidget, "rightColumn")


_REMARKS = (
    ("values.funding_fiscal", "与下达文件（阳财社〔2020〕12号）的金额不一致，请核对"),
    ("values.contact_phone", "请写区号"),
    ("tables.indicators[3].target", "比上年低，请说明原因或调整"),
)


@screen(is_main=True)
def review(stage: Stage) -> None:
    """Two steps signed: the paper is locked, the third one waits."""
    _open(stage, 2)
    stage.mark("review", _column(stage))
    stage.take()


@screen()
def review_draft(stage: Stage) -> None:
    """Nobody has signed yet."""
    _open(stage)
    stage.take_part(_column(stage))


@screen()
def review_open_points(stage: Stage) -> None:
    """Errors stand against the first step."""
    desk = stage.window.workspace.desk
    found = desk.ledger.filings.list(COUNTY, "declaration")
    filing_id = next(one.id for one in found if not desk.ledger.reviews.events(one.id))
    desk.ledger.edit(filing_id, [("values.project_name", ""), ("values.contact_phone", "12")], "准备")
    _open(stage)
    stage.take_part(_column(stage))


@screen(is_main=True)
def review_returned(stage: Stage) -> None:
    """Sent back: remarks beside the paper and in its cells, one of them mended."""
    _open(stage, 2, *_REMARKS)
    stage.go_to("values.contact_phone")
    stage.shell.editor.setFocus()
    stage.shell.type("0635-0000002")
    stage.press(Key.Key_Return)
    stage.await_checks()
    stage.go_to("values.funding_fiscal")
    stage.mark("returned", _column(stage))
    stage.take()


@screen()
def review_complete(stage: Stage) -> None:
    """All steps hold."""
    _open(stage, 4)
    stage.take()


@screen()
def review_void(stage: Stage) -> None:
    """A signature that is for another content."""
    filing_id = _open(stage)
    signing = Signing(STEPS[0], "0" * 64, "审核人甲", "2020-06-02", "同意", title="项目单位审核意见")
    stage.window.workspace.desk.ledger.reviews.add(filing_id, signing)
    stage.window.workspace.filings_changed.emit()
    QTest.qWait(60)
    stage.take_part(_column(stage))


@screen()
def review_doubted(stage: Stage) -> None:
    """Something else than this program has been at the ledger: why nothing holds, and the way out."""
    filing_id = _open(stage, 2)
    run = stage.window.workspace.desk.ledger.connection.execute
    run("UPDATE filings SET title = '别的' WHERE id = ?", (filing_id,))
    stage.window.workspace.filings_changed.emit()
    stage.await_checks()
    stage.take()


@screen()
def review_of_others(stage: Stage) -> None:
    """The step that is due is not this person's."""
    _open(stage)
    people.shared(stage, "王填报")
    QTest.qWait(60)
    stage.take_part(_column(stage))


@screen()
def review_bystander(stage: Stage) -> None:
    """Who only reviews has a draft before him: one quiet line says that it is not his to fill."""
    _open(stage)
    people.shared(stage, "赵审核")
    QTest.qWait(60)
    stage.take()


@screen()
def review_own_office(stage: Stage) -> None:
    """A form without review boxes: the office itself stands by it."""
    ledger = stage.window.workspace.desk.ledger
    stage.shell.part(EditorTabs).open(ledger.filings.list("330000", "allocation")[0].id)
    stage.await_checks()
    stage.trigger("actionReview")
    QTest.qWait(60)
    stage.take_part(_column(stage))


@screen()
def review_no_filing(stage: Stage) -> None:
    stage.trigger("actionReview")
    QTest.qWait(60)
    stage.take_part(_column(stage))


def _write(dialog: QDialog, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name) or dialog.findChild(QComboBox, name)
    assert field is not None
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    assert line is not None
    line.setFocus()
    wait_until(line.hasFocus)
    line.selectAll()
    type_text(text)


@screen(is_main=True)
def review_sign(stage: Stage) -> None:
    """What is signed, by whom, with which words."""
    _open(stage)
    stage.in_dialog(stage.shell.action("actionSign").trigger, lambda dialog: _write(dialog, "reviewName", "审核人甲"))


@screen()
def review_sign_seal(stage: Stage) -> None:
    """A seal image with a wrong passphrase."""
    _open(stage)

    def work(dialog: QDialog) -> None:
        _write(dialog, "reviewName", "审核人甲")
        seals = dialog.findChild(QComboBox, "reviewSeal")
        assert seals is not None
        seals.setCurrentIndex(1)
        _write(dialog, "reviewPassphrase", "不是这个口令")
        go = dialog.findChild(QWidget, "reviewGo")
        assert go is not None
        dialog.act()  # type: ignore[attr-defined]
        says = dialog.findChild(QWidget, "reviewSays")
        assert says is not None
        wait_until(says.isVisible)

    stage.in_dialog(stage.shell.action("actionSign").trigger, work)


@screen(is_main=True)
def review_return(stage: Stage) -> None:
    """Remarks on cells, and what becomes void."""
    _open(stage, 2)
    stage.go_to("values.funding_fiscal")

    def work(dialog: QDialog) -> None:
        _write(dialog, "reviewName", "审核人丙")
        _write(dialog, "reviewOpinion", "请按意见修改后重新送审")
        _write(dialog, "remarkText", "与下达文件的金额不一致，请核对")

    stage.in_dialog(stage.shell.action("actionReturn").trigger, work)


@screen()
def review_return_begun(stage: Stage) -> None:
    """Nothing is written yet, no cell was chosen."""
    _open(stage, 2)
    stage.in_dialog(stage.shell.action("actionReturn").trigger)


@screen()
def review_withdraw(stage: Stage) -> None:
    _open(stage, 1)
    stage.in_dialog(
        stage.shell.action("actionWithdraw").trigger, lambda dialog: _write(dialog, "reviewName", "填报人甲")
    )


def _bulk(stage: Stage) -> BulkReviewTab:
    stage.trigger("actionReviewMany")
    tab = stage.shell.part(EditorTabs).guest()
    assert isinstance(tab, BulkReviewTab)
    wait_until(lambda: not tab.is_busy)
    return tab


@screen(is_main=True)
def review_many(stage: Stage) -> None:
    """What signing would mean for each filing of the list."""
    tab = _bulk(stage)
    tab.page.side.fields.name.setText("审核人甲")
    stage.mark("many", tab)
    stage.take()


@screen()
def review_many_busy(stage: Stage) -> None:
    tab = _bulk(stage)
    tab.page.show_busy("正在审核 128 份…", 128)
    tab.page.show_progress(41, 128)
    stage.take_part(tab)


@screen()
def review_many_stopped(stage: Stage) -> None:
    tab = _bulk(stage)
    tab.page.show_stopped("已停止。")
    stage.take_part(tab)


def _bulk_signed(stage: Stage) -> BulkReviewTab:
    """The bulk review of filings of which some were signed before, one under the seal."""
    desk = stage.window.workspace.desk
    found = prospects(desk, [one.id for one in desk.ledger.filings.list(form="target-breakdown")])
    sound = [one for one in found if one.chain and not one.errors and not one.chain.done]
    sign_many(desk, sound[:1], "budget_unit", Words("审核人甲", "同意", "2020-06-02"), SEAL, PASSPHRASE)
    sign_many(desk, sound[1:4], "budget_unit", Words("审核人乙", "同意", "2020-06-02"))
    stage.window.workspace.filings_changed.emit()
    tab = _bulk(stage)
    steps = tab.page.side.chooser
    steps.setCurrentIndex(steps.findText("预算单位"))
    tab.page.side.fields.name.setText("审核人丙")
    return tab


@screen()
def review_many_returnable(stage: Stage) -> None:
    """Some can be signed and others sent back; one has been changed since."""
    tab = _bulk_signed(stage)
    model = tab.page.model
    model.toggle(next(row for row, line in enumerate(model.lines) if line.stance.may_return))
    stage.window.workspace.filing_changed.emit(model.lines[-1].prospect.summary.id)
    stage.take_part(tab)


@screen(is_main=True)
def review_many_return(stage: Stage) -> None:
    """Which are sent back, and what becomes void."""
    tab = _bulk_signed(stage)
    tab.page.model.tick_all(True)
    stage.in_dialog(
        tab.page.return_requested.emit, lambda dialog: _write(dialog, "reviewOpinion", "请按意见修改后重新送审")
    )


@screen()
def review_many_done(stage: Stage) -> None:
    """What became of each."""
    tab = _bulk(stage)
    tab.page.side.fields.name.setText("审核人甲")
    tab.page.sign_requested.emit()
    wait_until(lambda: not tab.is_busy)
    stage.take_part(tab)
