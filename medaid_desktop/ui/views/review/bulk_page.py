"""Many filings reviewed at once: what each would mean, who does what with which words, progress, and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import sum_of
from medaid_desktop.operations.reviewing.bulk import Outcome, Prospect, stance, steps_among, summed_up
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.models.bulk_review_model import TITLE, BulkReviewModel
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.buttons import page_button
from medaid_desktop.ui.views.review.bulk_list import BulkList
from medaid_desktop.ui.views.review.bulk_side import BulkSide

_EDGE, _GAP = 16, 8


class BulkReviewPage(QWidget):
    """Busy, stopped, failed, or the list with the fields beside it."""

    open_requested = Signal(str)
    stop_requested = Signal()
    again_requested = Signal()
    sign_requested = Signal()
    return_requested = Signal()

    def __init__(self, desk: Desk, settings: WindowSettings, model: BulkReviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bulkReviewPage")
        self._desk = desk
        self.model = model
        model.setParent(self)
        self._looked: Sequence[Prospect] = ()
        self._is_busy = False
        self._words = ""
        """What was looked at or done last, without what has been changed since."""
        self._heading = QLabel(self)
        self._heading.setFont(title_font(self))
        self._heading.setWordWrap(True)
        self._said = QLabel(self)
        self._said.setObjectName("bulkSaid")
        self._said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setAccessibleName(self.tr("批量审核的进度"))
        self.list = BulkList(model, self)
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.side = BulkSide(desk, settings, self)
        self._every = QCheckBox(self.tr("全选(&L)"), self)
        self._every.setObjectName("bulkEvery")
        self._all = QCheckBox(self.tr("也列出没有这个环节的(&I)"), self)
        self._all.setObjectName("bulkShowAll")
        self._stop = page_button("bulkStop", self.tr("停止"), self)
        self._open = page_button("bulkOpen", self.tr("打开(&G)"), self)
        self._again = page_button("bulkAgain", self.tr("重新查看(&A)"), self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        middle = QHBoxLayout()
        middle.setSpacing(_EDGE)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.side)
        buttons = QHBoxLayout()
        buttons.setSpacing(_GAP)
        buttons.addWidget(self._every)
        buttons.addSpacing(_GAP)
        buttons.addWidget(self._all)
        buttons.addStretch(1)
        for button in (self._stop, self._open, self._again):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        for widget in (self._heading, self._said, self._bar):
            layout.addWidget(widget)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._every.clicked.connect(self.model.tick_all)
        self._all.toggled.connect(self.model.show_all)
        self._stop.clicked.connect(self.stop_requested)
        self._again.clicked.connect(self.again_requested)
        self.side.sign_requested.connect(self.sign_requested)
        self.side.return_requested.connect(self.return_requested)
        self.side.terms_changed.connect(self._weigh)
        self._open.clicked.connect(lambda: self._open_row(self.list.currentIndex().row()))
        self.list.opened.connect(self._open_row)
        self.model.ticked.connect(self._look)
        self.model.modelReset.connect(self._look)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_heading(self, words: str) -> None:
        """Which filings are reviewed."""
        self._heading.setText(words)

    def show_busy(self, words: str, count: int) -> None:
        """They are looked at, signed or sent back."""
        self._bar.setRange(0, max(1, count))
        self._bar.setValue(0)
        self._set_busy(True)
        self._said.setText(words)
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int) -> None:
        """How many are done."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    def show_prospects(self, looked: Sequence[Prospect]) -> None:
        """What signing would mean for each filing, for the step chosen last on this PC, else the one most of them wait for."""
        self._looked = looked
        self.model.show_stale(())
        self._set_busy(False)
        steps = steps_among(looked)
        self.side.show_steps(steps)
        if steps:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._say_instead(self.tr("这些填报件的审核记录都读不出来。可以用“文件 → 用备份恢复”。"))

    def show_outcomes(self, outcomes: Sequence[Outcome], words: str) -> None:
        """What became of the filings that were to be signed or sent back."""
        self._set_busy(False)
        moved = {one.summary.id: one.chain for one in outcomes if one.chain}
        self._looked = [replace(one, chain=moved.get(one.summary.id, one.chain)) for one in self._looked]
        self.model.show_outcomes(outcomes)
        self._words = words
        self._tell()
        self._choose_first()
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stopped(self, words: str) -> None:
        """Looking at them was stopped or has failed."""
        self._looked = ()
        self._set_busy(False)
        self.model.show((), ())
        self.side.hide()
        self._say_instead(self.tr("还没有看过这些填报件。按“重新查看”从头看起。"), words)

    def show_stale(self, ids: Collection[str]) -> None:
        """Some of them have been changed since they were looked at: they say so, and nothing is done with them."""
        self.model.show_stale(ids)
        self._tell()

    def follow_person(self) -> None:
        """Somebody else works in the ledger, or nobody: who signs and what may be signed are asked anew."""
        if not self._is_busy:
            self.side.follow()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._bar.setVisible(is_busy)
        self._stop.setVisible(is_busy)
        for widget in (self._open, self._again, self._every, self._all):
            widget.setVisible(not is_busy)
        self.side.setEnabled(not is_busy)

    def _say_instead(self, words: str, why: str = "") -> None:
        """There is no list to show: what stands in its place, and what has happened."""
        self._said.setText(why)
        self._empty.setText(words)
        self._stack.setCurrentIndex(1)
        for widget in (self._every, self._all, self._open):
            widget.hide()
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weigh(self) -> None:
        """What signing would mean, with the step and seal chosen now."""
        step = self.side.step
        if step is None or not self._looked:
            self.model.show((), ())
            return
        stances = [stance(self._desk, one, step, self.side.fields.seal()) for one in self._looked]
        self.model.show(self._looked, stances)
        self._words = summed_up(stances)
        self._tell()
        self._stack.setCurrentIndex(0)
        self._choose_first()

    def _choose_first(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, TITLE))

    def _look(self) -> None:
        self._open.setEnabled(bool(self.model.lines))
        all_ticked = self.model.is_all_ticked()
        self._every.setChecked(bool(all_ticked))
        self._every.setEnabled(all_ticked is not None)
        to_sign = self.model.to_sign()
        self.side.show_counts(len(to_sign), len(self.model.to_return()), sum_of([one.total for one in to_sign]))

    def _tell(self) -> None:
        count = self.model.stale_count()
        words = self.tr("查看以后改过 %1 份，按“重新查看”更新；改过的不会被办理。").replace("%1", str(count))
        self._said.setText(f"{self._words}{words}" if count else self._words)

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            self.open_requested.emit(self.model.lines[row].prospect.summary.id)
