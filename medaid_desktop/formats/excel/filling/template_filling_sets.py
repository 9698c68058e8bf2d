"""Filings of several regions or years in one workbook: all sheets of the template again for each of them."""

from collections.abc import Collection, Iterable, Sequence

from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, damaged
from medaid_desktop.formats.excel.filling.template_filling_forms import FormsFiller
from medaid_desktop.formats.excel.filling.template_filling_joint import FormFilled, by_sheet
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles
from medaid_desktop.formats.excel.paper.tab_names import labelled_name, taken_names
from medaid_desktop.formats.excel.patching.copies import Copy, SheetCopies, new_tables
from medaid_desktop.formats.excel.patching.links import SheetLinks
from medaid_desktop.formats.guard import DamagedError


class SetFiller:
    """A workbook read once, whose forms are filled in for several regions or years."""

    def __init__(self, content: bytes, map: TemplateMap, sheets: Collection[str]) -> None:
        """`map` is that of one of the forms, `sheets` are the sheets of all forms. Raises UserError where the workbook is damaged."""
        self.remarks: tuple[str, ...] = ()
        """A sentence for each sheet that works with the form and cannot be there for each set."""
        self._filler = FormsFiller(content, map)
        self._book = self._filler.book
        try:
            self._book.spell_out_stretches()
            self._links = SheetLinks(self._book)
            self.sheets = self._copied([name for name in self._book.parts if name in sheets])
        except DamagedError as error:
            raise damaged(map) from error

    def _copied(self, forms: Sequence[str]) -> Sequence[str]:
        """The sheets that are there for each set: those of the forms and all that hang on them. Of a workbook with several forms
        every sheet that can be seen is, but for one that hangs on none and cannot be there twice; hidden lists are there once. Of a
        workbook with one form a sheet that hangs on it and cannot be there twice shows the first filing."""
        found = self._links.together(forms)
        if len(forms) > 1:
            more = [name for name in self._book.visible if name in self._book.tabs and not self._links.obstacle(name)]
            return self._links.together([*found, *more])
        once = {name: what for name in found if name not in forms and (what := self._links.obstacle(name))}
        self.remarks = tuple(
            f"工作表“{name}”里有{what}，只放了一份，反映的是第一份填报件。" for name, what in once.items()
        )
        return [name for name in found if name not in once]

    def filled(self, sets: Iterable[Sequence[FormFilled]], labels: Sequence[str]) -> FilledWorkbook:
        """The workbook with a copy of the sheets for each set, called by `labels` (made fit and unique): 表 (阳谷县).

        Formulas, names, charts and links of a copy lead to the sheets of the same copy. The notices, those of the filings among
        them, begin with a sheet's name. Raises UserError where the template is damaged, CannotCopyError where it has something
        that cannot be there twice.
        """
        try:
            return self._filled(sets, labels)
        except DamagedError as error:
            raise damaged(self._filler.map) from error

    def _filled(self, sets: Iterable[Sequence[FormFilled]], labels: Sequence[str]) -> FilledWorkbook:
        book, added = self._book, AddedStyles(self._filler.styles_book)
        taken = taken_names(name for name in book.sheets if name not in self.sheets)
        copies: SheetCopies | None = None
        removed: set[str] = set()
        notices: list[str] = []
        for number, (forms, label) in enumerate(zip(sets, labels, strict=True), 1):
            names = {sheet: labelled_name(sheet, label, taken) for sheet in self.sheets}
            tables = new_tables(book, self._links, self.sheets, number)
            parts, gone, said = self._filler.changed(by_sheet(forms), added, names, tables)
            notices += said
            if copies is None:
                copies, removed = SheetCopies(book, self._links, self.sheets, Copy(names, parts)), gone
            else:
                copies.add(Copy(names, parts))
        if copies is None:
            raise UserError("没有可导出的填报件", self._filler.map.title, "请先选定要导出的填报件")
        written = copies.written()
        removed |= book.without_calculation_order(written)
        self._filler.add_styles(written, added)
        return FilledWorkbook(book.with_parts(written, removed), tuple(notices))
