"""What stands between the button and the print: seals and certificate are opened, and what is wrong is told where it was typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.signing import Certificate, check_certificate
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.runs import SealWanted, open_seals
from medaid_desktop.store.trust.seals import OpenSeal
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.printing.edition import PrintEdition


class PrintSealing(QObject):
    """Opens in the background what an edition needs. `pictures` are the seals, once `done`."""

    done = Signal()
    busy = Signal(bool)

    def __init__(self, context: Context, edition: PrintEdition, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._edition = edition
        self._waits: tuple[Certificate | None] | None = None
        self._is_open = True
        self.are_seals_known = False
        self.pictures: Mapping[str, OpenSeal] = {}

    def show_seals(self, final: Sequence[SealWanted], so_far: Sequence[SealWanted]) -> None:
        """Takes what belongs on the filings; goes on where printing was asked for before that was known."""
        ledger = self._context.workspace.desk.ledger
        if not ledger.read_only and ledger.access.allows("seal"):  # else places stay empty, for who may stamp them
            self._edition.show_seals(final, so_far)
        self.are_seals_known = True
        if self._waits is not None:
            (certificate,), self._waits = self._waits, None
            self.begin(certificate)

    def begin(self, certificate: Certificate | None) -> None:
        """Opens all that was asked for; `done` follows, or a word at the fields."""
        if not self.are_seals_known:
            self._waits = (certificate,)
            return
        missing, passphrases = self._edition.missing(), self._edition.passphrases()
        if missing:
            words = self.tr("请输入“%1”的口令，或勾选“留空位，盖实物章”。").replace("%1", missing)
            self._edition.say(words, missing)
            return
        if not passphrases and certificate is None:
            self.done.emit()
            return
        self.busy.emit(True)
        self._edition.say("")
        desk = self._context.workspace.desk
        self._context.tasks.run(
            "", lambda _: _opened(desk, passphrases, certificate), self._on_opened, self._on_refused, writes=True
        )  # fmt: skip

    def close(self) -> None:
        """Nothing is told any more."""
        self._is_open = False

    def _on_opened(self, pictures: dict[str, OpenSeal]) -> None:
        if self._is_open:
            self.pictures = pictures
            self.done.emit()

    def _on_refused(self, error: UserError) -> None:
        if self._is_open:
            self.busy.emit(False)
            self._edition.say(str(error), error.where)


def _opened(desk: Desk, passphrases: Mapping[str, str], certificate: Certificate | None) -> dict[str, OpenSeal]:
    """The opened seals; the certificate is tried first, for that is noted nowhere."""
    if certificate is not None:
        check_certificate(certificate)
    return open_seals(desk, passphrases)
