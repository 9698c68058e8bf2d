"""An end to understanding: a document that takes too long is given up with a message, as one is that takes too long to read."""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

from medaid_desktop.errors import UserError

SECONDS = 5.0
"""Of work; the largest forms known take a tenth of it on a slow computer."""


class _End(threading.local):
    at: float | None = None


_end = _End()


@contextmanager
def limited(name: str, seconds: float = SECONDS) -> Generator[None]:
    """Lets `check` raise UserError in this thread once so much work has gone into the document of a name; never later than
    a limit that holds already."""
    before, end = _end.at, time.thread_time() + seconds
    _end.at = end if before is None else min(before, end)
    try:
        yield
    except UserError as error:
        raise UserError(error.what, error.where or name, error.mend) from error
    finally:
        _end.at = before


def check() -> None:
    """Raises UserError where the work has taken too long; to be called every few milliseconds, wherever loops may be long."""
    if _end.at is not None and time.thread_time() > _end.at:
        raise UserError(
            "文件太大或太复杂，认了很久还没有认完",
            "",
            "请只留下要导入的工作表或表格，删去多余的行，另存为新文件后再导入",
        )
