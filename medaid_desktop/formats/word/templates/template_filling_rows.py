"""Rows of a letter's table copied below themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.names import value
from medaid_desktop.formats.word.tables import Place
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice, quoted
from medaid_desktop.formats.word.templates.table_widths import columns_twips
from medaid_desktop.formats.word.templates.template_filling_runs import Pen

_ANCHORS = frozenset(
    ("w|bookmarkStart", "w|bookmarkEnd", "w|commentRangeStart", "w|commentRangeEnd", "w|commentReference", "w|permStart",
     "w|permEnd", "w|proofErr", "w|footnoteReference", "w|endnoteReference", "w|moveFromRangeStart", "w|moveFromRangeEnd",
     "w|moveToRangeStart", "w|moveToRangeEnd", "w|drawing", "w|pict", "w|object", "w|tblHeader", "w|trPrChange",
     "w|lastRenderedPageBreak")
)  # fmt: skip
"""What a row has once: names of places, notes, pictures; also tables in its cells. A copy goes without."""

_NAMES = re.compile(rb"\s+[\w.-]+:(?:paraId|textId)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BEFORE_MERGE = ("w|cnfStyle", "w|tcW", "w|gridSpan", "w|hMerge")

Merge = Literal["", "restart", "continue"]


def with_copies(
    body: LetterBody,
    table: LetterTable,
    inserted: Mapping[int, int],
    columns: Mapping[int, Set[int]],
    heads: Set[int] = frozenset(),
) -> bytes:
    """The part with rows of a table copied below themselves; copies continue what is merged down to or through them.

    `columns` are, by row, the columns that need a cell of their own: where a row joins some (合计 over two columns), its
    copies do not. Copies of rows that are `heads` are neither bold nor shaded.
    """
    ids = _Ids(body)
    splices: list[Splice] = []
    for row, count in inserted.items():
        if 0 <= row < len(table.cells.row_elements) and count > 0:
            unit = _unit(body, table.cells.row_elements[row])
            end = body.located.span(unit).end
            merged = [
                place for place in table.cells.places if place.rows > 1 and place.row <= row < place.row + place.rows
            ]
            parted = _parted(body, table, row, columns.get(row, frozenset()))
            also = list(_of_heads(unit)) if row in heads else []
            splices.append((end, end, b"".join(_copy(body, unit, merged, parted, also, ids) for _ in range(count))))
    return body.spliced(splices)


def _unit(body: LetterBody, row: Element) -> Element:
    """A row, with the control around it that repeats it."""
    for parent in body.located.above(row):
        if parent.tag == "w|tbl":
            break
        properties = parent.find("w|sdtPr") if parent.tag == "w|sdt" else None
        if properties is not None and any(each.tag.endswith("|repeatingSectionItem") for each in properties):
            return parent
    return row


@dataclass(slots=True)
class _Ids:
    """Ids of content controls; new ones are none that the letter has."""

    body: LetterBody
    used: set[str] = field(default_factory=set[str])
    last: int = 100_000_000

    def __post_init__(self) -> None:
        self.used = {value(each) or "" for each in self.body.located.root.iter("w|id")}

    def new(self) -> str:
        """The next one that is free."""
        self.last += 1
        while str(self.last) in self.used:
            self.last += 1
        return str(self.last)


def _parted(body: LetterBody, table: LetterTable, row: int, columns: Set[int]) -> list[Splice]:
    """The cells of a row that reach over several columns, as a blank cell for each of them."""
    widths = columns_twips(table)
    splices: list[Splice] = []
    for place in table.cells.places:
        if place.row != row or place.rows > 1 or len(place.elements) > 1:
            continue
        end = place.col + place.cols
        starts = [place.col, *sorted(col for col in columns if place.col < col < end), end]
        if len(starts) > 2:
            span = body.located.span(place.elements[0])
            parts = [
                blank_cell(body, place.elements[0], behind - first, sum(widths[first:behind]))
                for first, behind in pairwise(starts)
            ]
            splices.append((span.start, span.end, b"".join(parts)))
    return splices


def blank_cell(body: LetterBody, cell: Element, cols: int, width: int) -> bytes:
    """A cell like another one but for its width: its first paragraph, without what it shows."""
    located, prefix = body.located, body.prefix
    properties, paragraph = cell.find("w|tcPr"), cell.find("w|p")
    kept = (
        []
        if properties is None
        else [each for each in properties if each.tag not in ("w|cnfStyle", "w|tcW", "w|gridSpan")]
    )
    value_of = b" " + prefix + b"val="
    own = b"<" + prefix + b"tcW " + prefix + b"w=" + quoted(str(width)) + b" " + prefix + b'type="dxa"/>'
    own += b"<" + prefix + b"gridSpan" + value_of + quoted(str(cols)) + b"/>" if cols > 1 else b""
    own += b"".join(located.raw(each) for each in kept)
    look = None if paragraph is None else paragraph.find("w|pPr")
    first = None if paragraph is None else next(paragraph.iter("w|r"), None)
    held = b"" if look is None else located.raw(look)
    held += b"" if first is None else Pen(body).empty_run(first)
    inner = b"<" + prefix + b"p>" + held + b"</" + prefix + b"p>"
    return (
        b"<" + prefix + b"tc><" + prefix + b"tcPr>" + own + b"</" + prefix + b"tcPr>" + inner + b"</" + prefix + b"tc>"
    )


def _copy(
    body: LetterBody,
    unit: Element,
    merged: Sequence[Place],
    parted: Sequence[Splice],
    also: Sequence[Element],
    ids: _Ids,
) -> bytes:
    located, prefix = body.located, body.prefix
    removed: list[Element] = [each for each in unit.iter() if each.tag in _ANCHORS or _is_shape(each)]
    removed += [each for each in unit.iter() if each.tag.endswith("|dataBinding")]
    removed += [*unit.iter("w|tbl"), *also]
    removed += [each for tag in ("w|ins", "w|del") for each in unit.iterfind(f".//w|trPr/{tag}")]
    splices = list(parted)
    for element in unit.iter():
        if element.tag in ("w|p", "w|tr"):
            span = located.span(element)
            for match in _NAMES.finditer(located.data, span.start, span.open_end):
                splices.append((match.start(), match.end(), b""))
        elif element.tag == "w|sdtPr":
            own = element.find("w|id")
            if own is not None:
                splices.append(located.with_attribute(own, prefix + b"val", ids.new()))
    cells = set(unit.iter("w|tc"))
    for place in merged:
        for cell in (each for each in place.elements if each in cells):
            if merge_of(cell) == "restart":
                splices += merge_splices(body, cell, "continue")
            removed += [run for paragraph in cell.iterfind(".//w|p") for run in paragraph.iter("w|r")]
    return located.without(unit, removed, splices)


def _of_heads(unit: Element) -> Iterator[Element]:
    """What makes a head look like one."""
    for tag in ("w|b", "w|bCs", "w|shd"):
        yield from unit.iter(tag)


def _is_shape(element: Element) -> bool:
    return element.tag == "mc|AlternateContent" and any(
        next(element.iter(tag), None) is not None for tag in ("w|drawing", "w|pict")
    )


def merge_of(cell: Element) -> Merge:
    """How a w:tc takes part in a cell that is merged downwards."""
    found = cell.find("w|tcPr/w|vMerge")
    if found is None:
        return ""
    return "continue" if found.get("w|val", "continue") == "continue" else "restart"


def merge_splices(body: LetterBody, cell: Element, merge: Merge) -> list[Splice]:
    """Lets a w:tc begin or continue a merged cell, or stand alone."""
    located, prefix = body.located, body.prefix
    new = b"" if not merge else b"<" + prefix + b"vMerge" + (
        b" " + prefix + b"val=" + quoted("restart") if merge == "restart" else b""
    ) + b"/>"  # fmt: skip
    properties = cell.find("w|tcPr")
    if properties is None:
        return [located.inserted(cell, b"<" + prefix + b"tcPr>" + new + b"</" + prefix + b"tcPr>")] if new else []
    found = properties.find("w|vMerge")
    if found is not None:
        span = located.span(found)
        return [(span.start, span.end, new)]
    return (
        [located.inserted(properties, new, [each for each in properties if each.tag in _BEFORE_MERGE])] if new else []
    )
