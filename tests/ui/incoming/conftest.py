"""A window on an empty ledger, and hands for the import."""

from collections.abc import Callable

import pytest

from tests.ui.incoming.hands import Hands
from tests.ui.shell import Shell


@pytest.fixture
def hands(open_empty: Callable[[str], Shell]) -> Hands:
    """A window on a ledger that holds nothing yet."""
    return Hands(open_empty(""))
