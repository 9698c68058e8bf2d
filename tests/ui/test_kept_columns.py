"""Columns share the width until somebody moves one; from then on they stay as they were left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.kept_columns import Column, KeptColumns


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


def shown(settings: WindowSettings, width: int) -> tuple[QWidget, KeptColumns]:
    page = QWidget()
    parts = Column(QWidget(), 100, 0.25), Column(QWidget(), 100, 0.75, grows=True)
    columns = KeptColumns(parts, settings, "test/columns", page)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(columns)
    page.resize(width, 300)
    page.show()
    QTest.qWait(0)
    return page, columns


def test_each_has_its_share_and_no_less_than_it_needs(qapp: QApplication, settings: WindowSettings):
    assert qapp is not None
    page, columns = shown(settings, 801)
    assert columns.sizes() == [200, 600]
    page.resize(401, 300)
    QTest.qWait(0)
    assert columns.sizes() == [100, 300]
    page.resize(301, 300)
    QTest.qWait(0)
    assert columns.sizes() == [100, 200]


def test_what_was_moved_stays_and_is_so_again_the_next_time(qapp: QApplication, settings: WindowSettings):
    assert qapp is not None
    page, columns = shown(settings, 801)
    handle = columns.handle(1)
    start = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start + QPoint(60, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    moved = columns.sizes()
    assert moved[0] > 230
    page.resize(1001, 300)
    QTest.qWait(0)
    assert columns.sizes() == [moved[0], 1000 - moved[0]]
    other, again = shown(settings, 1001)
    assert again.sizes() == columns.sizes()
    for one in (page, other):
        one.close()
