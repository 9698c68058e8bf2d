"""The rows of tables without groups: fund usage, funding, schedule."""

from medaid_desktop.recognition.folding import squeezed, tidy
from medaid_desktop.recognition.heads import Head, head_at
from medaid_desktop.recognition.segment import Segment, Text, is_paper
from medaid_desktop.recognition.vocabulary import Vocabulary

_SIGNING = ("签章", "盖章", "签字", "公章", "填报人", "填表人", "经办人:", "负责人:")


def read_flat(segment: Segment, head: Head, vocabulary: Vocabulary) -> list[dict[str, Text]]:
    """The rows under a head as texts by column; lines of signatures and blank rows are left out, serial numbers too."""
    rows: list[dict[str, Text]] = []
    last = head.bottom
    for row in range(head.bottom + 1, segment.bottom + 1):
        cells = list(segment.grid.in_row(row))
        if head_at(segment, row, vocabulary) or _ends(segment, head, row, vocabulary):
            break
        last = row
        found: dict[str, Text] = {}
        for column in head.columns:
            cell = next((c for c in cells if column.first <= c.col <= column.last or c.col <= column.first < c.col + c.cols), None)
            if column.id and column.id != "serial" and cell and column.id not in found and not is_paper(cell.text):
                found[column.id] = Text(tidy(cell.text), (cell.row, cell.col))
        if found:
            rows.append(found)
    segment.taken.update(range(head.top, last + 1))
    return rows


def _ends(segment: Segment, head: Head, row: int, vocabulary: Vocabulary) -> bool:
    cells = [cell for cell in segment.grid.in_row(row) if cell.row == row]
    if not cells:
        return False
    first = cells[0]
    covers = first.col <= head.first and first.col + first.cols > head.last and len(cells) == 1
    if covers or any(word in squeezed(first.text) for word in _SIGNING):
        return True
    if head.kind == "funding":
        return vocabulary.is_group(first.text) and not _is_item(first.text, vocabulary) and row > head.bottom + 1
    known = vocabulary.fields.find(first.text, slips=False)
    return known is not None or (head.kind == "schedule" and vocabulary.is_group(first.text))


def _is_item(text: str, vocabulary: Vocabulary) -> bool:
    meaning = vocabulary.fields.find(text, slips=False)
    return meaning is not None and meaning.id.startswith("funding_")
