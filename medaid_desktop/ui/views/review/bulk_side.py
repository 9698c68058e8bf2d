"""Beside the list of a bulk review: which step acts, by whom and with which words it is completed, and what pressing the
buttons means."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import step_name
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.review.signing_fields import SigningFields

_GAP, _WIDTH = 8, 264
_STEP_KEY = "review/bulk-step"


class _Scroll(QScrollArea):
    """Wants the height that its widget has by now; Qt's own remembers the first."""

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint() if self.widget() else super().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class BulkSide(QWidget):
    """The fields scroll where the window is low; the buttons and what signing means always stand below them."""

    terms_changed = Signal()
    """Another step or seal: what signing would mean for each filing is other than before."""
    sign_requested = Signal()
    return_requested = Signal()

    def __init__(self, desk: Desk, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._count, self._total = 0, ""
        scroll = _Scroll(self)
        inner = QWidget(scroll)
        self.chooser = QComboBox(inner)
        self.chooser.setObjectName("bulkStep")
        self.chooser.setAccessibleName(self.tr("审核环节"))
        self.fields = SigningFields(desk, settings, inner)
        self._means = QLabel(self)
        self._means.setObjectName("bulkMeans")
        self._means.setWordWrap(True)
        self._sign = QPushButton(self)
        self._sign.setObjectName("bulkSign")
        self._sign.setAutoDefault(True)
        self._return = QPushButton(self)
        self._return.setObjectName("bulkReturn")
        self._return.setAutoDefault(True)
        self.fields.add_first(self.tr("环节(&J)："), self.chooser)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for widget in (scroll, self._means):
            layout.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(_GAP)
        buttons.addWidget(self._sign, 1)
        buttons.addWidget(self._return, 1)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.chooser.currentIndexChanged.connect(self.follow)
        self.fields.changed.connect(self._look)
        self.fields.seals.currentIndexChanged.connect(self.terms_changed)
        self._sign.clicked.connect(self.sign_requested)
        self._return.clicked.connect(self.return_requested)

    @property
    def step(self) -> ReviewStep | None:
        """The step that is chosen, None where there is none."""
        step = self.chooser.currentData()
        return step if isinstance(step, ReviewStep) else None

    def show_steps(self, steps: Sequence[ReviewStep]) -> None:
        """Offers steps; the one chosen so far, or last on this PC, stays chosen, else the first is."""
        wanted = _key(self.step) if self.step else self._settings.text(_STEP_KEY)
        keys = [_key(step) for step in steps]
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for step in steps:
            self.chooser.addItem(step_name(step.title), step)
        self.chooser.setCurrentIndex(keys.index(wanted) if wanted in keys else min(0, len(steps) - 1))
        self.chooser.blockSignals(False)
        self.setVisible(bool(steps))
        self.follow()

    def follow(self) -> None:
        """Another step is chosen, or somebody else works: name, words and seals are those that belong to it."""
        self.fields.forget_passphrase()
        if self.step:
            self.fields.show_step(self.step)
        self.terms_changed.emit()

    def show_counts(self, to_sign: int, to_return: int, total: str) -> None:
        """How many filings each button would act on, and the money of those to be signed, "" where it is not known."""
        self._count, self._total = to_sign, total
        words = self.tr("退回所选 %1 份…").replace("%1", str(to_return)) if to_return else self.tr("退回所选…")
        self._return.setText(words)
        self._return.setEnabled(bool(to_return))
        self._return.setToolTip("" if to_return else self.tr("没有选中可以退回的：已有环节审核过的才能退回。"))
        self._look()

    def remember_step(self) -> None:
        """Keeps the step for the next time."""
        if self.step:
            self._settings.put(_STEP_KEY, _key(self.step))

    def remember(self) -> None:
        """Keeps step, name and words for the next time."""
        self.remember_step()
        self.fields.remember()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._look()

    def _look(self) -> None:
        """Says what signing would do."""
        count = self._count
        self._sign.setText(self.tr("审核通过 %1 份").replace("%1", str(count)) if count else self.tr("审核通过"))
        self._sign.setEnabled(bool(count) and self.fields.is_complete)
        by, missing = self.fields.words().by, self.fields.missing()
        if not self.isEnabled():
            words = ""  # while something is being done with them
        elif not count:
            words = self.tr("没有选中可以审核的填报件。")
        elif missing:
            words = self.tr("%1，再审核选中的 %2 份。").replace("%1", missing).replace("%2", str(count))
        else:
            words = self.tr("将以“%1”的名义完成 %2 份的“%3”环节，审核后内容即锁定。")
            words = words.replace("%1", by).replace("%2", str(count)).replace("%3", self.chooser.currentText())
        if words and count and self._total:
            words += "\n" + self.tr("金额合计 %1。").replace("%1", self._total)
        self._means.setText(words)
        self.setFixedWidth(max(_WIDTH, 2 * max(one.sizeHint().width() for one in (self._sign, self._return)) + _GAP))


def _key(step: ReviewStep) -> str:
    return f"{step.id}|{step.title}"
