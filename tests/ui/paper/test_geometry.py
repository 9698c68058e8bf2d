"""What the screen measures is what the print measures."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetricsF, QPalette

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.sheet import CellStyle
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.grid import measure
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.ui.delegates.cell_text import SetText
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.geometry import PaperGeometry
from medaid_desktop.ui.views.paper.grid import PaperGrid
from medaid_desktop.ui.views.paper.look import PaperLook
from medaid_desktop.ui.views.paper.pages import page_starts
from medaid_desktop.ui.views.paper.setter import PaperSetter

pytestmark = pytest.mark.usefixtures("qapp")
FORMS = FormLibrary()
LONG = "对特困人员、低保对象（含孤儿）给予资助参保，658090 人×32 元=21058880 元；≥95% 及以上。"


def filled(form: Form, length: int) -> Filing:
    """A filing with long and short texts in all fields and three rows in each table."""
    filing = Filing(form=form.id, year=2020)
    filing.values = {field.id: LONG * (length if place % 2 else 1) for place, field in enumerate(form.fields)}
    for table in form.tables:
        columns = [column.id for column in table.columns if column.on_paper]
        filing.tables[table.id] = [
            {column: (LONG[: 7 * length] if (number + row) % 2 else "12.5") for number, column in enumerate(columns)}
            for row in range(3)
        ]
    return filing


@pytest.mark.parametrize("form_id", FORMS.ids())
@pytest.mark.parametrize("length", [1, 6])
def test_rows_are_as_high_as_in_print(form_id: str, length: int) -> None:
    form = FORMS.get(form_id)
    grid = PaperGrid(compose(form, filled(form, length)))
    geometry = PaperGeometry(PaperSetter())
    geometry.show(grid)
    printed = measure(grid.paper.sheet, TextSetter(default_fonts())).heights
    assert geometry.heights_mm == pytest.approx(printed)


def test_only_changed_rows_are_measured_again_and_come_out_the_same() -> None:
    form = FORMS.get("declaration")
    filing = filled(form, 2)
    geometry, anew = PaperGeometry(PaperSetter()), PaperGeometry(PaperSetter())
    geometry.show(PaperGrid(compose(form, filing)))
    filing.set("values.overview", LONG * 9)
    filing.set("tables.indicators[1].level3", "短")
    grid = PaperGrid(compose(form, filing))
    changed = [grid.paper.places[path] for path in ("values.overview", "tables.indicators[1].level3")]
    geometry.update(grid, changed, {})
    anew.show(grid)
    assert geometry.heights_mm == pytest.approx(anew.heights_mm)


def test_rows_follow_what_is_being_typed() -> None:
    grid = PaperGrid(compose(FORMS.get("declaration"), Filing(form="declaration")))
    geometry = PaperGeometry(PaperSetter())
    geometry.show(grid)
    before, place = list(geometry.heights_mm), grid.paper.places["values.project_name"]
    geometry.type(place, LONG * 5)
    assert geometry.heights_mm[place[0]] > 3 * before[place[0]]
    geometry.type(place, None)
    assert geometry.heights_mm == before


@pytest.mark.parametrize("zoom", [50, 90, 100, 125, 150, 200])
@pytest.mark.parametrize("size_pt", [9.0, 9.5, 10.5, 12.0, 18.0])
def test_lines_are_as_wide_on_screen_as_in_print(zoom: int, size_pt: float) -> None:
    look = PaperLook(96, QPalette())
    look.set_zoom(zoom)
    text = SetText(look.setter.set(LONG, CellStyle(size_pt=size_pt), 400.0), look.per_mm)
    for line, width in text.block.lines:
        assert QFontMetricsF(text.font).horizontalAdvance(line) == pytest.approx(width * text.em / 1000, rel=0.005)


def test_a_character_without_a_glyph_does_not_stop_the_clerk() -> None:
    setter = PaperSetter()
    block = setter.set("甲\U0001f600乙\n丙\U0001f600", CellStyle(), 50.0)
    assert [line for line, _ in block.lines] == ["甲\U0001f600乙", "丙\U0001f600"]
    assert not setter.is_one_line("甲\U0001f600" * 6, CellStyle(), 50.0)
    assert [line for line, _ in setter.set("字\n字", CellStyle(), 0.4).lines] == ["字", "字"]


def test_pages_start_where_the_print_starts_them() -> None:
    form = FORMS.get("declaration")
    sheet = compose(form, filled(form, 3)).sheet
    pages = lay_out(sheet, TextSetter(default_fonts())).pages
    starts = page_starts(sheet, pages)
    assert len(starts) == len(pages) - 1 > 0
    for start, page in zip(starts, pages[1:], strict=True):
        first = min(sheet.cells[piece.cell].row for piece in page.pieces if sheet.cells[piece.cell].rows == 1)
        assert start.row == first or sheet.rows[start.row].heads


def test_a_page_end_within_a_row_is_marked_there() -> None:
    form = FORMS.get("declaration")
    filing = Filing(form="declaration", values={"overview": LONG * 80})
    paper = compose(form, filing)
    starts = page_starts(paper.sheet, lay_out(paper.sheet, TextSetter(default_fonts())).pages)
    assert starts[0].row == paper.places["values.overview"][0]
    assert starts[0].offset_mm > 20


@pytest.mark.parametrize(("count", "are_shown"), [(300, True), (600, False)])
def test_page_ends_of_very_long_tables_are_not_worked_out_while_the_clerk_types(
    open_paper: Callable[..., PaperDesk], count: int, are_shown: bool
) -> None:
    rows = [{"name": f"单位{number}", "amount": "1", "headcount": "2"} for number in range(count)]
    view = open_paper("allocation", tables={"rows": rows}).view
    view.pages.look()
    assert bool(view.pages.starts) == view.pages.are_known == are_shown
