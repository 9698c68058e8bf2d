"""Unexpected errors of every thread: into a log file, and calm words in the window. The program goes on."""

import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from medaid_desktop import paths
from medaid_desktop.errors import UserError

_REPEATS_APART = 5.0
_QT_LOG_LARGEST = 256 * 1024
_NOT_WORTH_A_LINE = ("This plugin does not support propagateSizeHints",)


class CrashHandler(QObject):
    """Takes over Python's and Qt's reports. All edits are on the disk already, so that nothing is lost."""

    happened = Signal(object)
    """An error was written down; carries the path of its log file."""
    refused = Signal(object)
    """A UserError that nobody on its way up took: nothing to write down, but to tell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, float] = {}

    def install(self) -> None:
        """Takes the hooks of the whole process."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Gives the hooks back: Qt must not call into an interpreter that is going down."""
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_error(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        error = error or kind()
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, UserError):
            self.refused.emit(error)
            return
        if self._is_repeated("".join(traceback.format_tb(trace, -1)) + repr(error)):
            return
        from medaid_desktop.crash_log import write_crash_log

        self.happened.emit(write_crash_log(error.with_traceback(trace)))

    def _on_thread_error(self, report: threading.ExceptHookArgs) -> None:
        self._on_error(report.exc_type, report.exc_value, report.exc_traceback)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or message.startswith(_NOT_WORTH_A_LINE):
            return
        if not self._is_repeated(message):
            _log_qt(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {kind.name} {context.category or ''}: {message}\n")

    def _is_repeated(self, key: str) -> bool:
        """An error while painting comes back with every frame."""
        now = time.monotonic()
        repeated = now - self._known.get(key, -_REPEATS_APART) < _REPEATS_APART
        self._known[key] = now
        return repeated


def log_folder() -> Path:
    """The folder of crash logs, made where missing. Raises OSError where there is no such place."""
    folder = paths.user_data_folder() / "logs"
    folder.mkdir(exist_ok=True)
    return folder


def _log_qt(line: str) -> None:
    """Appends to qt.log, which begins anew when it has grown; a disk that refuses must not make things worse."""
    try:
        file = log_folder() / "qt.log"
        anew = file.exists() and file.stat().st_size > _QT_LOG_LARGEST
        with file.open("w" if anew else "a", encoding="utf-8") as log:
            log.write(line)
    except OSError:
        pass
