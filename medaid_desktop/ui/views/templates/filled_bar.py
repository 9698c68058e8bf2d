"""Says that the file seems to be a form that was filled in, and leads to the import of filings at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.labels import IconLabel

_EDGE, _GAP = 8, 4


class FilledBar(QFrame):
    """Two ways on; hidden where the form is blank, or once the clerk has said that it is to be a template all the same."""

    import_chosen = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingNeed")
        sign = IconLabel(16, self)
        sign.set_icon(icon("warning", "warning"))
        self._words = QLabel(self)
        self._words.setObjectName("templateFilled")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words.setWordWrap(True)
        self._import = QPushButton(self.tr("改为导入(&J)"), self)
        self._import.setObjectName("templateImport")
        self._import.setToolTip(self.tr("这是填好的表：把填的内容导入成填报件"))
        self._stay = QPushButton(self.tr("仍做成表种(&K)"), self)
        self._stay.setObjectName("templateStay")
        self._stay.setToolTip(self.tr("这就是要用的空白表：已有的内容带进每一份新的填报件"))
        for button in (self._import, self._stay):
            button.setAutoDefault(True)
        self._import.clicked.connect(self.import_chosen)
        self._stay.clicked.connect(self.dismissed)
        said = QHBoxLayout()
        said.setSpacing(_EDGE)
        said.addWidget(sign)
        said.addWidget(self._words, 1)
        ways = QHBoxLayout()
        ways.setSpacing(_EDGE)
        ways.addWidget(self._import)
        ways.addWidget(self._stay)
        ways.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _GAP, _EDGE, 2 * _GAP)
        layout.setSpacing(_GAP)
        layout.addLayout(said)
        layout.addLayout(ways)
        self.hide()

    def show_notice(self, words: str, may_change: bool) -> None:
        """Shows why the form seems to be filled in, "" for a blank one; its buttons say what can be done."""
        first, stop, _ = words.partition("。")
        self._words.setText(first + stop)
        self._words.setToolTip(words)
        self._import.setEnabled(may_change)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()
