"""The parts of a sheet as they have to be in a copy of it."""

from medaid_desktop.formats.excel.patching.copied_parts import (
    chart_copied,
    notes_copied,
    relations_copied,
    sheet_copied,
    table_copied,
)
from medaid_desktop.formats.guard import Watch


def test_one_sheet_only_is_chosen_and_known_to_macros():
    sheet = b'<worksheet><sheetPr codeName="Sheet1" filterMode="1"/><sheetView tabSelected = \'1\' zoomScale="90"/></worksheet>'
    assert sheet_copied(sheet, 2, Watch()) == (
        b'<worksheet><sheetPr filterMode="1"/><sheetView zoomScale="90"/></worksheet>'
    )


def test_charts_over_names_go_by_those_of_the_copy():
    chart = "<c:chart xmlns:c='c'><c:f>[0]!金额</c:f><c:f>[0]!税率</c:f><c:f>'表 (乙)'!$A$1</c:f></c:chart>".encode()
    assert chart_copied(chart, "It's (乙)", frozenset({"金额"}), Watch()).decode() == (
        "<c:chart xmlns:c='c'><c:f>'It''s (乙)'!金额</c:f><c:f>[0]!税率</c:f><c:f>'表 (乙)'!$A$1</c:f></c:chart>"
    )


def test_relations_lead_to_the_copies():
    listing = (
        '<Relationships><Relationship Id="1" Target="../drawings/drawing1.xml"/><Relationship Id="2" Target="/xl/Tables/table1.xml"/>'
        '<Relationship Id="3" Target="../media/image1.png"/><Relationship Id="4" Target="#表!A1" TargetMode="External"/>'
        '<Relationship Id="5" Target="#%E8%A1%A8!A1"/><Relationship Id="6" Target="http://a/#表!A1" TargetMode="External"/>'
        "</Relationships>"
    )
    parts = {"xl/drawings/drawing1.xml": "xl/drawings/drawing1_2.xml", "xl/tables/table1.xml": "xl/tables/table1_2.xml"}
    made = relations_copied(listing.encode(), "xl/worksheets/sheet1.xml", parts, {"表": "表 (乙)"}, Watch()).decode()
    for target in (
        "../drawings/drawing1_2.xml", "/xl/Tables/table1_2.xml", "../media/image1.png", "#'表 (乙)'!A1",
        "#'%E8%A1%A8%20(%E4%B9%99)'!A1", "http://a/#表!A1",
    ):  # fmt: skip
        assert f'Target="{target}"' in made


def test_ids_are_the_copys_own():
    assert b' id="7"' in table_copied(b'<table id="1" name="a" displayName="a" ref="A1:B2"/>', 7, Watch())
    note = b'<threadedComment id="{5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}"/>'
    own = b'<worksheet xr:uid="{5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}"><x14:id>{5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}</x14:id></worksheet>'
    made = sheet_copied(own, 2, Watch())
    assert made.count(b"5C2B8E1D-7F1A") == 1 and b"<x14:id>{5C2B8E1D-7F1A" in made and len(made) == len(own)
    assert len({notes_copied(note, 2), notes_copied(note, 3), note}) == 3
    assert notes_copied(note, 2) == notes_copied(note, 2)
