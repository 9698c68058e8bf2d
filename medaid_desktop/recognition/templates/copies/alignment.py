"""Which rows of a page are which rows of a blank form: rows put in or left out, copies one below the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.templates.copies.cell_text import cut, flat
from medaid_desktop.recognition.templates.copies.shapes import LONGEST_PRINT, Piece, Shape, head_key, key_of

_SKIPPED = 0.5
_SHIFTED = 0.4
_FAR = 0.0005
_MOST_PAIRS = 100_000
LINES_AROUND = 12
_KEPT = 3
"""How many earlier places of each row are tried as what stands before a row."""
_LONGEST = 4000


@dataclass(slots=True)
class Pair:
    """A row of the form found in a row of the page, with the cells of its pieces; `sum` is the best chain that ends here."""

    row: int
    at: int
    cells: Mapping[Piece, GridCell]
    weight: float
    sum: float = 0.0
    before: "Pair | None" = None


class Texts:
    """The texts of a page by what they are looked up by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.by_key: dict[str, list[GridCell]] = {}
        self.heads: dict[str, list[GridCell]] = {}
        for row in page.rows:
            for cell in page.words(row):
                text = cell.text
                if len(text) <= LONGEST_PRINT:
                    self.by_key.setdefault(key_of(text), []).append(cell)
                if ":" in text or "：" in text:
                    self.heads.setdefault(head_key(text[:LONGEST_PRINT]), []).append(cell)
        grid = page.grid
        around = (*grid.above[-LINES_AROUND:], *grid.below[:LINES_AROUND])
        self._around = {
            key for line in around for key in (key_of(line[:LONGEST_PRINT]), head_key(line[:LONGEST_PRINT]))
        }

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[GridCell]]:
        """The cells by their first letter."""
        found: dict[str, list[GridCell]] = {}
        for row in self.page.rows:
            for cell in self.page.words(row):
                found.setdefault(flat(cell.text.lstrip()[:1]).text[:1], []).append(cell)
        return found

    def share_of(self, shape: Shape) -> float:
        """How many of the form's labels are there at all, as a share: a cheap answer for most pages."""
        there = sum(key in self.by_key or key in self.heads or key in self._around for key in shape.keys)
        return there / len(shape.keys) if shape.keys else 1.0

    def found(self, piece: Piece) -> Iterable[GridCell]:
        """The cells that show a piece."""
        if not piece.marks:
            return self.by_key.get(piece.key, ())
        begins = flat(piece.marks[0].prefix).text
        if ":" in begins:
            return [cell for cell in self.heads.get(piece.key, ()) if shows(cell.text, piece)]
        words = (cell for row in self.page.rows for cell in self.page.words(row))
        return [cell for cell in (self._by_first.get(begins[0], ()) if begins else words) if shows(cell.text, piece)]


def shows(text: str, piece: Piece) -> bool:
    """Whether a text has the print of a piece with marks around its values."""
    return len(text) <= _LONGEST and cut(text, piece.marks) is not None


def chains(shape: Shape, texts: Texts, least: float) -> list[list[Pair]]:
    """The places where the form's rows stand in order, those of different copies apart, from top to bottom.

    `least` is the weight that a chain must have to be told.
    """
    pairs = _pairs(shape, texts)
    if len(pairs) > _MOST_PAIRS:
        return []
    _sum_up(shape, pairs)
    found: list[list[Pair]] = []
    taken: list[range] = []
    for end in sorted(pairs, key=lambda pair: -pair.sum):
        if end.sum < least:
            break
        if any(end.at in rows for rows in taken):
            continue
        chain = _back(end, taken)
        if sum(pair.weight for pair in chain) >= least:
            found.append(chain)
            taken.append(range(chain[0].at, chain[-1].at + 1))
    return sorted(found, key=lambda chain: chain[0].at)


def _pairs(shape: Shape, texts: Texts) -> list[Pair]:
    """Rows of form and page that have texts in common, in the order of the page."""
    cells: dict[tuple[int, int], dict[Piece, list[GridCell]]] = {}
    for row, pieces in shape.rows.items():
        check()
        for piece in pieces:
            for cell in texts.found(piece):
                cells.setdefault((cell.row, row), {}).setdefault(piece, []).append(cell)
    found: list[Pair] = []
    for (at, row), hits in sorted(cells.items()):
        chosen = _in_order([piece for piece in shape.rows[row] if piece in hits], hits)
        weight = sum(piece.weight for piece in chosen if not piece.optional)
        if chosen and weight:
            found.append(Pair(row, at, chosen, weight))
    return found


def _in_order(pieces: Sequence[Piece], hits: Mapping[Piece, Sequence[GridCell]]) -> dict[Piece, GridCell]:
    """The cells of the pieces of a row from left to right, as many as stand in the form's order."""
    columns = sorted({cell.col for piece in pieces for cell in hits[piece]})
    best: list[tuple[float, dict[Piece, GridCell]]] = [(0.0, {}) for _ in range(len(columns) + 1)]
    for piece in pieces:
        cells = {cell.col: cell for cell in hits[piece]}
        for number in range(len(columns), 0, -1):
            cell = cells.get(columns[number - 1])
            before = best[number - 1]
            if cell is not None and before[0] + piece.weight > best[number][0]:
                best[number] = before[0] + piece.weight, before[1] | {piece: cell}
        for number in range(1, len(columns) + 1):
            if best[number - 1][0] > best[number][0]:
                best[number] = best[number - 1]
    return best[-1][1]


def _sum_up(shape: Shape, pairs: Sequence[Pair]) -> None:
    """Works out the best chain that ends in each pair."""
    rows = sorted(shape.rows)
    weights = [sum(piece.weight for piece in shape.rows[row] if not piece.optional) for row in rows]
    upto = [0.0]
    for weight in weights:
        upto.append(upto[-1] + weight)
    number = {row: at for at, row in enumerate(rows)}
    last: dict[int, list[Pair]] = {}
    for count, pair in enumerate(pairs):
        if not count % 64:
            check()
        pair.sum = pair.weight
        for row, before in last.items():
            if row >= pair.row:
                continue
            skipped = _SKIPPED * (upto[number[pair.row]] - upto[number[row] + 1])
            for one in before:
                if one.at >= pair.at:
                    continue
                gap = pair.at - one.at
                apart = min(0.3, _FAR * gap) if shape.grows[row, pair.row] else _SHIFTED * abs(gap - (pair.row - row))
                total = one.sum + pair.weight - skipped - apart
                if total > pair.sum:
                    pair.sum, pair.before = total, one
        kept = last.setdefault(pair.row, [])
        kept.append(pair)
        if len(kept) > _KEPT:
            del kept[0]


def _back(end: Pair, taken: Sequence[range]) -> list[Pair]:
    """The chain that ends in a pair, as far as no other has taken its rows."""
    chain: list[Pair] = []
    pair: Pair | None = end
    while pair is not None and not any(pair.at in rows for rows in taken):
        chain.append(pair)
        pair = pair.before
    return chain[::-1]
