"""A desk with an empty ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

_FORMS = FormLibrary()
"""Read once for all tests; forms never change."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(Ledger.create(tmp_path / "台账.medaid", "371521"), _FORMS) as made:
        yield made
