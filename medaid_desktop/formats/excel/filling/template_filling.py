"""A filing back into the upper level's own workbook: typed by each cell's format, nothing cut off, all else as it was to the byte."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.filling.template_filling_cells import Writing
from medaid_desktop.formats.excel.filling.template_filling_lists import ChoiceLists
from medaid_desktop.formats.excel.filling.template_filling_reads import OtherSheets, SheetRead
from medaid_desktop.formats.excel.filling.template_filling_results import (
    conflicts,
    lists_of,
    overlooked,
    without_formulas,
)
from medaid_desktop.formats.excel.filling.template_filling_room import Room
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles, StyleBook
from medaid_desktop.formats.excel.patching.edits import Content, Number, Place
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.guard import DamagedError


class FilledWorkbook(NamedTuple):
    """A workbook filled in, and what the clerk should know of it beside what `Filled.notices` says."""

    content: bytes
    notices: tuple[str, ...] = ()


class TemplateFiller:
    """A workbook read once and filled in many times, by the map of one of its sheets."""

    def __init__(self, content: bytes, map: TemplateMap) -> None:
        """Raises UserError where the workbook is damaged or has no such sheet."""
        self.map = map
        try:
            self._book = TemplateWorkbook(content)
            self._part = self._book.parts.get(map.sheet)
            self.styles_book = StyleBook(self._book.styles, self._book.epoch_1904, self._book.watch)
        except DamagedError as error:
            raise damaged(map) from error
        if self._part is None:
            raise UserError(f"样表里没有工作表“{map.sheet}”", map.title, "样表可能已被换过；请重新导入样表后再导出")

    def filled(self, filled: Filled) -> FilledWorkbook:
        """The workbook with a filing in it. Raises UserError where the template cannot be read."""
        try:
            parts, removed, notices = self.changed(filled)
            return FilledWorkbook(self._book.with_parts(parts, removed), notices)
        except DamagedError as error:
            raise damaged(self.map) from error

    def changed(
        self,
        filled: Filled,
        added: AddedStyles | None = None,
        name: str = "",
        tables: Mapping[str, Mapping[str, str]] | None = None,
    ) -> tuple[dict[str, bytes], set[str], tuple[str, ...]]:
        """The parts that change, the names of those that go, and what the clerk should know.

        `added` are styles that several filings share, `name` is what the sheet is called from now on, `tables` what the table
        objects of sheets are, by the old names in small letters.
        """
        part = self._part
        assert part is not None
        self._book.restart()
        added = AddedStyles(self.styles_book) if added is None else added
        writing = Writing(self._book, part, self._lists, self._room, self.map, filled, added)
        edits = writing.edits()

        def finish() -> Mapping[str, bytes]:
            writing.keep_results_whole()
            styles = added.written()
            return {} if styles is None or not self._book.styles_part else {self._book.styles_part: styles}

        shifts = self._book.shifts(
            {part.name: filled.inserted}, {part.name: lists_of(filled)}, {part.name: name}, tables
        )
        changed, removed = self._book.changed({part.name: edits}, shifts, None, finish)
        said = conflicts(part, self.styles_book, filled, writing.kept, edits)
        doubts = overlooked(self._book.left_out(shifts), part.name)
        bare = without_formulas(self._book.without_formula(shifts), part.name)
        return changed, removed, (*writing.notices, *said, *doubts, *bare)

    def results(self, filled: Filled, places: Collection[Place]) -> Mapping[Place, str | None]:
        """What the workbook shows in some cells with formulas once it is filled in, as its own number formats have it: "" for
        errors, None where nobody here can tell, as where a blank part of another sheet is read, which other filings may fill;
        cells without a formula are left out. Raises UserError where the template cannot be read.
        """
        part = self._part
        assert part is not None
        try:
            self._book.restart()
            writing = Writing(
                self._book, part, self._lists, self._room, self.map, filled, AddedStyles(self.styles_book)
            )
            edits = writing.contents()
            name = part.name
            shifts = self._book.shifts({name: filled.inserted}, {name: lists_of(filled)})
            self._book.work_out(edits, shifts, name, places, self._others.waiting(shifts[name]))
        except DamagedError as error:
            raise damaged(self.map) from error
        shift = shifts[name]
        found: dict[Place, str | None] = {}
        for at in edits.results.keys() & set(places):
            style = part.style_at(shift.source(at[0])[0], at[1])
            found[at] = self._shown(edits.results[at], style)
        return found

    def _shown(self, result: Content, style: str | None) -> str | None:
        if result is None:
            return None
        look = self.styles_book.format(style).look
        if isinstance(result, Number):
            text = look.number(float(result.text))
        elif isinstance(result, bool):
            text = "TRUE" if result else "FALSE"
        else:
            text = look.text(result) if isinstance(result, str) else ""
        return clean_text(text)

    def sheets_read(self) -> Mapping[str, SheetRead]:
        """The other sheets of the template that formulas of the filled sheet read."""
        return self._others.read()

    @cached_property
    def _others(self) -> OtherSheets:
        return OtherSheets(self._book, self.map)

    @property
    def book(self) -> TemplateWorkbook:
        """The workbook as it was sent."""
        return self._book

    @cached_property
    def _room(self) -> Room:
        assert self._part is not None
        return Room(self._part, self.styles_book.usual_font)

    @cached_property
    def _lists(self) -> ChoiceLists:
        assert self._part is not None
        return ChoiceLists(self._part, self._book)


def damaged(map: TemplateMap) -> UserError:
    """What is said of a template that cannot be read any more."""
    return UserError("样表的工作簿已损坏，不能填写", map.title, "请重新导入上级下发的样表后再导出")
