"""What a filled copy of a blank form must show: its printed texts, row by row, and where its tables may grow."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import overload

from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, Spot, TableMark, TemplateMap
from medaid_desktop.recognition.pages.titles import is_annex
from medaid_desktop.recognition.templates.copies.cell_text import literals
from medaid_desktop.recognition.wording.folding import generic, label_key, squeezed

LONGEST_PRINT = 1000
_LONGEST_LABEL = 60
_SHORT, _LIGHT = 1, 0.4
_FIGURE = re.compile(r"[≥≤><=]?[\d.,]+(?:亿|万)?(?:元|人次|人|户|%|分)?(?:/.)?")
"""A figure with its unit, which recognition takes for no words."""


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """A printed text that a copy has to show: a whole cell (`marks` empty), or the print around the values of one.

    `key` is what a whole cell is compared by, of others their first print. `optional` pieces tell nothing where they miss.
    """

    spot: Spot
    key: str
    weight: float
    marks: tuple[FieldMark, ...] = ()
    optional: bool = False


class Shape:
    """A stored template, prepared for being looked for."""

    def __init__(self, stored: StoredTemplate) -> None:
        self.stored = stored
        self.map: TemplateMap = stored.map
        self.form = _form_of(stored)
        self.tables = sorted(self.map.tables, key=lambda table: _body(table)[0])
        self.bodies = [_body(table) for table in self.tables]
        self.marks = _marks_by_spot(self.map)
        self.pieces = tuple(self._pieces())
        self.rows = self._rows()
        self.total = sum(piece.weight for piece in self.pieces if not piece.optional)
        self.keys = frozenset(piece.key for piece in self.pieces if not piece.optional and _can_be_looked_up(piece))

    def _pieces(self) -> Iterator[Piece]:
        sides = {(table.side.row, table.side.col) for table in self.tables if table.side}
        for printed in self.map.printed:
            key = key_of(printed.text)
            if not key or len(printed.text) > LONGEST_PRINT:
                continue
            spot = printed.spot
            free = self.is_free(spot.row) and spot.within == "cell"
            lines = spot.within != "cell"
            apart = len(printed.text) > _LONGEST_LABEL or is_annex(printed.text)
            figure = not any(letter.isalpha() for letter in key) or bool(_FIGURE.fullmatch(key))
            optional = free or lines or apart or figure or (spot.row, spot.col) in sides
            yield Piece(spot, key, _LIGHT if len(key) <= _SHORT else 1.0, optional=optional)
        for spot, marks in self.marks.items():
            parts = [squeezed(part) for part in literals(marks)]
            if any(parts):
                named = any(mark.definition.id not in (YEAR, REGION) for mark in marks)
                strong = sum(map(len, parts)) > _SHORT and bool(parts[0])
                weight = (1.0 if named else 0.6) if strong else _LIGHT
                key = key_of(_head(parts[0]))
                yield Piece(spot, key, weight, marks, optional=spot.within != "cell")

    def _rows(self) -> Mapping[int, Sequence[Piece]]:
        rows: dict[int, list[Piece]] = {}
        for piece in sorted(self.pieces, key=lambda piece: (piece.spot.row, piece.spot.col)):
            if piece.spot.within == "cell" and not self.is_free(piece.spot.row):
                rows.setdefault(piece.spot.row, []).append(piece)
        return rows

    def is_free(self, row: int) -> bool:
        """Whether a row belongs to the body of a table, of which a copy may have more or fewer."""
        return any(first <= row < behind for first, behind in self.bodies)

    def bodies_between(self, row: int, other: int) -> bool:
        """Whether the body of a table lies between two rows, so that any number of rows may."""
        return any(row < behind and first <= other for first, behind in self.bodies)

    @cached_property
    def grows(self) -> Mapping[tuple[int, int], bool]:
        """Whether any number of rows may lie between two rows with print."""
        rows = sorted(self.rows)
        return {(row, other): self.bodies_between(row, other) for row in rows for other in rows if row < other}

    def heads_of(self, table: TableMark) -> list[Piece]:
        """The labels of a table's columns."""
        first, behind = table.head
        columns = {col for column in table.columns for col in range(column.col, column.col + column.cols)}
        return [
            piece
            for row in range(first, behind)
            for piece in self.rows.get(row, ())
            if piece.spot.col in columns and not piece.marks and not piece.optional
        ]

    @cached_property
    def given(self) -> Sequence[str]:
        """The texts of table rows as printed, by which versions are told apart."""
        return [key_of(text) for table in self.tables for row in table.rows for text in row.given.values() if text]

    @cached_property
    def given_keys(self) -> frozenset[str]:
        """The same, each once."""
        return frozenset(self.given)


class TemplateShelf(Sequence[StoredTemplate]):
    """Templates with their shapes, which are made when first asked for: one to be used for many documents."""

    def __init__(self, templates: Sequence[StoredTemplate] = ()) -> None:
        self._templates = tuple(templates)

    @overload
    def __getitem__(self, index: int) -> StoredTemplate: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[StoredTemplate]: ...
    def __getitem__(self, index: int | slice) -> StoredTemplate | Sequence[StoredTemplate]:
        return self._templates[index]

    def __len__(self) -> int:
        return len(self._templates)

    @cached_property
    def shapes(self) -> Sequence[Shape]:
        """The shapes of all that can be known again."""
        return [shape for shape in map(Shape, self._templates) if shape.pieces]

    @cached_property
    def of_several(self) -> frozenset[str]:
        """The documents, by their digests, that several of the forms were drawn of."""
        forms = Counter(digest for digest, _ in {(one.digest, one.form) for one in self._templates})
        return frozenset(digest for digest, count in forms.items() if count > 1)


def shelf_of(templates: Sequence[StoredTemplate]) -> TemplateShelf:
    """The templates as a shelf."""
    return templates if isinstance(templates, TemplateShelf) else TemplateShelf(templates)


@lru_cache(maxsize=16384)
def key_of(text: str) -> str:
    """What a printed text is compared by: without blanks, numbering and the year that an office may have filled in."""
    return generic(label_key(text)) or squeezed(text)


def head_key(text: str) -> str:
    """What the print at the beginning of a filled cell is looked up by: the words before a colon."""
    return key_of(_head(text))


def _can_be_looked_up(piece: Piece) -> bool:
    """Whether the key of a piece is that of a whole cell or of the words before its colon, whatever is filled in."""
    return not piece.marks or ":" in squeezed(piece.marks[0].prefix)


def _head(text: str) -> str:
    for at, letter in enumerate(text):
        if letter in ":：":
            return text[:at]
    return text


def _body(table: TableMark) -> Place:
    """The first row of a table's body, and the one behind its last."""
    rows = [mark.row for mark in table.rows]
    return (min(rows), max(rows) + 1) if rows else (table.head[1], table.head[1])


def _marks_by_spot(map: TemplateMap) -> dict[Spot, tuple[FieldMark, ...]]:
    found: dict[Spot, tuple[FieldMark, ...]] = {}
    for mark in map.fields:
        found[mark.spot] = (*found.get(mark.spot, ()), mark)
    return found


def _form_of(stored: StoredTemplate) -> Form:
    """The form as far as reading needs it, out of the map alone."""
    fields: dict[str, FieldDef] = {
        mark.definition.id: mark.definition for mark in stored.map.fields if mark.definition.id not in (YEAR, REGION)
    }
    tables = tuple(
        TableDef(
            table.id,
            table.label,
            tuple(column.definition for column in table.columns if not (column.serial or column.part)),
        )
        for table in stored.map.tables
    )
    return Form(stored.form, stored.map.title, stored.version, tuple(fields.values()), tables, ())
