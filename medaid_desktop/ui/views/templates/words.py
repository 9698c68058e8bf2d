"""What the clerk calls the parts of a blank form."""

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.template_map import REGION, YEAR, ColumnMark, TableMark, TemplateMap
from medaid_desktop.core.texts.field_types import FIELD_TYPES
from medaid_desktop.ui.views.incoming.layout import column_name
from medaid_desktop.ui.views.templates.drafting import Drafting
from medaid_desktop.ui.views.templates.roles import Kind, Role, Where


def kind_words(kind: Kind) -> str:
    """The role of a cell in a word or two."""
    return {
        "field": _tr("字段"),
        "auto": _tr("自动填入"),
        "computed": _tr("公式算出"),
        "column": _tr("表格列"),
        "given": _tr("印好的内容"),
        "serial": _tr("序号"),
        "head": _tr("表头"),
        "side": _tr("表侧标题"),
        "total": _tr("合计行"),
        "paper": _tr("表上的文字"),
        "review": _tr("审核栏"),
        "text": _tr("表上的文字"),
        "blank": _tr("不用填"),
    }[kind]


def paragraph_words(where: Where) -> str:
    """What a paragraph of a letter is called: 表前第 2 段."""
    words = _tr("表前第 %1 段") if where.within == "above" else _tr("表后第 %1 段")
    return words.replace("%1", str(where.row + 1))


def cell_words(grid: Grid, where: Where) -> str:
    """What a cell or paragraph is called: C7, 表前第 2 段."""
    if where.place is None:
        return paragraph_words(where)
    top, left = grid.origin
    return f"{column_name(where.col + left)}{where.row + top + 1}"


def sheet_names(drafting: Drafting) -> list[str]:
    """What the sheets are called: several forms of one sheet, and those of a letter, by their own names."""
    sheets = [mapped.sheet for mapped in drafting.draft.maps]
    return [
        sheet if sheet and sheets.count(sheet) == 1 else drafting.name(number) for number, sheet in enumerate(sheets)
    ]


def count_words(mapped: TemplateMap) -> str:
    """What was understood of a sheet: 字段 23 个，表格 2 个，审核栏 4 个."""
    fields = {mark.definition.id for mark in mapped.fields}
    words = _tr("字段 %1 个，表格 %2 个，审核栏 %3 个").replace("%1", str(len(fields)))
    return words.replace("%2", str(len(mapped.tables))).replace("%3", str(len(mapped.reviews)))


def role_words(role: Role) -> str:
    """What a cell was understood as, as a sentence: 字段：项目名称（文字，必填）."""
    said = kind_words(role.kind)
    if role.kind == "review":
        return f"{said}：{'、'.join(one.step.title for one in role.reviews)}"
    if role.kind == "auto":
        names = [auto_words(mark.definition.id) for mark in role.marks]
        return f"{said}：{'、'.join(names)}"
    if role.marks:
        return "；".join(f"{said}：{definition_words(mark.definition)}" for mark in role.marks)
    if role.column is not None and role.column.part:
        return f"{said}：{part_words(role.column, role.table)}"
    if role.column is not None and role.kind in ("column", "given", "head", "computed"):
        said = f"{said}：{definition_words(role.column.definition)}"
        columns = role.table.columns if role.table else ()
        parted = next((one.definition for one in columns if one.join == role.column.definition.id), None)
        if parted is not None:
            said += "；" + _tr("写了%1的行自动分成两格").replace("%1", parted.label)
        return f"{said}；{_tr('这一行会重复')}" if role.kind in ("column", "given") else said
    return said


def part_words(column: ColumnMark, table: TableMark | None) -> str:
    """What a column shows that holds no content of its own: 指标值的符号（自动分出，不另填）."""
    columns = table.columns if table else ()
    whole = next((one.definition.label for one in columns if one.definition.id == column.of), column.of)
    words = _tr("%1的符号（自动分出，不另填）") if column.part == "operator" else _tr("%1的单位（自动分出，不另填）")
    return words.replace("%1", whole)


def definition_words(definition: FieldDef) -> str:
    """项目名称（文字，必填）."""
    if definition.id in (YEAR, REGION):
        return auto_words(definition.id)
    known = FIELD_TYPES.get(definition.type)
    about = [known.title if known else definition.type]
    if definition.unit:
        about.append(definition.unit)
    if definition.required:
        about.append(_tr("必填"))
    return f"{definition.label}（{'，'.join(about)}）"


def auto_words(field: str) -> str:
    """What fills itself in."""
    return _tr("年度") if field == YEAR else _tr("区划名称")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Templates", text)
