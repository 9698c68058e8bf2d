"""Identifiers and moments."""

import os
import threading
import time
from datetime import datetime

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to be misread
_TIME_LENGTH = 9
_RANDOM_LENGTH = 4
_RANDOM_RANGE = 32**_RANDOM_LENGTH

_lock = threading.Lock()
_last = 0


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
    """The present moment as ISO 8601 with the local offset, to the millisecond."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
