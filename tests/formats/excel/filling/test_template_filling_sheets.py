"""Several filings in one workbook, a sheet each with all that belongs to it."""

import io

import pytest
from openpyxl import load_workbook

from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.formats.excel.filling.template_filling_sheets import sheets_filled
from tests.formats.excel.filling.filled_forms import (
    FORMS,
    a_filing,
    same,
    shown,
)
from tests.formats.excel.package_rules import package_faults
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, SHEET, TOP
from tests.formats.excel.patching.comparing import parts_of


def together(name: str, count: int = 3, names=("阳谷县", "阳谷县", "[a]/b:c")):
    blank = BLANK_FORMS[name]()
    filings = [a_filing(blank, (number + 2, 1, 3, 0, 2)) for number in range(count)]
    filled = [fill(blank.map, blank.form, filing, "阳谷县") for filing in filings]
    return blank, filled, sheets_filled(blank.data, blank.map, iter(filled), names[:count])


@pytest.mark.parametrize("name", FORMS)
def test_several_filings_stand_on_a_sheet_each(name):
    blank, filled, out = together(name)
    book, before = load_workbook(io.BytesIO(out.content)), load_workbook(io.BytesIO(blank.data))
    assert book.sheetnames == ["阳谷县", "阳谷县(2)", "_a_b_c", *before.sheetnames[1:]]
    assert [sheet.sheet_state for sheet in book][3:] == [sheet.sheet_state for sheet in before][1:]
    assert book.active.title == "阳谷县"
    for title, one in zip(book.sheetnames, filled, strict=False):
        at = shown(out.content, title)
        for cell in one.cells:
            assert same(cell.text, at(cell.spot.row, cell.spot.col)), (title, cell)
    parts = parts_of(out.content)
    for part in parts:
        if part.endswith(".rels"):
            continue
        content_types = parts["[Content_Types].xml"].decode()
        ending = part.rpartition(".")[2]
        assert f'PartName="/{part}"' in content_types or f'Extension="{ending}"' in content_types, part


def test_a_sheet_alone_is_the_filled_workbook_with_its_name():
    _, _, out = together("portrait", 1)
    assert load_workbook(io.BytesIO(out.content)).sheetnames == ["阳谷县"]


def test_each_sheet_has_its_own_names_areas_pictures_and_references():
    _, filled, out = together("formulas")
    book = load_workbook(io.BytesIO(out.content))
    lasts = [one.bodies[0].rows[-1].row for one in filled]
    assert book["汇总"]["A1"].value == f"='阳谷县'!F{lasts[0] + 1}"
    assert book.defined_names["指标金额"].attr_text == f"'阳谷县'!$F${TOP + 1}:$F${lasts[0]}"
    assert book["阳谷县(2)"].defined_names["指标金额"].attr_text == f"'阳谷县(2)'!$F${TOP + 1}:$F${lasts[1]}"
    _, filled, out = together("portrait")
    book = load_workbook(io.BytesIO(out.content))
    assert [sheet.print_title_rows for sheet in book] == [f"${TOP}:${TOP}"] * 3
    assert {sheet.print_area.rpartition("!")[0] for sheet in book} == {"'阳谷县'", "'阳谷县(2)'", "'_a_b_c'"}
    _, _, out = together("charted")
    parts = parts_of(out.content)
    assert "'阳谷县(2)'!$F$" in parts["xl/charts/chart1_2.xml"].decode()
    assert (
        b'displayName="' in parts["xl/tables/table1_2.xml"] and "资金表_2" in parts["xl/tables/table1_2.xml"].decode()
    )
    _, _, out = together("shapes")
    assert len([part for part in parts_of(out.content) if part.startswith("xl/drawings/drawing1")]) == 3
    assert len([part for part in parts_of(out.content) if part.startswith("xl/media")]) == 1


def test_one_tab_is_chosen_and_one_sheet_known_to_the_macros():
    _, _, out = together("macros")
    parts = parts_of(out.content)
    sheets = [content for part, content in parts.items() if part.startswith("xl/worksheets/sheet1")]
    assert sum(b"codeName" in content for content in sheets) == 1
    assert sum(b'tabSelected="1"' in content for content in sheets) == 1
    assert "xl/vbaProject.bin" in parts


def test_the_properties_list_all_sheets():
    _, _, out = together("annexed")
    titles = parts_of(out.content)["docProps/app.xml"].decode()
    assert (
        "<vt:lpstr>阳谷县</vt:lpstr><vt:lpstr>阳谷县(2)</vt:lpstr><vt:lpstr>_a_b_c</vt:lpstr><vt:lpstr>附表</vt:lpstr>"
        in titles
    )
    assert "<vt:i4>4</vt:i4>" in titles and '<vt:vector size="4" baseType="lpstr">' in titles


def test_threads_of_copies_are_threads_of_their_own():
    _, _, out = together("notes")
    parts = parts_of(out.content)
    ids = {content.partition(b' id="{')[2][:36] for part, content in parts.items() if "threadedComments/" in part}
    assert len(ids) == 3


def test_formulas_over_table_objects_read_those_of_their_own_sheet():
    blank = BLANK_FORMS["charted"]()
    book = load_workbook(io.BytesIO(blank.data))
    book[SHEET]["M41"] = "=COUNTA(资金表[甲])+COUNTA(资金表)"
    data = io.BytesIO()
    book.save(data)
    filled = [fill(blank.map, blank.form, a_filing(blank), "阳谷县")] * 2
    out = sheets_filled(data.getvalue(), blank.map, filled, ("甲县", "乙县"))
    book = load_workbook(io.BytesIO(out.content))
    formulas = [str(cell.value) for name in ("甲县", "乙县") for row in book[name].iter_rows() for cell in row]
    assert [text for text in formulas if "资金表" in text] == [
        "=COUNTA(资金表[甲])+COUNTA(资金表)", "=COUNTA(资金表_2[甲])+COUNTA(资金表_2)"
    ]  # fmt: skip
    assert [list(book[name].tables) for name in ("甲县", "乙县")] == [["资金表"], ["资金表_2"]]
    assert package_faults(out.content) == []
