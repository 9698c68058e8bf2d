"""Formulas that fill several cells: arrays, tables of data, formulas that are shared; rows come in between, results never grow old."""

import io
import re
import zipfile

from openpyxl import load_workbook

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.template_map import Spot, TemplateMap
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from medaid_desktop.formats.excel.patching.edits import Number
from tests.formats.excel.patching.books import SHEET, book, filled, formula, stored

MAIN = "xl/worksheets/sheet1.xml"


def rewritten(data: bytes, **cells: str) -> bytes:
    """A workbook with the XML of cells written by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == MAIN:
                for cell, made in cells.items():
                    text, count = re.subn(rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)'.encode(), made.encode(), text)
                    assert count == 1
            new.writestr(name, text)
    return out.getvalue()


def cell(data: bytes, name: str) -> str:
    """The XML of a cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        found = re.search(rf'<c r="{name}"[^>]*?(?:/>|>.*?</c>)', file.read(MAIN).decode())
    return found[0] if found else ""


def spread() -> bytes:
    """A1:A3 doubled by one array in B1:B3, D1:E1 by another; B1 spreads dynamically."""
    data = book({f"{col}{row}": 1 for row in (1, 2, 3) for col in "ABDE"} | {"F9": "=SUM(B1:B3)"})
    return rewritten(
        data,
        B1='<c r="B1" cm="1"><f t="array" ref="B1:B3">A1:A3*2</f><v>2</v></c>',
        B2='<c r="B2"><v>4</v></c>',
        B3='<c r="B3"><v>6</v></c>',
        D3='<c r="D3"><f t="array" ref="D3:E3">A3:B3*2</f><v>2</v></c>',
        E3='<c r="E3"><v>12</v></c>',
        F9='<c r="F9"><f>SUM(B1:B3)</f><v>12</v></c>',
    )


def test_all_cells_of_an_array_lose_their_results_with_it():
    new = filled(spread(), {"A2": Number("9")})
    assert [stored(new, name) for name in ("B1", "B2", "B3", "D3", "E3", "F9")] == [None] * 6
    assert 'cm="1"' in cell(new, "B1") and "<f" in cell(new, "B1")
    untouched = filled(spread(), {"D1": "无关"})
    assert [stored(untouched, name) for name in ("B1", "B2", "B3", "F9")] == [2, 4, 6, 12]


def test_rows_put_in_make_an_array_longer_and_repeat_one_that_lies_in_the_row():
    new = filled(spread(), {"A4": Number("9")}, {3: 2})
    sheet = load_workbook(io.BytesIO(new))[SHEET]
    assert (sheet["B1"].value.ref, sheet["B1"].value.text) == ("B1:B5", "=A1:A5*2")
    for row in (3, 4, 5):
        array = sheet[f"D{row}"].value
        assert (array.ref, array.text) == (f"D{row}:E{row}", f"=A{row}:B{row}*2")
    assert formula(new, "F11") == "=SUM(B1:B5)"
    assert [stored(new, name) for name in ("B2", "B3", "E3", "F11")] == [None] * 4


def test_a_cell_that_an_array_fills_is_never_written():
    map = TemplateMap(SHEET, 0, SHEET)
    written = Filled(cells=(FilledCell(Spot(1, 1), "7"), FilledCell(Spot(0, 0), "8")))
    out = TemplateFiller(spread(), map).filled(written)
    assert cell(out.content, "B2") == '<c r="B2" t="n"></c>' or "<v>" not in cell(out.content, "B2")
    assert out.notices == ("单元格 B2 是公式，没有写入：“7”",)


def test_a_table_of_data_moves_and_its_results_go():
    data = rewritten(
        book({"A1": 1, "B5": 1, "B6": 2, "B7": 3}),
        B5='<c r="B5"><f t="dataTable" ref="B5:B7" dt2D="0" dtr="0" r1="A4"/><v>7</v></c>',
    )
    new = filled(data, {"A1": Number("5")}, {2: 3})
    assert 'ref="B8:B10"' in cell(new, "B8") and 'r1="A7"' in cell(new, "B8")
    assert [stored(new, name) for name in ("B8", "B9", "B10")] == [None] * 3


def test_formulas_that_are_shared_get_their_own_where_rows_come_between():
    data = rewritten(
        book({"A1": 1, "A2": 2, "A3": 3, "B1": 1, "B2": 1, "B3": 1}),
        B1='<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c>',
        B2='<c r="B2"><f t="shared" si="0"/><v>4</v></c>',
        B3='<c r="B3"><f t="shared" si="0"/><v>6</v></c>',
    )
    new = filled(data, {"A3": Number("10")}, {2: 1})
    assert [formula(new, f"B{row}") for row in range(1, 5)] == [f"=A{row}*2" for row in range(1, 5)]
    assert [stored(new, f"B{row}") for row in range(1, 5)] == [2, 4, 20, 6]
    kept = filled(data, {"A3": Number("10")})
    assert 't="shared"' in cell(kept, "B3") and stored(kept, "B3") == 20


def test_results_are_stored_by_their_kind():
    data = book(
        {
            "A1": 1,
            "B1": '=IF(A1>1,"超","未超")',
            "C1": "=A1>1",
            "D1": "=1/(A1-5)",
            "E1": '=IFERROR(D1,"—")',
            "F1": '=IF(A1>9,1,"")',
        }
    )
    new = filled(data, {"A1": Number("5")})
    assert [stored(new, f"{col}1") for col in "BCDEF"] == ["超", True, "#DIV/0!", "—", None]
    assert 't="str"' in cell(new, "B1") and 't="b"' in cell(new, "C1") and 't="e"' in cell(new, "D1")
    assert "<v></v>" in cell(new, "F1") and 't="str"' in cell(new, "F1")
    assert filled(new, {"A1": Number("5")}) == new


def test_figures_that_are_read_as_they_are_shown_are_left_to_the_program():
    def rounded(made):
        made.calculation.fullPrecision = False

    data = book({"A1": 1, "B1": "=A1*3", "C1": "=TODAY()"}, rounded)
    assert stored(filled(data, {"A1": Number("0.333")}), "B1") is None


def test_dates_that_are_stored_as_texts_of_their_own_kind_are_not_read():
    data = rewritten(book({"A1": 1, "B1": 1, "C1": "=SUM(A1:B1)"}), A1='<c r="A1" t="d"><v>2024-01-10</v></c>')
    assert stored(filled(data, {"B1": Number("2")}), "C1") is None
