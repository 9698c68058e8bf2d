"""Several forms of one workbook filled in at once: their sheets read each other, so what formulas give is known only then."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, damaged
from medaid_desktop.formats.excel.filling.template_filling_cells import Writing
from medaid_desktop.formats.excel.filling.template_filling_joint import FormFilled, by_sheet
from medaid_desktop.formats.excel.filling.template_filling_lists import ChoiceLists
from medaid_desktop.formats.excel.filling.template_filling_results import (
    conflicts,
    lists_of,
    overlooked,
    without_formulas,
)
from medaid_desktop.formats.excel.filling.template_filling_room import Room
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles, StyleBook
from medaid_desktop.formats.excel.patching.leaving_out import LeftOut
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.guard import DamagedError


class Changed(NamedTuple):
    """The parts that change, the names of those that go, and what the clerk should know, by a sheet's name in front."""

    parts: dict[str, bytes]
    removed: set[str]
    notices: tuple[str, ...]


class FormsFiller:
    """A workbook read once, whose forms are filled in together, many times if need be."""

    def __init__(self, content: bytes, map: TemplateMap) -> None:
        """`map` is that of one of the forms. Raises UserError where the workbook is damaged."""
        self.map = map
        try:
            self.book = TemplateWorkbook(content)
            self.styles_book = StyleBook(self.book.styles, self.book.epoch_1904, self.book.watch)
        except DamagedError as error:
            raise damaged(map) from error
        self._rooms: dict[str, tuple[Room, ChoiceLists]] = {}

    def filled(self, forms: Iterable[FormFilled]) -> FilledWorkbook:
        """The workbook with several forms filled in. Raises UserError where the template cannot be read."""
        try:
            added = AddedStyles(self.styles_book)
            parts, removed, notices = self.changed(by_sheet(forms), added)
            self.add_styles(parts, added)
            return FilledWorkbook(self.book.with_parts(parts, removed), notices)
        except DamagedError as error:
            raise damaged(self.map) from error

    def add_styles(self, parts: dict[str, bytes], added: AddedStyles) -> None:
        """Puts the part of styles with those added among the parts, where there are any."""
        styles = added.written()
        if styles is not None and self.book.styles_part:
            parts[self.book.member(self.book.styles_part)] = styles

    def changed(
        self,
        forms: Mapping[str, FormFilled],
        added: AddedStyles,
        names: Mapping[str, str] | None = None,
        tables: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Changed:
        """What becomes of the workbook. `forms` are by the sheet, `added` are styles that several fillings share, `names` are new names
        of sheets and `tables` those of their table objects, by the old ones."""
        book, names = self.book, names or {}
        book.restart()
        inserted = {sheet: one.filled.inserted for sheet, one in forms.items()}
        lists = {sheet: lists_of(one.filled) for sheet, one in forms.items()}
        shifts = book.shifts(inserted, lists)
        writings = {sheet: self._writing(sheet, one, added, shifts) for sheet, one in forms.items()}
        edits = {sheet: writing.edits() for sheet, writing in writings.items()}

        def finish() -> Mapping[str, bytes]:
            for writing in writings.values():
                writing.keep_results_whole()
            return {}

        named = book.shifts(inserted, lists, names, tables)
        parts, removed = book.changed(edits, named, None, finish)
        doubts, bare = list(book.left_out(named)), list(book.without_formula(named))
        notices: list[str] = []
        for sheet, (_, filled) in forms.items():
            said = conflicts(book.parts[sheet], self.styles_book, filled, writings[sheet].kept, edits[sheet])
            own = _formulas(doubts, bare, sheet)
            words = (*filled.notices, *writings[sheet].notices, *said, *own)
            notices += (f"“{names.get(sheet, sheet)}”：{notice}" for notice in words)
        notices += _formulas(_elsewhere(doubts, forms, names), _elsewhere(bare, forms, names), "")
        return Changed(parts, removed, tuple(notices))

    def _writing(self, sheet: str, form: FormFilled, added: AddedStyles, shifts: Mapping[str, RowShift]) -> Writing:
        part = self.book.parts[sheet]
        if sheet not in self._rooms:
            self._rooms[sheet] = Room(part, self.styles_book.usual_font), ChoiceLists(part, self.book)
        room, lists = self._rooms[sheet]
        return Writing(self.book, part, lists, room, form.map, form.filled, added, shifts)


def _formulas(doubts: Iterable[LeftOut], bare: Iterable[LeftOut], sheet: str) -> Iterator[str]:
    """What is said of formulas: of those on a sheet, or, where none is named, of all."""
    yield from overlooked((one for one in doubts if not sheet or one.sheet == sheet), sheet)
    yield from without_formulas((one for one in bare if not sheet or one.sheet == sheet), sheet)


def _elsewhere(found: Iterable[LeftOut], forms: Collection[str], names: Mapping[str, str]) -> list[LeftOut]:
    """Formulas on sheets that are no forms, by the new names of these."""
    return [one._replace(sheet=names.get(one.sheet, one.sheet)) for one in found if one.sheet not in forms]
