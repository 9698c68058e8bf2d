"""Forms that stand side by side on one sheet."""

from itertools import pairwise

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.titles import is_title


def parts(page: Page) -> list[Page]:
    """The page itself, or one page for each of the forms beside one another; what lies over all is in each of them."""
    cuts = _cuts(page)
    if not cuts:
        return [page]
    edges = [page.left, *cuts, page.right + 1]
    return [
        page.part(cell for cell in page.cells if cell.col < end and cell.col + cell.cols > first)
        for first, end in pairwise(edges)
    ]


def _cuts(page: Page) -> list[int]:
    """The columns where a second form begins: it names its project, or bears a title, in the row where the first does."""
    for row in page.rows:
        words = page.words(row)
        marks = [cell.col for cell in words if _marks(page, cell)] if len(words) > 1 else []
        if len(marks) > 1:
            crossed = _crossed(page)
            return [col for col in marks[1:] if col not in crossed]
    return []


def _marks(page: Page, cell: GridCell) -> bool:
    field = page.sense(cell).field
    named = field is not None and field.how == "exact" and field.id == "project_name" and "名称" in page.sense(cell).key
    return named or is_title(page, cell.text, strict=True)


def _crossed(page: Page) -> set[int]:
    """The columns over whose left edge a cell reaches that is not alone in its row."""
    wide = {(cell.col, cell.cols) for cell in page.cells if cell.cols > 1 and len(page.across(cell.row)) > 1}
    return {col for first, cols in wide for col in range(first + 1, first + cols)}
