"""Which pages of a document belong to which sheet, by what their feet say and what the document says of itself."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.digest import code_is_sound, written_code
from medaid_desktop.formats.pdf.information import Kind, SheetRecord

_CODE = re.compile(r"校验码\s*((?:[0-9A-Za-z]{4}[-\s]*){4})(?![0-9A-Za-z])")
_NUMBER = re.compile(r"第\s*(\d{1,5})\s*页\s*共\s*(\d{1,5})\s*页")
_REPRINT = re.compile(r"第\s*(\d{1,6})\s*次打印")
_FOOT = 400
"""The foot is the last thing that a page says, within so many characters."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the foot of a page says: its code ("" where there is none, or it is misread), its number and that of all pages of the
    sheet (0 where it tells none), and the marks of the print."""

    code: str = ""
    number: int = 0
    count: int = 0
    kind: Kind = "final"
    draft: bool = False
    reprint: int = 0


@dataclass(slots=True)
class SheetPages:
    """Pages of a document, counted from 0, that are taken for one sheet. `numbers` are the numbers that they have in it, 0 where
    that is unknown; `doubled` pages stand there again; `record` is what the document says of the sheet, None for nothing."""

    head: Head
    record: SheetRecord | None = None
    pages: list[int] = field(default_factory=list[int])
    numbers: list[int] = field(default_factory=list[int])
    doubled: list[int] = field(default_factory=list[int])

    @property
    def code(self) -> str:
        """The verification code on its pages."""
        return self.head.code


def read_head(text: str) -> Head:
    """What the foot of a page says, out of all its text."""
    foot = text[-_FOOT:]
    codes = [written_code(code) for code in _CODE.findall(foot) if code_is_sound(code)]
    numbers = list(_NUMBER.finditer(foot))
    if not numbers:
        return Head(codes[-1] if codes else "")
    marks = foot[numbers[-1].end() :]
    reprint = _REPRINT.search(marks)
    draft = "草稿" in marks
    kind: Kind = "public" if "公开版" in marks else "draft" if draft else "final"
    number, count = (int(one) for one in numbers[-1].groups())
    return Head(codes[-1] if codes else "", number, count, kind, draft, max(int(reprint[1]) - 1, 0) if reprint else 0)


def grouped(heads: Sequence[Head], records: Sequence[SheetRecord], is_known: Callable[[str], bool]) -> list[SheetPages]:
    """The pages of a document as sheets, in the order of their first pages.

    A page belongs where its foot says. Where that says nothing that the ledger knows, it belongs where the document says that it
    does; pages of which neither is known stand together as one unknown sheet.
    """
    placed = _placed(records) if sum(one.pages for one in records) == len(heads) else []
    sheets: list[SheetPages] = []
    for page, said in enumerate(heads):
        head = said
        if not is_known(head.code) and placed and is_known(placed[page].code):
            head = placed[page]
        _put(sheets, page, head, is_known(head.code))
    _join_doubles(sheets)
    _give_records(sheets, records)
    return sheets


def _placed(records: Sequence[SheetRecord]) -> list[Head]:
    """What the document says of each of its pages."""
    return [
        Head(one.code, number + 1, one.pages, one.kind, one.draft, one.reprint)
        for one in records
        for number in range(one.pages)
    ]


def _put(sheets: list[SheetPages], page: int, head: Head, known: bool) -> None:
    if not known:
        last = sheets[-1] if sheets else None
        if last is None or last.numbers[-1] or last.code != head.code:
            last = SheetPages(Head(head.code))
            sheets.append(last)
        last.pages.append(page)
        last.numbers.append(0)
        return
    key = _key(head)
    fitting = (one for one in reversed(sheets) if _key(one.head) == key and head.number not in one.numbers)
    sheet = next((one for one in fitting if one.numbers[0]), None)
    if sheet is None or (head.number == 1 and page - sheet.pages[-1] > head.count):
        sheet = SheetPages(head)
        sheets.append(sheet)
    sheet.pages.append(page)
    sheet.numbers.append(max(head.number, 1))


def _key(head: Head) -> tuple[str, int, Kind, int]:
    return head.code, head.count, head.kind, head.reprint


def _join_doubles(sheets: list[SheetPages]) -> None:
    """Pages that make no whole sheet, and stand in a whole one of the same print too, are doubles of it."""
    for part in list(sheets):
        if not part.numbers[0] or len(part.pages) >= part.head.count:
            continue
        whole = next(
            (
                one for one in sheets
                if one is not part and _key(one.head) == _key(part.head) and set(part.numbers) <= set(one.numbers)
            ),
            None,
        )  # fmt: skip
        if whole is not None:
            whole.doubled += part.pages
            sheets.remove(part)


def _give_records(sheets: Sequence[SheetPages], records: Sequence[SheetRecord]) -> None:
    """Finds for each sheet what the document says of it: the same print first, else the same content."""
    rest = list(records)
    for exactly in (True, False):
        for sheet in sheets:
            if sheet.record is not None or not sheet.code:
                continue
            sheet.record = next((one for one in rest if _is_of(one, sheet.head, exactly)), None)
            if sheet.record is not None:
                rest.remove(sheet.record)


def _is_of(record: SheetRecord, head: Head, exactly: bool) -> bool:
    same_print = (record.kind, record.reprint) == (head.kind, head.reprint)
    return record.code == head.code and (same_print or not exactly)
