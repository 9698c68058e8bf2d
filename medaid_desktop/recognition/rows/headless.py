"""Indicator tables without a head, found by the words of their classes."""

from collections import Counter
from collections.abc import Sequence

from medaid_desktop.core.grid import GridCell
from medaid_desktop.core.texts.target_parts import is_operator
from medaid_desktop.recognition.columns.head import Column, Head
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.segments.table_end import is_row_behind
from medaid_desktop.recognition.wording.folding import is_paper

_LEAST = 2


def headless(segment: Segment) -> Head | None:
    """A head made up for the table that begins with the first row of classes; None where no classes stand."""
    page = segment.page
    rows = [row for row in segment.free_rows() if any(_is_class(segment, cell) for cell in page.begins(row))]
    if len(rows) < _LEAST and not any(_stands_in_a_row(segment, row) for row in rows):
        return None
    levels = _levels(segment, rows)
    if not levels:
        return None
    columns = [Column(name, first, last, "") for name, first, last in levels]
    columns += _rest(segment, rows[0], columns[-1].last + 1)
    return (
        Head("indicators", rows[0], rows[0] - 1, tuple(columns), made_up=True) if len(columns) > len(levels) else None
    )


def _is_below(segment: Segment, row: int) -> bool:
    """Whether a row begins with a box to sign in, another field or a note."""
    sense = segment.page.sense(segment.page.begins(row)[0])
    other = sense.field is not None and sense.field.how == "exact" and not sense.level and not sense.group
    return sense.box or other or is_row_behind(segment.page, row)


def _is_class(segment: Segment, cell: GridCell) -> bool:
    return segment.page.sense(cell).level > 0


def _stands_in_a_row(segment: Segment, row: int) -> bool:
    """Whether a class of the first level stands straight before one of the second, and an indicator behind them."""
    cells = segment.page.begins(row)
    levels = [segment.page.sense(cell).level for cell in cells]
    pairs = (at for at in range(len(cells) - 2) if levels[at] & 1 and levels[at + 1] & 2)
    return any(len(cells) - at > 3 for at in pairs)


def _levels(segment: Segment, rows: Sequence[int]) -> list[tuple[str, int, int]]:
    """Where the first and the second level stand: the columns in which most of their words do."""
    counts: dict[int, Counter[int]] = {1: Counter(), 2: Counter()}
    widths: dict[int, int] = {}
    for row in rows:
        for cell in segment.page.begins(row):
            level = segment.page.sense(cell).level
            widths[cell.col] = max(widths.get(cell.col, 1), cell.cols) if level else widths.get(cell.col, 1)
            for known in (1, 2):
                counts[known][cell.col] += bool(level & known)
    found: list[tuple[str, int, int]] = []
    columns = sorted(col for col in widths if counts[1][col] or counts[2][col])
    if not columns:
        return []
    if len(columns) == 1:
        name = "level1" if counts[1][columns[0]] > counts[2][columns[0]] else "level2"
        return [(name, columns[0], columns[0] + widths[columns[0]] - 1)]
    for name, col in zip(("level1", "level2"), columns, strict=False):
        found.append((name, col, col + widths[col] - 1))
    return found


def _rest(segment: Segment, first: int, start: int) -> list[Column]:
    """The columns behind the levels by what stands in them: the name, then operator, number and unit or the target."""
    page = segment.page
    cells: dict[int, list[GridCell]] = {}
    for row in segment.rows(first - 1):
        if row in segment.taken or _is_below(segment, row):
            break
        for cell in page.begins(row):
            if cell.col >= start and not is_paper(cell.text):
                cells.setdefault(cell.col, []).append(cell)
    most = max((len(found) for found in cells.values()), default=0)
    columns = sorted(col for col, found in cells.items() if len(found) * 4 >= most)
    names = ["level3"]
    for col in columns[1:]:
        signs = sum(is_operator(cell.text) for cell in cells[col])
        if signs * 2 > len(cells[col]):
            names.append("operator")
        elif names[-1] == "operator":
            names.append("value")
        elif names[-1] == "value":
            names.append("measure")
        else:
            names.append("note" if {"target", "value"} & set(names) else "target")
    ends = [*columns[1:], page.right + 1]
    return [Column(name, col, end - 1, "") for name, col, end in zip(names, columns, ends, strict=False)]
