"""Is a filled workbook its template but for what was filled in? Looked at part by part, without the code that wrote it."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from medaid_desktop.core.templates.filling.filled import Filled
from tests.formats.excel.patching.blank_forms import MAIN, BlankForm

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\d(])")
_ROWS = re.compile(r"(?<![A-Z$\d])(\$?)(\d{1,7}):(\$?)(\d{1,7})(?!\d)")
_ONE = re.compile(r"\b(\$?[A-Z]{1,3}\$?\d+):\1\b")
_MOVING = re.compile(
    r"xl/(drawings|comments|threadedComments|tables|charts|ctrlProps|worksheets)/?.*\.(xml|vml)$|xl/comments\d*\.xml$"
)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The members of a zip file by name; broken ones fail."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert len(set(file.namelist())) == len(file.namelist())
        return {name: file.read(name) for name in file.namelist()}


class Rows:
    """Where rows of the filled sheet came from, counted from 1."""

    def __init__(self, inserted: dict[int, int]) -> None:
        self.source: dict[int, int] = {}
        self.copies: set[int] = set()
        new = 1
        for old in range(1, 400):
            self.source[new] = old
            new += 1
            for _ in range(inserted.get(old - 1, 0)):
                self.source[new] = old
                self.copies.add(new)
                new += 1

    def back(self, row: int) -> int:
        """The row of the template that a row is, or that it repeats."""
        return self.source.get(row, row)

    def text(self, text: str) -> str:
        """References as they would stand in the template."""
        text = _REFERENCE.sub(lambda found: f"{found[1]}{self.back(int(found[2]))}", text)
        text = _ROWS.sub(
            lambda found: f"{found[1]}{self.back(int(found[2]))}:{found[3]}{self.back(int(found[4]))}", text
        )
        return _ONE.sub(r"\1", text)


def differences(blank: BlankForm, new: bytes, filled: Filled) -> list[str]:
    """What differs beyond the cells written, the rows put in and what follows from them."""
    return list(_Comparison(blank, new, filled).found())


class _Comparison:
    def __init__(self, blank: BlankForm, new: bytes, filled: Filled) -> None:
        self.old, self.new = parts_of(blank.data), parts_of(new)
        self.rows = Rows(dict(filled.inserted))
        self.written = {(cell.spot.row + 1, cell.spot.col) for cell in filled.cells}
        self.tall: set[int] = set()
        self.bodies = {
            (row.row + 1, col)
            for body in filled.bodies
            for row in body.rows
            for column in body.columns
            for col in range(column.col, column.col + column.cols)
        }
        self.groups = {
            (row.row + 1, column.col)
            for body in filled.bodies
            for row in body.rows
            for column in body.columns
            if column.definition.group
        }
        xfs = fromstring(self.old["xl/styles.xml"]).find("{*}cellXfs")
        self.styles = len(xfs) if xfs is not None else 0

    def found(self) -> Iterator[str]:
        gone = set(self.old) - set(self.new) - {"xl/calcChain.xml"}
        yield from (f"{name} is gone" for name in gone)
        yield from (f"{name} is new" for name in set(self.new) - set(self.old))
        for name in self.old:
            if name in self.new and self.old[name] != self.new[name]:
                yield from (f"{name}: {what}" for what in self.changed(name))

    def changed(self, name: str) -> Iterator[str]:
        old, new = fromstring(self.old[name]), fromstring(self.new[name])
        if name == MAIN:
            yield from self.sheet(old, new)
        elif name == "xl/styles.xml":
            yield from self.style(old, new)
        elif name == "xl/workbook.xml":
            for root in (old, new):
                for calc in root.findall("{*}calcPr"):
                    calc.attrib.pop("fullCalcOnLoad", None)
                    if not calc.attrib:
                        root.remove(calc)
            yield from self.same(old, new, "workbook")
        elif _MOVING.match(name):
            yield from self.same(old, new, "")
        else:
            yield "changed"

    def same(self, old: Element, new: Element, where: str) -> Iterator[str]:
        """Whether two elements say the same of the template's rows."""
        where = f"{where}/{old.tag.rpartition('}')[2]}"
        if old.tag != new.tag or len(old) != len(new) or old.attrib.keys() != new.attrib.keys():
            yield f"{where}: {old.tag} {dict(old.attrib)} became {new.tag} {dict(new.attrib)}"
            return
        for name, text in old.attrib.items():
            if not self.alike(text, new.attrib[name], where):
                yield f"{where}@{name}: {text} became {new.attrib[name]}"
        if not self.alike(old.text or "", new.text or "", where):
            formula = re.fullmatch(r".*/c/v", where)
            if not formula:
                yield f"{where}: {old.text} became {new.text}"
        for one, other in zip(old, new, strict=True):
            yield from self.same(one, other, where)

    def alike(self, old: str, new: str, where: str) -> bool:
        if old == new or _ONE.sub(r"\1", old) == self.rows.text(new):
            return True
        if where.endswith(("/row", "/Row")):
            return self.rows.back(int(new) + 1) == int(old) + 1
        if where.endswith("/Anchor"):
            one, other = [int(part) for part in old.split(",")], [int(part) for part in new.split(",")]
            return [self.rows.back(other[2] + 1), self.rows.back(other[6] + 1)] == [one[2] + 1, one[6] + 1]
        if where.endswith("/brk"):
            return self.rows.back(int(new)) == int(old)
        return False

    # -- the sheet -----------------------------------------------------------------------------------------------

    def sheet(self, old: Element, new: Element) -> Iterator[str]:
        own = ("sheetData", "mergeCells")
        one = [child for child in old if not child.tag.endswith(own)]
        other = [child for child in new if not child.tag.endswith(own)]
        if [child.tag for child in old] != [child.tag for child in new]:
            yield "other elements, or another order"
        for before, after in zip(one, other, strict=False):
            yield from self.same(before, after, "")
        yield from self.data(_cells(old), _cells(new))
        yield from self.merges(_merges(old), _merges(new))

    def data(self, old: dict, new: dict) -> Iterator[str]:
        back = {self.rows.back(row) for row in new if row not in self.rows.copies}
        yield from (f"row {row} is gone" for row in set(old) - back)
        for row, (attributes, cells) in new.items():
            source = self.rows.back(row)
            before, old_cells = old.get(source, ({}, {}))
            if _without_size(before) != _without_size(attributes) and source in old:
                yield f"row {row}: {before} became {attributes}"
            if {k: before.get(k) for k in ("ht", "customHeight")} != {
                k: attributes.get(k) for k in ("ht", "customHeight")
            }:
                self.tall.add(row)
            missing = set(old_cells) - set(cells)
            yield from (f"row {row}, column {col} is gone" for col in missing)
            for col, cell in cells.items():
                yield from (f"{cell.get('r')}: {what}" for what in self.cell(row, col, old_cells.get(col), cell))

    def cell(self, row: int, col: int, old: Element | None, new: Element) -> Iterator[str]:
        written, copy = (row, col) in self.written, row in self.rows.copies
        if old is None:
            if not written:
                yield "is new"
            return
        style = int(new.get("s", "0"))
        has_formula = old.find("{*}f") is not None  # its result may be set smaller
        restyled = (written or has_formula) and style >= self.styles
        if old.get("s", "0") != new.get("s", "0") and not restyled and (row, col) not in self.groups:
            yield f"style {old.get('s')} became {style}"
        formula = old.find("{*}f")
        if (written and formula is None) or ((row, col) in self.bodies and (row, col) in self.groups):
            return
        if formula is None and copy:
            if len(new):
                yield "a row put in has a value nobody wrote"
            return
        if formula is None:
            if [(_local(child), "".join(child.itertext())) for child in old] != [
                (_local(child), "".join(child.itertext())) for child in new
            ] or old.get("t") != new.get("t"):
                yield "its value changed"
            return
        made = new.find("{*}f")
        if made is None:
            yield "its formula is gone"
        elif formula.get("t") == "shared":
            if not made.text and made.get("t") != "shared":
                yield "its formula is empty"
        elif _ONE.sub(r"\1", formula.text or "") != self.rows.text(made.text or ""):
            yield f"its formula {formula.text} became {made.text}"

    def merges(self, old: set, new: set) -> Iterator[str]:
        inside = {(row, col) for row, col in self.bodies}
        before = {area for area in old if not self.in_group(area, old=True)}
        after = {
            (self.rows.back(top), left, self.rows.back(bottom), right)
            for top, left, bottom, right in new
            if not self.in_group((top, left, bottom, right)) and not (top == bottom and top in self.rows.copies)
        }
        yield from (f"merged area {area} is gone" for area in before - after)
        yield from (f"merged area {area} is new" for area in after - before)
        covered: dict[tuple[int, int], tuple] = {}
        for area in new:
            for row in range(area[0], area[2] + 1):
                for col in range(area[1], area[3] + 1):
                    if (row, col) in covered:
                        yield f"{area} lies over {covered[row, col]}"
                    covered[row, col] = area
        assert inside or not self.bodies

    def in_group(self, area: tuple[int, int, int, int], old: bool = False) -> bool:
        rows = {self.rows.back(row) for row, _ in self.groups} if old else {row for row, _ in self.groups}
        return area[0] in rows and area[1] in {col for _, col in self.groups}

    def style(self, old: Element, new: Element) -> Iterator[str]:
        """Number formats and cell formats may be added behind those that are there, nothing else."""
        parts = {child.tag: child for child in new}
        for child in old:
            other = parts.pop(child.tag, None)
            if other is None:
                yield f"{child.tag} is gone"
            elif _local(child) in ("cellXfs", "numFmts"):
                yield from (
                    what for one, two in zip(child, other, strict=False) for what in self.same(one, two, "styles")
                )
                if other.get("count") not in (None, str(len(other))):
                    yield "a wrong count"
            else:
                yield from self.same(child, other, "styles")
        yield from (f"{tag} is new" for tag in parts if not tag.endswith("numFmts"))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _without_size(attributes: dict) -> dict:
    return {name: text for name, text in attributes.items() if name not in ("r", "ht", "customHeight", "spans")}


def _cells(root: Element) -> dict:
    data = next(child for child in root if child.tag.endswith("sheetData"))
    found, before = {}, 0
    for row in data:
        number = int(row.get("r", before + 1))
        assert number > before, "rows out of order"
        before = number
        cells = {}
        for cell in row:
            letters = re.match("[A-Z]+", cell.get("r"))[0]
            assert cell.get("r") == f"{letters}{number}"
            cells[_column(letters)] = cell
        assert list(cells) == sorted(cells), "cells out of order"
        found[number] = dict(row.attrib), cells
    return found


def _merges(root: Element) -> set:
    found = set()
    for cell in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, last = (re.fullmatch(r"([A-Z]+)(\d+)", end) for end in cell.get("ref").split(":"))
        found.add((int(first[2]), _column(first[1]), int(last[2]), _column(last[1])))
    whole = root.find("{*}mergeCells")
    assert whole is None or whole.get("count") in (None, str(len(whole)))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
