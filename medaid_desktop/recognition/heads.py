"""The heads of tables: which column means what."""

from collections.abc import Iterator
from dataclasses import dataclass

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.folding import label_key, without_note
from medaid_desktop.recognition.segment import Segment
from medaid_desktop.recognition.vocabulary import Vocabulary, Words

MONEY = ("amount", "total", "central_general", "central_lottery", "regional_general")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """Columns `first` to `last` of the grid mean `id` ("" where the head is unknown); `label` is what stands there.

    `below` is a second text under the label that is no label itself (梁河 under 指标值).
    """

    id: str
    first: int
    last: int
    label: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table over rows `top` to `bottom`; `kind` as in the vocabulary."""

    kind: str
    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(column.id for column in self.columns if column.id)

    def column(self, name: str) -> Column | None:
        """The first column with a meaning."""
        return next((column for column in self.columns if column.id == name), None)

    @property
    def first(self) -> int:
        return min(column.first for column in self.columns)

    @property
    def last(self) -> int:
        return max(column.last for column in self.columns)


def find_heads(segment: Segment, vocabulary: Vocabulary) -> list[Head]:
    """The heads of all tables of a segment from top to bottom, repeated ones included."""
    found: list[Head] = []
    row = segment.top
    while row <= segment.bottom:
        head = None if row in segment.taken else head_at(segment, row, vocabulary)
        if head:
            found.append(head)
            row = head.bottom + 1
        else:
            row += 1
    return found


def head_at(segment: Segment, row: int, vocabulary: Vocabulary) -> Head | None:
    """The head that begins in a row, of the kind that explains most of its cells."""
    begins = [cell for cell in segment.grid.in_row(row) if cell.row == row]
    if len(begins) < 2:
        return None
    heads = [head for kind, words in vocabulary.columns.items() if (head := _head(segment, row, kind, words))]
    return max(heads, key=lambda head: (len(head.ids), -_ORDER.index(head.kind)), default=None)


_ORDER = ("indicators", "usage", "allocation", "funding", "schedule")


def _head(segment: Segment, row: int, kind: str, words: Words) -> Head | None:
    named = [cell for cell in segment.grid.in_row(row) if cell.row == row and words.find(cell.text)]
    if not named:
        return None
    bottom = min(max(cell.row + cell.rows - 1 for cell in named), row + _DEEPEST - 1, segment.bottom)
    if bottom == row and kind in ("allocation", "usage") and _continues(segment, row, words):
        bottom = row + 1
    columns = tuple(_columns(segment, row, bottom, words))
    head = Head(kind, row, bottom, columns)
    return head if _suffices(head) else None


def _continues(segment: Segment, row: int, words: Words) -> bool:
    """Whether the next row names parts of a wide cell of this one, all of them known."""
    if row >= segment.bottom:
        return False
    below = [cell for cell in segment.grid.in_row(row + 1) if cell.row == row + 1]
    return len(below) > 1 and all(words.find(cell.text) for cell in below)


def _columns(segment: Segment, top: int, bottom: int, words: Words) -> Iterator[Column]:
    """For each column of the grid the lowest known label, neighbours of one cell put together."""
    before: tuple[GridCell, str, str, int] | None = None
    for col in range(segment.grid.cols):
        known, below = None, ""
        for row in range(bottom, top - 1, -1):
            cell = segment.grid.at(row, col)
            if cell is None:
                continue
            meaning = words.find(cell.text)
            if meaning:
                known = (cell, meaning.id)
                break
            below = below or (cell.text.strip() if cell.cols == 1 or row == bottom else "")
        if known is None:
            cell = segment.grid.at(bottom, col)
            known = (cell, "") if cell and cell.row >= top else None
            below = ""
        if before and (known is None or known[0] is not before[0] or below != before[2]):
            yield _column(before, col - 1)
            before = None
        if known and before is None:
            before = (known[0], known[1], below, col)
    if before:
        yield _column(before, segment.grid.cols - 1)


def _column(found: tuple[GridCell, str, str, int], last: int) -> Column:
    cell, name, below, first = found
    return Column(name, first, min(last, cell.col + cell.cols - 1), cell.text, below)


def _suffices(head: Head) -> bool:
    ids = head.ids
    match head.kind:
        case "indicators":
            levels = len(ids & {"level1", "level2", "level3"})
            return levels >= 2 or (levels == 1 and bool(ids & {"target", "actual", "upper_target"}) and "level3" in ids)
        case "allocation":
            unknown = [column for column in head.columns if not column.id]
            return "name" in ids and (bool(ids & set(MONEY)) or (bool(unknown) and len(head.columns) > 1 and _asks_money(unknown)))
        case "usage":
            return len(ids) >= 5
        case "funding":
            return len(ids & {"initial_budget", "budget", "executed", "rate", "expected_full_year"}) >= 2
        case _:
            return "activity" in ids and bool(ids & {"starts", "ends"})


def _asks_money(columns: list[Column]) -> bool:
    return any(("资金" in key or "金额" in key or "补助" in key) for key in (without_note(label_key(c.label)) for c in columns))
