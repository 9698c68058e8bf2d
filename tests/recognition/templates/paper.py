"""Blank forms written as text: a line a row, cells between |, < belongs to the cell on its left, ^ to the one above.

Lines that begin with ~ are not ruled. Notes in braces say what a cell allows: {=} a formula, {list 甲,乙}, {number}, {date},
{fmt 0.00%}, {shut} locked on a protected sheet, {open} open on one, {tall} a high row. \\n is a line break, ␣ a blank that is kept.
"""

import re
from collections.abc import Sequence

from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.core.sheet import BOX
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known

_NOTE = re.compile(r"\{(=|list|number|whole|date|fmt|shut|open|tall)(?: ([^}]*))?\}")


def sheet(text: str, name: str = "Sheet1", origin: tuple[int, int] = (0, 0), **more: object) -> tuple[Grid, SheetLooks]:
    """The grid and the looks of a form written as text."""
    lines = [line for line in text.strip("\n").splitlines() if line.strip()]
    ruled = [not line.lstrip().startswith("~") for line in lines]
    rows = [[part.strip(" ") for part in line.strip(" ").removeprefix("~").split("|")] for line in lines]
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    cells: list[GridCell] = []
    spans: list[tuple[int, int, int, int]] = []
    looks: dict[tuple[int, int], CellLook] = {}
    heights = [8.0] * len(rows)
    protected = "{open}" in text
    for at, row in enumerate(rows):
        for col, part in enumerate(row):
            if part in ("<", "^"):
                continue
            cols = down = 1
            while col + cols < len(row) and row[col + cols] == "<":
                cols += 1
            while at + down < len(rows) and rows[at + down][col] == "^":
                down += 1
            notes = dict(_NOTE.findall(part))
            words = _NOTE.sub("", part).strip(" ").replace("\\n", "\n").replace("␣", " ")
            if "tall" in notes:
                heights[at] = 30.0
            if words:
                cells.append(GridCell(at, col, words, down, cols, "number" if "=" in notes else "text"))
            elif cols > 1 or down > 1:
                spans.append((at, col, down, cols))
            if ruled[at] or notes:
                looks[at, col] = _look(notes, BOX if ruled[at] else 0, protected)
            for below in range(at, at + down):
                for right in range(col, col + cols):
                    if ruled[at]:
                        looks.setdefault((below, right), CellLook(open="open" in notes or not protected))
    grid = Grid(name, tuple(cells), len(rows), width, origin=origin, blank_spans=tuple(spans), **more)  # type: ignore[arg-type]
    return grid, SheetLooks((20.0,) * width, tuple(heights), looks, protected=protected)


def _look(notes: dict[str, str], border: int, protected: bool) -> CellLook:
    check = next((kind for kind in ("number", "whole", "date") if kind in notes), "")
    options = tuple(notes["list"].split(",")) if "list" in notes else ()
    return CellLook(
        border=border, number_format=notes.get("fmt", ""), formula="=" in notes, options=options, check=check,  # type: ignore[arg-type]
        open="open" in notes or not protected,
    )  # fmt: skip


def document(
    *sheets: tuple[Grid, SheetLooks], name: str = "表样.xlsx", kind: str = "xlsx"
) -> tuple[Document, list[SheetLooks]]:
    return Document(name, kind, tuple(grid for grid, _ in sheets)), [looks for _, looks in sheets]


def maps(text: str, name: str = "Sheet1", with_looks: bool = True) -> list[TemplateMap]:
    """The maps drawn of one sheet written as text."""
    drawn, looks = document(sheet(text, name))
    return draw(drawn, looks if with_looks else [], known())


def fields(found: TemplateMap) -> dict[str, tuple[int, int]]:
    """Where each field lies."""
    return {mark.definition.id: (mark.spot.row, mark.spot.col) for mark in found.fields}


def kinds(found: TemplateMap) -> dict[str, str]:
    """The type of each field."""
    return {mark.definition.id: mark.definition.type for mark in found.fields}


def columns(found: TemplateMap, table: int = 0) -> list[str]:
    return [column.definition.id for column in found.tables[table].columns]


def rows(found: TemplateMap, table: int = 0) -> list[tuple[int, str]]:
    return [(row.row, row.kind) for row in found.tables[table].rows]


def shown(maps: Sequence[TemplateMap]) -> str:
    """Maps as text, to be looked at."""
    lines: list[str] = []
    for found in maps:
        lines.append(f"== {found.sheet!r} {found.base!r} {found.title!r} {found.area}")
        for mark in found.fields:
            one, spot = mark.definition, mark.spot
            kind = " ".join(
                filter(None, [one.type, one.unit, "必填" * one.required, "公式" * mark.computed, "多选" * one.multiple])
            )
            lines.append(
                f"  F {spot.within[0]}{spot.row},{spot.col} {spot.rows}x{spot.cols} {one.id} {one.label!r} {kind} {one.options or ''} {mark.prefix!r}[{mark.blank!r}]{mark.suffix!r}"
            )
        for table in found.tables:
            lines.append(f"  T {table.id} {table.label!r} {table.head} side={table.side}")
            lines += [
                f"     C {c.col}+{c.cols} {c.definition.id} {c.definition.label!r} {c.definition.type} {c.definition.unit} {c.definition.options or ''}{' 组' * c.definition.group}{' 序号' * c.serial}{' 公式' * c.computed}"
                for c in table.columns
            ]
            lines += [f"     R {row.row} {row.kind} {dict(row.given)}" for row in table.rows]
        lines += [
            f"  V {r.spot.row},{r.spot.col} {r.spot.rows}x{r.spot.cols} {r.step.id} {r.step.title!r} seal={r.step.seal} {r.prefix!r}"
            for r in found.reviews
        ]
    return "\n".join(lines)
