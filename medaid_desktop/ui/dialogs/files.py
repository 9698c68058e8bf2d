"""Asking for files: the system's own dialogs, each kind of file in the folder where it was looked for last."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from medaid_desktop.ui.settings import WindowSettings


def ask_open(parent: QWidget, settings: WindowSettings, title: str, kind: str, file_filter: str) -> Path | None:
    """A file to open, None where the clerk thought better of it. `kind` is what the folder is remembered under."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder_of(settings, kind)), file_filter)
    return _noted(settings, kind, chosen)


def ask_open_several(parent: QWidget, settings: WindowSettings, title: str, kind: str, file_filter: str) -> list[Path]:
    """Files to open, none where the clerk thought better of it."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(folder_of(settings, kind)), file_filter)
    return [path for path in (_noted(settings, kind, name) for name in chosen) if path]


def ask_folder(parent: QWidget, settings: WindowSettings, title: str, kind: str) -> Path | None:
    """A folder, None where the clerk thought better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder_of(settings, kind)))
    return _noted(settings, kind, chosen)


def ask_save(
    parent: QWidget, settings: WindowSettings, title: str, kind: str, file_filter: str, suggested: str
) -> Path | None:
    """A file to write, with the ending of the suggested name where none was typed.

    The dialog asks before a present file is replaced; for one whose ending was added here, only this function can.
    """
    start = folder_of(settings, kind) / suggested
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), file_filter)
    path = _noted(settings, kind, chosen)
    ending = Path(suggested).suffix
    if path is None or path.suffix.lower() == ending:
        return path
    completed = path.with_name(path.name + ending)
    return completed if not completed.exists() or _may_replace(parent, completed) else None


def ask_save_as(
    parent: QWidget, settings: WindowSettings, title: str, kind: str, filters: Sequence[tuple[str, str]], suggested: str
) -> Path | None:
    """A file to write, in one of several kinds: (words, ending) each, the first of them offered.

    `suggested` has no ending. A typed ending that is one of theirs decides, else the kind that was chosen.
    """
    start = folder_of(settings, kind) / f"{suggested}{filters[0][1]}"
    lines = [f"{words} (*{ending})" for words, ending in filters]
    chosen, line = QFileDialog.getSaveFileName(parent, title, str(start), ";;".join(lines))
    path = _noted(settings, kind, chosen)
    if path is None or path.suffix.lower() in [ending for _, ending in filters]:
        return path
    ending = filters[lines.index(line) if line in lines else 0][1]
    completed = path.with_name(path.name + ending)
    return completed if not completed.exists() or _may_replace(parent, completed) else None


def documents() -> Path:
    """The user's folder of documents, or where there is none the user's own."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def folder_of(settings: WindowSettings, kind: str) -> Path:
    """Where a kind of file was looked for last."""
    kept = settings.text(f"folder/{kind}")
    return Path(kept) if kept else documents()


def _noted(settings: WindowSettings, kind: str, chosen: str) -> Path | None:
    if not chosen:
        return None
    settings.put(f"folder/{kind}", str(Path(chosen).parent))
    return Path(chosen)


def _may_replace(parent: QWidget, path: Path) -> bool:
    from medaid_desktop.ui.dialogs.question import ask

    tr = parent.tr
    words = tr("“%1”已经存在，要替换它吗？").replace("%1", path.name)
    return ask(parent, tr("替换文件"), words, tr("替换"))
