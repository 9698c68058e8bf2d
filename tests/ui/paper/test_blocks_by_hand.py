"""Blocks and lines by real keys, clicks and drags, with the clipboard as other programs fill it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from medaid_desktop.formats.clipboard.html_reader import read_html
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.shell import PATIENCE_MS

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"},
]


def press(key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def go(view: PaperView, path: str) -> None:
    place = view.session.paper.place_of(path)
    assert place is not None
    view.go_to(place)


def indicators(view: PaperView) -> list[dict[str, str]]:
    return view.session.desk.ledger.filings.get(view.session.filing_id).tables.get("indicators", [])


def copied_elsewhere(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def part(paper: PaperDesk, kind: type[QWidget], name: str) -> QWidget:
    found = paper.findChild(kind, name)
    assert found is not None
    return found


def test_a_merged_group_is_copied_once_with_its_span(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].level2")
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "数量指标\t救助人数\r\n\t资助人数\r\n"
    block = read_html(data.html())
    assert block is not None
    assert block.spans == {(0, 0): (2, 1)}


def test_pasting_onto_a_group_changes_its_rows_and_clearing_spares_it(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].level2")
    press(Key.Key_Delete)
    assert indicators(view) == ROWS
    copied_elsewhere("人数指标")
    press(Key.Key_V, CTRL)
    assert [row["level2"] for row in indicators(view)] == ["人数指标", "人数指标", "质量指标"]


def test_a_drag_selects_what_a_delete_clears_and_one_undo_brings_back(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    first, last = (view.session.paper.place_of(f"tables.indicators[{at}].{column}") for at, column in
                   ((0, "level3"), (1, "target")))  # fmt: skip
    view.go_to(first)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(first).center())
    for at in (0, 4):
        QTest.mouseMove(view.viewport(), view.cell_rect(last).center() + QPoint(at, 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(last).center())
    assert {first, last} <= set(view.selected())
    press(Key.Key_Delete)
    assert view.session.undo_text == "清除 4 格"
    view.session.undo()
    assert indicators(view) == ROWS


def test_the_question_is_answered_by_keys(open_paper: Callable[..., PaperDesk]) -> None:
    paper = open_paper(values={"contact": "甲"})
    view, bar = paper.view, part(paper, QWidget, "pasteBar")
    go(view, "values.contact")
    copied_elsewhere("张三\t多余\t0635\t还有")
    press(Key.Key_V, CTRL)
    assert bar.isVisible()
    assert "“还有”" in bar.findChild(QLabel).text()
    assert QApplication.focusWidget() is part(paper, QPushButton, "pasteFitting")
    press(Key.Key_Escape)
    assert not bar.isVisible()
    assert view.hasFocus()
    assert view.session.filing.values == {"contact": "甲"}
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    assert view.session.filing.values == {"contact": "张三", "contact_phone": "0635"}
    assert view.hasFocus() and not bar.isVisible()
    view.session.undo()
    assert view.session.filing.values == {"contact": "甲"}


def test_a_table_with_its_head_is_mapped_by_names(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper(tables={"indicators": ROWS[:1]}).view
    go(view, "tables.indicators[0].level3")
    html = (
        "<table><tr><td>一级指标</td><td>三级指标</td><td>指标值</td></tr><tr><td rowspan=2>效益指标</td>"
        "<td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    )
    copied_elsewhere("", html)
    with qtbot.waitSignal(view.session.refused) as said:
        press(Key.Key_V, CTRL)
    assert said.args == ["已按表头（一级指标、三级指标、指标值）对应各栏，添了 2 行，接在原有的 1 行之后。"]
    assert indicators(view) == [
        ROWS[0],
        {"level1": "效益指标", "level3": "甲", "target": "1"},
        {"level1": "效益指标", "level3": "乙", "target": "2"},
    ]
    view.session.undo()
    assert indicators(view) == ROWS[:1]


def test_doubtful_values_are_taken_and_told(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper().view
    go(view, "values.filled_on")
    copied_elsewhere("昨天")
    with qtbot.waitSignal(view.session.refused) as said:
        press(Key.Key_V, CTRL)
    assert said.args[0].startswith("有 1 格的内容与该格的要求不符（“昨天”）")
    assert view.session.filing.values == {"filled_on": "昨天"}


def test_a_bomb_on_the_clipboard_is_refused(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper().view
    go(view, "values.contact")
    copied_elsewhere("x", "<table><tr><td colspan=100000>x</td></tr></table>")
    with qtbot.waitSignal(view.session.refused) as said:
        press(Key.Key_V, CTRL)
    assert "太大" in said.args[0]
    assert view.session.filing.values == {}


def test_filling_down_and_right(open_paper: Callable[..., PaperDesk]) -> None:
    rows = [{"name": name, "amount": amount} for name, amount in (("甲", "1"), ("乙", "2"), ("丙", "3"))]
    view = open_paper("allocation", tables={"rows": rows}).view
    go(view, "tables.rows[0].amount")
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_D, CTRL)
    assert [row["amount"] for row in view.session.filing.tables["rows"]] == ["1", "1", "1"]
    assert view.session.undo_text == "向下填充 2 格"
    go(view, "tables.rows[1].amount")
    press(Key.Key_R, CTRL)
    assert view.session.filing.tables["rows"][1]["amount"] == "乙"


def test_several_lines_are_inserted_duplicated_and_deleted(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    rows = view.session.grid.row_count
    go(view, "tables.indicators[0].level3")
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Plus, CTRL | SHIFT)
    assert view.session.grid.row_count == rows + 2
    opened = [slot.key for slot in view.session.paper.binding.values() if slot.line and slot.table == "indicators"]
    assert opened and len(set(opened)) == len(opened)
    assert all(view.session.grid.slot(view.session.paper.place_of(key)).key == key for key in opened)
    view.session.reload()
    go(view, "tables.indicators[0].level3")
    press(Key.Key_Down, SHIFT)
    press(Key.Key_D, CTRL | SHIFT)
    assert view.session.undo_text == "复制 2 行"
    assert [row["level3"] for row in indicators(view)] == ["救助人数", "资助人数", "救助人数", "资助人数", "合规率"]


def test_columns_are_split_one_by_one(open_paper: Callable[..., PaperDesk]) -> None:
    session = open_paper(tables={"indicators": ROWS}).view.session
    anchor = session.paper.place_of("tables.indicators[0].level3")
    assert session.paper.place_of("tables.indicators[0].level4") is None
    assert session.split_line(anchor)
    assert session.paper.place_of("tables.indicators[0].level4") is not None
    assert session.paper.place_of("tables.indicators[1].level4") is None
    assert session.held.split == {("indicators", 0, "level4")}
    assert not session.split_line(anchor)


def test_a_locked_filing_is_copied_and_says_why_it_is_not_changed(
    open_paper: Callable[..., PaperDesk], qtbot: QtBot
) -> None:
    view = open_paper(values={"contact": "甲"}).view
    view.session.set_read_only("已盖章")
    go(view, "values.contact")
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "甲"
    for key in (Key.Key_V, Key.Key_D, Key.Key_R):
        with qtbot.waitSignal(view.session.refused) as said:
            press(key, CTRL)
        assert said.args == ["不能修改：已盖章"]
    assert view.session.filing.values == {"contact": "甲"}


def drop(view: PaperView, path: str, data: QMimeData) -> list[bool]:
    """What a drag from another program sends that is let go over a cell; whether each was accepted."""
    place = view.session.paper.place_of(path)
    assert place is not None
    point = view.cell_rect(place).center()
    given = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    events = [QDragEnterEvent(point, *given), QDragMoveEvent(point, *given), QDropEvent(point, *given)]
    for event in events:
        QApplication.sendEvent(view.viewport(), event)
    return [event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction for event in events]


def test_a_text_dropped_on_a_cell_is_put_in_and_can_be_undone(open_paper: Callable[..., PaperDesk]) -> None:
    paper = open_paper(values={"project_name": "旧名"})
    view, data = paper.view, QMimeData()
    data.setText("城乡医疗救助")
    assert drop(view, "values.filling_unit", data) == [True, True, True]
    assert view.session.filing.values["filling_unit"] == "城乡医疗救助"
    assert view.anchor == view.session.paper.place_of("values.filling_unit")
    press(Key.Key_2)  # the paper has the keys again
    assert view.editor is not None
    press(Key.Key_Escape)
    view.session.undo()
    assert "filling_unit" not in view.session.filing.values
    data.setText("甲\t乙")
    drop(view, "tables.schedule[+0].activity", data)
    assert view.session.filing.tables["schedule"] == [{"activity": "甲", "starts": "乙"}]


def test_files_and_texts_beside_the_cells_are_not_taken(open_paper: Callable[..., PaperDesk], tmp_path: Path) -> None:
    view, files, text = open_paper().view, QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.json"))])
    assert drop(view, "values.filling_unit", files) == [False, False, False]
    text.setText("字")
    view.set_zoom(50)
    given = (Qt.DropAction.CopyAction, text, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    beside = QDropEvent(QPoint(2, 2), *given)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(QPoint(2, 2), *given))
    QApplication.sendEvent(view.viewport(), beside)
    assert not beside.isAccepted()
    assert view.session.filing.values == {}


def test_a_drag_below_the_window_scrolls_and_selects_on(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    rows = [{"name": f"第{number}单位", "amount": "1"} for number in range(120)]
    view = open_paper("allocation", tables={"rows": rows}).view
    go(view, "tables.rows[2].amount")
    begun, room, bar = view.cell_rect(view.anchor).center(), view.viewport(), view.verticalScrollBar()
    last = max(row for row, _ in view.paper.grid.anchors_within(shown_places(view)))
    below = QPoint(begun.x(), room.height() + 30)
    QTest.mousePress(room, Qt.MouseButton.LeftButton, pos=begun)
    drag(room, QPoint(begun.x(), room.height() - 40))
    drag(room, below)
    top = bar.value()
    qtbot.waitUntil(lambda: bar.value() > top + 200, timeout=PATIENCE_MS)
    drag(room, below)
    QTest.mouseRelease(room, Qt.MouseButton.LeftButton, pos=below)
    assert max(row for row, _ in view.selected()) > last
    assert {col for _, col in view.selected()} == {view.anchor[1]}


def shown_places(view: PaperView) -> list[tuple[int, int]]:
    """All places that can be seen."""
    room = view.viewport().rect()
    grid = view.paper.grid
    places = [(row, col) for row in range(grid.row_count) for col in range(grid.column_count)]
    return [place for place in places if view.cell_rect(place).intersects(room)]


def drag(room: QWidget, to: QPoint) -> None:
    """The mouse moves with its left button down."""
    where = QPointF(to)
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, QPointF(room.mapToGlobal(to)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Modifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(room, event)
