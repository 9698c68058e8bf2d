"""Workbooks of Excel 97 to 2003 and older, and WPS .et files, through xlrd. The only module that knows it."""

import io
from collections.abc import Sequence
from typing import Any

import xlrd

from medaid_desktop.core.grid import Document, Shown
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.cells import SheetCells, to_grids
from medaid_desktop.formats.excel.others.xls_unlock import unlocked
from medaid_desktop.formats.excel.references import LAST_COL
from medaid_desktop.formats.excel.shown.looks import Font, Look, Run
from medaid_desktop.formats.excel.shown.number_format import BUILT_IN
from medaid_desktop.formats.guard import DamagedError, Watch

LARGEST = 15_000_000
"""Bytes; xlrd reads some two megabytes a second."""

_SHOWN: Sequence[Shown] = ("shown", "hidden", "very hidden")
_TEXT, _NUMBER, _DATE, _YES_NO, _ERROR = 1, 2, 3, 4, 5
_LOCAL_FORMATS = {14, 22, *range(27, 37), *range(50, 59)}
"""Formats that show what the system's country calls for; xlrd knows the American ones."""


def read_xls(data: bytes, name: str, watch: Watch) -> Document:
    """Reads every worksheet, also hidden ones, of the bare workbook stream: xlrd follows a container's chains without end.

    Raises DamagedError, and UserError for protected or very large workbooks.
    """
    book = opened_workbook(data, watch)
    looks: dict[int, Look] = {}
    sheets: list[SheetCells] = []
    for number in range(book.nsheets):
        watch.check()
        source = loaded_sheet(book, number)
        sheet = SheetCells(str(source.name), _SHOWN[min(max(int(source.visibility), 0), 2)])
        _fill(sheet, source, book, looks, watch)
        watch.hold(len(sheet.found))
        sheets.append(sheet)
    grids, doubts = to_grids(sheets, watch)
    return Document(name, "xls", grids, doubts=doubts)


def opened_workbook(data: bytes, watch: Watch) -> Any:
    """The workbook of a bare stream, styles included; its sheets are read when `loaded_sheet` asks for them. Raises like `read_xls`."""
    if len(data) > LARGEST:
        raise UserError("旧格式的工作簿太大，读起来太慢", "", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入")
    return _opened(unlocked(data, watch) or data)


def _opened(data: bytes) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
    except Exception as error:  # xlrd lets struct errors, assertions and the like of broken files through
        if "encrypted" in str(error).lower():
            raise UserError(
                "工作簿加了打开密码，或用密码设了“保护工作簿”", "",
                "请用 Excel 或 WPS 打开，“另存为”选 .xlsx（有打开密码的先在“文件”→“信息”→“保护工作簿”里清空），再导入",
            ) from error  # fmt: skip
        raise DamagedError(f"xls: {error!r}") from error


def loaded_sheet(book: Any, number: int) -> Any:
    """A sheet by its number. Raises DamagedError."""
    try:
        return book.sheet_by_index(number)
    except Exception as error:  # as above: xlrd reads the sheet here
        raise DamagedError(f"xls, sheet {number}: {error!r}") from error


def _fill(sheet: SheetCells, source: Any, book: Any, looks: dict[int, Look], watch: Watch) -> None:
    for row in range(source.nrows):
        if row % 500 == 0:
            watch.check()
            watch.check_room(len(sheet.found))
        kinds, values = source.row_types(row), source.row_values(row)
        for col, kind in enumerate(kinds):
            if _TEXT <= kind <= _ERROR:
                index = source.cell_xf_index(row, col)
                look = looks.get(index)
                if look is None:
                    look = looks[index] = _look(book, index)
                _add(sheet, source, book, row, col, kind, values[col], look)
    for first_row, end_row, first_col, end_col in source.merged_cells:
        sheet.merged.append((first_row, first_col, end_row - 1, end_col - 1))
    sheet.hidden_rows += [(row, row) for row, info in source.rowinfo_map.items() if info.hidden]
    sheet.hidden_cols += [
        (col, col) for col, info in source.colinfo_map.items() if (info.hidden or info.width == 0) and col <= LAST_COL
    ]


def _add(sheet: SheetCells, source: Any, book: Any, row: int, col: int, kind: int, value: Any, look: Look) -> None:
    font = look.font
    if kind == _TEXT:
        text = str(value)
        runs = source.rich_text_runlist_map.get((row, col))
        if runs:
            joined, bold, struck = look.rich(_runs(book, text, runs))
            sheet.add(row, col, _lines(joined), "text", look.indent, bold, struck)
        else:
            sheet.add(row, col, _lines(look.text(text)), "text", look.indent, font.bold, font.struck)
    elif kind in (_NUMBER, _DATE):
        sheet.add(row, col, look.number(float(value)), look.number_kind, look.indent, font.bold, font.struck)
    elif kind == _YES_NO:
        sheet.add(row, col, "TRUE" if value else "FALSE", "yes-no", look.indent, font.bold, font.struck)
    else:
        text = str(xlrd.error_text_from_code.get(value, "#N/A"))
        sheet.add(row, col, text, "error", look.indent, font.bold, font.struck)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _runs(book: Any, text: str, starts: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """The stretches of a rich text; before the first start the cell's own font holds."""
    runs = [Run(text[: starts[0][0]])]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, font), end in zip(starts, ends, strict=True):
        runs.append(Run(text[start:end], _font(book, font)))
    return tuple(run for run in runs if run.text)


def _font(book: Any, number: int) -> Font:
    fonts = book.font_list
    if not 0 <= number < len(fonts):
        return Font()
    font = fonts[number]
    return Font(str(font.name), font.weight >= 600 or bool(font.bold), bool(font.struck_out))


def _look(book: Any, index: int) -> Look:
    if not 0 <= index < len(book.xf_list):
        return Look(epoch_1904=bool(book.datemode))
    style = book.xf_list[index]
    key = style.format_key
    code = BUILT_IN[key] if key in _LOCAL_FORMATS else str(getattr(book.format_map.get(key), "format_str", "General"))
    return Look(
        code or "General", _font(book, style.font_index), int(style.alignment.indent_level), bool(book.datemode)
    )
