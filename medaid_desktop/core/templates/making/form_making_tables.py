"""A table of a blank form on the paper: what stands at its left, its head, its columns, the lines it is printed with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from medaid_desktop.core.forms import Form
from medaid_desktop.core.layout import BodySpec, TableSection
from medaid_desktop.core.sheet import NO_BORDER
from medaid_desktop.core.templates.looks import CellLook
from medaid_desktop.core.templates.making.form_making_cells import Spec, Styler, border_words
from medaid_desktop.core.templates.making.form_making_page import TemplatePage
from medaid_desktop.core.templates.making.form_making_tiles import Tile, Tiles
from medaid_desktop.core.templates.making.form_making_units import Unit
from medaid_desktop.core.templates.template_map import ColumnMark, TableMark
from medaid_desktop.core.texts.ticking import has_boxes

_OF_FIGURES = ("amount", "number", "date", "period")
"""Types whose texts the program sets as the document would where that leaves it to the kind of content."""


@dataclass(frozen=True, slots=True)
class HeadPiece:
    """A cell of a head: `row` of the head, rows, edges in millimetres; `spec` is what stands in it."""

    row: int
    rows: int
    left: float
    right: float
    spec: Spec


@dataclass(slots=True)
class TablePlan:
    """A table on the paper. `left` and `right` are its edges with the side cell, that reaches to `inner`."""

    unit: int
    left: float
    inner: float
    right: float
    side: Spec | None
    side_last: int
    body: list[tuple[float, float, Spec]]
    head: list[HeadPiece] = field(default_factory=list[HeadPiece])
    said: Spec = field(default_factory=dict[str, object])

    def edges(self) -> Iterable[float]:
        """All x at which a cell of the table begins or ends."""
        yield from (self.left, self.inner, self.right)
        for left, right, _ in self.body:
            yield from (left, right)
        for piece in self.head:
            yield from (piece.left, piece.right)


def columns_of(table: TableMark, origin_col: int) -> list[tuple[int, int, ColumnMark]]:
    """The columns of a table as (first, behind, mark) in the grid, from left to right, none over another; a target that
    the blank form prints in parts takes the place of all of them."""
    found: list[tuple[int, int, ColumnMark]] = []
    known: set[str] = set()
    for mark in sorted(table.columns, key=lambda mark: mark.col):
        if mark.part:
            continue
        parts = [one for one in table.columns if one is mark or (one.part and one.of == mark.definition.id)]
        first = min(one.col for one in parts) - origin_col
        behind = max(one.col + max(one.cols, 1) for one in parts) - origin_col
        if found and first < found[-1][1]:
            first = found[-1][1]
        if mark.serial or (mark.definition.id and mark.definition.id not in known):
            found.append((first, max(first, behind), mark))
            known.add(mark.definition.id)
    return found


def body_of(
    unit: Unit, columns: Sequence[tuple[int, int, ColumnMark]], origin_row: int, tiles: Tiles, styler: Styler,
    page: TemplatePage, edges: tuple[float, float], base: Form | None,
) -> list[tuple[float, float, Spec]]:  # fmt: skip
    """The columns of a table's body with their edges; between and beside them columns that are only print."""
    assert unit.table is not None
    content = [mark.row - origin_row for mark in unit.table.rows if mark.kind == "row"] or [unit.rows[-1]]
    shown = _base_bodies(base, unit.table.id)
    body: list[tuple[float, float, Spec]] = []
    at = edges[0]
    for first, behind, mark in columns:
        left, right = max(page.x(first), at), min(page.x(behind), edges[1])
        if right - left <= 0:
            continue
        if left > at:
            body += _empty(at, left, content[0], tiles, page)
        looks = [_look_of(mark, tiles, row, first) for row in content[:3]]
        spec = _body_spec(mark, looks, unit.table, styler, shown.get(mark.definition.id))
        if mark.serial and any(_prints_number(tiles.covered.get((row, first))) for row in content):
            spec["counts"] = "lines"
        body.append((left, right, spec))
        at = right
    if at < edges[1]:
        body += _empty(at, edges[1], content[0], tiles, page)
    placed = {spec.get("column") for _, _, spec in body}
    for first, _, mark in columns:
        if not mark.serial and mark.definition.id not in placed:
            looks = [tiles.looks.at(content[0], first)]
            body = _squeezed_in(body, _body_spec(mark, looks, unit.table, styler, shown.get(mark.definition.id)))
    return body


def _look_of(mark: ColumnMark, tiles: Tiles, row: int, col: int) -> CellLook:
    """How a column looks in a row; one that another one's cell covers, or a cell from above, looks like that."""
    tile = tiles.covered.get((row, col))
    return tiles.looks.at(tile.row, tile.col) if tile and (mark.join or tile.row < row) else tiles.looks.at(row, col)


def _prints_number(tile: Tile | None) -> bool:
    return tile is not None and tile.text.strip().isdecimal()


def _squeezed_in(body: list[tuple[float, float, Spec]], spec: Spec) -> list[tuple[float, float, Spec]]:
    """A column that is hidden, or whose place another one has, takes half of the widest."""
    widest = max(range(len(body)), key=lambda number: body[number][1] - body[number][0])
    left, right, beside = body[widest]
    middle = (left + right) / 2
    return [*body[:widest], (left, middle, beside), (middle, right, spec), *body[widest + 1 :]]


def _empty(left: float, right: float, row: int, tiles: Tiles, page: TemplatePage) -> list[tuple[float, float, Spec]]:
    """Columns of print between two edges, one for each cell that the blank form has there; bare places are joined."""
    found: list[tuple[float, float, Spec]] = []
    for col in range(tiles.area.col, tiles.area.right):
        first, behind = max(page.x(col), left), min(page.x(col + 1), right)
        if behind - first <= 1e-6:
            continue
        tile = tiles.covered.get((row, col))
        border = tile.look.border if tile else tiles.looks.at(row, col).border
        same = tile is not None and col > tile.col and found
        if found and (same or (not border and found[-1][2]["border"] == "none")):
            found[-1] = found[-1][0], behind, found[-1][2]
        else:
            found.append((first, behind, {"empty": True, "border": border_words(border)}))
    return found or [(left, right, {"empty": True, "border": border_words(NO_BORDER)})]


def _body_spec(
    mark: ColumnMark, looks: Sequence[CellLook], table: TableMark, styler: Styler, shown: BodySpec | None
) -> Spec:
    definition = mark.definition
    border = 0
    for look in looks:
        border |= look.border
    spec: Spec = {"serial": True} if mark.serial else {"column": definition.id}
    if mark.join:
        spec["join"] = mark.join
    elif definition.group and not mark.serial:
        spec["merge"] = "group"
    elif any(other.join == definition.id for other in table.columns if not mark.serial):
        spec["merge"] = "with-next"
    if looks[0].align:
        spec["align"] = looks[0].align
    elif not mark.serial and definition.type not in _OF_FIGURES:
        spec["align"] = "left"
    rows = [row for row in table.rows if row.kind == "row"]
    if definition.type == "choice" and not all(has_boxes(row.given.get(definition.id, "")) for row in rows):
        spec["display"] = "words"
    elif shown is not None and shown.display == "hierarchy" and not definition.group:
        spec["display"] = "hierarchy"
    return spec | styler.spec(looks[0], border)


def table_spec(unit: Unit, origin_row: int, page: TemplatePage, base: Form | None) -> Spec:
    """What else a table section says: the lines that the blank form shows, their number and heights."""
    table = unit.table
    assert table is not None
    rows = [mark for mark in table.rows if mark.kind == "row"]
    groups = [mark.definition.id for mark in table.columns if mark.definition.group and not mark.serial]
    skeleton = [{name: row.given[name].strip() for name in groups if row.given.get(name, "").strip()} for row in rows]
    skeleton = [line for line in skeleton if line]
    spec: Spec = {"table": table.id, "least_rows": len(rows)}
    if skeleton:
        spec["skeleton"] = skeleton
    heights = [height for row in rows if (height := page.row_mm(row.row - origin_row))]
    if heights:
        spec["row_mm"] = round(median(heights), 1)
    heads = [round(page.row_mm(row) or page.row_mm(-1), 1) for row in (*unit.head, *unit.lead)]
    if heads:
        spec["heads_mm"] = heads
    else:
        spec["headless"] = True
    if unit.lead:
        spec["lead"] = len(unit.lead)
    strong = _strong(base, table)
    return spec | ({"strong": strong} if strong else {})


def _base_sections(base: Form | None, table: str) -> list[TableSection]:
    sections = [section for layout in base.layouts for section in layout.sections] if base else []
    return [section for section in sections if isinstance(section, TableSection) and section.table == table]


def _base_bodies(base: Form | None, table: str) -> Mapping[str, BodySpec]:
    """How the base form prints the columns of the same table."""
    return {body.column: body for section in _base_sections(base, table) for body in section.body if body.column}


def _strong(base: Form | None, table: TableMark) -> dict[str, list[str]]:
    """The texts that make a line bold, where the base form has them: 合计, 小计."""
    known = {mark.definition.id for mark in table.columns}
    hidden = (
        {column.id for column in base.tables_by_id[table.id].columns if not column.on_paper}
        if base and table.id in base.tables_by_id
        else set[str]()
    )
    found: dict[str, list[str]] = {}
    for section in _base_sections(base, table.id):
        found |= {name: list(words) for name, words in section.strong.items() if name in known | hidden}
    return found


def side_tile(tiles: Sequence[Tile], unit: Unit, behind_col: int) -> Tile | None:
    """The cell that runs down the left of a table: it begins in its rows and covers most of them."""
    for tile in tiles:
        covered = sum(1 for row in unit.rows if tile.row <= row < tile.bottom)
        if tile.right <= behind_col and tile.row in unit.rows and 2 * covered > len(unit.rows):
            return tile
    return None
