"""A map as JSON text, and back: strictly, as everything in a ledger is read."""

import json
from collections.abc import Mapping
from dataclasses import fields as fields_of
from typing import Any, cast

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.definitions.field_reader import read_field, read_step
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    FieldMark,
    Printed,
    ReviewMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.errors import UserError

FORMAT = "medaid-map/1"
_FILE = "表样的对应关系"
_WITHIN = ("cell", "above", "below")
_KINDS = ("row", "total", "paper")
_PARTS = ("", "operator", "measure")
_FARTHEST = 10_000_000
_MEND = "请重新导入这份表样"


def map_to_json(found: TemplateMap) -> str:
    """A map as one line of JSON; what is as usual is left out."""
    data: dict[str, object] = {"format": FORMAT, **_bare(found)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _bare(value: object) -> Any:
    """A value as JSON has it; fields of a mark that hold their defaults are left out."""
    if isinstance(value, tuple):
        return [_bare(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, str]", value))
    if value is None or isinstance(value, str | int | bool):
        return value
    found: dict[str, object] = {}
    for one in fields_of(cast(Any, value)):
        own = getattr(value, one.name)
        if own != one.default and own not in ((), {}):
            found[one.name] = _bare(own)
    return found


def map_from_json(text: str) -> TemplateMap:
    """Reads what `map_to_json` wrote. Raises UserError for anything else, with the key that is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError("表样的对应关系读不出来", _FILE, _MEND) from error
    if not isinstance(data, dict):
        raise UserError("表样的对应关系读不出来", _FILE, _MEND)
    top = DataReader(cast("dict[str, object]", data), _FILE)
    top.choice("format", (FORMAT,))
    found = TemplateMap(
        sheet=top.text("sheet"),
        grid=_whole(top, "grid"),
        title=top.text("title"),
        base=top.text("base", ""),
        layout=top.text("layout", ""),
        area=cast(Any, _wholes(top, "area", 4) or (0, 0, 0, 0)),
        fields=tuple(_field(item) for item in top.tables("fields")),
        tables=tuple(_table(item) for item in top.tables("tables")),
        reviews=tuple(_review(item) for item in top.tables("reviews")),
        printed=tuple(_printed(item) for item in top.tables("printed")),
    )
    top.finish()
    return found


def _whole(item: DataReader, key: str, default: int | None = None, least: int = 0) -> int:
    value = item.number(key, -1.0 if default is None else float(default))
    if value != int(value) or not least <= value <= _FARTHEST:
        raise item.error(key, f"应为 {least} 以上的整数", _MEND)
    return int(value)


def _wholes(item: DataReader, key: str, count: int) -> tuple[int, ...]:
    values = item.numbers(key)
    if values and (len(values) != count or any(value != int(value) or not 0 <= value <= _FARTHEST for value in values)):
        raise item.error(key, f"应为 {count} 个整数", _MEND)
    return tuple(int(value) for value in values)


def _needed(item: DataReader, key: str) -> DataReader:
    return cast(DataReader, item.table(key))


def _spot(item: DataReader) -> Spot:
    found = Spot(
        _whole(item, "row"), _whole(item, "col", 0), _whole(item, "rows", 1, 1), _whole(item, "cols", 1, 1),
        cast(Any, item.choice("within", _WITHIN, "cell")),
    )  # fmt: skip
    item.finish()
    return found


def _field(item: DataReader) -> FieldMark:
    found = FieldMark(
        _spot(_needed(item, "spot")), read_field(_needed(item, "definition")), item.text("prefix", ""),
        item.text("blank", ""), item.text("suffix", ""), item.flag("computed"),
    )  # fmt: skip
    item.finish()
    return found


def _table(item: DataReader) -> TableMark:
    side = item.table("side", optional=True)
    head = _wholes(item, "head", 2)
    if len(head) != 2 or head[0] > head[1]:
        raise item.error("head", "应为两个整数，后一个不小于前一个", _MEND)
    columns = tuple(_column(column) for column in item.tables("columns"))
    _check_joined(item, columns)
    _check_parts(item, columns)
    found = TableMark(
        item.text("id"), item.text("label"), (head[0], head[1]), columns,
        tuple(_row(row) for row in item.tables("rows")), _spot(side) if side else None,
    )  # fmt: skip
    item.finish()
    return found


def _column(item: DataReader) -> ColumnMark:
    found = ColumnMark(
        _whole(item, "col"), _whole(item, "cols", None, 1), read_field(_needed(item, "definition")),
        item.flag("serial"), item.flag("computed"), item.text("join", ""),
        cast(Any, item.choice("part", _PARTS, "")), item.text("of", ""),
    )  # fmt: skip
    item.finish()
    return found


def _check_joined(item: DataReader, columns: tuple[ColumnMark, ...]) -> None:
    """A column shares the cell of the one straight before it, and of no other."""
    before: ColumnMark | None = None
    for column in columns:
        if column.join and (
            before is None
            or before.join
            or before.serial
            or (before.definition.id, before.col + before.cols) != (column.join, column.col)
        ):
            raise item.error("columns", f"列 {column.definition.id} 不紧跟在 {column.join} 之后", _MEND)
        before = column


def _check_parts(item: DataReader, columns: tuple[ColumnMark, ...]) -> None:
    """A part belongs to a column that is none itself, and that no other has the same part of."""
    whole = {column.definition.id for column in columns if not column.part and not column.serial}
    parts = [(column.of, column.part) for column in columns if column.part]
    if len(set(parts)) < len(parts) or any(of not in whole for of, _ in parts):
        raise item.error("columns", "拆开的列没有对应的指标值列", _MEND)


def _row(item: DataReader) -> RowMark:
    given = item.table("given", optional=True)
    found = RowMark(
        _whole(item, "row"), cast(Any, item.choice("kind", _KINDS, "row")),
        {name: given.text(name) for name in given.names()} if given else {}, item.texts("typed"),
    )  # fmt: skip
    item.finish()
    return found


def _review(item: DataReader) -> ReviewMark:
    found = ReviewMark(_spot(_needed(item, "spot")), read_step(_needed(item, "step")), item.text("prefix", ""))
    item.finish()
    return found


def _printed(item: DataReader) -> Printed:
    found = Printed(_spot(_needed(item, "spot")), item.text("text"))
    item.finish()
    return found
