"""Reads drawn sheets back and compares every cell, as the acceptance script does."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from medaid_desktop.core.grid import Document
from medaid_desktop.operations.reading import knowledge
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.understood import Knowledge, Understood
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions


@cache
def known() -> Knowledge:
    return knowledge({form.id: form for form in FormLibrary()}, load_regions())


def read(document: Document) -> list[Understood]:
    return recognise(document, known())


def folded(text: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def cells(entry: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for key in ("form", "year", "region"):
        if key in entry:
            yield (key,), entry[key]
    for name, text in entry.get("values", {}).items():
        yield ("values", name), text
    for table, rows in entry.get("tables", {}).items():
        yield ("rows", table), len(rows)
        for number, row in enumerate(rows):
            for column, text in row.items():
                yield ("tables", table, number, column), text


def got(found: Understood, path: tuple[str | int, ...]) -> Any:
    filing = found.filing
    match path:
        case ("form",):
            return found.form
        case ("year",):
            return filing.year
        case ("region",):
            return filing.region
        case ("values", str(name)):
            return filing.values.get(name, "")
        case ("rows", str(table)):
            return len(filing.tables.get(table, []))
        case ("tables", str(table), int(number), str(column)):
            rows = filing.tables.get(table, [])
            return rows[number].get(column, "") if number < len(rows) else None
        case _:
            raise ValueError(path)


def wrong(entry: dict[str, Any], found: Understood) -> list[tuple[str, Any, Any]]:
    """Every cell that was not read as it should be: path, expected, read."""
    return [
        (".".join(map(str, path)), text, read_text)
        for path, text in cells(entry)
        if folded(read_text := got(found, path)) != folded(text) or (read_text is None) != (text is None)
    ]


def judged(entry: dict[str, Any], tables: list[Understood]) -> tuple[int, int, list[tuple[str, Any, Any]]]:
    """(cells right, cells in all, what is wrong) with the table that fits best."""
    total = sum(1 for _ in cells(entry))
    best = min((wrong(entry, table) for table in tables), key=len, default=[("table", entry.get("form"), None)] * total)
    return total - len(best), total, best
