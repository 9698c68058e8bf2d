"""The rows of a table of a filled copy: totals, dots and repeated heads left out, names of groups on every row."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.core.templates.making.form_making_start import is_nought
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, TableMark
from medaid_desktop.core.texts.target_parts import join_target
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.templates.copies.cell_text import as_typed, choice_of
from medaid_desktop.recognition.templates.copies.placement import Placement
from medaid_desktop.recognition.templates.copies.shapes import key_of
from medaid_desktop.recognition.wording.folding import is_dots, is_paper, squeezed


@dataclass(slots=True)
class BodyLine:
    """A row of the page with its texts by column and the cells they stand in; `begun` are the columns whose cell begins in it.
    `is_total` says that it begins with a word such as 合计, `typed` are computed columns that have no formula in it."""

    row: int
    texts: dict[str, str] = field(default_factory=dict[str, str])
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    begun: set[str] = field(default_factory=set[str])
    is_total: bool = False
    typed: tuple[str, ...] = ()


@dataclass(slots=True)
class Body:
    """The rows of content of a table; `inferred` are cells of rows whose group was taken from the row above."""

    lines: list[BodyLine]
    inferred: list[Place]


NO_ROWS: frozenset[int] = frozenset()


def read_body(
    placement: Placement, number: int, out: Collection[int] = NO_ROWS, kept: Collection[int] = NO_ROWS
) -> Body:
    """The rows of content of a table, which is given by its number from the top.

    A row whose only texts are names of groups or dots is paper; one with a printed indicator is content though nothing
    has been filled in beside it. Of some rows a clerk has said that they are no content (`out`), or are it (`kept`).
    """
    table, page = placement.copy.shape.tables[number], placement.copy.page
    columns = [(column, placement.column(table, column.col, column.cols)) for column in table.columns]
    prompts = _prompts(table)
    begin = placement.body(number).start
    typed = {begin + at: mark.typed for at, mark in enumerate(table.rows) if mark.typed}
    rows = (row for row in _rows(placement, number) if row not in out)
    lines = [_line(page, BodyLine(row, typed=typed.get(row, ())), columns, prompts) for row in rows]
    lines = _without_print(lines, table, kept)
    groups = [column.definition.id for column in table.columns if column.definition.group]
    serials = {column.definition.id for column in table.columns if column.serial}
    aside = {column.definition.id for column in table.columns if column.computed or column.part}
    paper = {*groups, *serials, *aside}
    inferred = _inherit(page, lines, groups, {column.definition.id: cols for column, cols in columns}, paper)
    lines = [line for line in lines if _is_content(line, paper) or line.row in kept]
    for line in lines:
        for name in serials:
            del line.texts[name], line.places[name]
        _join_parts(line, table)
    return Body(lines, inferred)


def _rows(placement: Placement, number: int) -> Iterator[int]:
    """The shown rows of a body, also those without any text, which belong to the group above."""
    hidden = placement.copy.page.grid.hidden_rows
    body = placement.body(number)
    yield from (row for row in range(body.start, min(body.stop, placement.copy.bottom + 1)) if row not in hidden)


def _join_parts(line: BodyLine, table: TableMark) -> None:
    """Joins the sign, the value and the unit of a target as they would stand in one cell (contract, section 3)."""
    parts: dict[str, dict[str, str]] = {}
    for column in table.columns:
        if column.part:
            parts.setdefault(column.of, {})[column.part] = line.texts.pop(column.definition.id)
            line.places.pop(column.definition.id)
    for name, texts in parts.items():
        if any(texts.values()):
            line.texts[name] = join_target(texts.get("operator", ""), line.texts[name], texts.get("measure", ""))


def _prompts(table: TableMark) -> frozenset[str]:
    """What the form prints in body rows just to be written over."""
    texts = (text for mark in table.rows for text in mark.given.values())
    return frozenset(squeezed(text) for text in texts if text.strip() and is_prompt(text))


def _line(page: Page, line: BodyLine, columns: Sequence[tuple[ColumnMark, range]], prompts: frozenset[str]) -> BodyLine:
    """A line with what its row has in each column."""
    row = line.row
    taken: set[Place] = set()
    for column, cols in columns:
        name = column.definition.id
        line.places[name] = row, cols.start
        texts: list[str] = []
        for cell in _cells(page, row, cols):
            if (cell.row, cell.col) in taken or (cell.row < row and _stands_alone(cell, column)):
                continue
            taken.add((cell.row, cell.col))
            if not texts:
                line.places[name] = cell.row, cell.col
            is_result = column.computed and name not in line.typed
            texts.append("" if squeezed(cell.text) in prompts else _text(cell, column, is_result))
            if cell.row == row:
                line.begun.add(name)
        line.texts[name] = " ".join(filter(None, texts))
    begins = page.begins(row)
    line.is_total = bool(begins) and page.sense(begins[0]).total
    return line


def _cells(page: Page, row: int, cols: range) -> Iterator[GridCell]:
    before = None
    for col in cols:
        cell = page.at(row, col)
        if cell is not None and cell is not before:
            yield cell
        before = cell


def _stands_alone(cell: GridCell, column: ColumnMark) -> bool:
    """Whether a cell that reaches down from above says nothing of the rows below: boxes are ticked once."""
    return column.definition.type == "choice" and cell.rows > 1


def _text(cell: GridCell, column: ColumnMark, is_result: bool) -> str:
    text = clean_text(cell.text)
    if is_result and is_nought(text):
        return ""
    if column.definition.type == "choice":
        return choice_of(text, column.definition.options)
    return as_typed(text, cell, column.definition)


# -- what is no content ----------------------------------------------------------------------------------------------


def _without_print(lines: Sequence[BodyLine], table: TableMark, own: Collection[int]) -> list[BodyLine]:
    """The lines without heads that a page break repeated, and without the totals and notes that the form prints in the table."""
    names = [column.definition.label for column in table.columns]
    labels = {key_of(part) for name in names for part in (name, name.rpartition("·")[2])}
    kept = [line for line in lines if not _is_head(line, labels)]
    content = [mark.row for mark in table.rows if mark.kind == "row"]
    for mark in table.rows:
        if mark.kind != "row":
            below = not content or mark.row > content[0]
            order = [line for line in (reversed(kept) if below else kept) if line.row not in own]
            found = next((line for line in order if _shows(line, mark)), None)
            if found is None and mark.kind == "total":
                found = next((line for line in order if line.is_total), None)
            if found is not None:
                kept.remove(found)
    return kept


def _is_head(line: BodyLine, labels: set[str]) -> bool:
    keys = [key_of(line.texts[name]) for name in line.begun if line.texts[name]]
    return len(keys) > 1 and all(key in labels for key in keys)


def _shows(line: BodyLine, mark: RowMark) -> bool:
    """Whether a line is one that the form prints: a total with all its words, a line of dots with nothing else besides."""
    given = {name: squeezed(text) for name, text in mark.given.items() if text.strip() and name in line.texts}
    own = {name: squeezed(line.texts[name]) for name in line.texts if line.texts[name]}
    if mark.kind == "total":
        words = {name: text for name, text in given.items() if any(letter.isalpha() for letter in text)}
        return bool(words) and all(own.get(name) == text for name, text in words.items())
    return bool(given) and all(own.get(name) == text for name, text in given.items()) and not own.keys() - given.keys()


def _is_content(line: BodyLine, groups: set[str]) -> bool:
    """Whether a line says anything: more than names of groups, dots, and the noughts that formulas leave in a blank row."""
    texts = (line.texts[name] for name in line.begun - (groups - {*line.typed}))
    return any(text and not is_paper(text) and not is_nought(text) for text in texts)


# -- groups ----------------------------------------------------------------------------------------------------------


def _inherit(
    page: Page, lines: Sequence[BodyLine], groups: Sequence[str], columns: Mapping[str, range], paper: set[str]
) -> list[Place]:
    """Gives rows that an office has put in below a group the group's name; returns their cells.

    Only a cell that is nothing but empty belongs to the group above: not one with the mark without width that
    filling leaves where a row lies in no group, nor one that the name beside it covers.
    """
    inferred: list[Place] = []
    before: BodyLine | None = None
    for line in lines:
        same = before is not None
        for name in groups:
            if before is None:
                break
            text = line.texts[name]
            if is_dots(text) and text:
                line.texts[name] = ""
                same = False
            elif text:
                same = same and text == before.texts[name]
            elif same and before.texts[name] and page.at(line.row, columns[name].start) is None:
                line.texts[name] = before.texts[name]
                line.places[name] = before.places[name]
                if _is_content(line, paper):
                    inferred.append((line.row, columns[name].start))
        before = line
    return inferred
