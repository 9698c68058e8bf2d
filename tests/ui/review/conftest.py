"""A reviewer at a window on the sample."""

import pytest

from tests.ui.review.bulk_hands import Bulk
from tests.ui.review.hands import ReviewHands
from tests.ui.shell import Shell


@pytest.fixture
def review(shell: Shell) -> ReviewHands:
    return ReviewHands(shell)


@pytest.fixture
def bulk(review: ReviewHands) -> Bulk:
    made = Bulk(review).wait()
    made.choose_step("预算单位")
    return made
