"""What a suggestion is, and which of many fit what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from medaid_desktop.core.filing import Filing, parse_path
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.sheet import Slot
from medaid_desktop.core.texts.initials import Initials, fold_typed

Source = Literal[
    "date", "today", "period", "sign", "earlier", "allotted", "class", "office", "region", "table", "ledger", "list"
]
"""Where a suggestion comes from: the window has a word for each (去年, 本类常用, 单位, 区划)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that may stand in a cell. `note` says more about where it is from: the year, the path of a region.

    `complete` is False for a beginning (≥) after which one goes on typing.
    """

    text: str
    source: Source
    note: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A suggestion that is offered where it fits; `others` are further ways to write it, also letters (ybj)."""

    suggestion: Suggestion
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that something is typed into: the filing as it is, the cell's slot, the text so far."""

    form: Form
    filing: Filing
    slot: Slot
    typed: str

    @property
    def definition(self) -> FieldDef:
        return self.form.definition(self.slot.table, self.slot.field)

    @property
    def row(self) -> Mapping[str, str]:
        """The texts of the table row the cell lies in; of an open line, what it will hold."""
        if not self.slot.table:
            return {}
        if self.slot.new_row is not None:
            return self.slot.new_row
        rows, index = self.filing.rows(self.slot.table), parse_path(self.slot.path).row
        return rows[index] if 0 <= index < len(rows) else {}


def fitting(candidates: Iterable[Candidate], typed: str, initials: Initials) -> list[Suggestion]:
    """The suggestions that fit what was typed, best fit first, else as they came; all where nothing was typed."""
    folded = fold_typed(typed)
    if not folded:
        return [candidate.suggestion for candidate in candidates]
    graded: list[tuple[int, Suggestion]] = []
    for candidate in candidates:
        grade = initials.fit(folded, candidate.suggestion.text, candidate.others)
        if grade is not None:
            graded.append((grade, candidate.suggestion))
    return [suggestion for _, suggestion in sorted(graded, key=lambda pair: pair[0])]


def unlike(suggestions: Iterable[Suggestion], typed: str, limit: int) -> list[Suggestion]:
    """The first suggestions of different texts, none that says just what was typed."""
    seen = {typed.strip(), ""}
    found: list[Suggestion] = []
    for suggestion in suggestions:
        if suggestion.text not in seen:
            seen.add(suggestion.text)
            found.append(suggestion)
            if len(found) == limit:
                break
    return found
