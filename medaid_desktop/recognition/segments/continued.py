"""Tables that a page break cut in two: 续表, heads and titles repeated, a letter's form typed as two tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.core.grid import Document, Grid
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.columns.heads import find_heads
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.titles import bare_title, is_annex, is_continuation, is_title
from medaid_desktop.recognition.segments.table_end import is_page_number_text
from medaid_desktop.recognition.understood import Understood
from medaid_desktop.recognition.wording.folding import squeezed
from medaid_desktop.recognition.wording.vocabulary import Vocabulary

_CONTENT = ("indicators", "allocation", "usage")


def grids(document: Document, vocabulary: Vocabulary) -> Iterator[tuple[int, Grid]]:
    """The grids with their numbers, tables of a letter that go on from one another put together."""
    current: tuple[int, Grid] | None = None
    for number, grid in enumerate(document.grids):
        if current and not grid.name and not current[1].name and _goes_on(current[1], grid, vocabulary):
            current = current[0], _together(current[1], grid)
            continue
        if current:
            yield current
        current = number, grid
    if current:
        yield current


def keep_places(understood: Understood, grid: Grid) -> None:
    """Leaves out the places that lie in a later table of the letter, for which the grid has no cell."""
    understood.sources = {path: place for path, place in understood.sources.items() if place[0] < grid.rows}
    understood.labels = {place: name for place, name in understood.labels.items() if place[0] < grid.rows}
    understood.notices = [
        replace(notice, place=None) if notice.place and notice.place[0] >= grid.rows else notice
        for notice in understood.notices
    ]


def _goes_on(before: Grid, grid: Grid, vocabulary: Vocabulary) -> bool:
    page, first = Page(grid, vocabulary), Page(before, vocabulary)
    lines = [line for line in grid.above if line.strip() and not is_page_number_text(line)]
    marked = any(map(is_continuation, lines)) or any(
        is_continuation(cell.text) for row in page.rows[:3] for cell in page.begins(row)
    )
    titles = {bare_title(line) for line in [*lines, *_tops(page)] if is_title(page, line, strict=False)}
    if titles - {bare_title(line) for line in [*before.above, *_tops(first)]}:
        return False
    others = [line for line in lines if bare_title(line) not in titles and not _is_line_about(line)]
    heads, earlier = _content_heads(page), _content_heads(first)
    if _names_project(page):
        return False
    if marked:
        return True
    if others or any(map(is_annex, lines)):
        return False
    if heads and earlier:
        return heads[0].repeats(earlier[-1])
    if heads and not earlier:
        return heads[0].kind == "indicators" and _names_project(first) and not titles
    return bool(earlier) and not lines and before.cols == grid.cols and not _has_labels(page)


def _is_line_about(line: str) -> bool:
    return is_continuation(line) or (len(squeezed(line)) < 16 and "单位" in line)


def _tops(page: Page) -> list[str]:
    return [cell.text for row in page.rows[:4] for cell in page.begins(row) if len(page.across(row)) == 1]


def _content_heads(page: Page) -> Sequence[Head]:
    return [head for head in find_heads(page) if head.kind in _CONTENT]


def _names_project(page: Page) -> bool:
    fields = [page.sense(cell).field for row in page.rows[:8] for cell in page.begins(row)]
    return any(field is not None and field.how == "exact" and field.id == "project_name" for field in fields)


def _has_labels(page: Page) -> bool:
    return any(page.sense(cell).is_label for cell in page.cells)


def _together(before: Grid, grid: Grid) -> Grid:
    down = before.rows
    return replace(
        before,
        cells=(*before.cells, *(cell._replace(row=cell.row + down) for cell in grid.cells)),
        rows=before.rows + grid.rows,
        cols=max(before.cols, grid.cols),
        below=grid.below,
        blank_spans=(
            *before.blank_spans,
            *((row + down, col, rows, cols) for row, col, rows, cols in grid.blank_spans),
        ),
    )
