"""What is told of the sign-off of a filing: why its content is locked, what was said of its cells when it came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.changes.differences import path_on
from medaid_desktop.core.checks.subject import FormFacts, Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import Chain, standing_signings
from medaid_desktop.core.review.events import Returned
from medaid_desktop.core.review.roles import role_of
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk


@dataclass(frozen=True, slots=True)
class Lock:
    """Why the content of a filing must not change: `names` are those of the steps that stand by it.

    `may_return` and `may_withdraw` say which ways out the person at work has; `trouble` is set where the events cannot be
    read, so that nobody can tell who stands by it; `doubt` says why they cannot be relied on as they are.
    """

    names: Sequence[str]
    is_complete: bool = False
    may_return: bool = False
    may_withdraw: bool = False
    trouble: str = ""
    doubt: str = ""

    def sentence(self) -> str:
        """What stands in the bar above the paper."""
        if self.trouble:
            return self.trouble
        if self.doubt:
            return f"{self.doubt}。"
        if self.is_complete:
            return "各环节都已审核，内容已锁定。"
        return f"{self._quoted()}已审核，内容已锁定。"

    def reason(self) -> str:
        """The clause that goes on 不能修改：, with the way out."""
        if self.trouble:
            return self.trouble
        ways = [word for word, may in (("退回修改", self.may_return), ("撤回送审", self.may_withdraw)) if may]
        ask = f"请先{'或'.join(f'“{word}”' for word in ways)}" if ways else "请由审核的单位退回修改"
        return f"{self._quoted()}已审核，内容已锁定；要改，{ask}。"

    def _quoted(self) -> str:
        return "、".join(f"“{name}”" for name in self.names)


@dataclass(frozen=True, slots=True)
class RemarkNow:
    """A remark on a cell: `path` is where that cell stands now, "" where its row is gone; `place` is it in words. `is_mended`
    says that the cell holds another text than when it came back, or is gone."""

    path: str
    place: str
    text: str
    is_mended: bool = False


def lock_of(desk: Desk, filing_id: str) -> Lock | None:
    """Why a filing must not be changed by its review, None where it may."""
    try:
        holding = desk.ledger.reviews.holding(filing_id)
        if not holding:
            return None
        filing = desk.ledger.filings.get(filing_id)
        steps = desk.form_of(filing).steps
        alone = len(standing_signings(desk.ledger.reviews.events(filing_id))) == 1
        doubt = desk.ledger.reviews.doubt(filing_id)
    except UserError as error:
        return Lock((), trouble=str(error))
    access, writable = desk.ledger.access, not desk.ledger.read_only
    signed = {one.step for one in holding}
    return Lock(
        tuple(step_name(one.title or one.step) for one in holding),
        signed >= {step.id for step in steps},
        writable and any(access.allows_step(role_of(step)) for step in steps),
        writable and alone and access.allows("withdraw"),
        doubt=doubt,
    )


def place_of(desk: Desk, filing: Filing, path: str) -> str:
    """A cell in a clerk's words: “财政拨款”, 绩效指标第 4 行“住院救助人次”的指标值."""
    return Subject(FormFacts(desk.form_of(filing)), filing).place(path)


def remarks_now(desk: Desk, filing: Filing, chain: Chain) -> list[RemarkNow]:
    """What the last return said of cells, as long as the filing has not been signed again."""
    returned = chain.last_return
    if returned is None or not returned.remarks:
        return []
    form, then = desk.form_of(filing), _returned_content(desk, chain, returned)
    before = Subject(FormFacts(form), then or filing)
    subject = Subject(FormFacts(form), filing)
    found: list[RemarkNow] = []
    for remark in returned.remarks:
        path = path_on(form, then, filing, remark.path) if then else remark.path
        place = subject.place(path) if path else before.place(remark.path)
        is_mended = then is not None and (not path or filing.get(path) != then.get(remark.path))
        found.append(RemarkNow(path, place, remark.text, is_mended))
    return found


def _returned_content(desk: Desk, chain: Chain, returned: Returned) -> Filing | None:
    """The content that was sent back, so that its rows are known again wherever they stand now; None where it is the present
    one, or was not kept."""
    kept = desk.ledger.revisions.get(returned.digest) if returned.digest != chain.digest else None
    return kept.filing if kept else None
