"""The foot of the page: leave out, import one, import all that can be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from medaid_desktop.ui.views.incoming.entries import Entry
from medaid_desktop.ui.views.incoming.naming import state_words
from medaid_desktop.ui.views.labels import ElidedLabel

_EDGE, _GAP = 8, 8


class ActionBar(QFrame):
    """Says why a file cannot be imported yet instead of leaving a dead button without a word."""

    skip, import_one, import_all = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingBar")
        self._words = ElidedLabel(self)
        self._skip = QPushButton(self)
        self._skip.setObjectName("incomingSkip")
        self._skip.setToolTip(self.tr("这个文件不导入；再按一次取回（列表中按 Delete）"))
        self._one = QPushButton(self.tr("导入这一份(&I)"), self)
        self._one.setObjectName("incomingImportOne")
        self._one.setToolTip(self.tr("导入这个文件里的表（Ctrl+回车）"))
        self.all = QPushButton(self)
        self.all.setObjectName("incomingImportAll")
        self.all.setToolTip(self.tr("可以导入的都导入，其余留在这里（Ctrl+Shift+回车）"))
        self._skip.clicked.connect(self.skip)
        self._one.clicked.connect(self.import_one)
        self.all.clicked.connect(self.import_all)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        layout.addWidget(self._words, 1)
        for button in (self._skip, self._one, self.all):
            layout.addWidget(button)

    def show_state(self, entry: Entry | None, importable: int, may_write: bool) -> None:
        """Shows what can be done with the file in front, and with all."""
        is_open = entry is not None and entry.outcome is None
        self._skip.setText(self.tr("取回") if entry is not None and entry.is_skipped else self.tr("跳过(&K)"))
        self._skip.setEnabled(is_open)
        self._one.setEnabled(may_write and entry is not None and entry.is_waiting())
        self.all.setText(
            self.tr("全部导入(&A)（%1 份）").replace("%1", str(importable)) if importable else self.tr("全部导入(&A)")
        )
        self.all.setEnabled(may_write and importable > 0)
        why = self.why_not(entry) if entry is not None and is_open and not entry.is_waiting() else ""
        self._words.set_whole(self.tr("这一份：%1").replace("%1", why) if why else "")

    def why_not(self, entry: Entry) -> str:
        """What a file waits for, or how it stands."""
        return state_words(entry)
