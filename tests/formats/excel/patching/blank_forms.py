"""All blank forms by name, to be filled in by tests."""

from collections.abc import Callable, Mapping
from functools import cache

from tests.formats.excel.patching.blank_drawing import GROUPS, MAIN, SHEET, TOP, BlankForm, form_of
from tests.formats.excel.patching.blank_formulas import formulas
from tests.formats.excel.patching.blank_hanging import annexed, charted, headed, macros, notes, shapes
from tests.formats.excel.patching.blank_plain import (
    coloured,
    dates_1904,
    hidden_lists,
    landscape,
    locked,
    made_by_wps,
    not_merged,
    portrait,
    protected,
    two_tables,
)

__all__ = ["BLANK_FORMS", "GROUPS", "MAIN", "SHEET", "TOP", "BlankForm", "form_of"]

BLANK_FORMS: Mapping[str, Callable[[], BlankForm]] = {
    made.__name__: cache(made)
    for made in (
        portrait, landscape, hidden_lists, coloured, protected, locked, shapes, notes, headed, charted, macros, annexed,
        formulas, dates_1904, made_by_wps, two_tables, not_merged,
    )
}  # fmt: skip
