"""What the clerk calls the parts of a form: fields, columns, cells; and the words for states."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.filing import parse_path
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.errors import UserError
from medaid_desktop.operations.incoming.items import Incoming
from medaid_desktop.recognition.understood import Understood
from medaid_desktop.ui.views.incoming.entries import Entry, State
from medaid_desktop.ui.views.incoming.marks import Mark


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell or column may be said to be: `id` as a correction has it, `label` of the form, `group` for telling apart."""

    id: str
    label: str
    group: str = ""


def field_meanings(form: Form) -> list[Meaning]:
    """The fields of a form outside its tables."""
    return [Meaning(f"values.{one.id}", one.label) for one in form.fields]


def column_meanings(form: Form, tables: Sequence[str] = ()) -> list[Meaning]:
    """The columns of a form's tables, those of `tables` only where given; a column of several tables once."""
    found: dict[str, Meaning] = {}
    for table in form.tables:
        if tables and table.id not in tables:
            continue
        for column in table.columns:
            if column.on_paper:
                found.setdefault(column.id, Meaning(column.id, column.label, table.label))
    return list(found.values())


def label_of(form: Form, meaning: str) -> str:
    """What a label was taken for, in the form's words: values.X, tables.T.COLUMN or a column's id."""
    if meaning.startswith("values."):
        return form.definition("", meaning.removeprefix("values.")).label
    if meaning.startswith("tables."):
        _, table, column = meaning.split(".", 2)
        return form.definition(table, column).label
    return meaning.removeprefix(EXTRA)


def cell_label(form: Form, path: str) -> str:
    """What a cell of the filing is called: 项目名称, or 绩效指标第 4 行·指标值."""
    try:
        place = parse_path(path)
    except UserError:
        return path
    label = form.definition(place.table, place.column).label if place.column else ""
    if not place.table:
        return label
    table = form.tables_by_id.get(place.table)
    row = _tr("%1第 %2 行").replace("%1", table.label if table else place.table).replace("%2", str(place.row + 1))
    return f"{row}·{label}" if label else row


def state_words(entry: Entry, number: int = -1) -> str:
    """How a file, or one of its tables, stands."""
    state = entry.state() if number < 0 else entry.table_state(number)
    if state is State.NEEDED:
        numbers = range(len(entry.items)) if number < 0 else (number,)
        return need_words([need for at in numbers for need in entry.needs(at)])
    if state is State.DOUBTFUL:
        count = entry.doubts(number) if number >= 0 else sum(map(entry.doubts, range(len(entry.items))))
        return _tr("有疑问 %1").replace("%1", str(count))
    return _state_word(state)


def _state_word(state: State) -> str:
    return {
        State.READING: _tr("正在读取…"),
        State.UNREADABLE: _tr("读不出"),
        State.ASKED: _tr("已有一份，请选"),
        State.SAME: _tr("已有相同，跳过"),
        State.SKIPPED: _tr("跳过"),
        State.READY: _tr("待导入"),
        State.DONE: _tr("已导入"),
    }.get(state, "")


def need_words(needs: Sequence[str]) -> str:
    """What is still to be said, shortly: 待定表种、区划; only confirming: 区划待核对."""
    words = {"form": _tr("表种"), "region": _tr("区划"), "form?": _tr("表种"), "region?": _tr("区划")}
    missing = list(dict.fromkeys(words[need] for need in needs if need in ("form", "region")))
    if missing:
        return _tr("待定%1").replace("%1", "、".join(missing))
    if "problem" in needs:
        return _tr("不能导入")
    unsure = list(dict.fromkeys(words[need] for need in needs if need in words))
    if not unsure:
        return _tr("这一批里有重的")
    return _tr("%1待核对").replace("%1", "、".join(unsure))


def sure_words(confidence: float) -> str:
    """A confidence as a person says it."""
    for least, words in (
        (0.95, _tr("很有把握")), (0.85, _tr("较有把握")), (0.6, _tr("把握不大，请逐处核对")),
    ):  # fmt: skip
        if confidence >= least:
            return words
    return _tr("没有把握，请对照原件")


def table_title(item: Incoming, number: int) -> str:
    """What a table of a file is called in the list: its sheet, else its title."""
    return " ".join((item.sheet or item.title).split()) or _tr("第 %1 张表").replace("%1", str(number + 1))


def cell_words(form: Form | None, mark: Mark, understood: Understood | None) -> str:
    """What a cell of the document was taken for, and what is doubtful about it."""
    said: list[str] = []
    if mark.paths:
        label = cell_label(form, mark.paths[0]) if form else mark.paths[0]
        more = _tr("等 %1 处").replace("%1", str(len(mark.paths))) if len(mark.paths) > 1 else ""
        said.append(_tr("内容：%1").replace("%1", label + more))
    elif mark.meaning and form:
        said.append(_tr("名称：%1").replace("%1", label_of(form, mark.meaning)))
    elif not mark.doubts and not mark.corrected:
        said.append(_tr("表上的文字"))
    if understood is not None:
        said += [_tr("疑问：%1").replace("%1", understood.notices[at].message) for at in mark.doubts]
        said += [understood.notices[at].message for at in mark.corrected]
    return "\n".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Incoming", text)
