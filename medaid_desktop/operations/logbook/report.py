"""The log as a file: a workbook to be looked at and printed, or JSON with the hashes."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from medaid_desktop.core.review.log import Entry
from medaid_desktop.core.sheet import Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.list_paper import FIGURE, MIDDLE, TEXT, ListPaper
from medaid_desktop.operations.logbook.book import ChainState, Line, Logbook, counted, entry_json
from medaid_desktop.operations.workbook_page import one_page_workbook

MOST_LINES = 20_000
"""Entries in one workbook; a longer one no office program opens in good time."""
TITLE, FORMAT = "操作日志", "medaid-log/1"

_COLUMNS_MM = (14.0, 36.0, 24.0, 22.0, 58.0, 68.0, 43.0)
_HEADS = ("序号", "时间", "操作员", "操作", "填报件", "详情", "校验码")
_STYLES = (FIGURE, MIDDLE, TEXT, TEXT, TEXT, TEXT, MIDDLE)


def write_log(desk: Desk, entries: Sequence[Entry], state: ChainState, out: Path) -> None:
    """Writes entries to an .xlsx file. Raises UserError for another ending, too many of them, and where it cannot be written."""
    if out.suffix.lower() != ".xlsx":
        raise UserError("操作日志只写 Excel 文件", str(out), "请把文件名写成以 .xlsx 结尾")
    chosen = "" if len(entries) == state.count else f"；本表只列其中 {counted(len(entries))} 条"
    write_file(out, log_workbook(Logbook(desk).lines(entries), state.sentence + chosen))


def log_workbook(lines: Sequence[Line], said: str) -> bytes:
    """Lines as a workbook. Raises UserError where there are too many."""
    if len(lines) > MOST_LINES:
        what = f"操作日志有 {counted(len(lines))} 条，一个工作簿写不下"
        raise UserError(what, "", f"请按时间、操作员或操作缩小范围，每次不超过 {counted(MOST_LINES)} 条")
    return one_page_workbook(log_sheet(lines, said), TITLE)


def log_sheet(lines: Sequence[Line], said: str) -> Sheet:
    """The paper of the log; heads stand again on each page."""
    paper = ListPaper(TITLE, _COLUMNS_MM)
    paper.line(said)
    heads = paper.head(_HEADS)
    for line in lines:
        texts = (str(line.number), line.at, line.who, line.action, line.subject, line.details, line.code)
        paper.row(texts, _STYLES, heads)
    return paper.sheet(TITLE)


def log_json(entries: Iterable[Entry], complete: bool) -> bytes:
    """Entries as a JSON file. `complete` says whether they are a whole chain, each entry behind the one before it."""
    data = {"format": FORMAT, "complete": complete, "log": [entry_json(one) for one in entries]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
