"""What must still be said of a table before it can be imported."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.entries import Entry, State
from medaid_desktop.ui.views.labels import IconLabel

_EDGE, _GAP = 8, 4


class NeedBar(QFrame):
    """What must be said before a table can be imported, and a button where looking at it is enough."""

    confirmed = Signal(bool)
    """Form and region are right as read; of this table, or (True) of all that wait for that alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingNeed")
        sign = IconLabel(16, self)
        sign.set_icon(icon("warning", "warning"))
        self._text = QLabel(self)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setWordWrap(True)  # after the policy, which would forget that the height follows the width
        self._button = QToolButton(self)
        self._button.setObjectName("incomingConfirm")
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._button.clicked.connect(lambda: self.confirmed.emit(False))
        self._menu = QMenu(self)
        self._all = self._menu.addAction("", lambda: self.confirmed.emit(True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        layout.setSpacing(_EDGE)
        layout.addWidget(sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self.hide()

    def show_for(self, batch: Batch, entry: Entry, number: int) -> None:
        """Says what a table of a file needs, if anything."""
        needs, item = entry.needs(number), entry.items[number]
        if entry.outcome is not None or entry.table_state(number) is not State.NEEDED:
            self._show("")
        elif "form" in needs:
            self._show(self.tr("认不出这是哪一种表：请在上面选定表种；不是要读的表，选“不导入”。"))
        elif "problem" in needs:
            self._show(str(item.problem))
        elif "region" in needs:
            words = self.tr("没有找到区划：请在上面选定。确实不写区划的，可以照此导入。")
            self._show(words, self.tr("不写区划，照此导入"))
        elif "rival?" in needs:
            words = self.tr("这一批里还有同一份：%1。请留一份，其余的跳过；两份都要的，确认后导入。")
            self._show(words.replace("%1", "、".join(item.rivals[:3])), self.tr("两份都要(&O)"))
        else:
            others = len([one for one in batch.unconfirmed() if one != (entry, number)])
            words = self.tr("表种或区划不是从表里直接读到的，请核对上面的两项再导入。")
            self._show(words, self.tr("核对无误(&O)"), others)

    def _show(self, words: str, button: str = "", others: int = 0) -> None:
        """Shows what is needed, "" for nothing; `others` wait for the same confirmation."""
        self._text.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._button.setMenu(self._menu if others else None)  # pyright: ignore[reportArgumentType]
        self._button.setPopupMode(
            QToolButton.ToolButtonPopupMode.MenuButtonPopup if others else QToolButton.ToolButtonPopupMode.DelayedPopup
        )
        self._all.setText(self.tr("其余 %1 份也都对").replace("%1", str(others)))
        self.setVisible(bool(words))

    def text(self) -> str:
        """What it says."""
        return self._text.text()
