"""Pieces and tables of a paper as sections of the layout language: one grid of columns, every row filled to its edges."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.making.form_making_cells import Spec, Styler
from medaid_desktop.core.templates.making.form_making_columns import (
    NEAR_MM,
    filled,
    is_ruled,
    labelled_line,
    shows,
    spanning,
    whole_widths,
)
from medaid_desktop.core.templates.making.form_making_page import TemplatePage
from medaid_desktop.core.templates.making.form_making_paragraphs import paragraph_sections
from medaid_desktop.core.templates.making.form_making_start import field_definitions, own_reviews
from medaid_desktop.core.templates.making.form_making_tables import TablePlan
from medaid_desktop.core.templates.making.form_making_units import Unit
from medaid_desktop.core.templates.template_map import TemplateMap

Paper = tuple[Spec, list[Spec]]
"""The page and the sections of a layout."""

_BARE_MM = 12.0
"""The most that a row without anything takes of the paper."""


@dataclass(slots=True)
class Piece:
    """A cell outside of tables: the sections it covers (first, last), its edges in millimetres, what stands in it."""

    first: int
    last: int
    left: float
    right: float
    spec: Spec

    @property
    def shows(self) -> str:
        """The field or review step that it is the place of, "" for print."""
        return shows(self.spec)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the sections are written from; pieces and plans name sections by the numbers of `units`."""

    map: TemplateMap
    grid: Grid
    page: TemplatePage
    styler: Styler
    units: Sequence[Unit]
    pieces: Sequence[Piece]
    plans: dict[int, TablePlan]


class SectionWriter:
    """Brings all edges into one grid of columns and writes the sections from top to bottom."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._edges = _edges(draft)
        self._count = len(self._edges) - 1
        self._taken = [[False] * self._count for _ in draft.units]
        self._begun: list[list[tuple[int, int, Piece]]] = [[] for _ in draft.units]
        self._shown: set[str] = set()
        self._first_ruled = next(
            (piece.first for piece in sorted(draft.pieces, key=lambda piece: piece.first) if is_ruled(piece.spec)),
            len(draft.units),
        )
        self._reach: dict[int, int] = {}
        self._first_ruled = min([self._first_ruled, *draft.plans])

    def paper(self) -> Paper:
        """The page and all sections."""
        for piece in sorted(self._draft.pieces, key=lambda piece: not piece.shows):
            self._place(piece)
        self._reach = {number: self._side_reach(plan) for number, plan in self._draft.plans.items()}
        above, below = paragraph_sections(self._draft.map, self._draft.grid, self._count, self._shown)
        sections = [*above, *self._without_bare_ends(), *self._homeless(), *below]
        title: Spec = {"text": "".join(self._draft.map.title.split()), "cols": self._count}
        return self._page(), sections or [{"kind": "title", "cells": [title]}]

    def _page(self) -> Spec:
        page, styler = self._draft.page, self._draft.styler
        widths = whole_widths(self._edges, page.printable_mm)
        said: Spec = {"margins_mm": list(page.margins_mm), "columns_mm": widths, "size_pt": styler.size_pt}
        if page.landscape:
            said["landscape"] = True
        return said if styler.font == "song" else said | {"font": styler.font}

    def _col(self, x: float) -> int:
        """The number of the edge that an x became."""
        at = bisect_left(self._edges, x - NEAR_MM)
        return min(at, self._count)

    def _without_bare_ends(self) -> list[Spec]:
        """The sections without bare rows at either end; those between give up what they have in excess."""
        units = self._draft.units
        bare = [unit.table is None and not any(self._taken[number]) for number, unit in enumerate(units)]
        shown = [number for number in range(len(units)) if not bare[number]]
        sections: list[Spec] = []
        for number in range(shown[0], shown[-1] + 1) if shown else ():
            sections.append(self._section(number, units[number]))
            if bare[number]:
                sections[-1]["least_mm"] = round(min(units[number].height_mm, _BARE_MM), 1)
        return sections

    # -- lines ---------------------------------------------------------------------------------------------------

    def _place(self, piece: Piece) -> None:
        """Takes the places of a piece: fewer rows, and no place at all, where another one has them."""
        first, behind = self._col(piece.left), self._col(piece.right)
        if first >= behind or (piece.shows and piece.shows in self._shown):
            return
        last = piece.first - 1
        for number in range(piece.first, piece.last + 1):
            if any(self._taken[number][first:behind]):
                break
            last = number
        while last >= piece.first and self._draft.units[last].table is not None and last < piece.last:
            last -= 1
        if last < piece.first:
            return
        piece.last = last
        for number in range(piece.first, last + 1):
            self._taken[number][first:behind] = [True] * (behind - first)
        self._begun[piece.first].append((first, behind, piece))
        if piece.shows:
            self._shown.add(piece.shows)

    def _section(self, number: int, unit: Unit) -> Spec:
        if unit.table is not None:
            return self._table(self._draft.plans[number])
        cells: list[Spec] = []
        at = 0
        for first, behind, piece in sorted(self._begun[number], key=lambda begun: begun[0]):
            cells += self._filler(number, at, first)
            cells.append(self._cell(number, first, behind, piece))
            at = behind
        cells += self._filler(number, at, self._count)
        section: Spec = {"kind": self._kind(number), "least_mm": round(unit.height_mm, 1), "cells": cells}
        return section

    def _cell(self, number: int, first: int, behind: int, piece: Piece) -> Spec:
        spec = dict(piece.spec)
        if behind - first > 1:
            spec["cols"] = behind - first
        if piece.last > number:
            with_table = any(unit.table is not None for unit in self._draft.units[number : piece.last + 1])
            spec |= {"down": piece.last - number} if with_table else {"rows": piece.last - number + 1}
        return spec

    def _filler(self, number: int, first: int, behind: int) -> list[Spec]:
        """Bare cells for the places between two columns that nothing takes."""
        cells: list[Spec] = []
        at = first
        while at < behind:
            end = at
            while end < behind and not self._taken[number][end]:
                end += 1
            if end > at:
                cells.append(spanning({"border": "none"}, end - at))
            at = end + 1 if end == at else end
        return cells

    def _kind(self, number: int) -> str:
        pieces = [piece for _, _, piece in self._begun[number]]
        if any("review" in piece.spec for piece in pieces):
            return "review"
        if any(is_ruled(piece.spec) for piece in pieces) or (number >= self._first_ruled and not pieces):
            return "row"
        shown = [piece for piece in pieces if piece.shows or piece.spec.get("text")]
        is_title = len(shown) == 1 and shown[0].spec.get("align") == "center" and number < self._first_ruled
        return "title" if is_title else "line"

    # -- tables --------------------------------------------------------------------------------------------------

    def _table(self, plan: TablePlan) -> Spec:
        section: Spec = {"kind": "table"} | plan.said
        left, inner = self._col(plan.left), self._col(plan.inner)
        right = self._col(plan.right)
        if plan.side is not None and inner > left:
            side = dict(plan.side) | ({"cols": inner - left} if inner - left > 1 else {})
            reach = self._reach[plan.unit]
            section["side"] = side | ({"down": reach} if reach else {})
        else:
            inner = left
        body: list[Spec] = []
        at = inner
        for index, (_, end, spec) in enumerate(plan.body):
            behind = right if index == len(plan.body) - 1 else min(self._col(end), right)
            if behind > at:
                body.append(dict(spec) | ({"cols": behind - at} if behind - at > 1 else {}))
                at = behind
        section["body"] = body
        if "headless" not in section:
            section["head"] = self._head(plan, inner, right)
        return section

    def _side_reach(self, plan: TablePlan) -> int:
        """Over how many more sections a side cell may reach; it takes their places."""
        left, inner, reach = self._col(plan.left), self._col(plan.inner), 0
        if plan.side is None or inner <= left:
            return 0
        for number in range(plan.unit + 1, plan.side_last + 1):
            if any(self._taken[number][left:inner]) or self._draft.units[number].table is not None:
                break
            self._taken[number][left:inner] = [True] * (inner - left)
            reach += 1
        return reach

    def _head(self, plan: TablePlan, left: int, right: int) -> list[list[Spec]]:
        unit = self._draft.units[plan.unit]
        rows = len(unit.head) + len(unit.lead)
        taken = [[False] * (right - left) for _ in range(rows)]
        begun: list[list[tuple[int, int, Spec]]] = [[] for _ in range(rows)]
        for piece in sorted(plan.head, key=lambda piece: "field" not in piece.spec):
            first, behind = max(self._col(piece.left), left) - left, min(self._col(piece.right), right) - left
            bottom = min(piece.row + piece.rows, rows)
            shown = shows(piece.spec)
            if (
                first >= behind
                or any(any(row[first:behind]) for row in taken[piece.row : bottom])
                or shown in self._shown
            ):
                continue
            for row in range(piece.row, bottom):
                taken[row][first:behind] = [True] * (behind - first)
            spans: Spec = {"cols": behind - first} if behind - first > 1 else {}
            spans |= {"rows": bottom - piece.row} if bottom - piece.row > 1 else {}
            begun[piece.row].append((first, behind, dict(piece.spec) | spans))
            self._shown.update({shown} - {""})
        return [filled(cells, row) for cells, row in zip(begun, taken, strict=True)]

    # -- what found no place -------------------------------------------------------------------------------------

    def _homeless(self) -> Iterator[Spec]:
        """Lines for the fields and boxes that have no place on the paper."""
        for definition in field_definitions(self._draft.map):
            if shows({"field": definition.id}) not in self._shown:
                yield labelled_line(definition, self._edges)
        for mark in own_reviews(self._draft.map):
            if shows({"review": mark.step.id}) not in self._shown:
                cells: list[Spec] = [{"review": mark.step.id, "text": mark.step.title, "align": "left"}]
                yield {"kind": "review", "cells": [cells[0] | {"cols": self._count}]}


def _edges(draft: Draft) -> list[float]:
    """The edges of the columns, from 0 on: those that a cell begins or ends at, close ones as one."""
    found: set[float] = {0.0}
    for piece in draft.pieces:
        found |= {piece.left, piece.right}
    for plan in draft.plans.values():
        found.update(plan.edges())
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > NEAR_MM:
            edges.append(edge)
    return edges if len(edges) > 1 else [0.0, draft.page.printable_mm]
