"""What the ledger has already of this template: a new version of it, or a form of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

_EDGE, _GAP = 8, 4


class KnownBar(QFrame):
    """Two ways to choose from; hidden where the ledger has nothing that is alike."""

    apart_chosen = Signal(bool)
    move_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingNeed")
        self._words = QLabel(self)
        self._words.setObjectName("templateKnown")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words.setWordWrap(True)
        self._moving = QRadioButton(self)
        self._moving.setObjectName("templateMoving")
        self._staying = QRadioButton(self.tr("存为新版本，旧版的不动"), self)
        self._staying.setObjectName("templateStaying")
        self._apart = QRadioButton(self.tr("另做一个表种，不合并"), self)
        self._apart.setObjectName("templateApart")
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        layout.setSpacing(_GAP)
        layout.addWidget(self._words)
        for button in (self._moving, self._staying, self._apart):
            group.addButton(button)
            layout.addWidget(button)
            button.clicked.connect(self._on_clicked)
        self.hide()

    def show_known(self, title: str, version: str, filings: int, is_apart: bool, moves: bool, may_change: bool) -> None:
        """`title` and `version` are those of the form that is alike; `filings` can be moved over."""
        words = self.tr("这份模板像是台账里《%1》（第 %2 版）的新版本。").replace("%1", title).replace("%2", version)
        self._words.setText(words)
        counted = self.tr("存为新版本，并移动 %1 份填报件").replace("%1", str(filings))
        self._moving.setText(counted if filings else self.tr("存为新版本"))
        self._staying.setVisible(filings > 0)
        chosen = self._apart if is_apart else self._moving if moves or not filings else self._staying
        chosen.setChecked(True)
        for button in (self._moving, self._staying, self._apart):
            button.setEnabled(may_change)
        self.show()

    def show_same(self, title: str, version: str) -> None:
        """The very same file is in the ledger already."""
        words = self.tr("这个文件已经做成了表种《%1》（第 %2 版）。更正后再存，就是新的一版。")
        self._words.setText(words.replace("%1", title).replace("%2", version))
        for button in (self._moving, self._staying, self._apart):
            button.hide()
        self.show()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _on_clicked(self) -> None:
        self.apart_chosen.emit(self._apart.isChecked())
        if not self._apart.isChecked():
            self.move_chosen.emit(self._moving.isChecked())
