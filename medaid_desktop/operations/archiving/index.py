"""The index of an archive: what is in it and where, as a workbook, and as a cover sheet to be printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from medaid_desktop.core.sheet import Sheet
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from medaid_desktop.operations.archiving.choosing import Item
from medaid_desktop.operations.archiving.target import Kept
from medaid_desktop.operations.list_paper import FIGURE, MIDDLE, TEXT, ListPaper
from medaid_desktop.operations.workbook_page import one_page_workbook

TITLE = "归档目录"
FORMAT = "medaid-archive/1"
NOT_PDF_A = "本归档里的 PDF 不是 PDF/A：没有可用的校验程序能证明它符合。长期保存请同时保存纸质表和“数据”文件夹。"
ONLY_LISTED = "只列出，未归档"

_COLUMNS_MM = (12.0, 30.0, 30.0, 64.0, 20.0, 42.0, 67.0)
_HEADS = ("序号", "区划", "表种", "名称", "审核", "校验码", "文件")
_STYLES = (FIGURE, TEXT, TEXT, TEXT, MIDDLE, MIDDLE, TEXT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A filing in the index: its number in the archive (0 where it is only listed), region and form in words, its files."""

    item: Item
    number: int
    region: str
    form: str
    files: Sequence[str]


@dataclass(frozen=True, slots=True)
class Index:
    """What the index says: lines about the archive, and by notice the filings."""

    about: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Entry]]]


def index_sheet(index: Index) -> Sheet:
    """The paper of the index; heads stand again on each page."""
    paper = ListPaper(TITLE, _COLUMNS_MM)
    for sentence in index.about:
        paper.line(sentence)
    heads = paper.head(_HEADS)
    for name, entries in index.groups:
        paper.group(f"{name}（{len(entries)} 份）", heads)
        for entry in entries:
            item = entry.item
            texts = (
                str(entry.number or "—"), entry.region, entry.form, item.title, item.state, item.code,
                "\n".join(entry.files) or ONLY_LISTED,
            )  # fmt: skip
            paper.row(texts, _STYLES, heads)
    return paper.sheet(f"{TITLE} · {index.about[0]}")


def index_workbook(index: Index) -> bytes:
    """The index as a workbook."""
    return one_page_workbook(index_sheet(index), TITLE)


def cover(index: Index) -> bytes:
    """The index as a PDF, to be printed and laid on top."""
    file = BytesIO()
    write_pdf([PrintJob(index_sheet(index), draft=False, bookmark=TITLE)], file, fonts=default_fonts())
    return file.getvalue()


def manifest(facts: Mapping[str, Any], index: Index, files: Sequence[Kept]) -> bytes:
    """The list of all files with their SHA-256, and of the filings, as JSON."""
    filings = [
        {
            "id": one.item.id, "form": one.item.form, "region": one.item.region or None, "title": one.item.title,
            "notice": name, "state": one.item.state, "final": one.item.is_final, "archived": one.item.is_put_in,
            "digest": one.item.digest, "code": one.item.code, "files": list(one.files),
        }
        for name, entries in index.groups
        for one in entries
    ]  # fmt: skip
    kept = [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in files]
    data = {"format": FORMAT, **facts, "pdf_a": False, "filings": filings, "files": kept}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
