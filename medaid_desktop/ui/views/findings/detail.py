"""What there is to know and to do about one finding: both sides, the difference, an explanation, the rule."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking import Checked, rules
from medaid_desktop.ui.models.finding_model import key_of
from medaid_desktop.ui.views.findings.comparison import Side, difference, sides
from medaid_desktop.ui.views.findings.explaining import ExplanationLine
from medaid_desktop.ui.views.findings.side import SideButton

_EDGE, _GAP, _MOST = 8, 4, 12


class FindingDetail(QScrollArea):
    """Stands under the list and is about the finding chosen there."""

    jumped = Signal(str, str)
    """A filing ("" for the one in front) and the path of a cell in it."""
    explained = Signal(object, str)
    """A Checked, and what the clerk has written about it, "" to take that back."""
    left = Signal()
    """The clerk goes back to the list."""
    rule_asked = Signal(str)
    """The rule to be read about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingDetail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._checked: Checked | None = None
        self._shown: list[Side] = []
        self._inner = QWidget(self)
        self._sides = QVBoxLayout()
        self._sides.setSpacing(0)
        self._difference = QLabel(self._inner)
        self._difference.setObjectName("findingDifference")
        self._difference.setContentsMargins(_EDGE, 0, _EDGE, 0)
        self._explanation = ExplanationLine(self._inner)
        self._rule = QLabel(self._inner)
        self._rule.setProperty("part", "muted")
        self._more = QToolButton(self._inner)
        self._more.setObjectName("findingRule")
        self._more.setText(self.tr("规则说明"))
        self._more.setProperty("part", "chip")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for label in (self._difference, self._rule):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._explanation.kept.connect(lambda text: self._checked and self.explained.emit(self._checked, text))
        self._explanation.left.connect(self.left)
        self._more.clicked.connect(lambda: self._checked and self.rule_asked.emit(self._checked.finding.rule))
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, _GAP, 0, _EDGE)
        column.setSpacing(_GAP)
        column.addLayout(self._sides)
        column.addWidget(self._difference)
        below = QVBoxLayout()
        below.setContentsMargins(_EDGE, _GAP, _EDGE, 0)
        below.setSpacing(_EDGE)
        below.addWidget(self._explanation)
        below.addWidget(self._rule)
        below.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(below)
        column.addStretch(1)
        self.setWidget(self._inner)

    def show_finding(self, checked: Checked | None, filing: Filing | None, can_write: bool) -> None:
        """Shows a finding of a filing, None for none."""
        before, self._checked = self._checked, checked
        self._inner.setVisible(checked is not None)
        if checked is None or filing is None:
            self._shown = []
            return
        finding = checked.finding
        told = sides(filing, checked)
        if told != self._shown:
            self._show_sides(told)
            self._shown = told
        words = difference(finding)
        self._difference.setText(words)
        self._difference.setVisible(bool(words))
        self._explanation.setVisible(finding.severity == "warning")
        if finding.severity == "warning":
            if before is None or key_of(before) != key_of(checked):
                self._explanation.line.setModified(False)
            self._explanation.show_finding(checked, can_write)
        rule = rules().get(finding.rule)
        self._rule.setText(rule.what if rule else "")
        self._rule.setVisible(rule is not None)
        self._more.setVisible(rule is not None)

    def write_explanation(self) -> None:
        """Puts the cursor into the explanation, all of it selected."""
        if self._explanation.isVisible():
            self.ensureWidgetVisible(self._explanation.line)
            self._explanation.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._explanation.line.selectAll()

    def _show_sides(self, listed: list[Side]) -> None:
        while (item := self._sides.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for side in listed[:_MOST]:
            self._sides.addWidget(self._button(side))
        if len(listed) > _MOST:
            more = QToolButton(self._inner)
            more.setObjectName("moreSides")
            more.setText(self.tr("再列 %1 项").replace("%1", str(len(listed) - _MOST)))
            more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            more.setProperty("part", "chip")
            more.clicked.connect(lambda: self._show_rest(more, listed[_MOST:]))
            self._sides.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_rest(self, more: QWidget, rest: list[Side]) -> None:
        buttons = [self._button(side) for side in rest]
        for button in buttons:
            self._sides.addWidget(button)
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        more.hide()

    def _button(self, side: Side) -> SideButton:
        button = SideButton(side.label, side.text, bool(side.path), self._inner)
        if side.path:
            button.clicked.connect(lambda: self.jumped.emit(side.filing, side.path))
        return button

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 4 * self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._inner.sizeHint().height())
