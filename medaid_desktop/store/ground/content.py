"""A filing's content as the JSON text that the ledger stores."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, cast

from medaid_desktop.core.filing import Filing, Row, clean_text
from medaid_desktop.store.ground.steady_text import SteadyText

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LONG = 100
"""Rows from which on the order of a content's bytes is worth keeping."""
_REMEMBERED = 4


def encode(filing: Filing) -> str:
    """The values and tables as compact JSON; tables without rows are left out, as undoing could not restore them."""
    return _COMPACT({"values": filing.values, "tables": _filled(filing.tables)})


class Encoder:
    """Encodes content to be stored. Of filings with long tables it remembers the last few, so that one changed cell costs
    a few rows and a few bytes on the disk; see `steady_text`. Rows are never changed in place, see `Filing`."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, SteadyText] = OrderedDict()

    def encode(self, filing: Filing) -> str:
        """The values and tables as JSON: compact, or with blanks between the rows of long tables."""
        tables = _filled(filing.tables)
        if sum(map(len, tables.values())) < _LONG:
            return encode(filing)
        steady = self._known.pop(filing.id, None) or SteadyText(_COMPACT)
        self._known[filing.id] = steady
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return steady.text(filing.values, tables)


def decode(text: str) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """The values and tables of stored content. Raises ValueError where the text is not what `encode` writes.

    Unlike imported JSON it is taken literally: rows without text count, for steps name rows by their place.
    """
    data: Any = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("content is no object")
    content = cast("Mapping[str, object]", data)
    values, tables = content.get("values"), content.get("tables")
    if not (isinstance(values, dict) and isinstance(tables, dict)):
        raise ValueError("content lacks values or tables")
    if not all(isinstance(rows, list) for rows in cast("dict[str, object]", tables).values()):
        raise ValueError("a table is no list")
    return cast("dict[str, str]", values), cast("dict[str, list[Row]]", tables)


def cleaned(filing: Filing) -> Filing:
    """A settled copy with every text as `Filing.set` would have left it, so that undo leads back to just this.

    Raises UserError for a text that no file can hold.
    """
    copy = settled(filing)
    copy.values = _clean(copy.values)
    copy.tables = {name: [_clean(row) for row in rows] for name, rows in copy.tables.items()}
    return copy


def settled(filing: Filing) -> Filing:
    """An independent copy, in the state in which it will be read back."""
    copy = filing.copy()
    copy.tables = _filled(copy.tables)
    return copy


def _clean(cells: dict[str, str]) -> dict[str, str]:
    return {name: clean for name, text in cells.items() if (clean := clean_text(text))}


def _filled(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {name: rows for name, rows in tables.items() if rows}
