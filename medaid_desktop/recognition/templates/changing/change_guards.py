"""What corrections of tables ask of a map before they change it, and how a table goes."""

from medaid_desktop.core.templates.template_map import TableMark
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap

MOST_ROWS = 2000


def drop(sheet: SheetMap, table: TableMark) -> None:
    """Takes a table out of a map, the places in its lines of totals too."""
    for row in table.rows:
        clear_row(sheet, table, row.row)
    sheet.tables = [one for one in sheet.tables if one.id != table.id]


def clear_row(sheet: SheetMap, table: TableMark, row: int) -> None:
    """Takes away the fields and boxes that lie in a row of a table."""
    sheet.clear_rows(row, row, (table.columns[0].col, table.columns[-1].col + table.columns[-1].cols - 1))


def scored(sheet: SheetMap) -> bool:
    """Whether the form knows the total of the scores."""
    return sheet.form is not None and "total_score" in sheet.form.fields_by_id


def meets(table: TableMark, first: int, last: int) -> bool:
    """Whether rows meet the head or the body of a table."""
    rows = [*range(*table.head), *(row.row for row in table.rows)]
    return any(first <= row <= last for row in rows)


def check_rows(sheet: SheetMap, first: int, last: int) -> None:
    """Raises UserError for rows that are not on the sheet, or too many."""
    where = f"第 {first + sheet.grid.origin[0] + 1} 至 {last + sheet.grid.origin[0] + 1} 行"
    if first > last or first < 0 or last > sheet.tiles.bottom + 1:
        raise UserError("选的行不在表里", where, "请重新选择")
    if last - first >= MOST_ROWS:
        raise UserError(f"选的行超过 {MOST_ROWS} 行", where, "请只选几行：不够时导出会自动插入")


def refuse_others(sheet: SheetMap, own: TableMark | None, first: int, last: int) -> None:
    """Raises UserError where rows meet those of another table."""
    for table in sheet.tables:
        if table is own or (own is not None and table.id == own.id):
            continue
        if meets(table, first, last) and _shares_columns(table, own):
            raise UserError(
                f"和表格“{table.label}”重叠",
                f"第 {first + sheet.grid.origin[0] + 1} 行起",
                "请先缩小那张表格的重复行，或把它设为不填写",
            )


def _shares_columns(table: TableMark, own: TableMark | None) -> bool:
    if own is None:
        return True
    mine = {col for column in own.columns for col in range(column.col, column.col + column.cols)}
    return any(col in mine for column in table.columns for col in range(column.col, column.col + column.cols))
