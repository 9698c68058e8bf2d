"""Every doubt is said with its place, and confidence falls where reading went wrong."""

from random import Random
from statistics import mean

from medaid_desktop.core.grid import Grid
from medaid_desktop.recognition.understood import Understood
from tests.recognition.canvas import Canvas
from tests.recognition.contents import filing
from tests.recognition.drawing import document, drawn
from tests.recognition.layouts import lay_form
from tests.recognition.reading_back import judged, known, read

FORM = """
绩效目标表 | < | < | <
（2022年度） | < | < | <
项目名称 | 医疗救助 | < | <
实施单位 | {office} | < | <
{head}
产出指标 | 数量指标 | 救助人次 | 100人次
{row}
"""
NAMES = "2024年医疗救助资金分配表 | <\n单位：万元 | <\n单位 | 金额\n{}\n合计 | 70"
HEAD = "一级指标 | 二级指标 | 三级指标 | 指标值"


def one(office: str = "鹤庆县医疗保障局", head: str = HEAD, row: str = "") -> Understood:
    return read(document(drawn(FORM.format(office=office, head=head, row=row))))[0]


def said(found: Understood) -> dict[str, tuple[int, int] | None]:
    return {notice.rule: notice.place for notice in found.notices}


def test_nothing_is_said_of_a_plain_form():
    found = one()
    assert found.notices == []
    assert found.confidence == 1.0


def test_a_shifted_row_is_kept_as_it_stands_and_told():
    found = one(row=" |  | 时效指标 | 一站式结算率")
    assert found.filing.tables["indicators"][1]["level3"] == "时效指标"
    assert said(found)["read.shifted"] == (6, 2)


def test_a_label_with_a_slip_and_a_strange_column_are_told():
    found = one(head="一级指际 | 二级指标 | 三级指标 | 指标值")
    assert said(found)["read.label"] == (4, 0)
    found = one(head=f"{HEAD} | 牵头科室", row="产出指标 | 质量指标 | 救助比例 | 70% | 待遇科")
    assert said(found)["read.column"] == (4, 4)
    assert found.filing.tables["indicators"][1]["extra:牵头科室"] == "待遇科"


def test_groups_that_go_on_without_a_merge_are_told():
    found = one(row=" | 质量指标 | 救助比例 | 70%")
    assert found.filing.tables["indicators"][1]["level1"] == "产出指标"
    assert said(found)["read.group"] == (6, 2)


def test_an_ambiguous_office_is_offered_and_not_chosen():
    found = one(office="鼓楼区医疗保障局")
    assert found.filing.region is None
    message = next(notice.message for notice in found.notices if notice.rule == "region.name")
    assert "南京市鼓楼区" in message and "徐州市鼓楼区" in message


def test_an_alias_is_understood_and_told():
    found = read(document(drawn(FORM.format(office="景宁县医疗保障局", head=HEAD, row=""))))[0]
    assert found.filing.region == "331127"
    assert "景宁畲族自治县" in next(notice.message for notice in found.notices if notice.rule == "region.name")


def test_a_year_that_only_the_file_tells_is_told():
    text = "\n".join(line for line in FORM.splitlines() if "年度" not in line)
    grid = drawn(text.format(office="鹤庆县医疗保障局", head=HEAD, row=""))
    assert read(document(grid))[0].filing.year is None
    found = read(document(grid, name="2024年鹤庆县绩效目标表.xlsx"))[0]
    assert found.filing.year == 2024
    assert "文件名" in next(notice.message for notice in found.notices if notice.rule == "read.year")


def test_a_table_without_a_head_is_read_by_its_classes_and_told():
    found = one(head="产出指标 | 数量指标 | 参保人数 | 5万人", row="效益指标 | 社会效益指标 | 负担减轻 | 明显")
    assert [row["target"] for row in found.filing.tables["indicators"]] == ["5万人", "100人次", "明显"]
    assert "read.head" in said(found)


def test_sums_that_do_not_fit_are_told():
    table = "2022年补助资金分配表 | <\n地区 | 金额\n凯里市 | 10\n黄平县 | 20\n合计 | {}"
    right, wrong = (read(document(drawn(table.format(total))))[0] for total in ("30", "40"))
    assert "amount.sum" not in said(right)
    assert said(wrong)["amount.sum"] == (4, 0)
    assert wrong.confidence < right.confidence
    assert "amount.unit" in said(right)


def test_hidden_columns_and_rows_are_left_out_and_told():
    grid = drawn(
        FORM.format(
            office="鹤庆县医疗保障局", head=f"{HEAD} | 内部编码", row="产出指标 | 质量指标 | 救助比例 | 70% | X1"
        )
    )
    hidden = Grid(grid.name, grid.cells, grid.rows, grid.cols, hidden_cols=frozenset({4}), hidden_rows=frozenset({6}))
    found = read(document(hidden))[0]
    assert [row["level3"] for row in found.filing.tables["indicators"]] == ["救助人次"]
    assert any("隐藏" in notice.message for notice in found.notices)


def test_hidden_sheets_instructions_and_letters_are_skipped():
    grid = drawn(FORM.format(office="鹤庆县医疗保障局", head=HEAD, row=""))
    notes = drawn("填报说明\n1.请按要求填写绩效目标表。\n2.金额单位为万元。", name="填报说明")
    directory = drawn("通讯录 | <\n单位 | 电话\n阳谷县医保局 | 6026305", name="通讯录")
    dictionary = Grid("字典", grid.cells, grid.rows, grid.cols, shown="hidden")
    assert [table.sheet for table in read(document(notes, directory, dictionary, grid))] == ["Sheet1"]


def test_confidence_is_lower_where_cells_were_read_wrong():
    right: list[float] = []
    wrong: list[float] = []
    for seed in range(120):
        rng = Random(f"damage{seed}")
        form = rng.choice(["project-target", "regional-target", "self-evaluation", "declaration"])
        laid = lay_form(filing(rng, form), known().forms[form], rng)
        if seed % 2:
            _damage(laid.canvas, rng)
        tables = read(laid.canvas.document())
        faults = judged(laid.entry(), tables)[2]
        (wrong if faults else right).append(max((table.confidence for table in tables), default=0.0))
    assert min(len(right), len(wrong)) > 20
    assert mean(wrong) < mean(right) - 0.08


def _damage(canvas: Canvas, rng: Random) -> None:
    """A row moved one cell to the right, or the words of title and head lost."""
    rows = sorted({row for row, _ in canvas.cells})
    for row in rng.sample(rows[len(rows) // 2 :], 3):
        moved = {place: cell for place, cell in canvas.cells.items() if place[0] == row and cell[1] == 1}
        if moved and max(col for _, col in moved) + 1 < canvas.width:
            for place in moved:
                del canvas.cells[place]
            canvas.cells |= {(r, col + 1): (text, 1, 1, indent) for (r, col), (text, _, _, indent) in moved.items()}


def test_a_name_of_several_places_is_offered_with_all_of_them():
    found = read(document(drawn(NAMES.format("市中区 | 20\n城关区 | 10\n鼓楼区 | 30"))))[0]
    assert [row.get("region") for row in found.filing.tables["rows"]] == [None] * 4
    messages = [notice.message for notice in found.notices if notice.rule == "region.name"]
    assert any("拉萨市城关区" in message and "兰州市城关区" in message for message in messages)
    assert len(messages) == 3


def test_a_name_of_several_places_is_settled_by_its_neighbours_and_told():
    rows = "沙湾区 | 20\n市中区 | 10\n五通桥区 | 30\n东兴区 | 5\n威远县 | 5"
    found = read(document(drawn(NAMES.format(rows))))[0]
    assert found.filing.tables["rows"][1]["region"] == "511102"
    message = next(notice.message for notice in found.notices if notice.place == (4, 0))
    assert "内江市市中区" in message and "511102 四川省乐山市市中区" in message
