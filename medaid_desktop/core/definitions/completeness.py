"""What is still open in a filing. For now that is a required field left blank; the checks will say more."""

from collections.abc import Iterator

from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import FieldDef, Form, TableSection
from medaid_desktop.core.paper.variants import choose_layout


def is_open(definition: FieldDef, text: str) -> bool:
    """Whether a field or cell asks for a text and has none."""
    return definition.required and not text


def open_paths(form: Form, filing: Filing) -> list[str]:
    """The paths of required fields left blank, as the paper reads: of its layout, and of rows that hold content."""
    return list(dict.fromkeys(_open(form, filing)))


def open_errors(form: Form, filing: Filing) -> int:
    """How many places of a filing are still open."""
    return len(open_paths(form, filing))


def _open(form: Form, filing: Filing) -> Iterator[str]:
    for section in choose_layout(form, filing).sections:
        rows = section.head if isinstance(section, TableSection) else (section.cells,)
        for cell in (cell for row in rows for cell in row):
            if cell.field and is_open(form.definition("", cell.field), filing.values.get(cell.field, "")):
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
