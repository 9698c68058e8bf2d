"""One row of the region table: a division or local unit with its names and years."""

from dataclasses import dataclass
from typing import Literal, cast

from medaid_desktop.errors import UserError

Level = Literal["province", "prefecture", "county", "unit"]
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "unit")
COLUMNS = (
    "code", "name", "parent", "level", "since", "until", "kind", "aliases", "pinyin", "initials", "also", "successors",
)  # fmt: skip
OWN_LEVEL = "own-level"
OWN_LEVEL_SUFFIX = "+BJ"
# 港澳台 have no budget level of ours: domain rule, they are listed as provinces only.
_WITHOUT_OWN_LEVEL = ("710000", "810000", "820000")


@dataclass(frozen=True, slots=True)
class Region:
    """A division of GB/T 2260 or a local unit under one, with one name and the years in which it bore it.

    `code` is six digits, or parent code + "+" + Latin letters for a local unit. `since` and `until` are inclusive
    years; since None means before 2010 or unknown, until None means that it stands today. `kind` is "" for plain
    divisions, "planned-city" for 计划单列市, and for units one of own-level, zone, managed, corps, double or a word
    of the ledger's own; a ledger's units may lack aliases and pinyin. `also` holds further pinyin that people type, `successors` the codes that took over.
    """

    code: str
    name: str
    parent: str | None
    level: Level
    since: int | None
    until: int | None
    aliases: tuple[str, ...] = ()
    pinyin: str = ""
    initials: str = ""
    kind: str = ""
    also: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    def valid_in(self, year: int | None) -> bool:
        """Whether it existed at any time of `year`; without a year, whether it stands today."""
        if year is None:
            return self.until is None
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


def unit_id_fault(unit_id: str, parent: str | None) -> str:
    """What is wrong with the id of a local unit, as a Chinese clause; "" for one such as 650104+GX under 650104.

    The letters BJ are kept for the 本级 that every province and prefecture has.
    """
    letters = unit_id.removeprefix(f"{parent}+")
    if letters == unit_id or not (letters.isascii() and letters.isalpha() and letters.isupper()):
        return "编号应为上级代码、加号和大写字母，例如 650104+GX"
    return "BJ 留给本级，请换一组字母" if unit_id.endswith(OWN_LEVEL_SUFFIX) else ""


def split_rows(text: str, source: str) -> dict[str, list[str]]:
    """The lines of a table by code, in the order of the text; raises UserError when it is not such a table."""
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise UserError("区划表的表头不对", source, "请重新安装程序，或用 build_regions.py 重新生成")
    rows: dict[str, list[str]] = {}
    for line in lines[1:]:
        rows.setdefault(line[: line.find("\t")], []).append(line)
    return rows


def parse_row(line: str) -> Region:
    """The region of one line; raises UserError naming the line when a column is missing or a value is impossible."""
    cells = line.split("\t")
    if len(cells) != len(COLUMNS) or cells[3] not in LEVELS:
        raise UserError("区划表中有一行读不懂", line[:40], "请重新安装程序，或用 build_regions.py 重新生成")
    code, name, parent, level, since, until, kind, aliases, pinyin, initials, also, successors = cells
    return Region(
        code, name, parent or None, cast(Level, level), int(since) if since else None, int(until) if until else None,
        _words(aliases), pinyin, initials, kind, _words(also), _words(successors),
    )  # fmt: skip


def own_level(region: Region) -> Region | None:
    """The 本级 unit of a province or prefecture (杭州市本级, 浙江省本级); None for every other row."""
    if region.level not in ("province", "prefecture") or region.code in _WITHOUT_OWN_LEVEL:
        return None
    return Region(
        region.code + OWN_LEVEL_SUFFIX, region.name + "本级", region.code, "unit", region.since, region.until,
        tuple(short + "本级" for short in region.aliases), region.pinyin + "benji", region.initials + "bj", OWN_LEVEL,
        tuple(key + ("benji" if len(key) > len(region.initials) else "bj") for key in region.also),
        tuple(code + OWN_LEVEL_SUFFIX for code in region.successors),
    )  # fmt: skip


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(" ")) if cell else ()
