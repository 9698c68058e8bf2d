"""Seals, editions and certificates in the print dialog, by real keys and clicks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QGroupBox, QLabel, QLineEdit

from medaid_desktop.operations.ledgers.sample import PASSPHRASE, SEAL
from medaid_desktop.operations.paper.runs import earlier_prints, seals_wanted
from medaid_desktop.operations.reviewing import Words, chain_of, sign
from medaid_desktop.ui.commands.printing import PrintCommands
from medaid_desktop.ui.dialogs.printing.dialog import PrintDialog
from medaid_desktop.ui.dialogs.printing.edition import PrintEdition
from tests.formats.pdf.certificates import PASSWORD, certificate_file
from tests.operations.paper.sealed import image_count, text_of
from tests.ui.printing.fake_printers import FakePrinters
from tests.ui.shell import Key, Shell, choose_file, in_dialog, type_text, wait_until

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sealed(shell: Shell) -> str:
    """The filing of the sample that is signed under its seal."""
    desk = shell.window.workspace.desk
    return next(one.id for one in desk.ledger.filings.list() if seals_wanted(desk, [one.id]))


@pytest.fixture
def unsigned(shell: Shell) -> str:
    desk = shell.window.workspace.desk
    return next(
        one.id for one in desk.ledger.filings.list(form="declaration") if not desk.ledger.reviews.events(one.id)
    )


@pytest.fixture
def start(shell: Shell, printers: FakePrinters) -> Callable[..., None]:  # noqa: ARG001 - they are to be there
    commands = shell.window.findChild(PrintCommands)
    assert commands is not None

    def run(work: Callable[[QDialog], None], *ids: str) -> None:
        in_dialog(work, lambda: commands.print_filings(list(ids)))

    return run


def kind_of(dialog: QDialog) -> PrintEdition:
    assert isinstance(dialog, PrintDialog)
    wait_until(lambda: dialog._sealing.are_seals_known and "共 " in part(dialog, QLabel, "printSummary").text())
    wait_until(lambda: bool(part(dialog, QComboBox, "printerChooser").currentData()))  # the printers have been asked
    found = dialog.findChild(PrintEdition)
    assert found is not None
    return found


def part(dialog: QDialog, kind: type, name: str):
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def to_file(dialog: QDialog, path: Path) -> None:
    """Chooses a PDF file instead of a printer, and types its name when it is asked for."""
    box = part(dialog, QComboBox, "printerChooser")
    box.setFocus()
    QTest.keyClick(box, Key.Key_Home)
    assert not box.currentData()
    follow = QTimer(dialog.parent())

    def look() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QFileDialog):
            follow.stop()
            choose_file(path)(asked)

    follow.timeout.connect(look)
    follow.start(10)


def trouble(dialog: QDialog) -> str:
    return part(dialog, QLabel, "printSealTrouble").text()


def type_passphrase(dialog: QDialog, text: str) -> None:
    field = part(dialog, QLineEdit, "printSeal0")
    field.setFocus()
    field.selectAll()
    type_text(text)
    QTest.keyClick(field, Key.Key_Return)


def test_a_passphrase_is_asked_for_told_wrong_where_it_stands_and_seals(
    shell: Shell, printers: FakePrinters, start: Callable[..., None], sealed: str
):
    def work(dialog: QDialog) -> None:
        kind_of(dialog)
        assert part(dialog, QGroupBox, "printSeals").isVisible()
        QTest.keyClick(dialog, Key.Key_Return)
        assert trouble(dialog) == f"请输入“{SEAL}”的口令，或勾选“留空位，盖实物章”。"
        type_passphrase(dialog, "不是它")
        wait_until(lambda: "口令不对" in trouble(dialog))
        assert dialog.isVisible() and part(dialog, QLineEdit, "printSeal0").hasFocus()
        type_passphrase(dialog, PASSPHRASE)
        wait_until(lambda: not dialog.isVisible())

    start(work, sealed)
    wait_until(lambda: "已送到" in shell.notice.text)
    assert image_count(printers.output(1)) == 4
    desk = shell.window.workspace.desk
    entry = next(one for one in desk.ledger.log.entries(sealed, newest_first=True) if one.action == "print")
    assert json.loads(entry.details)["seals"] == dict.fromkeys(
        (one.step.id for one in chain_of(desk, desk.ledger.filings.get(sealed)).done), SEAL
    )


def test_empty_places_for_the_stamp(shell: Shell, printers: FakePrinters, start: Callable[..., None], sealed: str):
    def work(dialog: QDialog) -> None:
        kind = kind_of(dialog)
        QTest.keyClick(dialog, Key.Key_K, ALT)
        wait_until(kind.empty.isChecked)
        assert not part(dialog, QLineEdit, "printSeal0").isEnabled()
        QTest.keyClick(dialog, Key.Key_Return)

    start(work, sealed)
    wait_until(lambda: "已送到" in shell.notice.text)
    assert image_count(printers.output(1)) == 0
    desk = shell.window.workspace.desk
    assert earlier_prints(desk, sealed, chain_of(desk, desk.ledger.filings.get(sealed)).digest) == 1


def test_without_anything_to_seal_nothing_is_asked(
    shell: Shell, printers: FakePrinters, start: Callable[..., None], unsigned: str
):
    def work(dialog: QDialog) -> None:
        kind = kind_of(dialog)
        assert not kind.seals.isVisible() and not kind.so_far.isVisible()
        QTest.keyClick(dialog, Key.Key_Return)

    start(work, unsigned)
    wait_until(lambda: "已送到" in shell.notice.text)
    assert len(printers.jobs) == 1


def test_who_may_not_use_seals_is_not_asked_and_prints_empty_places(
    shell: Shell, printers: FakePrinters, start: Callable[..., None], sealed: str, monkeypatch: pytest.MonkeyPatch
):
    access = shell.window.workspace.desk.ledger.access
    monkeypatch.setattr(access, "allows", lambda action: action != "seal")

    def work(dialog: QDialog) -> None:
        assert not kind_of(dialog).seals.isVisible()
        QTest.keyClick(dialog, Key.Key_Return)

    start(work, sealed)
    wait_until(lambda: "已送到" in shell.notice.text)
    assert image_count(printers.output(1)) == 0


def test_enter_at_once_does_not_pass_the_seals_by(
    shell: Shell, printers: FakePrinters, start: Callable[..., None], sealed: str
):
    def work(dialog: QDialog) -> None:
        QTest.keyClick(dialog, Key.Key_Return)
        wait_until(lambda: SEAL in trouble(dialog))

    start(work, sealed)
    assert printers.jobs == [] and "已送到" not in shell.notice.text


def test_an_edition_for_publication_asks_for_no_seal(
    shell: Shell, printers: FakePrinters, start: Callable[..., None], sealed: str, tmp_path: Path
):
    def work(dialog: QDialog) -> None:
        kind = kind_of(dialog)
        QTest.keyClick(dialog, Key.Key_U, ALT)
        wait_until(kind.public.isChecked)
        assert not kind.seals.isVisible()
        to_file(dialog, tmp_path / "公开.pdf")
        QTest.keyClick(dialog, Key.Key_Return)

    start(work, sealed)
    wait_until(lambda: "已存为 PDF" in shell.notice.text)
    assert "公开版" in text_of(tmp_path / "公开.pdf") and "审核人" not in text_of(tmp_path / "公开.pdf")
    assert printers.jobs == []


def test_a_file_is_signed_with_a_certificate(
    shell: Shell, start: Callable[..., None], unsigned: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = certificate_file(tmp_path)
    chosen = "medaid_desktop.ui.dialogs.files.QFileDialog.getOpenFileName"
    folders: list[str] = []

    def choose(*of: object) -> tuple[str, str]:
        folders.append(str(of[2]))
        return str(path), ""

    monkeypatch.setattr(chosen, choose)
    shell.window.settings.put("folder/certificate", str(tmp_path))

    def work(dialog: QDialog) -> None:
        kind = kind_of(dialog)
        assert not kind.certificate.isVisible(), "paper is not signed with it"
        to_file(dialog, tmp_path / "签名.pdf")
        QTest.keyClick(dialog, Key.Key_Q, ALT)
        wait_until(kind.password.hasFocus)
        type_text("不是它")
        QTest.keyClick(kind.password, Key.Key_Return)
        wait_until(lambda: "证书打不开" in trouble(dialog))
        wait_until(kind.password.hasFocus)  # where it is to be mended
        type_text(PASSWORD)
        QTest.keyClick(kind.password, Key.Key_Return)
        wait_until(lambda: not dialog.isVisible())

    start(work, unsigned)
    wait_until(lambda: "已存为 PDF" in shell.notice.text)
    assert b"/ByteRange" in (tmp_path / "签名.pdf").read_bytes()
    assert folders == [str(tmp_path)], "where a certificate was looked for last"


def test_paper_to_be_passed_on_is_sealed_so_far(
    shell: Shell, printers: FakePrinters, start: Callable[..., None], unsigned: str
):
    desk = shell.window.workspace.desk
    for step in ("implementing", "competent"):
        sign(desk, unsigned, step, Words("审核人甲", "同意", "2020-06-01"), SEAL, PASSPHRASE)

    def work(dialog: QDialog) -> None:
        kind = kind_of(dialog)
        assert not kind.seals.isVisible() and kind.so_far.isVisible()
        QTest.keyClick(dialog, Key.Key_H, ALT)
        wait_until(kind.so_far.isChecked)
        assert kind.seals.isVisible()
        type_passphrase(dialog, PASSPHRASE)
        wait_until(lambda: not dialog.isVisible())

    start(work, unsigned)
    wait_until(lambda: "已送到" in shell.notice.text)
    assert image_count(printers.output(1)) == 2
