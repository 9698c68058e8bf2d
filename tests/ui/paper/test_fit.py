"""A paper in too little room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from medaid_desktop.ui.views.paper.fit import LEAST_FIT
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.shell import Key, Shell, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def ruled_part_in_sight(view: PaperView) -> bool:
    last = view.paper.grid.edge_field(last=False)
    assert last is not None
    left = -view.horizontalOffset()
    return left >= 0 and left + view.look.xs[-1] <= view.viewport().width()


def test_an_office_screen_has_room_for_the_paper_and_a_column_beside_it(shell: Shell) -> None:
    shell.open_row(3)
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: shell.part(QWidget, "historyPage").isVisible())
    view = shell.editor
    assert view.zoom == 100 and view.viewport().width() >= 660
    wait_until(lambda: ruled_part_in_sight(view))


def test_a_column_beside_the_paper_makes_it_give_way_and_come_back(shell: Shell) -> None:
    shell.window.resize(1200, 700)
    shell.open_row(3)
    view = shell.editor
    assert view.zoom == 100
    wait_until(lambda: ruled_part_in_sight(view))
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: view.zoom < 100)
    assert view.zoom >= LEAST_FIT and ruled_part_in_sight(view)
    assert f"{view.zoom} %" in [label.text() for label in shell.window.findChildren(QLabel)]
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: view.zoom == 100)


def test_what_was_set_is_kept_and_not_what_had_to_give_way(shell: Shell) -> None:
    shell.window.resize(1200, 700)
    shell.open_row(3)
    shell.action("actionZoomOut").trigger()
    view = shell.editor
    assert view.zoom == 90
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: view.zoom < 90)
    shell.open_row(4)
    other = shell.editor
    assert other is not view
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: other.zoom == 90)


def test_letters_never_become_smaller_than_can_be_read(shell: Shell) -> None:
    shell.open_row(6)  # a landscape form
    view = shell.editor
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: view.zoom == LEAST_FIT)


def test_who_wants_large_letters_keeps_them(shell: Shell) -> None:
    shell.open_row(3)
    for _ in range(2):
        shell.action("actionZoomIn").trigger()
    view = shell.editor
    wide = view.viewport().width()
    shell.press(Key.Key_H, CTRL)
    wait_until(lambda: view.viewport().width() < wide)
    assert view.zoom == 120
    shell.action("actionZoomActual").trigger()
    assert view.zoom == 100
