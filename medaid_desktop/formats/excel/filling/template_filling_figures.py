"""Figures that clerks write with more than digits (8000人, １２３, 12 345.60), in cells that formulas calculate with: as numbers that are
shown as written, where they are numbers for certain; else what is to be said of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from openpyxl.formula.tokenizer import Token

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.numbers import UNIT, excerpt, fold
from medaid_desktop.formats.excel.filling.template_filling_values import MOST_DIGITS, Typed
from medaid_desktop.formats.excel.formula_tokens import areas_read, tokens_of
from medaid_desktop.formats.excel.patching.edits import Number, Place
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.series import formula_after, new_formula
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import Area, cell_name
from medaid_desktop.formats.excel.shown.looks import Look

FIGURES = frozenset({"amount", "number"})
"""Types whose texts are figures and nothing else."""

_FIGURE = re.compile(
    r"(?P<currency>¥)?(?P<digits>-?(?:(?:0|[1-9][0-9]*)|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:\.[0-9]+)?)"
    rf" ?(?P<unit>{UNIT})?"
)
_SCALES = frozenset("万亿千百十%‰")
"""In a unit that no label promises, they would make another number of it."""
_ADDING = re.compile(r"(?:SUM|AVERAGE|SUBTOTAL|AGGREGATE|MAX|MIN|PRODUCT|ROUND|MEDIAN|LARGE|SMALL|RANK)[A-Z.]*\(")
_MOST_NAMED = 5


def figure(text: str, definition: FieldDef, look: Look) -> Typed | None:
    """A text as a number in a format that shows this very text; None where it is no number for certain: with another unit than
    the column's (3万), in brackets, with digits that would be lost. In a cell for shares only what says % is one (5％)."""
    match = _FIGURE.fullmatch(fold(text).strip())
    is_share = "%" in look.code
    if match is None or '"' in text:
        return None
    if match["unit"] != "%" if is_share else not _is_own_unit(match["unit"] or "", definition):
        return None
    if match["currency"] and (match["unit"] or _unit(definition) != "元"):
        return None
    digits = match["digits"]
    if sum(letter.isdigit() for letter in digits) > MOST_DIGITS:
        return None
    value = Decimal(digits.replace(",", "").replace(" ", "")) / (100 if is_share else 1)
    for code in _codes(text, digits, value):
        if Look(code, look.font, look.indent, look.epoch_1904).number(float(value)) == text:
            return Typed(Number(f"{value.normalize():f}" if value else "0"), code)
    return None


def _is_own_unit(unit: str, definition: FieldDef) -> bool:
    """Whether a unit is the one that all figures of a column are in."""
    if not unit or unit == _unit(definition):
        return True
    return not _unit(definition) and not _SCALES.intersection(unit) and unit in definition.label


def _unit(definition: FieldDef) -> str:
    return fold(definition.unit).strip()


def _codes(text: str, digits: str, value: Decimal) -> Iterator[str]:
    """The formats that may show a number as it is written: with blanks between the thousands, or the very text, for this one number;
    read back it is a text then, as it was typed."""
    decimals = digits.partition(".")[2]
    whole = "#,##0" if "," in digits else "#\\ ##0" if " " in digits else "0"
    plain = whole + ("." + "0" * len(decimals) if decimals else "")
    if digits == text:
        yield plain
    elif digits == f"-{text[1:]}":  # a minus of another width
        yield f'{plain};"{text[0]}"{plain}'
    if not digits.startswith("-"):
        yield f'[={value.normalize():f}]"{text}";General'


class Reader(NamedTuple):
    """A formula that calculates with cells, where it stands after filling; `areas` are what it reads of the filled sheet."""

    sheet: str
    place: Place
    areas: tuple[Area, ...]


class Readers:
    """The formulas of a workbook that calculate with cells of one of its sheets, after rows were put in."""

    def __init__(self, parts: Mapping[str, SheetPart], sheet: str, moved: Mapping[str, RowShift]) -> None:
        self._parts = parts
        self._sheet = sheet
        self._moved = moved

    def of(self, row: int, col: int) -> Reader | None:
        """The first formula that calculates with a cell, None where there is none."""
        for reader in self._all:
            if any(first <= row <= last and left <= col <= right for first, left, last, right in reader.areas):
                return reader
        return None

    @cached_property
    def _all(self) -> Sequence[Reader]:
        found: list[Reader] = []
        for name, part in self._parts.items():
            shift = self._moved[name]
            for (row, col), formula in part.formulas.items():
                if formula.kind != "dataTable" and _calculates(formula.text):
                    place = shift.row(row), col
                    self._note(found, name, place, formula_after(part, (row, col), self._moved))
                    for copy in range(1, shift.inserted.get(row, 0) + 1):
                        text = new_formula(part, (row, col), self._moved, copy)
                        self._note(found, name, (place[0] + copy, col), text or "")
        return sorted(found, key=lambda one: (one.sheet != self._sheet, -sum(_size(area) for area in one.areas)))

    def _note(self, found: list[Reader], name: str, place: Place, text: str) -> None:
        own = self._sheet.casefold()
        areas = tuple(one[1] for one in areas_read(text, name) if one and one[0].casefold() == own)
        if areas:
            found.append(Reader(name, place, areas))


def _size(area: Area) -> int:
    """The rows of an area: sums over whole lists are named before formulas of a row."""
    return area[2] - area[0]


def _calculates(formula: str) -> bool:
    """Whether a formula needs numbers: it sums, rounds, adds or multiplies."""
    tokens = tokens_of(formula) or ()
    if any(token.type == Token.FUNC and _ADDING.fullmatch(token.value.upper()) for token in tokens):
        return True
    return any(token.type == Token.OP_IN and token.value in ("+", "-", "*", "/", "^") for token in tokens)


class Uncounted:
    """Texts in cells that formulas calculate with, and the formula that each is missing in."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._found: dict[tuple[str, Place], list[str]] = {}

    def add(self, row: int, col: int, text: str, reader: Reader) -> None:
        """A text that stays one."""
        self._found.setdefault((reader.sheet, reader.place), []).append(f"{cell_name(row, col)} {excerpt(text)}")

    def said(self) -> Iterator[str]:
        """A sentence for each formula."""
        for (sheet, place), cells in self._found.items():
            more = f"等 {len(cells)} 处" if len(cells) > _MOST_NAMED else ""
            where = cell_name(*place) if sheet == self._sheet else f"工作表“{sheet}”的 {cell_name(*place)}"
            yield (
                f"单元格 {'、'.join(cells[:_MOST_NAMED])}{more}不能确定是多少，按文字写入，"
                f"{where} 的公式没有把它算进去，请改成本栏单位的数字后再导出"
            )
