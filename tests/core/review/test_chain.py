"""Where a filing stands in its chain of review steps."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.events import Remark, Returned, Signing, Withdrawn
from medaid_desktop.errors import UserError

STEPS = tuple(
    ReviewStep(name, title) for name, title in (("unit", "项目单位"), ("bureau", "主管部门"), ("finance", "财政部门"))
)


def _signing(step: str, digest: str = "d1") -> Signing:
    return Signing(step, digest, "审核人甲", "2020-06-01")


def _chain(*steps: str, digest: str = "d1") -> Chain:
    chain = Chain(STEPS, [], "d1")
    for step in steps:
        chain = chain.sign(_signing(step))
    return Chain(STEPS, chain.events, digest)


def _states(chain: Chain) -> list[str]:
    return [one.state for one in chain.standings]


def test_steps_follow_one_another() -> None:
    assert _states(_chain()) == ["next", "waiting", "waiting"] and _chain().status == "draft"
    assert _states(_chain("unit")) == ["done", "next", "waiting"] and _chain("unit").status == "in-review"
    assert _chain("unit", "bureau", "finance").is_complete
    assert _chain("unit", "bureau", "finance").status == "reviewed"


def test_a_step_cannot_be_taken_before_its_turn() -> None:
    with pytest.raises(UserError, match="还没有轮到“财政部门”"):
        _chain("unit").sign(_signing("finance"))


def test_refusals_call_a_step_by_who_completes_it() -> None:
    steps = [ReviewStep("unit", "项目单位审核意见"), ReviewStep("bureau", "主管部门审核意见")]
    with pytest.raises(UserError) as caught:
        Chain(steps, [], "d1").sign(_signing("bureau"))
    said = str(caught.value)
    assert "“主管部门”" in said and "“项目单位”" in said and "审核意见" not in said
    signed = Chain(steps, [_signing("unit"), _signing("bureau")], "d1")
    with pytest.raises(UserError, match=r"“主管部门”已经审核.*请由“主管部门”退回修改"):
        signed.withdraw(Withdrawn("填报人"))
    with pytest.raises(UserError, match="各环节都已完成：项目单位。"):
        signed.sign(_signing("unit"))


def test_errors_and_unexplained_warnings_block() -> None:
    with pytest.raises(UserError, match="还有 2 处错误"):
        _chain().sign(_signing("unit"), errors=2)
    with pytest.raises(UserError, match="1 处警告没有说明"):
        _chain().sign(_signing("unit"), unexplained=1)


def test_nobody_signs_for_content_that_is_no_longer_there() -> None:
    with pytest.raises(UserError, match="内容在审核时已被改动"):
        _chain().sign(_signing("unit", "d0"))


def test_other_content_voids_every_signing() -> None:
    changed = _chain("unit", "bureau", digest="d2")
    assert _states(changed) == ["void", "void", "waiting"]
    assert not changed.is_locked and changed.status == "draft" and changed.next_step == STEPS[0]


def test_a_return_opens_the_filing_with_its_remarks() -> None:
    returned = Returned("bureau", "审核人乙", "请核对", [Remark("values.funding_total", "与下达文件不符")])
    chain = _chain("unit").send_back(returned)
    assert _states(chain) == ["next", "waiting", "waiting"] and chain.status == "returned" and not chain.is_locked
    assert chain.last_return is returned
    assert chain.sign(_signing("unit")).last_return is None


def test_a_draft_is_neither_returned_nor_withdrawn() -> None:
    with pytest.raises(UserError, match="还没有送审"):
        _chain().send_back(Returned("unit", "审核人乙"))
    with pytest.raises(UserError, match="还没有送审"):
        _chain().withdraw(Withdrawn("填报人甲"))


def test_the_own_office_withdraws_only_while_nobody_else_has_signed() -> None:
    assert _chain("unit").withdraw(Withdrawn("填报人甲")).status == "draft"
    with pytest.raises(UserError, match="请由“主管部门”退回修改"):
        _chain("unit", "bureau").withdraw(Withdrawn("填报人甲"))


def test_unknown_steps_are_named() -> None:
    with pytest.raises(UserError, match="没有这个审核环节"):
        _chain().sign(_signing("mayor"))


class Reviewing(RuleBasedStateMachine):
    """Signs, changes, returns in any order; what holds is always what was approved."""

    def __init__(self) -> None:
        super().__init__()
        self.chain = Chain(STEPS, [], "d0")
        self.approved: dict[str, str] = {}

    @rule(step=st.sampled_from(STEPS), digest=st.sampled_from(["d0", "d1", "d2"]))
    def sign(self, step: ReviewStep, digest: str) -> None:
        try:
            self.chain = self.chain.sign(_signing(step.id, digest))
        except UserError:
            return
        self.approved[step.id] = digest

    @rule(digest=st.sampled_from(["d0", "d1", "d2"]))
    def change(self, digest: str) -> None:
        self.chain = Chain(STEPS, self.chain.events, digest)

    @rule(step=st.sampled_from(STEPS))
    def send_back(self, step: ReviewStep) -> None:
        try:
            self.chain = self.chain.send_back(Returned(step.id, "审核人乙"))
        except UserError:
            return
        self.approved.clear()

    @rule()
    def withdraw(self) -> None:
        try:
            self.chain = self.chain.withdraw(Withdrawn("填报人甲"))
        except UserError:
            return
        self.approved.clear()

    @invariant()
    def what_holds_was_approved_as_it_is(self) -> None:
        for standing in self.chain.done:
            assert self.approved[standing.step.id] == self.chain.digest
        states = _states(self.chain)
        assert "done" not in states[states.index("waiting") if "waiting" in states else len(states) :]


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
