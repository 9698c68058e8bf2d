"""Results of formulas in a letter's table ({ =SUM(ABOVE) }) that are no longer true once figures are filled in.

Word does not work them out when it opens a letter, unless they are marked for it, and other programs never do. Sums of the
cells beside are written anew; the result of every other formula is what the filing says, or nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from medaid_desktop.core.templates.filling.filled import FilledCell
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.names import content
from medaid_desktop.formats.word.tables import Place
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice
from medaid_desktop.formats.word.templates.neighbours import covering
from medaid_desktop.formats.word.templates.template_filling_text import Passage

_SUM = re.compile(r"\s*=\s*SUM\s*\(\s*(ABOVE|BELOW|LEFT|RIGHT)\s*\)", re.IGNORECASE)
_INSTRUCTIONS = re.compile(rb"instrText[^<]*|instr\s*=\s*[\"'][^\"']*")
_PICTURE = re.compile(r"\\#\s*\"?([#,0]*0(?:\.0+)?)\"?")
_STEPS = {"ABOVE": (-1, 0), "BELOW": (1, 0), "LEFT": (0, -1), "RIGHT": (0, 1)}

Texts = Mapping[tuple[int, int], str]


class Results:
    """What becomes of the formulas of a table: places written anew, and sentences where the filing has another figure."""

    def __init__(self, body: LetterBody, table: LetterTable, computed: Sequence[FilledCell], written: Texts) -> None:
        self.splices: list[Splice] = []
        self.notices: list[str] = []
        if not written or b"=" not in b"".join(_INSTRUCTIONS.findall(body.located.data)):
            return
        formulas = [
            (place, found)
            for place in table.cells.places
            if (place.row, place.col) not in written
            for found in _formulas(place.elements[0])
        ]
        said = {(cell.spot.row, cell.spot.col): cell.text for cell in computed}
        texts = {(cell.row, cell.col): cell.text for cell in table.cells.cells} | dict(written)
        for _ in formulas:  # sums of sums: each turn makes one more of them true
            before = dict(texts)
            for place, (_, instruction) in formulas:
                result = _sum(table, place, instruction, texts)
                texts[place.row, place.col] = said.get((place.row, place.col), "") if result is None else result
            if texts == before:
                break
        for place, (mark, instruction) in formulas:
            wanted, result = said.get((place.row, place.col), ""), texts[place.row, place.col]
            if wanted and _SUM.match(instruction) and value_of(wanted) not in (None, value_of(result)):
                where = f"第 {place.row + 1} 行第 {place.col + 1} 列"
                self.notices.append(f"{where}的公式算出 {result}，填报件中是 {wanted}，请核对")
            self._write(body, place, mark, result)

    def _write(self, body: LetterBody, place: Place, mark: Element, text: str) -> None:
        passage = Passage(body, [block for block in content(place.elements[0]) if block.tag == "w|p"])
        own = [piece for piece in passage.pieces if piece.field is not None and mark in piece.field.marks]
        if own and passage.text[own[0].start : own[-1].end] != text:
            passage.replace(own[0].start, own[-1].end, text)
            self.splices += passage.splices()
        self.splices.append(body.located.with_attribute(mark, body.prefix + b"dirty", "true"))


def _formulas(cell: Element) -> Iterator[tuple[Element, str]]:
    """The formulas of a cell: the element that begins each, and its instruction."""
    begun: Element | None = None
    for element in cell.iter():
        if element.tag == "w|fldSimple" and element.get("w|instr", "").lstrip().startswith("="):
            yield element, element.get("w|instr", "")
        elif element.tag == "w|fldChar" and element.get("w|fldCharType") == "begin":
            begun = element
        elif element.tag == "w|instrText" and begun is not None and (element.text or "").lstrip().startswith("="):
            yield begun, element.text or ""


def _sum(table: LetterTable, place: Place, instruction: str, texts: Texts) -> str | None:
    """The sum of the figures next to a cell in one direction, up to the first cell without one; None for other formulas."""
    match = _SUM.match(instruction)
    if match is None:
        return None
    down, right = _STEPS[match[1].upper()]
    places = covering(table)
    terms: list[Decimal] = []
    at = place.row, place.col
    while True:
        here = places[at]
        at = (at[0] + down, at[1]) if down else (at[0], here.col - 1 if right < 0 else here.col + here.cols)
        other = places.get(at)
        value = None if other is None else value_of(texts.get((other.row, other.col), "").strip())
        if value is None:
            break
        terms.append(value)
    return _shown(sum(terms, Decimal(0)), terms, instruction)


def _shown(total: Decimal, terms: Sequence[Decimal], instruction: str) -> str:
    """A sum as the formula's number picture wants it, else with the decimals of its terms."""
    picture = _PICTURE.search(instruction)
    if picture is not None:
        decimals = len(picture[1].partition(".")[2])
        return f"{total:,.{decimals}f}" if "," in picture[1] else f"{total:.{decimals}f}"
    decimals = max((max(-int(term.as_tuple().exponent), 0) for term in terms), default=0)
    return f"{total:.{decimals}f}"
