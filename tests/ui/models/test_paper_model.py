"""The paper as Qt's item views see it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.texts.choices import box_line
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.ui.models.paper_model import PaperModel
from medaid_desktop.ui.palette import LIGHT
from medaid_desktop.ui.views.paper.editing_session import EditingSession

pytestmark = pytest.mark.usefixtures("qapp")
Role = Qt.ItemDataRole
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
]


def model_of(desk: Desk, form: str = "declaration", **content: object) -> PaperModel:
    filing = desk.ledger.filings.add(Filing(form=form, year=2020, region="371521", **content), "")
    session = EditingSession(desk, filing.id)
    model = PaperModel(session)
    session.setParent(model)
    return model


def at(model: PaperModel, path: str, role: Role = Role.DisplayRole) -> object:
    return model.data(model.index(*model.grid.paper.places[path]), role)


@pytest.mark.parametrize("form", FormLibrary().ids())
def test_every_form_passes_qts_own_tester(desk: Desk, form: str) -> None:
    model = model_of(desk, form)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    field = model.grid.fields[0]
    assert model.setData(model.index(*field), "text")
    lines = [anchor for anchor in model.grid.fields if model.grid.is_table_line(anchor[0])]
    for anchor in lines[:1]:
        model.session.type_into(*anchor, "1")
        model.session.insert_line(anchor, True)
        model.session.delete_lines([anchor])
    model.session.undo()
    assert tester.model() is model


def test_fields_show_their_print_and_edit_their_value(desk: Desk) -> None:
    model = model_of(desk, values={"filling_unit": "甲局", "project_category": "发展类项目"})
    assert at(model, "values.filling_unit") == "填报单位：甲局（签章）"
    assert at(model, "values.filling_unit", Role.EditRole) == "甲局"
    assert at(model, "values.project_category") == box_line(("投资类项目", "发展类项目"), "发展类项目")
    assert at(model, "values.project_category", Role.EditRole) == "发展类项目"


def test_only_slots_can_be_edited(desk: Desk) -> None:
    model = model_of(desk)
    editable = {
        (row, col)
        for row in range(model.rowCount())
        for col in range(model.columnCount())
        if model.flags(model.index(row, col)) & Qt.ItemFlag.ItemIsEditable
    }
    assert editable == set(model.grid.paper.binding)
    model.session.set_read_only("只读")
    assert not any(model.flags(model.index(*anchor)) & Qt.ItemFlag.ItemIsEditable for anchor in editable)


def test_screen_readers_hear_name_type_and_value(desk: Desk) -> None:
    model = model_of(desk, values={"funding_fiscal": "350"}, tables={"indicators": ROWS})
    assert at(model, "values.project_name", Role.AccessibleTextRole) == "项目名称，文字，必填，空"
    assert (
        at(model, "values.funding_fiscal", Role.AccessibleTextRole)
        == "年度财政拨款，金额，万元，必填，350，等于3 500 000 元"
    )
    assert at(model, "tables.indicators[1].target", Role.AccessibleTextRole) == "指标值，指标值，必填，≥50人"


def test_tooltips_tell_what_is_not_understood(desk: Desk) -> None:
    model = model_of(desk, values={"filled_on": "昨天"})
    tip = at(model, "values.filled_on", Role.ToolTipRole)
    assert isinstance(tip, str)
    first, how, complaint = tip.split("\n")
    assert first == "填报日期：日期"
    assert "F4" in how
    assert complaint.startswith("看不懂的日期“昨天”")


def test_fonts_alignment_and_colours_are_those_of_the_paper(desk: Desk) -> None:
    model = model_of(desk)
    model.show_colours(LIGHT)
    title = model.index(0, 0)
    assert model.data(title, Role.FontRole).pointSizeF() == 18
    assert model.data(title, Role.FontRole).bold()
    assert model.data(title, Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignHCenter
    assert model.data(title, Role.BackgroundRole) is None
    assert at(model, "values.project_name", Role.BackgroundRole).color().name() == "#f2f7ff"


def test_required_and_blank_is_marked_only_where_there_is_content(desk: Desk) -> None:
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "人数"}
    model = model_of(desk, values={"project_name": "x"}, tables={"indicators": [row]})
    places = model.grid.paper.places
    assert not model.is_missing(places["values.project_name"])
    assert model.is_missing(places["values.overview"])
    assert model.is_missing(places["tables.indicators[0].target"])
    opened = [anchor for anchor, slot in model.grid.paper.binding.items() if slot.new_row is not None]
    assert opened
    assert not any(model.is_missing(anchor) for anchor in opened)


def test_an_edit_touches_only_the_cells_that_changed(desk: Desk, qtbot: QtBot) -> None:
    model = model_of(desk, tables={"indicators": ROWS})
    touched: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, _bottom: touched.append((top.row(), top.column())))
    place = model.grid.paper.places["values.project_name"]
    with qtbot.assertNotEmitted(model.modelReset):
        model.session.type_into(*place, "x")
    assert touched == [place]


def test_another_grid_resets_the_model(desk: Desk, qtbot: QtBot) -> None:
    model = model_of(desk, tables={"indicators": ROWS})
    rows = model.rowCount()
    desk.ledger.edit(model.session.filing_id, [("values.extra:附注", "版面上没有它的格子")], "导入")
    with qtbot.waitSignal(model.modelReset):
        model.session.reload()
    assert model.rowCount() == rows + 1


def test_a_line_in_a_merged_group_comes_and_goes_without_a_reset(desk: Desk, qtbot: QtBot) -> None:
    model = model_of(desk, tables={"indicators": ROWS})
    rows = model.rowCount()
    place = model.grid.paper.places["tables.indicators[0].level3"]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        model.session.insert_line(place, True)
    assert model.rowCount() == rows + 1
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsRemoved):
        model.session.delete_lines([(place[0] + 1, place[1])])
    assert model.rowCount() == rows
