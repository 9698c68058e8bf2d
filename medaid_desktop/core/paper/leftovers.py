"""Content that a layout has no cell for; it is printed all the same, in lines of its own."""

from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.layout import Layout
from medaid_desktop.core.paper.variants import content_columns
from medaid_desktop.core.sheet import Slot


def leftovers(form: Form, layout: Layout, filing: Filing) -> list[tuple[str, Slot]]:
    """(label, slot) of every text without a place: `extra:` values, and fields or columns of other layouts."""
    found: list[tuple[str, Slot]] = []
    for name, text in filing.values.items():
        if text and name not in layout.shown_values:
            label = name.removeprefix(EXTRA) if name.startswith(EXTRA) else form.definition("", name).label
            found.append((label, Slot((f"values.{name}",), name)))
    for table, column in content_columns(form, filing):
        if column not in layout.shown_columns.get(table, ()):
            found.extend(_cells(form, filing, table, column))
    return found


def _cells(form: Form, filing: Filing, table: str, column: str) -> list[tuple[str, Slot]]:
    title = form.tables_by_id[table].label if table in form.tables_by_id else table
    label = form.definition(table, column).label
    return [
        (f"{title}第{index + 1}行{label}", Slot((cell_path(table, index, column),), column, table))
        for index, row in enumerate(filing.rows(table))
        if row.get(column)
    ]
