"""Texts of a table that nothing was made of: neither label nor value, and no note, signature or page number either."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.pages.titles import is_continuation, only_notes
from medaid_desktop.recognition.segments.table_end import is_behind, is_page_number
from medaid_desktop.recognition.wording.folding import says_nothing, squeezed

_SIGNED = re.compile(
    r"^20\d\d[-./]\d+[-./]\d+$|签章|盖章|公章|签字|签名|意见|经办|负责人|审核|审批|复核|联系人|电话|制表|填[表报]|编制|(?:打印|导出|生成|下载)(?:日期|时间)|年\d*月\d*日|^\d*年\d*月$|^\d{13}$|^附[件表]?\d*"
    r"|[说注]明?[:：]|^注|单位[:：]|万元|^[(（].*[)）]$|续表|^公开\d+表|第\d*页"
)
_SERIAL = re.compile(r"\s*\d{1,3}\s*")
_NOTHING = ("无", "略")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十]{1,2}[.、．]|[(（][\d一二三四五六七八九十]{1,2}[)）]")
_LONGEST = 200
_LONGEST_HEADING = 20


def unread_cells(draft: Draft) -> list[tuple[GridCell, Head | None]]:
    """The cells that were left out though they hold something, each with the head in whose table it stands."""
    segment = draft.segment
    known = draft.used | draft.labels.keys() | set(draft.sources.values())
    known |= {line.place for line in segment.lines if line.place}
    if segment.title and segment.title.place:
        known.add(segment.title.place)
    heads = sorted(draft.heads, key=lambda head: head.top)
    read_rows = {row for path, (row, _) in draft.sources.items() if path.startswith("tables.")}
    other_rows = {row for row, _ in draft.sources.values()} - read_rows
    top = min((row for row, _ in draft.labels), default=segment.bottom)
    end = max(read_rows | {row for row, _ in draft.labels}, default=segment.bottom)
    found: list[tuple[GridCell, Head | None]] = []
    columns: frozenset[int] = frozenset()
    head, next_head = None, 0
    for row in segment.rows():
        while next_head < len(heads) and heads[next_head].top <= row:
            head, next_head = heads[next_head], next_head + 1
            columns = _columns(head)
        if row in segment.taken:
            if head is None or row <= head.bottom or head.across or row in other_rows:
                continue
            if row in read_rows or (head.kind == "indicators" and not _is_sum(draft, row)):
                left = [c for c in segment.page.begins(row) if c.col not in columns and (c.row, c.col) not in known]
                found += [(cell, head) for cell in left if _is_lost(draft, head, columns, cell)]
            elif head.kind == "allocation":
                found += [(cell, head) for cell in _row_lost(draft, row)]
        elif left := [cell for cell in segment.page.begins(row) if (cell.row, cell.col) not in known]:
            outside = row < top or row > end
            if not (outside and len(segment.page.across(row)) == 1):
                found += [(cell, None) for cell in _free(draft, row, left)]
    return found


def _columns(head: Head) -> frozenset[int]:
    """The columns of the grid in which nothing is lost: of indicators all, since cells under one head are joined."""
    joined = head.kind == "indicators"
    read = (column for column in head.columns if joined or column.id == "serial")
    return frozenset(col for column in read for col in range(column.first, column.last + 1))


def _is_lost(draft: Draft, head: Head, columns: frozenset[int], cell: GridCell) -> bool:
    """Whether a cell of a table's row is content that no column has taken; the words down its side are none."""
    sense = draft.segment.page.sense(cell)
    if (
        says_nothing(cell.text)
        or sense.group
        or sense.is_label
        or (cell.col < head.first and _SERIAL.fullmatch(cell.text))
    ):
        return False
    if cell.col < head.first and (cell.rows > 1 or sense.level):
        return bool(sense.level) and not head.ids.issuperset(("level1", "level2"))
    return not any(col in columns for col in range(cell.col, cell.col + cell.cols))


def _is_sum(draft: Draft, row: int) -> bool:
    """Whether a row holds just totals or the number of a page."""
    page = draft.segment.page
    return any(page.sense(cell).total for cell in page.begins(row)) or is_page_number(page, row)


def _row_lost(draft: Draft, row: int) -> list[GridCell]:
    """The first cell of a row of money of which nothing was read."""
    page = draft.segment.page
    cells = [cell for cell in page.begins(row) if not says_nothing(cell.text)]
    money = any(page.sense(cell).number for cell in cells[1:])
    return cells[:1] if money and not is_page_number(page, row) else []


def _free(draft: Draft, row: int, cells: Sequence[GridCell]) -> Iterator[GridCell]:
    """Those cells of a row outside all tables that are not known to be paper."""
    page = draft.segment.page
    beside_box = any(page.sense(cell).box for cell in page.across(row))
    if beside_box or is_page_number(page, row) or only_notes(page, page.begins(row)):
        return
    for cell in cells:
        sense = page.sense(cell)
        paper = says_nothing(cell.text) or sense.group or sense.box or sense.total or sense.level
        key = squeezed(cell.text)
        heading = len(cells) == 1 and len(key) <= _LONGEST_HEADING and _NUMBERED.match(key)
        note = heading or is_behind(cell.text) or is_continuation(cell.text) or _SIGNED.search(key)
        if not paper and not note and key not in _NOTHING and len(key) < _LONGEST:
            yield cell
