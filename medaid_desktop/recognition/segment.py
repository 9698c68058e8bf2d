"""A stretch of a grid that holds one form: its title above, its tables and labels inside."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from medaid_desktop.core.grid import Grid, GridCell, Place
from medaid_desktop.recognition.folding import is_dots, label_key, squeezed, tidy
from medaid_desktop.recognition.vocabulary import Vocabulary

_LONGEST_TITLE = 120
_MOST_ABOVE = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the cell it was read from, None where it stood outside the grid."""

    text: str
    place: Place | None = None


@dataclass(slots=True)
class Segment:
    """Rows `top` to `bottom` (both included) of a grid; `title` and the `lines` about it (year, unit, 附件1)."""

    grid: Grid
    top: int
    bottom: int
    form: str = ""
    title: Text | None = None
    lines: list[Text] = field(default_factory=list[Text])
    taken: set[int] = field(default_factory=set[int])
    """Rows that a table has been read from."""

    def rows(self) -> range:
        """All rows."""
        return range(self.top, self.bottom + 1)

    def free_rows(self) -> Iterator[int]:
        """The rows that belong to no table yet."""
        return (row for row in self.rows() if row not in self.taken)

    def text(self, row: int, col: int) -> str:
        """The text that covers a place, tidied; "" where it is blank."""
        cell = self.grid.at(row, col)
        return tidy(cell.text) if cell else ""


def segments(grid: Grid, vocabulary: Vocabulary) -> list[Segment]:
    """The forms of a grid from top to bottom: a new one begins at a title, or where a project is named again."""
    found: list[Segment] = []
    current = Segment(grid, 0, grid.rows - 1)
    above = [Text(tidy(line)) for line in grid.above[-_MOST_ABOVE:] if line.strip()]
    _take_title_from_lines(current, above, vocabulary)
    begun, named = False, False
    for row in range(grid.rows):
        cells = list(grid.in_row(row))
        if not cells:
            continue
        alone = cells[0] if len(cells) == 1 and cells[0].row == row else None
        title = _title(alone, vocabulary) if alone else None
        names = any(_names_project(cell, vocabulary) for cell in cells if cell.row == row)
        if (title and begun) or (names and named):
            start = _back_to_annex(grid, row, current.top)
            current.bottom = start - 1
            found.append(current)
            current = Segment(grid, start, grid.rows - 1)
            begun = named = False
        if title and alone:
            current.form, current.title = title, Text(tidy(alone.text), (alone.row, alone.col))
            current.taken.update(range(current.top, row + alone.rows))
        elif alone and not begun and not _is_label(alone, vocabulary):
            current.lines.append(Text(tidy(alone.text), (alone.row, alone.col)))
        elif any(cell.row == row for cell in cells):
            begun = True
        named = named or names
    found.append(current)
    found[-1].lines += [Text(tidy(line)) for line in grid.below if line.strip()]
    return found


def _title(cell: GridCell, vocabulary: Vocabulary) -> str | None:
    """The form that a cell standing alone in its row is the title of."""
    key = squeezed(cell.text)
    if not 4 <= len(key) <= _LONGEST_TITLE or key.endswith(("。", ":", ";")):
        return None
    found = vocabulary.form_of_title(cell.text)
    return found[0] if found and _ends_like_title(key) else None


def _ends_like_title(key: str) -> bool:
    bare = key.rstrip("0123456789()年度样万元单位:,,草案")
    return bare.endswith(("表", "方案", "表样")) or "表(" in key


def _is_label(cell: GridCell, vocabulary: Vocabulary) -> bool:
    return vocabulary.fields.find(cell.text, slips=False) is not None or vocabulary.is_group(cell.text)


def _names_project(cell: GridCell, vocabulary: Vocabulary) -> bool:
    """Whether a cell asks for the project's name: once in a form, at its head."""
    meaning = vocabulary.fields.find(cell.text, slips=False)
    return meaning is not None and meaning.id == "project_name" and len(label_key(cell.text)) < 9


def _back_to_annex(grid: Grid, row: int, top: int) -> int:
    """Lines like 附件2 straight above a title belong to it."""
    while row - 1 > top:
        cells = list(grid.in_row(row - 1))
        if cells and not (len(cells) == 1 and squeezed(cells[0].text).startswith("附")):
            break
        row -= 1
    return row


def _take_title_from_lines(segment: Segment, lines: list[Text], vocabulary: Vocabulary) -> None:
    """The paragraphs before a table: the last that names a form is its title."""
    segment.lines += lines
    for line in reversed(lines):
        key = squeezed(line.text)
        found = vocabulary.form_of_title(line.text)
        if found and len(key) <= _LONGEST_TITLE and _ends_like_title(key) and not key.startswith(("附件:", "附:")):
            segment.form, segment.title = found[0], line
            return


def is_paper(text: str) -> bool:
    """Whether a text is paper and not content: blank, dots or dashes only."""
    return not text.strip() or is_dots(text)
