"""Which of a form's layouts a filing is printed in."""

from collections.abc import Collection, Iterator
from itertools import chain

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.layout import Layout


def content_columns(form: Form, filing: Filing) -> Iterator[tuple[str, str]]:
    """(table, column) of every column that has a text somewhere and belongs on paper."""
    for table, rows in filing.tables.items():
        definition = form.tables_by_id.get(table)
        for column in dict.fromkeys(chain.from_iterable(rows)):
            known = definition.column(column) if definition else None
            if known is None or known.on_paper:
                yield table, column


def unplaced(layout: Layout, filing: Filing, filled: Collection[tuple[str, str]]) -> int:
    """How many fields and columns with content (`filled`, see `content_columns`) have no place in a layout."""
    values = sum(
        1
        for name, text in filing.values.items()
        if text and not name.startswith(EXTRA) and name not in layout.shown_values
    )
    columns = sum(1 for table, column in filled if column not in layout.shown_columns.get(table, ()))
    return values + columns


def choose_layout(form: Form, filing: Filing) -> Layout:
    """The layout that leaves least content without a place; among equals the one the clerk chose, else the one that
    leaves fewest of its own columns and fields blank, else the first."""
    if len(form.layouts) == 1:
        return form.layouts[0]
    filled = set(content_columns(form, filing))
    return min(
        form.layouts,
        key=lambda layout: (
            unplaced(layout, filing, filled),
            layout.id != filing.variant,
            _blanks(layout, filing, filled),
        ),
    )


def _blanks(layout: Layout, filing: Filing, filled: Collection[tuple[str, str]]) -> int:
    """How much of a layout a filing would leave blank; nothing is counted while the filing itself is blank."""
    if not filled and not any(filing.values.values()):
        return 0
    values = sum(1 for name in layout.shown_values if not filing.values.get(name))
    columns = sum(1 for table, names in layout.shown_columns.items() for name in names if (table, name) not in filled)
    return values + columns
