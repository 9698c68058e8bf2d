"""Who works in a ledger from now on."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.parts import grow
from medaid_desktop.ui.views.sign_in_panel import SignInPanel


class SignInDialog(QDialog):
    """Accepted once somebody has signed in; leaving it changes nothing: who has not signed in can look and print."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("登录"))
        access = context.workspace.desk.ledger.access
        words = (
            self.tr("现在是 %1。换人之后，修改和审核都记在新登录的人名下。").replace("%1", access.name)
            if access.person
            else self.tr("这个台账分操作员使用。登录后可以做自己职责内的事；不登录只能查看和打印。")
        )
        head = QLabel(words, self)
        head.setWordWrap(True)
        self._panel = SignInPanel(context, self)
        foot = QDialogButtonBox(self)
        self._go = foot.addButton(self.tr("登录(&L)"), QDialogButtonBox.ButtonRole.ActionRole)
        self._go.setDefault(True)
        leave = foot.addButton(
            self.tr("取消") if access.person else self.tr("只查看"), QDialogButtonBox.ButtonRole.RejectRole
        )
        leave.setAutoDefault(False)
        self._go.clicked.connect(self._panel.sign_in)
        foot.rejected.connect(self.reject)
        self._panel.signed_in.connect(self.accept)
        self._panel.state_changed.connect(self._look)
        self._panel.told.connect(lambda: grow(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for part in (head, self._panel, foot):
            layout.addWidget(part)
        self.setMinimumWidth(400)
        self._panel.ask(context.settings.text(name_key(context)))
        self._panel.pin.setFocus()
        self._look()

    def _look(self) -> None:
        self._go.setEnabled(self._panel.is_ready())
        self._go.setToolTip("" if self._panel.is_ready() else self.tr("请输入密码"))


def name_key(context: Context) -> str:
    """Under which this PC remembers who signed in last to the ledger that is open."""
    return f"operator-{context.workspace.desk.ledger.ledger_id}/name"
