"""All sheets of a template again for each region or year: each copy with all that belongs to it, leading to itself."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.formats.excel.filling.template_filling_joint import FormFilled, by_sheet
from medaid_desktop.formats.excel.filling.template_filling_sets import SetFiller
from medaid_desktop.formats.excel.patching.copies import CannotCopyError
from tests.formats.excel.filling.filled_forms import FORMS, a_filing, same, shown
from tests.formats.excel.package_rules import package_faults
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, SHEET
from tests.formats.excel.patching.comparing import parts_of

LABELS = ("甲县", "乙县", "丙县")


def sets(name: str, count: int = 3):
    blank = BLANK_FORMS[name]()
    filled = [fill(blank.map, blank.form, a_filing(blank, (n + 2, 1, 3, 0, 2)), "甲县") for n in range(count)]
    filler = SetFiller(blank.data, blank.map, {SHEET})
    return blank, filled, filler.filled(([FormFilled(blank.map, one)] for one in filled), LABELS[:count])


@pytest.mark.parametrize("name", FORMS)
def test_each_set_shows_its_filing_and_the_file_opens(name):
    _, filled, out = sets(name)
    assert package_faults(out.content) == []
    book = load_workbook(io.BytesIO(out.content))
    for label, one in zip(LABELS, filled, strict=True):
        assert f"{SHEET} ({label})" in book.sheetnames
        at = shown(out.content, f"{SHEET} ({label})")
        for cell in one.cells:
            assert same(cell.text, at(cell.spot.row, cell.spot.col)), (label, cell)


def test_sheets_that_work_with_the_form_are_there_for_each_set():
    _, filled, out = sets("formulas")
    book = load_workbook(io.BytesIO(out.content))
    assert book.sheetnames == [f"{name} ({label})" for label in LABELS for name in (SHEET, "汇总")]
    for label, one in zip(LABELS, filled, strict=True):
        total = one.bodies[0].rows[-1].row + 1
        assert book[f"汇总 ({label})"]["A1"].value == f"='{SHEET} ({label})'!F{total}"
        assert (
            f"'{SHEET} ({label})'"
            in (
                book.defined_names["指标金额"]
                if label == "甲县"
                else book[f"{SHEET} ({label})"].defined_names["指标金额"]
            ).attr_text
        )


def test_charts_on_sheets_of_their_own_are_copied():
    _, _, out = sets("charted", 2)
    assert load_workbook(io.BytesIO(out.content)).sheetnames == [
        f"{SHEET} (甲县)", "图表 (甲县)", f"{SHEET} (乙县)", "图表 (乙县)"
    ]  # fmt: skip
    parts = parts_of(out.content)
    charts = sorted(name for name in parts if "/charts/chart" in name)
    assert len(charts) == 4
    for name in charts:
        assert parts[name].decode().count(f"'{SHEET} ({'乙县' if '_2' in name else '甲县'})'!") >= 1


def test_hidden_lists_are_there_once():
    blank, _, out = sets("hidden_lists")
    names = load_workbook(io.BytesIO(out.content)).sheetnames
    others = load_workbook(io.BytesIO(blank.data)).sheetnames[1:]
    assert names == [f"{SHEET} ({label})" for label in LABELS] + others


def test_the_properties_list_all_sheets():
    _, _, out = sets("annexed", 2)
    titles = parts_of(out.content)["docProps/app.xml"].decode()
    names = "".join(f"<vt:lpstr>{name} ({label})</vt:lpstr>" for label in LABELS[:2] for name in (SHEET, "附表"))
    assert names in titles and "<vt:i4>4</vt:i4>" in titles


def test_notices_begin_with_the_sheet():
    _, _, out = sets("formulas")
    assert out.notices and all(notice.startswith((f"“{SHEET} (", "工作表“汇总 (")) for notice in out.notices)


def test_what_cannot_be_there_twice_is_refused():
    blank = BLANK_FORMS["portrait"]()
    book = load_workbook(io.BytesIO(blank.data))
    book[SHEET]["Z99"] = '=INDIRECT(A1&"!B2")'
    data = io.BytesIO()
    book.save(data)
    filled = fill(blank.map, blank.form, a_filing(blank), "甲县")
    filler = SetFiller(data.getvalue(), blank.map, {SHEET})
    with pytest.raises(CannotCopyError, match="INDIRECT"):
        filler.filled([[FormFilled(blank.map, filled)]], ["甲县"])


def test_forms_of_one_sheet_become_one():
    blank = BLANK_FORMS["portrait"]()
    filled = fill(blank.map, blank.form, a_filing(blank, (5, 1, 3, 0, 2)), "甲县")
    top, left, rows, cols = blank.map.area
    below = replace(blank.map, area=(top + 1000, left, rows, cols))
    one = by_sheet([FormFilled(below, filled), FormFilled(blank.map, filled)])[SHEET]
    down = sum(filled.inserted.values())
    assert down and len(one.filled.cells) == 2 * len(filled.cells)
    half = len(filled.cells)
    for first, second in zip(one.filled.cells[:half], one.filled.cells[half:], strict=True):
        assert (first.spot.row + down, first.text) == (second.spot.row, second.text)
    assert [body.table for body in one.filled.bodies] == [table.id for table in one.map.tables]
    assert len({table.id for table in one.map.tables}) == len(one.map.tables)
