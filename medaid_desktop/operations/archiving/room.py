"""The folder of one notice in an archive: which files lie in it under which names."""

from pathlib import Path

from medaid_desktop.operations.archiving.target import LONGEST_NAME
from medaid_desktop.operations.exports.export_names import FileNames

FINAL, DRAFTS, DATA, ORIGINALS, SOURCES, LOG = "正式表", "未完成", "数据", "原表", "来源", "日志"
"""Its folders."""


class Room:
    """Free names in its folders. `ids` are its filings; `written` says by filing where the filled original lies, `sources` by digest
    where a file lies that filings were read from."""

    def __init__(self, prefix: str, out: Path, ids: frozenset[str]) -> None:
        self._prefix = prefix
        folder = out.with_suffix("") if out.suffix.lower() == ".zip" else out
        self._out = folder.with_name(folder.name.ljust(LONGEST_NAME, "-"))  # what it is called while it is written
        self._names: dict[str, FileNames] = {}
        self.written: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self.ids = ids

    def path(self, folder: str, name: str, ending: str) -> str:
        """A free path in one of its folders, safe on every system."""
        names = self._names.setdefault(folder, FileNames(self._out / self._prefix / folder))
        return f"{self._prefix}{folder}/{names.unique(name, ending)}"
