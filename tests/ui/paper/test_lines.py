"""Lines held open follow the rows that come and go around them."""

from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.ui.views.paper.lines import HeldLines, TableLine, emptied_rows


def held(*indexes: int) -> HeldLines:
    lines = HeldLines()
    lines.opened = [OpenLine("t", index, {"n": str(number)}) for number, index in enumerate(indexes)]
    return lines


def order(lines: HeldLines) -> list[tuple[str, int]]:
    return [(line.texts["n"], line.index) for line in lines.opened]


def test_lines_below_an_inserted_row_move_down() -> None:
    lines = held(0, 2, 5)
    lines.split = {("t", 1, "c"), ("t", 2, "c"), ("other", 2, "c")}
    lines.follow([("tables.t[+2].c", "x")])
    assert order(lines) == [("0", 0), ("1", 2), ("2", 6)]
    assert lines.split == {("t", 1, "c"), ("t", 3, "c"), ("other", 2, "c")}


def test_lines_below_a_deleted_row_move_up() -> None:
    lines = held(1, 2, 3)
    lines.split = {("t", 1, "c"), ("t", 2, "c"), ("t", 3, "c")}
    lines.follow([("tables.t[2]", "")])
    assert order(lines) == [("0", 1), ("1", 2), ("2", 2)]
    assert lines.split == {("t", 1, "c"), ("t", 2, "c")}


def test_the_line_taken_by_a_row_goes_and_those_behind_it_stand_behind_the_row() -> None:
    lines = held(2, 2, 2, 3)
    lines.follow([("tables.t[+2]", "{}")], [lines.opened[1]])
    assert order(lines) == [("0", 2), ("2", 3), ("3", 4)]


def test_several_lines_taken_at_once() -> None:
    lines = held(2, 2, 2, 2)
    lines.follow([("tables.t[+2]", "{}"), ("tables.t[+2]", "{}")], [lines.opened[0], lines.opened[2]])
    assert order(lines) == [("1", 3), ("3", 4)]


def test_edits_of_cells_move_nothing() -> None:
    lines = held(1)
    lines.follow([("tables.t[0].c", ""), ("values.x", "y"), ("tables.other[+0]", "{}")])
    assert order(lines) == [("0", 1)]


def test_lines_open_right_beside_the_one_named() -> None:
    lines = held(2, 2)
    content = TableLine(row=9, table="t", index=1, texts=None)
    lines.open_beside(content, True, {"n": "below row 1"})
    assert order(lines)[0] == ("below row 1", 2)
    known = lines.opened[1]
    lines.open_beside(TableLine(row=9, table="t", index=2, texts=known.texts), False, {"n": "above"})
    lines.open_beside(TableLine(row=9, table="t", index=2, texts=known.texts), True, {"n": "behind"})
    assert [name for name, _ in order(lines)] == ["below row 1", "above", "0", "behind", "1"]
    lines.open_beside(TableLine(row=9, table="t", index=2, texts=None), False, {"n": "above row 2"})
    assert order(lines)[-1] == ("above row 2", 2)


def test_rows_deleted_for_being_blank_are_found_with_their_new_places() -> None:
    wanted = [("tables.t[1].c", ""), ("tables.t[3].c", ""), ("tables.t[0]", "")]
    applied = [*wanted[:2], wanted[2], ("tables.t[2]", ""), ("tables.t[0]", "")]
    assert emptied_rows(wanted, applied) == [("t", 2, 1), ("t", 0, 0)]
