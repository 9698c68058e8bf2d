"""The table editor by real keys, clicks and input methods, on a real ledger."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.editing_session import EditingSession
from medaid_desktop.ui.views.paper_desk import PaperDesk
from medaid_desktop.ui.views.paper_view import PaperView

Key = Qt.Key
Modifier = Qt.KeyboardModifier
ALT, CTRL, SHIFT = Modifier.AltModifier, Modifier.ControlModifier, Modifier.ShiftModifier
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"},
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Ledger.create(tmp_path / "office.medaid") as ledger:
        yield Desk(ledger, FormLibrary())


@pytest.fixture
def open_paper(desk: Desk, qtbot: QtBot) -> Callable[..., PaperDesk]:
    """Opens a filing of a form in a shown editor that has the focus."""
    kept: list[PaperDesk] = []

    def open_filing(form: str = "declaration", **content: object) -> PaperDesk:
        filing = desk.ledger.filings.add(Filing(form=form, year=2020, region="371521", **content), "")
        paper = PaperDesk(EditingSession(desk, filing.id))
        kept.append(paper)
        qtbot.addWidget(paper)
        paper.resize(1000, 700)
        paper.show()
        qtbot.waitExposed(paper)
        paper.activateWindow()
        paper.view.setFocus()
        qtbot.waitUntil(paper.view.hasFocus)
        return paper

    return open_filing


def press(key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
    """A key, to whichever widget has the focus."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_text(text: str) -> None:
    for character in text:
        QTest.keyClicks(QApplication.focusWidget(), character)


def compose_text(preedit: str, commit: str = "") -> None:
    """What an input method sends: a composition, or its end."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(QApplication.focusWidget(), event)


def go(view: PaperView, path: str) -> None:
    place = view.paper.grid.paper.place_of(path)
    assert place is not None
    view.go_to(place)


def stored(view: PaperView) -> Filing:
    """What the ledger itself holds."""
    return view.session.desk.ledger.filings.get(view.session.filing_id)


def click(view: PaperView, point: QPoint, double: bool = False) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    if double:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)


# -- typing ------------------------------------------------------------------------------------------------------


def test_typing_replaces_and_enter_commits_and_goes_to_the_next_field(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "old name"}).view
    go(view, "values.project_name")
    type_text("Aid 2020")
    assert isinstance(view.editor, CellEditor)
    assert stored(view).values["project_name"] == "old name"
    press(Key.Key_Return)
    assert view.editor is None
    assert stored(view).values["project_name"] == "Aid 2020"
    assert view.anchor == view.session.paper.place_of("values.project_category")


@pytest.mark.parametrize("opened", ["F2", "double click"])
def test_f2_and_double_click_keep_the_text(open_paper: Callable[..., PaperDesk], opened: str) -> None:
    view = open_paper(values={"project_name": "Aid"}).view
    go(view, "values.project_name")
    if opened == "F2":
        press(Key.Key_F2)
    else:
        click(view, view.cell_rect(view.anchor).center(), double=True)
    assert view.editor is not None
    press(Key.Key_End)
    type_text("!")
    press(Key.Key_Return)
    assert stored(view).values["project_name"] == "Aid!"


def test_escape_drops_what_was_typed(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "Aid"}).view
    go(view, "values.project_name")
    type_text("wrong")
    press(Key.Key_Escape)
    assert view.editor is None
    assert stored(view).values["project_name"] == "Aid"
    assert QApplication.focusWidget() is view


def test_alt_enter_breaks_the_line(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.overview")
    type_text("one")
    press(Key.Key_Return, ALT)
    type_text("two")
    press(Key.Key_Return)
    assert stored(view).values["overview"] == "one\ntwo"


def test_leaving_by_click_commits(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    type_text("007")
    other = view.session.paper.place_of("values.contact")
    click(view, view.cell_rect(other).center())
    assert stored(view).values["project_code"] == "007"
    assert view.anchor == other


def test_leaving_for_another_widget_commits(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    paper = open_paper()
    other = QLineEdit(paper)
    other.show()
    go(paper.view, "values.project_code")
    type_text("008")
    other.setFocus()
    qtbot.waitUntil(lambda: paper.view.editor is None)
    assert stored(paper.view).values["project_code"] == "008"
    assert QApplication.focusWidget() is other


def test_prefix_and_suffix_are_print(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"filling_unit": "甲局"}).view
    go(view, "values.filling_unit")
    press(Key.Key_F2)
    editor = view.editor
    assert isinstance(editor, CellEditor)
    assert editor.toPlainText() == "填报单位：甲局（签章）"
    for key in (Key.Key_End, Key.Key_Delete, Key.Key_Home, Key.Key_Backspace):
        press(key)
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    assert editor.toPlainText() == "填报单位：（签章）"
    type_text("A")
    press(Key.Key_A, CTRL)
    type_text("B")
    assert editor.toPlainText() == "填报单位：B（签章）"
    press(Key.Key_Return)
    assert stored(view).values["filling_unit"] == "B"


def test_the_first_letter_of_an_input_method_is_kept(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "old"}).view
    go(view, "values.project_name")
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose_text("y")
    compose_text("yi'liao")
    editor = view.editor
    assert isinstance(editor, CellEditor)
    assert editor.document().firstBlock().layout().preeditAreaText() == "yi'liao"
    compose_text("", "医疗救助")
    assert editor.value() == "医疗救助"
    compose_text("", "项目")
    press(Key.Key_Return)
    assert stored(view).values["project_name"] == "医疗救助项目"


def test_a_composition_given_up_keeps_the_old_text(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "old"}).view
    go(view, "values.project_name")
    compose_text("y")
    compose_text("")
    press(Key.Key_Escape)
    assert view.editor is None
    assert stored(view).values["project_name"] == "old"


def test_rows_grow_while_typing_and_shrink_on_escape(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_name")
    row = view.anchor[0]
    before = view.rowHeight(row)
    type_text("a long name of a project " * 6)
    assert view.rowHeight(row) > 2 * before
    assert view.editor is not None
    assert view.editor.geometry() == view.cell_rect(view.anchor)
    press(Key.Key_Escape)
    assert view.rowHeight(row) == before


def test_the_cursor_of_a_blank_cell_stands_where_the_text_will(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    for path in ("values.overview", "values.project_name", "values.contact_phone"):
        go(view, path)
        press(Key.Key_F2)
        before = view.editor.cursorRect()
        type_text("x")
        assert view.editor.cursorRect().top() == before.top()
        press(Key.Key_Escape)


def test_the_editor_breaks_lines_as_the_paper_does(open_paper: Callable[..., PaperDesk]) -> None:
    text = "对特困人员、低保对象（含孤儿）给予补助，共 658090 人×32 元=21058880 元；𬱟䶮二字亦须录入，" * 3
    view = open_paper(values={"overview": text, "project_name": text}).view
    for path in ("values.overview", "values.project_name"):
        go(view, path)
        cell = view.paper.grid.cells[view.anchor]
        printed = [line for line, _ in view.look.set_text(cell, cell.text).block.lines]
        press(Key.Key_F2)
        layout = view.editor.document().firstBlock().layout()
        units = text.encode("utf-16-le")
        shown = []
        for number in range(layout.lineCount()):
            start = 2 * layout.lineAt(number).textStart()
            shown.append(units[start : start + 2 * layout.lineAt(number).textLength()].decode("utf-16-le"))
        assert shown == printed
        press(Key.Key_Escape)


@pytest.mark.parametrize("zoom", [100, 110, 150])
def test_nothing_jumps_when_an_editor_opens(open_paper: Callable[..., PaperDesk], zoom: int) -> None:
    values = {
        "project_name": "城乡居民基本医疗保险政府补贴 Aid",
        "filling_unit": "甲局",
        "filled_on": "2020年6月1日",
        "contact_phone": "0635-0000001",
    }
    view = open_paper(values=values).view
    view.set_zoom(zoom)
    for name in values:
        go(view, f"values.{name}")
        inside = view.cell_rect(view.anchor).adjusted(4, 3, -4, -3)
        before = view.viewport().grab(inside).toImage()
        press(Key.Key_F2)
        assert isinstance(view.editor, CellEditor)
        view.editor.setCursorWidth(0)
        assert view.viewport().grab(inside).toImage() == before, name
        press(Key.Key_Escape)


# -- walking -----------------------------------------------------------------------------------------------------


def test_tab_walks_the_fields_in_reading_order(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    seen = [view.anchor]
    for _ in range(len(view.paper.grid.fields) - 1):
        press(Key.Key_Tab)
        seen.append(view.anchor)
    assert seen == view.paper.grid.fields
    press(Key.Key_Backtab)
    assert view.anchor == view.paper.grid.fields[-2]


def test_tab_out_of_an_editor_commits(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    type_text("1")
    press(Key.Key_Tab)
    type_text("2")
    press(Key.Key_Backtab)
    assert stored(view).values == {"project_code": "1", "competent_department": "2"}
    assert view.anchor == view.session.paper.place_of("values.project_code")


def test_arrows_keep_their_column_across_spans(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.competent_department")
    start = view.anchor
    for _ in range(7):
        press(Key.Key_Down)
    assert view.anchor == view.session.paper.place_of("values.overview")
    for _ in range(7):
        press(Key.Key_Up)
    assert view.anchor == start


def test_up_and_down_leave_a_cell_opened_by_typing(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.competent_department")
    type_text("x")
    press(Key.Key_Down)
    assert stored(view).values["competent_department"] == "x"
    assert view.anchor == view.session.paper.place_of("values.implementing_unit")


# -- what is not a field -----------------------------------------------------------------------------------------


def test_typing_on_print_says_why_not_and_where_to_go(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper().view
    row, col = view.session.paper.place_of("values.project_name")
    view.go_to((row, col - 1))
    with qtbot.waitSignal(view.session.refused) as said:
        type_text("x")
    assert said.args == ["「项目名称」是表样上印好的文字，不能修改，请填写右边的「项目名称」。"]
    assert view.editor is None
    with qtbot.waitSignal(view.session.refused):
        press(Key.Key_F2)


def test_seal_places_say_what_they_are_for(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper().view
    seal = next(cell for cell in view.session.paper.sheet.cells if cell.role == "seal")
    view.go_to((seal.row, seal.col))
    with qtbot.waitSignal(view.session.refused) as said:
        type_text("x")
    assert "盖章" in said.args[0]


def test_read_only_paper_opens_no_editor(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper(values={"project_name": "Aid"}).view
    view.session.set_read_only("台账正被另一个窗口使用")
    go(view, "values.project_name")
    for act in (lambda: type_text("x"), lambda: press(Key.Key_F2), lambda: press(Key.Key_Delete)):
        with qtbot.waitSignal(view.session.refused) as said:
            act()
        assert said.args == ["现在只能查看：台账正被另一个窗口使用"]
    assert view.editor is None
    assert stored(view).values["project_name"] == "Aid"


# -- tick boxes --------------------------------------------------------------------------------------------------


def test_a_click_on_an_option_ticks_exactly_that_one(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    anchor = view.session.paper.place_of("values.project_type")
    cell, rect = view.paper.grid.cells[anchor], view.cell_rect(anchor)
    text = view.look.set_text(cell, cell.text)
    per_unit = text.em / 1000
    for option in ("新增固定项目", "其他项目", "上年原有项目"):
        cell = view.paper.grid.cells[anchor]
        number, line = next((n, line) for n, (line, _) in enumerate(text.block.lines) if option in line)
        before = sum(text.block.font.advances[c] for c in line[: line.index(option)])
        x = text.indent(text.block.lines[number][1]) + (before + 1500) * per_unit
        y = text.top(rect.height()) + (number + 0.5) * text.pitch
        click(view, rect.topLeft() + QPoint(round(x), round(y)))
        assert stored(view).values["project_type"] == option
    click(view, rect.bottomRight() - QPoint(4, 4))
    assert stored(view).values["project_type"] == "上年原有项目"


def test_space_ticks_one_option_after_the_other(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_category")
    seen = []
    for _ in range(3):
        press(Key.Key_Space)
        seen.append(stored(view).values.get("project_category", ""))
    assert seen == ["投资类项目", "发展类项目", ""]
    assert view.editor is None


def test_the_list_of_options_works_by_keys(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_type")
    press(Key.Key_F2)
    assert isinstance(view.editor, ChoiceList)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert stored(view).values["project_type"] == "新增固定项目"
    assert view.anchor == view.session.paper.place_of("values.item_code")
    press(Key.Key_Backtab)
    press(Key.Key_F2)
    type_text("4")
    assert view.editor is None
    assert stored(view).values["project_type"] == "其他项目"
    press(Key.Key_F2)
    press(Key.Key_Up)
    press(Key.Key_Escape)
    assert stored(view).values["project_type"] == "其他项目"


def test_delete_clears_the_selection_as_one_step(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_code": "1", "competent_department": "2", "contact": "3"}).view
    go(view, "values.project_code")
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Delete)
    assert stored(view).values == {"contact": "3"}
    assert view.session.undo_text == "清除 2 格"


# -- lines of tables ---------------------------------------------------------------------------------------------


def test_an_open_line_becomes_a_row_and_the_cursor_stays_on_it(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    place = next(anchor for anchor in view.paper.grid.fields if view.paper.grid.slot(anchor).field == "level3")
    view.go_to(place)
    type_text("people")
    press(Key.Key_Return)
    assert stored(view).tables["indicators"] == [{"level1": "产出指标", "level2": "数量指标", "level3": "people"}]
    assert view.session.paper.place_of("tables.indicators[0].level3") == place
    assert view.anchor == view.session.paper.place_of("tables.indicators[0].target")


def test_lines_are_inserted_and_filled_below(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].target")
    press(Key.Key_Return, CTRL)
    assert len(stored(view).tables["indicators"]) == 3
    type_text("new")
    press(Key.Key_Return)
    assert [row["level3"] for row in stored(view).tables["indicators"]] == ["救助人数", "new", "资助人数", "合规率"]
    assert stored(view).tables["indicators"][1]["level2"] == "数量指标"
    press(Key.Key_Return, CTRL | SHIFT)
    type_text("above")
    press(Key.Key_Return)
    assert [row["level3"] for row in stored(view).tables["indicators"]][:3] == ["救助人数", "above", "new"]


def test_lines_are_deleted_moved_and_duplicated_by_keys(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].level3")
    press(Key.Key_Up, ALT)
    names = [row["level3"] for row in stored(view).tables["indicators"]]
    assert names == ["资助人数", "救助人数", "合规率"]
    assert view.anchor == view.session.paper.place_of("tables.indicators[0].level3")
    press(Key.Key_D, CTRL | SHIFT)
    assert [row["level3"] for row in stored(view).tables["indicators"]][:2] == ["资助人数", "资助人数"]
    press(Key.Key_Delete, CTRL)
    names = [row["level3"] for row in stored(view).tables["indicators"]]
    assert names == ["资助人数", "救助人数", "合规率"]


def test_undo_and_redo_lead_to_what_they_changed(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].level3")
    press(Key.Key_Delete, CTRL)
    go(view, "values.project_name")
    view.session.undo()
    assert stored(view).tables["indicators"] == ROWS
    assert view.anchor[0] == view.session.paper.place_of("tables.indicators[1].level3")[0]
    view.session.redo()
    assert len(stored(view).tables["indicators"]) == 2


# -- blocks ------------------------------------------------------------------------------------------------------


def test_a_block_is_copied_and_pasted_across_spans(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].level3")
    for _ in range(3):
        press(Key.Key_Right, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "救助人数\t≥100人\t\n资助人数\t≥50人\t"
    QGuiApplication.clipboard().setText('甲\t≥1\t\r\n乙\t≥2\t"两行\n备注"\r\n')
    press(Key.Key_V, CTRL)
    rows = stored(view).tables["indicators"]
    assert [(row["level3"], row["target"], row.get("note", "")) for row in rows] == [
        ("甲", "≥1", ""), ("乙", "≥2", "两行\n备注"), ("合规率", "100%", "")
    ]  # fmt: skip
    assert view.session.undo_text == "粘贴 6 格"


def test_cut_takes_the_texts_away(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"contact": "甲"}).view
    go(view, "values.contact")
    press(Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "甲"
    assert "contact" not in stored(view).values


# -- failing disk ------------------------------------------------------------------------------------------------


def test_a_text_that_cannot_be_stored_is_kept_and_stored_later(
    open_paper: Callable[..., PaperDesk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = open_paper(values={"project_name": "old"})
    view = paper.view

    def full(*_: object, **__: object) -> None:
        raise UserError("磁盘已满", "U 盘", "请腾出空间")

    go(view, "values.project_name")
    with monkeypatch.context() as patch, qtbot.waitSignal(view.session.failed) as failed:
        patch.setattr(view.session.desk.ledger, "edit", full)
        type_text("new")
        press(Key.Key_Return)
        assert not paper.finish_editing()
    assert str(failed.args[0]).startswith("磁盘已满")
    place = view.session.paper.place_of("values.project_name")
    assert view.paper.data(view.paper.index(*place)) == "new"
    assert stored(view).values["project_name"] == "old"
    bar = paper.findChild(object, "unsavedBar")
    assert bar.isVisible()
    go(view, "values.project_code")
    type_text("1")
    press(Key.Key_Return)
    assert stored(view).values == {"project_name": "new", "project_code": "1"}
    assert not view.session.pending
    assert not bar.isVisible()
    assert paper.finish_editing()


# -- the sheet ---------------------------------------------------------------------------------------------------


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
        words = [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]
        menu.close()
        return words

    assert "删除行" in shown_at("tables.indicators[1].level3")
    assert "删除行" not in shown_at("values.project_name")
    assert "填入今天的日期" in shown_at("values.filled_on")
