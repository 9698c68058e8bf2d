"""Pages: what is cut, what is said again, and that nothing is lost, doubled or drawn outside."""

import re
from collections import defaultdict

import pytest
from hypothesis import given, settings

from medaid_desktop.core.sheet import CONTINUED, Cell, PageSetup, Row, SealPlace, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.layout import Piece, SheetLayout
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import LINE_BOX, MM_PER_PT, TextSetter
from tests.formats.pdf.sheets import FIELD, LABEL, SMALL_PAGE, prose, random_sheets, table

EPS = 1e-6
SETTER = TextSetter(default_fonts())


def shown(piece: Piece) -> str:
    return "".join(text for text, _ in piece.block.lines[piece.first : piece.behind])


def texts(laid: SheetLayout, page: int) -> list[str]:
    return [shown(piece) for piece in laid.pages[page].pieces if shown(piece)]


def grouped(
    rows: int, *, repeats: bool = True, group: str = "产出指标", page: PageSetup = SMALL_PAGE, head: bool = True
) -> Sheet:
    """A head row, then a group label over all rows of two columns."""
    cells = [Cell(0, 0, "一级指标", LABEL), Cell(0, 1, "名称", LABEL), Cell(0, 2, "指标值", LABEL)]
    cells.append(Cell(1, 0, group, LABEL, rows=rows, repeats=repeats))
    for row in range(1, rows + 1):
        cells += [Cell(row, 1, f"指标{row}", FIELD, role="field"), Cell(row, 2, f"≥{row}%", FIELD, role="field")]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    made = (Row(keep_with_next=True), *(Row(8.0, heads=(0, 1) if head and n else None) for n in range(rows)))
    return Sheet("指标表", page, (20, 40, 40), made, tuple(cells))


def test_short_table_is_one_page() -> None:
    laid = lay_out(table([["甲", "乙"], ["丙", ""]]), SETTER)
    assert len(laid.pages) == 1
    assert texts(laid, 0) == ["甲", "乙", "丙"]


def test_sheet_without_rows_is_one_page() -> None:
    laid = lay_out(Sheet("空表", SMALL_PAGE, (100.0,), (), ()), SETTER)
    assert [len(page.pieces) for page in laid.pages] == [0]


def test_row_grows_with_its_text() -> None:
    laid = lay_out(table([["字" * 200], ["短"]]), SETTER)
    tall, low = laid.pages[0].pieces
    assert tall.height == pytest.approx(tall.block.height(0, len(tall.block.lines)))
    assert low.height == pytest.approx(7.2, abs=0.3)
    assert low.y == pytest.approx(tall.y + tall.height)


def test_need_of_a_spanning_cell_is_shared_by_its_rows() -> None:
    cells = (Cell(0, 0, "字" * 120, FIELD, rows=4), *(Cell(row, 1, "短", FIELD) for row in range(4)))
    laid = lay_out(Sheet("表", SMALL_PAGE, (30, 70), (Row(),) * 4, cells), SETTER)
    spanning, *others = laid.pages[0].pieces
    heights = [piece.height for piece in others]
    assert max(heights) - min(heights) < EPS
    assert sum(heights) == pytest.approx(spanning.block.height(0, len(spanning.block.lines)))


def test_head_and_group_label_are_said_again() -> None:
    laid = lay_out(grouped(20), SETTER)
    assert len(laid.pages) == 2
    assert texts(laid, 0)[:4] == ["一级指标", "名称", "指标值", "产出指标"]
    assert texts(laid, 1)[:4] == ["一级指标", "名称", "指标值", "产出指标" + CONTINUED]
    names = [text for page in (0, 1) for text in texts(laid, page) if re.fullmatch(r"指标\d+", text)]
    assert names == [f"指标{n}" for n in range(1, 21)]


def test_label_that_does_not_repeat_is_cut_cleanly() -> None:
    laid = lay_out(grouped(20, repeats=False, group="只说一次"), SETTER)
    assert [text for page in (0, 1) for text in texts(laid, page) if "只说" in text] == ["只说一次"]


def test_label_beside_the_heads_joins_them() -> None:
    sheet = grouped(20)
    cells = [cell for cell in sheet.cells if (cell.row, cell.col) not in ((0, 0), (1, 0))]
    cells.insert(0, Cell(0, 0, "年度绩效指标", LABEL, rows=21, repeats=True))
    laid = lay_out(Sheet("表", sheet.page, sheet.columns_mm, sheet.rows, tuple(cells)), SETTER)
    label, head = laid.pages[1].pieces[:2]
    assert shown(label) == "年度绩效指标" + CONTINUED
    assert label.y == pytest.approx(head.y) == pytest.approx(sheet.page.top_mm)
    assert label.height > head.height


def test_head_is_not_left_alone_at_the_end_of_a_page() -> None:
    rows = [Row(10.0)] * 10 + [Row(4.0, keep_with_next=True), Row(10.0)]
    cells = tuple(Cell(n, 0, f"行{n}", FIELD) for n in range(12))
    laid = lay_out(Sheet("表", SMALL_PAGE, (100.0,), tuple(rows), cells), SETTER)
    assert texts(laid, 1)[0] == "行10"


def test_label_without_room_at_the_end_of_a_page_moves_on() -> None:
    cells = [Cell(n, 1, f"行{n}", FIELD) for n in range(12)]
    cells += [Cell(9, 0, "很长的一级指标名称", LABEL, rows=3, repeats=True)]
    sheet = Sheet("表", SMALL_PAGE, (10, 90), (Row(10.4),) * 12, tuple(sorted(cells, key=lambda c: (c.row, c.col))))
    laid = lay_out(sheet, SETTER)
    for page in laid.pages:
        for piece in page.pieces:
            assert shown(piece).replace(CONTINUED, "") in ("很长的一级指标名称", *(f"行{n}" for n in range(12)))


def test_row_higher_than_a_page_is_split_by_lines_with_its_label() -> None:
    long = prose(1500)
    cells = (Cell(0, 0, "概况", LABEL), Cell(0, 1, long, FIELD, role="field"))
    laid = lay_out(Sheet("表", SMALL_PAGE, (20, 80), (Row(),), cells), SETTER)
    assert len(laid.pages) >= 3
    labels = [text for page in range(len(laid.pages)) for text in texts(laid, page) if "概况" in text]
    assert labels == ["概况"] + ["概况" + CONTINUED] * (len(laid.pages) - 1)
    assert "".join(text for page in range(len(laid.pages)) for text in texts(laid, page) if "概况" not in text) == long


def test_short_label_stands_in_the_middle_of_what_is_seen() -> None:
    cells = (Cell(0, 0, "概况", LABEL), Cell(0, 1, prose(1500), FIELD, role="field"))
    laid = lay_out(Sheet("表", SMALL_PAGE, (20, 80), (Row(),), cells), SETTER)
    for page in laid.pages:
        piece = page.pieces[0]
        text_height = piece.block.height(0, len(piece.block.lines)) - 2 * piece.block.padding_mm
        assert piece.text_y + text_height / 2 == pytest.approx(piece.y + piece.height / 2)


def test_empty_row_higher_than_a_page_ends() -> None:
    laid = lay_out(table([["字"], ["尾"]], least_mm=250.0), SETTER)
    assert sum("尾" in text for page in range(len(laid.pages)) for text in texts(laid, page)) == 1


def test_page_too_small_for_a_line_is_refused() -> None:
    with pytest.raises(UserError, match="纸张太小"):
        lay_out(table([["字"]], PageSetup(60, 30, 10, 13, 10, 15)), SETTER)


def test_columns_wider_than_the_page_are_narrowed() -> None:
    sheet = table([["甲", "乙"]])
    wide = Sheet(sheet.title, sheet.page, (100.0, 300.0), sheet.rows, sheet.cells)
    left, right = lay_out(wide, SETTER).pages[0].pieces
    assert right.x + right.width == pytest.approx(SMALL_PAGE.width_mm - SMALL_PAGE.right_mm)
    assert right.width == pytest.approx(3 * left.width)


def test_text_too_wide_for_its_column_is_printed_smaller_and_reported() -> None:
    cells = (Cell(0, 0, "字", FIELD), Cell(0, 1, "余", FIELD))
    laid = lay_out(Sheet("表", SMALL_PAGE, (3.0, 97.0), (Row(),), cells), SETTER)
    (small,) = laid.shrunk
    assert (small.row, small.col, small.text) == (0, 0, "字")
    assert 4 <= small.size_pt < 10.5


def test_column_too_narrow_for_the_smallest_size_is_refused() -> None:
    cells = (Cell(0, 0, "字", FIELD), Cell(0, 1, "余", FIELD))
    with pytest.raises(UserError, match=r"栏太窄.*第 1 列“字”"):
        lay_out(Sheet("表", SMALL_PAGE, (0.5, 99.5), (Row(),), cells), SETTER)


def test_number_too_wide_for_its_column_is_printed_smaller_and_not_cut() -> None:
    cells = (Cell(0, 0, "21058880.00", FIELD),)
    laid = lay_out(Sheet("表", SMALL_PAGE, (20.0,), (Row(),), cells), SETTER)
    assert [text for text, _ in laid.pages[0].pieces[0].block.lines] == ["21058880.00"]
    assert laid.shrunk[0].size_pt < 10.5


def sealed(rows_above: int, text: str = "", **cell: object) -> Sheet:
    place = SealPlace("审核", 42.0, ("阳光县医疗保障局（签章）", "年　月　日"))
    cells = [Cell(n, 0, "行", FIELD) for n in range(rows_above)]
    cells.append(Cell(rows_above, 0, text, LABEL, role="seal", seal=place, **cell))  # type: ignore[arg-type]
    return Sheet("表", SMALL_PAGE, (100.0,), (Row(10.0),) * (rows_above + 1), tuple(cells))


@pytest.mark.parametrize("rows_above", range(12))
def test_seal_place_is_whole_and_belongs_to_its_cell(rows_above: int) -> None:
    laid = lay_out(sealed(rows_above, "同意上报"), SETTER)
    (seal,) = laid.seals
    cell, lines = [piece for piece in laid.pages[seal.page].pieces if piece.cell == seal.cell]
    assert seal.diameter == 42
    assert cell.x <= seal.x and seal.x + 42 <= cell.x + cell.width
    assert cell.y < seal.y and seal.y + 42 < cell.y + cell.height
    assert shown(cell) == "同意上报" and shown(lines) == "阳光县医疗保障局（签章）年　月　日"
    assert cell.text_y + LINE_BOX * cell.block.size_pt * MM_PER_PT <= seal.y


def test_seal_centre_lies_a_little_above_its_lines() -> None:
    laid = lay_out(sealed(0), SETTER)
    (seal,) = laid.seals
    lines = laid.pages[0].pieces[1]
    middle = lines.text_y + (lines.block.height(0, 2) - 2 * lines.block.padding_mm) / 2
    assert 1 < middle - (seal.y + 21) < 8
    assert lines.text_y > seal.y


def test_seal_stands_at_the_right_of_a_cell_aligned_left() -> None:
    place = SealPlace("审核", 42.0, ("阳光县医疗保障局", "年　月　日"))
    cell = Cell(0, 0, "审核意见：", FIELD, role="seal", seal=place)
    laid = lay_out(Sheet("表", SMALL_PAGE, (100.0,), (Row(),), (cell,)), SETTER)
    assert laid.seals[0].x > 10 + 50


def test_cell_too_narrow_for_its_seal_is_refused() -> None:
    cell = Cell(0, 0, "审核", LABEL, role="seal", seal=SealPlace("审核", 42.0))
    with pytest.raises(UserError, match="42 毫米的印章"):
        lay_out(Sheet("表", SMALL_PAGE, (40.0,), (Row(),), (cell,)), SETTER)


def test_foot_tells_page_and_texts() -> None:
    laid = lay_out(grouped(40), SETTER, draft=True)
    assert [shown(piece) for piece in laid.pages[1].foot] == ["表", f"第 2 页 共 {len(laid.pages)} 页　草稿", "县"]
    for piece in laid.pages[1].foot:
        assert piece.y >= SMALL_PAGE.height_mm - SMALL_PAGE.bottom_mm
        assert piece.y + piece.height <= SMALL_PAGE.height_mm


def test_long_foot_takes_lines_and_never_leaves_the_page() -> None:
    page = PageSetup(
        120, 130, 10, 10, 10, 5, "预算绩效目标申报表·新疆维吾尔自治区伊犁哈萨克自治州·2021年度", "校验码 ABCD"
    )
    laid = lay_out(table([["甲"]] * 30, page), SETTER)
    for page_layout in laid.pages:
        foot_top = min(piece.y for piece in page_layout.foot)
        assert max(piece.y + piece.height for piece in page_layout.foot) <= 130 - 5
        assert max(piece.y + piece.height for piece in page_layout.pieces) <= foot_top


def test_long_foot_pushes_the_page_number_aside_before_it_breaks() -> None:
    page = PageSetup(foot_left="预算绩效目标申报表·山东省聊城市阳光县·2021年度", foot_right="校验码 ABCD-EFGH")
    left, number, right = lay_out(table([["甲"]], page), SETTER, draft=True).pages[0].foot
    assert [len(piece.block.lines) for piece in (left, number, right)] == [1, 1, 1]
    assert left.x + left.width <= number.x + EPS and number.x + number.width <= right.x + EPS
    short = lay_out(table([["甲"]], PageSetup(foot_left="表", foot_right="码")), SETTER).pages[0].foot[1]
    assert short.x + short.width / 2 == pytest.approx(105)


@settings(max_examples=150, deadline=None)
@given(random_sheets)
def test_nothing_is_lost_doubled_or_outside(sheet: Sheet) -> None:
    check_sheet(sheet)


def check_sheet(sheet: Sheet) -> None:
    laid = lay_out(sheet, SETTER)
    found: dict[int, str] = defaultdict(str)
    seal_lines = {index for index, cell in enumerate(sheet.cells) if cell.seal}
    for number, page in enumerate(laid.pages):
        spots = [seal for seal in laid.seals if seal.page == number]
        boxes: list[tuple[float, float, float, float]] = []
        for piece in page.pieces:
            _check_inside(piece, sheet.page)
            cell = sheet.cells[piece.cell]
            if piece.block.style.border or not cell.seal:
                boxes.append((piece.x, piece.y, piece.x + piece.width, piece.y + piece.height))
                found[piece.cell] += shown(piece) + "|" * bool(shown(piece))
                for seal in spots:
                    _check_empty(piece, seal)
        _check_apart(boxes)
    for index, cell in enumerate(sheet.cells):
        plain = cell.text.replace("\n", "")
        parts = found[index].split("|")[:-1]
        again = [part for part in parts if part == plain]
        said = "".join(parts)
        assert said == plain or (again and all(part in (plain, plain + CONTINUED) for part in parts)), (cell, parts)
    assert sorted(seal.cell for seal in laid.seals) == sorted(seal_lines)


def _check_inside(piece: Piece, page: PageSetup) -> None:
    assert piece.x >= page.left_mm - EPS and piece.x + piece.width <= page.width_mm - page.right_mm + EPS
    assert piece.y >= page.top_mm - EPS and piece.y + piece.height <= page.height_mm - page.bottom_mm + EPS
    if piece.behind > piece.first:
        block = piece.block
        text_height = block.height(piece.first, piece.behind) - 2 * block.padding_mm
        assert piece.text_y >= piece.y - EPS and piece.text_y + text_height <= piece.y + piece.height + EPS
        for text, width in block.lines[piece.first : piece.behind]:
            assert width * block.size_pt * MM_PER_PT / 1000 <= block.inner_mm + EPS, text


def _check_empty(piece: Piece, seal) -> None:
    """The text of a piece lies beside, above or below a seal's place."""
    block = piece.block
    bottom = piece.text_y + block.height(piece.first, piece.behind) - 2 * block.padding_mm
    beside = piece.x + piece.width <= seal.x + EPS or piece.x >= seal.x + seal.diameter - EPS
    assert (
        piece.behind == piece.first or beside or bottom <= seal.y + EPS or piece.text_y >= seal.y + seal.diameter - EPS
    )


def _check_apart(boxes: list[tuple[float, float, float, float]]) -> None:
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            overlap = min(right, other[2]) - max(left, other[0]), min(bottom, other[3]) - max(top, other[1])
            assert min(overlap) < 1e-3
