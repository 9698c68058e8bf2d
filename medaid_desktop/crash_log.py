"""Where an unexpected error is written down, so that the clerk sees a calm sentence and the maintainer the rest."""

import datetime
import platform
import tempfile
import traceback
from pathlib import Path

from medaid_desktop import __version__
from medaid_desktop.paths import user_data_folder


def write_crash_log(error: BaseException) -> Path:
    """Writes an error with its traceback to a file of its own in the user's folder and returns its path.

    Holds no content of filings beyond what the traceback itself names. Where the user's folder cannot be written it
    goes to the system's temporary folder.
    """
    now = datetime.datetime.now()
    name = f"crash-{now:%Y%m%d-%H%M%S}-{now.microsecond:06d}.log"
    head = f"MedAid Desktop {__version__} · Python {platform.python_version()} · {platform.platform()} · {now:%Y-%m-%d %H:%M:%S}"
    text = f"{head}\n\n{''.join(traceback.format_exception(error))}"
    for folder in (_logs, _temporary):
        try:
            file = folder() / name
            file.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return file
    return Path(name)


def _logs() -> Path:
    folder = user_data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _temporary() -> Path:
    return Path(tempfile.gettempdir())
