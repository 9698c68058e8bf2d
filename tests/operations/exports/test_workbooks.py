"""Filings out as new workbooks and back again, whatever clerks have written in them."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from medaid_desktop.core.compose import PlaceNames
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import EXTRA
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.workbooks import export_workbook
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.reading import read_file
from tests.formats.excel.workbook_rules import faults
from tests.operations.made_up_filings import filings
from tests.operations.there_and_back import FORMS, exported, filing_of, known, on_paper, place_of, read


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    made = sample_filings(desk.forms)
    return desk.ledger.filings.add_many([(filing, title_of(desk.form_of(filing), filing)) for filing in made])


# -- there and back ----------------------------------------------------------------------------------------------------


def test_every_sample_comes_back_whole(desk: Desk, ids: list[str], tmp_path: Path):
    """All in one workbook, a tab each."""
    steps: list[tuple[int, int]] = []
    out = tmp_path / "全部.xlsx"
    assert export_workbook(desk, ids, out, lambda *step: steps.append(step)) == len(ids)
    assert faults(out.read_bytes()) == []
    tables = read_file(out, known()).tables
    assert len(tables) == len(ids) == len(load_workbook(out).sheetnames)
    for filing_id, table in zip(ids, tables, strict=True):
        filing = desk.ledger.filings.get(filing_id)
        assert on_paper(table.filing) == on_paper(filing), table.sheet
        assert filing.form == "allocation" or table.confidence == 1.0, table.notices
    assert steps[-1] == (len(ids), len(ids))


@pytest.mark.parametrize("form", FORMS)
def test_any_filing_comes_back_whole(form: str):
    @settings(max_examples=6, deadline=None)
    @given(filings(FORMS[form]))
    def comes_back(filing: Filing):
        content = exported(filing)
        assert faults(content) == []
        assert on_paper(read(content).filing) == on_paper(filing)

    comes_back()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_without_anything_in_it_comes_back(form: str):
    filing = filing_of(form, year=2026)
    assert on_paper(read(exported(filing)).filing) == on_paper(filing)


def test_region_and_year_are_read_from_the_foot_where_nothing_else_says_them():
    filing = filing_of("allocation", "320106", 2024, tables={"rows": [{"name": "甲", "amount": "5"}]})
    content = exported(filing, PlaceNames("鼓楼区", "江苏省南京市鼓楼区"))
    found = read(content)
    assert (found.filing.region, found.filing.year) == ("320106", 2024), "28 names of counties repeat"


def test_a_layout_that_the_clerk_chose_is_kept():
    filing = filing_of("allocation", variant="accounts", tables={"rows": [{"name": "甲", "amount": "5"}]})
    assert read(exported(filing)).filing.variant == "accounts"


# -- what cannot be printed can be exported ----------------------------------------------------------------------------


def test_characters_that_no_font_of_ours_has_are_exported(desk: Desk, tmp_path: Path):
    filing = filing_of("project-target", values={"project_name": "\U0002b4e7与\U00030000的项目"})
    desk.ledger.filings.add(filing, "项目")
    (found,) = desk.ledger.filings.list()
    with pytest.raises(UserError, match="字体里没有这个字"):
        print_filings(desk, [found.id], tmp_path / "a.pdf")
    export_workbook(desk, [found.id], tmp_path / "a.xlsx")
    assert (
        read_file(tmp_path / "a.xlsx", known()).tables[0].filing.values["project_name"]
        == "\U0002b4e7与\U00030000的项目"
    )


def test_a_text_longer_than_a_page_is_set_smaller_and_stays_whole():
    text = "".join(f"{number}.资助符合条件的困难群众参加城乡居民基本医疗保险，应保尽保；" for number in range(1, 90))
    filing = filing_of("declaration", values={"estimate_basis": text, "project_name": "甲"})
    content = exported(filing)
    assert on_paper(read(content).filing) == on_paper(filing)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cell = sheet[place_of(content, text)]
    assert 6 <= cell.font.size < 10.5
    assert sheet.row_dimensions[cell.row].height <= (297 - 36) * 72 / 25.4 * 0.9 + 1


def test_a_text_too_long_for_excel_is_refused_with_its_place(desk: Desk, tmp_path: Path):
    desk.ledger.filings.add(filing_of("project-target", values={"annual_goal": "字" * 33_000}), "项目")
    (found,) = desk.ledger.filings.list()
    with pytest.raises(UserError, match="最多 32,767 个") as error:
        export_workbook(desk, [found.id], tmp_path / "a.xlsx")
    assert "阳谷县-绩效目标表-2021" in error.value.where and not (tmp_path / "a.xlsx").exists()


# -- failures ----------------------------------------------------------------------------------------------------------


def test_nothing_to_export_is_said(desk: Desk, tmp_path: Path):
    with pytest.raises(UserError, match="没有可导出的填报件"):
        export_workbook(desk, [], tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_too_many_tabs_are_said(desk: Desk, tmp_path: Path):
    with pytest.raises(UserError, match="一个工作簿放不下 501 份"):
        export_workbook(desk, ["x"] * 501, tmp_path / "a.xlsx")


def test_content_without_a_cell_of_its_own_has_a_line():
    """In a table of two columns such a line looks like one of its rows: the code at the foot tells."""
    rows = [{"name": "合计", "amount": "5"}]
    filing = filing_of("allocation", values={f"{EXTRA}开户银行": "甲行"}, tables={"rows": rows})
    assert on_paper(read(exported(filing)).filing) == on_paper(filing)
