"""The rows of allocation tables on their side: a column for each place, a row for each kind of money."""

from collections.abc import Sequence

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.across import PLACE
from medaid_desktop.recognition.columns.head import MONEY, Column, Head
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.wording.folding import is_paper, label_name, squeezed, tidy


def rows_of(segment: Segment, head: Head) -> list[int]:
    """The rows of money under a head, to the first without a label or figures."""
    found: list[int] = []
    page = segment.page
    for row in segment.rows(head.bottom):
        cells = page.begins(row)
        numbers = [cell for cell in cells if cell.col > head.columns[0].last and page.sense(cell).number]
        if segment.head_at(row) or not numbers:
            break
        found.append(row)
    return found


def cells_of(segment: Segment, rows: Sequence[int], column: Column) -> dict[str, Text]:
    """The money of one place by the meaning of the rows' labels."""
    page = segment.page
    single = len(rows) == 1
    found: dict[str, Text] = {}
    for row in rows:
        cell = page.at(row, column.first)
        label = [c for c in page.across(row) if c.col < column.first and not page.sense(c).number]
        if cell is None or cell.row != row or is_paper(cell.text) or not label:
            continue
        names = [c for c in label if not PLACE.fullmatch(squeezed(c.text)) or page.sense(c).columns.get("allocation")]
        found.setdefault(_meaning(page, names or label, single), Text(tidy(cell.text), place_of(cell)))
    return found


def _meaning(page: Page, labels: Sequence[GridCell], single: bool) -> str:
    if single:
        return "amount"
    meaning = page.sense(labels[-1]).columns.get("allocation")
    if meaning and (meaning.id in MONEY or meaning.id == "headcount"):
        return meaning.id
    return f"extra:{label_name(labels[-1].text)}"
