"""Signing under a seal image, and what is offered to whom where people sign in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton

from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.roles import FILLING, KEEPER, REVIEWING
from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.store.shipped.samples import sample_seal
from tests.ui.review.hands import ReviewHands, press, said, write
from tests.ui.shell import click, in_dialog, wait_until


def choose_seal(dialog: QDialog) -> QLineEdit:
    seals = dialog.findChild(QComboBox, "reviewSeal")
    secret = dialog.findChild(QLineEdit, "reviewPassphrase")
    assert seals is not None and secret is not None and not secret.isVisible()
    assert seals.currentText() == "打印后盖实物章" and seals.itemText(1) == "印章图像：样章"
    seals.setCurrentIndex(1)
    assert secret.isVisible() and secret.echoMode() is QLineEdit.EchoMode.Password
    return secret


def kept(review: ReviewHands) -> str:
    """All that this PC remembers."""
    values = review.shell.window.settings._values
    return str([values.value(key) for key in values.allKeys()])


def test_a_wrong_passphrase_is_said_in_the_dialog_and_nothing_is_signed(review: ReviewHands) -> None:
    filing_id = review.open()

    def work(dialog: QDialog) -> None:
        write(dialog, "reviewName", "审核人甲")
        secret = choose_seal(dialog)
        go = dialog.findChild(QPushButton, "reviewGo")
        assert go is not None and not go.isEnabled()
        write(dialog, "reviewPassphrase", "nothing like it")
        press(dialog)
        wait_until(lambda: bool(said(dialog)))
        assert "口令不对" in said(dialog) and secret.text() == "" and dialog.isVisible()
        wait_until(secret.hasFocus)
        write(dialog, "reviewPassphrase", PASSPHRASE)
        press(dialog)
        wait_until(lambda: not dialog.isVisible())

    in_dialog(work, lambda: click(review.button("reviewSign")))
    review.settle()
    (signing,) = review.desk.ledger.reviews.events(filing_id)
    assert isinstance(signing, Signing) and signing.seal == SEAL
    assert f"印章：{SEAL}" in review.told()
    assert PASSPHRASE not in kept(review) and SEAL in kept(review)


def test_the_office_is_the_seals_or_is_written_and_kept_for_the_next_time(review: ReviewHands) -> None:
    review.desk.ledger.seals.add("公章", sample_seal(), PASSPHRASE, "某县医疗保障局")
    filing_id = review.open()

    def sign_with_hand(dialog: QDialog) -> None:
        office, seals = dialog.findChild(QLineEdit, "reviewOffice"), dialog.findChild(QComboBox, "reviewSeal")
        assert office is not None and seals is not None and office.isVisible() and office.text() == ""
        seals.setCurrentIndex(seals.findData("公章"))
        assert office.text() == "某县医疗保障局" and office.isReadOnly()
        seals.setFocus()
        wait_until(seals.hasFocus)
        QTest.keyClick(seals, Qt.Key.Key_Tab)
        secret = dialog.findChild(QLineEdit, "reviewPassphrase")
        assert secret is not None and secret.hasFocus()
        QTest.keyClick(secret, Qt.Key.Key_Tab)
        assert not office.hasFocus(), "nothing can be written there"
        seals.setCurrentIndex(0)
        assert office.text() == "" and not office.isReadOnly()
        seals.setFocus()
        wait_until(seals.hasFocus)
        QTest.keyClick(seals, Qt.Key.Key_Tab)
        assert office.hasFocus()
        seals.setCurrentIndex(seals.findData(SEAL))
        seals.setFocus()
        wait_until(seals.hasFocus)
        QTest.keyClick(seals, Qt.Key.Key_Tab)
        assert secret.hasFocus() and not office.isReadOnly(), "the passphrase before what is printed"
        seals.setCurrentIndex(0)
        write(dialog, "reviewName", "审核人甲")
        write(dialog, "reviewOffice", "某县财政局")
        press(dialog)
        wait_until(lambda: not dialog.isVisible())

    def look(dialog: QDialog) -> None:
        office = dialog.findChild(QLineEdit, "reviewOffice")
        assert office is not None and office.text() == "某县财政局"

    in_dialog(sign_with_hand, lambda: click(review.button("reviewSign")))
    review.settle()
    (signing,) = review.desk.ledger.reviews.events(filing_id)
    assert isinstance(signing, Signing) and signing.office == "某县财政局"
    assert "某县财政局" in review.told()
    send_back(review.desk, filing_id, "implementing", Words("审核人甲", "再看"))
    review.findings.open(filing_id)
    review.settle()
    in_dialog(look, lambda: click(review.button("reviewSign")))


def test_a_step_that_a_person_signs_offers_no_seal(review: ReviewHands) -> None:
    filing_id = review.findings.filing_id("fund-usage", "650102")
    from medaid_desktop.operations.reviewing import Words, sign

    for step in ("unit", "finance"):
        sign(review.desk, filing_id, step, Words("甲"))
    review.findings.open(filing_id)
    review.show_panel()

    def work(dialog: QDialog) -> None:
        seals = dialog.findChild(QComboBox, "reviewSeal")
        assert seals is not None and not seals.isEnabled() and seals.currentText() == "由个人签字，不盖公章"
        office = dialog.findChild(QLineEdit, "reviewOffice")
        assert office is not None and not office.isVisible()

    in_dialog(work, lambda: click(review.button("reviewSign")))


def employ(review: ReviewHands, *people: tuple[str, tuple[str, ...]]) -> None:
    ledger = review.desk.ledger
    for name, roles in people:
        ledger.operators.put(name, roles, "357159")
        if ledger.access.person is None:
            ledger.access.sign_in(name, "357159")


def test_who_may_not_complete_a_step_is_not_offered_it(review: ReviewHands) -> None:
    filing_id = review.open()
    employ(review, ("保管人", (KEEPER,)), ("填报人", (FILLING,)), ("审核人", (REVIEWING,)))
    workspace = review.shell.window.workspace
    review.desk.ledger.access.sign_in("填报人", "357159")
    workspace.access_changed.emit()
    wait_until(lambda: "负责“单位审核”的操作员" in review.words())
    assert not review.button("reviewSign").isEnabled() and not review.shell.action("actionSign").isEnabled()
    review.desk.ledger.access.sign_in("审核人", "357159")
    workspace.access_changed.emit()
    wait_until(lambda: review.shell.action("actionSign").isEnabled())

    def work(dialog: QDialog) -> None:
        name = dialog.findChild(QLineEdit, "reviewName")
        seals = dialog.findChild(QComboBox, "reviewSeal")
        assert name is not None and name.text() == "审核人" and name.isReadOnly()
        assert seals is not None and seals.count() == 1  # the keeper has the seals
        press(dialog)
        wait_until(lambda: not dialog.isVisible())

    in_dialog(work, lambda: click(review.button("reviewSign")))
    wait_until(lambda: review.states()[:1] == ["已审核"])
    signing = review.chain(filing_id).done[0].signing
    assert signing is not None and signing.by == "审核人"
    review.desk.ledger.access.sign_in("保管人", "357159")
    workspace.access_changed.emit()
    workspace.filings_changed.emit()
    wait_until(lambda: not review.shell.action("actionWithdraw").isEnabled())
    assert review.bar.isVisible() and not [one for one in review.bar.findChildren(QPushButton) if one.isVisible()]
