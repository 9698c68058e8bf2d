"""What the cells of a sheet of our own hold: columns of a table, texts between fixed ones, words with boxes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medaid_desktop.core.forms import TableDef
from medaid_desktop.core.layout import BodySpec, TableSection
from medaid_desktop.core.texts.choices import EMPTY, SEPARATOR, TICKED
from medaid_desktop.recognition.wording.folding import squeezed


class BodyColumn(NamedTuple):
    """A column of a table: where its cells begin, and how they print a text."""

    id: str
    col: int
    is_hierarchy: bool
    has_boxes: bool


def body_columns(section: TableSection, table: TableDef, left: int) -> Iterator[BodyColumn]:
    """The columns of a table that have an id, from left to right; `left` is where its body begins."""
    for body, col in zip(section.body, body_starts(section.body, left), strict=True):
        if body.column:
            known = table.column(body.column)
            has_boxes = known is not None and known.type == "choice" and bool(known.options) and not body.display
            yield BodyColumn(body.column, col, body.display == "hierarchy", has_boxes)


def body_starts(body: Sequence[BodySpec], left: int) -> list[int]:
    """Where the columns of a body begin."""
    return [left + sum(spec.cols for spec in body[:number]) for number in range(len(body))]


def between(text: str, prefix: str, suffix: str) -> str | None:
    """What stands between two fixed texts; blanks at their outer ends may be gone. None where they do not stand there."""
    if text.startswith(prefix) and text.endswith(suffix) and len(text) >= len(prefix) + len(suffix):
        return text[len(prefix) : len(text) - len(suffix)]
    return "" if squeezed(text) == squeezed(prefix + suffix) else None


def ticked_words(text: str) -> str | None:
    """The chosen words of a line of boxes, None where it is none."""
    words: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split("   "))):
        if piece[-1] not in (TICKED, EMPTY):
            return None
        if piece[-1] == TICKED:
            words.append(piece[:-1].strip())
    return SEPARATOR.join(words)
