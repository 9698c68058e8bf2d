"""What the clipboard holds, when it holds the same cells as text and as HTML: which of both is believed."""

import re

from medaid_desktop.formats.clipboard.block import Block
from medaid_desktop.formats.clipboard.html_reader import read_html
from medaid_desktop.formats.clipboard.tab_text import read_tab_text

_INNER_BREAK = re.compile(r"<br[^>]*>\s*(?!\s|</)")
"""A line break with something behind it; blank cells often hold one alone."""


def read_block(text: str, html: str = "") -> Block:
    """The cells on the clipboard, out of its plain text and its HTML, either of which may be missing.

    HTML knows merged cells and where cells end; plain text keeps blanks as they were typed and is read ten times as
    fast. So an even text block wins where the HTML merges nothing, breaks no line inside a cell and counts as many rows;
    else the HTML says how the cells lie and where their lines break (LibreOffice puts a blank there in its text), and
    the text what stands in those that are equal but for blanks. Without a table, text is all.
    Raises UserError where the HTML is larger or nested deeper than any sheet.
    """
    plain = Block(read_tab_text(text)) if text else Block([[""]])
    lower = html.lower()
    if "<t" not in lower:
        return plain
    widths = {len(row) for row in plain.rows}
    merges = "rowspan" in lower or "colspan" in lower
    if (
        text
        and not merges
        and len(widths) == 1
        and lower.count("<tr") == len(plain.rows)
        and lower.count("<table") == 1
        and not _INNER_BREAK.search(lower)
    ):
        return plain
    table = read_html(html)
    if table is None:
        return plain
    if len(plain.rows) != len(table.rows) or widths != {table.width}:
        return table
    rows = [
        [own if own == shown or _is_better(own, shown) else shown for own, shown in zip(texts, cells, strict=True)]
        for texts, cells in zip(plain.rows, table.rows, strict=True)
    ]
    return Block(rows, table.spans)


def _is_better(own: str, shown: str) -> bool:
    """Whether a cell's plain text is the same as its HTML, and lacks no line break."""
    return _squeezed(own) == _squeezed(shown) and ("\n" in own or "\n" not in shown)


def _squeezed(text: str) -> str:
    return "".join(text.split())
