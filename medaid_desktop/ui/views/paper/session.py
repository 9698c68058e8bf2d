"""The state of one open filing in an editor: content, paper, undo, and texts that could not be stored yet."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Edit, Filing
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.core.sheet import Paper
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.computed import is_worked_out, would_be_worked_out
from medaid_desktop.operations.paper.standing import signed_boxes
from medaid_desktop.operations.reviewing import Lock, lock_of
from medaid_desktop.store.records.steps import Applied
from medaid_desktop.ui.views.paper.changes import change_between
from medaid_desktop.ui.views.paper.grid import Anchor, PaperChange, PaperGrid, Placing, moved_texts
from medaid_desktop.ui.views.paper.lines import HeldLines, emptied_rows, place_of_edits
from medaid_desktop.ui.views.paper.words import definition_of, why_not, why_worked_out

_MOST_HELD = 8
"""Rows blanked one by one stay on the paper as open lines; a whole block of them does not."""


class PaperSession(QObject):
    """Content and paper of one filing, the lines held open on it, and texts that could not be stored yet.

    `EditingSession` adds what the clerk does.
    """

    paper_changed = Signal(object)
    """A PaperChange."""
    content_committed = Signal(object)
    """An Applied, after each step that was stored."""
    refused = Signal(str)
    """A Chinese sentence: why something cannot be done and what to do instead."""
    failed = Signal(object)
    """A UserError: something could not be stored. Typed texts are kept, see `pending`."""
    lock_changed = Signal()
    """Whether the paper can be changed is other than before."""
    pending_changed = Signal(int)
    """How many typed texts are not stored yet."""
    asked = Signal(str, str)
    """(what pasting would lose, what the button to do it all the same is called); nothing has been stored."""
    answered = Signal()
    """The question about pasting is settled, or has become meaningless."""

    def __init__(self, desk: Desk, filing_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.filing_id = filing_id
        self.lock: Lock | None = None
        """By whom the content is locked: somebody stands by it."""
        self.read_only_reason = ""
        """Why nothing can be changed, "" where it can."""
        self.bystander = ""
        """Why the person who is signed in changes no filing at all, "" for who may and while nobody is."""
        self.look_at_lock()
        self.held = HeldLines()
        self.pending: dict[Anchor, str] = {}
        """Typed texts that are not stored yet, by the cells they were typed into."""
        self.filing: Filing = self.read_filing()
        self.form = desk.form_of(self.filing)
        self._names = desk.names(self.filing.region, self.filing.year)
        self.grid = self._compose()

    @property
    def paper(self) -> Paper:
        return self.grid.paper

    # -- what stands in a cell -----------------------------------------------------------------------------------

    def value(self, anchor: Anchor) -> str:
        """The bare text of a field, one typed but not yet stored included; "" for paper and open lines."""
        slot = self.grid.slot(anchor)
        return self.pending.get(anchor, self.filing.get(slot.path)) if slot else ""

    def shown(self, anchor: Anchor) -> str:
        """The text of a cell as printed; a text not yet stored in its place."""
        slot, cell = self.grid.slot(anchor), self.grid.cell(anchor)
        if slot and anchor in self.pending:
            return f"{slot.prefix}{self.pending[anchor]}{slot.suffix}"
        return cell.text if cell else ""

    def definition(self, anchor: Anchor) -> FieldDef | None:
        """The field or column that a cell shows, None for paper."""
        slot = self.grid.slot(anchor)
        return definition_of(self.form, slot) if slot else None

    def is_editable(self, anchor: Anchor) -> bool:
        """Whether a text can be typed there now."""
        return not self.read_only_reason and anchor in self.paper.binding and not self.is_worked_out(anchor)

    def is_worked_out(self, anchor: Anchor) -> bool:
        """Whether the workbook of the form gives what stands in a cell, so that nothing is typed there."""
        slot = self.grid.slot(anchor)
        if slot is None or not definition_of(self.form, slot).computed:
            return False
        if slot.new_row is not None:
            return would_be_worked_out(self.desk, self.filing, slot.path, slot.new_row)
        return is_worked_out(self.desk, self.filing, slot.path)

    def refuse(self, anchor: Anchor) -> bool:
        """Says why a cell cannot be filled and where to go instead; False where it can."""
        if self.refuse_change():
            return True
        if self.is_worked_out(anchor):
            return self.say(why_worked_out(self.form, self.grid, anchor))
        return self.say(why_not(self.form, self.grid, anchor))

    def refuse_change(self) -> bool:
        """Says why nothing can be changed; False where it can."""
        reason = self.read_only_reason
        return self.say(self.tr("不能修改：%1").replace("%1", reason) if reason else "")

    def say(self, sentence: str) -> bool:
        """Refuses with a sentence; False where there is none."""
        if sentence:
            self.refused.emit(sentence)
        return bool(sentence)

    # -- changing it ---------------------------------------------------------------------------------------------

    def assign(
        self, texts: Mapping[Anchor, str], label: str, placing: Placing | None = None, first: Sequence[Edit] = ()
    ) -> bool:
        """Puts texts into several fields as one step, with the edits `first` before them.

        What cannot be stored is kept as pending, and stored with the next step that succeeds.
        """
        if self.refuse_change():
            return False
        texts = self.pending | dict(texts)
        held = {id(line): line for anchor in texts if (line := self.held.find(self.paper.binding[anchor].new_row))}
        try:
            edits = [*first, *editing.assigned(self.paper, self.filing, texts)]
            self._commit(edits, label, placing, held.values())
        except UserError as error:
            self._keep(texts)
            self.failed.emit(error)
            return False
        except Exception:  # a bug, and the crash handler's; what was typed must not be lost to it
            self._keep(texts)
            raise
        return True

    def retry(self) -> bool:
        """Tries again to store what is pending."""
        return not self.pending or self.assign({}, self.tr("补存填写的内容"))

    def change_rows(self, edits: Sequence[Edit], label: str, placing: Placing | None) -> bool:
        """Inserts, deletes or moves rows as one step; `placing` finds the cursor on the new paper."""
        if self.refuse_change() or not self.retry():
            return False
        try:
            self._commit(edits, label, placing, (), hold_emptied=False)
        except UserError as error:
            self.failed.emit(error)
            return False
        return True

    def undo(self) -> bool:
        """Takes back the last step; the cursor goes to what it changed."""
        return self._reverse(editing.undo)

    def redo(self) -> bool:
        """Does the last step taken back again."""
        return self._reverse(editing.redo)

    @property
    def undo_text(self) -> str:
        """What undo would take back (粘贴 12 格), "" where there is nothing."""
        return self.desk.ledger.undo_label(self.filing_id)

    @property
    def redo_text(self) -> str:
        """What redo would do again, "" where there is nothing."""
        return self.desk.ledger.redo_label(self.filing_id)

    # -- showing it ----------------------------------------------------------------------------------------------

    def show(self, placing: Placing | None = None) -> None:
        """Composes the paper again, after the lines held open have changed."""
        before, self.grid = self.grid, self._compose()
        self.grid.rows.take_over(before.rows)
        self.pending = moved_texts(self.pending, before, self.grid)
        change = change_between(before, self.grid)
        self.paper_changed.emit(replace(change, place=placing(self.grid) if placing else None))

    def reload(self) -> None:
        """Reads the filing again, after something else has changed it."""
        before, shown = self.filing.tables, (self.read_only_reason, self.lock)
        self.look_at_lock()
        self._follow(self.read_filing())
        self._names = self.desk.names(self.filing.region, self.filing.year)
        if self.filing.tables != before:
            self.held.clear()
        self.show()
        if (self.read_only_reason, self.lock) != shown:
            self.lock_changed.emit()

    def look_at_lock(self) -> None:
        """Finds out whether the content may be changed; an heir that shows another content has a reason of its own."""
        ledger = self.desk.ledger
        self.lock = lock_of(self.desk, self.filing_id)
        why_not = ledger.access.why_not("edit")
        self.read_only_reason = ledger.read_only_reason or (self.lock.reason() if self.lock else "") or why_not
        self.bystander = why_not if ledger.access.person and not ledger.read_only_reason else ""

    def set_read_only(self, reason: str) -> None:
        """Locks the paper for a reason that is told to the clerk; "" opens it again."""
        self.read_only_reason = reason
        self.paper_changed.emit(PaperChange([]))
        self.lock_changed.emit()

    # -- how it is done ------------------------------------------------------------------------------------------

    def read_filing(self) -> Filing:
        """The content to show, as it is stored; an heir may have it from elsewhere. Raises UserError where it is gone."""
        return self.desk.ledger.filings.get(self.filing_id)

    def _compose(self) -> PaperGrid:
        signed = signed_boxes(self.desk, self.filing) if self.lock else {}
        held = self.held
        return PaperGrid(compose(self.form, self.filing, self._names, held.opened, held.split, signed))

    def _commit(
        self,
        edits: Sequence[Edit],
        label: str,
        placing: Placing | None,
        taken: Collection[OpenLine],
        hold_emptied: bool = True,
    ) -> None:
        if not edits:
            self._forget_pending()
            return
        before, rows = self.filing, self.grid.row_count
        applied = editing.commit(self.desk, self.filing_id, edits, label)
        self._take(applied, taken)
        emptied = emptied_rows(edits, applied.edits) if hold_emptied else []
        if len(emptied) <= _MOST_HELD:
            for table, index, now in reversed(emptied):
                self._hold(OpenLine(table, now, editing.new_line_texts(self.form, before, table, index)), rows)
        self._forget_pending()
        self.show(placing)
        self.content_committed.emit(applied)

    def _hold(self, line: OpenLine, rows: int) -> None:
        """Keeps the line of a row that became blank, unless the blank form has one there."""
        if self._compose().row_count < rows:
            self.held.opened.append(line)

    def _take(self, applied: Applied, taken: Collection[OpenLine]) -> None:
        self._follow(applied.filing)
        self.held.follow(applied.edits, taken)

    def _follow(self, filing: Filing) -> None:
        """Takes over content, and with another version of the form that version."""
        if filing.form_version != self.filing.form_version:
            self.form = self.desk.form_of(filing)
            self.held.clear()
        self.filing = filing

    def _reverse(self, step: Callable[[Desk, str], Applied]) -> bool:
        if self.refuse_change() or not self.retry():
            return False
        try:
            applied = step(self.desk, self.filing_id)
        except UserError as error:
            self.failed.emit(error)
            return False
        self._take(applied, ())
        self.show(lambda grid: place_of_edits(grid, applied.edits))
        self.content_committed.emit(applied)
        return True

    def _keep(self, texts: Mapping[Anchor, str]) -> None:
        self.pending.update(texts)
        self.paper_changed.emit(PaperChange(list(texts)))
        self.pending_changed.emit(len(self.pending))

    def _forget_pending(self) -> None:
        if self.pending:
            places = list(self.pending)
            self.pending.clear()
            self.paper_changed.emit(PaperChange(places))
            self.pending_changed.emit(0)
