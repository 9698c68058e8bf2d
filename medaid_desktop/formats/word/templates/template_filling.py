"""Filings written into the letter that their form was made of: the cells that change, the rows put in, nothing else.

Libraries for letters write the whole main part anew and some of the other parts as well; here the bytes that do not change
are not touched, whatever they are.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from medaid_desktop.core.templates.filling.filled import Filled, FilledBody, FilledCell
from medaid_desktop.core.templates.template_map import Spot, TemplateMap
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError
from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.names import content
from medaid_desktop.formats.word.tables import Place
from medaid_desktop.formats.word.templates.letter_file import LetterBody, LetterSource
from medaid_desktop.formats.word.templates.located import Splice
from medaid_desktop.formats.word.templates.neighbours import covering, runs_beside
from medaid_desktop.formats.word.templates.template_filling_groups import regrouped, with_merges
from medaid_desktop.formats.word.templates.template_filling_heights import loosened
from medaid_desktop.formats.word.templates.template_filling_levels import with_parted
from medaid_desktop.formats.word.templates.template_filling_parts import write
from medaid_desktop.formats.word.templates.template_filling_results import Results
from medaid_desktop.formats.word.templates.template_filling_rows import with_copies
from medaid_desktop.formats.word.templates.template_filling_runs import Pen
from medaid_desktop.formats.word.templates.template_filling_text import Passage

_KEPT = 8
"""Bodies with rows put in that are kept for the next filing: those of one region mostly need the same."""

_Arranged = tuple[LetterBody, Mapping[tuple[int, int], str]]


class Written(NamedTuple):
    """A file, and sentences for the clerk on what could not be written as wished."""

    content: bytes
    notices: tuple[str, ...] = ()


class TemplateFiller:
    """A blank letter opened once, to be filled in many times."""

    def __init__(self, content: bytes, map: TemplateMap) -> None:
        """Raises UserError where the letter is damaged or has not the table of the map."""
        self._map = map
        try:
            self._source = LetterSource.opened(content)
            self._blank = LetterBody(self._source, self._source.document)
        except DamagedError as error:
            raise UserError(
                "样表的 Word 文件已损坏，不能填写", map.title, "请重新导入上级下发的样表后再导出"
            ) from error
        if not 0 <= map.grid < len(self._blank.tables):
            mend = "样表可能已被换过；请重新导入样表后再导出"
            raise UserError(f"样表里没有第 {map.grid + 1} 张表格", map.title, mend)
        self._columns = {
            row: {column.col for column in one.columns if not column.join}
            for one in map.tables
            for row in (*range(*one.head), *(row.row for row in one.rows))
        }
        self._heads = {row for one in map.tables for row in range(*one.head)}
        self._arranged: dict[object, _Arranged] = {}

    def filled(self, filled: Filled) -> Written:
        """The letter with a filing in it; its other parts, and all of the main part that does not change, are kept to the byte."""
        body, names = self._with_rows(filled)
        document = _Document(body, self._map.grid, _copied(filled.inserted))
        new = body.spliced(document.splices(filled, names))
        return Written(self._source.with_document(new), tuple(document.notices))

    def _with_rows(self, filled: Filled) -> _Arranged:
        """The body with the rows put in and groups merged anew, and the names that cells begin with by that."""
        key = (tuple(sorted(filled.inserted.items())), tuple(map(_groups_of, filled.bodies)))
        if key in self._arranged:
            return self._arranged[key]
        body, grid = self._blank, self._map.grid
        if any(filled.inserted.values()):
            copies = with_copies(body, body.tables[grid], filled.inserted, self._columns, self._heads)
            body = LetterBody(self._source, copies)
        apart = {place for one in filled.bodies for place in one.parted}
        if apart:
            body = LetterBody(self._source, with_parted(body, body.tables[grid], apart))
        groups = regrouped(body, body.tables[grid], filled.bodies, self._map.tables)
        if groups.merges:
            body = LetterBody(self._source, with_merges(body, body.tables[grid], groups.merges))
        while len(self._arranged) >= _KEPT:
            del self._arranged[next(iter(self._arranged))]
        self._arranged[key] = body, groups.names
        return body, groups.names


def _groups_of(body: FilledBody) -> object:
    """What of a body says how its groups lie, and where its values are the same as in the row above."""
    groups = [column.definition.id for column in body.columns if column.definition.group]
    others = [column.definition.id for column in body.columns if not column.definition.group]
    above: Mapping[str, str] = {}
    rows: list[object] = []
    for row in body.rows:
        names = [row.texts.get(name, "") for name in groups]
        rows.append((row.row, row.copy, *names, *(row.texts.get(name) == above.get(name) for name in others)))
        above = row.texts
    return body.table, body.runs, body.parted, tuple(rows)


def _copied(inserted: Mapping[int, int]) -> frozenset[int]:
    """The rows that were put in, as they lie then."""
    found: set[int] = set()
    before = 0
    for row, count in sorted(inserted.items()):
        found.update(range(row + before + 1, row + before + 1 + count))
        before += count
    return frozenset(found)


class _Document:
    """Fills the cells of one table, and the paragraphs around it."""

    def __init__(self, body: LetterBody, grid: int, copied: frozenset[int]) -> None:
        self.notices: list[str] = []
        self._body = body
        self._grid = grid
        self._table: LetterTable = body.tables[grid]
        self._copied = copied
        self._anchors = {(place.row, place.col): place for place in self._table.cells.places}
        self._covering = covering(self._table)

    def splices(self, filled: Filled, names: Mapping[tuple[int, int], str]) -> list[Splice]:
        """All that is to be written anew."""
        found: list[Splice] = []
        written: dict[tuple[int, int], str] = {}
        for place, cell in self._by_place(filled, names):
            written[place.row, place.col] = cell.text
            passage = self._passage(place)
            write(passage, cell)
            found += passage.splices()
        for cell in filled.cells:
            if cell.spot.within != "cell":
                found += self._around(cell)
        for place in self._table.cells.places:
            if place.row in self._copied and (place.row, place.col) not in written:
                passage = self._passage(place)
                passage.clear()
                found += passage.splices()
        found += loosened(self._body, self._table, written)
        results = Results(self._body, self._table, filled.computed, written)
        self.notices += results.notices
        return found + results.splices

    def _by_place(self, filled: Filled, names: Mapping[tuple[int, int], str]) -> Iterator[tuple[Place, FilledCell]]:
        """The cells to be written with their places; what lies under a merged cell is not."""
        cells = {(cell.spot.row, cell.spot.col): cell for cell in filled.cells if cell.spot.within == "cell"}
        for at, text in names.items():
            if at not in cells or text:
                cells[at] = FilledCell(Spot(*at), text, cells[at].printed if at in cells else "")
        for at, cell in cells.items():
            place = self._anchors.get(at) or self._blank_over(at, cells)
            if place is None:
                self._missing(cell)
            else:
                yield place, cell

    def _blank_over(self, at: tuple[int, int], cells: Mapping[tuple[int, int], FilledCell]) -> Place | None:
        """The cell of the same row that reaches over a place from the left, if it is blank and nothing else goes there."""
        place = self._covering.get(at)
        if place is None or place.row != at[0] or (place.row, place.col) in cells:
            return None
        return None if self._passage(place).text.strip() else place

    def _missing(self, cell: FilledCell) -> None:
        """Tells of a text for a place that is no cell of its own; a name that the cell above it says already is none."""
        other = self._covering.get((cell.spot.row, cell.spot.col))
        if not cell.text or (other is not None and other.col == cell.spot.col and cell.definition is None):
            return
        where = f"第 {cell.spot.row + 1} 行第 {cell.spot.col + 1} 列"
        why = f"样表里没有{where}这一格" if other is None else f"样表把{where}并入了旁边的格"
        self.notices.append(f"{why}，没有写入：{excerpt(cell.text)}")

    def _passage(self, place: Place) -> Passage:
        paragraphs = [block for block in content(place.elements[0]) if block.tag == "w|p"]
        return Passage(self._body, paragraphs, Pen(self._body).size_only(runs_beside(self._covering, place)))

    def _around(self, cell: FilledCell) -> list[Splice]:
        """Writes a paragraph before or behind the table."""
        if cell.spot.within == "above":
            elements = self._table.above.elements
        else:
            is_last = self._grid == len(self._body.tables) - 1
            elements = self._body.below.elements if is_last else self._body.tables[self._grid + 1].above.elements
        if not 0 <= cell.spot.row < len(elements):
            self.notices.append(f"样表的表格外没有这一段，没有写入：{excerpt(cell.text)}")
            return []
        passage = Passage(self._body, [elements[cell.spot.row]], may_split=False)
        write(passage, cell)
        return passage.splices()
