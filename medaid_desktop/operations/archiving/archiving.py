"""Making an archive, all or nothing, and what the log says of it."""

from collections.abc import Mapping
from pathlib import Path

from medaid_desktop.operations.archiving.choosing import Wish, chosen
from medaid_desktop.operations.archiving.target import opened
from medaid_desktop.operations.archiving.writing import Archive, ArchiveReport
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.runs import PrintRun, open_seals
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.store.ground.progress import Cancelled, Progress

ARCHIVE, FAILED = "archive", "archive-failed"
"""Actions of the log."""


def make_archive(
    desk: Desk, wish: Wish, out: Path, progress: Progress | None = None, cancelled: Cancelled | None = None,
    passphrases: Mapping[str, str] | None = None, books: Desk | None = None,
) -> ArchiveReport:  # fmt: skip
    """Archives the filings of a wish at `out`, a .zip or a new folder. What is noted of it in the log, prints among it, is noted by
    `books` where `desk` only reads, before the archive stands in its place.

    The same ledger makes the same bytes. `passphrases` open the seal images that are set on finished sheets. Raises UserError where
    there is nothing to archive, a sheet cannot be made, or it cannot be written; CancelledError; nothing is left behind then.
    """
    books = books or desk
    items = chosen(desk, wish)
    edition = Edition(seals=open_seals(books, passphrases)) if passphrases else Edition()
    last = desk.ledger.log.last() if desk.ledger.log.is_kept else None
    printed = [one.id for one in items if one.is_final or (wish.drafts and one.is_put_in and one.asks_review)]
    run, told = PrintRun(printed, edition, out.name), _Told(books)
    try:
        with opened(out) as target:
            told.begin(run)
            work = Archive(desk, wish, items, run, frozenset(printed), target, out, last)
            report = work.write(progress, cancelled)
            told.end(wish, report, work.seal)
    except BaseException:
        told.take_back(run, out)
        raise
    return report


class _Told:
    """What an archive leaves in the log; nothing where the ledger is read-only."""

    def __init__(self, books: Desk) -> None:
        self._books = books
        self._has_begun = self._has_ended = False

    def begin(self, run: PrintRun) -> None:
        """Notes the prints."""
        run.record(self._books)
        self._has_begun = True

    def end(self, wish: Wish, report: ArchiveReport, seal: str) -> None:
        """Notes the archive that is about to stand in its place."""
        if not self._books.ledger.read_only:
            self._books.ledger.log.add(
                ARCHIVE, name=report.out.name, year=wish.year, region=wish.region, notice=wish.notice, final=report.final,
                drafts=report.drafts, files=report.files, manifest=seal,
            )  # fmt: skip
            self._has_ended = True

    def take_back(self, run: PrintRun, out: Path) -> None:
        """Notes that nothing came of what was noted."""
        if self._has_begun:
            run.failed(self._books)
        if self._has_ended:
            self._books.ledger.log.add(FAILED, name=out.name)
