"""The people who work in a shared ledger: kept, signed in, and how long the window may stand open without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medaid_desktop.core.review.roles import ROLES
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust.operators import LEAST_PIN, Operator

__all__ = [
    "LEAST_PIN", "LOCK_CHOICES", "ROLES", "Restorer", "active_operators", "lock_minutes", "operators_json",
    "require_for_restoring", "restorer_of", "role_words", "roles_of", "set_lock_minutes",
]  # fmt: skip

_LOCK_KEY = "operators/lock-minutes"
_USUAL_LOCK = 10
LOCK_CHOICES = (0, 3, 5, 10, 15, 30, 60)
"""Minutes without a key or a click after which the window locks; 0 for never."""


def active_operators(ledger: Ledger) -> list[Operator]:
    """Those who may sign in, by name."""
    return [one for one in ledger.operators.list() if one.active]


def operators_json(ledger: Ledger) -> list[dict[str, Any]]:
    """The operators as data: name, roles, active."""
    return [{"name": one.name, "roles": list(one.roles), "active": one.active} for one in ledger.operators.list()]


def role_words(roles: Sequence[str]) -> str:
    """Roles as they are called: 填报、单位审核."""
    return "、".join(ROLES.get(role, role) for role in roles)


def roles_of(text: str) -> list[str]:
    """Roles as they are written on a command line: ids or names, with commas. Raises UserError for unknown ones."""
    ids = {name: role for role, name in ROLES.items()} | {role: role for role in ROLES}
    found: list[str] = []
    for word in text.replace("，", ",").replace("、", ",").split(","):
        if word.strip():
            if word.strip() not in ids:
                known = "、".join(f"{role}（{name}）" for role, name in ROLES.items())
                raise UserError("没有这种职责", word.strip(), f"可用：{known}")
            found.append(ids[word.strip()])
    return found


def lock_minutes(ledger: Ledger) -> int:
    """After how many minutes without a key the window locks, where operators are kept; 0 for never."""
    kept = ledger.settings.get(_LOCK_KEY, _USUAL_LOCK)
    return kept if isinstance(kept, int) and 0 <= kept <= 24 * 60 else _USUAL_LOCK


def set_lock_minutes(ledger: Ledger, minutes: int) -> None:
    """Keeps after how many minutes the window locks. Raises UserError where the person may not manage operators."""
    ledger.access.require("operators")
    with ledger.transaction():
        ledger.settings.set(_LOCK_KEY, minutes)
        ledger.log.add("operator", change="lock", minutes=minutes)


@dataclass(frozen=True, slots=True)
class Restorer:
    """Who may put a backup in the place of the ledger at `path`, as `restorer_of` has found; `is_keeper` tells whether that
    person manages its operators too."""

    path: Path
    name: str = ""
    is_keeper: bool = True

    def serves(self, path: Path) -> bool:
        """Whether it is this ledger that the person may restore."""
        return self.path.resolve() == path.resolve()


def restorer_of(ledger: Ledger) -> Restorer:
    """Who works in an open ledger, as the one who restores it. Raises UserError where that person may not."""
    ledger.access.require("restore")
    return Restorer(ledger.path, ledger.access.name, ledger.access.allows("operators"))


def require_for_restoring(path: Path, name: str = "", pin: str = "") -> Restorer:
    """Who restores a ledger. Raises UserError where a ledger that is sound has operators and the one named is not among those who
    may restore it.

    A damaged ledger can be restored by everybody: nobody can sign in to it.
    """
    try:
        ledger = Ledger.open(path)
    except UserError:
        return Restorer(path, name)
    with ledger:
        if name and ledger.access.is_kept:
            ledger.access.sign_in(name, pin)
        found = restorer_of(ledger)
        return found if ledger.access.is_kept else Restorer(path, name)
