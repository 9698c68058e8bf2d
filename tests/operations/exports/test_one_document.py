"""The forms of one workbook belong together: what the ledger holds of them for a region and year stands in one file."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.templates import keep_template, read_template
from tests.operations.exports.quarters import fill_quarter, quarters, totals
from tests.operations.templates.blanks import many_sheets, written


@pytest.fixture
def forms(desk: Desk, tmp_path: Path) -> list[str]:
    return [one.form for one in keep_template(desk, read_template(desk, written(tmp_path / "下发", quarters())))]


def test_a_folder_has_one_file_for_each_region(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [
        fill_quarter(desk, form, first, region)
        for region in ("371521", "371502")
        for form, first in zip(forms, (1, 10), strict=True)
    ]
    report = export_files(desk, ids, tmp_path / "出")
    assert len(report.files) == 2 and report.filings == [ids[0], ids[2]] and not report.notices and not report.failed
    assert [totals(path) for path in report.files] == [[6, 39], [6, 39]]
    assert all("2 份填报件" in remark for remark in report.remarks) and len(report.remarks) == 2


@pytest.mark.parametrize("out", ["出", "交.xlsx"])
def test_what_was_not_asked_for_but_belongs_to_it_is_written_and_said(
    desk: Desk, forms: list[str], tmp_path: Path, out: str
):
    first, second = fill_quarter(desk, forms[0], 1), fill_quarter(desk, forms[1], 10)
    report = export_files(desk, [second], tmp_path / out)
    assert totals(report.files[0]) == [6, 39] and not report.notices
    assert len(report.remarks) == 1 and "一季度" in report.remarks[0] and first not in report.filings


def test_a_sheet_that_formulas_read_and_nobody_has_filled_in_is_told(desk: Desk, forms: list[str], tmp_path: Path):
    second = fill_quarter(desk, forms[1], 10)
    [notice] = export_files(desk, [second], tmp_path / "交.xlsx").notices
    assert "工作表“一季度”" in notice and "（C4）" in notice
    fill_quarter(desk, forms[0], 1)
    other = fill_quarter(desk, forms[0], 5)
    [notice] = export_files(desk, [second], tmp_path / "交.xlsx").notices
    assert "工作表“一季度”" in notice
    assert export_files(desk, [second, other], tmp_path / "交.xlsx").notices == []
    assert totals(tmp_path / "交.xlsx") == [18, 51]


def test_what_the_file_had_worked_out_is_compared_when_all_is_filled_in(desk: Desk, forms: list[str], tmp_path: Path):
    ids = [fill_quarter(desk, form, 10) for form in forms]
    out = tmp_path / "交.xlsx"
    export_files(desk, ids, out)
    desk.ledger.filings.delete(ids)
    again = [one.id for one in import_files(desk, [out], "371521", 2024).outcomes[0].tables]
    assert desk.ledger.filings.get(again[1]).values["extra:合计·本年累计数"] == "66"
    assert export_files(desk, again, tmp_path / "再交.xlsx").notices == []
    commit(desk, again[1], [("values.extra:合计·本年累计数", "67")], "改", keep_computed=True)
    [notice] = export_files(desk, again, tmp_path / "三交.xlsx").notices
    assert notice.startswith("“二季度”：单元格 C7 由公式算出 66")


def test_a_sheet_that_reads_no_other_needs_none(desk: Desk, forms: list[str], tmp_path: Path):
    assert export_files(desk, [fill_quarter(desk, forms[0], 1)], tmp_path / "交.xlsx").notices == []


def test_several_regions_have_their_own_sheets_in_one_file(desk: Desk, forms: list[str], tmp_path: Path):
    regions = ("371521", "371502")
    ids = [fill_quarter(desk, form, 10 * at, region) for at, region in enumerate(regions, 1) for form in forms]
    report = export_files(desk, ids, tmp_path / "交.xlsx")
    book = load_workbook(tmp_path / "交.xlsx", data_only=True)
    assert [book[f"{name} ({place})"]["C7"].value for place in ("阳谷县", "东昌府区") for name in ("一季度", "二季度")] == [
        33, 66, 63, 126
    ]  # fmt: skip
    assert report.notices == [] and "2 套" in report.remarks[0]
    assert import_files(desk, [tmp_path / "交.xlsx"], None, 2024).skipped == ids


def test_several_of_one_form_in_a_file_take_along_what_they_read(desk: Desk, forms: list[str], tmp_path: Path):
    fill_quarter(desk, forms[0], 1)
    ids = [fill_quarter(desk, forms[1], 10, region) for region in ("371521", "371502")]
    report = export_files(desk, ids, tmp_path / "交.xlsx")
    book = load_workbook(tmp_path / "交.xlsx", data_only=True)
    assert [book[f"二季度 ({place})"]["C7"].value for place in ("阳谷县", "东昌府区")] == [39, 33]
    [notice] = report.notices
    assert notice.startswith("（东昌府区）") and "工作表“一季度”" in notice


def test_forms_of_several_years_stand_in_one_document_where_none_reads_another(desk: Desk, tmp_path: Path):
    file = written(tmp_path / "下发", many_sheets(), "两张.xlsx")
    made = [one.form for one in keep_template(desk, read_template(desk, file))]
    ids = [add_filing(desk, form, "371521", year).id for form, year in zip(made, (2024, 2025), strict=True)]
    export_files(desk, ids, tmp_path / "交.xlsx")
    assert load_workbook(tmp_path / "交.xlsx").sheetnames == load_workbook(file).sheetnames


def test_forms_of_several_years_that_read_each_other_do_not(desk: Desk, forms: list[str], tmp_path: Path):
    first, second = fill_quarter(desk, forms[0], 1), add_filing(desk, forms[1], "371521", 2025).id
    export_files(desk, [first, second], tmp_path / "交.xlsx")
    assert len(load_workbook(tmp_path / "交.xlsx").sheetnames) == 4


def test_what_hangs_on_another_sheet_is_not_worked_out_of_one_alone(desk: Desk, forms: list[str]):
    alone, reading = (desk.ledger.filings.get(fill_quarter(desk, form, 10)) for form in forms)
    column = next(one.id for one in desk.form_of(reading).tables[0].columns if one.label == "本年累计数")
    assert [row[column] for row in alone.rows(desk.form_of(alone).tables[0].id)][:3] == ["10", "11", "12"]
    rows = reading.rows(desk.form_of(reading).tables[0].id)
    assert not any(row.get(column) for row in rows)
