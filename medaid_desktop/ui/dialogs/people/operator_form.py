"""What is asked of an operator: name, roles, PIN."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.review.roles import KEEPER
from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.operators import LEAST_PIN, ROLES
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.parts import grow

Kind = Literal["add", "roles", "pin", "own-pin"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in; `present` is the present PIN, for who changes the own one."""

    name: str
    roles: Sequence[str]
    pin: str
    present: str


class OperatorForm(QDialog):
    """Closes once it is done; what stands against it is said above the buttons. PINs are worked at off the GUI thread."""

    def __init__(
        self, context: Context, kind: Kind, name: str, roles: Sequence[str], act: Callable[[Wanted], object], parent: QWidget,
        is_first: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        titles = {
            "add": self.tr("添加操作员"),
            "roles": self.tr("更改职责"),
            "pin": self.tr("换密码"),
            "own-pin": self.tr("换密码"),
        }
        self.setWindowTitle(titles[kind])
        self._context = context
        self._kind = kind
        self._act = act
        self._is_busy = False
        self._name = QLineEdit(name, self)
        self._name.setObjectName("newOperatorName")
        self._name.setReadOnly(kind != "add")
        self._roles = {role: QCheckBox(words, self) for role, words in ROLES.items()}
        for role, box in self._roles.items():
            box.setChecked(role in roles or (is_first and role == KEEPER))
            box.setEnabled(not (is_first and role == KEEPER))
            box.toggled.connect(self._look)
            if not box.isEnabled():
                box.setToolTip(self.tr("第一位操作员须担任“印章保管”，由其管理其他人"))
        self._present, self._pin, self._again = (
            self._pin_field(one) for one in ("presentPin", "newPin", "newPinAgain")
        )
        self._message = QLabel(self)
        self._message.setObjectName("operatorFormMessage")
        self._message.setProperty("part", "error")
        self._message.setWordWrap(True)
        self._foot = QDialogButtonBox(self)
        self._go = self._foot.addButton(
            self.tr("添加") if kind == "add" else self.tr("更改"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._go.setDefault(True)
        self._foot.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        self._foot.accepted.connect(self._on_go)
        self._foot.rejected.connect(self.reject)
        self._lay_out()
        self._name.textChanged.connect(self._look)
        self._look()
        first = {"roles": next(iter(self._roles.values())), "pin": self._pin, "own-pin": self._present}
        first.get(kind, self._name).setFocus()

    def _pin_field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(self._look)
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("姓名(&N)："), self._name)
        shows_roles, shows_pins = self._kind in ("add", "roles"), self._kind != "roles"
        if shows_roles:
            boxes = QVBoxLayout()
            boxes.setSpacing(4)
            for box in self._roles.values():
                boxes.addWidget(box)
            called = QLabel(self.tr("职责："), self)
            called.setAlignment(Qt.AlignmentFlag.AlignTop)
            form.addRow(called, boxes)
        if self._kind == "own-pin":
            form.addRow(self.tr("现在的密码(&O)："), self._present)
        if shows_pins:
            form.addRow(self.tr("密码(&P)：") if self._kind == "add" else self.tr("新密码(&P)："), self._pin)
            form.addRow(self.tr("再输一次(&G)："), self._again)
        for box in self._roles.values():
            box.setVisible(shows_roles)
        self._present.setVisible(self._kind == "own-pin")
        for field in (self._pin, self._again):
            field.setVisible(shows_pins)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        if shows_pins:
            words = self.tr("密码至少 %1 位，不能查看；忘了请“印章保管”换新的。")
            hint = QLabel(words.replace("%1", str(LEAST_PIN)), self)
            hint.setProperty("part", "muted")
            hint.setWordWrap(True)
            layout.addWidget(hint)
        layout.addWidget(self._message)
        layout.addWidget(self._foot)
        self.setMinimumWidth(420)

    def wanted(self) -> Wanted:
        """What is filled in."""
        roles = [role for role, box in self._roles.items() if box.isChecked()]
        return Wanted(" ".join(self._name.text().split()), roles, self._pin.text(), self._present.text())

    def _look(self) -> None:
        wanted = self.wanted()
        differ = bool(self._again.text()) and self._again.text() != wanted.pin
        complete = bool(wanted.name)
        if self._kind in ("add", "roles"):
            complete = complete and bool(wanted.roles)
        if self._kind != "roles":
            complete = complete and bool(wanted.pin) and self._again.text() == wanted.pin
        if self._kind == "own-pin":
            complete = complete and bool(wanted.present)
        self._go.setEnabled(complete and not self._is_busy)
        self._say(self.tr("两次输入的密码不一样。") if differ else "")

    def _on_go(self) -> None:
        wanted = self.wanted()
        self._set_busy(True)
        self._context.tasks.run(
            "", lambda _: self._act(wanted), lambda _: self.accept(), self._on_failed, cancellable=False, writes=True
        )

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(False)
        self._say(str(error))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._go.setEnabled(not is_busy)

    def reject(self) -> None:
        if not self._is_busy:
            super().reject()

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
        grow(self)
