"""Files read into tables understood, as `medaid read --json` prints them."""

from pathlib import Path
from random import Random

import openpyxl

from medaid_desktop.operations.reading import knowledge, lines, read_file, to_json
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from tests.recognition.canvas import save_workbook
from tests.recognition.contents import filing
from tests.recognition.layouts import lay_form

KNOWN = knowledge({form.id: form for form in FormLibrary()}, load_regions())


def test_a_workbook_is_printed_with_its_tables(tmp_path: Path):
    rng = Random("reading")
    laid = lay_form(filing(rng, "project-target"), KNOWN.forms["project-target"], rng)
    laid.canvas.name = "绩效目标表"
    save_workbook(laid.canvas, tmp_path / "目标表.xlsx")
    data = to_json(read_file(tmp_path / "目标表.xlsx", KNOWN))
    table = data["tables"][0]
    assert (data["file"], table["sheet"], table["form"]) == ("目标表.xlsx", "绩效目标表", "project-target")
    assert table["filing"]["values"]["project_name"] == laid.values["project_name"]
    assert {"level1", "level2", "level3"} <= set(table["columns"])
    assert 0.5 < table["confidence"] <= 1


def test_doubts_name_the_cell_as_the_sheet_counts(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["2022年补助资金分配表"], ["地区", "金额"], ["凯里市", 10], ["黄平县", 20], ["合计", 40]):
        sheet.append(row)
    book.save(tmp_path / "分配表.xlsx")
    notices = to_json(read_file(tmp_path / "分配表.xlsx", KNOWN))["tables"][0]["notices"]
    assert {(notice["rule"], tuple(notice["place"] or ())) for notice in notices} == {
        ("amount.unit", (1, 1)),
        ("amount.sum", (5, 1)),
    }
    assert all(notice["severity"] == "hint" for notice in notices)


def test_a_table_that_begins_further_down_is_told_by_the_cells_of_its_sheet(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate((["地区", "金额"], ["凯里市", 10], ["黄平县", 20], ["合计", 40]), 4):
        for col, value in enumerate(row, 3):
            sheet.cell(number, col, value)
    book.save(tmp_path / "2022年补助资金分配表.xlsx")
    read = read_file(tmp_path / "2022年补助资金分配表.xlsx", KNOWN)
    (table,) = to_json(read)["tables"]
    assert [7, 3] in [notice["place"] for notice in table["notices"] if notice["rule"] == "amount.sum"]
    said = "\n".join(lines(read, KNOWN))
    assert "资金分配表" in said and "2022 年度" in said and "C7：" in said


def test_a_file_that_cannot_be_read_is_told_and_not_raised(tmp_path: Path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(200))
    read = read_file(path, KNOWN)
    assert read.tables == () and read.error is not None
    assert to_json(read)["error"]


def test_a_folder_of_nothing_known_gives_no_tables(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["通讯录"])  # type: ignore[union-attr]
    book.save(tmp_path / "空.xlsx")
    assert to_json(read_file(tmp_path / "空.xlsx", KNOWN)) == {"file": "空.xlsx", "tables": []}
