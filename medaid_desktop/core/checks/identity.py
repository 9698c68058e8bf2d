"""What a finding is known by from one check to the next: its rule, and its place by content instead of by number.

An explanation is kept under it. A row inserted above leaves it as it is; a change of the cell, or of what it was compared
with, does not.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.filing import Filing, parse_path

NAMES = ("level1", "level2", "level3", "level4", "name", "activity", "item", "project_name")
"""The columns that say which row is meant."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`rule`, `detail` and `place` say which finding it is, `basis` (a digest) what stood there when it was found."""

    rule: str
    detail: str
    place: str
    basis: str


def identity(filing: Filing, finding: Finding) -> Identity:
    """What a finding of a filing is known by, the filing being as it was when it was found."""
    return Identity(finding.rule, finding.detail, _place(filing, finding.where), _basis(filing, finding))


def _place(filing: Filing, where: str) -> str:
    """A path with its row by name: the n-th of the rows of that name, where several bear it."""
    place = parse_path(where)
    if not place.table:
        return where
    rows = filing.rows(place.table)
    if place.row >= len(rows):
        return _canonical([place.table, place.column])
    names = _names(rows[place.row])
    number = sum(_names(row) == names for row in rows[: place.row])
    return _canonical([place.table, place.column, names, number])


def _basis(filing: Filing, finding: Finding) -> str:
    """A digest of the cell and of all it was compared with. Numbers of rows are no part of it, so labels are not."""
    whole_row = parse_path(finding.where).table and not parse_path(finding.where).column
    text = "" if whole_row else filing.get(finding.where)  # the names of a row are in its place
    compared = sorted(beside.text for beside in finding.beside)
    told = _canonical([text, finding.expected, finding.actual, compared])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _names(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name in NAMES if (text := row.get(name))}


def _canonical(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
