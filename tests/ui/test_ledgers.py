"""Ledgers in the window: new, recent, lost, damaged, too new, open twice, restored."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
)

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.reviewing import Words, sign
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety.backup import list_backups
from medaid_desktop.ui.views.read_only_bar import ReadOnlyBar
from tests.ui.review.hands import ReviewHands
from tests.ui.shell import Key, Shell, button, choose_file, click, in_dialog, type_text, wait_until

Open = Callable[[Path | None], Shell]


def trouble(shell: Shell) -> str:
    panel = shell.part(QFrame, "troublePanel")
    assert panel.isVisible()
    return " ".join(label.text() for label in panel.findChildren(QLabel))


def test_a_new_ledger_by_keyboard(open_shell: Open, tmp_path: Path):
    shell = open_shell(None)
    target = tmp_path / "阳谷县.medaid"

    def fill(dialog: QDialog) -> None:
        make = button(dialog, "新建台账")
        type_text("yanggu")
        assert not make.isEnabled()
        dialog_press(Key.Key_Return)
        assert make.isEnabled()
        dialog_press(Key.Key_Tab)
        file = dialog.focusWidget()
        assert isinstance(file, QLineEdit) and file.text().endswith("阳谷县.medaid")
        file.selectAll()
        type_text(str(target))
        dialog_press(Key.Key_Return)

    def dialog_press(key: Key) -> None:
        shell.press(key)

    in_dialog(fill, shell.action("actionNewLedger").trigger)
    wait_until(lambda: shell.window.workspace.is_open)
    ledger = shell.window.workspace.desk.ledger
    assert ledger.path == target and ledger.office_region == "371521"
    assert shell.tree.currentIndex().data() == "阳谷县"
    assert shell.window.windowTitle().startswith("阳谷县")


def test_a_new_ledger_never_takes_the_place_of_a_file(open_shell: Open, sample: Path):
    shell = open_shell(None)

    def fill(dialog: QDialog) -> None:
        file = dialog.findChildren(QLineEdit)[1]
        file.setFocus()
        file.selectAll()
        type_text(str(sample))
        assert not button(dialog, "新建台账").isEnabled()
        assert any("已有同名的文件" in label.text() for label in dialog.findChildren(QLabel))

    in_dialog(fill, shell.action("actionNewLedger").trigger)


def test_recent_ledgers_are_offered_and_open(open_shell: Open, sample: Path):
    open_shell(sample).window.close()
    shell = open_shell(None)
    offered = [b for b in shell.window.findChildren(QCommandLinkButton) if b.text() == "县医保局"]
    assert len(offered) == 1 and str(sample) in offered[0].toolTip()
    click(offered[0])
    wait_until(lambda: shell.window.workspace.is_open)
    assert shell.window.workspace.desk.ledger.path == sample


def test_a_recent_ledger_that_is_gone_can_be_taken_off_the_list(open_shell: Open, sample: Path):
    open_shell(sample).window.close()
    sample.unlink()
    shell = open_shell(sample)
    assert "没有这个台账文件" in trouble(shell) and str(sample) in trouble(shell)
    way_out = shell.part(QPushButton, "troubleButton")
    assert way_out.text() == "从列表移除"
    click(way_out)
    assert shell.window.recent.entries() == []
    wait_until(lambda: not [b for b in shell.window.findChildren(QCommandLinkButton) if b.text() == "县医保局"])


@pytest.mark.parametrize(
    ("content", "words"), [(b"\x00" * 8192, "全是零"), (b"", "空的"), (b"not a ledger" * 100, "不是台账文件")]
)
def test_a_damaged_ledger_leaves_the_window_open_and_offers_to_restore(
    open_shell: Open, tmp_path: Path, content: bytes, words: str
):
    path = tmp_path / "坏.medaid"
    path.write_bytes(content)
    shell = open_shell(path)
    assert words in trouble(shell)
    assert shell.part(QPushButton, "troubleButton").text() == "用备份恢复…"
    assert path.read_bytes() == content


def test_a_newer_ledger_is_refused_unharmed(open_shell: Open, sample: Path):
    connection = sqlite3.connect(sample)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = sample.read_bytes()
    shell = open_shell(sample)
    assert "较新的程序" in trouble(shell)
    assert not shell.part(QPushButton, "troubleButton").isVisible()
    assert sample.read_bytes() == before


def test_restoring_a_backup_opens_what_it_held(open_shell: Open, sample: Path):
    with Ledger.open(sample) as ledger:
        ledger.backup_now("import")
        count = ledger.filings.count()
    sample.write_bytes(b"\x00" * 4096)
    shell = open_shell(sample)

    def restore(dialog: QDialog) -> None:
        choices = dialog.findChild(QListWidget)
        assert choices is not None and choices.count() == 1 and "导入前" in choices.item(0).text()
        click(button(dialog, "恢复到所选备份"))

    in_dialog(restore, lambda: click(shell.part(QPushButton, "troubleButton")))
    wait_until(lambda: shell.window.workspace.is_open)
    assert shell.filings.model().rowCount() == count
    assert "已恢复" in shell.notice.text
    assert [path for path in sample.parent.iterdir() if "损坏" in path.name]


def test_salvaging_a_damaged_ledger_makes_a_new_one(open_shell: Open, sample: Path, tmp_path: Path):
    with Ledger.open(sample) as ledger:
        count = ledger.filings.count()
    content = bytearray(sample.read_bytes())
    content[:4096] = bytes(4096)
    sample.write_bytes(content)
    shell = open_shell(sample)
    target = tmp_path / "rescued.medaid"

    def salvage(dialog: QDialog) -> None:
        in_dialog(choose_file(target), lambda: click(button(dialog, "从损坏的文件中抢救")))

    in_dialog(salvage, lambda: click(shell.part(QPushButton, "troubleButton")))
    wait_until(lambda: shell.window.workspace.is_open)
    assert shell.window.workspace.desk.ledger.path == target
    assert shell.filings.model().rowCount() == count
    assert f"{count} 份填报件" in shell.notice.text


def test_the_second_window_says_why_it_is_read_only_and_how_to_get_out(open_shell: Open, sample: Path):
    first = open_shell(sample)
    second = open_shell(sample)
    bar = second.part(ReadOnlyBar, "readOnlyBar")
    assert bar.isVisible() and "另一个窗口" in bar.text()
    for name in ("actionNew", "actionImport", "actionUndo"):
        assert not second.action(name).isEnabled()
    second.open_row(0)
    second.type("x")
    assert "只能查看" in second.notice.text
    first.window.close()
    click(button(bar, "重新打开"))
    wait_until(lambda: second.window.workspace.is_open and not second.window.workspace.desk.ledger.read_only)
    assert not bar.isVisible() and second.action("actionNew").isEnabled()
    assert second.window._workbench.tabs.count() == 1  # type: ignore[union-attr]


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_protected_file_opens_for_looking(open_shell: Open, sample: Path):
    sample.chmod(0o444)
    shell = open_shell(sample)
    assert "只读" in shell.part(ReadOnlyBar, "readOnlyBar").text()


def test_the_sample_keeps_changes_and_can_be_made_fresh(open_shell: Open):
    shell = open_shell(None)
    shell.action("actionSample").trigger()
    wait_until(lambda: shell.window.workspace.is_open)
    count = shell.filings.model().rowCount()
    shell.select_row(0)
    shell.press(Key.Key_Delete)
    assert shell.filings.model().rowCount() == count - 1
    shell.action("actionCloseLedger").trigger()
    assert not shell.window.workspace.is_open
    shell.action("actionSample").trigger()
    wait_until(lambda: "保留着您上次的改动" in shell.notice.text)
    assert shell.filings.model().rowCount() == count - 1
    shell.press_notice_button()
    wait_until(lambda: shell.window.workspace.is_open and shell.filings.model().rowCount() == count)


def test_the_last_place_comes_back_with_the_ledger(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    shell.open_row(1)
    shell.open_row(0)
    filing_id = shell.editor.session.filing_id
    shell.action("actionZoomIn").trigger()
    shell.window.close()
    again = open_shell(sample)
    assert again.tree.currentIndex().data() == "阳谷县"
    assert again.editor.session.filing_id == filing_id and again.editor.zoom == 110
    assert again.window._workbench.tabs.count() == 2  # type: ignore[union-attr]


def test_an_unclean_end_is_told_and_a_clean_one_is_not(open_shell: Open, sample: Path):
    sample.with_name(sample.name + ".lock").write_text("{}")
    shell = open_shell(sample)
    assert "上次没有正常关闭" in shell.notice.text
    shell.window.close()
    assert open_shell(sample).notice.text == ""


def test_a_ledger_with_operators_is_restored_by_who_has_signed_in_only(open_shell: Open, sample: Path):
    """Damaged, everybody may; but somebody has put the sound file back since."""
    with Ledger.open(sample) as ledger:
        ledger.operators.put("保管人", ["keeper"], "802461")
        ledger.backup_now("import")
    sound = sample.read_bytes()
    sample.write_bytes(b"\x00" * 4096)
    shell = open_shell(sample)
    sample.write_bytes(sound)
    in_dialog(
        lambda dialog: click(button(dialog, "恢复到所选备份")),
        lambda: click(shell.part(QPushButton, "troubleButton")),
    )
    wait_until(lambda: "请先打开台账并登录" in shell.notice.text)
    assert sample.read_bytes() == sound and not shell.window.workspace.is_open


def test_the_day_begins_with_a_backup(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    wait_until(lambda: bool(shell.window.workspace.desk.ledger.backups()))
    assert [backup.kind for backup in shell.window.workspace.desk.ledger.backups()] == ["daily"]
    assert shell.notice.text == ""


def test_approvals_that_lapse_are_told_before_a_backup_is_restored(open_shell: Open, sample: Path):
    with Ledger.open(sample) as ledger:
        ledger.backup_now("import")
    shell = open_shell(sample)
    review = ReviewHands(shell)
    filing_id = review.draft()
    sign(review.desk, filing_id, "implementing", Words("审核人甲", "同意"))

    def answer(words: str) -> None:
        def reply(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            assert "审核会作废：1 份填报件" in box.text() and "须重新审核" in box.informativeText()
            click(button(box, words))

        in_dialog(lambda dialog: click(button(dialog, "恢复到所选备份")), shell.action("actionRestore").trigger)
        in_dialog(reply, lambda: None)

    answer("取消")
    assert len(review.desk.ledger.reviews.events(filing_id)) == 1
    answer("仍然恢复")
    wait_until(lambda: "已恢复" in shell.notice.text)
    [aside] = [one.path for one in list_backups(sample) if one.kind == "restore"]
    assert f"{aside.parent.name}{os.sep}{aside.name}" in shell.notice.text, "where it can be found"
    assert not review.desk.ledger.reviews.events(filing_id)


def test_another_ledger_among_the_backups_takes_the_place_only_after_a_question(
    open_shell: Open, sample: Path, tmp_path: Path
):
    with Ledger.create(tmp_path / "外来.medaid", "371521") as other:
        other.filings.add(Filing("declaration", 2021, "371521"), "外来的一份")
    with Ledger.open(sample) as ledger:
        ledger.backup_now("import")
        count = ledger.filings.count()
    [backup] = list_backups(sample)
    shutil.copy(other.path, backup.path)
    shell = open_shell(sample)

    def restore(dialog: QDialog) -> None:
        click(button(dialog, "恢复到所选备份"))

    def answer(words: str) -> None:
        def reply(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            assert "另一个台账" in box.text() and "须重新审核" in box.informativeText()
            click(button(box, words))

        in_dialog(restore, shell.action("actionRestore").trigger)
        in_dialog(reply, lambda: None)

    answer("取消")
    assert shell.window.workspace.is_open and shell.filings.model().rowCount() == count
    answer("仍然恢复")
    wait_until(lambda: "已恢复" in shell.notice.text)
    assert [one.title for one in shell.window.workspace.desk.ledger.filings.list()] == ["外来的一份"]
