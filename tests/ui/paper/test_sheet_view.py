"""The sheet on the desk: sizes, zoom, scrolling."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medaid_desktop.ui.dialogs.help.keys import plain_words
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.paper.hands import CTRL, ROWS, Key, Modifier, go, press


def test_spans_and_sizes_follow_the_sheet(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper("project-target", tables={"indicators": ROWS}).view
    for cell in view.paper.grid.spanning:
        assert (view.rowSpan(cell.row, cell.col), view.columnSpan(cell.row, cell.col)) == (cell.rows, cell.cols)
    widths = [view.columnWidth(col) for col in range(view.paper.grid.column_count)]
    assert sum(widths) == round(sum(view.session.paper.sheet.columns_mm) * view.logicalDpiX() / 25.4)


def test_zoom_scales_the_sheet_and_stays_within_bounds(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    paper = open_paper()
    view = paper.view
    width = view.horizontalHeader().length()
    with qtbot.waitSignal(paper.zoom_changed) as zoomed:
        paper.set_zoom(150)
    assert zoomed.args == [150]
    assert abs(view.horizontalHeader().length() - 1.5 * width) <= 1
    paper.set_zoom(900)
    assert paper.zoom == 200
    paper.set_zoom(1)
    assert paper.zoom == 50
    press(Key.Key_0, CTRL)
    assert paper.zoom == 100
    wheel = QWheelEvent(
        view.rect().center(), view.mapToGlobal(view.rect().center()), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(view.viewport(), wheel)
    assert paper.zoom == 110


def test_the_sheet_begins_with_its_margin_and_ends_with_desk(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    bar = view.verticalScrollBar()
    assert bar.value() == bar.minimum() < 0
    assert view.rowViewportPosition(0) == -bar.minimum()
    bar.setValue(bar.maximum())
    assert view.verticalHeader().length() - view.verticalOffset() < view.viewport().height()


def test_structural_edits_keep_the_place_on_the_desk(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].level3")
    view.verticalScrollBar().setValue(500)
    top = view.cell_rect(view.anchor).top()
    press(Key.Key_Return, CTRL)
    assert view.verticalScrollBar().value() == 500
    press(Key.Key_Up)
    assert view.cell_rect(view.anchor).top() == top


def test_the_front_editor_has_the_contracts_name(open_paper: Callable[..., PaperDesk]) -> None:
    paper = open_paper()
    paper.set_front(True)
    assert paper.findChild(PaperView, "formEditor") is paper.view
    paper.set_front(False)
    assert paper.findChild(PaperView, "formEditor") is None


def test_jumping_to_a_path_shows_its_cell(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    assert view.go_to_path("tables.indicators[2].target")
    assert view.viewport().rect().contains(view.cell_rect(view.anchor))
    assert not view.go_to_path("tables.indicators[9].target")


def test_the_context_menu_offers_lines_only_in_tables(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper(tables={"indicators": ROWS}).view

    def shown_at(path: str) -> list[str]:
        go(view, path)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint(), Modifier.NoModifier)
        QCoreApplication.sendEvent(view.viewport(), event)
        menu = QApplication.activePopupWidget()
        qtbot.addWidget(menu)
        words = [plain_words(action) for action in menu.actions() if action.isVisible() and not action.isSeparator()]
        menu.close()
        return words

    assert "删除行" in shown_at("tables.indicators[1].level3")
    assert "删除行" not in shown_at("values.project_name")
    assert "填入今天的日期" in shown_at("values.filled_on")


def test_a_merged_cell_alone_is_outlined_and_not_tinted(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    press(Key.Key_End, CTRL)
    cell = view.paper.grid.cell(view.anchor)
    assert cell is not None and cell.cols > 1
    inside = view.cell_rect(view.anchor).center() - QPoint(80, 0)

    def colour() -> str:
        return view.viewport().grab().toImage().pixelColor(inside).name()

    tinted_by_keys = colour()
    view.go_to(view.anchor)
    assert colour() == tinted_by_keys
    press(Key.Key_Left, Modifier.ShiftModifier)
    assert colour() != tinted_by_keys


def test_a_found_cell_in_sight_does_not_move_the_paper_across(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    view.set_zoom(150)
    bar = view.horizontalScrollBar()
    view.go_to_path("values.project_code")
    bar.setValue(-10)
    view.go_to_path("tables.indicators[0].level1")
    view.go_to_path("values.competent_department_code")
    assert bar.value() == -10
    view.go_to_path("values.project_category")
    assert bar.value() > -10 and view.cell_rect(view.anchor).right() <= view.viewport().width()
