"""The rows of tables without groups: fund usage, funding, schedule."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import Column, Head
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.segments.table_end import is_page_number, is_row_behind
from medaid_desktop.recognition.wording.folding import is_paper, says_nothing, squeezed, tidy

_SIGNING = ("签章", "盖章", "签字", "公章")
_LONGEST_ITEM = 24
_WHOLE = ("总额", "合计", "总计", "资金总额", "小计")


def read_flat(segment: Segment, head: Head) -> list[dict[str, Text]]:
    """The rows under a head as texts by column; lines of signatures, totals and blank rows are left out, serials too."""
    page = segment.page
    columns = [column for column in head.columns if column.id != "serial"]
    if head.kind == "funding":
        columns = _with_item(segment, head)
    rows: list[dict[str, Text]] = []
    body: list[int] = []
    ended = False
    for row in segment.rows(head.bottom):
        kept = row in segment.kept
        ended = ended or (not kept and _ends(segment, head, columns, row))
        if segment.head_at(row) or (ended and not segment.kept):
            break
        if ended and not kept:
            continue
        body.append(row)
        left_out = is_page_number(page, row) or (head.kind == "usage" and page.sense(page.begins(row)[0]).total)
        if left_out and not kept:
            continue
        found = _row(page, columns, row)
        if any(not says_nothing(text.text) for text in found.values()):
            rows.append({name: text for name, text in found.items() if not is_paper(text.text)})
    segment.taken.update(range(head.top - _groups_above(page, head), head.bottom + 1), body)
    return rows


def _groups_above(page: Page, head: Head) -> int:
    """1 where the row above a head only groups its columns (上级下达情况, 各单位执行情况), else 0."""
    above = page.begins(head.top - 1)
    wide = [cell for cell in above if cell.cols > 1 and ":" not in squeezed(cell.text)]
    reaching = [cell for cell in above if cell.row + cell.rows > head.top]
    return int(head.kind == "usage" and len(wide) > 1 and len(wide) + len(reaching) >= len(above))


def _row(page: Page, columns: Sequence[Column], row: int) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for column in columns:
        name = column.id or column.extra
        cell = next((c for c in page.across(row) if _in(c, column) and (c.row == row or column.id != "item")), None)
        if cell and name not in found:
            found[name] = Text(tidy(cell.text), place_of(cell))
    return found


def _in(cell: GridCell, column: Column) -> bool:
    return column.first <= cell.col <= column.last or cell.col <= column.first < cell.col + cell.cols


def _with_item(segment: Segment, head: Head) -> list[Column]:
    """The columns of a funding table; the items stand straight left of the first amount, often without a label."""
    page, row = segment.page, next(segment.rows(head.bottom), head.bottom + 1)
    money = [column for column in head.columns if column.id not in ("item", "serial", "")]
    wordy = [column for column in money if _holds_words(page, row, column)]
    if wordy and wordy[0] is money[0] and len(money) > 2:
        return [Column("item", money[0].first, money[0].last, ""), *_freed(head, money[0], page)]
    first = min(column.first for column in money)
    left = [cell for cell in page.begins(row) if cell.col < first]
    if not left:
        return [replace(column) for column in head.columns if column.id]
    item = left[-1]
    rest = [column for column in head.columns if column.first >= first]
    return [Column("item", item.col, first - 1, ""), *rest]


def _holds_words(page: Page, row: int, column: Column) -> bool:
    """Whether the first cell under a column is a label and no amount: 年度预算数 over 总额, 财政资金."""
    cell = page.at(row, column.first)
    field = page.sense(cell).field if cell is not None and cell.row == row else None
    return cell is not None and (field is not None or squeezed(cell.text) in _WHOLE)


def _freed(head: Head, item: Column, page: Page) -> list[Column]:
    """The columns behind the items; what the head of the items claimed goes to the next that bears such a label."""
    rest = [column for column in head.columns if column.first > item.last]
    words = page.vocabulary.columns["funding"]
    for number, column in enumerate(rest):
        meaning = words.find(column.label)
        if not column.id and meaning and meaning.id == item.id:
            rest[number] = replace(column, id=item.id)
            break
    return rest


def _ends(segment: Segment, head: Head, columns: Sequence[Column], row: int) -> bool:
    page = segment.page
    begins = page.begins(row)
    first = begins[0]
    covers = first.col <= head.first and first.col + first.cols > head.last and len(page.across(row)) == 1
    if (covers and not is_page_number(page, row)) or is_row_behind(page, row):
        return True
    if any(word in squeezed(first.text) for word in _SIGNING):
        return True
    if head.kind == "funding":
        return _ends_funding(page, columns, row, row == next(segment.rows(head.bottom)))
    sense = page.sense(first)
    if head.kind == "schedule" and first.col < head.first:
        return row > head.bottom + 1
    return (sense.field is not None and sense.field.how == "exact") or (head.kind == "schedule" and sense.group)


def _ends_funding(page: Page, columns: Sequence[Column], row: int, is_first: bool) -> bool:
    item = next((column for column in columns if column.id == "item"), None)
    if item is None:
        return False
    cells = [cell for cell in page.begins(row) if item.first <= cell.col <= item.last]
    beside = [cell for cell in page.begins(row) if cell.col < item.first]
    if not cells or (beside and not is_first):
        return True
    sense = page.sense(cells[0])
    money = sense.field is None or sense.field.id.startswith(("funding_", "long_term_funding"))
    values = [cell for cell in page.begins(row) if cell.col > item.last]
    wordy = any(len(squeezed(cell.text)) > _LONGEST_ITEM for cell in values)
    return not money or (sense.group and not values) or wordy or len(squeezed(cells[0].text)) > _LONGEST_ITEM
