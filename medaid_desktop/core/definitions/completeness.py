"""Which required fields of a filing are blank; what else is wrong with it, the checks say."""

from collections.abc import Iterator

from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import Form, TableSection
from medaid_desktop.core.paper.variants import choose_layout


def open_paths(form: Form, filing: Filing) -> list[str]:
    """The paths of required fields left blank, as the paper reads: of its layout, and of rows that hold content."""
    return list(dict.fromkeys(_open(form, filing)))


def _open(form: Form, filing: Filing) -> Iterator[str]:
    for section in choose_layout(form, filing).sections:
        rows = section.head if isinstance(section, TableSection) else (section.cells,)
        for cell in (cell for row in rows for cell in row):
            if cell.field and form.definition("", cell.field).required and not filing.values.get(cell.field):
                yield f"values.{cell.field}"
        if isinstance(section, TableSection):
            yield from _open_cells(form, filing, section)


def _open_cells(form: Form, filing: Filing, section: TableSection) -> Iterator[str]:
    required = [
        body.column for body in section.body if body.column and form.definition(section.table, body.column).required
    ]
    for index, row in enumerate(filing.rows(section.table)):
        for column in required:
            if not row.get(column):
                yield cell_path(section.table, index, column)
