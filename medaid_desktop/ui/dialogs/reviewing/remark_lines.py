"""Remarks on single cells, a line each; the cells selected on the paper are offered, others can be added."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.review.events import Remark
from medaid_desktop.operations.reviewing import LONGEST_OPINION
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.review.words import bare_place

_GAP, _PLACE, _HIGH = 4, 180, 132


class RemarkLines(QWidget):
    """A line without words is no remark."""

    changed = Signal()

    def __init__(self, places: Mapping[str, str], offered: Sequence[str], parent: QWidget) -> None:
        """`places` says of each path what its cell is called, in the order of the paper."""
        super().__init__(parent)
        self._places = places
        self._lines: dict[str, tuple[ElidedLabel, QLineEdit, QToolButton]] = {}
        self._inner = QWidget(self)
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setColumnMinimumWidth(0, _PLACE)
        self._grid.setColumnStretch(1, 1)
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._chooser = QComboBox(self)
        self._chooser.setObjectName("remarkCell")
        self._chooser.setAccessibleName(self.tr("要提意见的格"))
        self._chooser.setEditable(True)
        self._chooser.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._chooser.setMinimumContentsLength(16)
        for path, place in places.items():
            self._chooser.addItem(bare_place(place), path)
        self._chooser.setCurrentIndex(-1)
        # Enter in the list of matches is told twice, and before the field shows what was chosen
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._on_add)
        line = self._chooser.lineEdit()
        if line:
            line.setPlaceholderText(self.tr("再选一格，可输入几个字查找"))
            line.returnPressed.connect(self._soon.start)
        self._chooser.installEventFilter(self)
        completer = QCompleter(self._chooser.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _: self._soon.start())
        self._chooser.setCompleter(completer)
        self._add = QPushButton(self.tr("加一条(&A)"), self)
        self._add.setObjectName("addRemark")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._on_add)
        add = QGridLayout()
        add.setSpacing(_GAP)
        add.addWidget(self._chooser, 0, 0)
        add.addWidget(self._add, 0, 1)
        add.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(scroll, 1)
        layout.addLayout(add)
        self._chooser.editTextChanged.connect(self._look)
        for path in offered:
            self._line(path)
        self._look()

    def remarks(self) -> list[Remark]:
        """What has been written, in the order of the lines."""
        said = [(path, line.text().strip()) for path, (_, line, _) in self._lines.items()]
        return [Remark(path, text) for path, text in said if text]

    def _line(self, path: str) -> QLineEdit:
        place = self._places.get(path, path)
        label = ElidedLabel(self._inner)
        label.set_whole(bare_place(place))
        line = QLineEdit(self._inner)
        line.setObjectName("remarkText")
        line.setMaxLength(LONGEST_OPINION)
        line.setAccessibleName(self.tr("对%1的意见").replace("%1", place))
        line.setPlaceholderText(self.tr("这一格要改什么"))
        line.textChanged.connect(self.changed)
        line.installEventFilter(self)
        drop = QToolButton(self._inner)
        drop.setIcon(icon("close", "muted"))
        drop.setIconSize(QSize(10, 10))
        drop.setAutoRaise(True)
        drop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        drop.setToolTip(self.tr("去掉这一条"))
        drop.setAccessibleName(self.tr("去掉%1").replace("%1", place))
        drop.clicked.connect(lambda: self._drop(path))
        row = self._grid.rowCount()
        for column, widget in enumerate((label, line, drop)):
            self._grid.addWidget(widget, row, column)
            widget.show()
        self._lines[path] = (label, line, drop)
        order = [widget for _, text, cross in self._lines.values() for widget in (text, cross)]
        for before, after in pairwise((*order, self._chooser, self._add)):
            QWidget.setTabOrder(before, after)
        self._fit()
        return line

    def _drop(self, path: str) -> None:
        for widget in self._lines.pop(path):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._fit()
        self._chooser.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _fit(self) -> None:
        """As high as its lines, up to a few; then it scrolls."""
        self._scroll.setVisible(bool(self._lines))
        high = sum(line.sizeHint().height() + _GAP for _, line, _ in self._lines.values())
        self._scroll.setFixedHeight(min(_HIGH, max(1, high)))

    def _chosen(self) -> str:
        """The path of the cell that is named in the chooser, or else of the first with these words in its name; "" for none."""
        words = self._chooser.currentText().strip()
        if not words:
            return ""
        match = Qt.MatchFlag
        rows = (self._chooser.findText(words, how) for how in (match.MatchExactly, match.MatchContains))
        row = next((row for row in rows if row >= 0), -1)
        return self._chooser.itemData(row) if row >= 0 else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds the cell that was chosen, or goes on to choosing one; it must not press the button of the dialog."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not is_key or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(watched, event)
        if watched is self._chooser:
            self._on_add()
        else:
            self._chooser.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _look(self) -> None:
        self._add.setEnabled(bool(self._chosen()))

    def _on_add(self) -> None:
        path = self._chosen()
        if not path:
            return
        line = self._lines[path][1] if path in self._lines else self._line(path)
        self._chooser.setCurrentIndex(-1)
        self._chooser.clearEditText()
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
