"""Files dropped on the window: ledgers are opened, everything else is imported."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

_LEDGER = ".medaid"
_NAMED = 2


class Drops(QObject):
    """Takes files and folders that may be read; the rest is refused, in words too, while it is still in the air."""

    def __init__(
        self, window: QWidget, open_ledger: Callable[[Path], None], import_files: Callable[[list[Path]], None],
        refuse: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._open_ledger = open_ledger
        self._import_files = import_files
        self._refuse = refuse
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            ledger, welcome, refused = _sorted(event.mimeData())
            event.setDropAction(Qt.DropAction.CopyAction)  # a file is read, never moved away
            event.setAccepted(bool(ledger or welcome))
            if refused and not event.isAccepted():
                self._say(refused)
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            ledger, welcome, refused = _sorted(event.mimeData())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if ledger:
                self._open_ledger(ledger)
            elif welcome:
                self._import_files(welcome)
            if refused:
                self._say(refused)
            return True
        return super().eventFilter(watched, event)

    def _say(self, refused: list[tuple[Path, str]]) -> None:
        named = "；".join(f"{path.name}：{reason}" for path, reason in refused[:_NAMED])
        more = self.tr(" 等") if len(refused) > _NAMED else ""
        self._refuse(self.tr("不能导入：%1%2。").replace("%1", named).replace("%2", more))


def _sorted(data: QMimeData) -> tuple[Path | None, list[Path], list[tuple[Path, str]]]:
    """The first ledger, what can be imported, and what cannot with the reason."""
    from medaid_desktop.operations.incoming.files import unfit

    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    ledger = next((path for path in paths if path.suffix.lower() == _LEDGER), None)
    others = [(path, unfit(path)) for path in paths if path.suffix.lower() != _LEDGER]
    return ledger, [path for path, why in others if not why], [(path, why) for path, why in others if why]
