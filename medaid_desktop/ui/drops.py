"""Files dropped on the window: ledgers are opened, filings imported."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Drops(QObject):
    """Takes what the program can read, refuses the rest while it is still in the air."""

    def __init__(
        self, window: QWidget, open_ledger: Callable[[Path], None], import_files: Callable[[list[Path]], None]
    ) -> None:
        super().__init__(window)
        self._open_ledger = open_ledger
        self._import_files = import_files
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            event.setAccepted(bool(_files(event.mimeData(), ".medaid") or _files(event.mimeData(), ".json")))
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            ledgers, filings = _files(event.mimeData(), ".medaid"), _files(event.mimeData(), ".json")
            if ledgers:
                self._open_ledger(ledgers[0])
            elif filings:
                self._import_files(filings)
            event.accept()
            return True
        return super().eventFilter(watched, event)


def _files(data: QMimeData, ending: str) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ending]
