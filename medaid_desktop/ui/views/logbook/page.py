"""What was done in the ledger: whether the log is whole, who and what to look for, and the entries."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.operations.logbook import ChainState, action_word
from medaid_desktop.operations.logbook.book import counted
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.models.log_model import ACTION, AT, CODE, DETAILS, FILING, NUMBER, WHO, LogModel
from medaid_desktop.ui.views.buttons import page_button
from medaid_desktop.ui.views.line_table import LineTable, columns_with_room
from medaid_desktop.ui.views.rows import make_lines

_EDGE, _GAP = 16, 8
_PAUSE_MS = 200
_WIDTHS = {NUMBER: 64, AT: 150, WHO: 88, ACTION: 96, FILING: 220, CODE: 160}
_LEAST_DETAILS, _SCANT_DETAILS, _LEAST_FILING = 180, 110, 110
_GIVE_WAY = (CODE, NUMBER)
"""The columns that a narrow page does without, in this order; a very narrow one does without the filing too. Who did it is
told wherever people sign in."""


class _List(LineTable):
    """Enter and a double-click open the filing of an entry."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.has_people = False

    def show_people(self, has_people: bool) -> None:
        """Whether there is anybody to name: one who works alone has no name in the log."""
        self.has_people = has_people
        self._choose_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_columns()

    def _choose_columns(self) -> None:
        width = self.viewport().width()
        widths = {column: one for column, one in _WIDTHS.items() if self.has_people or column != WHO}
        widths[FILING] = min(_WIDTHS[FILING], width // 4)
        shown = columns_with_room(widths, _GIVE_WAY, width - _LEAST_DETAILS)
        over = width - sum(widths[column] for column in shown if column != FILING)
        self.setColumnWidth(FILING, max(_LEAST_FILING, min(widths[FILING], over - _LEAST_DETAILS)))
        self.setColumnHidden(FILING, over < _LEAST_FILING + _SCANT_DETAILS)
        for column in (*_GIVE_WAY, WHO):
            self.setColumnHidden(column, column not in shown)


class LogPage(QWidget):
    """Says what is looked for; `LogTab` finds it."""

    looked_for = Signal()
    """Text, person or action were changed."""
    open_requested = Signal(str)
    check_requested = Signal()
    export_requested = Signal()

    def __init__(self, make_model: Callable[[QWidget], LogModel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logPage")
        self.model = make_model(self)
        heading = QLabel(self.tr("操作日志"), self)
        heading.setFont(title_font(self))
        self._heading = heading
        self.state = QLabel(self)
        self.state.setObjectName("logState")
        self.state.setWordWrap(True)
        self.field = QLineEdit(self)
        self.field.setObjectName("logSearch")
        self.field.setAccessibleName(self.tr("在日志中查找"))
        self.field.setPlaceholderText(self.tr("查找详情、填报件或操作"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self.who = self._combo("logWho", self.tr("全部操作员"), self.tr("操作员"))
        self.what = self._combo("logWhat", self.tr("全部操作"), self.tr("操作"))
        self.who.hide()
        self._said = QLabel(self)
        self._said.setProperty("part", "muted")
        self.list = _List(self)
        self._empty = QLabel(self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._check = page_button("logCheck", self.tr("重新核对(&A)"), self)
        self._open = page_button("logOpen", self.tr("打开填报件(&O)"), self)
        self._export = page_button("logExport", self.tr("导出 Excel(&X)…"), self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._set_up_list()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.field)

    def _combo(self, name: str, everything: str, called: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(called)
        combo.addItem(everything, "")
        return combo

    def _set_up_list(self) -> None:
        view = self.list
        view.setObjectName("logList")
        view.setAccessibleName(self.tr("操作日志"))
        view.setModel(self.model)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        make_lines(view, _WIDTHS, DETAILS, middle=FILING)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setSectionsClickable(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(_EDGE)
        head.addWidget(self._heading)
        head.addWidget(self.state, 1)
        head.addWidget(self._check)
        filters = QHBoxLayout()
        filters.setSpacing(_GAP)
        filters.addWidget(self.field, 1)
        filters.addWidget(self.who)
        filters.addWidget(self.what)
        buttons = QHBoxLayout()
        buttons.setSpacing(_GAP)
        buttons.addWidget(self._said, 1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._export)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.looked_for)
        self.field.textChanged.connect(lambda _: self._pause.start())
        for combo in (self.who, self.what):
            combo.activated.connect(lambda _: self.looked_for.emit())
        self._check.clicked.connect(self.check_requested)
        self._export.clicked.connect(self.export_requested)
        self._open.clicked.connect(lambda: self._open_row(self.list.currentIndex().row()))
        self.list.opened.connect(self._open_row)
        self.list.doubleClicked.connect(lambda index: self._open_row(index.row()))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_state())

    # -- what is looked for --------------------------------------------------------------------------------------

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    def person(self) -> str:
        """Whose entries are looked for, "" for everybody's."""
        return self.who.currentData()

    def action(self) -> str:
        """The action that is looked for, "" for all."""
        return self.what.currentData()

    def offer(self, people: Sequence[str], actions: Sequence[str]) -> None:
        """Whom and what one can look for; what is chosen stays."""
        for combo, names in (
            (self.who, [(one or self.tr("（没有姓名）"), one) for one in people if one]),
            (self.what, [(action_word(one), one) for one in actions]),
        ):
            chosen = combo.currentData()
            while combo.count() > 1:
                combo.removeItem(combo.count() - 1)
            for words, name in names:
                combo.addItem(words, name)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self.who.setVisible(self.who.count() > 1)
        self.list.show_people(self.who.count() > 1)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_found(self, numbers: Sequence[int]) -> None:
        """Shows the entries of these numbers."""
        self.model.show(numbers)
        is_narrow = bool(self.text() or self.person() or self.action())
        self._said.setText(self.tr("找到 %1 条").replace("%1", counted(len(numbers))) if is_narrow else "")
        nothing = self.tr("没有这样的日志。可以少写几个字，或选全部操作。") if is_narrow else self.tr("还没有日志。")
        self._empty.setText(nothing)
        self._stack.setCurrentIndex(0 if len(numbers) else 1)
        self._export.setEnabled(len(numbers) > 0)
        if len(numbers):
            self.list.setCurrentIndex(self.model.index(0, AT))
        self._show_state()

    def show_checking(self) -> None:
        """The chain is being read."""
        self._check.setEnabled(False)
        self._say(self.tr("正在核对日志…"), "muted")

    def show_chain(self, state: ChainState) -> None:
        """What reading the chain came to."""
        self._check.setEnabled(True)
        self._say(
            f"√ {state.sentence}" if not state.faults else f"● {state.sentence}", "error" if state.faults else "muted"
        )
        self.state.setToolTip("\n".join(state.faults))

    def show_trouble(self, words: str) -> None:
        """The chain could not be read."""
        self._check.setEnabled(True)
        self._say(words, "error")

    def _say(self, words: str, part: str) -> None:
        self.state.setText(words)
        self.state.setProperty("part", part)
        self.state.style().polish(self.state)

    def _show_state(self) -> None:
        line = self.model.line(self.list.currentIndex().row())
        self._open.setEnabled(bool(line and line.filing))

    def _open_row(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None and line.filing:
            self.open_requested.emit(line.filing)
