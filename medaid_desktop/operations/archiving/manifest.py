"""The list of all files of an archive, read back: nothing that stands in it is believed before the ledger bears it out."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from medaid_desktop.errors import UserError
from medaid_desktop.formats.bundle import is_safe_name
from medaid_desktop.operations.archiving.index import FORMAT
from medaid_desktop.operations.archiving.room import FINAL
from medaid_desktop.operations.archiving.target import Kept
from medaid_desktop.operations.archiving.writing import MANIFEST

LARGEST = 64_000_000
"""Bytes of a list: that of a whole country has some 20 million."""

_SUM = re.compile(r"[0-9a-f]{64}")
_KIND = FORMAT.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: the id of its ledger, what it was made for, and its files."""

    ledger: str
    year: int
    region: str
    notice: str
    files: Sequence[Kept]

    def final_sheets(self) -> list[str]:
        """The paths of the final sheets."""
        return [one.path for one in self.files if FINAL in one.path.split("/")[:-1] and one.path.endswith(".pdf")]


def read_manifest(content: bytes) -> Manifest:
    """Reads the list of an archive. Raises UserError where it is none."""
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _refused("不是 JSON") from error
    data = _object(found, "最外层")
    kind = _text(data, "format", "")
    if kind != FORMAT:
        if kind.startswith(f"{_KIND}/"):
            raise UserError("这个归档由程序的另一版制作，这一版核对不了", MANIFEST, "请用新版程序核对")
        raise _refused("format")
    year = data.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise _refused("year")
    files = _files(data.get("files"))
    return Manifest(
        _text(data, "ledger"), year, _text(data, "region", ""), _text(data, "notice", ""), files
    )  # fmt: skip


def _files(found: object) -> list[Kept]:
    if not isinstance(found, list):
        raise _refused("files")
    files: list[Kept] = []
    seen = {MANIFEST}
    for number, one in enumerate(cast("list[object]", found), 1):
        where = f"files 第 {number} 项"
        said = _object(one, where)
        path, size, sha256 = said.get("path"), said.get("size"), said.get("sha256")
        if not isinstance(path, str) or not is_safe_name(path) or path in seen:
            raise _refused(f"{where} path")
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise _refused(f"{where} size")
        if not isinstance(sha256, str) or not _SUM.fullmatch(sha256):
            raise _refused(f"{where} sha256")
        seen.add(path)
        files.append(Kept(path, size, sha256))
    return files


def _object(found: object, where: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise _refused(where)
    return cast("dict[str, Any]", found)


def _text(data: Mapping[str, Any], key: str, absent: str | None = None) -> str:
    found = data.get(key)
    if found is None and absent is not None:
        return absent
    if not isinstance(found, str):
        raise _refused(key)
    return found


def _refused(where: str) -> UserError:
    return UserError(f"“{MANIFEST}”读不懂，可能被改动过", where, "请重新取得这个归档，或找回归档时的那一份")
