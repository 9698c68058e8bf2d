"""Who works in a ledger, and what that person may do. Without operators everybody at the PC may do everything."""

from collections.abc import Callable

from medaid_desktop.core.review.roles import ROLES, may, may_sign
from medaid_desktop.errors import UserError
from medaid_desktop.store.trust.operators import Operator, Operators, untold

Require = Callable[[str], None]
"""Told an action of core.review.roles before it is done; raises NotAllowedError where the person at work may not do it."""

_WORDS = {
    "edit": "填写和修改填报件", "delete": "删除和还原填报件", "import": "新建和导入填报件", "withdraw": "撤回送审",
    "sign": "办理审核环节", "note": "登记审核状态", "settings": "修改台账的设置", "layouts": "修改记住的更正",
    "seal": "使用印章图像", "seals": "保管印章图像", "operators": "管理操作员", "templates": "管理表种", "units": "登记本地单位",
    "explain": "写出错说明", "restore": "用备份恢复台账",
}  # fmt: skip


class NotAllowedError(UserError):
    """Nobody is signed in, or the one who is may not do this."""


class Access:
    """The person signed in to an open ledger. `at_pc` is the name of the PC's user, who works where there are no operators;
    `tell` puts an action and its details into the log. Nobody works in one that `is_copy`, and nothing is refused there."""

    def __init__(
        self, operators: Operators, at_pc: str, tell: Callable[..., object] = untold, is_copy: bool = False
    ) -> None:
        self._operators = operators
        self._at_pc = at_pc
        self._tell = tell
        self._is_copy = is_copy
        self._person: Operator | None = None
        self._session: object = None

    @property
    def session(self) -> object:
        """Stands for the time from a person's signing in to the signing out, the same at all connections that follow; None
        while nobody is signed in. What is opened within one is not used in another."""
        return self._session

    @property
    def person(self) -> Operator | None:
        """Who signed in; None where nobody did. Roles are those the person has now, None for one who has left since."""
        if self._person is None:
            return None
        return next((one for one in self._operators.list() if one.active and one.name == self._person.name), None)

    @property
    def name(self) -> str:
        """Who works, for history and log."""
        return self._person.name if self._person else self._at_pc

    @property
    def is_kept(self) -> bool:
        """Whether people sign in to this ledger."""
        return self._operators.any()

    def sign_in(self, name: str, pin: str) -> Operator:
        """Lets an operator work. Raises UserError as `Operators.identify` does; who was signed in before then stays so."""
        person = self._operators.identify(name, pin)
        if self._person is not None and self._person.name != person.name:
            self.sign_out()
        if self._person is None:
            self._session = object()
        self._person = person
        self._tell("sign-in")
        return person

    def sign_out(self) -> None:
        """Nobody works any more."""
        if self._person is not None:
            try:
                self._tell("sign-out")
            finally:
                self._person = self._session = None

    def follow(self, other: "Access") -> None:
        """Works for the person of another connection to the same ledger."""
        self._person, self._session = other._person, other._session

    def allows(self, action: str) -> bool:
        """Whether the person may do something, an action of core.review.roles."""
        return self._has(lambda roles: may(roles, action))

    def allows_step(self, role: str) -> bool:
        """Whether the person may complete or return a review step of a role."""
        return self._has(lambda roles: may_sign(roles, role))

    def _has(self, allowed: Callable[[tuple[str, ...]], bool]) -> bool:
        if self._is_copy or not self.is_kept:
            return True
        person = self.person
        return person is not None and allowed(person.roles)

    def require(self, action: str) -> None:
        """Raises NotAllowedError where the person may not do something."""
        if not self.allows(action):
            raise self._refused(_WORDS.get(action, action))

    def require_step(self, role: str) -> None:
        """Raises NotAllowedError where the person may not complete or return steps of a role."""
        if not self.allows_step(role):
            raise self._refused(f"办理“{ROLES.get(role, role)}”的审核环节")

    def why_not(self, action: str) -> str:
        """Why the person may not do something, as a Chinese sentence; "" where it is allowed."""
        return "" if self.allows(action) else str(self._refused(_WORDS.get(action, action)))

    def _refused(self, words: str) -> NotAllowedError:
        person = self.person
        if person is None:
            return NotAllowedError(f"还没有登录，不能{words}", "", "请先以自己的姓名和密码登录")
        duties = "、".join(ROLES[role] for role in person.roles)
        return NotAllowedError(f"{person.name}（{duties}）不能{words}", "", "请由有这项职责的操作员登录后办理")


def everybody(_: str) -> None:
    """A `Require` that refuses nothing: where no operators are known."""
