"""A window on an empty ledger of a county, and hands for blank forms."""

from collections.abc import Callable

import pytest

from tests.ui.shell import Shell
from tests.ui.templates.hands import Hands


@pytest.fixture
def hands(open_empty: Callable[[str], Shell]) -> Hands:
    """A window on a ledger that holds nothing yet."""
    return Hands(open_empty("371521"))
