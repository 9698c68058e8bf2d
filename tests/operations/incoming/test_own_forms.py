"""Filled copies of the ledger's own forms come home: right form, right version, source kept; blank ones are told."""

import json
from pathlib import Path

import openpyxl
import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import (
    Choice,
    IncomingFile,
    import_files,
    known_for,
    read_incoming,
    settle,
    source_of,
    store_incoming,
)
from medaid_desktop.operations.templates import keep_template, read_template
from tests.operations.templates.blanks import letter, many_sheets, target_book, written

FORM = "custom:绩效目标表"
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": f"指标{number}", "target": f"≥{number}00人"}
    for number in range(1, 5)
]


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    return written(tmp_path / "下发", target_book())


def keep(desk: Desk, file: Path, name: str = "") -> None:
    keep_template(desk, read_template(desk, file), name)


def made(desk: Desk, form: str = FORM, **values: str) -> Filing:
    """A filing filled in at this desk, with more rows than a class of the form has."""
    filing = add_filing(desk, form, "371521", 2021)
    edits = [(f"values.{name}", text) for name, text in values.items()]
    commit(desk, filing.id, edits, "填写")
    rows = [(f"tables.indicators[+{number}]", json.dumps(row, ensure_ascii=False)) for number, row in enumerate(ROWS)]
    commit(desk, filing.id, rows, "填写")
    return desk.ledger.filings.get(filing.id)


def rows(filing: Filing) -> list[dict[str, str]]:
    """The indicators without blank cells."""
    return [{name: text for name, text in row.items() if text} for row in filing.tables["indicators"]]


def read(desk: Desk, file: Path) -> IncomingFile:
    return read_incoming(desk, file, known_for(desk))


def test_a_filled_copy_becomes_a_filing_of_its_form(desk: Desk, blank: Path, tmp_path: Path):
    keep(desk, blank)
    filing = made(desk, project_name="医疗救助", implementing_unit="阳谷县医疗保障局", funding_fiscal="350")
    export_files(desk, [filing.id], tmp_path / "阳谷县.xlsx")
    desk.ledger.filings.delete([filing.id])
    (item,) = read(desk, tmp_path / "阳谷县.xlsx").items
    assert (item.problem, item.choice, item.filing.form, item.filing.form_version) == (None, Choice.NEW, FORM, "1")
    assert (item.filing.region, item.filing.year) == ("371521", 2021)
    report = import_files(desk, [tmp_path / "阳谷县.xlsx"])
    (again,) = map(desk.ledger.filings.get, report.ids)
    assert rows(again) == ROWS
    assert filing.values.items() <= again.values.items()
    source = source_of(desk, again.id)
    assert source and source.data() == (tmp_path / "阳谷县.xlsx").read_bytes()


def test_the_same_again_is_left_out(desk: Desk, tmp_path: Path):
    keep(desk, written(tmp_path / "下发", letter(), "空白表.docx"))
    (form,) = [form for form in desk.forms.ids() if form.startswith("custom:")]
    filing = made(desk, form, project_name="医疗救助", implementing_unit="阳谷县医疗保障局")
    export_files(desk, [filing.id], tmp_path / "阳谷县.docx")
    incoming = read(desk, tmp_path / "阳谷县.docx")
    (item,) = incoming.items
    item.filing.year = 2021  # the letter has no place for it
    settle(desk, item, year=2021)
    assert (item.identical, item.choice) == (filing.id, Choice.SKIP)
    assert store_incoming(desk, incoming).skipped == [filing.id]


def test_copies_of_each_version_are_told_apart(desk: Desk, blank: Path, tmp_path: Path):
    keep(desk, blank)
    first = made(desk, project_name="第一版", implementing_unit="阳谷县医疗保障局")
    export_files(desk, [first.id], tmp_path / "1.xlsx")
    keep(desk, written(tmp_path / "下发", target_book(more="联系人"), "新.xlsx"), "绩效目标表")
    added = next(field.id for field in desk.forms.get(FORM).fields if field.label == "联系人")
    second = made(desk, **{"project_name": "第二版", "implementing_unit": "阳谷县医疗保障局", added: "王"})
    export_files(desk, [second.id], tmp_path / "2.xlsx")
    (old,), (new,) = read(desk, tmp_path / "1.xlsx").items, read(desk, tmp_path / "2.xlsx").items
    assert (old.filing.form_version, new.filing.form_version) == ("1", "2")
    assert old.problem is None and rows(old.filing) == ROWS
    assert new.filing.values[added] == "王"


def test_several_copies_in_one_workbook(desk: Desk, blank: Path, tmp_path: Path):
    keep(desk, blank)
    filings = [made(desk, project_name=name, implementing_unit=f"{name}医疗保障局") for name in ("阳谷县", "莘县")]
    export_files(desk, [one.id for one in filings], tmp_path / "汇总.xlsx")
    items = read(desk, tmp_path / "汇总.xlsx").items
    assert [item.filing.values["project_name"] for item in items] == ["阳谷县", "莘县"]
    assert [item.filing.region for item in items] == ["371521", "371522"]
    assert all(rows(item.filing) == ROWS for item in items)


def test_copies_that_name_no_place_are_of_the_one_that_their_tab_names(desk: Desk, blank: Path, tmp_path: Path):
    keep(desk, blank)
    filings = [add_filing(desk, FORM, region, 2021) for region in ("371521", "371522")]
    for filing in filings:
        commit(desk, filing.id, [("values.project_name", "医疗救助项目")], "填写")
    export_files(desk, [one.id for one in filings], tmp_path / "汇总.xlsx")
    items = read(desk, tmp_path / "汇总.xlsx").items
    assert [item.sheet for item in items] == ["阳谷县-医疗救助项目", "莘县-医疗救助项目"]
    assert [item.filing.region for item in items] == ["371521", "371522"]


def test_a_tab_of_another_name_says_nothing(desk: Desk, blank: Path, tmp_path: Path):
    keep(desk, blank)
    filing = made(desk, project_name="医疗救助")
    export_files(desk, [filing.id], tmp_path / "一份.xlsx")
    (item,) = read(desk, tmp_path / "一份.xlsx").items
    assert (item.sheet, item.filing.region) == ("目标表", None)


def test_a_blank_copy_is_told_as_blank(desk: Desk, tmp_path: Path):
    file = written(tmp_path / "下发", target_book(given=("资助参保人数", "门诊救助人次")))
    keep(desk, file)
    incoming = read(desk, file)
    (item,) = incoming.items
    assert item.problem and item.problem.what == "这张表是空白的"
    assert not incoming.is_blank_form  # the ledger has its form already


def test_a_printed_indicator_with_a_target_is_no_blank_copy(desk: Desk, tmp_path: Path):
    file = written(tmp_path / "下发", target_book(given=("资助参保人数", "门诊救助人次")))
    keep(desk, file)
    book = openpyxl.load_workbook(file)
    sheet = book["目标表"]
    (at,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "门诊救助人次"]
    sheet.cell(at.row, 4, "≥8000人次")
    book.save(tmp_path / "填了一格.xlsx")
    (item,) = read(desk, tmp_path / "填了一格.xlsx").items
    assert item.problem is None
    assert [row.get("target", "") for row in item.filing.tables["indicators"]] == ["", "≥8000人次"]


def test_a_blank_form_of_no_known_kind_can_become_one(desk: Desk, tmp_path: Path):
    incoming = read(desk, written(tmp_path, many_sheets()))
    assert incoming.is_blank_form
    told = incoming.error or next(item.problem for item in incoming.items)
    assert told
    plain = read(desk, written(tmp_path, target_book()))
    assert plain.is_blank_form
    assert not read(desk, written(tmp_path, b"name,amount\nyanggu,1\n", "账.csv")).is_blank_form


def test_of_a_workbook_with_two_forms_the_blank_one_is_passed_over(desk: Desk, tmp_path: Path):
    keep(desk, written(tmp_path / "下发", many_sheets()))
    (first, second) = [form for form in desk.forms.ids() if form.startswith("custom:")]
    filing = add_filing(desk, second, "371521", 2021)
    commit(desk, filing.id, [("values.project_name", "医疗救助")], "填写")
    export_files(desk, [filing.id], tmp_path / "阳谷县.xlsx")
    (item,) = read(desk, tmp_path / "阳谷县.xlsx").items
    assert (item.filing.form, item.problem) == (second, None)
    blank = read(desk, tmp_path / "下发" / "空白表.xlsx").items
    assert {one.filing.form for one in blank} == {first, second}
