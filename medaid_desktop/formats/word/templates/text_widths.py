"""How much room a text takes in a cell of a letter, nearly: no fonts are measured."""

import math
import unicodedata

CELL_MARGINS_PT = 10.8
"""What Word keeps free at the left and right of a cell's text, together."""


def halves(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" or sign == "\u2003" else 1 for sign in text)


def lines_of(text: str, width_pt: float, size_pt: float) -> int:
    """How many lines a text makes in a cell, one at least."""
    room = max(width_pt - CELL_MARGINS_PT, size_pt)
    return sum(max(math.ceil(halves(line) * size_pt / 2 / room), 1) for line in text.split("\n"))
