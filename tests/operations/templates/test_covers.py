"""A cover with places to fill in is a form of its own, behind the others, and is filled in with them."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from medaid_desktop.formats.documents import read_document
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming.reading import known_for
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.recognition.recognise import recognise
from tests.operations.templates.blanks import target_book, written


def with_cover(places=("申报单位：", "申报日期：", "联系人：")) -> bytes:
    book = load_workbook(io.BytesIO(target_book()))
    cover = book.create_sheet("封面", 0)
    cover["A1"] = "医疗救助资金申报材料"
    for row, text in enumerate(places, 5):
        cover.cell(row, 1, text)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def kept(desk, tmp_path):
    draft = read_template(desk, written(tmp_path, with_cover()))
    assert any("封面" in notice and "一并填上" in notice for notice in draft.notices)
    return keep_template(desk, draft, "目标表")


def test_the_cover_is_the_last_form_and_leaves_the_name_to_the_first(kept):
    assert [one.form for one in kept] == ["custom:目标表", "custom:医疗救助资金申报材料封面"]


def test_the_cover_of_the_same_region_and_year_is_filled_in_too(desk, kept, tmp_path):
    main = add_filing(desk, kept[0].form, "371521", 2024)
    out = tmp_path / "交.xlsx"
    export_files(desk, [main.id], out)
    assert load_workbook(out)["封面"]["A5"].value == "申报单位："
    add_filing(desk, kept[1].form, "371521", 2023)
    cover = add_filing(desk, kept[1].form, "371521", 2024)
    commit(desk, cover.id, [("values.filling_unit", "某县医疗保障局")], "填写")
    commit(desk, main.id, [("values.project_name", "医疗救助")], "填写")
    export_files(desk, [main.id], out)
    assert load_workbook(out)["封面"]["A5"].value == "申报单位：某县医疗保障局"
    read = {one.form: one.filing for one in recognise(read_document(out), known_for(desk))}
    assert read[kept[1].form].values["filling_unit"] == "某县医疗保障局"
    assert read[kept[0].form].values["project_name"] == "医疗救助"


def test_a_cover_with_a_single_place_is_only_told_of(desk, tmp_path):
    draft = read_template(desk, written(tmp_path, with_cover(("申报单位：",))))
    assert len(draft.maps) == 1
    assert any("申报单位不会填写" in notice for notice in draft.notices)
