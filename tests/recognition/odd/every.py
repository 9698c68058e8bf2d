"""All the drawn tables and forms, by name."""

from tests.recognition.odd import forms_arranged, forms_columns, forms_typed, tables_arranged, tables_nested

ALL = {**tables_arranged.ALL, **tables_nested.ALL, **forms_arranged.ALL, **forms_columns.ALL, **forms_typed.ALL}
