"""Where things lie: the program's own resources and the user's folders."""

import os
import sys
from pathlib import Path

APPLICATION = "MedAidDesktop"


def resource(*parts: str) -> Path:
    """The path of a file or folder below `resources/`, in a checkout, an installed wheel or a frozen build."""
    return _resource_root().joinpath(*parts)


def _resource_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def user_data_folder() -> Path:
    """The folder of settings, logs and recovery data, created where missing.

    `MEDAID_HOME` overrides it (tests, portable installations on a stick).
    """
    override = os.environ.get("MEDAID_HOME")
    if override:
        folder = Path(override)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / APPLICATION
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support" / APPLICATION
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / APPLICATION
    folder.mkdir(parents=True, exist_ok=True)
    return folder
