"""Drawn tables and forms, and how what must be read of them is written down."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Odd:
    """A drawn table and its reading; `sheet` and `file` are names, `above` the paragraphs before it."""

    text: str
    entry: dict[str, Any]
    sheet: str = "Sheet1"
    file: str = "表.xlsx"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    never: tuple[str, ...] = field(default=())
    """Words that must stand nowhere in what is read."""


def table(year: int | None, region: str | None, unit: str, columns: str, rows: str, **values: str) -> dict[str, Any]:
    """An expected allocation; rows as lines of name, role, depth, region and amounts, parted by blanks ("-" is blank)."""
    entry: dict[str, Any] = {"form": "allocation", "values": {"unit": unit, **values}}
    if year:
        entry["year"] = year
    if region:
        entry["region"] = region
    found: list[dict[str, str]] = []
    for line in rows.strip().splitlines():
        name, role, depth, code, *amounts = line.split()
        row = {"name": name, "role": role, "depth": depth}
        row |= {column: "" if text == "-" else text for column, text in zip(columns.split(), amounts, strict=True)}
        found.append(row | ({"region": code} if code != "-" else {}))
    entry["tables"] = {"rows": found}
    return entry


def form(
    name: str | None, year: int | None, region: str | None, values: dict[str, str], indicators: str, columns: str = ""
) -> dict[str, Any]:
    """An expected form; indicators as lines of class, class, name, target (or as `columns` says), parted by | ."""
    entry: dict[str, Any] = {"form": name, "values": values}
    if year:
        entry["year"] = year
    if region:
        entry["region"] = region
    names = columns.split() or ["level1", "level2", "level3", "target"]
    rows = [[part.strip() for part in line.split("|")] for line in indicators.strip().splitlines()]
    entry["tables"] = {"indicators": [dict(zip(names, row, strict=True)) for row in rows]}
    return entry
