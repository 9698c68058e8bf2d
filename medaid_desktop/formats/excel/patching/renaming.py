"""Formulas whose sheets and table objects get other names, and what they name. What no other part of the program can take apart is
left as it is but for the names."""

from collections.abc import Mapping
from typing import NamedTuple

from medaid_desktop.formats.excel.formula_tokens import quoted_name
from medaid_desktop.formats.excel.patching.pieces import Calls, Piece, pieces
from medaid_desktop.formats.excel.references import place


class Names(NamedTuple):
    """New names, by the old ones in small letters: of sheets and of table objects."""

    sheets: Mapping[str, str]
    tables: Mapping[str, str] = {}


def renamed(formula: str, new: Names) -> str:
    """A formula that names sheets and table objects by their new names; in the texts that INDIRECT and HYPERLINK read, too."""
    if not (new.sheets and "!" in formula) and not new.tables:
        return formula
    made: list[str] = []
    calls = Calls()
    for piece in pieces(formula):
        text = piece.text
        calls.pass_by(piece)
        if piece.kind == "sheets":
            text = _with_sheets(piece, new.sheets)
        elif piece.kind == "word" and not piece.sheets:
            text = new.tables.get(text.casefold(), text)
        elif piece.kind == "text" and len(text) > 1 and text.endswith('"') and calls.read_text():
            inner = renamed(text[1:-1].replace('""', '"'), new)
            text = '"' + inner.replace('"', '""') + '"'
        made.append(text)
    return "".join(made)


def _with_sheets(piece: Piece, sheets: Mapping[str, str]) -> str:
    """A sheet's name, or the first and the last of several, as they are called now."""
    old = piece.sheets
    new = [sheets.get(name.casefold()) for name in old]
    if not any(new):
        return piece.text
    if (
        len(old) == 2 and place(old[0]) and piece.text[0] != "'"
    ):  # A1:表2!B5 is a range; a sheet of such a name would be quoted
        return f"{old[0]}:{quoted_name(new[1])}!" if new[1] else piece.text
    return f"{quoted_name(':'.join(one or name for one, name in zip(new, old, strict=True)))}!"


class Said(NamedTuple):
    """What a formula names, in small letters: sheets, the ends of stretches of sheets, and words (names, table objects), each with the
    sheet named before it, "" where none is."""

    sheets: frozenset[str]
    stretches: frozenset[tuple[str, str]]
    words: frozenset[tuple[str, str]]
    is_by_text: bool = False
    """Whether it puts a sheet's name together of pieces of text."""


def said_by(formula: str) -> Said:
    """What a formula names, in the texts that INDIRECT and HYPERLINK read, too."""
    sheets, words = set[str](), set[tuple[str, str]]()
    stretches = set[tuple[str, str]]()
    calls, by_text = Calls(), False
    for piece in pieces(formula):
        calls.pass_by(piece)
        if piece.kind == "sheets":
            names = [name.casefold() for name in piece.sheets]
            sheets.update(names)
            if len(names) == 2:
                stretches.add((names[0], names[1]))
        elif piece.kind == "word":
            words.add((piece.sheets[-1].casefold() if piece.sheets else "", piece.text.casefold()))
        elif piece.kind == "foreign" and piece.text.startswith("[0]!"):
            words.add(("", piece.text[4:].casefold()))
        elif piece.kind == "text" and (reader := calls.read_text()):
            inner = piece.text.strip('"').replace('""', '"')
            by_text = by_text or (reader == "INDIRECT" and inner.startswith(("!", "'!")))
            found = said_by(inner)
            sheets |= found.sheets
            stretches |= found.stretches
            words |= found.words
    return Said(frozenset(sheets), frozenset(stretches), frozenset(words), by_text)
