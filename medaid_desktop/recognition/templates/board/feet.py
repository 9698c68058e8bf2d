"""The lines that foot a form in a letter, which its reader counts to the table behind: who filled it in, who is to be called."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.grid import Document
from medaid_desktop.recognition.pages.titles import is_annex
from medaid_desktop.recognition.segments.table_end import begins_notes
from medaid_desktop.recognition.templates.board.heading import ends_like_title

_MOST_LINES, _LONGEST_LINE = 12, 160


def with_feet(document: Document) -> Document:
    """A letter whose lines straight behind a table, up to the next form's annex or title, stand below that table.

    In the grid behind they are blank, so that paragraphs keep their numbers.
    """
    if document.kind != "docx" or len(document.grids) < 2:
        return document
    grids = list(document.grids)
    for number in range(len(grids) - 1):
        before, behind = grids[number], grids[number + 1]
        count = 0 if before.below else _feet(behind.above)
        if count:
            grids[number] = replace(before, below=behind.above[:count])
            grids[number + 1] = replace(behind, above=(*("" for _ in range(count)), *behind.above[count:]))
    return replace(document, grids=tuple(grids))


def _feet(lines: Sequence[str]) -> int:
    """How many of the lines between two tables foot the first: those before a title or an annex, if all are such lines."""
    for number, line in enumerate(lines[:_MOST_LINES]):
        if line.strip() and (is_annex(line) or ends_like_title(line)):
            return number if any(lines[at].strip() for at in range(number)) else 0
        if line.strip() and not _is_foot(line):
            return 0
    return 0


def _is_foot(line: str) -> bool:
    """Whether a line may foot a form: it names a place to fill, or begins a note."""
    names = ":" in line or "：" in line
    return len(line) <= _LONGEST_LINE and not line.rstrip().endswith("。") and (names or begins_notes(line))
