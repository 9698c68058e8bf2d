"""Which print a sheet can be, and the sheet made again as that print."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.log import Entry
from medaid_desktop.formats.pdf.information import Kind
from medaid_desktop.formats.pdf.seal_pictures import SealPicture
from medaid_desktop.formats.pdf.writer import PrintJob
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.again import parts_again
from medaid_desktop.operations.paper.runs import DRAFT, FINAL, PUBLIC
from medaid_desktop.operations.paper.sheets import SheetParts, job_of, paper_of
from medaid_desktop.operations.verifying.contents import Contents
from medaid_desktop.operations.verifying.heads import Head, SheetPages
from medaid_desktop.operations.verifying.lapse import prints_of, signings_of
from medaid_desktop.store.records.revisions import Revision

_ACTIONS: dict[Kind, str] = {"final": FINAL, "draft": DRAFT, "public": PUBLIC}
_MOST = 8


@dataclass(frozen=True, slots=True)
class Print:
    """A content as it was printed once: `noted` is the log's entry about it. A print that was not noted has that of the signing
    it came after, or None, where it can have been made at any time."""

    revision: Revision
    kind: Kind
    reprint: int
    noted: Entry | None

    @property
    def filing(self) -> Filing:
        """The content that was printed."""
        return self.revision.filing

    @property
    def sealed(self) -> frozenset[str]:
        """The review steps whose seals were printed."""
        if self.noted is None:
            return frozenset()
        seals: Mapping[str, str] = json.loads(self.noted.details).get("seals", {})
        return frozenset(seals)

    @property
    def images(self) -> Mapping[str, str]:
        """The sums of what the seals printed show, by their review steps; those of prints of earlier versions are not known."""
        images: Mapping[str, str] = json.loads(self.noted.details).get("images", {}) if self.noted else {}
        return images

    @property
    def version(self) -> str:
        """The version of the program that printed it, by the log; "" where that says none."""
        version = json.loads(self.noted.details).get("version", "") if self.noted else ""
        return version if isinstance(version, str) else ""

    @property
    def is_signed(self) -> bool:
        """Whether its file got an electronic signature, by the log."""
        return json.loads(self.noted.details).get("signed") is True if self.noted else False

    def parts(self, desk: Desk) -> SheetParts:
        """What its sheet is made of. Raises UserError where form or events cannot be read."""
        return parts_again(desk, self.filing, self.kind, self.reprint, self.noted)

    def job(self, desk: Desk, seals: Mapping[str, bytes]) -> PrintJob:
        """Its sheet to be made again, with the images of the `seals` that are known, as PNG by their review steps."""
        parts = self.parts(desk)
        signed = parts.standing.signed
        set_again = {
            step: SealPicture(signed[step].seal, png, signed[step].size_mm)
            for step, png in seals.items()
            if step in signed
        }
        job = replace(job_of(parts, paper_of(parts).sheet), seals=set_again)
        entry = self.noted.number if self.noted else 0
        return replace(job, record=replace(job.record, entry=entry)) if job.record else job


def possible_prints(desk: Desk, contents: Contents, sheet: SheetPages) -> Sequence[Print]:
    """The prints that a sheet can be, the likeliest first: the one that the document names and the log knows; else those that the
    log knows, and what would be printed now, or could have been after each signing, without a note. [] for a code that stands for nothing."""
    named: list[Print] = []
    logged: list[Print] = []
    unnoted: list[Print] = []
    for revision in contents.of_code(sheet.code):
        entry = desk.ledger.log.get(sheet.record.entry) if sheet.record else None
        for shape in _shapes(contents, revision):
            if entry is not None and entry.digest == revision.digest and _tells_of(entry, sheet.head):
                of_it = replace(shape, filing=replace(shape.filing.copy(), id=entry.filing))
                named.append(Print(of_it, sheet.head.kind, sheet.head.reprint, entry))
            noted = [one for one in prints_of(desk, shape.filing.id, shape.digest) if _tells_of(one, sheet.head)]
            logged += [Print(shape, sheet.head.kind, sheet.head.reprint, one) for one in noted if one != entry]
            signed = signings_of(desk, shape.filing.id, shape.digest)[:_MOST]
            unnoted += [Print(shape, sheet.head.kind, sheet.head.reprint, one) for one in (None, *signed)]
    return named or [*logged[:_MOST], *unnoted]


def was_printed(desk: Desk, contents: Sequence[Revision], reprint: int) -> bool:
    """Whether the log knows a final print of one of some contents that had been printed so often before."""
    return any(
        _copy(entry) == reprint + 1 for one in contents for entry in prints_of(desk, one.filing.id, one.digest)
    )  # fmt: skip


def _shapes(contents: Contents, revision: Revision) -> list[Revision]:
    """A content as it was kept and, where the clerk chose another layout for it since, as it stands now."""
    present = contents.present(revision.filing.id)
    if present is None or present.variant == revision.filing.variant or not contents.is_standing(revision):
        return [revision]
    return [revision, replace(revision, filing=present)]


def _tells_of(entry: Entry, head: Head) -> bool:
    """Whether an entry is about a print of the kind and number that a sheet says it is."""
    return entry.action == _ACTIONS[head.kind] and (head.kind != "final" or _copy(entry) == head.reprint + 1)


def _copy(entry: Entry) -> int:
    copy = json.loads(entry.details).get("copy", 0)
    return copy if isinstance(copy, int) else 0
