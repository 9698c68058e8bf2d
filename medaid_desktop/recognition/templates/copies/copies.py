"""A page cut into copies of the ledger's own forms and what is left between them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.core.grid import Grid
from medaid_desktop.recognition.corrections import Correction
from medaid_desktop.recognition.pages.beside import parts
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.templates.copies.matching import find_copies
from medaid_desktop.recognition.templates.copies.placement import Copy
from medaid_desktop.recognition.templates.copies.shapes import shelf_of
from medaid_desktop.recognition.understood import Knowledge


def copies_and_rest(page: Page, known: Knowledge, number: int = 0) -> Iterator[Page | Copy]:
    """The copies of forms of the ledger's own and the pages left above, between and below them, in the order of the paper.

    Forms side by side are each looked at alone. What a clerk has said to be another form is none. `number` is that of the
    page's grid in its document.
    """
    shelf = shelf_of(known.templates)
    if not shelf.shapes:
        yield page
        return
    copies = find_copies(page, shelf, number)
    beside = parts(page) if not copies else []
    if len(beside) > 1 and any(find_copies(part, shelf, number) for part in beside):
        for part in beside:
            yield from _cut(part, _as_said(find_copies(part, shelf, number), known))
        return
    yield from _cut(page, _as_said(copies, known))


def has_copies(grid: Grid, known: Knowledge) -> bool:
    """Whether a grid shows a copy of one of the ledger's own forms."""
    return bool(find_copies(Page(grid, known.vocabulary), shelf_of(known.templates)))


def _as_said(copies: Sequence[Copy], known: Knowledge) -> list[Copy]:
    """The copies without those that a clerk has said to be something else; of another form of the ledger's own as that."""
    found: list[Copy] = []
    for copy in copies:
        said = _form_said(known.learned.get(copy.shape.map.layout, ()))
        if said in (None, copy.shape.stored.form):
            found.append(copy)
        elif others := [one for one in known.templates if one.form == said]:
            rows = copy.page.part(cell for cell in copy.page.cells if copy.top <= cell.row <= copy.bottom)
            found += find_copies(rows, shelf_of(others))
    return found


def _form_said(learned: Sequence[Correction]) -> str | None:
    """The form that a clerk has said tables of a layout to be, "" for none to read; None where nobody has."""
    said = [one.meaning for one in learned if one.kind == "form"]
    return said[-1] if said else None


def _cut(page: Page, copies: Sequence[Copy]) -> Iterator[Page | Copy]:
    if not copies:
        yield page
        return
    first = 0
    for number, copy in enumerate(copies):
        yield from _rows(page, first, copy.top, is_first=number == 0)
        yield copy
        first = copy.bottom + 1
    yield from _rows(page, first, page.last + 1, is_first=False)


def _rows(page: Page, first: int, behind: int, is_first: bool) -> Iterator[Page]:
    """The rows between two copies as a page of their own, if more stands there than a line."""
    cells = [cell for cell in page.cells if first <= cell.row < behind]
    if len({cell.row for cell in cells}) > 1 and len(cells) > 3:
        rest = page.part(cells)
        if not is_first:
            rest.grid = replace(page.grid, above=())
        yield rest
