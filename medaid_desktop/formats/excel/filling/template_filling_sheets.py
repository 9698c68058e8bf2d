"""Several filings of one template in one workbook: a sheet each, the sheets beside them once."""

from collections.abc import Iterable, Sequence

from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, TemplateFiller, damaged
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles
from medaid_desktop.formats.excel.paper.tab_names import tab_name, taken_names
from medaid_desktop.formats.excel.patching.copies import Copy, SheetCopies, new_tables
from medaid_desktop.formats.excel.patching.links import SheetLinks
from medaid_desktop.formats.guard import DamagedError


def sheets_filled(content: bytes, map: TemplateMap, filled: Iterable[Filled], names: Sequence[str]) -> FilledWorkbook:
    """A workbook with a copy of the template's sheet for each filing, called by `names` (made fit and unique).

    Each copy has its own pictures, shapes, notes, print area and names; the other sheets are there once, and what they say of
    the template's sheet they say of the first. The notices, those of `filled` among them, begin with
    the sheet's name. Raises UserError where the template is damaged
    or has something that cannot be there twice.
    """
    filler = TemplateFiller(content, map)
    try:
        return _written(filler, map, filled, names)
    except DamagedError as error:
        raise damaged(map) from error


def _written(
    filler: TemplateFiller, map: TemplateMap, filled: Iterable[Filled], names: Sequence[str]
) -> FilledWorkbook:
    book, added = filler.book, AddedStyles(filler.styles_book)
    taken = taken_names(name for name in book.sheets if name != map.sheet)
    links = SheetLinks(book)
    copies: SheetCopies | None = None
    removed: set[str] = set()
    notices: list[str] = []
    for number, (one, wanted) in enumerate(zip(filled, names, strict=True), 1):
        name = tab_name(wanted, taken)
        tables = new_tables(book, links, [map.sheet], number)
        parts, gone, said = filler.changed(one, added, name, tables)
        notices += (f"“{name}”：{notice}" for notice in (*one.notices, *said))
        if copies is None:
            copies, removed = SheetCopies(book, links, [map.sheet], Copy({map.sheet: name}, parts)), gone
        else:
            copies.add(Copy({map.sheet: name}, parts))
    if copies is None:
        raise UserError("没有可导出的填报件", map.title, "请先选定要导出的填报件")
    written = copies.written()
    removed |= book.without_calculation_order(written)
    styles = added.written()
    if styles is not None and book.styles_part:
        written[book.member(book.styles_part)] = styles
    return FilledWorkbook(book.with_parts(written, removed), tuple(notices))
