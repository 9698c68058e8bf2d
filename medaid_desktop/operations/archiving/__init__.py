"""Putting filings away: per notice and year the sheets, the data, the files they came from and the log, with an index."""

from collections.abc import Sequence

from medaid_desktop.operations.archiving.archiving import make_archive
from medaid_desktop.operations.archiving.choosing import Item, Notice, Wish, chosen, notices_of
from medaid_desktop.operations.archiving.writing import ArchiveReport
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.runs import SealWanted, seals_wanted
from medaid_desktop.operations.paper.sheets import Edition

__all__ = ["ArchiveReport", "Item", "Notice", "Wish", "chosen", "make_archive", "notices_of", "seals_of"]


def seals_of(desk: Desk, wish: Wish) -> Sequence[SealWanted]:
    """The seal images that belong on the finished sheets of an archive. Raises UserError as `chosen` does."""
    return seals_wanted(desk, [one.id for one in chosen(desk, wish) if one.is_final], Edition())
