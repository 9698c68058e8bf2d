"""A stretch of a page that holds one form: its title above, its tables and labels inside."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.columns.heads import find_heads
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.pages.titles import (
    bare_title,
    begins_title,
    is_annex,
    is_continuation,
    is_title,
    only_notes,
)
from medaid_desktop.recognition.wording.folding import label_key, tidy

_MOST_ABOVE = 12
_MANY_HEADS = 50


class Text(NamedTuple):
    """A text and the cell it was read from, None where it stood outside the grid."""

    text: str
    place: Place | None = None


@dataclass(slots=True)
class Segment:
    """Rows `top` to `bottom` (both included) of a page; `title` and the `lines` about it (year, unit, 附件1)."""

    page: Page
    top: int
    bottom: int
    form: str = ""
    title: Text | None = None
    lines: list[Text] = field(default_factory=list[Text])
    heads: list[Head] = field(default_factory=list[Head])
    taken: set[int] = field(default_factory=set[int])
    """Rows that a table or the title has been read from."""
    kept: frozenset[int] = frozenset()
    """Rows of which a clerk has said that they are content."""

    def untouched(self) -> "Segment":
        """A copy of which a reading changes nothing in this one."""
        return replace(self, lines=list(self.lines), heads=list(self.heads), taken=set(self.taken))

    def rows(self, after: int = -1) -> Iterator[int]:
        """The rows in which cells begin, those after one."""
        rows = self.page.rows
        check()
        return iter(rows[bisect_left(rows, max(self.top, after + 1)) : bisect_right(rows, self.bottom)])

    def free_rows(self) -> Iterator[int]:
        """The rows that belong to no table yet."""
        return (row for row in self.rows() if row not in self.taken)

    def head_at(self, row: int) -> Head | None:
        """The head that covers a row."""
        if len(self.heads) > _MANY_HEADS:
            check()
        return next((head for head in self.heads if head.top <= row <= head.bottom), None)

    def cells(self, last: int | None = None) -> Iterator[GridCell]:
        """All cells that begin in its rows, or in those up to a last one."""
        rows = self.rows() if last is None else takewhile(lambda row: row <= last, self.rows())
        return (cell for row in rows for cell in self.page.begins(row))

    def words(self) -> Iterator[GridCell]:
        """All cells that begin in its rows without those that hold just a number."""
        return (cell for row in self.rows() for cell in self.page.words(row))


def segments(page: Page) -> list[Segment]:
    """The forms of a page from top to bottom: a new one begins at a title, or where a project is named again."""
    heads = find_heads(page)
    splitter = _Splitter(page, heads)
    found = splitter.run()
    tops = [head.top for head in heads]
    for segment in found:
        segment.heads = heads[bisect_left(tops, segment.top) : bisect_right(tops, segment.bottom)]
    found[-1].lines += [Text(tidy(line)) for line in page.grid.below if line.strip()]
    return found


class _Splitter:
    """Walks down the rows of a page and cuts them into segments."""

    def __init__(self, page: Page, heads: Sequence[Head]) -> None:
        self._page = page
        self._heads = heads
        self._in_heads = {row for head in heads for row in range(head.top, head.bottom + 1)}
        self._found: list[Segment] = []
        self._current = Segment(page, 0, page.last)
        self._begun = self._named = False
        self._taken_to = 0
        take_title_from_lines(
            self._current, [Text(tidy(line)) for line in page.grid.above[-_MOST_ABOVE:] if line.strip()]
        )

    def run(self) -> list[Segment]:
        for row in self._page.rows:
            self._step(row)
        return [*self._found, self._current]

    def _step(self, row: int) -> None:
        page = self._page
        across = page.across(row)
        alone = across[0] if len(across) == 1 else None
        titled = self._title_in(row)
        if titled and self._begun and self._goes_on(titled):
            return
        names = row not in self._in_heads and any(_names_project(page, cell) for cell in page.words(row))
        if (titled and self._begun) or (names and self._named):
            self._cut(row)
        if titled:
            self._take_title(titled)
        elif alone and not self._is_content(alone):
            self._current.lines.append(Text(tidy(alone.text), place_of(alone)))
        elif not self._begun and only_notes(page, page.begins(row)):
            self._current.lines += [Text(tidy(cell.text), place_of(cell)) for cell in page.begins(row)]
        else:
            self._begun = True
        self._named = self._named or names

    def _title_in(self, row: int) -> GridCell | None:
        """The cell of a row that names a form: alone in it, or beside notes such as 附件1 and 单位：万元."""
        page = self._page
        cells = page.across(row)
        if row in self._in_heads or len(cells) > 3 or (len(cells) > 1 and self._begun) or not page.words(row):
            return None
        for cell in cells:
            others = [other for other in cells if other is not cell]
            if cell.row == row and is_title(page, cell.text, self._begun) and only_notes(page, others):
                return cell
        return None

    def _goes_on(self, titled: GridCell) -> bool:
        """Whether a title is the one above printed again: marked as 续表, or over the same head of a table of money."""
        title, row = self._current.title, titled.row
        if title is None or bare_title(title.text) != bare_title(titled.text):
            return False
        above = _rows_between(self._page, -1, row)[-2:]
        near = [titled.text, *(cell.text for other in above for cell in self._page.begins(other))]
        if any(map(is_continuation, near)):
            return True
        at = bisect_right(self._heads, row, key=lambda head: head.top)
        before = self._heads[at - 1] if at else None
        after = self._heads[at] if at < len(self._heads) else None
        if before is None or after is None or before.top < self._current.top:
            return False
        return after.kind == "allocation" and after.repeats(before)

    def _take_title(self, cell: GridCell) -> None:
        current = self._current
        current.form = self._page.vocabulary.form_of_title(cell.text) or ""
        current.title = Text(tidy(cell.text), place_of(cell))
        current.taken.update(range(self._taken_to, cell.row + cell.rows))
        self._taken_to = cell.row + cell.rows
        for other in self._page.across(cell.row):
            if other is not cell:
                current.lines.append(Text(tidy(other.text), place_of(other)))

    def _is_content(self, alone: GridCell) -> bool:
        """Whether a cell that stands alone is part of the form and no line about it."""
        sense = self._page.sense(alone)
        if self._begun:
            return True
        return (sense.field is not None and sense.field.id not in ("unit", "project_name")) or sense.group

    def _cut(self, row: int) -> None:
        """Ends the segment before a row; lines straight above a title that stand alone (附件2, its first half) go with it."""
        page, start = self._page, row
        for other in reversed(_rows_between(page, self._current.top, row)[-3:]):
            cells = page.across(other)
            if len(cells) != 1 or not (is_annex(cells[0].text) or begins_title(page, cells[0])):
                break
            start = other
        self._current.bottom = start - 1
        self._found.append(self._current)
        self._current = Segment(page, start, page.last)
        self._taken_to = start
        self._begun = self._named = False
        for other in range(start, row):
            self._current.lines += [Text(tidy(cell.text), place_of(cell)) for cell in page.begins(other)]


def _rows_between(page: Page, after: int, before: int) -> Sequence[int]:
    """The last few rows between two others, neither of them included."""
    end = bisect_left(page.rows, before)
    return page.rows[max(bisect_right(page.rows, after), end - 3) : end]


def take_title_from_lines(segment: Segment, lines: Sequence[Text]) -> None:
    """The paragraphs before a table: the last that names a form is its title, with the line before it if it is one's half."""
    segment.lines += lines
    for number in range(len(lines) - 1, -1, -1):
        if is_title(segment.page, lines[number].text, strict=False):
            segment.form = segment.page.vocabulary.form_of_title(lines[number].text) or ""
            segment.title = lines[number]
            segment.lines = [*lines[:number], *lines[number + 1 :]]
            return


def _names_project(page: Page, cell: GridCell) -> bool:
    """Whether a cell asks for the project's name: once in a form, at its head."""
    meaning = page.sense(cell).field
    return (
        meaning is not None
        and meaning.how == "exact"
        and meaning.id == "project_name"
        and 4 <= len(label_key(cell.text)) < 12
    )
