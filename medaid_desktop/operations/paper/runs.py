"""A batch on its way to paper: noted in the ledger before the first page is made, numbered, and made only of what was noted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medaid_desktop import __version__
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.signed import SEAL_MM
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.seal_pictures import SealPicture, picture_sum
from medaid_desktop.formats.pdf.writer import PrintJob
from medaid_desktop.operations.checking.printed import printed_filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.sheets import (
    USUAL,
    Edition,
    SheetParts,
    is_proven,
    seals_to_set,
    sheet_job,
    sheet_name,
    sheet_parts,
    wanted_seals,
)
from medaid_desktop.operations.paper.standing import Standing, standing_of
from medaid_desktop.store.trust.seals import OpenSeal
from medaid_desktop.store.trust.vault import WrongPassphraseError

PURPOSE = "打印"
WITHHELD = "seal-withheld"
"""The action of the log for a seal that was asked for where its step was not signed under it."""
FINAL, DRAFT, PUBLIC, FAILED = "print", "print-draft", "print-public", "print-failed"
"""Actions of the log. Only final prints are numbered; one that came to nothing is followed by an entry that says so."""


@dataclass(frozen=True, slots=True)
class SealWanted:
    """A seal that belongs on some of the filings to be printed: its name, whose it is, and on how many."""

    name: str
    office: str
    filings: int


@dataclass(frozen=True, slots=True)
class _Noted:
    """What was noted of a filing: where it stood, the number of earlier prints, the steps that are sealed, how many places are
    too small for that, the texts that its paper shows beside its content, and the number of the log's entry about it, 0 where
    there is none."""

    standing: Standing
    reprint: int
    sealed: frozenset[str]
    unsealed: int
    besides: Mapping[str, str]
    entry: int


def seals_wanted(desk: Desk, ids: Sequence[str], edition: Edition = USUAL) -> list[SealWanted]:
    """The seals that belong on filings, in the order in which they are first met."""
    found: dict[str, SealWanted] = {}
    for filing_id in ids:
        standing = standing_of(desk, desk.ledger.filings.get(filing_id))
        offices = {name: standing.seals[step].office for step, name in wanted_seals(standing, edition).items()}
        for name, office in offices.items():
            known = found.get(name)
            found[name] = SealWanted(name, office, (known.filings if known else 0) + 1)
    return list(found.values())


def open_seals(desk: Desk, passphrases: Mapping[str, str]) -> dict[str, OpenSeal]:
    """Seals by name, each opened once and noted in the log, for the person at work until the signing out. The ledger must be open for
    writing.

    Raises UserError for an unknown seal, a wrong passphrase (WrongPassphraseError), while waiting after several of them, where the
    person may not use seals, or the ledger is read-only.
    """
    if passphrases and desk.ledger.read_only:
        raise _read_only(desk)
    seals: dict[str, OpenSeal] = {}
    for name, passphrase in passphrases.items():
        try:
            seals[name] = desk.ledger.seals.open(name, passphrase, PURPOSE)
        except WrongPassphraseError as error:
            raise WrongPassphraseError(error.what, name, error.mend) from error
    return seals


def earlier_prints(desk: Desk, filing_id: str, content_digest: str) -> int:
    """How often the final sheet of a content was printed."""
    log = desk.ledger.log
    return log.count(filing_id, FINAL, content_digest) - log.count(filing_id, FAILED, content_digest)


def next_parts(desk: Desk, filing: Filing, edition: Edition = USUAL) -> SheetParts:
    """What would be printed of a filing now; nothing is noted."""
    standing = standing_of(desk, filing)
    reprint = earlier_prints(desk, filing.id, standing.digest) if _is_numbered(standing, edition) else 0
    return sheet_parts(desk, filing, edition, reprint, standing)


class PrintRun:
    """One batch. `record` notes it, at a desk whose ledger can be written; `job` then makes each sheet, at any desk.

    A sheet is made only of what was noted: content, signings and seals are looked at anew, and where they are no longer the
    same nothing more is printed. `target` is the name of the file or printer, `copies` and `pages` (1-3，5) what was asked of it,
    `is_signed` whether the file gets an electronic signature.
    """

    def __init__(
        self,
        ids: Sequence[str],
        edition: Edition,
        target: str,
        copies: int = 1,
        pages: str = "",
        is_signed: bool = False,
    ) -> None:
        self._ids = list(ids)
        self._edition = edition
        self._target = target
        self._copies = copies
        self._pages = pages
        self._is_signed = is_signed
        self._noted: dict[str, _Noted] = {}

    @property
    def unsealed(self) -> int:
        """How many places are too small for the seal that belongs there and was opened: they stay empty."""
        return sum(noted.unsealed for noted in self._noted.values())

    @property
    def doubted(self) -> int:
        """How many filings are printed as drafts because something else than this program has changed them."""
        return sum(bool(noted.standing.trouble) for noted in self._noted.values())

    def record(self, desk: Desk) -> None:
        """Keeps each content and notes its print, all in one transaction, before anything is written.

        A ledger that is read-only prints without a note. Raises UserError for sealed sheets of such a ledger, for an unknown
        filing, for seals that the person at work may not use or has not opened, and, noting it, for a step that was not signed
        under its seal as it stands there now.
        """
        if desk.ledger.read_only:
            self._noted = {filing_id: self._note(desk, filing_id) for filing_id in self._ids}
            if any(noted.sealed for noted in self._noted.values()):
                raise _read_only(desk)
            return
        for filing_id in self._ids if self._edition.seals else ():
            self._refuse(desk, filing_id)  # before the transaction, so that the note of it stays
        with desk.ledger.transaction():
            for filing_id in self._ids:
                self._noted[filing_id] = self._note(desk, filing_id, keeps=True)

    def job(self, desk: Desk, filing_id: str) -> PrintJob:
        """The sheet of a filing. Raises UserError where it is no longer what was noted."""
        filing = desk.ledger.filings.get(filing_id)
        noted, standing = self._noted[filing_id], standing_of(desk, filing)
        if (standing.digest, standing.is_final, standing.signed) != (
            noted.standing.digest, noted.standing.is_final, noted.standing.signed,
        ):  # fmt: skip
            raise UserError("打印时内容或审核有改动，已停下", sheet_name(desk, filing), "请重新打印")
        parts = sheet_parts(desk, filing, self._edition, noted.reprint, standing)
        made = sheet_job(parts)
        if frozenset(made.seals) != noted.sealed or _besides(filing, parts.shown) != noted.besides:
            raise UserError("打印时印章或说明有改动，已停下", sheet_name(desk, filing), "请重新打印")
        return replace(made, record=replace(made.record, entry=noted.entry) if made.record else None)

    def jobs(self, desk: Desk) -> Iterator[PrintJob]:
        """The sheets of all filings, each made when its turn comes, so that a batch stays small in memory."""
        for filing_id in self._ids:
            yield self.job(desk, filing_id)

    def failed(self, desk: Desk) -> None:
        """Notes that nothing came of the final prints, so that the next ones are numbered as if these had not been."""
        if desk.ledger.read_only:
            return
        with desk.ledger.transaction():
            for filing_id, noted in self._noted.items():
                if _is_numbered(noted.standing, self._edition):
                    desk.ledger.log.add(FAILED, filing_id, noted.standing.digest, file=self._target)

    def _refuse(self, desk: Desk, filing_id: str) -> None:
        ledger = desk.ledger
        filing = ledger.filings.get(filing_id)
        standing = standing_of(desk, filing)
        for step, opened in seals_to_set(standing, self._edition).items():
            ledger.access.require("seal")
            if not opened.serves(ledger.access):
                raise UserError("印章是在另一次登录时打开的，不能再用", opened.name, "请重新输入这枚印章的口令")
            if not is_proven(filing_id, standing, step, opened):
                ledger.log.add(WITHHELD, filing_id, standing.digest, seal=opened.name, purpose=PURPOSE, step=step)
                signing = standing.signings[step]
                raise UserError(
                    f"“{step_name(signing.title or step)}”与用“{opened.name}”盖章时的记录不符，不能盖章", sheet_name(desk, filing),
                    "审核记录可能被改动过，或这枚印章后来删除又重新添加过：请核对，退回后重新审核、盖章；或留空位盖实物章",
                )  # fmt: skip

    def _note(self, desk: Desk, filing_id: str, keeps: bool = False) -> _Noted:
        ledger, edition = desk.ledger, self._edition
        filing = ledger.filings.get(filing_id)
        standing = standing_of(desk, filing)
        is_numbered = _is_numbered(standing, edition)
        reprint = earlier_prints(desk, filing_id, standing.digest) if is_numbered else 0
        printed = printed_filing(desk, filing)
        besides = _besides(filing, printed)
        sealed: Mapping[str, SealPicture] = {}
        if edition.seals:
            sealed = sheet_job(sheet_parts(desk, filing, edition, reprint, standing, printed)).seals
        wanted = wanted_seals(standing, edition)
        unsealed = sum(name in edition.seals and step not in sealed for step, name in wanted.items())
        entry = 0
        if keeps:
            ledger.revisions.keep(filing)
            seals = {step: picture.name for step, picture in sealed.items()}
            for name in dict.fromkeys(seals.values()):
                ledger.log.add("seal-use", filing_id, standing.digest, seal=name, purpose=PURPOSE)
            details: dict[str, object] = {"file": self._target, "seals": seals, "steps": list(standing.signed)}
            details["version"] = __version__  # another one may set the sheet otherwise
            names = desk.names(filing.region, filing.year)
            details["place"] = [names.short, names.full]  # a local unit may be called otherwise one day
            if sealed:
                details["images"] = {step: picture_sum(picture) for step, picture in sealed.items()}
            if is_numbered:
                details["copy"] = reprint + 1
            if self._copies > 1:
                details["copies"] = self._copies
            if self._pages:
                details["pages"] = self._pages
            if self._is_signed:
                details["signed"] = True
            if besides:
                details["explained"] = besides
            sizes = {step: one.size_mm for step, one in standing.signed.items() if one.size_mm != SEAL_MM}
            if sizes:
                details["sizes"] = sizes  # the boxes are as large as their seals, which may be removed one day
            action = FINAL if is_numbered else PUBLIC if edition.public else DRAFT
            entry = ledger.log.add(action, filing_id, standing.digest, **details).number
        return _Noted(standing, reprint, frozenset(sealed), unsealed, besides, entry)


def _is_numbered(standing: Standing, edition: Edition) -> bool:
    return standing.is_final and not edition.public


def _besides(filing: Filing, printed: Filing) -> dict[str, str]:
    """The texts that stand on the paper and not in the content, by path: explanations in their places."""
    if printed is filing:
        return {}
    found = {
        f"values.{name}": text for name, text in printed.values.items() if text != filing.values.get(name, "")
    }  # fmt: skip
    for table, rows in printed.tables.items():
        before = filing.rows(table)
        for number, row in enumerate(rows):
            for column, text in row.items():
                if text != before[number].get(column, ""):
                    found[f"tables.{table}[{number}].{column}"] = text
    return found


def _read_only(desk: Desk) -> UserError:
    return UserError(
        "台账只能查看，不能盖章打印",
        str(desk.ledger.path),
        f"{desk.ledger.read_only_reason}；请以可写方式打开，或留空位盖实物章",
    )
