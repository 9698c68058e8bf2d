"""What the person in front of the window can do with the review of a filing, and what stands against it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.roles import ROLES
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import open_points, role_of
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.ui.views.findings.live import PaperChecks


@dataclass(frozen=True, slots=True)
class Abilities:
    """`words` says what stands against the step that is due, or who completes it; `has_findings` that the list of findings
    leads on from there."""

    sign: bool = False
    send_back: bool = False
    withdraw: bool = False
    words: str = ""
    has_findings: bool = False


def returning_steps(desk: Desk, chain: Chain) -> list[ReviewStep]:
    """The steps as which the person may send a filing back: the one that is due, else the last one, then the others."""
    due = chain.next_step or chain.steps[-1]
    others = [step for step in reversed(chain.steps) if step.id != due.id]
    return [step for step in (due, *others) if desk.ledger.access.allows_step(role_of(step))]


def abilities_in(workspace: Workspace, chain: Chain, checks: "PaperChecks | None", doubt: str = "") -> Abilities:
    """What can be done with a filing now, `checks` being what is found in it and `doubt` why its review cannot be relied on."""
    found = _abilities(workspace, chain, checks)
    return replace(found, words="\n".join(filter(None, (f"{doubt}。", found.words)))) if doubt else found


def _abilities(workspace: Workspace, chain: Chain, checks: "PaperChecks | None") -> Abilities:
    due, signed = chain.next_step, sum(standing.signing is not None for standing in chain.standings)
    if not chain.steps:
        return Abilities()
    can_return = workspace.can_write and bool(signed) and bool(returning_steps(workspace.desk, chain))
    can_withdraw = workspace.can_write and signed == 1 and workspace.desk.ledger.access.allows("withdraw")
    if chain.trouble:
        words = _tr("请与备份或纸质表核对；已审核的先退回修改，再把内容重新录入一格，然后审核。")
        return Abilities(False, can_return, can_withdraw, words)
    if due is None:
        return Abilities(False, can_return, can_withdraw, _tr("各环节都已审核。"))
    against = _against(workspace, due, checks)
    if against:
        has_findings = checks is not None and checks.is_known and any(open_points(checks.findings))
        return Abilities(False, can_return, can_withdraw, against, has_findings)
    words = _tr("退回的意见都改好后，可以重新审核。") if chain.last_return else _tr("没有未处理的问题，可以审核。")
    return Abilities(True, can_return, can_withdraw, words)


def _against(workspace: Workspace, due: ReviewStep, checks: "PaperChecks | None") -> str:
    """Why the step that is due cannot be completed now, "" where it can."""
    role = role_of(due)
    if workspace.desk.ledger.read_only:
        return _tr("台账只能查看，不能审核。")
    if not workspace.desk.ledger.access.allows_step(role):
        return _tr("当前环节由负责“%1”的操作员办理。").replace("%1", ROLES.get(role, role))
    if not workspace.can_write:
        return _tr("窗口已锁定。")
    if checks is None or not checks.is_known:
        return _tr("正在检查…")
    if checks.trouble:
        return checks.trouble
    errors, unexplained = open_points(checks.findings)
    told: list[str] = []
    if errors:
        told.append(_tr("● 错误 %1 处，改好才能审核。").replace("%1", str(errors)))
    if unexplained:
        told.append(_tr("▲ 警告 %1 处没有说明，改好或写一句说明。").replace("%1", str(unexplained)))
    return "\n".join(told)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)
