"""What a document shows otherwise than it was written, and what it works out itself, makes no second filing."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.incoming import Choice, IncomingFile, import_files, known_for, read_incoming
from medaid_desktop.operations.incoming.same_content import Computed, is_same_content
from medaid_desktop.operations.incoming.settling import completed
from medaid_desktop.operations.templates import keep_template, read_template

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
SUMS = "custom:救助资金明细表"
TARGETS = "custom:救助目标表"


def _boxed(sheet: Worksheet, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = _BOX


def _sums(sheet: Worksheet) -> None:
    """A project's money, shown with two decimals; the sums of each row and of all are formulas."""
    sheet.title = "资金"
    for place, text in {
        "A1": "救助资金明细表", "A2": "项目名称", "A3": "资金总额（万元）", "A4": "支出内容", "B4": "中央资金（万元）",
        "C4": "省级资金（万元）", "D4": "合计（万元）", "B3": "=SUM(D5:D8)",
    }.items():  # fmt: skip
        sheet[place] = text
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("B3:D3")
    for row in range(5, 9):
        sheet[f"D{row}"] = f"=B{row}+C{row}"
        for col in "BCD":
            sheet[f"{col}{row}"].number_format = "#,##0.00"
    _boxed(sheet, "A2:D8")


def _targets(sheet: Worksheet, money: str = "") -> None:
    """Three groups of indicators, each of two rows, with nothing printed below them."""
    sheet.title = "目标"
    heads = ("一级指标", "二级指标", "三级指标", "指标值")
    sheet.append(["救助目标表"])
    sheet.append(["项目名称"])
    sheet.append(["资金总额（万元）", money or None])
    sheet.append(heads)
    for row, name in ((5, "产出指标"), (7, "效益指标"), (9, "满意度指标")):
        sheet.cell(row, 1, name)
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)
    for area in ("A1:D1", "B2:D2", "B3:D3"):
        sheet.merge_cells(area)
    _boxed(sheet, "A2:D10")


def keep(desk: Desk, folder: Path, *, both: bool = False, targets: bool = False) -> None:
    book = openpyxl.Workbook()
    if targets:
        _targets(book.active)
    else:
        _sums(book.active)
    if both:
        _targets(book.create_sheet(), "=资金!B3")
    file = BytesIO()
    book.save(file)
    (folder / "空白表.xlsx").write_bytes(file.getvalue())
    keep_template(desk, read_template(desk, folder / "空白表.xlsx"), "")


def exported(desk: Desk, folder: Path, filing: Filing) -> IncomingFile:
    export_files(desk, [filing.id], folder / "填好.xlsx")
    return read_incoming(desk, folder / "填好.xlsx", known_for(desk), "371521", 2024)


def filled(desk: Desk, form: str, table: str, rows: list[dict[str, str]]) -> Filing:
    filing = Filing(form, region="371521", year=2024, values={"project_name": "阳谷县医疗救助"}, tables={table: rows})
    return desk.ledger.filings.add(completed(desk, filing), "阳谷县医疗救助")


SPENT = [
    {"extra:支出内容": "住院救助", "extra:中央资金": "1021.5", "extra:省级资金": "71"},
    {"extra:支出内容": "门诊救助", "extra:中央资金": "3", "extra:省级资金": "4.25"},
]


def test_figures_as_shown_and_sums_of_the_document_are_no_other_content(desk: Desk, tmp_path: Path):
    keep(desk, tmp_path)
    filing = filled(desk, SUMS, "rows", SPENT)
    (item,) = exported(desk, tmp_path, filing).items
    assert item.filing.tables["rows"][0]["extra:中央资金"] == "1,021.50"
    assert item.filing.values["funding_total"] == "1099.75"
    assert (item.choice, item.identical) == (Choice.SKIP, filing.id)
    import_files(desk, [tmp_path / "填好.xlsx"], region="371521", year=2024)
    assert desk.ledger.filings.count() == 1


def test_another_figure_is_other_content(desk: Desk, tmp_path: Path):
    keep(desk, tmp_path)
    filing = filled(desk, SUMS, "rows", SPENT)
    exported(desk, tmp_path, filing)
    book = openpyxl.load_workbook(tmp_path / "填好.xlsx")
    book.active["B5"] = 1021.51
    book.save(tmp_path / "改过.xlsx")
    (item,) = read_incoming(desk, tmp_path / "改过.xlsx", known_for(desk), "371521", 2024).items
    assert (item.choice, item.identical) == (Choice.KEEP_BOTH, "")


def test_a_sister_sheet_that_holds_only_a_formula_is_blank(desk: Desk, tmp_path: Path):
    keep(desk, tmp_path, both=True)
    filing = filled(desk, SUMS, "rows", SPENT)
    (item,) = exported(desk, tmp_path, filing).items
    assert (item.filing.form, item.identical) == (SUMS, filing.id)


@pytest.mark.parametrize("counts", [(5, 0, 1), (5, 0, 3), (1, 0, 1), (3, 3, 3), (0, 0, 2), (2, 0, 0)])
def test_groups_left_blank_and_rows_put_in_lose_no_row(desk: Desk, tmp_path: Path, counts: tuple[int, ...]):
    keep(desk, tmp_path, targets=True)
    rows = [
        {"level1": group, "level2": "数量指标", "level3": f"指标{number}", "target": f"≥{number}人"}
        for group, count in zip(("产出指标", "效益指标", "满意度指标"), counts, strict=True)
        for number in range(count)
    ]
    filing = filled(desk, TARGETS, "indicators", rows)
    (item,) = exported(desk, tmp_path, filing).items
    assert [{name: text for name, text in row.items() if text} for row in item.filing.tables["indicators"]] == rows
    assert item.identical == filing.id


def test_rows_below_a_gap_that_are_not_read_are_told(desk: Desk, tmp_path: Path):
    keep(desk, tmp_path, targets=True)
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "指标", "target": "≥1人"}
    exported(desk, tmp_path, filled(desk, TARGETS, "indicators", [row]))
    book = openpyxl.load_workbook(tmp_path / "填好.xlsx")
    for col, text in enumerate(("区里另加", "数量", "走访户数", "30户"), 1):
        book.active.cell(13, col, text)
    book.save(tmp_path / "改过.xlsx")
    (item,) = read_incoming(desk, tmp_path / "改过.xlsx", known_for(desk), "371521", 2024).items
    assert item.understood
    (told,) = [notice for notice in item.understood.notices if notice.rule == "read.left"]
    assert "区里另加" in told.message
    assert "4 处" in told.message


FORM = Form(
    "f", "表", "1",
    (FieldDef("money", "金额", "amount"), FieldDef("phone", "电话", "phone"), FieldDef("sum", "合计", "amount"), FieldDef("text", "说明"), FieldDef("day", "日期", "date")),
    (TableDef("rows", "明细", (FieldDef("name", "名称"), FieldDef("total", "合计", "amount"))),), (),
)  # fmt: skip
COMPUTED = Computed(frozenset(("sum",)), {"rows": frozenset(("total",))})


@pytest.mark.parametrize(
    ("read", "there", "same"),
    [
        ({"money": "1,021.450"}, {"money": "1021.45"}, True),
        ({"money": "1021.46"}, {"money": "1021.45"}, False),
        ({"money": "0"}, {"money": ""}, False),
        ({"money": ""}, {"money": "7"}, False),
        ({"phone": "6356212345"}, {"phone": "6,356,212,345"}, False),
        ({"day": "2024-01-10"}, {"day": "2024年1月10日"}, True),
        ({"day": "2024/1/11"}, {"day": "2024年1月10日"}, False),
        ({"day": "2024年1月"}, {"day": "2024年1月1日"}, False),
        ({"day": "月底"}, {"day": "月末"}, False),
        ({"text": "2024-01-10"}, {"text": "2024年1月10日"}, False),
        ({"text": "007"}, {"text": "7"}, False),
        ({"sum": "7"}, {}, True),
        ({"sum": "7"}, {"sum": "8"}, False),
        ({}, {"sum": "8"}, False),
    ],
)
def test_what_is_the_same(read: dict[str, str], there: dict[str, str], same: bool):
    assert is_same_content(FORM, COMPUTED, Filing("f", values=read), Filing("f", values=there)) is same


def test_rows_of_nothing_but_sums_do_not_count():
    read = Filing("f", tables={"rows": [{"name": "甲", "total": "3"}, {"total": "0.00"}]})
    assert is_same_content(FORM, COMPUTED, read, Filing("f", tables={"rows": [{"name": "甲"}]}))
    assert not is_same_content(FORM, COMPUTED, read, Filing("f", tables={"rows": [{"name": "乙"}]}))
    assert not is_same_content(FORM, COMPUTED, read, Filing("f"))
