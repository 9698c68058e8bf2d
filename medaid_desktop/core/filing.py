"""A filing's content: values and tables of text as written, changed only through `Filing.set`."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from medaid_desktop.errors import UserError

FORMAT = "medaid-filing/1"

Row = dict[str, str]
Edit = tuple[str, str]
"""A change: (path, text). Undoing it is another one."""

FORM_VERSION = "form_version"
"""The path of the version of the form that the content is of, for a filing that is moved over to another version."""

_VALUE = re.compile(r"values\.(.+)", re.DOTALL)
_ROW = re.compile(r"tables\.([\w-]+)\[(\+?)(\d{1,7})\](?:\.(.+))?", re.DOTALL)
_TABLE = re.compile(r"[\w-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """Text as a cell keeps it: outer blanks trimmed, line ends as \\n, invisible marks (controls, zero width) dropped.

    Nothing that can be seen is changed (contract: texts are kept as written). A text with half a surrogate pair,
    which no file can hold, is refused with a UserError.
    """
    if (
        text.isprintable()
    ):  # as most are: no line ends, no controls, no half surrogate pairs, no blank but the plain one
        return text.strip()
    cleaned = _CONTROL.sub("", _LINE_ENDS.sub("\n", text)).strip()
    try:
        cleaned.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UserError("文字里有无法保存的字符", f"第 {error.start + 1} 个字符", "请删去该字符后重新录入") from error
    return cleaned


@dataclass(frozen=True, slots=True)
class Place:
    """A parsed path. `table` is "" for a value; `row` is -1 there; `column` is "" for a whole row."""

    table: str
    row: int
    column: str
    inserts: bool = False


@lru_cache(maxsize=32_768)
def parse_path(path: str) -> Place:
    """Parses `values.NAME`, `tables.T[3].COLUMN`, `tables.T[3]` and the inserting `tables.T[+3]`.

    FORM_VERSION is taken for a value of that name, which no form has. Raises UserError where the path has another shape.
    """
    if path == FORM_VERSION:
        return Place("", -1, FORM_VERSION)
    match = _VALUE.fullmatch(path)
    if match:
        return Place("", -1, match[1])
    match = _ROW.fullmatch(path)
    if not match:
        raise UserError(
            "看不懂单元格位置", path, "请写成 values.字段 或 tables.表[行号].列，例如 tables.indicators[0].target"
        )
    return Place(match[1], int(match[3]), match[4] or "", match[2] == "+")


def cell_path(table: str, row: int, column: str) -> str:
    """The path of a cell of a table."""
    return f"tables.{table}[{row}].{column}"


@dataclass(slots=True)
class Filing:
    """One filled-in form of one region and year. `values` and `tables` hold text; a blank cell is absent or "".

    `variant` is the layout the clerk chose where a form has several; "" lets the content decide.
    A row is never changed in place but replaced by another one, so that copies may share the rows they have in common.
    """

    form: str
    year: int | None = None
    region: str | None = None
    id: str = ""
    form_version: str = ""
    status: str = "draft"
    variant: str = ""
    values: dict[str, str] = field(default_factory=dict[str, str])
    tables: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])

    def get(self, path: str) -> str:
        """The text at a path, "" where blank or where there is no such row; a whole row as canonical JSON."""
        if path == FORM_VERSION:
            return self.form_version
        place = parse_path(path)
        if not place.table:
            return self.values.get(place.column, "")
        rows = self.tables.get(place.table, [])
        if place.inserts or place.row >= len(rows):
            return ""
        row = rows[place.row]
        return row.get(place.column, "") if place.column else row_text(row)

    def set(self, path: str, text: str) -> list[Edit]:
        """Changes content and returns the edits that undo it, in the order in which to apply them.

        - `values.NAME` or `tables.T[i].COLUMN` takes a text; i may be one past the last row, which appends a row;
        - `tables.T[+i]` inserts a row before row i; the text is a JSON object of its cells;
        - `tables.T[+i].COLUMN` inserts a row that holds just this cell; a blank text makes no row;
        - `tables.T[i]` with "" deletes the row, with a JSON object replaces it;
        - `FORM_VERSION` takes the version of the form that the content is of from then on.

        Raises UserError for a malformed path, a row that does not exist or a row that is not a JSON object.
        """
        if path == FORM_VERSION:
            before, self.form_version = self.form_version, clean_text(text)
            return [(path, before)]
        place = parse_path(path)
        if not place.table:
            before = self.values.get(place.column, "")
            _put(self.values, place.column, clean_text(text))
            return [(path, before)]
        rows = self.rows(place.table)
        if place.inserts or (place.row == len(rows) and place.column):
            row = _texts({place.column: text}, path) if place.column else parse_row(text, path)
            return self._insert(place, row) if row or not place.column else []
        if place.row >= len(rows):
            raise UserError(
                f"没有第 {place.row} 行（行号从 0 数起）",
                f"{path}，该表现有 {len(rows)} 行",
                f"请改用已有的行号；写 [{len(rows)}] 则在表尾添一行",
            )
        return self._change(rows, place, path, text)

    def _insert(self, place: Place, row: Row) -> list[Edit]:
        count = len(self.rows(place.table))
        if place.row > count:
            raise UserError("插入的位置超出表尾", f"{place.table} 第 {place.row} 行", f"该表现有 {count} 行")
        self.tables.setdefault(place.table, []).insert(place.row, row)
        return [(f"tables.{place.table}[{place.row}]", "")]

    def _change(self, rows: list[Row], place: Place, path: str, text: str) -> list[Edit]:
        row = rows[place.row]
        if place.column:
            rows[place.row] = changed = dict(row)
            _put(changed, place.column, clean_text(text))
            return [(path, row.get(place.column, ""))]
        before = row_text(row)
        if not text.strip():
            del rows[place.row]
            if not rows:
                del self.tables[place.table]
            return [(f"tables.{place.table}[+{place.row}]", before)]
        rows[place.row] = parse_row(text, path)
        return [(path, before)]

    def apply(self, edits: Iterable[Edit]) -> list[Edit]:
        """Sets several paths in order, all or nothing; returns the edits that undo them all, in order."""
        undo: list[Edit] = []
        try:
            for path, text in edits:
                undo[:0] = self.set(path, text)
        except UserError:
            for path, text in undo:
                self.set(path, text)
            raise
        return undo

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, [] where it has none. For reading only."""
        return self.tables.get(table, [])

    def copy(self) -> "Filing":
        """A copy that `set` can change without changing this one: cheap also for thousands of rows, which both share."""
        return Filing(
            form=self.form, year=self.year, region=self.region, id=self.id, form_version=self.form_version,
            status=self.status, variant=self.variant, values=dict(self.values),
            tables={name: list(rows) for name, rows in self.tables.items()},
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The public JSON (contract, section 3), a dict ready for json.dumps."""
        public: dict[str, Any] = {
            "format": FORMAT, "id": self.id, "form": self.form, "year": self.year, "region": self.region,
            "status": self.status, "values": dict(self.values),
            "tables": {name: [dict(row) for row in rows] for name, rows in self.tables.items()},
        }  # fmt: skip
        if self.form_version:
            public["form_version"] = self.form_version
        if self.variant:
            public["variant"] = self.variant
        return public

    @classmethod
    def from_json(cls, data: object) -> "Filing":
        """Reads the public JSON. Raises UserError naming the place where the data has another shape.

        `null` and numbers in cells become text; nested data is refused. Unknown top-level keys are ignored, as
        later versions may add some.
        """
        return _FilingReader(data).read()


def row_text(row: Mapping[str, str]) -> str:
    """A row as the canonical JSON text that `tables.T[+i]` takes."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_row(text: str, where: str) -> Row:
    """Reads a row from JSON text; a UserError names `where`."""
    try:
        data: object = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise UserError("行内容不是有效的 JSON", where, '请写成 {"列": "文字"}') from error
    return _texts(data, where)


def _put(cells: dict[str, str], name: str, text: str) -> None:
    """Stores a text; a blank one leaves no entry, so that equal contents are equal dicts."""
    if text:
        cells[name] = text
    else:
        cells.pop(name, None)


def _texts(data: object, where: str) -> Row:
    if not isinstance(data, dict):
        raise UserError("应为“名称: 文字”的对象", where, "请对照填报件 JSON 的格式修改")
    texts: Row = {}
    names: set[str] = set()
    for written, value in cast("dict[str, object]", data).items():
        name = _within(where, written)
        if not name:
            raise UserError("有一格没有名称", where, "请写出字段或列的名称")
        if name in names:
            raise UserError("同一个名称写了两次", f"{where}.{name}", "请合并或删去其中一处")
        names.add(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise UserError("单元格应为文字", f"{where}.{name}", "请把该处改为带引号的文字")
        _put(texts, name, _within(f"{where}.{name}", str(value)))
    return texts


def _within(where: str, text: str) -> str:
    """The cleaned text; an error names the cell."""
    try:
        return clean_text(text)
    except UserError as error:
        raise UserError(error.what, f"{where}，{error.where}", error.mend) from error


class _FilingReader:
    """Turns untrusted JSON into a Filing, one part a method."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, dict):
            raise UserError("填报件应为一个 JSON 对象", "", "请对照导出的 .json 文件检查")
        self._data = cast("dict[str, object]", data)

    def read(self) -> Filing:
        declared = self._data.get("format", FORMAT)
        if declared != FORMAT:
            raise UserError("不认识的填报件格式", str(declared), f"本版本只读 {FORMAT}，请用较新的程序打开")
        form = self._data.get("form")
        if not isinstance(form, str) or not form:
            raise UserError("填报件没有写明表种", "form", "请补上表种代号，例如 declaration")
        return Filing(
            form=form, year=self._year(), region=self._text("region") or None, id=self._text("id"),
            form_version=self._text("form_version"), status=self._text("status") or "draft",
            variant=self._text("variant"), values=_texts(self._part("values"), "values"),
            tables=self._tables(),
        )  # fmt: skip

    def _part(self, key: str) -> object:
        data = self._data.get(key)
        return {} if data is None else data

    def _year(self) -> int | None:
        year = self._data.get("year")
        if year is None or year == "":
            return None
        if isinstance(year, bool) or not _YEAR.fullmatch(str(year)) or not 1949 <= int(str(year)) <= 2999:
            raise UserError("年度不是四位年份", str(year)[:20], "请写成例如 2021")
        return int(str(year))

    def _text(self, key: str) -> str:
        value = self._data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise UserError("应为文字", key, "请加上引号")
        return clean_text(value)

    def _tables(self) -> dict[str, list[Row]]:
        data = self._part("tables")
        if not isinstance(data, dict):
            raise UserError("tables 应为对象", "tables", "请对照导出的 .json 文件检查")
        tables: dict[str, list[Row]] = {}
        for name, rows in cast("dict[str, object]", data).items():
            if not _TABLE.fullmatch(name):
                raise UserError("表格名称只能用字母、数字、_ 和 -", f"tables.{name}", "请改用表种里的表格名称")
            if not isinstance(rows, list):
                raise UserError("表格应为行的列表", f"tables.{name}", "请对照导出的 .json 文件检查")
            read = [_texts(row, f"tables.{name}[{index}]") for index, row in enumerate(cast("list[object]", rows))]
            kept = [row for row in read if row]
            if kept:
                tables[name] = kept
        return tables
