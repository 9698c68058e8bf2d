"""Many filings before a bulk review: a line each with its money, what is open, what signing would mean, whether it can be
sent back, and what came of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication

from medaid_desktop.operations.reviewing.bulk import Kind, Outcome, Prospect, Stance
from medaid_desktop.ui.palette import colours

if TYPE_CHECKING:
    from medaid_desktop.store.records.listing import FilingSummary

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

TICK, FORM, TITLE, REGION, YEAR, TOTAL, ERRORS, WARNINGS, STANCE = range(9)
_CHANGED: Final = "changed"
_ROOT = QModelIndex()
_ALIGNED = {
    TOTAL: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    ERRORS: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
    WARNINGS: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}
"""Figures end together; what is counted stands apart from them."""
_SIGNS: dict[str, str] = {
    "ready": "√", "errors": "●", "warnings": "▲", "turn": "○", "done": "√", "none": "○", "trouble": "●",
    "signed": "√", "returned": "√", _CHANGED: "▲",
}  # fmt: skip
_COLOURS: dict[str, str] = {
    "ready": "good", "errors": "error", "warnings": "warning", "turn": "muted", "done": "muted", "none": "muted",
    "trouble": "error", "signed": "good", "returned": "good", _CHANGED: "warning",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BulkLine:
    """`outcome` is None until it has been signed or sent back, or that was tried; `is_stale` says that it has been changed
    since it was looked at, or since that."""

    prospect: Prospect
    stance: Stance
    ticked: bool
    outcome: Outcome | None = None
    is_stale: bool = False

    @property
    def may_be_ticked(self) -> bool:
        """Whether it can be chosen, to be signed or to be sent back."""
        return (self.stance.is_ready or self.stance.may_return) and self.outcome is None and not self.is_stale

    @property
    def is_to_sign(self) -> bool:
        """Whether it would be signed now."""
        return self.ticked and self.may_be_ticked and self.stance.is_ready

    @property
    def is_to_return(self) -> bool:
        """Whether it would be sent back now."""
        return self.ticked and self.may_be_ticked and self.stance.may_return

    @property
    def kind(self) -> Kind | Literal["signed", "returned", "changed"]:
        """How it stands, which has a sign and a colour."""
        if self.is_stale:
            return _CHANGED
        if self.outcome is None:
            return self.stance.kind
        return "trouble" if not self.outcome.chain else "returned" if self.outcome.is_returned else "signed"


class BulkReviewModel(QAbstractTableModel):
    """In the order in which the filings were listed; those that do not have the step can be left out."""

    ticked = Signal()
    """Others are chosen than before."""

    def __init__(
        self, form_name: Callable[[str], str], region_name: "Callable[[FilingSummary], str]", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._form_name = form_name
        self._region_name = region_name
        self._all: list[BulkLine] = []
        self._picked: dict[str, bool] = {}
        """The filings that were chosen or taken out by hand, whatever step or seal is chosen after that."""
        self._stale: Collection[str] = ()
        self._shows_all = False
        self.lines: list[BulkLine] = []
        self._heads = [
            "", self.tr("表种"), self.tr("名称"), self.tr("区划"), self.tr("年度"), self.tr("金额"), self.tr("● 错误"),
            self.tr("▲ 警告"), self.tr("审核"),
        ]  # fmt: skip

    def show(self, prospects: Sequence[Prospect], stances: Sequence[Stance]) -> None:
        """Shows filings and what signing would mean for each; all that can be signed are chosen, but those taken out before."""
        self._all = [
            BulkLine(one, how, self._picked.get(one.summary.id, how.is_ready), is_stale=one.summary.id in self._stale)
            for one, how in zip(prospects, stances, strict=True)
        ]
        self._arrange()

    def show_stale(self, ids: Collection[str]) -> None:
        """Which filings have been changed since they were looked at, signed or sent back."""
        self._stale = frozenset(ids)
        self._all = [replace(one, is_stale=one.prospect.summary.id in self._stale) for one in self._all]
        kept = {one.prospect.summary.id: one for one in self._all}
        self.lines = [kept[one.prospect.summary.id] for one in self.lines]
        self._tell_changed()

    def show_all(self, shows_all: bool) -> None:
        """Whether filings that do not have the step are listed too."""
        self._shows_all = shows_all
        self._arrange()

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Shows what became of filings."""
        by_id = {outcome.summary.id: outcome for outcome in outcomes}
        self._all = [replace(one, outcome=by_id.get(one.prospect.summary.id, one.outcome)) for one in self._all]
        self._arrange()

    def to_sign(self) -> list[Prospect]:
        """What would be signed now; never a filing that is not listed."""
        return [line.prospect for line in self.lines if line.is_to_sign]

    def to_return(self) -> list[Prospect]:
        """What would be sent back now; never a filing that is not listed."""
        return [line.prospect for line in self.lines if line.is_to_return]

    def stale_count(self) -> int:
        """How many have been changed since."""
        return sum(line.is_stale for line in self._all)

    def is_all_ticked(self) -> bool | None:
        """Whether all that are listed and can be chosen are; None where none can be."""
        ticks = [line.ticked for line in self.lines if line.may_be_ticked]
        return all(ticks) if ticks else None

    def toggle(self, row: int) -> None:
        """Chooses a filing or no longer, where it can be signed or sent back."""
        self._tick([row], not self.lines[row].ticked)

    def tick_all(self, ticked: bool) -> None:
        """Chooses all that are listed and can be chosen, or none."""
        self._tick(range(len(self.lines)), ticked)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.ToolTipRole and section == WARNINGS:
            return self.tr("没有说明的警告")
        if role == Role.TextAlignmentRole:
            return _ALIGNED.get(section)
        return self._heads[section] if role == Role.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == TICK and self.lines[index.row()].may_be_ticked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return self._text(line, column)
            case Role.AccessibleTextRole:
                return "，".join(filter(None, (self._text(line, TITLE), self._said(line)))) if column == TITLE else None
            case Role.ToolTipRole:
                return "\n".join(filter(None, (line.prospect.summary.title, self._said(line))))
            case Role.CheckStateRole if column == TICK and line.may_be_ticked:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Role.ForegroundRole if column in (ERRORS, WARNINGS, STANCE):
                names = {ERRORS: "error", WARNINGS: "warning", STANCE: _COLOURS[line.kind]}
                return QBrush(QColor(colours(QGuiApplication.palette())._asdict()[names[column]]))
            case Role.TextAlignmentRole:
                return _ALIGNED.get(column)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ARG002
        if index.isValid() and role == Role.CheckStateRole and index.column() == TICK:
            self.toggle(index.row())
            return True
        return False

    # -- how it is done ------------------------------------------------------------------------------------------

    def _tick(self, rows: Iterable[int], ticked: bool) -> None:
        places = {line.prospect.summary.id: place for place, line in enumerate(self._all)}
        for row in rows:
            line = self.lines[row]
            if line.may_be_ticked and line.ticked != ticked:
                filing_id = line.prospect.summary.id
                self._picked[filing_id] = ticked
                self.lines[row] = self._all[places[filing_id]] = replace(line, ticked=ticked)
        self._tell_changed()

    def _tell_changed(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self.lines) - 1, STANCE))
        self.ticked.emit()

    def _text(self, line: BulkLine, column: int) -> str:
        prospect, summary = line.prospect, line.prospect.summary
        texts = {
            FORM: lambda: self._form_name(summary.form), TITLE: lambda: summary.title,
            REGION: lambda: self._region_name(summary), YEAR: lambda: str(summary.year or ""),
            TOTAL: lambda: prospect.total, ERRORS: lambda: f"● {prospect.errors}" if prospect.errors else "",
            WARNINGS: lambda: f"▲ {prospect.unexplained}" if prospect.unexplained else "",
            STANCE: lambda: f"{_SIGNS[line.kind]} {self._said(line)}",
        }  # fmt: skip
        return texts[column]() if column in texts else ""

    def _said(self, line: BulkLine) -> str:
        if line.is_stale:
            return self.tr("查看以后改过")
        if line.outcome is None:
            return line.stance.words
        return line.outcome.trouble or (self.tr("已退回") if line.outcome.is_returned else self.tr("已审核通过"))

    def _arrange(self) -> None:
        self.beginResetModel()
        self.lines = [line for line in self._all if self._shows_all or line.stance.kind != "none"]
        self.endResetModel()
        self.ticked.emit()
