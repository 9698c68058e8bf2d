"""What every reader obeys: bad content has one name, a reading has an end."""

import time
from collections.abc import Callable

from medaid_desktop.errors import UserError

Cancelled = Callable[[], bool]

SECONDS = 5.0
"""Of work. A file that takes more is refused: a clerk would take the program for hung."""

CELLS = 300_000
"""Cells with a text, of all sheets together. The largest forms known have some 40 000."""


class DamagedError(Exception):
    """The content is not what its kind calls for; the text says in English what was found, for the log."""


class ReadCancelled(Exception):  # noqa: N818 - it is not a failure
    """The reading was stopped because it was asked to."""


class Watch:
    """Ends a reading that is cancelled, takes too long or finds too much; readers call it every few milliseconds."""

    def __init__(self, is_cancelled: Cancelled | None = None, seconds: float = SECONDS) -> None:
        self._is_cancelled = is_cancelled
        self._seconds = seconds
        self._cells = 0
        self.restart()

    def restart(self) -> None:
        """Gives the whole time again: for a document that is kept open for many pieces of work, in whatever thread."""
        self._end = time.thread_time() + self._seconds

    def check(self) -> None:
        """Raises ReadCancelled, or UserError where the time is over."""
        if self._is_cancelled is not None and self._is_cancelled():
            raise ReadCancelled
        if time.thread_time() > self._end:
            raise UserError(
                "文件太大或太复杂，读了很久还没有读完",
                "",
                "请只留下要导入的工作表或表格，删去多余的空行，另存为新文件后再导入",
            )

    def hold(self, cells: int) -> None:
        """Counts a sheet's cells; raises UserError where the document has more than `CELLS`."""
        self._cells += cells
        self.check_room(0)

    def check_room(self, cells: int) -> None:
        """Raises UserError where `cells` more than those held would be too many."""
        if self._cells + cells > CELLS:
            raise UserError(
                f"文件里有内容的单元格超过 {CELLS // 10000} 万个", "", "请只留下要导入的工作表，另存为新文件后再导入"
            )
