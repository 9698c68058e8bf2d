"""Forms that are told apart by where they stand: equal ones in one document, one of a letter's tables, years beside years."""

from dataclasses import replace

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.board.feet import with_feet
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.recognition.understood import Understood
from tests.recognition.drawing import drawn
from tests.recognition.reading_back import known
from tests.recognition.templates.blank_forms import PROJECT, Sample, blank_grid, content, kept, knowing, read
from tests.recognition.templates.filled_grid import below_one_another
from tests.recognition.templates.paper import fields, maps, sheet

HEAD = "县市区 | 救助人次 | 下达金额 | 备注"
TITLE, PLACES = "　　　　年度医疗救助补助资金分配表", ("清河县", "云山县", "东平区", "西屏区")


def forms_of(*grids: Grid, kind: str = "xlsx") -> list[Sample]:
    """The templates of all forms of a document."""
    looks = [SheetLooks()] * len(grids)
    found = draw(Document(f"表样.{kind}", kind, grids), looks, known())
    return [kept(grids[one.grid], one, f"表{number}") for number, one in enumerate(found, 1)]


def some(one: Sample, word: str = "甲") -> Filing:
    """A filing of a form with something in each row that its blank form has."""
    rows = {
        table.id: [
            {name: text for name, text in row.given.items() if text}
            | {table.columns[-1].definition.id: f"{word}{number}"}
            for number, row in enumerate(table.rows)
            if row.kind == "row"
        ]
        for table in one.stored.map.tables
    }
    values = {mark.definition.id: word for mark in one.stored.map.fields if not mark.definition.id.startswith("{")}
    return Filing(one.form.id, 2031, values=values, tables=rows)


def read_letter(*grids: Grid, samples: list[Sample]) -> list[Understood]:
    return recognise(Document("来文.docx", "docx", grids), knowing(*samples))


# -- equal forms -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_equal_forms_on_sheets_of_one_workbook(chosen: int) -> None:
    grids = [blank_grid(PROJECT, name) for name in ("清河县", "云山县", "东平区")]
    samples = forms_of(*grids)
    filing = some(samples[chosen])
    grids[chosen] = samples[chosen].filled(filing)
    found = read(*grids, knowledge=knowing(*samples))
    assert [one.form for one in found] == ["custom:表1", "custom:表2", "custom:表3"]
    assert content(found[chosen].filing) == content(filing)


def test_equal_forms_below_one_another_on_one_sheet() -> None:
    one = blank_grid(PROJECT, "两张")
    grid = below_one_another(one, one)
    samples = forms_of(grid)
    assert len(samples) == 2
    filing = some(samples[1])
    found = read(samples[1].filled(filing), knowledge=knowing(*samples))
    assert [one.form for one in found] == ["custom:表1", "custom:表2"]
    assert content(found[1].filing) == content(filing)


def test_equal_forms_in_one_letter() -> None:
    above = ("附件", "绩效目标表", "（     年度）")
    text = "\n".join(PROJECT.strip().splitlines()[3:])
    grids = [blank_grid(text, "", above) for _ in range(3)]
    samples = forms_of(*grids, kind="docx")
    filing = some(samples[1])
    grids[1] = samples[1].filled(filing)
    found = read_letter(*grids, samples=samples)
    assert [one.form for one in found] == ["custom:表1", "custom:表2", "custom:表3"]
    assert content(found[1].filing) == content(filing)
    assert found[1].filing.year == 2031


def test_a_sheet_taken_out_of_its_workbook_still_knows_its_name() -> None:
    grids = [blank_grid(PROJECT, name) for name in ("清河县", "云山县")]
    samples = forms_of(*grids)
    (found,) = read(samples[1].filled(some(samples[1])), knowledge=knowing(*samples))
    assert found.form == "custom:表2"


# -- letters ---------------------------------------------------------------------------------------------------------


def _rows(*names: str) -> str:
    return "\n".join([HEAD, *(f"{name} |  |  |" for name in names)])


def test_the_year_of_the_title_and_not_that_of_the_list_of_annexes() -> None:
    grid = drawn(
        _rows(*PLACES), "", ("关于下达2024年度医疗救助补助资金的通知", "附件：2024年度医疗救助补助资金分配表", TITLE)
    )
    (one,) = forms_of(grid, kind="docx")
    filled = one.filled(Filing(one.form.id, 2031, tables={"rows": [{"name": "清河县"}]}))
    assert filled.above[1:] == ("附件：2024年度医疗救助补助资金分配表", "2031年度医疗救助补助资金分配表")
    (found,) = read_letter(filled, samples=[one])
    assert found.filing.year == 2031


def test_a_form_drawn_of_the_first_of_two_tables_that_go_on() -> None:
    first, second = drawn(_rows(*PLACES[:2]), "", (TITLE,)), drawn(_rows(*PLACES[2:]))
    one = forms_of(first, second, kind="docx")[0]
    filing = some(one)
    found = read_letter(one.filled(filing), second, samples=[one])
    assert found[0].form == one.form.id
    assert content(found[0].filing) == content(filing)


FOOT = "填表人：　　　　　　　　联系电话：　　　　　　　　"


def _letter_with_feet() -> Document:
    register = drawn("姓名 | 救助原因 | 审核意见\n |  |\n |  |", "", (FOOT, "附件2", "医疗救助对象登记表"), (FOOT,))
    return Document("通知.docx", "docx", (drawn(_rows(*PLACES), "", (TITLE,)), register))


def test_the_lines_behind_a_table_of_a_letter_foot_its_own_form() -> None:
    letter = with_feet(_letter_with_feet())
    first, second = letter.grids
    assert (first.below, second.above) == ((FOOT,), ("", "附件2", "医疗救助对象登记表"))
    one, two = forms_of(first, second, kind="docx")
    for sample in (one, two):
        spots = {mark.definition.label: mark.spot.within for mark in sample.stored.map.fields}
        assert (spots["填表人"], spots["联系电话"]) == ("below", "below")
    assert forms_of(*_letter_with_feet().grids, kind="docx")[0].stored.map.fields == one.stored.map.fields


def test_the_foot_of_a_form_in_a_letter_comes_back() -> None:
    plain = _letter_with_feet()
    one, two = forms_of(*with_feet(plain).grids, kind="docx")
    filing = some(one)
    filled = one.filled(filing)
    assert filled.below[0].count("甲") == 2
    behind = replace(plain.grids[1], above=(*filled.below, *plain.grids[1].above[1:]))
    found = read_letter(replace(filled, below=()), behind, samples=[one, two])
    assert [each.form for each in found] == [one.form.id, two.form.id]
    assert content(found[0].filing) == content(filing)
    assert not found[1].filing.values.get("filler")


@pytest.mark.parametrize(
    "lines",
    [
        ("二、下列事项请一并报送。", "附件2", "登记表"),
        ("填报单位：　　　　　　",),
        (FOOT, "请于月底前报送", "登记表"),
        ("附件2", "登记表"),
    ],
)
def test_lines_that_foot_nothing_stay_with_the_table_behind(lines: tuple[str, ...]) -> None:
    letter = Document("通知.docx", "docx", (drawn(HEAD, ""), drawn(HEAD, "", lines)))
    assert with_feet(letter) == letter
    book = replace(_letter_with_feet(), kind="xlsx")
    assert with_feet(book) == book


def test_a_column_without_cells_in_a_letter_is_none() -> None:
    grid = drawn(
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n | 产出指标 | 数量指标 |  |\n | 效益指标 | 社会效益指标 |  |",
        "",
    )
    places = {(row, col): CellLook() for row in range(3) for col in range(5)}
    missing = {place: look for place, look in places.items() if place[1] or not place[0]}
    for cells, count in ((places, 5), (missing, 4)):
        (found,) = draw(Document("表.docx", "docx", (grid,)), [SheetLooks(cells=cells)], known())
        assert len(found.tables[0].columns) == count


# -- sheets ----------------------------------------------------------------------------------------------------------

MONEY = """
某县医疗救助补助资金分配表 | < | < | < | <
序号 | 县市区 | 一般公共预算 | 彩票公益金 | 测算系数
1 | 清河县 |  |  | 1.0
2 | 云山县 |  |  | 1.0
合计 | < | 712.9 |  | 2.0
"""


def test_a_line_of_totals_named_in_the_column_of_numbers_is_no_row() -> None:
    grid = blank_grid(MONEY, "分配表")
    (one,) = forms_of(grid)
    assert [row.kind for row in one.stored.map.tables[0].rows] == ["row", "row", "total"]
    assert fields(one.stored.map)["extra:合计·一般公共预算"] == (4, 2)
    assert one.form.start.values["extra:合计·一般公共预算"] == "712.9"
    filing = some(one)
    (found,) = read(one.filled(filing), knowledge=knowing(one))
    assert content(found.filing) == content(filing)


def test_hidden_columns_are_neither_places_nor_print() -> None:
    grid = replace(blank_grid(MONEY, "分配表"), hidden_cols=frozenset({4}))
    (one,) = forms_of(grid)
    assert [column.col for column in one.stored.map.tables[0].columns] == [0, 1, 2, 3]
    assert all(printed.spot.col < 4 for printed in one.stored.map.printed)
    filing = some(one)
    (found,) = read(replace(one.filled(filing), hidden_cols=frozenset({4})), knowledge=knowing(one))
    assert content(found.filing) == content(filing)


def test_a_figure_with_its_unit_is_not_asked_of_a_copy() -> None:
    grid = blank_grid(PROJECT, "目标表")
    figures = [GridCell(row, 6, "699.05万元") for row in (3, 4, 5)]
    grid = replace(grid, cells=tuple(sorted((*grid.cells, *figures))), cols=7)
    (one,) = forms_of(grid)
    plain = replace(grid, cells=tuple(cell for cell in grid.cells if cell.text != "699.05万元"))
    assert [found.form for found in read(plain, knowledge=knowing(one))] == [one.form.id]


CHECKS = """
~某县医疗救助资金检查表 | < | < | <
检查单位 |  | 检查日期 |
问题清单 | 问题描述 | 涉及金额（万元） | 整改要求
^ |  |  |
^ |  |  |
合计 |  | {total} |
"""


@pytest.mark.parametrize("behind", ["", "检查组意见 | （签章） | 被检查单位意见 | （签章）"])
@pytest.mark.parametrize("total", ["", "{=}0"])
def test_totals_below_the_cell_down_the_side_have_places_under_figures_only(behind: str, total: str) -> None:
    text = CHECKS.replace("{total}", total) + behind
    (found,) = maps(text)
    assert [row.kind for row in found.tables[0].rows] == ["row", "row", "total"]
    own = [name for name in fields(found) if "合计" in name]
    assert own == ["extra:合计·涉及金额"]
    one = kept(sheet(text)[0], found, "检查表")
    filing = some(one)
    filing.tables["rows"] += [{"extra:问题描述": f"第{number}件"} for number in range(3)]
    if total:
        del filing.values["extra:合计·涉及金额"]
    (copy,) = read(one.filled(filing), knowledge=knowing(one))
    assert content(copy.filing) == content(filing)
