"""Region, year and layout of filings, changed in a dialog."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QSpinBox

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.dialogs.region_field import RegionField
from tests.ui.shell import Shell, button, click, in_dialog, type_text

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Part = TypeVar("Part", QSpinBox, QComboBox, RegionField)


@pytest.fixture
def shell(open_shell: Callable[[Path | None], Shell], tmp_path: Path) -> Shell:
    path = tmp_path / "市医保局.medaid"
    with Desk(Ledger.create(path, "330100"), FormLibrary()) as desk:
        add_filing(desk, "declaration", "330100", 2020)
        add_filing(desk, "allocation", "330100", 2020)
    return open_shell(path)


def _heads(shell: Shell) -> list[tuple[str, str | None, int | None]]:
    return [(one.form, one.region, one.year) for one in shell.window.workspace.desk.ledger.filings.list()]


def _open(shell: Shell, form: str) -> str:
    filings = shell.window.workspace.desk.ledger.filings.list()
    found = next(one.id for one in filings if one.form == form)
    model = shell.filings.model()
    shell.open_row(
        next(r for r in range(model.rowCount()) if model.index(r, 0).data(Qt.ItemDataRole.UserRole) == found)
    )
    return found


def _says(dialog: QDialog) -> str:
    label = dialog.findChild(QLabel, "reviseSays")
    assert label is not None
    return label.text()


def _part(dialog: QDialog, kind: type[Part]) -> Part:
    found = dialog.findChild(kind)
    assert found is not None
    return found


def test_region_and_year_by_the_keyboard_and_back_by_the_notice(shell: Shell) -> None:
    _open(shell, "declaration")

    def work(dialog: QDialog) -> None:
        assert not button(dialog, "更改").isEnabled() and "没有要更改的" in _says(dialog)
        assert isinstance(dialog.focusWidget(), RegionField)
        dialog.focusWidget().selectAll()  # pyright: ignore[reportAttributeAccessIssue]
        type_text("阳谷县")
        shell.press(Key.Key_Return)
        year = _part(dialog, QSpinBox)
        year.setFocus()
        year.selectAll()
        type_text("2021")
        assert "填写的内容不变" in _says(dialog)
        shell.press(Key.Key_Return)

    in_dialog(work, shell.action("actionRevise").trigger)
    assert ("declaration", "371521", 2021) in _heads(shell)
    assert shell.editor.session.filing.region == "371521"
    assert any("2021" in cell.text for cell in shell.editor.session.paper.sheet.cells)
    front = shell.window._workbench.tabs.front()  # pyright: ignore[reportPrivateUsage, reportOptionalMemberAccess]
    assert front and front.label.endswith("阳谷县·2021")
    assert shell.tree.chosen in ("371521", "370000", "371500")
    shell.press_notice_button()
    assert ("declaration", "330100", 2020) in _heads(shell)
    assert front.label.endswith("杭州市·2020")


def test_esc_changes_nothing(shell: Shell) -> None:
    _open(shell, "declaration")
    before = _heads(shell)

    def work(dialog: QDialog) -> None:
        _part(dialog, QSpinBox).setValue(2025)
        QTest.keyClick(dialog, Key.Key_Escape)

    in_dialog(work, shell.action("actionRevise").trigger)
    assert _heads(shell) == before


def test_a_filing_already_there_is_said(shell: Shell) -> None:
    add_filing(shell.window.workspace.desk, "declaration", "330100", 2021)
    shell.window.workspace.filings_changed.emit()
    filings = shell.window.workspace.desk.ledger.filings.list(year=2020)
    chosen = next(one.id for one in filings if one.form == "declaration")
    shell.window._workbench.tabs.open(chosen)  # pyright: ignore[reportPrivateUsage, reportOptionalMemberAccess]

    def work(dialog: QDialog) -> None:
        _part(dialog, QSpinBox).setValue(2021)
        assert "同一区划和年度已有 1 份同种的填报件" in _says(dialog)
        assert button(dialog, "更改").isEnabled()

    in_dialog(work, shell.action("actionRevise").trigger)


def test_an_unknown_region_and_a_year_without_it_are_said(shell: Shell) -> None:
    _open(shell, "declaration")

    def work(dialog: QDialog) -> None:
        region = _part(dialog, RegionField)
        region.setFocus()
        region.selectAll()
        type_text("zzzz")
        assert "请从列表中选定区划" in _says(dialog) and not button(dialog, "更改").isEnabled()
        region.choose("330113")
        assert "没有这个区划" in _says(dialog)

    in_dialog(work, shell.action("actionRevise").trigger)


def test_the_layout_of_a_form_that_has_several(shell: Shell) -> None:
    filing = _open(shell, "allocation")
    ledger = shell.window.workspace.desk.ledger

    def work(dialog: QDialog) -> None:
        layout = _part(dialog, QComboBox)
        assert layout.isVisible() and layout.count() > 1
        layout.setFocus()
        shell.press(Key.Key_End)
        click(button(dialog, "更改"))

    columns = shell.editor.session.paper.sheet.columns_mm
    in_dialog(work, shell.action("actionRevise").trigger)
    assert ledger.filings.get(filing).variant == shell.editor.session.form.layouts[-1].id
    assert shell.editor.session.paper.sheet.columns_mm != columns


def test_of_several_only_what_is_ticked(shell: Shell) -> None:
    shell.filings.setFocus()
    shell.press(Key.Key_A, CTRL)

    def work(dialog: QDialog) -> None:
        assert "请先选中要更改的项目" in _says(dialog)
        year = _part(dialog, QSpinBox)
        assert not year.isEnabled()
        tick = next(tick for tick in dialog.findChildren(QCheckBox) if "年度" in tick.text())
        tick.setFocus()
        shell.press(Key.Key_Space)
        year.setFocus()
        year.selectAll()
        type_text("2023")
        shell.press(Key.Key_Return)

    in_dialog(work, shell.action("actionRevise").trigger)
    assert sorted(_heads(shell)) == [("allocation", "330100", 2023), ("declaration", "330100", 2023)]
    assert shell.notice.text == "已更改 2 份填报件。"
    shell.press_notice_button()
    assert sorted(_heads(shell)) == [("allocation", "330100", 2020), ("declaration", "330100", 2020)]
