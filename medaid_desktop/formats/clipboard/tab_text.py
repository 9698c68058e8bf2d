"""Blocks as tab-separated text, quoted as Excel quotes."""

import re
from collections.abc import Sequence

LINE_END = "\r\n"

_NEEDS_QUOTES = re.compile(r'[\t\n\r"]')
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\r|\Z)|([^\t\r\n]*)')
_END = re.compile(r"\t|\r\n|\n|\r|\Z")


def write_tab_text(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated text; a cell with a line break, tab or quotation mark is quoted as Excel does.

    Every row ends with CRLF, as Excel has it; a single cell stands without, so that it pastes into a line of text.
    """
    lines = [_line(row) for row in rows]
    if len(lines) == 1 and len(rows[0]) == 1 and lines[0]:
        return lines[0]
    return "".join(line + LINE_END for line in lines)


def read_tab_text(text: str) -> list[list[str]]:
    """Cells out of tab-separated text as Excel, WPS and LibreOffice give it.

    Line ends of any kind, inner line breaks in quotation marks, one line end behind the last row. Quotation marks in
    the midst of a text, or without an end, are text.
    """
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell = _CELL.match(text, place)
        if cell is None:
            break
        quoted = cell[1]
        rows[-1].append(cell[2] if quoted is None else quoted.replace('""', '"').replace("\r\n", "\n"))
        end = _END.match(text, cell.end())
        if end is None or not end[0]:
            break
        place = end.end()
        if end[0] != "\t":
            if place == len(text):
                break
            rows.append([])
    return rows


def _line(row: Sequence[str]) -> str:
    line = "\t".join(row)
    needs_quotes = line.count("\t") >= len(row) or '"' in line or "\n" in line or "\r" in line
    return "\t".join(map(_quoted, row)) if needs_quotes else line


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
