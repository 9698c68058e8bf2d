"""Whether a page shows copies of the ledger's own forms, filled in or not, and which version of each."""

from collections.abc import Collection, Iterator, Sequence

from medaid_desktop.core.grid import GridCell
from medaid_desktop.core.templates.template_map import YEAR, Spot
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.titles import is_title
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.segments.table_end import begins_notes, is_behind, is_page_number
from medaid_desktop.recognition.templates.copies.alignment import LINES_AROUND, Pair, Texts, chains, shows
from medaid_desktop.recognition.templates.copies.cell_text import cut
from medaid_desktop.recognition.templates.copies.fit import LEAST, in_place, is_sure, weigh
from medaid_desktop.recognition.templates.copies.placement import Copy, Placement
from medaid_desktop.recognition.templates.copies.shapes import Piece, Shape, TemplateShelf, key_of
from medaid_desktop.recognition.wording.folding import squeezed

_FIRST_LOOK = 0.8
_LEAST_PIECES = 2.0
_NEAR = 3
_LONGEST_YEAR = 8
_MOST_BLANK = 12
"""How many blank rows of a group may lie above the next group of a table."""


def find_copies(page: Page, shelf: TemplateShelf, number: int = 0) -> list[Copy]:
    """The copies of forms on a page from top to bottom, each by the version that fits best; none where none is surely one.
    Of forms of one document with the same print the one counts whose own place it is; `number` is the page's grid's.

    Rows may have been put into tables or left out, rows or columns put before the form, labels broken elsewhere. A page
    with other labels besides, or lacking a table's head, is another form.
    """
    if not shelf.shapes or not page.rows:
        return []
    texts = Texts(page)
    found: list[Copy] = []
    for shape in shelf.shapes:
        if shape.total >= _LEAST_PIECES and texts.share_of(shape) >= _FIRST_LOOK:
            found += _copies(shape, texts)
    for copy in found:
        if copy.shape.stored.digest in shelf.of_several:
            copy.fit += in_place(copy, number)
    chosen: list[Copy] = []
    for copy in sorted(found, key=lambda copy: -copy.fit):
        if not any(copy.top <= other.bottom and other.top <= copy.bottom for other in chosen):
            chosen.append(copy)
    return sorted(chosen, key=lambda copy: copy.top)


def _copies(shape: Shape, texts: Texts) -> Iterator[Copy]:
    page = texts.page
    found = chains(shape, texts, LEAST * shape.total - _of_title(shape))
    behind = 0
    for number, chain in enumerate(found):
        after = found[number + 1][0].at if number + 1 < len(found) else page.last + 1
        copy = _copy(shape, page, chain)
        _add_elsewhere(copy, texts)
        _extend(copy, behind, after)
        behind = copy.bottom + 1
        weigh(copy)
        if is_sure(copy):
            yield copy


def _of_title(shape: Shape) -> float:
    """What the lines above the form's first label weigh, which stand in paragraphs where the form was put into a letter."""
    rows = sorted(shape.rows)[:_NEAR]
    return sum(piece.weight for row in rows if len(shape.rows[row]) == 1 for piece in shape.rows[row])


def _copy(shape: Shape, page: Page, chain: Sequence[Pair]) -> Copy:
    cells = {piece: cell for pair in chain for piece, cell in pair.cells.items()}
    return Copy(shape, page, {pair.row: pair.at for pair in chain}, cells)


def _add_elsewhere(copy: Copy, texts: Texts) -> None:
    """Looks for pieces that no row showed among the paragraphs around, and for those of paragraphs among the cells above."""
    grid, first = copy.page.grid, min(copy.rows.values())
    lines = [*reversed(grid.above[-LINES_AROUND:]), *grid.below]
    for piece in copy.shape.pieces:
        if piece in copy.cells:
            continue
        shown = [line for line in lines if _shows(line, piece)]
        text = next((line for line in shown if _names_year(line, piece)), shown[0] if shown else None)
        if text is not None:
            copy.elsewhere[piece] = Text(text)
        elif piece.spot.within != "cell":
            near = [cell for cell in texts.found(piece) if first - LINES_AROUND <= cell.row]
            cell = min(near, key=lambda cell: abs(cell.row - first), default=None)
            if cell is not None:
                copy.elsewhere[piece] = Text(cell.text, (cell.row, cell.col))


def _shows(line: str, piece: Piece) -> bool:
    return shows(line, piece) if piece.marks else key_of(line) == piece.key


def _names_year(line: str, piece: Piece) -> bool:
    """Whether what a line has in the place of a year may be one: a letter's list of annexes repeats titles behind other words."""
    values = cut(line, piece.marks) if piece.marks else None
    return not values or all(
        len(squeezed(value)) <= _LONGEST_YEAR and not squeezed(value)[:1].isalpha()
        for mark, value in zip(piece.marks, values, strict=True)
        if mark.definition.id == YEAR
    )


# -- how far it reaches ----------------------------------------------------------------------------------------------


def _extend(copy: Copy, behind: int, after: int) -> None:
    """Sets the first and last row: up to the form's own first row, down to where its last table ends.

    Above `behind` and from `after` on the page belongs to other copies.
    """
    shape, page = copy.shape, copy.page
    first_row, last_row = min(copy.rows), max(copy.rows)
    top, _, rows, _ = shape.map.area
    above = min((text.place[0] for text in copy.elsewhere.values() if text.place), default=page.last)
    first = copy.rows[first_row]
    copy.top = max(behind, min(above, first - max(0, first_row - top)))
    down = max((cell.row + cell.rows - 1 for cell in copy.cells.values()), default=first)
    if shape.bodies and shape.bodies[-1][1] > last_row:
        copy.bottom = max(down, _end_of_body(copy, after))
        copy.below = list(_rows_below(copy, after))
    else:
        copy.bottom = min(after - 1, max(down, copy.rows[last_row] + top + rows - 1 - last_row))
    below = max((text.place[0] for text in copy.elsewhere.values() if text.place), default=0)
    copy.bottom = max(copy.bottom, min(below, after - 1))


def _end_of_body(copy: Copy, after: int) -> int:
    """The last row of a table that nothing is printed below: where the cell beside it ends or as many rows as the form
    has, and as far below as rows go on like it."""
    shape, page = copy.shape, copy.page
    table, (first, behind) = shape.tables[-1], shape.bodies[-1]
    copy.bottom = after - 1
    placement = Placement(copy)
    start = placement.body(len(shape.tables) - 1).start
    side = next((cell for piece, cell in copy.cells.items() if table.side and _lies_at(piece, table.side)), None)
    own = side.row + side.rows - 1 if side and side.rows > 1 else start + behind - first - 1
    inside = {
        col
        for column in table.columns
        if not column.definition.group and not column.serial
        for col in placement.column(table, column.col, column.cols)
    }
    last = start - 1
    for row in range(start, min(after, page.last + 1)):
        total = (
            row == own + 1
            and table.rows[-1].kind == "total"
            and page.begins(row)
            and page.sense(page.begins(row)[0]).total
        )
        if row > own and not total and (not _goes_on(copy, row, inside) or is_page_number(page, row)):
            break
        if page.begins(row) and _is_behind(page, row):
            break
        last = row
    return min(max(last, own if last == page.last else last), after - 1)


def _lies_at(piece: Piece, spot: Spot) -> bool:
    return (piece.spot.row, piece.spot.col) == (spot.row, spot.col)


def _is_behind(page: Page, row: int) -> bool:
    """Whether a row stands below the form: a note, who filled it in, the title of another form."""
    text = page.begins(row)[0].text
    return len(page.across(row)) == 1 and (is_behind(text) or begins_notes(text) or is_title(page, text, True))


def _goes_on(copy: Copy, row: int, inside: Collection[int]) -> bool:
    """Whether a row below as many as the form has is one more of them: it has names of groups that the form prints, or
    something in a column of content and no label before it."""
    cells = copy.page.begins(row)
    if any(key_of(cell.text) in copy.shape.given_keys for cell in cells):
        return True
    if not cells:
        return _is_left_blank(copy, row)
    return not copy.page.sense(cells[0]).is_label and any(cell.col in inside for cell in cells)


def _rows_below(copy: Copy, after: int) -> Iterator[GridCell]:
    """The texts of rows of several cells, a blank row or two below the last table, that are neither notes nor another form."""
    page, row = copy.page, copy.bottom + 1
    gap = 0
    while row < min(after, page.last + 1) and gap < _NEAR:
        cells = page.begins(row)
        if cells:
            others = any(is_behind(cell.text) or page.sense(cell).is_label for cell in cells)
            if others or len(page.across(row)) == 1 or _is_behind(page, row) or is_page_number(page, row):
                break
            yield from cells
        gap = 0 if cells else gap + 1
        row += 1


def _is_left_blank(copy: Copy, row: int) -> bool:
    """Whether a row without a text of its own is one that nobody filled in: the name of its group reaches down into it, or the
    next row with texts goes on with what the form prints."""
    page, given = copy.page, copy.shape.given_keys
    reaching = (page.at(row, col) for col in range(page.left, page.right + 1))
    if any(cell is not None and key_of(cell.text) in given for cell in reaching):
        return True
    following = next((at for at in range(row + 1, min(row + _MOST_BLANK, page.last) + 1) if page.begins(at)), None)
    return following is not None and any(key_of(cell.text) in given for cell in page.begins(following))
