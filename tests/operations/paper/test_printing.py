"""Printing filings: every text on the page, draft until reviewed, nothing left behind on failure."""

from pathlib import Path

import pypdfium2
import pytest

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.paper.printing import measure, print_filings, sheet_name, suggested_file_name


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    made = [add_filing(desk, form, "371521", 2020).id for form in ("declaration", "project-target")]
    commit(desk, made[0], [("values.project_name", "贫困人口䶮救助"), ("values.extra:经办", "待遇科")], "填写")
    return made


def test_all_sheets_stand_in_one_file(desk: Desk, ids: list[str], tmp_path: Path):
    done: list[tuple[int, int]] = []
    report = print_filings(desk, ids, tmp_path / "批.pdf", progress=lambda *step: done.append(step))
    text = text_of(tmp_path / "批.pdf")
    assert "预算绩效目标申报表" in text and "绩效目标表" in text
    assert "贫困人口䶮救助" in text and "待遇科" in text
    assert done[-1] == (2, 2) and len(report.pages) == 2


def test_every_page_bears_form_region_number_and_code(desk: Desk, ids: list[str], tmp_path: Path):
    print_filings(desk, ids[:1], tmp_path / "a.pdf")
    code = verification_code(digest(desk.ledger.filings.get(ids[0])))
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        for number, page in enumerate(document, 1):
            text = "".join(page.get_textpage().get_text_range().split())
            assert f"第{number}页共{len(document)}页" in text
            assert "预算绩效目标申报表·山东省聊城市阳谷县·2020年度" in text
            assert code in text


def test_nothing_to_print_and_unknown_filings_leave_no_file(desk: Desk, ids: list[str], tmp_path: Path):
    with pytest.raises(UserError, match="没有可打印"):
        print_filings(desk, [], tmp_path / "a.pdf")
    with pytest.raises(UserError, match="nobody"):
        print_filings(desk, [*ids, "nobody"], tmp_path / "a.pdf")
    assert not list(tmp_path.glob("*.pdf*"))


def test_a_character_no_font_has_is_named(desk: Desk, ids: list[str], tmp_path: Path):
    commit(desk, ids[0], [("values.project_name", "项目\U00013000")], "填写")
    with pytest.raises(UserError, match="13000"):
        print_filings(desk, ids, tmp_path / "a.pdf")
    assert not list(tmp_path.glob("*.pdf*"))


def test_names_are_safe_for_files(desk: Desk, ids: list[str]):
    filing = desk.ledger.filings.get(ids[0])
    assert sheet_name(desk, filing) == "阳谷县-预算绩效目标申报表-2020"
    assert suggested_file_name(desk, [filing], ".pdf") == "阳谷县-预算绩效目标申报表-2020.pdf"
    assert suggested_file_name(desk, [filing, filing], ".pdf") == "医疗救助绩效目标-2份.pdf"


def test_cells_printed_smaller_are_counted_alike_for_file_and_printer(desk: Desk, tmp_path: Path):
    filing = add_filing(desk, "self-evaluation", "371521", 2020)
    assert [item.shrunk for item in measure(desk, [filing.id])] == [0]
    commit(desk, filing.id, [("tables.indicators[+0].actual", "1234567890.12")], "填写")
    report = print_filings(desk, [filing.id], tmp_path / "a.pdf")
    assert [(cell.text, cell.size_pt) for cell in report.shrunk[0]] == [("1234567890.12", 6.5)]
    assert [item.shrunk for item in measure(desk, [filing.id])] == [1]
    assert "1234567890.12" in text_of(tmp_path / "a.pdf")
