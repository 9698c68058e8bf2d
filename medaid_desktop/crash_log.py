"""Where an unexpected error is written down, so that the clerk sees a calm sentence and the maintainer the rest."""

import datetime
import platform
import traceback
from pathlib import Path

from medaid_desktop import __version__
from medaid_desktop.paths import user_data_folder


def write_crash_log(error: BaseException) -> Path:
    """Writes an error with its traceback to a file of its own in the user's folder and returns its path.

    Holds no content of filings beyond what the traceback itself names. Where even this fails the path of the
    folder is returned.
    """
    folder = user_data_folder() / "logs"
    now = datetime.datetime.now()
    file = folder / f"crash-{now:%Y%m%d-%H%M%S}-{now.microsecond:06d}.log"
    head = f"MedAid Desktop {__version__} · Python {platform.python_version()} · {platform.platform()} · {now:%Y-%m-%d %H:%M:%S}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{head}\n\n{''.join(traceback.format_exception(error))}", encoding="utf-8")
    except OSError:
        return folder
    return file
