"""A clock that stands still until it is set."""

from datetime import datetime, timedelta, timezone


class Clock:
    """Called, it says what `now` is."""

    def __init__(self) -> None:
        self.now = datetime(2020, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))

    def __call__(self) -> datetime:
        return self.now
