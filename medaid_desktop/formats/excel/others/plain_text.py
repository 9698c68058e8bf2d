"""Tables in plain text: columns parted by tabs, or by commas, as programs write them under the name .xls."""

import csv
import io

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.cells import SheetCells, to_grids
from medaid_desktop.formats.guard import DamagedError, Watch

_LONGEST_FIELD = 1_000_000


def read_plain_text(text: str, name: str, watch: Watch) -> Document:
    """Reads the lines as rows. Raises UserError where nothing parts columns."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    delimiter = "\t" if any("\t" in line for line in lines) else ","
    if sum(delimiter in line for line in lines) * 2 < max(len(lines), 1) or not lines:
        raise UserError("这是纯文本，里面没有表格", "", "请把内容放进 Excel 或 Word 的表格里，保存后再导入")
    sheet = SheetCells("")
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            for col, value in enumerate(values):
                sheet.add(row, col, value.replace("\r\n", "\n").strip("\r"))
            if row % 500 == 0:
                watch.check()
                watch.check_room(len(sheet.found))
    except csv.Error as error:
        raise DamagedError(f"text: {error}") from error
    watch.hold(len(sheet.found))
    grids, doubts = to_grids([sheet], watch)
    return Document(name, "text", grids, doubts=doubts)
