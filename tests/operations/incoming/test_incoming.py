"""One file on its way into the ledger: read, compared with what is there, settled by hand, corrected, stored."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import ReadCancelled
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.history import entries
from medaid_desktop.operations.incoming import (
    Choice,
    known_for,
    learn,
    read_incoming,
    reread,
    settle,
    source_of,
    store_incoming,
)
from medaid_desktop.operations.incoming import reading as incoming_reading
from medaid_desktop.recognition.corrections import Correction
from tests.operations.incoming.hands import read
from tests.operations.workbooks import INDICATORS, target_book, unknown_sheet

NAME = "values.project_name"


def test_a_workbook_becomes_a_filing_with_its_source(desk: Desk, book: Path):
    incoming = read(desk, book)
    (item,) = incoming.items
    assert (item.choice, item.target, item.existing, item.problem) == (Choice.NEW, "", [], None)
    assert (item.filing.region, item.filing.year, item.title) == ("371521", 2021, "医疗救助补助资金")
    outcome = store_incoming(desk, incoming)
    filing = desk.ledger.filings.get(outcome.ids[0])
    assert (filing.form, filing.form_version, filing.status) == ("project-target", "1", "draft")
    assert [row["target"] for row in filing.rows("indicators")] == [row[3] for row in INDICATORS]
    source = source_of(desk, filing.id)
    assert source and (source.name, source.sheet, source.data()) == ("阳谷县.xlsx", "表1", book.read_bytes())
    assert entries(desk, filing.id).entries[-1].label == "建立填报件：从 阳谷县.xlsx（表1） 导入"


def test_every_table_of_a_workbook_is_taken_and_the_file_kept_once(desk: Desk, tmp_path: Path):
    book = target_book(tmp_path / "各县.xlsx", {}, {"county": "东阿县"}, {"county": "莘县"})
    outcome = store_incoming(desk, read(desk, book))
    regions = [desk.ledger.filings.get(one).region for one in outcome.ids]
    assert regions == ["371521", "371524", "371522"]
    assert desk.ledger.connection.rows("SELECT count(*) FROM sources") == [(1,)]
    assert [source_of(desk, one).sheet for one in outcome.ids] == ["表1", "表2", "表3"]


def test_what_was_read_is_stored_even_if_the_file_is_gone_by_then(desk: Desk, book: Path):
    content, incoming = book.read_bytes(), read(desk, book)
    book.unlink()
    (made,) = store_incoming(desk, incoming).ids
    assert source_of(desk, made).data() == content


def test_a_table_of_no_known_form_is_left_out_and_named(desk: Desk, book: Path):
    opened = load_workbook(book)
    unknown_sheet(opened)
    opened.save(book)
    incoming = read(desk, book)
    assert [item.problem is None for item in incoming.items] == [True, False]
    outcome = store_incoming(desk, incoming)
    assert len(outcome.ids) == 1
    assert [("别的表" in said, "认不出这是哪一种表" in said) for said in outcome.notices] == [(True, True)]


def test_a_file_with_nothing_to_take_is_an_error_of_that_file(desk: Desk, tmp_path: Path):
    letter, strange = tmp_path / "空.xlsx", tmp_path / "别的.xlsx"
    Workbook().save(letter)
    opened = Workbook()
    opened.remove(opened.active)
    unknown_sheet(opened)
    opened.save(strange)
    assert "没有可以读懂的表" in str(read(desk, letter).error)
    incoming = read(desk, strange)
    assert incoming.error is None and incoming.takeable == []
    with pytest.raises(UserError, match=r"认不出这是哪一种表：别的.xlsx"):
        store_incoming(desk, incoming)
    with pytest.raises(UserError, match="没有可以读懂的表"):
        store_incoming(desk, read(desk, letter))
    assert desk.ledger.filings.count() == 0


def test_a_blank_form_is_left_out(desk: Desk, book: Path):
    opened = load_workbook(book)
    sheet = opened.create_sheet("空表")
    for row in (
        ["预算绩效目标申报表"], ["项目名称", "", "项目类别", ""], ["项目编号", "", "主管部门", ""], ["项目实施单位", "", "项目联系人", ""],
        ["项目期限", "年   月 至    年   月", "", ""], ["年度财政拨款（万元）", "0.00", "", ""], ["测算依据及说明", "", "", ""],
        ["项目立项的依据", "", "", ""], ["长期绩效目标", "", "", ""], ["年度绩效目标", "", "", ""],
    ):  # fmt: skip
        sheet.append(row)
    opened.save(book)
    outcome = store_incoming(desk, read(desk, book))
    assert len(outcome.ids) == 1 and "空表" in outcome.notices[0] and "空白" in outcome.notices[0]
    del opened["表1"]
    opened.save(book)
    with pytest.raises(UserError, match="这张表是空白的"):
        store_incoming(desk, read(desk, book))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0", b"%PDF-1.4", bytes(3000)])
def test_no_file_raises(desk: Desk, tmp_path: Path, content: bytes):
    file = tmp_path / "坏.xlsx"
    file.write_bytes(content)
    assert "坏.xlsx" in str(read(desk, file).error)


def test_a_fault_of_the_program_costs_one_file_and_is_written_down(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(incoming_reading, "recognise", lambda *_: 1 / 0)
    error = read(desk, book).error
    assert error and "ZeroDivisionError" in error.what
    assert Path(error.mend.partition("和 ")[2].partition(" 交给")[0]).is_file()


def test_reading_stops_where_it_is_asked_to(desk: Desk, book: Path):
    with pytest.raises(ReadCancelled):
        read_incoming(desk, book, known_for(desk), is_cancelled=lambda: True)


def test_region_and_year_stand_in_and_settle_the_doubt(desk: Desk, tmp_path: Path):
    file = target_book(tmp_path / "甲.xlsx", county="", year=None)
    (bare,) = read(desk, file).items
    assert {notice.rule for notice in bare.doubts} == {"read.year", "region.name"}
    (item,) = read(desk, file, "371522", 2020).items
    assert (item.filing.region, item.filing.year, item.doubts) == ("371522", 2020, [])


def test_a_contradiction_is_said_and_the_file_believed(desk: Desk, book: Path):
    (item,) = read(desk, book, "371522", 2020).items
    assert (item.filing.region, item.filing.year) == ("371521", 2021)
    assert [(notice.rule, "未改为" in notice.message) for notice in item.doubts] == [("read.import", True)] * 2


# -- by hand ---------------------------------------------------------------------------------------------------------


def test_region_and_year_are_settled_and_what_is_there_looked_up(desk: Desk, tmp_path: Path, stored: str):
    (item,) = read(desk, target_book(tmp_path / "b.xlsx", county="", year=None, total="1")).items
    settle(desk, item, region="371521", year=2021)
    assert (item.filing.region, item.filing.year) == ("371521", 2021)
    assert [same.id for same in item.existing] == [stored] and item.doubts == []
    settle(desk, item, year=None)
    assert (item.filing.region, item.filing.year, item.existing) == ("371521", None, [])
    with pytest.raises(UserError, match="区划"):
        settle(desk, item, region="999999")
    assert item.filing.region == "371521"


def test_another_form_keeps_every_cell(desk: Desk, book: Path):
    (item,) = read(desk, book).items
    settle(desk, item, form="declaration")
    filing = item.filing
    assert (filing.form, filing.region, filing.year) == ("declaration", "371521", 2021)
    assert filing.values["project_name"] == "医疗救助补助资金"
    assert "350.5" in {text for name, text in filing.values.items() if name.startswith("extra:")}
    assert len(filing.rows("indicators")) == 3
    with pytest.raises(UserError, match="没有这样的表格"):
        settle(desk, item, form="fund-usage")
    settle(desk, item, form="project-target")
    assert item.filing.values["funding_total"] == "350.5"


def test_a_table_of_no_known_form_can_be_given_one(desk: Desk, tmp_path: Path):
    opened = Workbook()
    opened.remove(opened.active)
    unknown_sheet(opened)
    opened.save(tmp_path / "别的.xlsx")
    incoming = read(desk, tmp_path / "别的.xlsx", "371521")
    (item,) = incoming.items
    with pytest.raises(UserError, match="还没有选定表种"):
        settle(desk, item, year=2021)
    settle(desk, item, form="project-target", region="371521", year=2021)
    assert item.problem is None
    assert len(store_incoming(desk, incoming).ids) == 1


def test_a_correction_is_remembered_for_the_next_file_of_the_layout(desk: Desk, book: Path, tmp_path: Path):
    incoming = read(desk, book)
    (item,) = incoming.items
    settle(desk, item, region="371522")
    item.choice = Choice.SKIP
    learn(desk, item.understood.layout, [Correction("row", (7, 0), "")])
    (again,) = reread(desk, incoming, known_for(desk)).items
    assert len(again.filing.rows("indicators")) == 2
    assert (again.filing.region, again.choice) == ("371522", Choice.SKIP)
    next_file = read(desk, target_book(tmp_path / "莘县.xlsx", county="莘县", total="12"))
    assert len(next_file.items[0].filing.rows("indicators")) == 2
    assert any(notice.rule == "read.corrected" for notice in next_file.items[0].doubts)
    learn(desk, item.understood.layout, [Correction("row", (7, 0), "row")])
    assert len(read(desk, book).items[0].filing.rows("indicators")) == 3


def test_a_memory_nobody_can_read_is_as_none(desk: Desk, book: Path):
    layout = read(desk, book).items[0].understood.layout
    desk.ledger.layouts.keep(layout, "of a later version")
    assert len(read(desk, book).items[0].filing.rows("indicators")) == 3
    learn(desk, layout, [Correction("row", (7, 0), "")])
    assert len(read(desk, book).items[0].filing.rows("indicators")) == 2


def test_json_comes_back_from_rereading_as_it_is(desk: Desk, tmp_path: Path):
    (tmp_path / "a.json").write_text('{"form": "declaration"}', encoding="utf-8")
    incoming = read(desk, tmp_path / "a.json")
    assert reread(desk, incoming, known_for(desk)) is incoming
    settle(desk, incoming.items[0], region="371521", year=2020)
    assert desk.ledger.filings.get(store_incoming(desk, incoming).ids[0]).region == "371521"


def test_a_source_too_large_is_left_out_and_that_is_said(desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("medaid_desktop.operations.incoming.storing.LARGEST_SOURCE", 1000)
    outcome = store_incoming(desk, read(desk, book))
    assert len(outcome.ids) == 1 and source_of(desk, outcome.ids[0]) is None
    assert "没有存进台账" in outcome.notices[0]


def test_an_edit_after_the_import_makes_another_content(desk: Desk, book: Path, stored: str):
    commit(desk, stored, [("values.annual_goal", "改")], "填写")
    assert read(desk, book).items[0].choice is Choice.KEEP_BOTH
    commit(desk, stored, [(NAME, "改")], "填写")
    assert read(desk, book).items[0].choice is Choice.NEW


def _as_page(rows: list[tuple[str, ...]]) -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<html><meta charset=utf-8><body><table>{lines}</table></body></html>".encode()


def _as_letter(rows: list[tuple[str, ...]]) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            table.cell(row, col).text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _as_tabs(rows: list[tuple[str, ...]]) -> bytes:
    return "\r\n".join("\t".join(row) for row in rows).encode("gb18030")


@pytest.mark.parametrize(("name", "written"), [("网页.xls", _as_page), ("信.docx", _as_letter), ("表.xls", _as_tabs)])
def test_every_kind_comes_through_the_same_door(
    desk: Desk, tmp_path: Path, name: str, written: Callable[[list[tuple[str, ...]]], bytes]
):
    rows = [
        ("2021年中央财政医疗救助补助资金分配表", ""), ("单位：万元", ""), ("地区", "金额"), ("阳谷县", "12.5"), ("莘县", "7.5"), ("合计", "20"),
    ]  # fmt: skip
    (tmp_path / name).write_bytes(written(rows))
    (made,) = store_incoming(desk, read(desk, tmp_path / name, "371500")).ids
    filing = desk.ledger.filings.get(made)
    assert (filing.form, filing.region, filing.year) == ("allocation", "371500", 2021)
    assert [row["amount"] for row in filing.rows("rows")] == ["12.5", "7.5", "20"]
    assert filing.variant in {"sources", "headcount", "regions", "accounts"}  # the full layout would be mostly blank
    assert source_of(desk, made).data() == (tmp_path / name).read_bytes()


def test_rows_of_mere_group_names_do_not_come_in(desk: Desk, tmp_path: Path):
    rows = (*INDICATORS, ("效益指标", "生态效益指标", "", ""), ("满意度指标", "服务对象满意度指标", "……", ""))
    (item,) = read(desk, target_book(tmp_path / "a.xlsx", indicators=rows)).items
    assert len(item.filing.rows("indicators")) == 3
