"""Name and PIN: what the sign-in dialog and the lock page have in common."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.operators import active_operators, role_words
from medaid_desktop.ui.context import Context


class SignInPanel(QWidget):
    """Asks the ledger off the GUI thread: to look at a PIN takes its time on purpose."""

    signed_in = Signal()
    state_changed = Signal()
    """Whether `is_ready` has changed."""
    told = Signal()
    """Another message is shown, or none."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._is_busy = False
        self.names = _NameField(self)
        self.names.setObjectName("operatorName")
        self.pin = _PinField(self)
        self.pin.setObjectName("operatorPin")
        self._message = QLabel(self)
        self._message.setObjectName("signInMessage")
        self._message.setProperty("part", "error")
        self._message.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("姓名(&N)："), self.names)
        form.addRow(self.tr("密码(&M)："), self.pin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self._message)
        self._message.hide()
        self.names.currentIndexChanged.connect(self._on_name_changed)
        self.names.popped_down.connect(self.pin.setFocus)
        self.pin.textChanged.connect(lambda: self.state_changed.emit())
        self.pin.entered.connect(self.sign_in)

    def is_ready(self) -> bool:
        """Whether there is something to try."""
        return bool(self.names.currentText() and self.pin.text()) and not self._is_busy

    def ask(self, name: str = "") -> None:
        """Begins anew, with a name chosen."""
        self.names.blockSignals(True)
        self.names.clear()
        for person in active_operators(self._context.workspace.desk.ledger):
            self.names.addItem(person.name)
            self.names.setItemData(self.names.count() - 1, role_words(person.roles), Qt.ItemDataRole.ToolTipRole)
        self.names.setCurrentIndex(max(0, self.names.findText(name)))
        self.names.blockSignals(False)
        self.pin.clear()
        self._say("")

    def sign_in(self) -> None:
        """Tries what is typed; the field is cleared whatever comes of it."""
        if not self.is_ready():
            return
        ledger, name, pin = self._context.workspace.desk.ledger, self.names.currentText(), self.pin.text()
        self._set_busy(True)
        self.pin.clear()
        self._context.tasks.run(
            "", lambda _: ledger.access.sign_in(name, pin), lambda _: self._on_done(), self._on_failed, writes=True
        )

    def _on_done(self) -> None:
        self._set_busy(False)
        self._say("")
        self.signed_in.emit()

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(False)
        self._say(str(error))
        self.pin.setFocus()

    def _on_name_changed(self) -> None:
        self.pin.clear()
        self._say("")

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.names.setEnabled(not is_busy)
        self.pin.setReadOnly(is_busy)
        self.state_changed.emit()

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
        self.told.emit()


class _NameField(QComboBox):
    """Arrow keys go from name to name; who has picked one from the list goes on to the PIN."""

    popped_down = Signal()

    def hidePopup(self) -> None:
        super().hidePopup()
        self.popped_down.emit()


class _PinField(QLineEdit):
    """Shows dots; Enter tries."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
