"""The column beside the paper: pages that actions open and close."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.right_column import RightColumn


class Made:
    """A column with two pages, and which of them have been made."""

    def __init__(self, qtbot: QtBot, settings: WindowSettings) -> None:
        self.made: list[str] = []
        self.column = RightColumn(settings)
        qtbot.addWidget(self.column)
        self.actions = {name: QAction(name) for name in ("preview", "history")}
        for name, action in self.actions.items():
            self.column.add_page(name, action, lambda parent, name=name: self._make(name, parent))

    def _make(self, name: str, parent: QWidget) -> QWidget:
        self.made.append(name)
        return QLabel(name, parent)


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


def test_a_page_is_made_when_it_is_first_shown(qtbot: QtBot, settings: WindowSettings) -> None:
    made = Made(qtbot, settings)
    assert made.made == [] and made.column.isHidden()
    made.actions["history"].trigger()
    made.actions["history"].trigger()
    made.actions["history"].trigger()
    assert made.made == ["history"] and not made.column.isHidden() and made.column.shown == "history"


def test_one_page_at_a_time(qtbot: QtBot, settings: WindowSettings) -> None:
    made = Made(qtbot, settings)
    shown: list[str] = []
    made.column.page_shown.connect(shown.append)
    made.actions["history"].trigger()
    made.actions["preview"].trigger()
    assert not made.actions["history"].isChecked() and made.column.shown == "preview"
    made.column.fold()
    assert not made.actions["preview"].isChecked() and made.column.isHidden()
    assert shown == ["history", "preview", ""]


def test_the_page_seen_last_comes_back(qtbot: QtBot, settings: WindowSettings) -> None:
    first = Made(qtbot, settings)
    first.column.show_page("preview")
    first.column.keep_state()
    second = Made(qtbot, settings)
    second.column.show_last()
    assert second.column.shown == "preview" and second.actions["preview"].isChecked()
    second.column.fold()
    second.column.keep_state()
    third = Made(qtbot, settings)
    third.column.show_last()
    assert third.made == [] and third.column.isHidden()
