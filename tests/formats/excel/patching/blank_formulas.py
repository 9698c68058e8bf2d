"""A blank form with formulas of every kind."""

from dataclasses import replace

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
)
from tests.formats.excel.patching.blank_drawing import (
    GROUPS,
    MAIN,
    SHEET,
    TOP,
    BlankForm,
    draw,
    finished,
    put_label,
    styled,
)


def formulas() -> BlankForm:
    """Rich text, shared and array formulas, references of every kind over the rows that are put in, a formula in each row."""
    d = draw()
    sheet = d.sheet
    last = TOP + sum(count for _, _, count in GROUPS)
    sheet["A9"] = CellRichText("填报说明：", TextBlock(InlineFont(b=True, color="FF0000"), "金额"), "以万元为单位")
    put_label(d, f"H{TOP}", "占比")
    for row in range(TOP + 1, last + 1):
        sheet.cell(row, 8, f"=F{row}/$E$5")
        styled(sheet.cell(row, 8), code="0.00%")
    table = d.tables[0]
    share = ColumnMark(7, 1, FieldDef("extra:占比", "占比"), computed=True)
    d.tables[0] = replace(table, columns=(*table.columns, share))
    checks = (
        f"=SUM($F${TOP + 1}:F{last})*2+F{TOP + 2}", ArrayFormula(f"C{last + 6}", f"=SUM(F{TOP + 1}:F{last}*2)"),
        f'=COUNTA(D{TOP + 1}:D{last})&"项"&IF(F{last + 1}>E5,"超","")',
    )  # fmt: skip
    for number, check in enumerate(checks, last + 5):
        sheet.cell(number, 1, f"校验{number - last - 4}")
        sheet.cell(number, 3, check)
    other = d.book.create_sheet("汇总")
    other["A1"] = f"='{SHEET}'!F{last + 1}"
    other["A2"] = f"=SUM('{SHEET}'!F{TOP + 1}:F{last})"
    d.book.defined_names["指标金额"] = DefinedName("指标金额", attr_text=f"'{SHEET}'!$F${TOP + 1}:$F${last}")

    def change(parts: dict[str, bytes]) -> None:
        text = parts[MAIN].decode()
        for row in range(TOP + 1, last + 1):
            whole = f"<f>F{row}/$E$5</f>"
            shared = (
                f'<f t="shared" ref="H{TOP + 1}:H{last}" si="0">F{row}/$E$5</f>'
                if row == TOP + 1
                else '<f t="shared" si="0"/>'
            )
            text = text.replace(whole, shared)
        parts[MAIN] = text.encode()

    return finished(d, change)
