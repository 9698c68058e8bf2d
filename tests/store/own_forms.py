"""Forms of a ledger's own, and what is asked about them, for the tests."""

import json

from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.forms.templates import TemplateTexts

BLANK = b"PK blank workbook" * 500


def definition(form="custom:绩效表", version="1", title="绩效表"):
    """A form with one field, as JSON."""
    cells = [{"text": "项目名称"}, {"field": "project_name"}]
    data = {
        "schema": 1, "id": form, "title": title, "version": version,
        "field": [{"id": "project_name", "label": "项目名称"}],
        "page": {"columns_mm": [40, 100]}, "section": [{"kind": "row", "cells": cells}],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def keep(ledger, form="custom:绩效表", version="1", content=BLANK, file="空白表.xlsx", text=None):
    """A version of a form, kept with the document it was made of."""
    texts = TemplateTexts(text if text is not None else definition(form, version), '{"sheet":"表"}')
    return ledger.templates.keep(form, version, texts, file, "xlsx", content)


def library(ledger):
    """The built-in forms with those of a ledger beside them."""
    return FormLibrary().beside(ledger.templates)


def sources(ledger):
    """How many documents lie in a ledger."""
    return ledger.connection.rows("SELECT count(*) FROM sources")[0][0]
