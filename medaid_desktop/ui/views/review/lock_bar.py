"""The bar above a paper that cannot be changed: who stands by its content, and the ways to change it all the same."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.labels import IconLabel
from medaid_desktop.ui.views.paper.editing_session import EditingSession

_SIGNS = {"warning": ("warning", "warning"), "hint": ("lock", "hint"), "quiet": ("lock", "muted")}


class LockBar(QFrame):
    """Follows the session of the paper; hidden while nobody stands by its content. Who changes no filing is told in a quiet
    line where nobody does."""

    return_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self, session: EditingSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lockBar")
        self._session = session
        self._sign = IconLabel(16, self)
        self._text = QLabel(self)
        self._text.setObjectName("lockText")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setWordWrap(True)  # in this order: it is part of the policy that the height follows from the width
        self._return = QPushButton(self.tr("退回修改…"), self)
        self._return.setObjectName("lockReturn")
        self._return.setToolTip(self.tr("退回给填报人修改，已审核的环节作废"))
        self._withdraw = QPushButton(self.tr("撤回送审…"), self)
        self._withdraw.setObjectName("lockWithdraw")
        self._withdraw.setToolTip(self.tr("本单位把送审的表撤回来修改"))
        self._return.clicked.connect(self.return_asked)
        self._withdraw.clicked.connect(self.withdraw_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        for button in (self._withdraw, self._return):
            button.setAutoDefault(True)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        session.lock_changed.connect(self._follow)
        self._follow()

    def text(self) -> str:
        """What it says, "" where nothing stands in the way."""
        return self._text.text()

    def _dress(self, severity: str) -> None:
        """A review that cannot be relied on is a warning, any other lock just a fact; style.qss has a ground for each."""
        self._sign.set_icon(icon(*_SIGNS[severity]))
        if self.property("severity") != severity:
            self.setProperty("severity", severity)
            for widget in (self, self._text):
                self.style().unpolish(widget)
                self.style().polish(widget)

    def _follow(self) -> None:
        lock, bystander = self._session.lock, self._session.bystander
        self._text.setText(lock.sentence() if lock else bystander)
        self._dress("quiet" if lock is None else "warning" if lock.trouble or lock.doubt else "hint")
        self._return.setVisible(lock is not None and lock.may_return)
        self._withdraw.setVisible(lock is not None and lock.may_withdraw)
        self.setVisible(lock is not None or bool(bystander))
