"""The list of findings: what a click, a double-click and the keys do in it."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTreeView, QWidget

from medaid_desktop.operations.checking import Checked
from medaid_desktop.ui.models.finding_model import CHECKED_ROLE, KIND_ROLE, FindingModel, Key, key_of
from medaid_desktop.ui.views.findings.lines import FindingLines
from medaid_desktop.ui.views.findings.words import Kind

Index = QModelIndex | QPersistentModelIndex

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindingList(QTreeView):
    """The arrows and a click show the cell and leave the keys here; Enter and a double-click lead into it."""

    chosen = Signal(object)
    """The Checked that is the current one now, None for none."""
    shown = Signal(object)
    """A Checked whose cell is to be seen."""
    entered = Signal(object)
    """A Checked into whose cell the cursor is to go."""
    mend_asked = Signal(object, object)
    """A Checked, and the Mend of it that is to be made."""
    explain_asked = Signal()
    """The current finding is to be explained."""
    retract_asked = Signal()
    """The explanation of the current finding is to be taken back."""
    rule_asked = Signal(str)
    """The rule to be read about."""
    _quiet = False
    """The current finding is chosen without leading to its cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = FindingModel(self)
        self.setModel(self.findings)
        self._lines = FindingLines(self)
        self._folded: set[Kind] = {"explained"}
        self._pressed: QPoint | None = None
        self.can_write = True
        self.setItemDelegate(self._lines)
        self.setObjectName("findingsView")
        self.setAccessibleName(self.tr("审核发现"))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.expanded.connect(lambda index: self._note_folded(index, False))
        self.collapsed.connect(lambda index: self._note_folded(index, True))

    # -- what is shown -------------------------------------------------------------------------------------------

    def current(self) -> Checked | None:
        """The finding that is chosen."""
        return self.currentIndex().data(CHECKED_ROLE)

    def keep_place(self, key: Key | None, row: int) -> None:
        """After other rows are shown: what was folded stays so, and the finding chosen before, or the one that has come
        into its place, is chosen again, without leading anywhere."""
        for group in range(self.findings.rowCount()):
            index = self.findings.index(group, 0)
            self.setExpanded(index, index.data(KIND_ROLE) not in self._folded)
        found = self.findings.find(key)
        if key is not None and (not found.isValid() or not self.isExpanded(found.parent())):
            found = self._near(row)
        self._quiet = True
        if found.isValid():
            self.setCurrentIndex(found)
        self._quiet = False
        self.chosen.emit(self.current())

    def choose_path(self, path: str, unfold: bool = True) -> bool:
        """Chooses the first finding about a place, leaving cursor and keys where they are; False where there is none, or it
        is folded away and not to be unfolded."""
        found = self.findings.at_path(path)
        if found.isValid() and not unfold and not self.isExpanded(found.parent()):
            return False
        if found.isValid():
            self.expand(found.parent())
            self._quiet = True
            self.setCurrentIndex(found)
            self.scrollTo(found)
            self._quiet = False
        return found.isValid()

    def choose_first(self) -> None:
        """Chooses the gravest finding, unless one is chosen."""
        if self.current() is None and self.findings.rowCount():
            self._quiet = True
            self.setCurrentIndex(self.findings.index(0, 0, self.findings.index(0, 0)))
            self._quiet = False

    def seen_row(self) -> int:
        """The number of the current row among all that are seen, -1 for none."""
        return next((at for at, index in enumerate(self._seen()) if index == self.currentIndex()), -1)

    def _near(self, row: int) -> QModelIndex:
        seen = self._seen()
        found = [index for index in seen if index.data(CHECKED_ROLE)]
        before = [index for index in seen[: max(0, row)] if index.data(CHECKED_ROLE)]
        at = min(len(before), len(found) - 1)
        return found[at] if found else next(iter(seen), QModelIndex())

    def _seen(self) -> list[QModelIndex]:
        found: list[QModelIndex] = []
        index = self.findings.index(0, 0)
        while index.isValid():
            found.append(index)
            index = self.indexBelow(index)
        return found

    def _note_folded(self, index: Index, is_folded: bool) -> None:
        kind = index.data(KIND_ROLE)
        (self._folded.add if is_folded else self._folded.discard)(kind)

    # -- choosing ------------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The one left shrinks again, the one entered shows all of its sentence."""
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()
        if current.isValid() and not self._quiet:
            self.executeDelayedItemsLayout()
            self.scrollTo(cast("QModelIndex", current))
        self.chosen.emit(self.current())
        if not self._quiet and self.current():
            self.shown.emit(self.current())

    # -- keys and clicks -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        checked, held = self.current(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER:
            if checked is None:
                self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
            elif control:
                self._mend_first(checked)
            else:
                self.entered.emit(checked)
        elif checked and event.key() == Qt.Key.Key_C and control:
            self.copy()
        elif checked and event.key() == Qt.Key.Key_F2:
            self.explain_asked.emit()
        elif event.key() == Qt.Key.Key_F8:
            self._step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """As F8 on the paper: the next or the one before of all that are listed, from the last to the first again."""
        seen = self._seen()
        at = next((number for number, index in enumerate(seen) if index == self.currentIndex()), -1 if by > 0 else 0)
        ahead = [seen[(at + by * step) % len(seen)] for step in range(1, len(seen) + 1)]
        found = next((index for index in ahead if index.data(CHECKED_ROLE)), None)
        if found is not None:
            self.setCurrentIndex(found)

    def _mend_first(self, checked: Checked) -> None:
        if checked.finding.mends and self.can_write:
            self.mend_asked.emit(checked, checked.finding.mends[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_button = self._mend_at(event.position().toPoint())
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        before = self.currentIndex()
        self._quiet = on_button is not None
        super().mousePressEvent(event)
        self._quiet = False
        checked = index.data(CHECKED_ROLE)
        if event.button() == Qt.MouseButton.LeftButton and index == before and checked and on_button is None:
            self.shown.emit(checked)  # clicked again: shown again

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(point)
        if index.isValid() and index.data(CHECKED_ROLE) is None and self.indexAt(pressed) == index:
            self.setExpanded(index, not self.isExpanded(index))
            return
        mend = self._mend_at(point)
        if mend and mend == self._mend_at(pressed) and self.can_write:
            self.mend_asked.emit(index.data(CHECKED_ROLE), mend)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        checked = index.data(CHECKED_ROLE)
        if checked and self._mend_at(event.position().toPoint()) is None:
            self.entered.emit(checked)
        elif not checked:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_button = self._mend_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor)

    def _mend_at(self, point: QPoint) -> object:
        index = self.indexAt(point)
        places = self._lines.mend_places(index) if index.isValid() else []
        return next((mend for place, mend in places if place.contains(point)), None)

    def mend_place(self, index: Index, number: int = 0) -> QPoint:
        """The middle of a painted button."""
        return self._lines.mend_places(index)[number][0].center()

    # -- the menu ------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        checked = self.current()
        if checked is None:
            return
        at = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_of(checked).popup(at)

    def menu_of(self, checked: Checked) -> QMenu:
        """What can be done with a finding, with the same words and keys as elsewhere; it deletes itself once closed."""
        menu, finding = QMenu(self), checked.finding
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{self.tr('转到(&G)')}\t{self.tr('回车')}", lambda: self.entered.emit(checked))
        menu.addSeparator()
        for number, mend in enumerate(finding.mends):
            key = f"\tCtrl+{self.tr('回车')}" if number == 0 else ""
            act = menu.addAction(f"{mend.title}{key}", lambda mend=mend: self.mend_asked.emit(checked, mend))
            act.setEnabled(self.can_write)
        if finding.severity == "warning":
            words = self.tr("改说明…(&E)") if checked.explanation else self.tr("说明…(&E)")
            menu.addAction(f"{words}\tF2", self.explain_asked.emit).setEnabled(self.can_write)
        if checked.explanation:
            menu.addAction(self.tr("撤回说明(&T)"), self.retract_asked.emit).setEnabled(self.can_write)
        menu.addSeparator()
        menu.addAction(f"{self.tr('复制(&C)')}\tCtrl+C", self.copy)
        menu.addAction(f"{self.tr('规则说明(&R)')}\tF1", lambda: self.rule_asked.emit(finding.rule))
        return menu

    def copy(self) -> None:
        """Copies the current finding as a sentence, with its explanation."""
        checked = self.current()
        if checked:
            words = [checked.finding.message]
            words += [self.tr("说明：%1").replace("%1", checked.explanation.text)] if checked.explanation else []
            QGuiApplication.clipboard().setText("\n".join(words))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 4 * self.fontMetrics().height())


def kept(view: FindingList) -> tuple[Key | None, int]:
    """What is to be chosen again after other rows are shown: for `keep_place`."""
    checked = view.current()
    return (key_of(checked) if checked else None), view.seen_row()
