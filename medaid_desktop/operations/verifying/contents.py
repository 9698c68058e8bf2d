"""Contents that codes can stand for: what was kept when it was signed or printed, and what the ledger holds now."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.revisions import Revision


class Contents:
    """Looks contents up for one verification; all filings are read at most once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_code(self, code: str) -> list[Revision]:
        """The contents that a sound code, as it is printed, can stand for: those that stand in the ledger now come first."""
        found = self._desk.ledger.revisions.of_code(code)
        if not found:
            found = [
                Revision(content, "", filing)
                for content, ids in self._standing.items()
                if verification_code(content) == code and (filing := self.present(ids[0])) is not None
            ]
        return sorted((self._placed(one) for one in reversed(found)), key=lambda one: not self.is_standing(one))

    def present(self, filing_id: str) -> Filing | None:
        """What a filing holds now, None for one that was deleted since."""
        try:
            return self._desk.ledger.filings.get(filing_id)
        except UserError:
            return None

    def is_standing(self, revision: Revision) -> bool:
        """Whether its filing still holds a content."""
        present = self.present(revision.filing.id)
        return present is not None and digest(present) == revision.digest

    def _placed(self, revision: Revision) -> Revision:
        """A content with a filing that holds it now, where there is one: contents are kept once, be there two of them."""
        if self.is_standing(revision):
            return revision
        others = self._standing.get(revision.digest)
        if not others:
            return revision
        filing = replace(revision.filing.copy(), id=others[0])
        return Revision(revision.digest, revision.at, filing)

    @cached_property
    def _standing(self) -> dict[str, list[str]]:
        """The ids of the filings that hold a content now, by its digest."""
        found: dict[str, list[str]] = {}
        for filing in self._all():
            found.setdefault(digest(filing), []).append(filing.id)
        return found

    def _all(self) -> Iterator[Filing]:
        for summary in self._desk.ledger.filings.list():
            filing = self.present(summary.id)
            if filing is not None:
                yield filing
