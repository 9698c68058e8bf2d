"""Many files: documents dropped and read again, reading stopped, files remembered for the next start."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import medaid_desktop.ui.views.incoming.reader as reader
from medaid_desktop.ui.views.incoming.entries import State
from tests.ui.incoming.documents import target_book
from tests.ui.incoming.hands import Hands
from tests.ui.shell import Key, Shell, wait_until


def _many(inbox: Path, count: int) -> None:
    for number in range(count):
        target_book(inbox / f"{number + 1}.xlsx", project=f"项目{number + 1}")


def test_documents_of_many_files_are_dropped_and_come_back_when_looked_at(hands: Hands, inbox: Path, monkeypatch):
    monkeypatch.setattr(reader, "_DOCUMENTS_KEPT", 3)
    _many(inbox, 6)
    hands.take(inbox)
    entries = hands.page.batch.entries
    kept = [entry for entry in entries if entry.incoming and entry.incoming.document]
    assert len(kept) == 3 and all(entry.state() is State.READY for entry in entries)
    gone = next(entry for entry in entries if entry not in kept)
    before = gone.items[0]
    hands.look_at(gone.file.name)
    assert gone.incoming is not None and gone.incoming.document is not None and gone.items[0] is before
    assert hands.view.document.grid is gone.incoming.document.grids[0]


def test_a_file_changed_meanwhile_is_understood_anew(hands: Hands, inbox: Path, monkeypatch):
    monkeypatch.setattr(reader, "_DOCUMENTS_KEPT", 1)
    _many(inbox, 3)
    hands.take(inbox)
    gone = next(one for one in hands.page.batch.entries if one.incoming and one.incoming.document is None)
    target_book(gone.file, project="改过的")
    hands.look_at(gone.file.name)
    assert gone.items[0].filing.values["project_name"] == "改过的"


def test_reading_can_be_stopped_and_gone_on_with(hands: Hands, inbox: Path):
    _many(inbox, 30)
    assert hands.drop(inbox)
    tasks = hands.shell.window.tasks
    wait_until(lambda: any("正在读取" in task.label for task in tasks._running))  # pyright: ignore[reportPrivateUsage]
    tasks.cancel_all()
    hands.settle()
    entries = hands.page.batch.entries
    unread = [entry for entry in entries if entry.incoming is None]
    assert len(entries) == 30 and unread and all(entry.state() is State.SKIPPED for entry in unread)
    hands.page.batch.skip(unread[:1], skipped=False)
    hands.settle()
    assert unread[0].state() is State.READY


def test_files_that_waited_are_offered_again(open_shell: Callable[[Path | None], Shell], hands: Hands, inbox: Path):
    _many(inbox, 2)
    hands.take(inbox)
    path = hands.shell.window.workspace.desk.ledger.path
    hands.shell.window.close()
    again = Hands(open_shell(path))
    assert again.shell.notice.text == "上次还有 2 个文件没有导入。"
    again.shell.press_notice_button()
    again.settle()
    assert list(again.states()) == ["1.xlsx", "2.xlsx"]


def test_several_files_are_chosen_and_left_out_or_imported(hands: Hands, inbox: Path):
    _many(inbox, 4)
    hands.take(inbox)
    files = hands.page.files
    hands.look_at("2.xlsx")
    hands.shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    menu = files.context_menu()
    assert [action.text() for action in menu.actions()] == ["导入所选的 2 个文件(&I)", "跳过(&K)"]
    menu.actions()[0].trigger()
    hands.settle()
    assert len(hands.filings) == 2
    menu.deleteLater()
    hands.page.report.back_requested.emit()
    assert hands.states()["2.xlsx"].startswith("已导入") and hands.states()["4.xlsx"].startswith("待导入")


def test_what_was_taken_back_waits_again(hands: Hands, inbox: Path):
    _many(inbox, 2)
    hands.take(inbox)
    hands.press_button("incomingImportAll")
    hands.shell.press_notice_button()
    hands.page.report.back_requested.emit()
    assert [words.split("　")[0] for words in hands.states().values()] == ["待导入", "待导入"]


def test_closing_the_ledger_while_files_are_read_is_no_trouble(hands: Hands, inbox: Path):
    _many(inbox, 20)
    assert hands.drop(inbox)
    window = hands.shell.window
    wait_until(lambda: any(guest for guest in window._workbench.tabs.guests() if guest.batch.entries))  # type: ignore
    window.workspace.close()
    QTest.qWait(50)
    wait_until(lambda: not window.tasks._running)  # pyright: ignore[reportPrivateUsage]
    assert not window.workspace.is_open
