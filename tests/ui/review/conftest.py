"""A reviewer at a window on the sample."""

import pytest

from tests.ui.review.hands import ReviewHands
from tests.ui.shell import Shell


@pytest.fixture
def review(shell: Shell) -> ReviewHands:
    return ReviewHands(shell)
