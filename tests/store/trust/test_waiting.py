"""How wrong secrets are slowed, also by a clock that is set."""

from datetime import datetime, timedelta, timezone

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.trust.waiting import FREE_TRIES, after_failure, refuse_while_waiting

NOW = datetime(2020, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))


def seconds(failed: int) -> float:
    until = after_failure(failed, NOW)
    return (datetime.fromisoformat(until) - NOW).total_seconds() if until else 0


def test_the_first_tries_are_free_and_the_others_wait_twice_as_long_each() -> None:
    assert [seconds(failed) for failed in range(FREE_TRIES)] == [0, 0, 0]
    assert [seconds(failed) for failed in range(3, 12)] == [5, 10, 20, 40, 80, 160, 320, 640, 900]
    assert seconds(10**6) == 900


def test_the_rest_is_told_and_then_over() -> None:
    until = after_failure(4, NOW)
    with pytest.raises(UserError, match="口令连续输错，请稍等：公章。请在 10 秒后再试"):
        refuse_while_waiting(until, NOW, "口令", "公章")
    with pytest.raises(UserError, match="请在 1 秒后再试"):
        refuse_while_waiting(until, NOW + timedelta(seconds=9.5), "口令", "公章")
    refuse_while_waiting(until, NOW + timedelta(seconds=10), "口令", "公章")


def test_a_clock_that_was_set_back_makes_nobody_wait_for_a_year() -> None:
    until = after_failure(20, NOW)
    refuse_while_waiting(until, NOW - timedelta(days=365), "口令", "公章")


@pytest.mark.parametrize("junk", ["", "soon", "2020-06-01T09:00:00", "\x00"])
def test_what_cannot_be_read_holds_nobody_up(junk: str) -> None:
    refuse_while_waiting(junk, NOW, "口令", "公章")
