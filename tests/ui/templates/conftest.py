"""A window on an empty ledger of a county, and hands for blank forms."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medaid_desktop.store.ledger import Ledger
from tests.ui.shell import Shell
from tests.ui.templates.hands import Hands


@pytest.fixture
def hands(open_shell: Callable[[Path | None], Shell], tmp_path: Path) -> Hands:
    """A window on a ledger that holds nothing yet."""
    path = tmp_path / "县医保局.medaid"
    Ledger.create(path, "371521").close()
    return Hands(open_shell(path))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder for what was sent."""
    folder = tmp_path / "来文"
    folder.mkdir()
    return folder
