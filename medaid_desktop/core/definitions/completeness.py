"""Which required fields of a filing are blank; what else is wrong with it, the checks say."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.layout import Layout, TableSection
from medaid_desktop.core.paper.variants import choose_layout


class RequiredPlaces:
    """What a form requires on each of its layouts, found out once for all its filings."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._of_layout = {layout.id: list(_required(form, layout)) for layout in form.layouts}

    def open_paths(self, filing: Filing) -> list[str]:
        """The paths of required fields left blank, as the paper reads: of its layout, and of rows that hold content."""
        found: dict[str, None] = {}
        for table, names in self._of_layout[choose_layout(self._form, filing).id]:
            if not table:
                found |= {f"values.{name}": None for name in names if not filing.values.get(name)}
                continue
            for index, row in enumerate(filing.rows(table)):
                if not all(map(row.get, names)):
                    found |= {cell_path(table, index, name): None for name in names if not row.get(name)}
        return list(found)


def _required(form: Form, layout: Layout) -> Iterator[tuple[str, Sequence[str]]]:
    """What is required by the sections of a layout: names of fields (table ""), names of columns."""
    for section in layout.sections:
        is_table = isinstance(section, TableSection)
        cells = [cell for row in section.head for cell in row] if is_table else section.cells
        fields = [cell.field for cell in cells if cell.field and form.definition("", cell.field).required]
        if fields:
            yield "", fields
        if is_table:
            columns = [one.column for one in section.body if one.column]
            if required := [name for name in columns if form.definition(section.table, name).required]:
                yield section.table, required
