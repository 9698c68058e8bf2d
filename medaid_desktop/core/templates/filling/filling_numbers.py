"""Columns that count the rows: numbered as the blank form numbers its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from medaid_desktop.core.templates.filling.filling_rows import Placed
from medaid_desktop.core.templates.template_map import TableMark

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = "〇一二三四五六七八九"
_NUMBER = re.compile(
    rf"(?P<before>[^0-9{_CIRCLED}{_DIGITS}十]*)(?P<number>[0-9]+|[{_CIRCLED}]|[{_DIGITS}十]+)(?P<after>[^0-9]*)"
)


class CountedRow(NamedTuple):
    """A row of a column that counts: what the blank form prints there, whether it is one for content and has some, its groups."""

    printed: str
    may_count: bool
    has_content: bool
    group: tuple[str, ...] = ()


def counted(rows: Sequence[CountedRow]) -> list[str | None]:
    """The numbers of rows of content, and of blank ones that the form numbers: 1, 2, 3, （一）, ①, anew in each group where it does
    so. None for rows that keep what they have, which is no number or nothing. Where the form counts lines of totals with the others
    (行次), they are numbered on with them."""
    through = _counts_through(rows)
    rows = [row._replace(may_count=True) for row in rows] if through else rows
    printed = [_NUMBER.fullmatch(row.printed.strip()) if row.may_count else None for row in rows]
    models = [found for found in printed if found]
    numbers = [_value(found["number"]) for found in models]
    anew = any(after <= before for before, after in pairwise(numbers))
    before, after = (models[0]["before"], models[0]["after"]) if models else ("", "")
    write = _writer(models[0]["number"]) if models else str
    start = numbers[0] if numbers else 1
    count, group = start, None
    texts: list[str | None] = []
    for row, found in zip(rows, printed, strict=True):
        if anew and row.group != group:
            count = start
        group = row.group
        takes = row.may_count and (found is not None or (row.has_content and not row.printed.strip()))
        texts.append(f"{before}{write(count)}{after}" if takes else None)
        count += takes
    return texts


def _counts_through(rows: Sequence[CountedRow]) -> bool:
    """Whether the form prints one number after the other down all its rows, lines of totals among them."""
    found = [(row, match) for row in rows if (match := _NUMBER.fullmatch(row.printed.strip()))]
    if len({(match["before"], match["after"]) for _, match in found}) > 1 or all(row.may_count for row, _ in found):
        return False
    numbers = [_value(match["number"]) for _, match in found]
    return all(after == before + 1 for before, after in pairwise(numbers))


def number_rows(table: TableMark, placed: Sequence[Placed], texts: Sequence[dict[str, str]]) -> None:
    """Numbers the rows of a table by what the map says that its form prints; `texts` take the numbers."""
    groups = [column.definition.id for column in table.columns if column.definition.group]
    for column in table.columns:
        if not column.serial or column.computed:
            continue
        name = column.definition.id
        rows = [
            CountedRow(
                "" if one.copy else table.rows[one.mark].given.get(name, ""),
                table.rows[one.mark].kind == "row" or one.line >= 0,
                one.line >= 0,
                tuple(row.get(group, "") for group in groups),
            )
            for one, row in zip(placed, texts, strict=True)
        ]
        for row, text in zip(texts, counted(rows), strict=True):
            if text is not None:
                row[name] = text


def _writer(model: str) -> Callable[[int], str]:
    """How numbers are written, after one of them."""
    if model in _CIRCLED:
        return lambda number: _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else str(number)
    return (
        (lambda number: str(number).zfill(len(model) if model.startswith("0") else 0))
        if model.isdecimal()
        else _chinese
    )


def _value(text: str) -> int:
    if text.isdecimal() and text.isascii():
        return int(text)
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    tens, ten, ones = text.partition("十")
    digits: Mapping[str, int] = {numeral: value for value, numeral in enumerate(_DIGITS)}
    if not ten:
        return digits.get(text[-1], 0)
    return 10 * digits.get(tens, 1) + digits.get(ones, 0)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"
