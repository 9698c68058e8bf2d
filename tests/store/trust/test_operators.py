"""Operators: their PINs, roles, and the waiting after wrong tries."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.migrations import migrate
from medaid_desktop.store.trust.operators import Operator, Operators
from tests.prices import full_hasher
from tests.store.clock import Clock


@pytest.fixture
def operators(tmp_path: Path, clock: Clock) -> Iterator[Operators]:
    connection = Connection(tmp_path / "ledger.medaid", "rwc")
    migrate(connection)
    yield Operators(connection, clock)
    connection.close()


def test_without_operators_nobody_is_asked(operators: Operators) -> None:
    assert not operators.any() and operators.list() == []


def test_name_and_pin_belong_together(operators: Operators) -> None:
    operators.put(" 填报人甲 ", ["keeper", "filling"], "729403")
    assert operators.identify("填报人甲", "729403") == Operator("填报人甲", ("filling", "keeper"))
    with pytest.raises(UserError, match="姓名与密码不符"):
        operators.identify("填报人甲", "729503")
    with pytest.raises(UserError, match="没有这位操作员"):
        operators.identify("填报人乙", "729403")


def test_each_try_costs_what_keeps_a_thief_busy() -> None:
    assert full_hasher().hash("729403").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_wrong_tries_wait_ever_longer_and_a_right_one_ends_it(operators: Operators, clock: Clock) -> None:
    operators.put("审核人乙", ["keeper"], "408172")
    waits: list[int] = []
    for _ in range(12):
        before = clock.now
        for _ in range(1000):  # until the try is taken at all
            with pytest.raises(UserError) as refused:
                operators.identify("审核人乙", "408182")
            if refused.value.what == "姓名与密码不符":
                break
            clock.now += timedelta(seconds=1)
        waits.append(round((clock.now - before).total_seconds()))
    assert waits[:3] == [0, 0, 0] and waits[3] == 5 and waits == sorted(waits) and waits[-1] == 900
    with pytest.raises(UserError, match=r"请在 \d+ 秒后再试"):
        operators.identify("审核人乙", "408172")  # not even the right one
    clock.now += timedelta(hours=1)
    assert operators.identify("审核人乙", "408172").name == "审核人乙"
    assert operators.identify("审核人乙", "408172").name == "审核人乙"


def test_a_pin_cannot_be_read_in_the_file(operators: Operators, tmp_path: Path) -> None:
    operators.put("填报人甲", ["keeper"], "pin-729463")
    content = (tmp_path / "ledger.medaid").read_bytes()
    assert b"pin-729463" not in content and b"$argon2id$" in content


@pytest.mark.parametrize("pin", ["", "12345", "111111", "123456", "000000", "987654", "x" * 65])
def test_pins_that_everybody_guesses_are_not_taken(operators: Operators, pin: str) -> None:
    with pytest.raises(UserError, match="太短或太容易猜"):
        operators.put("填报人甲", ["keeper"], pin)


@pytest.mark.parametrize(
    ("name", "roles"), [("", ["filling"]), ("甲" * 40, ["filling"]), ("甲", ["mayor"]), ("甲", [])]
)
def test_names_and_roles_are_checked(operators: Operators, name: str, roles: list[str]) -> None:
    with pytest.raises(UserError):
        operators.put(name, roles, "729403")


def test_who_left_stays_named_but_may_nothing(operators: Operators) -> None:
    operators.put("填报人甲", ["keeper"], "729403")
    operators.retire("填报人甲")
    assert not operators.any() and operators.list() == [Operator("填报人甲", ("keeper",), False)]
    with pytest.raises(UserError, match="没有这位操作员"):
        operators.identify("填报人甲", "729403")
    operators.put("填报人甲", ["keeper"], "830577")
    assert operators.identify("填报人甲", "830577").active


def test_somebody_is_always_left_who_manages_operators(operators: Operators) -> None:
    with pytest.raises(UserError, match="至少要有一位“印章保管”"):
        operators.put("填报人甲", ["filling"], "729403")
    operators.put("保管人", ["keeper"], "615283")
    operators.put("填报人甲", ["filling"], "729403")
    for act in (
        lambda: operators.retire("保管人"),
        lambda: operators.set_roles("保管人", ["filling"]),
        lambda: operators.put("保管人", ["filling"], "615283"),
    ):
        with pytest.raises(UserError, match="至少要有一位“印章保管”"):
            act()
    operators.set_roles("填报人甲", ["filling", "keeper"])
    operators.retire("保管人")
    operators.retire("填报人甲")  # the last one: from now on nobody is asked
    assert not operators.any()


def test_one_s_own_pin_is_changed_with_the_present_one(operators: Operators) -> None:
    operators.put("保管人", ["keeper"], "615283")
    with pytest.raises(UserError, match="姓名与密码不符"):
        operators.set_pin("保管人", "918273", own="615284")
    operators.set_pin("保管人", "918273", own="615283")
    assert operators.identify("保管人", "918273").roles == ("keeper",)


def test_a_new_pin_ends_the_waiting(operators: Operators) -> None:
    operators.put("保管人", ["keeper"], "615283")
    for _ in range(3):
        with pytest.raises(UserError, match="不符"):
            operators.identify("保管人", "615284")
    with pytest.raises(UserError, match="秒后再试"):
        operators.identify("保管人", "615283")
    operators.set_pin("保管人", "918273")
    assert operators.identify("保管人", "918273")


def test_a_name_that_only_looks_another_is_the_same(operators: Operators) -> None:
    operators.put("王", ["keeper"], "738291")
    for name in ("王\u200b", "\u202e王", " 王\u3000"):
        assert operators.put(name, ["keeper"], "738291").name == "王"
    assert [one.name for one in operators.list()] == ["王"]
