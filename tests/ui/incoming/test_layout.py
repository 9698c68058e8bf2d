"""A grid laid out for the screen: rows and columns shown, sizes, the way from places to the screen and back."""

from medaid_desktop.core.grid import Grid, GridCell
from medaid_desktop.ui.views.incoming.layout import GridLayout, column_name, half_letters, wrapped_lines


def test_columns_are_called_as_spreadsheets_do():
    assert [column_name(col) for col in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip


def test_texts_are_measured_in_half_letters():
    assert half_letters("abc") == 3 and half_letters("区划") == 4 and half_letters("≥95%") == 5
    assert wrapped_lines("区划区划", 9) == 1 and wrapped_lines("区划区划", 5) == 2 and wrapped_lines("一\n\n二", 9) == 3


def test_paragraphs_stand_around_the_grid():
    grid = Grid(
        "", (GridCell(0, 0, "甲"), GridCell(1, 1, "乙")), 2, 2, above=("某某通知", "各县："), below=("特此通知",)
    )
    layout = GridLayout(grid)
    assert [line.kind for line in layout.rows] == ["paragraph", "paragraph", "row", "row", "paragraph"]
    assert layout.text(0, 0) == "某某通知" and layout.text(0, 1) == "" and layout.text(3, 1) == "乙"
    assert layout.place(0, 0) is None and layout.place(3, 1) == (1, 1) and layout.screen((1, 1)) == (3, 1)
    assert [(span.row, span.cols) for span in layout.spans] == [(0, 2), (1, 2), (4, 2)]


def test_a_merged_cell_is_one():
    grid = Grid("S", (GridCell(0, 0, "题", 1, 3), GridCell(1, 0, "组", 2, 1), GridCell(2, 2, "值")), 3, 3)
    layout = GridLayout(grid)
    assert layout.place(0, 2) == (0, 0) and layout.place(2, 0) == (1, 0) and layout.screen((2, 0)) == (1, 0)
    assert {(span.row, span.col, span.rows, span.cols) for span in layout.spans} == {(0, 0, 1, 3), (1, 0, 2, 1)}


def test_a_long_blank_stretch_is_told_and_not_shown():
    grid = Grid("S", (GridCell(0, 0, "甲"), GridCell(900_000, 2, "乙")), 900_001, 16_000, origin=(2, 1))
    layout = GridLayout(grid, "第 %1 到 %2 行空白")
    assert [line.kind for line in layout.rows] == ["row", "gap", "row"]
    assert layout.text(1, 0) == "第 4 到 900002 行空白"
    assert layout.screen((900_000, 2)) == (2, 2) and layout.screen((5, 0)) is None


def test_a_short_blank_stretch_is_shown():
    grid = Grid("S", (GridCell(2, 0, "甲"), GridCell(5, 3, "乙")), 6, 4)
    assert [line.row for line in GridLayout(grid).rows] == [0, 1, 2, 3, 4, 5]


def test_merged_areas_without_a_text_are_shown_as_one():
    grid = Grid("S", (GridCell(0, 0, "甲"), GridCell(2, 1, "乙")), 3, 2, blank_spans=((1, 0, 1, 2),))
    assert [(span.row, span.cols) for span in GridLayout(grid).spans] == [(1, 2)]


def test_long_texts_make_rows_higher_and_narrow_rooms_more_so():
    long = "对符合条件的困难群众应救尽救" * 3
    cells = (
        GridCell(0, 0, long),
        GridCell(0, 1, "短"),
        GridCell(1, 0, "短"),
        *(GridCell(2 + n, 2, long) for n in range(3)),
    )
    layout = GridLayout(Grid("S", cells, 5, 3))
    wide = layout.lines[0]
    assert wide > 1 and layout.lines[1] == 1
    assert layout.fit(40) and sum(layout.widths) <= 40 + 2
    assert layout.lines[0] >= wide and not layout.fit(40)
    assert layout.fit(500) and layout.lines[0] == wide


def test_an_empty_grid_is_no_trouble():
    layout = GridLayout(Grid("S", (), 0, 0))
    assert layout.rows == [] and layout.spans == [] and layout.lines == [] and layout.place(0, 0) is None
