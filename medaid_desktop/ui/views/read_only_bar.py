"""The bar above the paper that says why nothing can be changed, and how to get out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.labels import IconLabel


class ReadOnlyBar(QFrame):
    """Hidden while the ledger can be changed."""

    reopen_requested = Signal()
    sign_in_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readOnlyBar")
        self._icon = IconLabel(16, self)
        self._icon.set_icon(icon("lock", "warning"))
        self._text = QLabel(self)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setWordWrap(True)  # in this order: it is part of the policy that the height follows from the width
        self._reopen = QPushButton(self.tr("重新打开"), self)
        self._reopen.setToolTip(self.tr("原因排除后，重新打开台账即可修改"))
        self._reopen.clicked.connect(self.reopen_requested)
        self._sign_in = QPushButton(self.tr("登录或换人…"), self)
        self._sign_in.setToolTip(self.tr("以自己的姓名和密码登录"))
        self._sign_in.clicked.connect(self.sign_in_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        for button in (self._reopen, self._sign_in):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def explain(self, reason: str, by_signing_in: bool = False) -> None:
        """Shows the reason, or hides the bar where there is none. The way out is to open the ledger again, or to sign in."""
        self._reopen.setVisible(not by_signing_in)
        self._sign_in.setVisible(by_signing_in)
        words = reason if by_signing_in else self.tr("只读：%1").replace("%1", reason)
        self._text.setText(words if reason else "")
        self.setVisible(bool(reason))

    def text(self) -> str:
        return self._text.text()
