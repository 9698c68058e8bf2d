"""The files of a batch and how far each has come: read, understood, doubtful, waiting for a word of the clerk, taken in."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from medaid_desktop.core.grid import Place
from medaid_desktop.errors import UserError
from medaid_desktop.operations.incoming.items import Choice, Incoming, IncomingFile, Outcome, RowPlace
from medaid_desktop.recognition.understood import Notice
from medaid_desktop.ui.views.incoming.marks import CORRECTED_RULE

Key = tuple[int, Place]
"""What a table is known by while its file is read again: its grid and the corner of its area; of JSON its number."""


class State(StrEnum):
    """How a file or a table stands, the ones that need the clerk first."""

    UNREADABLE = "unreadable"
    NEEDED = "needed"
    """Form or region must be said or confirmed."""
    ASKED = "asked"
    """The ledger has one already: new version, keep both or skip."""
    DOUBTFUL = "doubtful"
    READY = "ready"
    READING = "reading"
    SAME = "same"
    SKIPPED = "skipped"
    DONE = "done"


_WORST = list(State)
NEED_CLERK = frozenset({State.UNREADABLE, State.NEEDED, State.ASKED, State.DOUBTFUL})
"""What “only those with questions” lists."""
IMPORTABLE = frozenset({State.DOUBTFUL, State.READY})

FORM_RULE = "read.form"
REGION_RULE = "region.name"


@dataclass(slots=True)
class Wish:
    """What a clerk has said of a table himself; None where he has not. Holds also after the file was read again."""

    region: str | None = None
    year: int | None = None
    choice: Choice | None = None
    target: str = ""
    confirmed: bool = False
    places: tuple[RowPlace, ...] = ()


@dataclass(slots=True)
class Entry:
    """A file: `incoming` is None until it has been read, `outcome` until it has been imported."""

    file: Path
    incoming: IncomingFile | None = None
    outcome: Outcome | None = None
    failure: UserError | None = None
    """Why it could not be stored."""
    is_skipped: bool = False
    wishes: dict[Key, Wish] = field(default_factory=dict[Key, Wish])

    @property
    def items(self) -> list[Incoming]:
        return self.incoming.items if self.incoming else []

    def key(self, number: int) -> Key:
        """What a table is known by."""
        understood = self.items[number].understood
        return (understood.grid, understood.area[:2]) if understood else (-1, (number, 0))

    def wish(self, number: int) -> Wish:
        """What the clerk has said of a table; made when first asked for."""
        return self.wishes.setdefault(self.key(number), Wish())

    def error(self) -> UserError | None:
        """Why the file as a whole cannot be taken, or could not."""
        return self.failure or (self.incoming.error if self.incoming else None)

    def state(self) -> State:
        """How the file stands: as the worst of its tables."""
        if self.outcome is not None:
            return State.DONE
        if self.is_skipped:
            return State.SKIPPED
        if self.error() is not None:
            return State.UNREADABLE
        if self.incoming is None:
            return State.READING
        states = {self.table_state(number) for number in range(len(self.items))}
        return min(states, key=_WORST.index) if states else State.UNREADABLE

    def table_state(self, number: int) -> State:
        """How one of its tables stands."""
        item, wish = self.items[number], self.wishes.get(self.key(number), Wish())
        if self.outcome is not None:
            return State.SKIPPED if item.choice is Choice.SKIP else State.DONE
        if wish.choice is Choice.SKIP:
            return State.SKIPPED
        if item.identical and wish.choice is None and not item.problem:
            return State.SAME
        if self.needs(number):
            return State.NEEDED
        if item.existing and wish.choice is None:
            return State.ASKED
        return State.DOUBTFUL if self.doubts(number) else State.READY

    def needs(self, number: int) -> list[str]:
        """What must be said before a table can be taken in: problem, form, region; or only confirmed: form?, region?, rival?."""
        item, wish = self.items[number], self.wishes.get(self.key(number), Wish())
        found: list[str] = []
        if not item.filing.form:
            found.append("form")
        elif item.problem is not None:
            found.append("problem")
        if found or wish.confirmed:
            return found
        if not item.filing.region:
            found.append("region")
        notices = item.understood.notices if item.understood else []
        if any(notice.rule == FORM_RULE for notice in notices):
            found.append("form?")
        if item.filing.region and wish.region is None and any(about_region(one.rule, one.where) for one in notices):
            found.append("region?")
        return [*found, "rival?"] if item.rivals and wish.choice is None else found

    def doubts(self, number: int) -> int:
        """How many doubts there are about a table."""
        item = self.items[number]
        read = item.understood.notices if item.understood else []
        return sum(notice.rule != CORRECTED_RULE and not is_answered(item, notice) for notice in read) + len(
            item.notices
        )

    def is_waiting(self) -> bool:
        """Whether the file could be imported as it is now."""
        return self.state() in IMPORTABLE


def is_answered(item: Incoming, notice: Notice) -> bool:
    """Whether the clerk has chosen one of the readings that a doubt offers."""
    return bool(notice.options) and item.is_settled(notice)


def about_region(rule: str, where: str) -> bool:
    """Whether a doubt is about the region of the filing, not about one in a row of a table."""
    return rule == REGION_RULE and not where.startswith("tables.")
