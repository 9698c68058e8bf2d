"""Blocks as an HTML table that Excel, WPS and LibreOffice paste with its merges, texts exactly as shown."""

import re
from functools import lru_cache
from html import escape

from medaid_desktop.formats.clipboard.block import Block

_TEXT_FORMAT = r'mso-number-format:"\@"'
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})(\.\d{1,8})?")
_BREAK = '<br style="mso-data-placement:same-cell">'
_BLANKS = re.compile(r" {2,}|\A | \Z|(?<=\n) | (?=\n)|\t")
_SPECIAL = re.compile("[&<>\"' \t\n\xa0]")
"""What a text cannot have in HTML as it stands."""
_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>'
    '<table border="1" style="border-collapse:collapse">'
)


def write_html(block: Block) -> str:
    """The block as an HTML page with one table.

    Numbers keep their decimals as a number format; all other texts are marked as text for Excel and WPS (mso) and for
    LibreOffice (sdnum), so that neither 007 nor =1+1 becomes anything else.
    """
    covered = block.covered()
    lines: list[str] = []
    for number, row in enumerate(block.rows):
        cells = [_cell(block, (number, col), text) for col, text in enumerate(row) if (number, col) not in covered]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"{_HEAD}\n{chr(10).join(lines)}\n</table></body></html>"


def _cell(block: Block, place: tuple[int, int], text: str) -> str:
    span = ""
    if place in block.spans:
        rows, cols = block.spans[place]
        span = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{cols}"' if cols > 1 else "")
    number = _NUMBER.fullmatch(text) if place in block.numbers else None
    if number:
        shown, escaped = _number_format("," in text, len(number[1] or ".") - 1)
        bare = text.replace(",", "")
        look = f'mso-number-format:"{escaped}";text-align:right'
        return f'<td{span} style=\'{look}\' x:num="{bare}" sdval="{bare}" sdnum="2052;0;{shown}">{text}</td>'
    return f"<td{span} style='{_TEXT_FORMAT}' sdnum=\"2052;0;@\">{_words(text) if _SPECIAL.search(text) else text}</td>"


@lru_cache
def _number_format(grouped: bool, decimals: int) -> tuple[str, str]:
    """The format in which a number shows as it was written, and the same as a style has it."""
    shown = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")
    return shown, re.sub(r"([#,.])", r"\\\1", shown)


def _words(text: str) -> str:
    """The text with all its blanks: HTML runs plain ones together."""
    return _BLANKS.sub(_kept, escape(text)).replace("\xa0", "&nbsp;").replace("\n", _BREAK)


def _kept(blanks: re.Match[str]) -> str:
    if blanks[0] == "\t":
        return '<span style="mso-tab-count:1">\xa0</span>'
    return f'<span style="mso-spacerun:yes">{chr(0xA0) * len(blanks[0])}</span>'
