"""Finding a region by real keys: what lies near the office, or has filings, stands first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.dialogs.region_field import RegionField
from tests.ui.shell import Key, Shell, in_dialog, type_text, wait_until

Open = Callable[[Path | None], Shell]


@pytest.mark.parametrize("typed", ["yangg", "yg", "YG", "阳", "37152"])
def test_regions_with_filings_come_first(shell: Shell, typed: str):
    shell.search.setFocus()
    type_text(typed)
    wait_until(lambda: shell.search.hits.rowCount() > 0)
    assert shell.search.hits.code(0) == "371521"
    shell.press(Key.Key_Return)
    assert shell.tree.chosen == "371521"


def test_the_office_is_near_in_a_ledger_without_filings(open_shell: Open, tmp_path: Path):
    path = tmp_path / "大同.medaid"
    Ledger.create(path, "140200").close()
    shell = open_shell(path)
    shell.search.setFocus()
    type_text("yg")
    wait_until(lambda: shell.search.hits.rowCount() > 0)
    assert [shell.search.hits.code(row) for row in range(2)] == ["140214", "140221"]


@pytest.mark.parametrize("typed", ["yg", "lcyg"])
def test_the_field_of_a_dialog_knows_the_office_too(shell: Shell, typed: str):
    def fill(dialog: QDialog) -> None:
        field = dialog.findChild(RegionField, "regionField")
        assert field is not None and "lcyg" in field.placeholderText()
        field.setFocus()
        field.selectAll()
        type_text(typed)
        shell.press(Key.Key_Return)
        assert field.code() == "371521" and field.text() == "山东省聊城市阳谷县"
        shell.press(Key.Key_Escape)

    in_dialog(fill, shell.action("actionNew").trigger)
