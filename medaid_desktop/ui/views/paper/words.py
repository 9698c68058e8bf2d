"""What the editor says about a cell: its name for screen readers, its tooltip, and why it cannot be filled."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.changes.amount_beside import amount_beside
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.sheet import Slot
from medaid_desktop.core.texts.field_types import FIELD_TYPES, field_type
from medaid_desktop.ui.delegates.cell_marks import CellMark, CellRemark
from medaid_desktop.ui.views.paper.grid import Anchor, PaperGrid

_SHOWN = 16
_TIP_WIDTH = 36
"""Characters after which a line of a tooltip is broken: Qt does not do it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Paper", text)


def definition_of(form: Form, slot: Slot) -> FieldDef:
    """The definition of the field or column a slot shows."""
    return form.definition(slot.table, slot.field)


def is_missing(form: Form, slot: Slot, value: str) -> bool:
    """Whether a required field is blank. A line without content asks for nothing yet."""
    return slot.new_row is None and not value and definition_of(form, slot).required


def accessible_text(form: Form, filing: Filing, slot: Slot, value: str) -> str:
    """Name, type, whether required, value, and an amount in its other unit: “资金总额，金额，万元，必填，6，等于60 000 元”."""
    definition = definition_of(form, slot)
    parts = [definition.label or _tr("序号"), FIELD_TYPES[definition.type].title]
    if definition.unit:
        parts.append(definition.unit)
    if definition.required:
        parts.append(_tr("必填"))
    if definition.computed:
        parts.append(_tr("由公式算出"))
    parts.append(value.replace("\n", " ") or _tr("空"))
    if amount := amount_beside(definition, filing, value):
        parts.append(_tr("等于%1").replace("%1", amount))
    return "，".join(parts)


def tool_tip(form: Form, slot: Slot, value: str) -> str:
    """One or two lines: the field with its type, what is not understood in its text, and how a choice is made."""
    definition = definition_of(form, slot)
    kind = FIELD_TYPES[definition.type].title + (f"（{definition.unit}）" if definition.unit else "")
    lines = [f"{definition.label}：{kind}" + (_tr("，必填") if definition.required else "")]
    if definition.computed:
        lines[0] += _tr("，由原表的公式算出")
    if definition.type == "choice" and definition.options:
        lines.append(_tr("点方框或按空格键勾选，按数字键或拼音首字母选一项，按 F2 列出选项"))
    if definition.type == "date":
        lines.append(_tr("按 F4 打开日历；输入 0701 会提示成完整的日期"))
    if definition.type == "period":
        lines.append(_tr("按 F4 选全年、半年或季度"))
    known = field_type(definition.type, definition.unit, definition.options, definition.multiple)
    complaint = known.complaint(value)
    return "\n".join([*lines, complaint] if complaint else lines)


def with_findings(tip: str, mark: CellMark | None, remarks: Sequence[CellRemark] = ()) -> str:
    """A tooltip under what was said of the cell when it came back and what was found in it, a sentence each."""
    told = [*(one.words for one in remarks), *(mark.words if mark else ())]
    return "\n\n".join([*(_in_lines(words) for words in told), tip])


def with_findings_spoken(said: str, mark: CellMark | None, remarks: Sequence[CellRemark] = ()) -> str:
    """What a screen reader says of a cell, with what was said of it when it came back and what was found in it."""
    return "，".join([said, *(one.words for one in remarks), *(mark.words if mark else ())])


def _in_lines(words: str) -> str:
    return "\n".join(words[start : start + _TIP_WIDTH] for start in range(0, len(words), _TIP_WIDTH))


def why_not(form: Form, grid: PaperGrid, anchor: Anchor) -> str:
    """One sentence on a cell that cannot be filled: why not, and where to go instead. "" where it can."""
    if grid.slot(anchor) is not None:
        return ""
    cell = grid.cell(anchor)
    if cell is None:
        return _tr("这里是纸面空白，不能填写，请按 Tab 键到下一个要填的格子。")
    if cell.role == "seal":
        return _tr("这里留作盖章签字，打印后再盖，不在此填写。")
    if cell.role == "paper":
        if grid.is_table_line(cell.row):
            return _tr("序号自动编排，不用填写。")
        return _tr("这里由审核人打印后手写，不在此填写。")
    name = " ".join(cell.text.split())
    name = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    what = _tr("“%1”是表样上印好的文字").replace("%1", name) if name else _tr("这一格是表样的空白")
    return what + _tr("，不能修改") + _where_instead(form, grid, anchor)


def why_worked_out(form: Form, grid: PaperGrid, anchor: Anchor) -> str:
    """One sentence on a cell that the workbook works out, "" for others."""
    slot = grid.slot(anchor)
    if slot is None:
        return ""
    said = _tr("“%1”由原表的公式算出，不用填写；填好或改好它所依据的格，这里随即更新。")
    return said.replace("%1", definition_of(form, slot).label)


def _where_instead(form: Form, grid: PaperGrid, anchor: Anchor) -> str:
    near = grid.nearest_field(anchor)
    slot = grid.slot(near) if near else None
    if near is None or slot is None:
        return "。"
    if near[0] == anchor[0]:
        where = _tr("右边") if near[1] > anchor[1] else _tr("左边")
    else:
        where = _tr("下方") if near[0] > anchor[0] else _tr("上方")
    return _tr("，请填写%1的“%2”。").replace("%1", where).replace("%2", definition_of(form, slot).label)
