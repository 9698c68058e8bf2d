"""Identifiers and moments."""

import os
import threading
import time
from datetime import datetime, timedelta

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to be misread
_TIME_LENGTH = 9
_RANDOM_LENGTH = 4
_RANDOM_RANGE = 32**_RANDOM_LENGTH

_TICK = timedelta(microseconds=1)
_COARSEST = timedelta(milliseconds=100)  # how far a clock's own steps may lie apart; older Windows steps by 15.6 ms

_lock = threading.Lock()
_last = 0
_last_moment = datetime.fromtimestamp(0).astimezone()


def new_id() -> str:
    """A filing's id: 13 characters, nine of the time in milliseconds and four drawn by lot.

    Sorts by time of creation, rises within a process, and needs no agreement between offices.
    """
    global _last
    lot = int.from_bytes(os.urandom(4), "big") % _RANDOM_RANGE
    number = time.time_ns() // 1_000_000 * _RANDOM_RANGE + lot
    with _lock:
        number = _last = max(number, _last + 1)
    return _base32(number)


def _base32(number: int) -> str:
    digits: list[str] = []
    for _ in range(_TIME_LENGTH + _RANDOM_LENGTH):
        number, digit = divmod(number, 32)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def now() -> str:
    """The present moment as ISO 8601 with the local offset, to the microsecond.

    Rises within a process, also where the clock stands still between two calls, so that what was changed last can be told
    and a result is never taken for that of a later content. A clock that was set back is followed.
    """
    global _last_moment
    with _lock:
        moment = datetime.now().astimezone()
        if timedelta(0) <= _last_moment - moment < _COARSEST:
            moment = _last_moment + _TICK
        _last_moment = moment
    return moment.isoformat(timespec="microseconds")
