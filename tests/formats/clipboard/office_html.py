"""Writes a worksheet as Excel and WPS put it on the clipboard, so that tests need neither of them."""

from html import escape

from openpyxl.worksheet.worksheet import Worksheet

_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="{maker}">
<link rel=File-List href="file:///C:/clip_filelist.xml"><style><!--table {{mso-displayed-decimal-separator:"\\.";}}
br {{mso-data-placement:same-cell;}} .xl65 {{mso-number-format:"\\@";}}--></style></head><body>
<table border=0 cellpadding=0 cellspacing=0 style='border-collapse:collapse'>
<!--StartFragment-->
<col width=72 span=4 style='width:54pt'>
"""
_SPACER = """<![if supportMisalignedColumns]>
 <tr height=0 style='display:none'><td width=72></td><td width=72></td></tr>
<![endif]>
"""


def clipboard_html(sheet: Worksheet, maker: str = "Microsoft Excel 15") -> str:
    """All cells of a worksheet, merges and line breaks included, with the spacer row Excel adds."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    hidden = {
        (row, col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for col in range(area.min_col, area.max_col + 1)
    } - merged.keys()
    lines: list[str] = []
    for row in sheet.iter_rows():
        cells: list[str] = []
        for cell in row:
            place = cell.row, cell.column
            area = merged.get(place)
            span = f" rowspan={area.size['rows']} colspan={area.size['columns']}" if area else ""
            text = escape("" if cell.value is None else str(cell.value))
            text = text.replace("  ", "<span style='mso-spacerun:yes'>&nbsp;&nbsp;</span>")
            text = text.replace("\n", "<br>\n    ") or "&nbsp;"
            if place not in hidden:
                cells.append(f"  <td{span} class=xl65 style='mso-number-format:\"\\@\"'>{text}</td>\n")
        lines.append(f" <tr height=19 style='height:14.4pt'>\n{''.join(cells)} </tr>\n")
    return f"{_HEAD.format(maker=maker)}{''.join(lines)}{_SPACER}<!--EndFragment-->\n</table></body></html>"
