"""Who stands by what is printed: the completed steps of a filing as they are set into its boxes, and the seals under them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.signed import SEAL_MM, Signed
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.log import Entry
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing.reviewing import chain_of
from medaid_desktop.store.trust.seals import Seal

EVENTS = ("sign", "return", "withdraw")
"""The log's actions that stand for events of a review, one each."""
PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Standing:
    """A filing's content as its chain has it: the digest, whether every step holds for it, and what the done steps print, by
    their ids. `seals` are the seals that were set under them and whose image is still the one of that time, `signings` what was
    signed under these; `trouble` says why nothing holds of one that something else than this program has changed."""

    digest: str
    is_final: bool
    signed: Mapping[str, Signed]
    seals: Mapping[str, Seal]
    signings: Mapping[str, Signing]
    trouble: str = ""


def standing_of(desk: Desk, filing: Filing) -> Standing:
    """Where a filing stands, by the content given. Raises UserError where its form or its events cannot be read."""
    return _standing(desk, chain_of(desk, filing))


def signed_boxes(desk: Desk, filing: Filing) -> Mapping[str, Signed]:
    """What the done steps of a filing print in their boxes, by their ids; {} where its events cannot be read."""
    try:
        return standing_of(desk, filing).signed
    except UserError:
        return {}


def standing_at(desk: Desk, filing: Filing, noted: Entry) -> Standing:
    """Where a content stood when an entry of the log was made, whatever became of it since."""
    return _standing(desk, chain_at(desk, filing, noted))


def chain_at(desk: Desk, filing: Filing, noted: Entry) -> Chain:
    """The chain of a content as it was when an entry of the log was made.

    Each event has its entry, so that those since are the last ones, and no clock is asked. Of a filing deleted for good since
    then only the log knows.
    """
    log, reviews = desk.ledger.log, desk.ledger.reviews
    if log.count_after(noted.number, filing.id, (PURGE,)):
        events = reviews.told(filing.id, noted.number)
    else:
        events = reviews.events(filing.id)
        events = events[: max(len(events) - log.count_after(noted.number, filing.id, EVENTS), 0)]
    return Chain(desk.form_of(filing).steps, events, digest(filing))


def _standing(desk: Desk, chain: Chain) -> Standing:
    done = {one.step.id: one.signing for one in chain.done if one.signing}
    named = any(signing.seal for signing in done.values())
    seals = _seals(done, desk.ledger.seals.list() if named else ())
    signed = {
        step: Signed(
            signing.by,
            signing.on,
            signing.opinion,
            signing.seal,
            seals[step].size_mm if step in seals else SEAL_MM,
            signing.office,
        )
        for step, signing in done.items()
    }
    return Standing(chain.digest, chain.is_complete, signed, seals, {step: done[step] for step in seals}, chain.trouble)


def _seals(done: Mapping[str, Signing], known: Sequence[Seal]) -> dict[str, Seal]:
    """The seals of done steps; one that was exchanged for another image of the same name counts as missing."""
    images = {(seal.name, seal.fingerprint): seal for seal in known}
    found = {step: images.get((signing.seal, signing.fingerprint)) for step, signing in done.items()}
    return {step: seal for step, seal in found.items() if seal is not None}
