"""Filings of several regions or years in one workbook of their template: its sheets again for each of them."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.patching.parts import WorkbookParts
from medaid_desktop.formats.package_kind import package_kind
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports import together
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.templates import keep_template, read_template
from tests.formats.excel.filling.filled_forms import figures, packed
from tests.formats.excel.package_rules import package_faults
from tests.formats.excel.patching.blank_parts import REL, put, related, typed
from tests.operations.exports.test_exporting import MACROS, retyped
from tests.operations.exports.three_forms import BALANCE, FORMS, INCOME, SEEN, SPENDING, parts_of, three_forms
from tests.operations.templates.blanks import written

REGIONS = {"371521": "阳谷县", "371502": "东昌府区", "371522": "莘县"}


@pytest.fixture
def forms(desk: Desk, tmp_path: Path) -> list[str]:
    return kept(desk, tmp_path, three_forms())


def kept(desk: Desk, tmp_path: Path, content: bytes, name: str = "三表.xlsx") -> list[str]:
    return [one.form for one in keep_template(desk, read_template(desk, written(tmp_path / "下发", content, name)))]


def filled(desk: Desk, forms: list[str], region: str, number: int, year: int = 2024) -> list[str]:
    """A filing of each form; returns their ids. More rows of income than the form has, by the number."""
    made = [add_filing(desk, form, region, year).id for form in forms]
    income = ["中央财政补助", "省级财政补助", "县级财政补助", "利息收入", *(f"其他收入{n}" for n in range(number))]
    spending = ["资助参保支出", "住院救助支出", "门诊救助支出", "其他支出"]
    edits = [
        [
            (f"tables.rows[{row}].extra:{column}", text)
            for row, name in enumerate(income)
            for column, text in (("收入项目", name), ("本年数", str(number * 1000 + row)), ("上年数", str(number)))
        ],
        [
            (f"tables.rows[{row}].extra:{column}", text)
            for row, name in enumerate(spending)
            for column, text in (("支出项目", name), ("本年数", str(number * 100 + row)), ("资金来源", "财政资金"))
        ],
        [("values.extra:单位负责人", f"负责人{number}"), ("values.extra:情况说明", f"说明{number}")],
    ]
    for one, own in zip(made, edits, strict=False):
        commit(desk, one, own, "填写")
    return made


def values(path: Path, sheet: str) -> dict[str, object]:
    book = load_workbook(path, data_only=True)
    return {cell.coordinate: cell.value for row in book[sheet].iter_rows() for cell in row if cell.value is not None}


def test_each_region_has_all_sheets_that_work_with_each_other(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [one for number, region in enumerate(REGIONS, 1) for one in filled(desk, forms, region, number)]
    out, told = tmp_path / "全部.xlsx", []
    report = export_files(desk, ids, out, lambda done, total: told.append((done, total)))
    assert report.notices == [] and len(report.remarks) == 1 and told[-1] == (9, 9)
    assert package_faults(out.read_bytes()) == []
    book = load_workbook(out)
    assert book.sheetnames == [*(f"{name} ({place})" for place in REGIONS.values() for name in SEEN), "字典"]
    assert book["字典"].sheet_state == "hidden"
    for number, place in enumerate(REGIONS.values(), 1):
        income = sum(number * 1000 + row for row in range(4 + number))
        spent = sum(number * 100 + row for row in range(4))
        at, name = values(out, f"{BALANCE} ({place})"), f"{INCOME} ({place})"
        assert (at["B5"], at["D5"], at["B6"], at["D6"], at["B7"]) == (
            income, spent, income - spent, number * 100, income + spent
        )  # fmt: skip
        assert values(out, f"{SPENDING} ({place})")["C4"] == round(number * 10000 / income, 2)
        sheet = book[f"{SPENDING} ({place})"]
        total = f"'{name}'!$B${8 + number}"
        assert sheet["C4"].value == f"=IF({total}=0,0,ROUND(B4/{total}*100,2))"
        assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ["来源", total]
        assert [rule.formula for found in sheet.conditional_formatting for rule in found.rules] == [[f"B4>{total}"]]
        assert sheet.defined_names["支出数"].attr_text == f"'{sheet.title}'!$B$4:$B$7"
        assert (sheet.print_area, sheet.print_title_rows) == (f"'{sheet.title}'!$A$1:$D$8", "$3:$3")
        assert sheet.protection.sheet and sheet.oddFooter.center.text == "第 &P 页"
        assert sheet["A4"].comment.text == "含代缴"
        names = book.defined_names if number == 1 else book[f"{BALANCE} ({place})"].defined_names
        assert names["收入合计"].attr_text == total
        told_at = book[f"填报说明 ({place})"]
        [table] = told_at.tables
        assert told_at["D12"].value == f"=SUM({table}[标准])" and told_at["A3"].hyperlink.target == (
            f"#'{SPENDING} ({place})'!A1"
        )
        assert len(book[f"{BALANCE} ({place})"]._charts) == len(book[f"{BALANCE} ({place})"]._images) == 1
        assert book[name]["A3"].hyperlink.target == f"#'{BALANCE.replace(chr(39), chr(39) * 2)} ({place})'!A1"


def test_charts_show_their_own_region(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [one for number, region in enumerate(REGIONS, 1) for one in filled(desk, forms, region, number)]
    export_files(desk, ids, tmp_path / "a.xlsx")
    charts = {
        name: data.decode() for name, data in parts_of((tmp_path / "a.xlsx").read_bytes()).items() if "/chart" in name
    }
    found = {place for place in REGIONS.values() for text in charts.values() if f"'{INCOME} ({place})'!$B$4" in text}
    assert found == set(REGIONS.values()) and len(charts) == 3


def content(filing: Filing) -> object:
    """What a clerk has written: what the workbook works out, of other sheets too, is left out."""
    computed = ("占收入比例", "增减额", "合计", "结余", "资助参保")
    texts = {name: text for name, text in filing.values.items() if text and not name.endswith(computed)}
    rows = {
        table: [{n: t for n, t in row.items() if t and not n.endswith(computed)} for row in rows]
        for table, rows in filing.tables.items()
    }
    return filing.form, filing.region, filing.year, {n: t for n, t in texts.items() if "合计" not in n}, rows


def test_what_is_exported_is_read_again(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [one for number, region in enumerate(REGIONS, 1) for one in filled(desk, forms, region, number)]
    out = tmp_path / "全部.xlsx"
    export_files(desk, ids, out)
    assert import_files(desk, [out], None, 2024).skipped == ids
    before = [content(desk.ledger.filings.get(one)) for one in ids]
    desk.ledger.filings.delete(ids)
    again = import_files(desk, [out], None, 2024).outcomes[0].tables
    assert [content(desk.ledger.filings.get(one.id)) for one in again] == before


_WORDS = (  # a form that has nothing but a dash or 年 in it is a blank one
    st.text(alphabet="医疗救助资金年度一二三=+-@'\"&<1，。", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda word: word.strip("年-"))
)


@given(st.lists(st.tuples(_WORDS, st.lists(figures, min_size=1, max_size=9)), min_size=2, max_size=3))
@settings(max_examples=5, deadline=None)
def test_whatever_is_exported_is_read_again(desk: Desk, forms: list[str], tmp_path: Path, texts):
    ids: list[str] = []
    for region, (word, numbers) in zip(REGIONS, texts, strict=False):
        first, third = (add_filing(desk, form, region, 2024).id for form in (forms[0], forms[2]))
        rows = [
            edit
            for row, number in enumerate(numbers)
            for edit in (
                (f"tables.rows[{row}].extra:收入项目", f"收入{row}"),
                (f"tables.rows[{row}].extra:本年数", number),
            )
        ]
        commit(desk, first, rows, "填写")
        commit(desk, third, [("values.extra:情况说明", word)], "填写")
        ids += [first, third]
    before = [content(desk.ledger.filings.get(one)) for one in ids]
    export_files(desk, ids, tmp_path / "全部.xlsx")
    assert package_faults((tmp_path / "全部.xlsx").read_bytes()) == []
    desk.ledger.filings.delete(ids)
    again = [one.id for one in import_files(desk, [tmp_path / "全部.xlsx"], None, 2024).outcomes[0].tables]
    assert [content(desk.ledger.filings.get(one)) for one in again] == before
    desk.ledger.filings.delete(again)


def test_years_stand_in_the_names_where_there_are_several(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [one for year in (2023, 2024) for one in filled(desk, forms, "371521", year - 2022, year)]
    out = tmp_path / "全部.xlsx"
    export_files(desk, ids, out)
    names = load_workbook(out).sheetnames
    assert names[:2] == [f"{INCOME} (阳谷县 2023年)", f"{SPENDING} (阳谷县 2023年)"] and len(names) == 9
    assert import_files(desk, [out]).skipped == ids


def test_forms_that_nobody_filled_in_stay_blank_in_their_set(desk: Desk, forms: list[str], tmp_path: Path):
    ids = filled(desk, forms[:1], "371521", 1) + filled(desk, forms, "371502", 2)
    report = export_files(desk, ids, tmp_path / "a.xlsx")
    assert values(tmp_path / "a.xlsx", f"{BALANCE} (阳谷县)").get("B3") is None
    assert values(tmp_path / "a.xlsx", f"{BALANCE} (阳谷县)")["B5"] == 5010
    assert values(tmp_path / "a.xlsx", f"{BALANCE} (东昌府区)")["B3"] == "负责人2"
    assert package_faults((tmp_path / "a.xlsx").read_bytes()) == [] and report.failed == []


def test_what_belongs_to_a_region_comes_along_and_is_said(desk: Desk, forms: list[str], tmp_path: Path):
    for number, region in enumerate(("371521", "371502"), 1):
        filled(desk, forms[:2], region, number)
    ids = [filled(desk, forms, region, 1)[2] for region in ("371522", "371523")]
    report = export_files(desk, ids, tmp_path / "a.xlsx")
    assert values(tmp_path / "a.xlsx", f"{BALANCE} (莘县)")["B5"] == 5010
    assert len(report.remarks) == 2 and "城乡医疗救助资金收入情况表" in report.remarks[1]


def test_several_of_one_form_and_region_are_told_apart(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [one for number in (1, 2) for one in filled(desk, forms[:1], "371521", number)]
    export_files(desk, ids, tmp_path / "a.xlsx")
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert names == [*(f"{name} (阳谷县)" for name in SEEN), *(f"{name} (阳谷县-2)" for name in SEEN), "字典"]
    assert values(tmp_path / "a.xlsx", f"{BALANCE} (阳谷县-2)")["B5"] == 12015
    assert import_files(desk, [tmp_path / "a.xlsx"], None, 2024).skipped == ids


def test_places_of_the_same_name_are_told_apart(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [one for region in ("370103", "370402") for one in filled(desk, forms, region, 1)]
    export_files(desk, ids, tmp_path / "a.xlsx")
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert names[0].endswith("济南市市中区)") and names[4].endswith("枣庄市市中区)")
    assert import_files(desk, [tmp_path / "a.xlsx"], None, 2024).skipped == ids


def test_long_names_are_cut_before_their_brackets(desk: Desk, tmp_path: Path):
    long = "城乡医疗救助资金收入支出结余情况汇总统计调查表"

    def change(book):
        book[INCOME].title = f"{long}一二三四五六"
        for sheet in (book[SPENDING], book[BALANCE]):
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and INCOME in cell.value:
                        cell.value = cell.value.replace(INCOME, f"{long}一二三四五六")

    forms = kept(desk, tmp_path, three_forms(change))
    ids = [one for region in ("371521", "371502") for one in filled(desk, forms, region, 1)]
    export_files(desk, ids, tmp_path / "a.xlsx")
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert all(len(name) <= 31 for name in names) and names[0] == f"{long}一二 (阳谷县)"
    assert import_files(desk, [tmp_path / "a.xlsx"], None, 2024).skipped == ids


def test_one_region_alone_gets_the_template_as_it_is(desk: Desk, forms: list[str], tmp_path: Path):
    report = export_files(desk, filled(desk, forms, "371521", 1), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == [*SEEN, "字典"] and report.remarks == []


def _with_pivot(data: bytes, sheet: str = "sheet2") -> bytes:
    parts = parts_of(data)
    put(parts, "xl/pivotTables/pivotTable1.xml", "<pivotTableDefinition/>")
    typed(
        parts,
        "xl/pivotTables/pivotTable1.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml",
    )
    related(parts, f"xl/worksheets/{sheet}.xml", "rId99", f"{REL}/pivotTable", "../pivotTables/pivotTable1.xml")
    return packed(parts)


def test_what_cannot_be_copied_becomes_a_new_workbook_that_says_why(desk: Desk, tmp_path: Path):
    forms = kept(desk, tmp_path, _with_pivot(three_forms()))
    ids = [one for region in ("371521", "371502") for one in filled(desk, forms, region, 1)]
    [remark] = export_files(desk, ids, tmp_path / "a.xlsx").remarks
    assert "数据透视表" in remark and SPENDING in remark and "没有写回原表" in remark and "文件夹" in remark
    assert len(load_workbook(tmp_path / "a.xlsx").sheetnames) == 6
    assert export_files(desk, ids, tmp_path / "出").failed == []


def test_a_sheet_that_cannot_be_copied_beside_a_form_stays_one_and_is_told(desk: Desk, tmp_path: Path):
    def change(book):
        for name in (SPENDING, BALANCE, "填报说明"):
            del book[name]
        book[INCOME]["A3"].hyperlink = None
        del book.defined_names["收入合计"]
        book.create_sheet("透视")["A1"] = f"='{INCOME}'!B8"

    blank = _changed(change)
    [form] = kept(desk, tmp_path, _with_pivot(blank, "sheet3"))
    ids = [one for region in ("371521", "371502") for one in filled(desk, [form], region, 1)]
    [remark] = export_files(desk, ids, tmp_path / "a.xlsx").remarks
    assert "“透视”" in remark and "数据透视表" in remark
    assert WorkbookParts((tmp_path / "a.xlsx").read_bytes()).sheets == ["阳谷县", "东昌府区", "字典", "透视"]


def test_a_workbook_with_macros_stays_one(desk: Desk, tmp_path: Path):
    forms = kept(desk, tmp_path, retyped(three_forms(), MACROS), "三表.xlsm")
    ids = [one for region in ("371521", "371502") for one in filled(desk, forms, region, 1)]
    with pytest.raises(UserError, match=r"原表是 \.xlsm 文件"):
        export_files(desk, ids, tmp_path / "a.xlsx")
    remarks = export_files(desk, ids, tmp_path / "a.xlsm").remarks
    assert "宏" in remarks[-1] and package_kind((tmp_path / "a.xlsm").read_bytes()) == "xlsm"


def test_a_form_whose_sheet_others_work_with_takes_these_along(desk: Desk, tmp_path: Path):
    def change(book):
        for name in (SPENDING, BALANCE, "填报说明"):
            del book[name]
        book[INCOME]["A3"].hyperlink = None
        del book.defined_names["收入合计"]
        book.create_sheet("汇总", 1)["A1"] = f"='{INCOME}'!B8"

    [form] = kept(desk, tmp_path, _changed(change))
    ids = [one for number, region in enumerate(REGIONS, 1) for one in filled(desk, [form], region, number)]
    out = tmp_path / "a.xlsx"
    export_files(desk, ids, out)
    assert load_workbook(out).sheetnames[:4] == [
        f"{n} ({p})" for p in list(REGIONS.values())[:2] for n in (INCOME, "汇总")
    ]
    assert values(out, "汇总 (东昌府区)") == {"A1": 12015} and package_faults(out.read_bytes()) == []


def _changed(change) -> bytes:
    book = load_workbook(BytesIO(three_forms()))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_more_sheets_than_anybody_finds_his_way_in_are_refused(
    desk: Desk, forms: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ids = [one for region in ("371521", "371502") for one in filled(desk, forms, region, 1)]
    monkeypatch.setattr(together, "MOST_TABS", 7)
    with pytest.raises(UserError, match="每次不超过 1 份"):
        export_files(desk, ids, tmp_path / "a.xlsx")
    assert len(FORMS) == 3 and not (tmp_path / "a.xlsx").exists()
