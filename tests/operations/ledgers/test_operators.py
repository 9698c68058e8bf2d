"""Operators as window and command line meet them: roles by name, and when the window locks."""

import json
from typing import Any

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.operators import lock_minutes, role_words, roles_of, set_lock_minutes


@pytest.mark.parametrize("text", ["filling,finance-first", "填报，财政初审", " 填报 、finance-first,"])
def test_roles_are_written_by_id_or_name(text: str) -> None:
    assert roles_of(text) == ["filling", "finance-first"]
    assert role_words(roles_of(text)) == "填报、财政初审"


def test_an_unknown_role_is_told_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"没有这种职责：局长.*keeper（印章保管）"):
        roles_of("filling,局长")


def test_when_the_window_locks_is_kept_and_logged(desk: Desk) -> None:
    assert lock_minutes(desk.ledger) == 10
    set_lock_minutes(desk.ledger, 30)
    assert lock_minutes(desk.ledger) == 30
    last = desk.ledger.log.last()
    assert last is not None and json.loads(last.details) == {"change": "lock", "minutes": 30}


@pytest.mark.parametrize("kept", ["soon", -1, 24 * 60 + 1, None])
def test_what_no_version_keeps_is_as_if_nothing_were_kept(desk: Desk, kept: Any) -> None:
    desk.ledger.settings.set("operators/lock-minutes", kept)
    assert lock_minutes(desk.ledger) == 10


def test_only_who_manages_operators_says_when_it_locks(desk: Desk) -> None:
    desk.ledger.operators.put("保管人", ["keeper"], "615283")
    with pytest.raises(UserError):
        set_lock_minutes(desk.ledger, 0)
    assert lock_minutes(desk.ledger) == 10
