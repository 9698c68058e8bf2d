"""The sample programmes: every built-in form, filled."""

import json
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.filings import title_of
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.sample_library import sample_texts


def sample_filings(forms: FormLibrary | None = None) -> list[Filing]:
    """All sample filings, without ids, each as a draft in the present version of its form."""
    forms = forms or FormLibrary()
    filings = [Filing.from_json(item) for _, text in sample_texts() for item in json.loads(text)["filings"]]
    for filing in filings:
        filing.form_version = forms.get(filing.form).version
    return filings


def write_sample(path: Path) -> Path:
    """Writes a new ledger with the sample programmes and closes it; returns its path.

    Raises UserError where the file exists or cannot be written.
    """
    forms = FormLibrary()
    titled = [(filing, title_of(forms.get(filing.form), filing), "随示例带来") for filing in sample_filings(forms)]
    with Ledger.create(path) as ledger:
        ledger.filings.add_many(titled)
    return path
