"""The report of a check: who was checked, how many findings there are, and each of them, as PDF or workbook."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from medaid_desktop.operations.checking.batch import Batch, FilingChecked, summed_up
from medaid_desktop.operations.checking.report_sheet import Line, PlaceLine, ReportTexts, report_sheet
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.workbook_page import one_page_workbook
from medaid_desktop.store.records.check_results import Counts

MOST_FINDINGS = 20_000
"""A longer report nobody reads; it would fill a thousand pages."""
TITLE = "审核报告"


def report_kind(out: Path) -> str:
    """pdf or xlsx, by the ending of a file. Raises UserError for any other."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in ("pdf", "xlsx"):
        raise UserError("审核报告只写 PDF 或 Excel 文件", str(out), "请把文件名写成以 .pdf 或 .xlsx 结尾")
    return kind


def write_report(desk: Desk, batch: Batch, out: Path, region: str = "") -> None:
    """Writes the report of a check to a .pdf or .xlsx file; `region` is the one that was checked, "" for the ledger.

    Raises UserError for another ending, too many findings, and where the file cannot be written.
    """
    kind = report_kind(out)
    count = sum(len(filing.checked) for filing in batch.filings)
    if count > MOST_FINDINGS:
        raise UserError(f"审核发现有 {count} 处，一份报告写不下", out.name, "请分区划检查，各写一份报告")
    name = f"{desk.names(region).short}{TITLE}" if region else TITLE
    sheet = report_sheet(report_texts(desk, batch, region))
    if kind == "pdf":
        write_pdf([PrintJob(sheet, draft=False, bookmark=name)], out, fonts=default_fonts())
    else:
        figures = frozenset((cell.row, cell.col) for cell in sheet.cells if cell.style.align == "right")
        write_file(out, one_page_workbook(sheet, name, figures))


def report_texts(desk: Desk, batch: Batch, region: str = "") -> ReportTexts:
    """What the report says, in the order of the paper."""
    where = desk.names(region).full if region else "全部填报件"
    moment = datetime.now().astimezone()
    failed = [f"{summary.title}（{summary.id}）没有查成：{error}" for summary, error in batch.failed]
    return ReportTexts(
        title=TITLE,
        about=(f"范围：{where}", f"检查时间：{moment:%Y-%m-%d %H:%M}"),
        summary=(summed_up(batch), *failed),
        places=_places(desk, batch),
        filings=[(_called(desk, one), _lines(one)) for one in batch.filings],
    )


def _places(desk: Desk, batch: Batch) -> Sequence[PlaceLine]:
    """How many filings and findings each region has, in the order of the filings."""
    filings = Counter(summary.region for summary in batch.summaries)
    found = Counter(one.summary.region for one in batch.filings)
    counts: dict[str | None, Counts] = defaultdict(Counts)
    for one in batch.filings:
        counts[one.summary.region] += one.counts
    return [
        PlaceLine(desk.names(region).full or "没有区划", count, found[region], counts[region])
        for region, count in filings.items()
    ]


def _called(desk: Desk, filing: FilingChecked) -> str:
    """A filing in the report: region, form and year, and its title where that says more."""
    summary = filing.summary
    form, names = desk.forms.title(summary.form), desk.names(summary.region, summary.year)
    year = f"（{summary.year} 年度）" if summary.year else ""
    return "\n".join(part for part in (names.full, form + year, summary.title if summary.title != form else "") if part)


def _lines(filing: FilingChecked) -> Sequence[Line]:
    return [
        Line(
            one.finding.severity, one.place, one.finding.message, one.finding.expected, one.finding.actual,
            one.explanation.text if one.explanation else "",
        )
        for one in filing.checked
    ]  # fmt: skip
