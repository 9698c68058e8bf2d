"""What counts as still open: blank required fields of the layout in use, and of rows that hold content."""

import pytest

from medaid_desktop.core.definitions.completeness import RequiredPlaces
from medaid_desktop.core.filing import Filing
from medaid_desktop.store.forms.form_library import FormLibrary

FORMS = FormLibrary()


def test_a_blank_form_lacks_its_required_fields_in_reading_order_and_no_rows():
    form = FORMS.get("project-target")
    paths = RequiredPlaces(form).open_paths(Filing("project-target"))
    assert paths[0] == "values.project_name"
    assert set(paths) == {f"values.{field.id}" for field in form.fields if field.required}


def test_a_row_of_content_lacks_what_it_leaves_blank():
    filing = Filing("project-target", tables={"indicators": [{"level3": "人次"}, {"level3": "比例", "target": "≥95%"}]})
    paths = RequiredPlaces(FORMS.get("project-target")).open_paths(filing)
    assert [path for path in paths if path.startswith("tables")] == ["tables.indicators[0].target"]


@pytest.mark.parametrize("form", [info.id for info in FORMS.infos()])
def test_a_text_in_every_open_place_leaves_nothing_open(form: str):
    definition = FORMS.get(form)
    tables = {table.id: [{table.columns[-1].id: "x"}] for table in definition.tables}
    filing = Filing(form, tables=tables)
    assert RequiredPlaces(definition).open_paths(filing)
    for path in RequiredPlaces(definition).open_paths(filing):
        filing.set(path, "x")
    for path in RequiredPlaces(definition).open_paths(filing):  # the texts may have chosen another layout
        filing.set(path, "x")
    assert RequiredPlaces(definition).open_paths(filing) == []


def test_a_field_shown_twice_counts_once():
    for info in FORMS.infos():
        paths = RequiredPlaces(FORMS.get(info.id)).open_paths(Filing(info.id))
        assert len(paths) == len(set(paths))
