"""The foot of the page: how many forms will be made, and the button that keeps them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from medaid_desktop.ui.views.labels import ElidedLabel

_EDGE, _GAP = 8, 8


class KeepBar(QFrame):
    """Says why nothing can be kept instead of leaving a dead button without a word."""

    kept, undone, redone = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingBar")
        self._words = ElidedLabel(self)
        self._words.setObjectName("templateCount")
        self.undo = QPushButton(self.tr("撤销更正(&Z)"), self)
        self.undo.setObjectName("templateUndo")
        self.redo = QPushButton(self.tr("重做(&Y)"), self)
        self.redo.setObjectName("templateRedo")
        self.keep = QPushButton(self.tr("存为表种(&S)"), self)
        self.keep.setObjectName("templateKeep")
        self.keep.setToolTip(self.tr("存进台账，新建填报件时可以选它（Ctrl+回车）"))
        self.undo.clicked.connect(self.undone)
        self.redo.clicked.connect(self.redone)
        self.keep.clicked.connect(self.kept)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        layout.addWidget(self._words, 1)
        for button in (self.undo, self.redo, self.keep):
            layout.addWidget(button)

    def show_state(self, words: str, button: str, may_keep: bool, undo: str, redo: str) -> None:
        """`undo` and `redo` name what they would take back or do again, "" for nothing."""
        self._words.set_whole(words)
        self.keep.setText(button)
        self.keep.setEnabled(may_keep)
        for control, what, keys in ((self.undo, undo, "Ctrl+Z"), (self.redo, redo, "Ctrl+Y")):
            control.setEnabled(bool(what))
            control.setToolTip(f"{what}（{keys}）" if what else keys)

    @property
    def words(self) -> str:
        """What the bar says."""
        return self._words.whole()
