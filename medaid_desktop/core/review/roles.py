"""Who may do what, where a ledger is worked in under names."""

from collections.abc import Collection, Mapping

from medaid_desktop.core.forms import ReviewStep

FILLING, REVIEWING, FINANCE_FIRST, FINANCE_SECOND, KEEPER = (
    "filling",
    "reviewing",
    "finance-first",
    "finance-second",
    "keeper",
)
ROLES: Mapping[str, str] = {
    FILLING: "填报",
    REVIEWING: "单位审核",
    FINANCE_FIRST: "财政初审",
    FINANCE_SECOND: "财政复审",
    KEEPER: "印章保管",
}
"""Roles and their names. A person may have several."""
SIGNING = (REVIEWING, FINANCE_FIRST, FINANCE_SECOND)
"""The roles that complete and return review steps."""

_ALLOWED: Mapping[str, Collection[str]] = {
    "edit": (FILLING,),
    "delete": (FILLING,),
    "import": (FILLING,),
    "templates": (FILLING,),
    "units": (FILLING,),
    "explain": (FILLING,),
    "restore": (FILLING, KEEPER),
    "sign": SIGNING,
    "withdraw": (FILLING, REVIEWING),
    "seal": (KEEPER,),
    "seals": (KEEPER,),
    "operators": (KEEPER,),
}


def may(roles: Collection[str], action: str) -> bool:
    """Whether somebody with these roles may do something; what is not listed (looking, printing, exporting) everybody may."""
    allowed = _ALLOWED.get(action)
    return allowed is None or bool(set(allowed) & set(roles))


def may_sign(roles: Collection[str], step_role: str) -> bool:
    """Whether somebody may complete or return a step of a role."""
    return step_role in roles


def role_of(step: ReviewStep) -> str:
    """The role that completes a step: what its form says, else what its id tells."""
    return step.role or step_role(step.id)


def step_role(step_id: str) -> str:
    """The role that a step asks for where its form does not say: finance_first, finance_second, finance, else the own office's."""
    if "finance" not in step_id:
        return REVIEWING
    return FINANCE_SECOND if "second" in step_id or "upper" in step_id else FINANCE_FIRST
