"""How wrong secrets are slowed: after a few free tries each next one waits twice as long."""

from datetime import datetime, timedelta
from math import ceil

from medaid_desktop.errors import UserError

FREE_TRIES = 3
_FIRST_WAIT_S, _LONGEST_WAIT_S = 5, 900


def after_failure(failed: int, moment: datetime) -> str:
    """Until when (ISO 8601 with offset) nothing is tried after so many failures in a row; "" for the first few."""
    if failed < FREE_TRIES:
        return ""
    return (
        moment + timedelta(seconds=min(_FIRST_WAIT_S * 2 ** min(failed - FREE_TRIES, 20), _LONGEST_WAIT_S))
    ).isoformat()


def refuse_while_waiting(wait_until: str, moment: datetime, what: str, where: str) -> None:
    """Raises UserError while the waiting is not over. A rest longer than the longest can only come of a clock that was set
    back: it makes nobody wait, as one set forward does not either."""
    rest = _rest_s(wait_until, moment)
    if 0 < rest <= _LONGEST_WAIT_S:
        raise UserError(f"{what}连续输错，请稍等", where, f"请在 {ceil(rest)} 秒后再试")


def _rest_s(wait_until: str, moment: datetime) -> float:
    try:
        return (datetime.fromisoformat(wait_until) - moment).total_seconds()
    except (ValueError, TypeError):  # "", or not what was written by us
        return 0
