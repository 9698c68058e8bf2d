"""The page beside the paper that lists what was found in the filing in front."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking import Checked
from medaid_desktop.operations.checking.rule_pages import page_of
from medaid_desktop.ui.commands.help_topics import TOPIC_PROPERTY
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.findings.chips import KindChips
from medaid_desktop.ui.views.findings.detail import FindingDetail
from medaid_desktop.ui.views.findings.list import FindingList, kept
from medaid_desktop.ui.views.findings.words import count
from medaid_desktop.ui.views.nothing_here import NothingHere

_EDGE, _GAP = 8, 4
_SOUGHT_FROM = 10
"""Findings from which on there is a field to look for words in them."""
_PATIENCE_MS = 300


class FindingsPage(QWidget):
    """Chips, the list, and what belongs to the finding chosen in it."""

    whole_asked = Signal()
    """Many filings are to be checked."""
    paper_asked = Signal()
    """The keys are to go back to the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPage")
        self._filing: Filing | None = None
        self._findings: list[Checked] = []
        self.chips = KindChips(self)
        self.field = QLineEdit(self)
        self.field.setObjectName("findingsField")
        self.field.setAccessibleName(self.tr("在审核发现里查找"))
        self.field.setPlaceholderText(self.tr("查找规则、项目、数字"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = FindingList(self)
        self.detail = FindingDetail(self)
        self._button = QPushButton(self)
        self._nothing = NothingHere([self._button], self)
        self._act: Callable[[], object] | None = None
        """What the button of an empty page does."""
        self._busy = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)
        self.show_nothing()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        head.setSpacing(_GAP)
        for widget in (self.chips, self.field):
            head.addWidget(widget)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        for widget, share in ((self.list, 3), (self.detail, 2)):
            split.addWidget(widget)
            split.setCollapsible(split.indexOf(widget), False)
            split.setStretchFactor(split.indexOf(widget), share)
        split.setSizes([300, 220])
        self._stack = QStackedWidget(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.chips.changed.connect(self._narrow)
        self.field.textChanged.connect(self._narrow)
        self.list.chosen.connect(self._show_detail)
        self.list.explain_asked.connect(self.detail.write_explanation)
        self.list.rule_asked.connect(self.detail.rule_asked)
        self.list.retract_asked.connect(self._on_retract)
        self.detail.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self._busy.timeout.connect(lambda: self._nothing.words.setText(self.tr("正在检查…")))
        self._button.clicked.connect(lambda: self._act() if self._act else None)
        self.list.installEventFilter(self)
        self.field.installEventFilter(self)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No filing is in front."""
        self._filing = None
        self._take(())
        self._say_empty(self.tr("打开一份填报件，这里列出审核发现。"), "")

    def show_busy(self) -> None:
        """The first check of a filing is under way; one that takes its time is told of."""
        self._filing = None
        self._take(())
        self._say_empty("", "")
        self._busy.start()

    def show_trouble(self, words: str) -> None:
        """The filing cannot be checked: why not, and what to do."""
        self._take(())
        self._say_empty(words, "")

    def show_findings(self, findings: Sequence[Checked], filing: Filing, can_write: bool) -> None:
        """Shows what was found in a filing; what was chosen stays so."""
        self._filing, self.list.can_write = filing, can_write
        if findings and list(findings) == self._findings:  # edited elsewhere on the paper: the list stays as it is
            self._show_detail(self.list.current())
            return
        self._take(findings)
        if not findings:
            words = self.tr("没有发现问题。\n一边填，一边检查：改了哪里，马上重新检查哪里。")
            self._say_empty(words, self.tr("检查列表中的全部…"), self.whole_asked.emit)

    def _take(self, findings: Sequence[Checked]) -> None:
        self._busy.stop()
        self._findings = list(findings)
        counts = count(findings)
        self.chips.show_counts(counts)
        self.chips.setVisible(bool(findings))
        self.field.setVisible(len(findings) >= _SOUGHT_FROM or bool(findings and self.field.text()))
        key, row = kept(self.list)
        had_focus = self.list.hasFocus()
        if self.list.findings.show(findings):
            self.list.keep_place(key, row)
        else:
            self.list.scheduleDelayedItemsLayout()
            self._show_detail(self.list.current())
        self._show_stack()
        if had_focus and not findings:
            self.paper_asked.emit()

    def _narrow(self) -> None:
        key, row = kept(self.list)
        if self.list.findings.narrow(self.chips.hidden_kinds(), self.field.text()):
            self.list.keep_place(key, row)
        self._show_stack()

    def _show_stack(self) -> None:
        if self.list.findings.shown_count:
            self._stack.setCurrentIndex(0)
        elif self._findings:
            self._say_empty(self.tr("没有符合筛选的发现。"), self.tr("全部列出"), self._list_all)

    def _list_all(self) -> None:
        self.field.clear()
        self.chips.show_all()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self, words: str, button: str, act: Callable[[], object] | None = None) -> None:
        self._nothing.words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._act = act
        self._stack.setCurrentIndex(1)

    def _show_detail(self, checked: Checked | None) -> None:
        self.detail.show_finding(checked, self._filing, self.list.can_write)
        self.detail.setVisible(checked is not None)
        for part in (self.list, self.detail):  # F1 opens the page of the rule
            part.setProperty(TOPIC_PROPERTY, page_of(checked.finding.rule) if checked else "")

    def _on_retract(self) -> None:
        checked = self.list.current()
        if checked:
            self.detail.explained.emit(checked, "")

    # -- keys ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves to the paper; Down leads from the field into the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                if watched is self.field and self.field.text():
                    self.field.clear()
                else:
                    self.paper_asked.emit()
                return True
            if watched is self.field and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.choose_first()
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
