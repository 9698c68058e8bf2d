"""The line over the list of filings that narrows it down."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.models.filing_model import STATUSES, ListFilter
from medaid_desktop.ui.words import status_word

_PAUSE_MS = 120


class _QuickField(QLineEdit):
    """Esc empties it, Down leaves it for the list."""

    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class FilingFilter(QWidget):
    """Words to type, and a menu of forms and states."""

    changed = Signal()
    left_down = Signal()
    """The clerk goes on into the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = ListFilter()
        self._forms: Sequence[tuple[str, str]] = ()
        self.field = _QuickField(self)
        self.field.setObjectName("filingFilter")
        self.field.setAccessibleName(self.tr("筛选填报件"))
        self.field.setPlaceholderText(self.tr("筛选名称、表种、区划"))
        self.field.setToolTip(self.tr("只列出名称、表种、区划或年度里有这些字的填报件；几个词用空格隔开"))
        self.field.setClearButtonEnabled(True)
        self.button = QToolButton(self)
        self.button.setObjectName("filingFilterButton")
        self.button.setText(self.tr("筛选"))
        self.button.setIcon(icon("filter"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self._menu)
        self._clear = QToolButton(self)
        self._clear.setObjectName("clearFilter")
        self._clear.setIcon(icon("close"))
        self._clear.setAutoRaise(True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear.setAccessibleName(self.tr("清除筛选"))
        self._clear.setToolTip(self.tr("清除筛选，列出全部"))
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_typed)
        self.field.textChanged.connect(lambda: self._pause.start())
        self.field.left_down.connect(self._on_left_down)
        self._lay_out()
        self._say()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 8, 4)
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.button)
        line.addWidget(self._clear)

    def wanted(self) -> ListFilter:
        """What the list is to be narrowed down to."""
        return self._wanted

    def show_filter(self, wanted: ListFilter, forms: Sequence[tuple[str, str]]) -> None:
        """Shows a filter without saying that it changed; `forms` are (id, title)."""
        self._forms = forms
        self._wanted = wanted
        self.field.blockSignals(True)
        self.field.setText(wanted.text)
        self.field.blockSignals(False)
        self._pause.stop()
        self._say()

    def set_forms(self, forms: Sequence[tuple[str, str]]) -> None:
        """Offers these forms (id, title) from now on; a chosen one that is gone no longer narrows the list."""
        self._forms = forms
        if self._wanted.form and self._wanted.form not in dict(forms):
            self._choose(replace(self._wanted, form=""))
        self._say()

    def clear(self) -> None:
        """Lists everything again."""
        self.show_filter(ListFilter(), self._forms)
        self.changed.emit()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self._choose(replace(self._wanted, text=self.field.text()))

    def _on_left_down(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._on_typed()
        self.left_down.emit()

    def _choose(self, wanted: ListFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._say()
            self.changed.emit()

    def words(self) -> str:
        """What the list is narrowed down to, "" where it is not."""
        wanted = self._wanted
        parts = [title for form, title in self._forms if form == wanted.form]
        parts += [status_word(wanted.status)] if wanted.status else []
        parts += [self.tr("有错误的")] if wanted.open_only else []
        parts += [f"“{wanted.text.strip()}”"] if wanted.text.strip() else []
        return "、".join(parts)

    def _say(self) -> None:
        words = self.words()
        self.button.setText(self.tr("已筛选") if words else self.tr("筛选"))
        self.button.setToolTip(self.tr("已筛选：%1").replace("%1", words) if words else self.tr("按表种和状态筛选"))
        self._clear.setVisible(bool(words))

    def _fill(self) -> None:
        self._menu.clear()
        forms = QActionGroup(self._menu)
        states = QActionGroup(self._menu)
        self._menu.addSection(self.tr("表种"))
        for form, title in (("", self.tr("全部表种")), *self._forms):
            self._add(forms, title, self._wanted.form == form, replace(self._wanted, form=form))
        self._menu.addSection(self.tr("状态"))
        for status in ("", *STATUSES):
            title = status_word(status) if status else self.tr("全部状态")
            self._add(states, title, self._wanted.status == status, replace(self._wanted, status=status))
        self._menu.addSeparator()
        wanted = replace(self._wanted, open_only=not self._wanted.open_only)
        self._add(None, self.tr("只看有错误的"), self._wanted.open_only, wanted)

    def _add(self, group: QActionGroup | None, title: str, on: bool, wanted: ListFilter) -> None:
        action: QAction = self._menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(on)
        if group:
            group.addAction(action)
        action.triggered.connect(lambda: self._choose(wanted))
