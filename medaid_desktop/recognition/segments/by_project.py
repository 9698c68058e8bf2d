"""One indicator table for several projects, each named in a column of its own: as many forms."""

from collections.abc import Iterator
from dataclasses import replace

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.segments.table_end import table_ends
from medaid_desktop.recognition.wording.folding import squeezed

_MOST = 200


def by_project(segment: Segment) -> Iterator[Segment]:
    """The segment itself, or one for each project of its indicator table, with all that stands above and below it."""
    heads = [head for head in segment.heads if head.kind == "indicators"]
    starts = _starts(segment, heads[0]) if len(heads) == 1 else []
    if len(starts) < 2:
        yield segment
        return
    body = [row for row in segment.rows(heads[0].bottom) if not table_ends(segment, heads[0], row)]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else segment.bottom + 1
        others = {row for row in body if not start <= row < end}
        page = segment.page.part(cell for cell in segment.page.cells if cell.row not in others)
        yield replace(
            segment, page=page, lines=list(segment.lines), heads=list(segment.heads), taken=set(segment.taken)
        )


def _starts(segment: Segment, head: Head) -> list[int]:
    """The rows in which another project begins; [] where no column names projects or one does for all."""
    page = segment.page
    for column in head.columns:
        field = page.vocabulary.sense(column.label).field
        if column.id or field is None or field.how != "exact" or field.id != "project_name":
            continue
        named: list[tuple[int, GridCell]] = []
        for row in segment.rows(head.bottom):
            cell = page.at(row, column.first)
            if table_ends(segment, head, row) and (cell is None or cell.col != column.first):
                break
            new = cell is not None and cell.row == row and cell.col == column.first and cell.cols <= _width(head)
            if cell is not None and new and (not named or squeezed(named[-1][1].text) != squeezed(cell.text)):
                named.append((row, cell))
        return [row for row, _ in named] if 1 < len(named) <= _MOST else []
    return []


def _width(head: Head) -> int:
    return max(1, (head.last - head.first) // 2)
