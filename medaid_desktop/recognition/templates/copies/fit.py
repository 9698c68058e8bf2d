"""How well a copy fits the form that it was taken for, and whether it surely is one."""

from collections import Counter
from collections.abc import Iterator

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.titles import is_title
from medaid_desktop.recognition.templates.copies.alignment import LINES_AROUND
from medaid_desktop.recognition.templates.copies.placement import Copy, Placement
from medaid_desktop.recognition.templates.copies.shapes import key_of
from medaid_desktop.recognition.wording.folding import says_nothing, squeezed

LEAST = 0.9
"""The share of the form's print that a copy must show: a row or two may have been left out, a label written over."""
_LEAST_HEAD = 0.8
_MOST_NOTES = 2
"""Texts that an office may have written beside the form: a phone number, a remark."""
_LONGEST_TAB = 31
"""Letters of a sheet's name."""
_PLACE, _NEAR = 0.05, 3
"""What its place counts among forms that fit a copy: as much as two or three texts printed in rows of tables."""


def weigh(copy: Copy) -> None:
    """Sets the score and the fit of a copy, and what stands in it that the form has no place for."""
    shape = copy.shape
    there = (*copy.cells, *copy.elsewhere)
    weight = sum(piece.weight for piece in there if not piece.optional)
    copy.score = weight / shape.total
    copy.strangers = list(_strangers(copy))
    given = Counter(shape.given)
    placement = Placement(copy)
    for number in range(len(shape.tables)):
        given -= Counter(
            key_of(cell.text) for row in placement.body(number) for cell in copy.page.begins(row) if cell.text
        )
    missing = given.total()
    whole = shape.total + 0.5 * len(shape.given)
    copy.fit = (weight + 0.5 * (len(shape.given) - missing)) / whole - 0.03 * len(copy.strangers)


def is_sure(copy: Copy) -> bool:
    """Whether a copy that was weighed surely is one of its form."""
    shape = copy.shape
    if copy.score < LEAST:
        return False
    for table in shape.tables:
        heads = shape.heads_of(table)
        if heads and sum(piece in copy.cells for piece in heads) < _LEAST_HEAD * len(heads):
            return False
    if copy.score < 1:  # a label printed otherwise is another form, or another version
        return not copy.strangers and not _is_printed_otherwise(copy)
    return len(copy.strangers) <= _MOST_NOTES and not any(_is_label(copy.page, cell) for cell in copy.strangers)


def _is_printed_otherwise(copy: Copy) -> bool:
    """Whether a label that misses stands inside another text: two cells typed as one, a label with more words."""
    there = {*copy.cells, *copy.elsewhere}
    missing = [piece.key for piece in copy.shape.pieces if piece not in there and not piece.optional]
    texts = [squeezed(cell.text) for row in range(copy.top, copy.bottom + 1) for cell in copy.page.begins(row)]
    return any(len(key) > 1 and key in text for key in missing for text in texts)


def _is_label(page: Page, cell: GridCell) -> bool:
    sense = page.sense(cell)
    exact = sense.field is not None and sense.field.how == "exact"
    return exact or bool(sense.level) or sense.group


def _strangers(copy: Copy) -> Iterator[GridCell]:
    """Texts inside the copy in no place of the form, of a column beside a table just one; and labels right around it."""
    page, shape = copy.page, copy.shape
    own = _own_places(copy)
    prints = {key_of(printed.text) for printed in shape.map.printed}
    columns: set[int] = set()
    placement = Placement(copy)
    bodies = {row for number in range(len(shape.tables)) for row in placement.body(number)}
    for row in page.rows:
        if not copy.top <= row <= copy.bottom:
            continue
        for cell in page.begins(row):
            if (cell.row, cell.col) in own or says_nothing(cell.text) or key_of(cell.text) in prints:
                continue
            if cell.kind not in ("text", "date"):  # what a formula beside the form worked out
                continue
            sense = page.sense(cell)
            if row in bodies and not sense.is_label:
                if cell.col in columns:
                    continue
                columns.add(cell.col)
            yield cell
    yield from _labels_around(copy)


def _own_places(copy: Copy) -> set[Place]:
    """All places of the page that the form has something in."""
    shape, placement = copy.shape, Placement(copy)
    own = {(cell.row, cell.col) for cell in copy.cells.values()}
    own |= {text.place for text in copy.elsewhere.values() if text.place}
    for spot in (*shape.marks, *(review.spot for review in shape.map.reviews)):
        if spot.within == "cell":
            lines, columns = placement.lines(spot), placement.columns(spot)
            own |= {(row, col) for row in lines for col in columns}
    for number, table in enumerate(shape.tables):
        body = placement.body(number)
        sides = [*table.columns]
        for column in sides:
            columns = placement.column(table, column.col, column.cols)
            own |= {(row, col) for row in body for col in columns}
        if table.side:
            own |= {(row, col) for row in body for col in placement.columns(table.side)}
    for piece in shape.pieces:
        if piece.optional and piece.spot.within == "cell" and shape.is_free(piece.spot.row):
            own |= {(row, col) for row in range(copy.top, copy.bottom + 1) for col in placement.columns(piece.spot)}
    return own


def _labels_around(copy: Copy) -> Iterator[GridCell]:
    """Labels in the rows that follow the copy without a gap, or lead up to it: what was found is part of a larger form."""
    page, own = copy.page, set(copy.cells.values())
    for step, start in ((1, copy.bottom + 1), (-1, copy.top - 1)):
        row = start
        while page.begins(row) and abs(row - start) < LINES_AROUND:
            cells = page.begins(row)
            if any(is_title(page, cell.text, True) for cell in cells):
                break
            yield from (
                cell for cell in cells if cell not in own and _is_label(page, cell) and len(page.across(row)) > 1
            )
            row += step


def in_place(copy: Copy, number: int) -> float:
    """What it counts that a copy stands where its form does in the document that it was drawn of."""
    form, grid = copy.shape.map, copy.page.grid
    same = _is_called(grid.name, form.sheet) if form.sheet else form.grid == number
    away = abs(copy.top + grid.origin[0] - form.area[0])
    return _PLACE / (1 + away / _NEAR) if same else 0.0


def _is_called(name: str, sheet: str) -> bool:
    """Whether a sheet bears the name of another, or that of a copy of it: with a region or a number in brackets behind it, which a
    long name is cut for."""
    if squeezed(name) == squeezed(sheet):
        return True
    head, _, label = name.rpartition(" (")
    if not head or not label.endswith(")"):
        return False
    return squeezed(head) == squeezed(sheet) or (len(name) >= _LONGEST_TAB - 1 and sheet.startswith(head))
