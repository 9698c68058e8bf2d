"""One filing in its chain of review steps. Every function decides by content and events as they are at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing, clean_text
from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.events import Remark, Returned, Signing, Withdrawn
from medaid_desktop.core.review.roles import role_of
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.core.texts.dates import parse_date
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.checking import LiveChecks
from medaid_desktop.operations.checking.explaining import Checked
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust.seals import OpenSeal, Seal

SEAL_VOID = "seal.void"
"""The finding that signings have become void: what mends it is to sign again, so it does not stand against that."""

LONGEST_NAME, LONGEST_OFFICE, LONGEST_OPINION = 40, 60, 300


@dataclass(frozen=True, slots=True)
class Words:
    """What who completes a step says: name, opinion, the day (ISO 8601; "" for today), and the office that is printed
    under the name where the step is sealed ("" for that of the seal image, or for none)."""

    by: str
    opinion: str = ""
    on: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a return would undo: the steps that would no longer hold, and the seal images under them."""

    steps: Sequence[ReviewStep]
    seals: Sequence[str]

    def sentence(self) -> str:
        """What to tell before it happens; "" where nothing is lost."""
        if not self.steps:
            return ""
        seals = f"，印章（{'、'.join(self.seals)}）一并作废" if self.seals else ""
        return (
            f"{'、'.join(f'“{step_name(one.title)}”' for one in self.steps)}的审核作废{seals}；已打印的纸质表须收回。"
        )


def chain_of(desk: Desk, filing: Filing) -> Chain:
    """Where a filing stands, by its content as given; nothing holds of one that something else than this program has changed.

    Raises UserError where its form or its events cannot be read.
    """
    reviews = desk.ledger.reviews
    return Chain(desk.form_of(filing).steps, reviews.events(filing.id), digest(filing), reviews.trouble(filing.id))


def is_final(desk: Desk, filing: Filing) -> bool:
    """Whether every step of a filing's form holds for its content: what is printed of it is no draft."""
    return chain_of(desk, filing).is_complete


def open_points(checked: Sequence[Checked]) -> tuple[int, int]:
    """(errors, warnings without explanation) among findings: what stands against completing a step."""
    found = [one for one in checked if one.finding.rule != SEAL_VOID]
    errors = sum(one.finding.severity == "error" for one in found)
    warnings = sum(one.finding.severity == "warning" and one.explanation is None for one in found)
    return errors, warnings


def consequences(desk: Desk, filing_id: str) -> Consequences:
    """What sending a filing back, or taking it back, would undo."""
    return consequences_of([chain_of(desk, desk.ledger.filings.get(filing_id))])


def consequences_of(chains: Sequence[Chain]) -> Consequences:
    """What sending filings back would undo, all together: steps that are called the same are told once."""
    done = [one for chain in chains for one in chain.done]
    seals = [one.signing.seal for one in done if one.signing and one.signing.seal]
    steps = {step_name(one.step.title): one.step for one in done}
    return Consequences(list(steps.values()), list(dict.fromkeys(seals)))


def sign(
    desk: Desk, filing_id: str, step: str, words: Words, seal: str = "", passphrase: str = "", seen: str = ""
) -> Chain:
    """Completes a review step on the content as it is, and returns the chain then.

    `seal` names the seal image set under it, for which the passphrase is asked; `seen` is the digest of the content that the
    reviewer looked at, "" for whatever stands there. All in one transaction: nobody can change the content in between.
    Raises UserError where the step is not due, the content is another, errors or unexplained warnings are open, the
    person may not complete it, the seal cannot be opened, or the ledger is read-only; nothing is then signed.
    """
    ledger = desk.ledger
    opened = None
    if seal:
        # Opened outside of the transaction, so that a wrong passphrase is counted; refused before where it is idle.
        asked = _signing(desk, filing_id, step, words, seal, seen)[0]
        opened = ledger.seals.open(seal, passphrase, f"签章：{asked.title}", filing_id, asked.digest)
        seen = asked.digest
    with ledger.transaction():
        signing, after = _signing(desk, filing_id, step, words, seal, seen, opened)
        ledger.revisions.keep(ledger.filings.get(filing_id))
        ledger.reviews.add(filing_id, signing)
        ledger.filings.note_status(filing_id, after.status)
    return after


def _signing(
    desk: Desk, filing_id: str, step: str, words: Words, seal: str, seen: str, opened: OpenSeal | None = None
) -> tuple[Signing, Chain]:
    """The signing that would be kept, proven by its seal where that is opened, and the chain with it. Raises UserError for all
    that stands against it."""
    ledger = desk.ledger
    filing = ledger.filings.get(filing_id)
    chain = chain_of(desk, filing)
    if seen and seen != chain.digest:
        raise UserError("内容在您查看之后被改动过", ledger.filings.title(filing_id), "请重新看过现在的内容，再审核")
    known = next((one for one in chain.steps if one.id == step), None)
    if known is not None:
        ledger.access.require_step(role_of(known))
    if seal and known is not None and not known.seal:
        raise UserError("这个环节由个人签字，不盖公章", step_name(known.title), "请不选印章")
    image = ledger.seals.get(seal) if seal else None
    signing = Signing(
        step, chain.digest, _person(ledger, words.by), _day(words.on), _opinion(words.opinion), seal, now(),
        known.title if known else step, image.fingerprint if image else "",
        office=_office(words.office, image, known is None or known.seal),
    )  # fmt: skip
    if opened is not None:
        signing = replace(signing, mac=opened.mac(filing_id, signing))
    chain.sign(signing)  # refused before anything is checked where it is not due
    return signing, chain.sign(signing, *open_points(LiveChecks(desk, filing_id).fresh(filing)))


def send_back(
    desk: Desk, filing_id: str, step: str, words: Words, remarks: Sequence[Remark] = (), seen: Chain | None = None
) -> Chain:  # fmt: skip
    """A step sends a filing back with remarks on cells: all its signings are void, and it can be changed again.

    `seen` is where the filing stood when it was told what becomes void, None for wherever it stands. Raises UserError where
    it has moved on since, nothing was signed yet, the step is unknown, or the person may not.
    """
    ledger = desk.ledger
    by, opinion = _person(ledger, words.by), _opinion(words.opinion)
    with ledger.transaction():
        filing = ledger.filings.get(filing_id)
        chain = chain_of(desk, filing)
        if seen and (seen.digest, list(seen.events)) != (chain.digest, list(chain.events)):
            title = ledger.filings.title(filing_id)
            raise UserError("内容或审核在您查看之后有了变化", title, "请重新看过现在的样子，再退回")
        known = next((one for one in chain.steps if one.id == step), None)
        if known is not None:
            ledger.access.require_step(role_of(known))
        said = tuple(_sound(filing, one) for one in remarks)
        returned = Returned(step, by, opinion, said, now(), ledger.revisions.keep(filing))
        after = chain.send_back(returned)
        ledger.reviews.add(filing_id, returned)
        ledger.filings.note_status(filing_id, after.status)
    return after


def withdraw(desk: Desk, filing_id: str, by: str, reason: str = "") -> Chain:
    """The office that filled a filing takes it back, while only the first step has signed. Raises UserError."""
    ledger = desk.ledger
    name = _person(ledger, by)
    with ledger.transaction():
        ledger.access.require("withdraw")
        chain = chain_of(desk, ledger.filings.get(filing_id))
        event = Withdrawn(name, _opinion(reason), now())
        after = chain.withdraw(event)
        ledger.reviews.add(filing_id, event, chain.digest)
        ledger.filings.note_status(filing_id, after.status)
    return after


def _sound(filing: Filing, remark: Remark) -> Remark:
    text = _opinion(remark.text)
    if not text:
        raise UserError("退回的意见是空的", remark.path, "请写明这一格要改什么")
    filing.get(remark.path)  # raises UserError where there is no such cell
    return Remark(remark.path, text)


def _person(ledger: Ledger, name: str) -> str:
    """Who does it: where people sign in nobody else than the one at work, who need not be named."""
    person = ledger.access.person
    if person is None:
        ledger.access.require("sign")  # where people sign in, that comes before a name
        return _line(name, LONGEST_NAME, "姓名")
    if name.strip() and _line(name, LONGEST_NAME, "姓名") != person.name:
        raise UserError("不能以别人的姓名审核", name, f"现在登录的是{person.name}，请由本人登录后审核")
    return person.name


def _line(text: str, longest: int, what: str) -> str:
    line = " ".join(clean_text(text).split())
    if not any(character.isalnum() for character in line):
        raise UserError(f"没有写{what}", "", f"请写明{what}")
    if len(line) > longest:
        raise UserError(f"{what}太长", line[:longest], f"请不超过 {longest} 个字")
    return line


def _office(text: str, image: Seal | None, is_sealed: bool) -> str:
    office = _line(text, LONGEST_OFFICE, "单位名称") if text.strip() else ""
    if office and not is_sealed:
        raise UserError("这个环节由个人签字，不写单位", office, "请不写单位名称")
    of_seal = image.office if image else ""
    if office and of_seal and office != of_seal:
        raise UserError(
            "单位名称与印章不符",
            f"印章“{image.name if image else ''}”是{of_seal}的",
            f"请写{of_seal}，或选这个单位的印章",
        )
    return office or of_seal


def _opinion(text: str) -> str:
    lines = "\n".join(line.strip() for line in clean_text(text).splitlines())
    if len(lines) > LONGEST_OPINION:
        raise UserError("意见太长，审核栏里印不下", f"{len(lines)} 个字", f"请不超过 {LONGEST_OPINION} 个字")
    return lines


def _day(text: str) -> str:
    if not text:
        return date.today().isoformat()
    written = parse_date(text)
    if written is None or written.first_day() != written.last_day():
        raise UserError("日期写得不对", text, "请写成 2020-06-01 或 2020年6月1日")
    if written.first_day() > date.today():
        raise UserError("审核日期在今天之后", text, "请核对日期")
    return written.first_day().isoformat()
