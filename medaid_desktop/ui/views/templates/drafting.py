"""A draft of forms under correction: what the clerk has said so far, and the way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.templates import names_in
from medaid_desktop.ui.views.templates.roles import Where

if TYPE_CHECKING:
    from medaid_desktop.core.forms import Form
    from medaid_desktop.core.templates.template_map import TemplateMap
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.templates import Known, TemplateDraft
    from medaid_desktop.recognition.templates.changing.changes import Change


@dataclass(frozen=True, slots=True)
class _State:
    """`names` are those the clerk has typed, by the number of the sheet; `apart` the sheets that become forms of their own
    although the ledger has one that is alike; `blank` the cells and paragraphs that are not to be filled although they look
    so, by the sheet."""

    draft: "TemplateDraft"
    left_out: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()
    names: dict[int, str] = field(default_factory=dict[int, str])
    blank: frozenset[tuple[int, Where]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Step:
    before: _State
    words: str
    sheet: int


class Drafting(QObject):
    """The ledger is not touched here. Every correction can be taken back and done again."""

    changed = Signal(int)
    """Something of a sheet is understood otherwise now."""
    refused = Signal(object)
    """A UserError: a correction that cannot be."""

    def __init__(self, desk: "Callable[[], Desk]", draft: "TemplateDraft", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = _State(draft)
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._forms: dict[int, tuple[TemplateMap, Form | UserError]] = {}

    # -- what there is -------------------------------------------------------------------------------------------

    @property
    def draft(self) -> "TemplateDraft":
        """As it is understood now."""
        return self._state.draft

    @property
    def count(self) -> int:
        """How many sheets can become forms."""
        return len(self.draft.maps)

    def map(self, sheet: int) -> "TemplateMap":
        """What was understood of a sheet."""
        return self.draft.maps[sheet]

    def is_taken(self, sheet: int) -> bool:
        """Whether a sheet will become a form."""
        return sheet not in self._state.left_out

    def taken(self) -> list[int]:
        """The sheets that will become forms."""
        return [sheet for sheet in range(self.count) if self.is_taken(sheet)]

    def name(self, sheet: int) -> str:
        """What the form of a sheet will be called."""
        return self._state.names.get(sheet) or self.draft.names[sheet]

    def known(self, sheet: int) -> "Known | None":
        """The form of the ledger whose next version a sheet becomes, None where it makes a form of its own."""
        return None if sheet in self._state.apart else self.draft.known[sheet]

    def is_apart(self, sheet: int) -> bool:
        """Whether the clerk wants a form of its own although the ledger has one that is alike."""
        return sheet in self._state.apart

    def to_keep(self) -> "TemplateDraft":
        """The draft with the names that the clerk has given. Raises UserError for a name that cannot be."""
        from medaid_desktop.operations.templates import Known
        from medaid_desktop.operations.templates.names import checked

        names, known = list(self.draft.names), list(self.draft.known)
        heads = self._desk().ledger.templates.all()
        newest = {head.form: head for head in heads}
        present = {name: newest[form] for name, form in names_in(heads).items()}
        for sheet in self.taken():
            names[sheet] = checked(self.name(sheet))
            head = present.get(names[sheet].casefold())
            known[sheet] = Known(head.form, head.version, False) if head else None
        return replace(self.draft, names=tuple(names), known=tuple(known))

    def form(self, sheet: int) -> "Form":
        """The form that a sheet would become as it is now. Raises UserError where it makes none."""
        from medaid_desktop.operations.templates import draft_form

        mapped = self.map(sheet)
        known = self._forms.get(sheet)
        if known is None or known[0] is not mapped:
            try:
                made: Form | UserError = draft_form(self._desk(), self.draft, sheet)
            except UserError as error:
                made = error
            known = self._forms[sheet] = mapped, made
        if isinstance(known[1], UserError):
            raise known[1]
        return known[1]

    def base(self, sheet: int) -> "Form | None":
        """The built-in form that a sheet resembles, None where it resembles none."""
        forms, base = self._desk().forms, self.map(sheet).base
        return forms.get(base) if base in forms.ids() else None

    def built_in(self) -> "list[Form]":
        """The forms whose fields a cell can be."""
        return [form for form in self._desk().forms if not form.id.startswith(CUSTOM)]

    @property
    def undo_words(self) -> str:
        """What would be taken back, "" for nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What would be done again, "" for nothing."""
        return self._undone[-1].words if self._undone else ""

    # -- what the clerk says -------------------------------------------------------------------------------------

    def change(self, sheet: int, words: str, *changes: "Change | Callable[[TemplateMap], Change]") -> bool:
        """Corrects a sheet in one step, which `words` name; False where that cannot be, which has then been said.

        What depends on the change before it is made of the map as it is then.
        """
        from medaid_desktop.operations.templates import change_template

        draft = self.draft
        try:
            for change in changes:
                wanted = change(draft.maps[sheet]) if callable(change) else change
                draft = change_template(draft, sheet, wanted, self.base(sheet))
        except UserError as error:
            self.refused.emit(error)
            return False
        if draft.maps[sheet] != self.map(sheet):
            self._take(replace(self._state, draft=draft), words, sheet)
        return True

    def change_each(self, sheet: int, words: str, changes: "Mapping[Where, Change]") -> None:
        """Corrects several cells in one step, those left out where that cannot be; said only where none can be."""
        draft, _, refusal = self._changed_each(sheet, changes)
        if draft.maps[sheet] != self.map(sheet):
            self._take(replace(self._state, draft=draft), words, sheet)
        elif refusal is not None:
            self.refused.emit(refusal)

    def leave_blank(self, sheet: int, words: str, changes: "Mapping[Where, Change | None]") -> None:
        """Says that cells or paragraphs are not to be filled; a change takes the role that one has."""
        wanted = {where: change for where, change in changes.items() if change is not None}
        draft, refused, refusal = self._changed_each(sheet, wanted)
        blank = self._state.blank | {(sheet, where) for where in changes if where not in refused}
        state = replace(self._state, draft=draft, blank=blank)
        if refusal is not None and len(refused) == len(changes):
            self.refused.emit(refusal)
        elif state != self._state:
            self._take(state, words, sheet)

    def _changed_each(
        self, sheet: int, changes: "Mapping[Where, Change]"
    ) -> "tuple[TemplateDraft, set[Where], UserError | None]":
        """The draft with those changes that can be; where they cannot, and why the last of these cannot."""
        from medaid_desktop.operations.templates import change_template

        draft, refused, refusal = self.draft, set[Where](), None
        for where, change in changes.items():
            try:
                draft = change_template(draft, sheet, change, self.base(sheet))
            except UserError as error:
                refused.add(where)
                refusal = error
        return draft, refused, refusal

    def left_blank(self, sheet: int) -> frozenset[Where]:
        """The cells and paragraphs of a sheet that the clerk has said are not to be filled."""
        return frozenset(where for number, where in self._state.blank if number == sheet)

    def take(self, sheet: int, is_taken: bool) -> None:
        """Says whether a sheet becomes a form."""
        left_out = self._state.left_out - {sheet} if is_taken else self._state.left_out | {sheet}
        words = self.tr("做成表种：%1") if is_taken else self.tr("不做成表种：%1")
        self._take(replace(self._state, left_out=left_out), words.replace("%1", self.name(sheet)), sheet)

    def call(self, sheet: int, name: str) -> None:
        """Names the form of a sheet."""
        words = self.tr("改名：%1").replace("%1", name)
        self._take(replace(self._state, names=self._state.names | {sheet: name}), words, sheet)

    def keep_apart(self, sheet: int, is_apart: bool) -> None:
        """Says whether a sheet becomes a form of its own, under another name, or the next version of the one that is there."""
        if is_apart == self.is_apart(sheet):
            return
        words = self.tr("另做一个表种") if is_apart else self.tr("作为新版本")
        apart = self._state.apart | {sheet} if is_apart else self._state.apart - {sheet}
        names = {number: name for number, name in self._state.names.items() if number != sheet}
        if is_apart:
            from medaid_desktop.operations.templates.names import unused

            names[sheet] = unused(self.draft.names[sheet], names_in(self._desk().ledger.templates.all()))
        self._take(replace(self._state, apart=apart, names=names), words, sheet)

    def undo(self) -> bool:
        """Takes the last correction back; False where there is none."""
        return self._go(self._done, self._undone)

    def redo(self) -> bool:
        """Does what was taken back again; False where there is nothing."""
        return self._go(self._undone, self._done)

    def _take(self, state: _State, words: str, sheet: int) -> None:
        self._done.append(_Step(self._state, words, sheet))
        self._undone.clear()
        self._state = state
        self.changed.emit(sheet)

    def _go(self, back: list[_Step], forth: list[_Step]) -> bool:
        if not back:
            return False
        step = back.pop()
        forth.append(_Step(self._state, step.words, step.sheet))
        self._state = step.before
        self.changed.emit(step.sheet)
        return True
