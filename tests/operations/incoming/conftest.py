"""A workbook that came in, and the filing that became of it."""

from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import store_incoming
from tests.operations.incoming.hands import read
from tests.operations.workbooks import target_book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return target_book(tmp_path / "阳谷县.xlsx")


@pytest.fixture
def stored(desk: Desk, book: Path) -> str:
    """The id of the filing that came of the book."""
    return store_incoming(desk, read(desk, book)).ids[0]
