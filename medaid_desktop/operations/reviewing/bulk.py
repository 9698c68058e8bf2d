"""A step of many filings, completed or sent back: what each would mean comes first, then one transaction each."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.roles import role_of
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.checking import check_many
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing.reviewing import Words, chain_of, open_points, send_back, sign
from medaid_desktop.operations.reviewing.total import total_of
from medaid_desktop.store.ground.progress import Cancelled, Progress
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.listing import FilingSummary
from medaid_desktop.store.trust.vault import WrongPassphraseError

Kind = Literal["ready", "errors", "warnings", "turn", "done", "none", "trouble"]
_SUMMED: dict[Kind, str] = {
    "ready": "可审核", "errors": "有错误", "warnings": "警告没有说明", "turn": "未轮到", "done": "已审核",
    "none": "没有这个环节", "trouble": "不能办理",
}  # fmt: skip
_NOT_TRIED = "没有办理"


@dataclass(frozen=True, slots=True)
class Prospect:
    """A filing as it was looked at for a bulk review: where it stands, its money, what is open. `trouble` says why it could
    not be read; `chain` is None then."""

    summary: FilingSummary
    chain: Chain | None
    total: str = ""
    errors: int = 0
    unexplained: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """What completing a step would mean for a filing: whether it can be, and a few words; `may_return` says whether the step
    can send it back."""

    kind: Kind
    words: str
    may_return: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether the step can be completed."""
        return self.kind == "ready"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a filing: `chain` where it was signed or sent back, else `trouble` says why not."""

    summary: FilingSummary
    chain: Chain | None
    trouble: str = ""

    @property
    def is_returned(self) -> bool:
        """Whether it was sent back."""
        return self.chain is not None and self.chain.last_return is not None


def prospects(
    desk: Desk, ids: Sequence[str], progress: Progress | None = None, is_cancelled: Cancelled | None = None,
    noting: Ledger | None = None,
) -> list[Prospect]:  # fmt: skip
    """Looks at filings, in the order asked for. The counts of findings are kept in the ledger `noting`.

    Raises UserError for an unknown filing and CancelledError.
    """
    summaries = {one.id: one for one in desk.ledger.overview.summaries(ids)}
    found: dict[str, Prospect] = {}

    def failed(filing_id: str, error: UserError) -> None:
        found[filing_id] = Prospect(summaries[filing_id], None, trouble=str(error))

    for filing_id, checked in check_many(desk, ids, progress, is_cancelled, noting, failed):
        try:
            filing = desk.ledger.filings.get(filing_id)
            chain, total = chain_of(desk, filing), total_of(desk.form_of(filing), filing)
        except UserError as error:
            failed(filing_id, error)
        else:
            found[filing_id] = Prospect(summaries[filing_id], chain, total, *open_points(checked))
    return [found[filing_id] for filing_id in ids if filing_id in found]


def steps_among(looked: Sequence[Prospect]) -> list[ReviewStep]:
    """The steps that the filings have, those due in most of them first; steps of one id and title are one."""
    counts: Counter[tuple[str, str]] = Counter()
    known: dict[tuple[str, str], ReviewStep] = {}
    for one in looked:
        for step in one.chain.steps if one.chain else ():
            key = (step.id, step.title)
            known.setdefault(key, step)
            counts[key] += bool(one.chain and one.chain.next_step is step)
    order = list(known)
    return [known[key] for key in sorted(order, key=lambda key: (-counts[key], order.index(key)))]


def stance(desk: Desk, one: Prospect, step: ReviewStep, seal: str = "") -> Stance:
    """What a step, with a seal image or without, would mean for a filing as it was looked at."""
    if one.chain is None:
        return Stance("trouble", one.trouble)
    own = next((mine for mine in one.chain.steps if (mine.id, mine.title) == (step.id, step.title)), None)
    if own is None:
        return Stance("trouble", one.chain.trouble) if one.chain.trouble else Stance("none", "没有这个环节")
    is_signed = any(mine.signing for mine in one.chain.standings)
    may_return = is_signed and desk.ledger.access.allows_step(role_of(own))
    return replace(_signing_stance(desk, one, one.chain, own, seal), may_return=may_return)


def _signing_stance(desk: Desk, one: Prospect, chain: Chain, own: ReviewStep, seal: str) -> Stance:
    if chain.trouble:
        return Stance("trouble", chain.trouble)
    if any(mine.step.id == own.id for mine in chain.done):
        return Stance("done", "这个环节已审核")
    due = chain.next_step
    if due is None or due.id != own.id:
        return Stance("turn", f"未轮到，先“{step_name(due.title)}”" if due else "未轮到")
    if not desk.ledger.access.allows_step(role_of(own)):
        return Stance("trouble", "不由您办理")
    if seal and not own.seal:
        return Stance("trouble", "由个人签字，不盖公章")
    if one.errors:
        return Stance("errors", f"有错误 {one.errors} 处")
    if one.unexplained:
        return Stance("warnings", f"警告 {one.unexplained} 处没有说明")
    again = any(mine.step.id == own.id and mine.state == "void" for mine in chain.standings)
    return Stance("ready", "可审核（内容改过，重新审核）" if again else "可审核")


def summed_up(stances: Sequence[Stance]) -> str:
    """共 26 份：可审核 12 份，有错误 5 份…；可退回 3 份。"""
    counts = Counter(one.kind for one in stances)
    told = [f"{words} {counts[kind]} 份" for kind, words in _SUMMED.items() if counts[kind]]
    returnable = sum(one.may_return for one in stances)
    back = f"；可退回 {returnable} 份" if returnable else ""
    return f"共 {len(stances)} 份：{'，'.join(told)}{back}。" if told else "没有填报件。"


def sign_many(
    desk: Desk, chosen: Sequence[Prospect], step: str, words: Words, seal: str = "", passphrase: str = "",
    progress: Progress | None = None, is_cancelled: Cancelled | None = None,
) -> list[Outcome]:  # fmt: skip
    """Completes a step of filings, each on the very content that was looked at; as `_one_by_one`.

    A wrong passphrase ends all, so that it is tried once.
    """

    def act(filing_id: str, seen: Chain) -> Chain:
        return sign(desk, filing_id, step, words, seal, passphrase, seen.digest)

    return _one_by_one(chosen, act, progress, is_cancelled)


def send_back_many(
    desk: Desk, chosen: Sequence[Prospect], step: str, words: Words,
    progress: Progress | None = None, is_cancelled: Cancelled | None = None,
) -> list[Outcome]:  # fmt: skip
    """A step sends filings back with one opinion for all, each as it stood when it was looked at; as `_one_by_one`."""

    def act(filing_id: str, seen: Chain) -> Chain:
        return send_back(desk, filing_id, step, words, seen=seen)

    return _one_by_one(chosen, act, progress, is_cancelled)


def _one_by_one(
    chosen: Sequence[Prospect], act: Callable[[str, Chain], Chain],
    progress: Progress | None, is_cancelled: Cancelled | None,
) -> list[Outcome]:  # fmt: skip
    """Does something with filings one after the other; what is done stays done when it is stopped.

    Nothing is raised for a single filing: its outcome says why it was not done.
    """
    outcomes: list[Outcome] = []
    why_not = ""
    for number, one in enumerate(chosen, 1):
        if not why_not and is_cancelled and is_cancelled():
            why_not = f"{_NOT_TRIED}：已停止"
        if why_not or one.chain is None:
            outcomes.append(Outcome(one.summary, None, why_not or one.trouble))
            continue
        try:
            chain = act(one.summary.id, one.chain)
        except UserError as error:
            outcomes.append(Outcome(one.summary, None, str(error)))
            if isinstance(error, WrongPassphraseError):
                why_not = f"{_NOT_TRIED}：印章口令不对"
        else:
            outcomes.append(Outcome(one.summary, chain))
        if progress:
            progress(number, len(chosen))
    return outcomes
