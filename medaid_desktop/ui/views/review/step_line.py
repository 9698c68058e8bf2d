"""A step of the sign-off as it is told beside the paper: its number, who completes it, where it is, what was said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from medaid_desktop.core.review.chain import Standing
from medaid_desktop.operations.reviewing import step_name
from medaid_desktop.ui.views.labels import IconLabel
from medaid_desktop.ui.views.review.words import STATES, number_word, state_icon, state_word

_GAP, _SIGN = 4, 14


class StepLine(QWidget):
    """① 项目单位　√ 已审核, and below it who, on which day, with which seal and opinion."""

    def __init__(self, number: int, standing: Standing, trouble: str = "", parent: QWidget | None = None) -> None:
        """`trouble` says why nothing holds of the filing, whatever its content is."""
        super().__init__(parent)
        self.setObjectName(f"step-{standing.step.id}")
        title = self._label(f"{number_word(number)} {step_name(standing.step.title)}")
        title.setToolTip(standing.step.title)
        if standing.state in ("next", "void"):
            font = title.font()
            font.setBold(True)
            title.setFont(font)
        elif standing.state == "waiting":
            title.setProperty("part", "muted")
        sign = IconLabel(_SIGN, self)
        sign.set_icon(state_icon(standing.state))
        state = QLabel(state_word(standing.state), self)
        state.setObjectName("stepState")
        state.setMinimumWidth(max(state.fontMetrics().horizontalAdvance(state_word(one)) for one in STATES))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(_GAP)
        layout.setVerticalSpacing(2)
        layout.addWidget(title, 0, 0)
        layout.addWidget(sign, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(state, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        layout.setColumnStretch(0, 1)
        for row, (words, is_muted) in enumerate(self._details(standing, trouble), 1):
            label = self._label(words)
            label.setContentsMargins(20, 0, 0, 0)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if is_muted:
                label.setProperty("part", "muted")
            layout.addWidget(label, row, 0, 1, 3)
        self.setAccessibleName("，".join(label.text() for label in self.findChildren(QLabel)))

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setWordWrap(True)
        return label

    def _details(self, standing: Standing, trouble: str) -> list[tuple[str, bool]]:
        signing = standing.signing
        if signing is None:
            return []
        told = [(f"{signing.by}　{signing.on}", True)]
        if signing.office:
            told.append((signing.office, True))
        if signing.opinion:
            told.append((self.tr("意见：%1").replace("%1", signing.opinion), False))
        if signing.seal:
            told.append((self.tr("印章：%1").replace("%1", signing.seal), True))
        if standing.state == "void":
            why = self.tr("不作数，须重新审核。") if trouble else self.tr("审核后内容改动过，须重新审核。")
            told.append((why, False))
        return told
