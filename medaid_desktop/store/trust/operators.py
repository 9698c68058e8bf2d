"""The people at a shared PC: names with roles and a PIN. A ledger without any works for one person."""

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.review.roles import KEEPER, ROLES
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.trust.bound import OPERATOR, STATE, operators_sum
from medaid_desktop.store.trust.waiting import after_failure, refuse_while_waiting

KEEPS_OPERATORS = 6
"""The schema version that brought them; a ledger that can only be read may be older."""

LEAST_PIN, _MOST_PIN = 6, 64
_NAME = re.compile(r"\S(?:.{0,30}\S)?")
_ROW = "name, roles, pin, active, failed, wait_until"
_RUNS = ("01234567890", "09876543210")

if TYPE_CHECKING:
    from argon2 import PasswordHasher


OperatorRow = tuple[str, str, str, int, int, str]
"""Name, roles as JSON, the hash of the PIN, 1 for one who works here, wrong tries, and until when to wait."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A person: `roles` of core.review.roles, `active` False for one who has left and stays named in the log."""

    name: str
    roles: tuple[str, ...]
    active: bool = True


def untold(*_: object, **__: object) -> None:
    """Puts nothing into a log: where none is kept."""


@cache
def pin_hasher() -> "PasswordHasher":
    """What hashes PINs: argon2id at the price of RFC 9106 for little memory, 64 MB and three rounds a try."""
    from argon2 import PasswordHasher  # slow to import, and seldom needed

    return PasswordHasher()


class Operators:
    """Adds and knows operators. A PIN is kept only as its argon2id hash; wrong ones make the next try wait ever longer.

    `require` refuses changes by who may not manage operators, `tell` puts an action and its details into the log.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        require: Callable[[str], None] = lambda _: None,
        tell: Callable[..., object] = untold,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._require = require
        self._tell = tell
        self._known: bool = connection.pragma("user_version") >= KEEPS_OPERATORS

    def list(self) -> list[Operator]:
        """All operators by name, those who left among them."""
        rows = self._connection.rows("SELECT name, roles, active FROM operators ORDER BY name") if self._known else []
        return [Operator(name, tuple(json.loads(roles)), bool(active)) for name, roles, active in rows]

    def any(self) -> bool:
        """Whether the ledger is worked in under names: as soon as one active operator is there."""
        return self._known and self._connection.row("SELECT 1 FROM operators WHERE active = 1") is not None

    def get(self, name: str) -> Operator:
        """An active operator. Raises UserError for an unknown name or one who has left."""
        found = next((one for one in self.list() if one.name == name), None)
        if found is None or not found.active:
            raise UserError("没有这位操作员", name, "请核对姓名，或由管理人添加")
        return found

    def put(self, name: str, roles: Collection[str], pin: str) -> Operator:
        """Adds an operator, or gives one new roles and a new PIN. Raises UserError for a bad name, an unknown role, a PIN that is
        too short or one that everybody guesses, and where nobody would be left to manage operators."""
        self._require("operators")
        name = " ".join(clean_text(name).split())
        if not _NAME.fullmatch(name):
            raise UserError("姓名不能为空，也不能太长", name[:40], "请写 1—32 个字")
        operator = Operator(name, _ordered(roles))
        secret = self._hashed(pin)
        with self._connection.transaction():
            self._refuse_without_keeper(operator)
            self._connection.execute(
                "INSERT INTO operators (name, roles, pin, active, failed, wait_until) VALUES (?, ?, ?, 1, 0, '')"
                " ON CONFLICT (name) DO UPDATE SET roles = excluded.roles, pin = excluded.pin, active = 1, failed = 0, wait_until = ''",
                (name, json.dumps(operator.roles), secret),
            )
            self._tell_of("put", name=name, roles=operator.roles)
        return operator

    def set_roles(self, name: str, roles: Collection[str]) -> Operator:
        """Gives an operator other roles; the PIN stays. Raises UserError as `put` does."""
        self._require("operators")
        operator = Operator(self.get(name).name, _ordered(roles))
        with self._connection.transaction():
            self._refuse_without_keeper(operator)
            self._connection.execute(
                "UPDATE operators SET roles = ? WHERE name = ?", (json.dumps(operator.roles), operator.name)
            )
            self._tell_of("roles", name=name, roles=operator.roles)
        return operator

    def set_pin(self, name: str, pin: str, own: str | None = None) -> None:
        """Gives an operator a new PIN: a keeper anybody, and everybody oneself with the present one as `own`.

        Raises UserError as `put` and `identify` do.
        """
        if own is None:
            self._require("operators")
            self.get(name)
        else:
            self.identify(name, own)
        secret = self._hashed(pin)
        with self._connection.transaction():
            self._connection.execute(
                "UPDATE operators SET pin = ?, failed = 0, wait_until = '' WHERE name = ?", (secret, name)
            )
            self._tell_of("pin", name=name)

    def retire(self, name: str) -> None:
        """Lets an operator leave; the log keeps the name. The last one to leave ends the working under names.

        Raises UserError for an unknown one, and for the last keeper while others are there.
        """
        self._require("operators")
        leaving = self.get(name)
        with self._connection.transaction():
            self.check_leaving(leaving.name)
            self._connection.execute("UPDATE operators SET active = 0, pin = '' WHERE name = ?", (name,))
            self._tell_of("leave", name=name)

    def check_leaving(self, name: str) -> None:
        """Raises UserError where an operator cannot leave: the last keeper while others are there."""
        if len([one for one in self.list() if one.active]) > 1:
            self._refuse_without_keeper(Operator(name, (), False))

    def _tell_of(self, change: str, **details: object) -> None:
        """Puts a change into the log, with the sum over who there is now: what is changed in the file is noticed."""
        self._tell(OPERATOR, change=change, **details, **{STATE: operators_sum(self._connection)})

    def rows(self) -> Sequence[OperatorRow]:
        """All there is of everybody, to be put into another ledger."""
        return self._connection.rows(f"SELECT {_ROW} FROM operators ORDER BY name") if self._known else []

    def replace(self, rows: Sequence[OperatorRow]) -> None:
        """Lets those of `rows` work here and nobody else; the log tells of it where they are others than before.

        Raises UserError where the person at work may not manage operators.
        """
        self._require("operators")
        with self._connection.transaction():
            before = self.rows()
            self._connection.execute("DELETE FROM operators")
            for row in rows:
                self._connection.execute(f"INSERT INTO operators ({_ROW}) VALUES (?, ?, ?, ?, ?, ?)", row)
            if [row[:4] for row in rows] != [row[:4] for row in before]:
                self._tell_of("kept", count=sum(row[3] for row in rows))

    def identify(self, name: str, pin: str) -> Operator:
        """The operator of a name and PIN.

        Raises UserError where they do not belong together, saying how long to wait after several wrong ones: the waiting is kept in the
        ledger and outlives the program. A try is counted before it is made, so that ending the program does not save it.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        operator = self.get(name)
        moment = self._clock()
        with self._connection.transaction():
            row = self._connection.row("SELECT pin, failed, wait_until FROM operators WHERE name = ?", (name,))
            kept, failed, wait_until = row if row else ("", 0, "")
            refuse_while_waiting(wait_until, moment, "密码", name)
            self._note(name, failed + 1, after_failure(failed + 1, moment))
        try:
            pin_hasher().verify(kept, pin.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError) as error:
            self._tell("sign-in-refused", name=name)
            raise UserError(
                "姓名与密码不符", name, f"请核对密码的大小写和输入法；忘了，请“{ROLES[KEEPER]}”换新的"
            ) from error
        with self._connection.transaction():
            self._note(name, 0, "")
        return operator

    def _note(self, name: str, failed: int, wait_until: str) -> None:
        self._connection.execute(
            "UPDATE operators SET failed = ?, wait_until = ? WHERE name = ?", (failed, wait_until, name)
        )

    def _hashed(self, pin: str) -> str:
        if not LEAST_PIN <= len(pin) <= _MOST_PIN or _is_plain(pin):
            raise UserError("密码太短或太容易猜", "", f"请用至少 {LEAST_PIN} 位、不是连号或同一个数字的密码")
        return pin_hasher().hash(pin.encode("utf-8", "surrogatepass"))

    def _refuse_without_keeper(self, changed: Operator) -> None:
        """Somebody has to be left who may add operators and give new PINs."""
        after = {one.name: one for one in self.list()} | {changed.name: changed}
        if not any(one.active and KEEPER in one.roles for one in after.values()):
            keeper = ROLES[KEEPER]
            raise UserError(
                f"至少要有一位“{keeper}”", changed.name, f"操作员由“{keeper}”管理；请先添加一位担任“{keeper}”的操作员"
            )


def _ordered(roles: Collection[str]) -> tuple[str, ...]:
    strange = [role for role in roles if role not in ROLES]
    if strange or not roles:
        raise UserError("没有这种职责" if strange else "没有选职责", "、".join(strange), f"可用：{'、'.join(ROLES)}")
    return tuple(role for role in ROLES if role in roles)


def _is_plain(pin: str) -> bool:
    """Whether a PIN is one digit again and again, or digits in their order."""
    return len(set(pin)) == 1 or any(pin in run for run in _RUNS)
