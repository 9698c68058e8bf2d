"""What verifying an archive comes to, and how it is told."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from medaid_desktop.formats.bundle import Oddity

ArchiveState = Literal["intact", "altered", "unknown"]
"""All files are as they were archived, by the log; some are not, by the manifest; nothing proves the manifest."""
FileState = Literal["changed", "missing", "added", "damaged"] | Oddity

_UNKNOWN = "无法证明：文件与清单一致，但操作日志不能为这份清单作证"
_STATES: Mapping[FileState, str] = {
    "changed": "归档后改动过",
    "missing": "缺了这个文件",
    "added": "归档时没有这个文件",
    "damaged": "已损坏，读不出来",
    "unreadable": "读不出来",
    "doubled": "压缩包里有几个同名文件，解压出来是哪一个说不准",
    "link": "是指向别处的链接，不是归档的文件；没有顺着读",
    "special": "不是普通文件；没有读",
    "unsafe": "文件名不正常，解压可能写到文件夹以外；请不要解压",
}
_FORMATTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file of an archive that is not as it was archived; `why` tells more."""

    path: str
    state: FileState
    why: str = ""

    def told(self) -> str:
        """The fault as a sentence."""
        return f"{_shown(self.path)}：{_STATES[self.state]}" + (f"（{self.why}）" if self.why else "")


@dataclass(frozen=True, slots=True)
class ArchiveVerdict:
    """An archive for a `year`, in words for a `place` and a `notice` ("" for all).

    `entry` is the number of the log's entry that holds the sum of its manifest, 0 where there is none, `at` when and `by` who
    archived it; `files` is how many there should be, the manifest among them, `faults` are those that differ, `reasons` why the manifest proves nothing.
    """

    year: int
    place: str
    notice: str
    files: int
    entry: int = 0
    at: str = ""
    by: str = ""
    faults: Sequence[FileFault] = ()
    reasons: Sequence[str] = ()

    @property
    def state(self) -> ArchiveState:
        """What it comes to; files that differ weigh more than a manifest that cannot be proven."""
        if self.faults:
            return "altered"
        return "unknown" if self.reasons else "intact"

    @property
    def is_good(self) -> bool:
        """Whether everything is as it was archived."""
        return self.state == "intact"

    @property
    def headline(self) -> str:
        """The verdict in one sentence."""
        match self.state:
            case "intact":
                return f"归档完好：{self.files} 个文件都与归档时一致，由操作日志第 {self.entry} 条作证"
            case "altered":
                return f"不符：归档里有 {len(self.faults)} 个文件与清单不一致"
            case "unknown":
                return _UNKNOWN

    @property
    def subject(self) -> str:
        """What was archived, when and by whom."""
        what = " · ".join(
            part for part in (f"{self.year} 年度", _shown(self.place) or "全部区划", _shown(self.notice)) if part
        )
        when = "，".join(part for part in (self.at and f"{self.at} 归档", self.by) if part)
        return f"归档：{what}" + (f"（{when}）" if when else "")

    def lines(self) -> list[str]:
        """The verdict as people read it, a sentence a line."""
        return [self.headline, self.subject, *self.reasons, *(one.told() for one in self.faults)]

    def to_json(self) -> dict[str, Any]:
        """The verdict as data."""
        return {
            "state": self.state, "headline": self.headline, "year": self.year, "region": self.place,
            "notice": self.notice, "files": self.files, "entry": self.entry or None, "at": self.at or None,
            "by": self.by or None, "reasons": list(self.reasons),
            "faults": [{"path": one.path, "state": one.state, "what": one.told()} for one in self.faults],
        }  # fmt: skip


def _shown(text: str) -> str:
    """What stands in an archive, without signs that move the text about."""
    plain = "".join("□" if unicodedata.category(one) in _FORMATTING else one for one in text[: _LONGEST + 1])
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}……"
