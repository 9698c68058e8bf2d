"""The sign in a cell: told by its shape, beside the text, in tooltip and spoken words, gone with its cause."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.sheet import CellStyle
from medaid_desktop.operations.checking import Checked
from medaid_desktop.ui.delegates.cell_marks import CellMark, draw_sign, mark_place
from medaid_desktop.ui.delegates.cell_text import SetText
from medaid_desktop.ui.palette import LIGHT
from medaid_desktop.ui.views.findings.live import PaperChecks
from medaid_desktop.ui.views.findings.marks import cell_marks, cell_of
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.setter import PaperSetter
from tests.ui.shell import type_text, wait_until

Role = Qt.ItemDataRole
SIDE = 12


def painted(kind: str) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    draw_sign(painter, QRectF(0, 0, SIDE, SIDE), kind, QColor(0, 0, 0))
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
def test_each_kind_has_a_shape_of_its_own():
    drawn = [painted(kind) for kind in ("error", "warning", "hint", "explained", "remark", "mended")]
    assert all(one != other for at, one in enumerate(drawn) for other in drawn[:at])


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="医保救助98%≥gy，\n", max_size=60),
    style=st.builds(
        CellStyle,
        align=st.sampled_from(["left", "center", "right"]),
        valign=st.sampled_from(["top", "middle", "bottom"]),
    ),
    width=st.sampled_from([12.0, 18.0, 30.0, 60.0, 120.0]),
    zoom=st.sampled_from([75, 100, 150, 200]),
)
def test_it_never_lies_over_the_text(text: str, style: CellStyle, width: float, zoom: int):
    per_mm = 96 / 25.4 * zoom / 100
    block = PaperSetter().set(text, style, width)
    set_text = SetText(block, per_mm)
    cell = QRect(10, 10, round(width * per_mm), round(max(8.0, block.height(0, len(block.lines))) * per_mm))
    place = mark_place(cell, set_text, zoom)
    assert QRectF(cell).contains(place)
    image = QImage(cell.right() + 20, cell.bottom() + 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    set_text.draw(painter, QRectF(cell))
    painter.end()
    spots = product(range(int(place.left()) + 1, int(place.right())), range(int(place.top()) + 1, int(place.bottom())))
    assert all(image.pixelColor(x, y).lightness() > 200 for x, y in spots), "the text has ink there"


def checked(paper: PaperDesk) -> PaperChecks:
    """Has a paper checked, as the window does."""
    from medaid_desktop.ui.tasks import Tasks

    checks = PaperChecks(paper.view, Tasks(paper))
    checks.begin()
    wait_until(lambda: checks.is_fresh)
    return checks


def at(paper: PaperDesk, path: str, role: Role) -> str:
    model = paper.view.paper
    return str(model.data(model.index(*model.grid.paper.places[path]), role))


def test_tooltip_and_spoken_words_tell_what_was_found(open_paper: Callable[..., PaperDesk]):
    paper = open_paper()
    checked(paper)
    assert at(paper, "values.project_name", Role.ToolTipRole).startswith(
        "● “项目名称”还没有填，请填写\n\n项目名称：文字"
    )
    assert at(paper, "values.project_name", Role.AccessibleTextRole).endswith("必填，空，● “项目名称”还没有填，请填写")
    assert "●" not in at(paper, "values.contact", Role.ToolTipRole)


def test_a_mark_goes_with_its_cause_and_only_its_cell_is_painted(open_paper: Callable[..., PaperDesk]):
    paper = open_paper()
    checks = checked(paper)
    told: list[list[tuple[int, int]]] = []
    paper.view.paper.marks_changed.connect(told.append)
    place = paper.session.paper.places["values.project_name"]
    assert paper.view.paper.mark(place) == CellMark("error", ("● “项目名称”还没有填，请填写",), only_blank=True)
    paper.view.go_to(place)
    type_text("12")
    paper.view.finish_editing()
    wait_until(lambda: checks.is_fresh)
    assert paper.view.paper.mark(place) is None and told == [[place]]


def test_the_gravest_of_a_cell_is_shown(open_paper: Callable[..., PaperDesk]):
    paper = open_paper(values={"project_name": "一"})
    model = paper.view.paper
    model.show_marks({"values.project_name": CellMark("error", ("● 一", "▲ 二"))})
    assert at(paper, "values.project_name", Role.ToolTipRole).startswith("● 一\n\n▲ 二\n\n")


def test_rows_that_come_above_take_their_marks_along(open_paper: Callable[..., PaperDesk]):
    rows = [
        {"level1": "产出指标", "level2": "数量指标", "level3": f"第{at}项", "target": "比率96" if at == 1 else "3人"}
        for at in range(3)
    ]
    paper = open_paper(tables={"indicators": rows})
    checks = checked(paper)
    assert "tables.indicators[1].target" in paper.view.paper.marks
    paper.session.change_rows([("tables.indicators[0]", "")], "删除行", None)
    wait_until(lambda: checks.is_fresh)
    assert "tables.indicators[0].target" in paper.view.paper.marks
    assert "tables.indicators[1].target" not in paper.view.paper.marks


def test_what_is_about_a_row_stands_at_its_first_cell(open_paper: Callable[..., PaperDesk]):
    paper = open_paper("allocation", tables={"rows": [{"name": "某县", "amount": "1"}]})
    form, sheet = paper.session.form, paper.session.paper
    assert cell_of(form, sheet, "tables.rows[0]") == "tables.rows[0].name"
    assert cell_of(form, sheet, "tables.rows[0].amount") == "tables.rows[0].amount"
    assert cell_of(form, sheet, "tables.rows[7]") == cell_of(form, sheet, "values.nothing") == ""


def test_what_is_about_a_row_of_a_group_stands_at_the_cell_of_the_group(open_paper: Callable[..., PaperDesk]):
    names = {"level1": "产出指标", "level2": "数量指标"}
    paper = open_paper(tables={"indicators": [{**names, "level3": one} for one in "甲乙丙"]})
    form, sheet = paper.session.form, paper.session.paper
    assert cell_of(form, sheet, "tables.indicators[2].level1") == "tables.indicators[0].level1"
    assert cell_of(form, sheet, "tables.indicators[2].level3") == "tables.indicators[2].level3"


def test_what_a_table_without_rows_lacks_stands_at_its_first_open_line(open_paper: Callable[..., PaperDesk]):
    paper = open_paper()
    found = cell_of(paper.session.form, paper.session.paper, "tables.indicators[0].level1")
    assert found.startswith("tables.indicators[+0].") and paper.session.paper.place_of(found)


def test_a_new_form_has_bars_and_no_red_dots(open_paper: Callable[..., PaperDesk]):
    rows = [{"level1": "产出指标", "level2": "数量指标", "level3": "参保率", "target": "比率96"}]
    paper = open_paper(tables={"indicators": rows})
    checked(paper)
    view = paper.view
    view.look.shades = shades = LIGHT

    def inks(path: str) -> set[str]:
        place = view.session.paper.places[path]
        view.go_to(view.session.paper.places["values.contact"])
        view.scrollTo(view.paper.anchor_index(place))
        rect = view.cell_rect(place)
        image = view.viewport().grab(rect).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    blank, wrong = inks("values.project_name"), inks("tables.indicators[0].target")
    assert shades.required in blank and shades.error not in blank
    assert shades.warning in wrong


def test_one_finding_for_a_form_hardly_begun_marks_all_that_is_blank(open_paper: Callable[..., PaperDesk]):
    session = open_paper().session
    beside = [Beside("“项目类别”", "", "values.project_category")]
    finding = Finding("structure.incomplete", "error", "values.project_name", "还有 2 处必填项空着", beside=beside)
    marks = cell_marks(session.form, session.paper, [Checked(finding, "“项目名称”")])
    assert {path: mark.words for path, mark in marks.items()} == {
        "values.project_name": ("● 还有 2 处必填项空着",),
        "values.project_category": ("● “项目类别”是必填项，现在空着",),
    }
    assert all(mark.only_blank and mark.is_open for mark in marks.values())
