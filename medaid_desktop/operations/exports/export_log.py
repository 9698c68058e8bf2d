"""What an export leaves in the log: an entry for each filing, before the file that holds it is written."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path

from medaid_desktop.operations.desk import Desk

EXPORT, FAILED = "export", "export-failed"
"""Actions of the log. What came to nothing is followed by an entry that says so."""
Told = tuple[str, str]
"""The id of a filing and the digest of what is exported of it."""


class ExportLog:
    """Notes exports at a desk whose ledger can be written; where it cannot, nothing is noted, as nothing changes in it."""

    def __init__(self, desk: Desk) -> None:
        self._ledger = desk.ledger

    def note(self, files: Iterable[tuple[Path, Sequence[Told]]]) -> None:
        """Notes which filings go into which files, all in one transaction."""
        self._add(EXPORT, files)

    def failed(self, path: Path, told: Sequence[Told]) -> None:
        """Notes that a file of which it was noted could not be written."""
        self._add(FAILED, [(path, told)])

    def _add(self, action: str, files: Iterable[tuple[Path, Sequence[Told]]]) -> None:
        if not self._ledger.read_only:
            self._ledger.log.add_all(
                action,
                ((filing_id, content, {"file": path.name}) for path, told in files for filing_id, content in told),
            )

    @contextmanager
    def noted(self, path: Path, told: Sequence[Told]) -> Generator[None]:
        """Notes what goes into a file, before the block writes it, and after it where it fails."""
        self.note([(path, told)])
        try:
            yield
        except BaseException:
            self.failed(path, told)
            raise
