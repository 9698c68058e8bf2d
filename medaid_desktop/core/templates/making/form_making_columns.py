"""Cells in the grid of columns of a paper: widths, places that nothing takes, lines for what has no other place."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.making.form_making_cells import Spec
from medaid_desktop.core.templates.making.form_making_page import LEAST_COLUMN_MM
from medaid_desktop.core.texts.field_types import FIELD_TYPES

NEAR_MM = 0.4
"""Edges closer than that are one."""

_LABEL_SHARE = 0.25


def shows(spec: Spec) -> str:
    """What a cell is the only place of: a field or a review step; "" for print."""
    return next((f"{kind} {spec[kind]}" for kind in ("field", "review") if kind in spec), "")


def labelled_line(definition: FieldDef, edges: Sequence[float]) -> Spec:
    """A ruled line with a field's label in the first quarter and its text in the rest; both in one cell where there is but
    one column."""
    count = len(edges) - 1
    label = definition.label or definition.id
    if count < 2:
        return {"kind": "row", "cells": [{"field": definition.id, "prefix": f"{label}：", "align": "left"}]}
    wanted = edges[-1] * _LABEL_SHARE
    cols = min(max(bisect_left(edges, wanted), 1), count - 1)
    unit = f"\n（{definition.unit}）" if definition.unit else ""
    value: Spec = {"field": definition.id, "cols": count - cols}
    if FIELD_TYPES[definition.type].aligned == "right":
        value["align"] = "left"
    return {"kind": "row", "cells": [{"text": label + unit, "cols": cols}, value]}


def whole_widths(edges: Sequence[float], printable_mm: float) -> list[float]:
    """The widths of the columns in tenths of a millimetre: none too narrow, all together no wider than the page."""
    count = len(edges) - 1
    least = min(LEAST_COLUMN_MM, printable_mm / count * 0.8)
    widths = [max(right - left, least) for left, right in pairwise(edges)]
    total = min(edges[-1], printable_mm) if edges[-1] > LEAST_COLUMN_MM * count else printable_mm
    spare = sum(width - least for width in widths)
    share = max(total - least * count, 0.0) / spare if spare > 0 else 0.0
    narrowed = [least + (width - least) * min(share, 1.0) for width in widths]
    whole = [int(width * 10 + 1e-6) / 10 for width in narrowed]
    return [max(width, 0.1) for width in whole]


def spanning(spec: Spec, cols: int) -> Spec:
    """A cell so many columns wide."""
    return spec | {"cols": cols} if cols > 1 else spec


def is_ruled(spec: Spec) -> bool:
    """Whether a cell has rules of any kind."""
    return spec.get("border") != "none"


def filled(cells: Iterable[tuple[int, int, Spec]], taken: Sequence[bool]) -> list[Spec]:
    """The cells of a row of a head with bare ones in the places that nothing takes."""
    row = {first: spec for first, _, spec in cells}
    found: list[Spec] = []
    col = 0
    while col < len(taken):
        if col in row:
            found.append(row[col])
            cols = row[col].get("cols", 1)
            col += cols if isinstance(cols, int) else 1
        elif taken[col]:
            col += 1
        else:
            end = col
            while end < len(taken) and not taken[end]:
                end += 1
            found.append(spanning({"border": "none"}, end - col))
            col = end
    return found
