"""Who signed a sheet and no longer stands by it: content may be the same while the review behind it was undone."""

from collections.abc import Sequence

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.log import Entry
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.runs import DRAFT, FAILED, FINAL, PUBLIC
from medaid_desktop.operations.paper.standing import chain_at
from medaid_desktop.operations.reviewing.reviewing import chain_of

SIGNED = "sign"
_PRINTS = (FINAL, DRAFT, PUBLIC)


def prints_of(desk: Desk, filing_id: str, content_digest: str) -> list[Entry]:
    """The entries of the log about the prints of a content, the newest first; those that came to nothing are left out."""
    found: list[Entry] = []
    for entry in desk.ledger.log.about(filing_id, content_digest):
        if entry.action == FAILED:
            last = next((one for one in reversed(found) if one.action == FINAL), None)
            found = [one for one in found if one is not last]
        elif entry.action in _PRINTS:
            found.append(entry)
    return found[::-1]


def signings_of(desk: Desk, filing_id: str, content_digest: str) -> list[Entry]:
    """The entries of the log about the signings of a content, the newest first."""
    return [one for one in desk.ledger.log.about(filing_id, content_digest) if one.action == SIGNED][::-1]


def fallen_since(desk: Desk, filing: Filing, noted: Entry) -> list[Signing]:
    """The signings that held for a content when an entry of the log was made and hold no more, or not the same."""
    holding = {one.step.id: one.signing for one in chain_of(desk, filing).done}
    then = [one.signing for one in chain_at(desk, filing, noted).done if one.signing]
    return [signing for signing in then if holding.get(signing.step) != signing]


def lapsed_prints(desk: Desk, filing: Filing) -> list[Entry]:
    """The prints of a content that show signings which no longer hold, the newest first."""
    return [one for one in prints_of(desk, filing.id, digest(filing)) if fallen_since(desk, filing, one)]


def was_complete(desk: Desk, filing: Filing) -> bool:
    """Whether a content was once reviewed to the end."""
    steps, events, content = desk.form_of(filing).reviews, desk.ledger.reviews.events(filing.id), digest(filing)
    return any(Chain(steps, events[:count], content).is_complete for count in range(len(events) + 1))


def fallen_named(fallen: Sequence[Signing]) -> str:
    """One sentence on the signings of a sheet that hold no more."""
    names = "、".join(f"“{one.title or one.step}”（{one.by}，{one.on}）" for one in fallen)
    return f"表上{names}的签章现已失效" if names else ""
