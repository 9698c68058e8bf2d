"""What the cells of a paper show of a value, and in what style."""

from collections.abc import Sequence
from functools import lru_cache

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.layout import BodySpec, CellSpec
from medaid_desktop.core.sheet import BOX, Align, CellStyle, FontRole
from medaid_desktop.core.texts.choices import box_line
from medaid_desktop.core.texts.ticking import ticked

known_style = lru_cache(maxsize=1024)(CellStyle)
"""Styles alike are one and the same on all papers, so that what was set in one of them is soon found again."""

_ticked = lru_cache(maxsize=1024)(ticked)


def shown_value(spec: CellSpec, definition: FieldDef, value: str) -> str:
    """What a field's cell shows of its value: a choice with boxes, as the layout prints them or in a line."""
    if definition.type != "choice" or not definition.options or spec.display == "words":
        return value
    return _ticked(spec.blank, definition.options, value) or box_line(definition.options, value)


def body_style(
    font: FontRole, size_pt: float, body: Sequence[BodySpec], align: Align, bold: bool, number: int
) -> CellStyle:
    """The style of a cell in the body of a table. It must not lead back to the paper: papers come with each key, and are
    to go as soon as nothing shows them."""
    own = body[number]
    border = BOX if own.border is None else own.border
    return known_style(own.font or font, own.size_pt or size_pt, bold or own.bold, align, own.valign, border)
