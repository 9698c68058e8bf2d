"""Hostile and damaged templates end in a sentence that a clerk understands."""

from dataclasses import replace

import pytest

from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from tests.formats.excel.filling.filled_forms import a_filing, packed
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, MAIN
from tests.formats.excel.patching.comparing import parts_of


def damaged(change) -> bytes:
    parts = parts_of(BLANK_FORMS["portrait"]().data)
    change(parts)
    return packed(parts)


def replaced(name: str, old: bytes, new: bytes):
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = parts[name].replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    "change",
    [
        replaced(MAIN, b"</sheetData>", b""),
        replaced(MAIN, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        replaced("xl/styles.xml", b"<cellXfs", b"<cell<Xfs"),
        replaced("xl/workbook.xml", b"<sheets>", b"<sheets"),
        replaced("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/sheet9.xml"),
        lambda parts: parts.pop(MAIN),
        lambda parts: parts.pop("xl/workbook.xml"),
    ],
)
def test_a_damaged_template_is_a_clear_failure(change):
    data, blank = damaged(change), BLANK_FORMS["portrait"]()
    with pytest.raises(UserError) as caught:
        TemplateFiller(data, blank.map).filled(fill(blank.map, blank.form, a_filing(blank), ""))
    assert caught.value.mend


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_a_clear_failure(data):
    with pytest.raises(UserError):
        TemplateFiller(data, BLANK_FORMS["portrait"]().map)


def test_another_sheet_than_the_maps_is_told():
    blank = BLANK_FORMS["portrait"]()
    with pytest.raises(UserError, match="没有工作表"):
        TemplateFiller(blank.data, replace(blank.map, sheet="别的"))


def test_a_sheet_of_endless_rows_is_refused_soon(monkeypatch):
    monkeypatch.setattr("medaid_desktop.formats.excel.patching.tags.MOST_TAGS", 2000)
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (row, row) for row in range(100, 1100))
    data = damaged(replaced(MAIN, b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(UserError, match="太大"):
        TemplateFiller(data, BLANK_FORMS["portrait"]().map)
