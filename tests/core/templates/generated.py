"""Maps and grids of any kind, also such as nobody would print: overlapping marks, tables beside each other, hidden columns."""

from itertools import pairwise

from hypothesis import strategies as st

from medaid_desktop.core.forms import FieldDef, ReviewStep
from medaid_desktop.core.grid import Grid, GridCell
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    ColumnMark,
    FieldMark,
    ReviewMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)

Blank = tuple[TemplateMap, Grid, SheetLooks]

_WORDS = st.sampled_from(
    (
        "项目名称",
        "联系电话：",
        "　　　　年　　月　　日",
        "一、概况：\n",
        "（盖章）",
        "≥90%",
        "□是　□否",
        "……",
        "1",
        "备注",
    )
)
_TYPES = st.sampled_from(
    ("text", "long-text", "amount", "number", "target", "date", "period", "phone", "unit", "choice")
)


@st.composite
def blanks(draw: st.DrawFn) -> Blank:
    """A map with the grid and the looks that it is of."""
    rows, cols = draw(st.integers(2, 14)), draw(st.integers(1, 7))
    origin = draw(st.sampled_from(((0, 0), (2, 1))))
    cells, spans = draw(_cells(rows, cols))
    names = iter(range(1000))
    fields: list[FieldMark] = []
    reviews: list[ReviewMark] = []
    for row, col, down, across in [*[cell[:2] + cell[3:5] for cell in cells], *spans]:
        what = draw(st.integers(0, 9))
        spot = Spot(row + origin[0], col + origin[1], down, across)
        if what < 4:
            fields += [draw(_field(spot, f"f{next(names)}")) for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3))))]
        elif what == 4:
            reviews.append(ReviewMark(spot, ReviewStep(f"r{next(names)}", "审核", draw(st.booleans())), draw(_WORDS)))
    tables = draw(st.lists(_table(rows, cols, origin), max_size=3, unique_by=lambda table: table.id))
    grid = Grid(
        "表",
        tuple(cells),
        rows,
        cols,
        origin=origin,
        blank_spans=tuple(spans),
        hidden_rows=frozenset(draw(st.sets(st.integers(0, rows - 1), max_size=1))),
    )
    area = draw(st.sampled_from(((0, 0, 0, 0), (origin[0], origin[1], rows, cols))))
    found = TemplateMap(
        "表",
        0,
        draw(st.sampled_from(("", "某某表\n（草案）"))),
        area=area,
        fields=tuple(fields),
        tables=tuple(tables),
        reviews=tuple(reviews),
    )
    return found, grid, draw(_looks(rows, cols))


@st.composite
def _cells(draw: st.DrawFn, rows: int, cols: int) -> tuple[list[GridCell], list[tuple[int, int, int, int]]]:
    free = {(row, col) for row in range(rows) for col in range(cols)}
    cells: list[GridCell] = []
    spans: list[tuple[int, int, int, int]] = []
    for row, col in sorted(free):
        if (row, col) not in free:
            continue
        down, across = draw(st.sampled_from(((1, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (4, 1))))
        down, across = min(down, rows - row), min(across, cols - col)
        places = {(r, c) for r in range(row, row + down) for c in range(col, col + across)}
        if not places <= free:
            down, across, places = 1, 1, {(row, col)}
        free -= places
        if draw(st.booleans()):
            cells.append(GridCell(row, col, draw(_WORDS), down, across))
        elif len(places) > 1:
            spans.append((row, col, down, across))
    return cells, spans


@st.composite
def _field(draw: st.DrawFn, spot: Spot, name: str) -> FieldMark:
    special = draw(st.sampled_from((YEAR, REGION, *[""] * 8)))
    kind = draw(_TYPES)
    options = ("是", "否") if kind == "choice" else ()
    definition = FieldDef(
        special or name, name, kind, options=options, carry=draw(st.sampled_from((None, "shift", "keep")))
    )
    return FieldMark(
        spot, definition, draw(st.one_of(st.just(""), _WORDS)), draw(st.one_of(st.just(""), _WORDS)),
        draw(st.sampled_from(("", "元", "（盖章）\n"))), draw(st.booleans()),
    )  # fmt: skip


@st.composite
def _table(draw: st.DrawFn, rows: int, cols: int, origin: tuple[int, int]) -> TableMark:
    top = draw(st.integers(0, rows - 1))
    head = draw(st.integers(0, min(2, rows - 1 - top)))
    last = draw(st.integers(top + head, rows - 1))
    left = draw(st.integers(0, cols - 1))
    right = draw(st.integers(left + 1, cols))
    edges = sorted({left, right, *draw(st.sets(st.integers(left, right), max_size=4))})
    number = draw(st.integers(0, 4))
    columns = [
        ColumnMark(
            first + origin[1],
            behind - first,
            FieldDef(
                f"c{at}",
                f"列{at}",
                draw(_TYPES.filter(lambda kind: kind != "choice")),
                group=at == 0 and draw(st.booleans()),
            ),
            serial=at == 1 and len(edges) > 3,
        )
        for at, (first, behind) in enumerate(pairwise(edges))
    ]
    marks = [
        RowMark(
            row + origin[0],
            draw(st.sampled_from(("row", "row", "row", "total", "paper"))),
            draw(
                st.dictionaries(
                    st.sampled_from(("c0", "c1", "c2")), st.sampled_from(("甲", "乙", "≥90%", "")), max_size=2
                )
            ),
        )
        for row in range(top + head, last + 1)
    ]
    side = Spot(top + origin[0], left - 1 + origin[1], last - top + 1) if left and draw(st.booleans()) else None
    return TableMark(
        f"t{number}", "明细", (top + origin[0], top + head + origin[0]), tuple(columns), tuple(marks), side
    )


@st.composite
def _looks(draw: st.DrawFn, rows: int, cols: int) -> SheetLooks:
    if draw(st.integers(0, 3)) == 0:
        return SheetLooks()
    widths = draw(st.lists(st.sampled_from((0.0, 0.5, 3.0, 12.0, 20.0, 45.0, 90.0)), min_size=cols, max_size=cols))
    heights = draw(st.lists(st.sampled_from((0.0, 4.0, 7.5, 30.0, 140.0)), min_size=rows, max_size=rows))
    look = st.builds(
        CellLook,
        size_pt=st.sampled_from((6.0, 10.5, 22.0)),
        align=st.sampled_from((None, "left", "center", "right")),
        border=st.sampled_from((0, 15, 15, 5)),
    )
    cells = {(row, col): draw(look) for row in range(rows) for col in range(cols) if draw(st.booleans())}
    return SheetLooks(
        tuple(widths),
        tuple(heights),
        cells,
        *draw(st.sampled_from(((210.0, 297.0), (420.0, 297.0), (148.0, 210.0)))),
        scale=draw(st.sampled_from((0.3, 0.8, 1.0, 2.0))),
    )
