"""Whether what was read is a blank form: labels and printed indicators, but nothing that an office has filled in."""

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form

_FEW = 2
"""So many fields may be printed on a blank form: the project's name, the unit of money."""
_PRINTED = frozenset(
    ("level1", "level2", "level3", "level4", "upper_target", "item", "name", "role", "depth", "region")
)
"""Columns that an upper level fills in before it sends a form."""


def is_blank(form: Form, filing: Filing) -> bool:
    """Whether hardly anything is filled in: no figure or target in any row, and no more than a few fields."""
    filled = [name for name, text in filing.values.items() if text.strip() and text.strip("0.,，")]
    if len(filled) > _FEW or len(form.fields) <= _FEW:
        return False
    cells = (
        text
        for rows in filing.tables.values()
        for row in rows
        for name, text in row.items()
        if name not in _PRINTED and not name.startswith("extra:")
    )
    return not any(text.strip() for text in cells)
