"""Tables that bring their own head along: which columns of a form its labels name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Row, clean_text
from medaid_desktop.core.forms import Form, TableDef

_ALSO: Mapping[str, tuple[str, ...]] = {
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标内容", "指标名称"),
    "level4": ("四级指标",),
    "target": ("指标值", "年度指标值", "区域指标值", "目标值"),
    "note": ("备注",),
}
"""Labels of the same columns on other forms (contract, section 3)."""
_SERIALS = ("序号", "编号")
_DEEPEST_HEAD = 4
_LEAST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class NamedRows:
    """Rows read by their head: for a table, with the texts of columns that its form does not know."""

    table: str
    rows: Sequence[Row]
    labels: Sequence[str]
    unknown: Sequence[str]


def named_rows(form: Form, cells: Sequence[Sequence[str]], prefer: str = "") -> NamedRows | None:
    """The rows below a head whose labels name at least two columns of a table of the form; None without such a head.

    Blank group cells take the text above them (merged cells arrive like that); rows without anything but groups are
    left out. `prefer` is the table the clerk stands in; else the one with most labels counts.
    """
    for number, row in enumerate(cells[:_DEEPEST_HEAD]):
        found = [(table, _columns(table, row)) for table in form.tables]
        found = [(table, columns) for table, columns in found if len(columns) >= _LEAST_KNOWN]
        if found:
            table, columns = max(found, key=lambda pair: (pair[0].id == prefer, len(pair[1])))
            return _read(table, columns, row, cells[number + 1 :])
    return None


def _columns(table: TableDef, row: Sequence[str]) -> dict[int, str]:
    """Column ids by the places of their labels; the first label of a column counts."""
    names: dict[str, str] = {}
    for column in table.columns:
        for label in (column.label, *_ALSO.get(column.id, ())):
            names.setdefault(_plain(label), column.id)
    columns: dict[int, str] = {}
    for place, text in enumerate(row):
        name = names.get(_plain(text))
        if name and name not in columns.values():
            columns[place] = name
    return columns


def _read(table: TableDef, columns: Mapping[int, str], head: Sequence[str], body: Sequence[Sequence[str]]) -> NamedRows:
    groups, known = table.group_columns, dict[str, str]()
    rows: list[Row] = []
    unknown: list[str] = []
    serials = {place for place, text in enumerate(head) if _plain(text) in _SERIALS}
    for cells in body:
        texts = {columns[place]: clean_text(text) for place, text in enumerate(cells) if place in columns}
        row = {name: text for name, text in texts.items() if text}
        for at, name in enumerate(groups):
            if row.get(name):
                known = {kept: text for kept, text in known.items() if kept in groups[:at]} | {name: row[name]}
            elif known.get(name):
                row[name] = known[name]
        if any(name not in groups for name in row):
            rows.append(row)
        lost = [clean_text(text) for place, text in enumerate(cells) if place not in columns and place not in serials]
        unknown += [text for text in lost if text]
    labels = [clean_text(head[place]) for place in columns]
    return NamedRows(table.id, rows, labels, unknown)


def _plain(text: str) -> str:
    return "".join(text.split())
