"""What rows have that is never printed (role, depth, region), as a text that a workbook carries beside its sheet."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import cast

from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.forms import Form, TableDef

_LARGEST = 16 * 1024 * 1024
"""Characters that are unpacked: more is no text of ours."""

Unprinted = Mapping[str, Sequence[Row]]
"""The rows of each table in their order: their name, and what is not printed of them."""


def packed(form: Form, filing: Filing) -> str:
    """The marks of all rows by table as letters and digits (base64); "" where no row of the form has any."""
    found: dict[str, list[Row]] = {}
    for table in form.tables:
        marks = marks_of(table)
        if marks and any(row.get(mark) for row in filing.rows(table.id) for mark in marks):
            kept = (name_of(table), *marks)
            found[table.id] = [{name: row[name] for name in kept if row.get(name)} for row in filing.rows(table.id)]
    if not found:
        return ""
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def unpacked(text: str) -> Unprinted:
    """What was packed; nothing for any other text."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode(text, validate=True), _LARGEST)
        found: object = json.loads(data) if text and unpacking.eof else {}
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    tables = cast("dict[str, object]", found)
    return {name: rows for name, value in tables.items() if (rows := _rows(value))}


def _rows(value: object) -> list[Row]:
    """The rows of a table; none where anything in them is no text."""
    rows = cast("list[object]", value) if isinstance(value, list) else []
    found: list[Row] = []
    for row in rows:
        texts = cast("dict[str, object]", row) if isinstance(row, dict) else None
        if texts is None or not all(isinstance(text, str) for text in texts.values()):
            return []
        found.append(cast("Row", texts))
    return found


def marks_of(table: TableDef) -> tuple[str, ...]:
    """The columns of a table that are never printed."""
    return tuple(column.id for column in table.columns if not column.on_paper)


def name_of(table: TableDef) -> str:
    """The first column that is printed, by which rows are known again."""
    return next((column.id for column in table.columns if column.on_paper), "")
