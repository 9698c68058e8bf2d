"""The report of a check on paper: who, how many, and each finding with all that is known of it."""

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.checking import Counts, check_batch, explain, report
from medaid_desktop.operations.checking.report import report_texts, write_report
from medaid_desktop.operations.checking.report_sheet import Line, PlaceLine, ReportTexts, report_sheet
from medaid_desktop.operations.desk import Desk
from tests.operations.checking.test_checking import add, missing


def texts(findings: int = 1, places: int = 1, summary: tuple[str, ...] = ("共检查 1 份。",)) -> ReportTexts:
    line = Line("warning", "“年度金额”", "“年度金额”是空白，而各部分相加为 20810", "20810", "", "按通知不填")
    regions = [PlaceLine(f"浙江省第{number}市", 2, 1, Counts(1, 2, 3, 4)) for number in range(places)]
    filings = [("浙江省\n区域绩效目标表（2021 年度）", [line] * findings)] if findings else []
    return ReportTexts("审核报告", ("范围：浙江省",), summary, regions, filings)


def shown(sheet: object) -> list[str]:
    return [cell.text for cell in sheet.cells]  # type: ignore[attr-defined]


def test_it_says_place_message_figures_and_explanation_of_each_finding(desk: Desk):
    filing_id = add(desk)
    explain(desk, filing_id, missing(desk, filing_id).finding, "按通知不填合计")
    add(desk, "330100", funding_total="20810")
    made = report_texts(desk, check_batch(desk, [one.id for one in desk.ledger.filings.list()]), "330000")
    assert made.about[0] == "范围：浙江省"
    assert [(one.name, one.filings) for one in made.places] == [("浙江省", 1), ("浙江省杭州市", 1)]
    assert made.places[0].counts.explained == 1
    called, lines = made.filings[0]
    assert called == "浙江省\n区域绩效目标表（2021 年度）\n题"
    assert (
        Line("warning", "“年度金额”", missing(desk, filing_id).finding.message, "20810", "", "按通知不填合计") in lines
    )
    assert {"按通知不填合计", "▲ 警告", "20810", called} <= set(shown(report_sheet(made)))


def test_regions_are_summed_where_there_are_several():
    assert "合计" not in shown(report_sheet(texts(places=1)))
    cells = shown(report_sheet(texts(places=3)))
    assert cells[cells.index("合计") :][1:7] == ["6", "3", "3", "6", "12", "9"]


def test_heads_stand_again_on_each_page_and_the_filing_too():
    sheet = report_sheet(texts(findings=80))
    layout = lay_out(sheet, TextSetter(default_fonts()), draft=False)
    assert len(layout.pages) > 2
    findings = [row for row in sheet.rows if row.heads]
    assert len(findings) == 81
    [head] = {row.heads for row in findings[1:]}
    assert [cell.text for cell in sheet.cells if cell.row == head[0]][3] == "审核发现"
    [filing] = [cell for cell in sheet.cells if cell.rows > 1]
    assert (filing.rows, filing.repeats) == (80, True)


def test_all_stands_within_the_page():
    sheet = report_sheet(texts())
    assert sum(sheet.columns_mm) <= sheet.page.printable_width_mm
    assert sheet.page.width_mm > sheet.page.height_mm
    for cell in sheet.cells:
        assert cell.col + cell.cols <= len(sheet.columns_mm)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_check_that_found_nothing_is_a_report_too(desk: Desk, tmp_path, ending: str):
    write_report(desk, check_batch(desk, []), tmp_path / f"报告.{ending}")
    assert (tmp_path / f"报告.{ending}").stat().st_size > 1000


def test_too_long_a_report_is_refused_before_anything_is_written(desk: Desk, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "MOST_FINDINGS", 0)
    with pytest.raises(UserError, match="分区划检查"):
        write_report(desk, check_batch(desk, [add(desk)]), tmp_path / "报告.pdf")
    assert not (tmp_path / "报告.pdf").exists()
