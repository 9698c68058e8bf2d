"""Where a filing stands in its chain of review steps, out of its events and the digest of its content."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.events import Event, Returned, Signing, Withdrawn
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.errors import UserError

State = Literal["done", "next", "waiting", "void"]
Status = Literal["draft", "in-review", "returned", "reviewed"]
STATUS_WORDS: Mapping[str, str] = {
    "draft": "草稿", "in-review": "审核中", "returned": "已退回", "reviewed": "已审核",
}  # fmt: skip
MEND_CHANGED = "请与备份或纸质表核对；退回后把内容（或说明、单位名称）重新录入一处，再审核"
"""What to do where something else than this program has changed a filing."""
CHANGEABLE: Sequence[Status] = ("draft", "returned")
"""What a filing may be called whose content nobody stands by."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A step and where it is: `signing` is the one that holds ("done") or held until the content changed ("void")."""

    step: ReviewStep
    state: State
    signing: Signing | None = None


def standing_signings(events: Iterable[Event]) -> dict[str, Signing]:
    """The last signing of each step that was neither returned nor taken back since, whatever content it is for."""
    signings: dict[str, Signing] = {}
    for event in events:
        if isinstance(event, Signing):
            signings[event.step] = event
        else:
            signings.clear()
    return signings


class Chain:
    """The steps of a form with the events of a filing, seen from the content that it has now.

    A signing holds only for the digest it names, and only while every step before it holds. What has been returned or
    withdrawn no longer counts. So no order of events lets a step stand over content that nobody approved. With `trouble`, a
    Chinese sentence on why the content cannot be relied on, no step holds and none can be completed.
    """

    def __init__(self, steps: Sequence[ReviewStep], events: Sequence[Event], digest: str, trouble: str = "") -> None:
        self.steps = steps
        self.events = events
        self.digest = digest
        self.trouble = trouble

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """All steps in their order."""
        found: list[Standing] = []
        holds = True
        for step in self.steps:
            signing = self._signings.get(step.id)
            sound = signing is not None and signing.digest == self.digest and not self.trouble
            if holds and sound:
                found.append(Standing(step, "done", signing))
                continue
            state: State = "void" if signing else "next" if holds else "waiting"
            found.append(Standing(step, state, signing))
            holds = False
        return found

    @cached_property
    def _signings(self) -> dict[str, Signing]:
        return standing_signings(self.events)

    @property
    def done(self) -> Sequence[Standing]:
        """The steps that hold."""
        return [one for one in self.standings if one.state == "done"]

    @property
    def next_step(self) -> ReviewStep | None:
        """The step to be completed next, also one that became void; None where all hold or the form has none."""
        return next((one.step for one in self.standings if one.state != "done"), None)

    @property
    def is_complete(self) -> bool:
        """Whether every step holds; never for a form without steps, of which nobody stands by anything."""
        return bool(self.steps) and len(self.done) == len(self.steps)

    @property
    def is_locked(self) -> bool:
        """Whether the content must not change: somebody stands by it, be it out of turn."""
        return any(one.digest == self.digest for one in self._signings.values())

    @property
    def status(self) -> Status:
        """The status that the filing has by its events."""
        if self.is_complete:
            return "reviewed"
        if self.done:
            return "in-review"
        last = self.events[-1] if self.events else None
        return "returned" if isinstance(last, Returned) else "draft"

    @property
    def last_return(self) -> Returned | None:
        """The return that the filing is being mended for; None once it has been signed again."""
        last = next((one for one in reversed(self.events) if not isinstance(one, Withdrawn)), None)
        return last if isinstance(last, Returned) else None

    def sign(self, signing: Signing, errors: int = 0, unexplained: int = 0) -> "Chain":
        """The chain with a signing more.

        `errors` and `unexplained` count the open errors and the warnings without explanation. Raises UserError where
        another step is due, the content is not the one signed for, or something open stands against it.
        """
        step = self._step(signing.step)
        due, name = self.next_step, step_name(step.title)
        if not self.steps:
            raise UserError("没有审核环节", "", "请换一份填报件")
        if due is None:
            raise UserError("各环节都已完成", name, "要修改内容，请先退回修改")
        if due.id != step.id:
            first = step_name(due.title)
            raise UserError(f"还没有轮到“{name}”", f"当前环节是“{first}”", f"请先完成“{first}”")
        if signing.digest != self.digest:
            raise UserError("内容在审核时已被改动", name, "请重新打开这份填报件，看过现在的内容再审核")
        if self.trouble:
            raise UserError(self.trouble, name, MEND_CHANGED)
        if errors:
            raise UserError(f"还有 {errors} 处错误", name, "请先按审核发现逐处改正")
        if unexplained:
            raise UserError(f"还有 {unexplained} 处警告没有说明", name, "请逐处改正，或写一句说明")
        return Chain(self.steps, [*self.events, signing], self.digest, self.trouble)

    def send_back(self, returned: Returned) -> "Chain":
        """The chain after a return. Raises UserError where nothing has been signed yet that could be sent back."""
        self._step(returned.step)
        if not self._signings:
            raise UserError("这份填报件还没有送审", "", "草稿可以直接修改，不必退回")
        return Chain(self.steps, [*self.events, returned], self.digest, self.trouble)

    def withdraw(self, withdrawn: Withdrawn) -> "Chain":
        """The chain after its own office took it back. Raises UserError where a later step has signed: that office returns it."""
        if not self._signings:
            raise UserError("这份填报件还没有送审", "", "草稿可以直接修改")
        if len(self._signings) > 1:
            later = [step_name(step.title) for step in self.steps if step.id in self._signings][-1]
            raise UserError(f"“{later}”已经审核", "", f"请由“{later}”退回修改")
        return Chain(self.steps, [*self.events, withdrawn], self.digest, self.trouble)

    def _step(self, step_id: str) -> ReviewStep:
        step = next((one for one in self.steps if one.id == step_id), None)
        if step is None:
            raise UserError("没有这个审核环节", step_id, f"可用：{'、'.join(one.id for one in self.steps) or '无'}")
        return step
