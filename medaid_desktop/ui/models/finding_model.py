"""The findings of a filing in groups by gravity; those that have been explained make a group of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medaid_desktop.core.texts.text_match import fold
from medaid_desktop.operations.checking import Checked, rules
from medaid_desktop.ui.views.findings.words import KINDS, Kind, kind_of, kind_word

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

CHECKED_ROLE, KIND_ROLE, TITLE_ROLE, COUNT_ROLE = (Role.UserRole + number for number in range(4))
_ROOT = QModelIndex()
_GROUP = 0
"""The internal id of groups; that of findings is the row of their group, counted from 1."""
Key = tuple[str, str, str]


@dataclass(slots=True)
class _Group:
    kind: Kind
    found: list[Checked] = field(default_factory=list[Checked])


def key_of(checked: Checked) -> Key:
    """What tells a finding from the others of its filing."""
    return checked.finding.rule, checked.finding.where, checked.finding.detail


class FindingModel(QAbstractItemModel):
    """Groups that hold something, the gravest first; in each the findings in the order of the paper."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Checked] = ()
        self._groups: list[_Group] = []
        self._hidden: frozenset[Kind] = frozenset()
        self._sought = ""

    def show(self, findings: Sequence[Checked]) -> bool:
        """Shows other findings; False where their rows stay what they were, so that nothing has to be put back."""
        self._all = findings
        return self._arrange()

    def narrow(self, hidden: Collection[Kind], sought: str) -> bool:
        """Leaves out kinds, and what does not have some words in it; False where the rows stay."""
        self._hidden, self._sought = frozenset(hidden), fold(sought).strip()
        return self._arrange()

    @property
    def shown_count(self) -> int:
        """How many findings are listed."""
        return sum(len(group.found) for group in self._groups)

    def title(self, checked: Checked) -> str:
        """What the rule of a finding is called."""
        rule = rules().get(checked.finding.rule)
        return rule.title if rule else ""

    def find(self, key: Key | None) -> QModelIndex:
        """The index of a finding, an invalid one where it is not listed."""
        for row, group in enumerate(self._groups):
            for place, checked in enumerate(group.found):
                if key_of(checked) == key:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def at_path(self, path: str) -> QModelIndex:
        """The index of the first finding about a place."""
        for row, group in enumerate(self._groups):
            for place, checked in enumerate(group.found):
                if checked.finding.where == path:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    # -- QAbstractItemModel --------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, child: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        if not child.isValid() or child.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].found) if parent.internalId() == _GROUP else 0

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: ARG002
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == _GROUP:
            return self._group_data(self._groups[index.row()], role)
        group = self._groups[index.internalId() - 1]
        checked = group.found[index.row()]
        match role:
            case Role.DisplayRole:
                return checked.finding.message
            case Role.AccessibleTextRole:
                return self._spoken(checked)
            case _:
                known = {CHECKED_ROLE: checked, KIND_ROLE: group.kind, TITLE_ROLE: self.title(checked)}
                return known.get(role)

    # -- how it is done ------------------------------------------------------------------------------------------

    def _group_data(self, group: _Group, role: int) -> Any:
        words = f"{kind_word(group.kind)} {len(group.found)}"
        known = {Role.DisplayRole: words, KIND_ROLE: group.kind, COUNT_ROLE: len(group.found)}
        known[Role.AccessibleTextRole] = self.tr("%1 处").replace("%1", words)
        return known.get(role)

    def _spoken(self, checked: Checked) -> str:
        parts = [kind_word(kind_of(checked)), self.title(checked), checked.finding.message]
        parts += [self.tr("可以%1").replace("%1", mend.title) for mend in checked.finding.mends]
        if checked.explanation:
            parts.append(self.tr("说明：%1").replace("%1", checked.explanation.text))
        return "，".join(part for part in parts if part)

    def _arrange(self) -> bool:
        groups = self._arranged()
        same = [(one.kind, [*map(key_of, one.found)]) for one in groups] == [
            (one.kind, [*map(key_of, one.found)]) for one in self._groups
        ]
        if same:
            self._groups = groups
            for row, group in enumerate(groups):
                above = self.index(row, 0)
                if group.found:
                    self.dataChanged.emit(self.index(0, 0, above), self.index(len(group.found) - 1, 0, above))
            return False
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()
        return True

    def _arranged(self) -> list[_Group]:
        by_kind = {kind: _Group(kind) for kind in KINDS}
        for checked in self._all:
            kind = kind_of(checked)
            if kind not in self._hidden and self._has_words(checked):
                by_kind[kind].found.append(checked)
        return [group for group in by_kind.values() if group.found]

    def _has_words(self, checked: Checked) -> bool:
        if not self._sought:
            return True
        text = fold(f"{self.title(checked)} {checked.finding.message}")
        return all(word in text for word in self._sought.split())
