"""Which files are meant: those named, and in folders all that may hold tables."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_DOCUMENTS = {
    ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett", ".ods", ".fods", ".docx", ".docm", ".dotx",
    ".json", ".html", ".htm", ".csv", ".tsv",
    ".doc", ".wps", ".xlsb", ".rtf",
}  # fmt: skip
"""By their endings. The last line cannot be read, but each is likely a table that somebody waits for: it is better named
among the failures, with how to convert it, than passed over."""
_OTHERS = {
    ".zip": "压缩包不能直接导入，请先解压", ".rar": "压缩包不能直接导入，请先解压", ".7z": "压缩包不能直接导入，请先解压",
    ".pdf": "PDF 不能导入，请向发来的人要 Excel 或 Word 文件", ".ofd": "OFD 不能导入，请向发来的人要 Excel 或 Word 文件",
    ".medaid": "这是台账，不是要导入的文件", ".medpack": "这是上报包，不是要导入的文件",
}  # fmt: skip
_NO_DOCUMENT = "不是 Excel、Word 或 JSON 文件"
_CLOSED = "文件夹打不开，里面的文件没有看；请检查权限，或 U 盘是否插好"
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02")
_PICTURES_AND_SLIDES = {
    ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".psd", ".ppt", ".pptx", ".dps", ".mp4",
    ".mp3", ".exe", ".msi", ".jar", ".apk", ".lnk", ".ini", ".db", ".tmp", ".log", ".bak", ".msg", ".eml", ".odt", ".odp",
}  # fmt: skip
_DIGITS = re.compile(r"(\d+)")


def expand(paths: Iterable[Path]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The files to import, and those left out with the reason in Chinese.

    A file named is taken whatever it is; reading will tell. Folders are walked, in the natural order of names (2.xlsx
    before 10.xlsx); hidden files and the lock files of Office (~$) are passed over without a word, what is no document by
    its ending or its first bytes is left out and told, and so is a folder that cannot be opened. A file reached twice
    counts once. Links to folders are not followed.
    """
    files: dict[str, Path] = {}
    left_out: list[tuple[Path, str]] = []
    for path in paths:
        found = _walk(path, left_out) if path.is_dir() else [path]
        for file in found:
            files.setdefault(os.path.normcase(os.path.realpath(file)), file)
    return list(files.values()), left_out


def unfit(path: Path) -> str:
    """Why a file is not worth dropping on the window, "" for one that is and for folders; told without reading it whole."""
    return "" if path.is_dir() else _reason(path)


def natural(text: str) -> list[tuple[int, int, str]]:
    """A key that sorts names as people do: by the numbers in them, not by their digits."""
    parts = _DIGITS.split(text.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _walk(folder: Path, left_out: list[tuple[Path, str]]) -> list[Path]:
    files: list[Path] = []
    for entry in _entries(folder, left_out):
        path = folder / entry.name
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False):
            files += _walk(path, left_out)
            continue
        reason = "" if entry.is_file() else "不是普通文件"
        reason = reason or _reason(path)
        if reason:
            left_out.append((path, reason))
        else:
            files.append(path)
    return files


def _entries(folder: Path, left_out: list[tuple[Path, str]]) -> Sequence[os.DirEntry[str]]:
    """Files before folders, each in their natural order."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: (entry.is_dir(follow_symlinks=False), natural(entry.name)))
    except OSError:
        left_out.append((folder, _CLOSED))
        return []


def _reason(file: Path) -> str:
    """Why a file of a folder is left out, "" where it is to be read."""
    ending = file.suffix.lower()
    if ending in _DOCUMENTS:
        return ""
    if ending in _OTHERS:
        return _OTHERS[ending]
    if ending in _PICTURES_AND_SLIDES:
        return _NO_DOCUMENT
    try:
        with file.open("rb") as opened:
            begins = opened.read(4)
    except OSError:
        return ""  # reading will say why
    return "" if begins.startswith(_BEGINNINGS) else _NO_DOCUMENT
