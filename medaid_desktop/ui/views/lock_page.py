"""What stands in the place of the columns while the window is locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.views.labels import IconLabel
from medaid_desktop.ui.views.sign_in_panel import SignInPanel

_WIDTH = 400


class LockPage(QWidget):
    """Nothing of the ledger is to be seen on it but its name and who was at work."""

    unlocked = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lockPage")
        self._context = context
        sign = IconLabel(32, self)
        sign.set_icon(icon("lock", "muted"))
        self._title = QLabel(self)
        self._title.setFont(title_font(self))
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self.panel = SignInPanel(context, self)
        self._go = QPushButton(self.tr("解锁(&L)"), self)
        self._leave = QPushButton(self.tr("关闭台账"), self)
        self._go.clicked.connect(self.panel.sign_in)
        self._leave.clicked.connect(context.actions.close_ledger.trigger)
        self.panel.signed_in.connect(self.unlocked)
        self.panel.state_changed.connect(self._look)
        self.setFocusProxy(self.panel.pin)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._go)
        buttons.addWidget(self._leave)
        inner = QWidget(self)
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._words, self.panel):
            column.addWidget(part)
        column.addLayout(buttons)
        row = QHBoxLayout()  # not aligned, but between stretches: so its height follows from the words in it
        row.addStretch(1)
        row.addWidget(inner)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)

    def show_locked(self, name: str) -> None:
        """Asks for the PIN of who was at work, or of somebody else."""
        self._title.setText(self.tr("已锁定"))
        words = self.tr("%1 暂时离开，内容都已保存。输入密码继续；换人先选姓名。")
        self._words.setText(words.replace("%1", name))
        self.panel.ask(name)
        self._look()

    def _look(self) -> None:
        self._go.setEnabled(self.panel.is_ready())
        self._go.setToolTip("" if self.panel.is_ready() else self.tr("请输入密码"))
