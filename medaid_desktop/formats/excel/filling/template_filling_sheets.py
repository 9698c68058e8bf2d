"""Several filings of one template in one workbook: a sheet each, the sheets beside them once."""

from collections.abc import Iterable, Sequence

from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, TemplateFiller, damaged
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles
from medaid_desktop.formats.excel.paper.tab_names import tab_name, taken_names
from medaid_desktop.formats.excel.patching.copies import Copy, SheetCopies
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
    copies: SheetCopies | None = None
    removed: set[str] = set()
    notices: list[str] = []
    for one, wanted in zip(filled, names, strict=True):
        name = tab_name(wanted, taken)
        parts, gone, said = filler.changed(one, added, name)
        notices += (f"“{name}”：{notice}" for notice in (*one.notices, *said))
        if copies is None:
            _refuse_table_formulas(filler, map, names)
            copies, removed = SheetCopies(book, map.sheet, Copy(name, parts)), gone
        else:
            copies.add(Copy(name, parts))
    if copies is None:
        raise UserError("没有可导出的填报件", map.title, "请先选定要导出的填报件")
    written = copies.written()
    removed |= book.without_calculation_order(written)
    styles = added.written()
    if styles is not None and book.styles_part:
        written[book.member(book.styles_part)] = styles
    return FilledWorkbook(book.with_parts(written, removed), tuple(notices))


def _refuse_table_formulas(filler: TemplateFiller, map: TemplateMap, names: Sequence[str]) -> None:
    """Formulas that name a table object (表1[金额]) would read the first sheet's table from every copy."""
    part = filler.book.parts[map.sheet]
    tables = any(relation.kind == "table" for relation in filler.book.relations_of(filler.book.part_of(map.sheet)))
    if len(names) > 1 and tables and any("[" in formula.text for formula in part.formulas.values()):
        raise UserError(
            "样表里有引用“表格”列名的公式，不能在一个工作簿里放多份", map.sheet, "请把 --out 写成文件夹，一份一个文件"
        )
