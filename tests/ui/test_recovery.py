"""After a crash: what the next start says, and only then."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from medaid_desktop.errors import UserError
from medaid_desktop.operations.filings import editing
from medaid_desktop.store.records.filings import Filings
from medaid_desktop.ui import drafts
from medaid_desktop.ui.commands.recovery import words_after_crash
from medaid_desktop.ui.views import draft_keeper
from tests.ui.shell import Key, Shell, wait_until

Open = Callable[[Path | None], Shell]


def leave_a_lock(ledger: Path) -> None:
    """What a killed program leaves behind."""
    ledger.with_name(ledger.name + ".lock").write_text("{}", encoding="utf-8")


def type_a_code(shell: Shell, text: str) -> str:
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    place = shell.editor.session.paper.place_of("values.project_code")
    assert place is not None
    shell.editor.go_to(place)
    shell.type(text)
    shell.press(Key.Key_Return)
    return shell.editor.session.filing_id


def test_nothing_is_said_after_a_clean_close(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    type_a_code(shell, "YG-1")
    shell.window.close()
    assert open_shell(sample).notice.text == ""


def test_after_a_kill_the_last_saving_is_named(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    type_a_code(shell, "YG-1")
    saved = max(item.changed_at for item in shell.window.workspace.desk.ledger.filings.list())
    shell.window.close()
    leave_a_lock(sample)
    said = open_shell(sample).notice.text
    assert "上次没有正常关闭" in said and f"最后一次保存于 {saved[11:16]}" in said


def test_the_words_after_a_crash_read_one_filing_not_the_list_of_all(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = shell.window.workspace.desk.ledger
    monkeypatch.setattr(Filings, "list", None)
    assert "最后一次保存于" in words_after_crash(ledger)


def test_open_tabs_come_back_after_a_kill(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    filing = type_a_code(shell, "YG-1")
    shell.window.settings.flush()  # as the event loop does by itself after a moment
    again = open_shell(None)
    kept = again.window.settings.texts(f"place-{shell.window.workspace.desk.ledger.ledger_id}/tabs")
    assert filing in kept


def test_what_could_not_be_stored_is_offered_after_a_crash(
    open_shell: Open, sample: Path, monkeypatch: pytest.MonkeyPatch
):
    shell = open_shell(sample)
    ledger_id = shell.window.workspace.desk.ledger.ledger_id

    def full(*_: Any, **__: Any) -> None:
        raise UserError("磁盘已满", "", "请腾出空间后再试")

    with monkeypatch.context() as patch:
        patch.setattr(editing, "commit", full)
        filing = type_a_code(shell, "YG-9")
        left = drafts.kept(ledger_id)
    assert left == {filing: [("values.project_code", "YG-9")]}
    shell.editor.session.retry()
    assert drafts.kept(ledger_id) == {}
    shell.window.close()
    drafts.keep(ledger_id, filing, [("values.project_code", "YG-10")])  # the disk was full until the power went
    leave_a_lock(sample)
    again = open_shell(sample)
    assert "1 处填写没来得及存入" in again.notice.text
    again.press_notice_button()
    assert again.window.workspace.desk.ledger.filings.get(filing).values["project_code"] == "YG-10"
    assert drafts.kept(ledger_id) == {} and "填回" in again.notice.text


def test_the_text_being_typed_is_offered_after_a_crash(open_shell: Open, sample: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(draft_keeper, "EVERY_MS", 10)
    shell = open_shell(sample)
    ledger_id = shell.window.workspace.desk.ledger.ledger_id
    filing = type_a_code(shell, "YG-1")
    place = shell.editor.session.paper.place_of("values.overview")
    assert place is not None
    shell.editor.go_to(place)
    shell.type("困难群众住院费用")
    wait_until(lambda: drafts.kept(ledger_id) == {filing: [("values.overview", "困难群众住院费用")]})
    shell.press(Key.Key_Escape)  # given up by the clerk: not to be offered again
    wait_until(lambda: drafts.kept(ledger_id) == {})
    shell.type("困难群众门诊费用")
    wait_until(lambda: bool(drafts.kept(ledger_id)))
    left = drafts.kept(ledger_id)
    shell.press(Key.Key_Return)
    assert drafts.kept(ledger_id) == {}  # it is in the ledger now
    shell.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shell.window.close()
    drafts.keep(ledger_id, filing, left[filing])
    leave_a_lock(sample)
    again = open_shell(sample)
    assert "1 处填写没来得及存入" in again.notice.text
    again.press_notice_button()
    assert again.window.workspace.desk.ledger.filings.get(filing).values["overview"] == "困难群众门诊费用"


def test_giving_up_at_closing_forgets_the_texts(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    ledger_id = shell.window.workspace.desk.ledger.ledger_id
    drafts.keep(ledger_id, "0" * 32, [("values.project_code", "YG-9")])
    shell.window.close()
    assert drafts.kept(ledger_id) == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 3}', '{"a": [["x"], 5]}'])
def test_a_spoilt_file_of_drafts_costs_nothing(text: str):
    drafts.keep("spoilt", "a", [("values.x", "1")])
    file = next(Path(os.environ["MEDAID_HOME"]).glob("drafts/*.json"))
    file.write_text(text, encoding="utf-8")
    assert not any(drafts.kept("spoilt").values())


def test_the_place_of_every_open_filing_is_remembered(open_shell: Open, sample: Path):
    shell = open_shell(sample)
    type_a_code(shell, "YG-1")
    here = shell.editor.session.paper.place_of("tables.indicators[2].target")
    assert here is not None
    shell.editor.go_to(here)
    first = shell.editor.session.filing_id
    shell.open_row(1)
    assert shell.editor.session.filing_id != first
    there = shell.editor.session.paper.place_of("values.overview")
    assert there is not None
    shell.editor.go_to(there)
    shell.window.close()
    again = open_shell(sample)
    wait_until(again.editor.hasFocus)
    assert again.editor.anchor == there
    again.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert again.editor.session.filing_id == first and again.editor.anchor == here
