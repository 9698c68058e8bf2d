"""The operators of a ledger: added, given roles and PINs, let go; and when the window locks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.operators import (
    LOCK_CHOICES,
    active_operators,
    lock_minutes,
    role_words,
    set_lock_minutes,
)
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.parts import closing, open_at
from medaid_desktop.ui.dialogs.people.operator_form import OperatorForm, Wanted
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE, TwoLines

_NAME = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 560, 460


class OperatorsDialog(QDialog):
    """Works at once. Who does not manage operators can look, and change the own PIN."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("操作员"))
        self._context = context
        self._ledger = context.workspace.desk.ledger
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setObjectName("operatorList")
        self._list.setAccessibleName(self.tr("操作员"))
        self._list.setItemDelegate(TwoLines(self._list))
        self._lock = QComboBox(self)
        self._lock.setObjectName("lockMinutes")
        for minutes in LOCK_CHOICES:
            text = self.tr("%1 分钟不操作后").replace("%1", str(minutes)) if minutes else self.tr("不自动锁定")
            self._lock.addItem(text, minutes)
        self._message = QLabel(self)
        self._message.setObjectName("operatorMessage")
        self._message.setWordWrap(True)
        self._add = self._button(self.tr("添加(&A)…"), self._on_add)
        self._roles = self._button(self.tr("职责(&R)…"), self._on_roles)
        self._pin = self._button(self.tr("换密码(&P)…"), self._on_pin)
        self._leave = self._button(self.tr("停用(&D)…"), self._on_leave)
        none = QLabel(self.tr("还没有操作员。请按“添加”，第一位须担任“印章保管”，由其管理其他人。"), self)
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        none.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(none)
        self._lay_out()
        self._list.currentItemChanged.connect(self._look)
        self._read()
        self._lock.activated.connect(self._on_lock)

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self._add, self._roles, self._pin, self._leave):
            acts.addWidget(button)
        acts.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("自动锁定(&K)："), self._lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._message)
        layout.addLayout(acts)
        layout.addLayout(form)
        layout.addWidget(closing(self))
        open_at(self, _WIDTH, _HEIGHT)

    # -- what is there -------------------------------------------------------------------------------------------

    def _read(self, choose: str = "") -> None:
        people = active_operators(self._ledger)
        self._list.clear()
        for person in people:
            mark = self.tr("（已登录）") if self._is_me(person.name) else ""
            item = QListWidgetItem(f"{person.name}{mark}", self._list)
            item.setData(_NAME, person.name)
            item.setData(SECOND_LINE_ROLE, role_words(person.roles))
            if person.name == choose:
                self._list.setCurrentItem(item)
        if people and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._stack.setCurrentIndex(0 if people else 1)
        self._add.setDefault(not people)
        self._words.setText(
            self.tr("每个人用自己的姓名和密码登录，只做职责内的事；修改、审核和使用印章都记在各人名下。")
            if people
            else self.tr("几个人合用一台电脑时，可以各用自己的姓名、职责和密码。只有一个人用，不必添加。")
        )
        self._lock.setCurrentIndex(max(0, self._lock.findData(lock_minutes(self._ledger))))
        self._say("")
        self._look()

    def _is_me(self, name: str) -> bool:
        person = self._ledger.access.person
        return person is not None and person.name == name

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return item.data(_NAME) if item else ""

    def _look(self) -> None:
        manages, chosen = self._ledger.access.allows("operators"), self._chosen()
        why = self._ledger.access.why_not("operators")
        self._add.setEnabled(manages)
        for button in (self._roles, self._leave):
            button.setEnabled(manages and bool(chosen))
        self._pin.setEnabled(bool(chosen) and (manages or self._is_me(chosen)))
        self._lock.setEnabled(manages and bool(self._list.count()))
        nobody = self.tr("还没有操作员") if not self._list.count() else ""
        self._add.setToolTip(why)
        for widget in (self._roles, self._leave, self._lock):
            widget.setToolTip(why or nobody)
        self._pin.setToolTip(nobody if self._pin.isEnabled() or nobody else self.tr("只能换自己的密码"))

    # -- what is done --------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        is_first = not self._list.count()

        def add(wanted: Wanted) -> None:
            if any(one.name == wanted.name for one in active_operators(self._ledger)):
                raise UserError("已有这位操作员", wanted.name, "请换一个写法，例如加上科室")
            self._ledger.operators.put(wanted.name, wanted.roles, wanted.pin)
            if is_first:  # who sets it up goes on under that name
                self._ledger.access.sign_in(wanted.name, wanted.pin)

        self._ask(OperatorForm(self._context, "add", "", (), add, self, is_first), self.tr("已添加 %1。"))

    def _on_roles(self) -> None:
        name = self._chosen()
        roles = self._ledger.operators.get(name).roles
        change = lambda wanted: self._ledger.operators.set_roles(name, wanted.roles)  # noqa: E731
        self._ask(OperatorForm(self._context, "roles", name, roles, change, self), self.tr("已更改 %1 的职责。"))

    def _on_pin(self) -> None:
        name = self._chosen()
        own = self._is_me(name)

        def change(wanted: Wanted) -> None:
            self._ledger.operators.set_pin(name, wanted.pin, wanted.present if own else None)

        kind = "own-pin" if own else "pin"
        self._ask(OperatorForm(self._context, kind, name, (), change, self), self.tr("已换 %1 的密码。"))

    def _ask(self, form: OperatorForm, words: str) -> None:
        if form.exec():
            self._read(form.wanted().name)
            self._say(words.replace("%1", form.wanted().name))

    def _on_leave(self) -> None:
        from medaid_desktop.ui.dialogs.question import ask

        name, is_last = self._chosen(), self._list.count() == 1
        try:
            self._ledger.operators.check_leaving(name)
        except UserError as error:  # not asked first and refused then
            self._say(str(error))
            return
        words = (
            self.tr("%1 是最后一位操作员。停用之后，打开这个台账不再要求登录，谁都可以操作。")
            if is_last
            else self.tr("%1 停用之后不能再登录；以前的修改、审核和日志里仍有这个名字。")
        )
        if not ask(self, self.tr("停用操作员"), words.replace("%1", name), self.tr("停用")):
            return
        try:
            self._ledger.operators.retire(name)
            if self._ledger.access.name == name:
                self._ledger.access.sign_out()
        except UserError as error:
            self._say(str(error))
            return
        self._read()
        self._say(self.tr("已停用 %1。").replace("%1", name))

    def _on_lock(self) -> None:
        try:
            set_lock_minutes(self._ledger, int(self._lock.currentData()))
        except UserError as error:
            self._read(self._chosen())
            self._say(str(error))

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
