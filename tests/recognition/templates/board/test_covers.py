"""The places on cover sheets, of which a clerk is told."""

from medaid_desktop.core.grid import Grid, GridCell
from medaid_desktop.recognition.templates.board.covers import places_on_cover

CELLS = (
    GridCell(0, 0, "医疗救助资金申报材料"), GridCell(4, 0, "申报单位："), GridCell(5, 0, "申报日期：　　年　月　日"),
    GridCell(6, 0, "编号："), GridCell(6, 1, "12"),
)  # fmt: skip


def test_the_open_places_of_a_cover_are_named():
    assert places_on_cover(Grid("封 面", CELLS, 7, 2)) == ("申报单位", "申报日期")


def test_other_sheets_and_hidden_covers_have_none():
    assert places_on_cover(Grid("申报表", CELLS, 7, 2)) == ()
    assert places_on_cover(Grid("封面", CELLS, 7, 2, shown="hidden")) == ()
    assert places_on_cover(Grid("封面", CELLS[:1], 7, 2)) == ()
