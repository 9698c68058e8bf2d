"""A ledger with operators."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medaid_desktop.store.ledger import Ledger
from tests.ui.screens.people import add_operators
from tests.ui.shell import Shell


@pytest.fixture
def shared(sample: Path, open_shell: Callable[[Path | None], Shell]) -> Shell:
    """A window on the sample with three operators, before anybody has signed in."""
    with Ledger.open(sample) as ledger:
        add_operators(ledger)
    return open_shell(sample)
