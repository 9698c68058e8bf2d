"""What a clerk has set right: remembered for the layout, taken back, forgotten."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.operations import incoming as operations
from medaid_desktop.ui.views.incoming.entries import Entry
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.recognition.corrections import Correction


class Learning(QObject):
    """Corrections are kept in the ledger; all files of the same layout are to be read again after each."""

    told = Signal(str)
    """A sentence about what was remembered or forgotten."""
    failed = Signal(object)
    """A UserError."""

    def __init__(
        self,
        workspace: Workspace,
        read_again: Callable[[str, Entry], None],
        is_busy: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """`read_again` reads all files of a layout, the entry that the clerk looks at first; while `is_busy`, files are
        being imported as they were read."""
        super().__init__(parent)
        self._is_busy = is_busy
        self._workspace = workspace
        self._read_again = read_again
        self._before: list[tuple[str, str]] = []
        """Layouts corrected, each with the text that was remembered of it before, "" for none."""

    def correct(self, entry: Entry, number: int, corrections: Sequence["Correction"]) -> None:
        """Remembers corrections for the layout of a table."""
        layout = _layout(entry, number)
        if not layout or self._is_busy():
            return
        before = self._kept(layout)
        try:
            operations.learn(self._workspace.desk, layout, corrections)
        except UserError as error:
            self.failed.emit(error)
            return
        self._before.append((layout, before))
        self._read_again(layout, entry)
        self.told.emit(self.tr("已记住，下次同样格式的文件会照此读。"))

    @property
    def can_undo(self) -> bool:
        """Whether there is a correction to take back."""
        return bool(self._before)

    def undo(self, entry: Entry) -> None:
        """Takes back the last correction, or the forgetting of some."""
        if self._before and not self._is_busy() and self._put_back(*self._before.pop(), entry):
            self.told.emit(self.tr("已撤销更正。"))

    def is_learned(self, entry: Entry, number: int) -> bool:
        """Whether corrections are remembered for the layout of a table."""
        return bool(self._kept(_layout(entry, number)))

    def forget(self, entry: Entry, number: int) -> None:
        """Forgets all corrections for the layout of a table."""
        layout = _layout(entry, number)
        before = self._kept(layout)
        if before and not self._is_busy() and self._put_back(layout, "", entry):
            self._before.append((layout, before))
            self.told.emit(self.tr("已忘记这种格式的更正，可以按 Ctrl+Z 取回。"))

    def _kept(self, layout: str) -> str:
        return self._workspace.desk.ledger.layouts.all().get(layout, "") if layout else ""

    def _put_back(self, layout: str, text: str, entry: Entry) -> bool:
        layouts = self._workspace.desk.ledger.layouts
        try:
            if text:
                layouts.keep(layout, text)
            else:
                layouts.forget(layout)
        except UserError as error:
            self.failed.emit(error)
            return False
        self._read_again(layout, entry)
        return True


def _layout(entry: Entry, number: int) -> str:
    understood = entry.items[number].understood if 0 <= number < len(entry.items) else None
    return understood.layout if understood else ""
